import ChartDrawing
import FigureWording
import KPIComputing
import PageBinding
import ReportModel

/// Many things at once: where the whole comes from, how each changed, and how two measures go together.
extension ComposedForm {
    /// The parts of a whole from the largest down, with what they make together.
    init(pareto request: ChartRequest, _ metric: MetricDefinition, _ setting: Setting) {
        var query = request.query
        query.top = query.top ?? Self.mostRows
        query.comparisons = []
        let grid = setting.computation.grid(query)
        let format = FigureColumnFormat(
            setting.writer, metric,
            values: grid.rows.filter { $0.kind != .other }
                .compactMap { $0.cells[0].actual.value.number },
            in: .chart, digits: request.digits, unit: request.unit)
        let whole = grid.total?.cells[0].actual.value.number
        var sum = ExactDecimal.zero
        let shares = grid.rows.map { row -> ExactDecimal? in
            guard let value = row.cells[0].actual.value.number, let whole else { return nil }
            sum += value
            return sum.divided(by: whole)
        }
        func percent(_ share: ExactDecimal) -> String {
            setting.writer.text(share, unit: .percent, FigureFormat(.prose, digits: 0))
        }
        let axis = ChartAxis(grid, setting)
        let drawn = grid.rows.filter { $0.kind != .other }
        let chart = ParetoChart(
            categories: Array(axis.categories.prefix(drawn.count)),
            data: drawn.map { format.datum($0.cells[0].actual, setting, isMain: true) },
            shares: shares.prefix(drawn.count).map { share in
                ChartDatum(share?.approximate, share.map(percent) ?? "")
            }, shareName: setting.words[.cumulative],
            guideName: percent(ExactDecimal(8, scale: 1)))
        let dimension = if case .dimension(let name) = query.axis { name } else { "" }
        what = setting.what([metric], in: format.label, by: dimension)
        when = setting.when(setting.language.text(query.period, .short), [])
        sheet = FigureSheet(grid, [format], setting)
        sheet.columns.append(
            FigureSheet.Column(
                name: setting.words[.cumulative].capitalisedFirst, notation: .plain, unit: "%",
                exactUnit: FigureColumnFormat.fraction))
        for index in sheet.rows.indices {
            let share = index < shares.count ? shares[index] : nil
            sheet.rows[index].cells.append(
                FigureSheet.Cell(text: share.map(percent) ?? "", number: share))
        }
        notes =
            Self.notDrawn(grid.rows.filter { $0.kind == .other }, metric, setting)
            + setting.notes(on: grid)
        shown = grid.shown
        let half = shares.firstIndex { ($0 ?? .zero) >= ExactDecimal(5, scale: 1) }
        summary = [
            setting.summary(metric, ofParts: grid),
            half.flatMap { index in
                index < drawn.count
                    ? shares[index].map { share in
                        setting.words[
                            index == 0 ? .largestAlone : .together,
                            ["n": String(index + 1), "share": percent(share)]]
                    } : nil
            },
        ].compactMap { $0 }.joined(separator: " ")
        drawing = { _ in .pareto(chart) }
    }

    /// Each thing then and now.
    init(slope request: ChartRequest, _ metric: MetricDefinition, _ setting: Setting) {
        var query = request.query
        query.top = query.top ?? Self.mostRows
        let grid = setting.computation.grid(query)
        let pruned = setting.pruned(grid).notes
        let scenario = query.comparisons.first ?? .previousYear
        let drawn = grid.rows.filter { $0.kind != .other }
        let format = FigureColumnFormat(
            setting.writer, metric,
            values: drawn.flatMap { [$0.cells[0].actual] + $0.cells[0].comparisons }
                .compactMap(\.value.number),
            in: .chart, digits: request.digits, unit: request.unit)
        let dimension = if case .dimension(let name) = query.axis { name } else { "" }
        let base = drawn.compactMap(\.cells[0].comparisons.first?.period).first
        let isOfOtherTime = base.map { $0 != query.period } ?? false
        let now = setting.language.text(query.period, .short)
        let then = isOfOtherTime ? base.map { setting.language.text($0, .short) } ?? "" : now
        let chart = SlopeChart(
            rows: drawn.map { row in
                SlopeRow(
                    setting.name(of: row, query.axis),
                    from: row.cells[0].comparisons.first.map {
                        format.datum($0, setting, isMain: false)
                    } ?? ChartDatum(nil, ""),
                    to: format.datum(row.cells[0].actual, setting, isMain: false))
            }, fromName: "\(scenario.code) \(then)", toName: "\(Scenario.actual.code) \(now)",
            good: setting.good(metric))
        what = setting.what([metric], in: format.label, by: dimension)
        when = setting.when(now, query.comparisons)
        sheet = FigureSheet(grid, [format], setting)
        notes =
            Self.notDrawn(grid.rows.filter { $0.kind == .other }, metric, setting)
            + setting.notes(on: grid) + pruned
        shown = grid.shown
        let pairs = drawn.compactMap { row -> Bool? in
            guard let to = row.cells[0].actual.value.number,
                let from = row.cells[0].comparisons.first?.value.number, to != from
            else { return nil }
            return to > from
        }
        summary =
            setting.summary(metric, ofParts: grid) + " "
            + setting.words[
                .movedApart,
                [
                    "n": String(drawn.count), "up": String(pairs.count { $0 }),
                    "down": String(pairs.count { !$0 }),
                ]]
        drawing = { _ in .slope(chart) }
    }

    /// Things by two measures, and by a third for their size.
    init(scatter request: ChartRequest, _ metrics: [MetricDefinition], _ setting: Setting) {
        var query = request.query
        query.top = query.top ?? 40
        query.comparisons = []
        let grid = setting.computation.grid(query)
        let rows = grid.rows.filter { $0.kind != .other }
        let isLogarithmic = request.scale == .log
        let drawn = rows.filter { row in
            row.cells.prefix(2).allSatisfy { cell in
                cell.actual.value.number.map {
                    !isLogarithmic || !($0.isNegative || $0.isZero)
                } ?? false
            }
        }
        let formats = metrics.indices.map { index in
            FigureColumnFormat(
                setting.writer, metrics[index],
                values: drawn.compactMap { $0.cells[index].actual.value.number }, in: .chart,
                digits: request.digits, unit: nil)
        }
        func datum(_ row: FigureGrid.Row, _ index: Int) -> ChartDatum {
            formats[index].datum(row.cells[index].actual, setting, isMain: false)
        }
        func axis(_ index: Int) -> ValueAxis {
            let all = drawn.compactMap { $0.cells[index].actual.value.number?.approximate }
            return formats[index].axis(
                setting.title(setting.label(metrics[index]), in: formats[index].label),
                over: all, isLogarithmic: isLogarithmic)
        }
        func whole(_ index: Int) -> ChartDatum? {
            guard metrics[index].unit != .money, metrics[index].unit != .count,
                let total = grid.total?.cells[index].actual.value.number
            else { return nil }
            return ChartDatum(
                total.approximate, "\(setting.words[.total]) \(formats[index].text(total))")
        }
        let size = metrics.count > 2
        let chart = ScatterChart(
            points: drawn.map { row in
                ScatterPoint(
                    setting.name(of: row, query.axis), x: datum(row, 0), y: datum(row, 1),
                    size: size ? datum(row, 2) : nil)
            }, x: axis(0), y: axis(1),
            sizeTitle: size
                ? setting.words[
                    .areaOf,
                    ["what": setting.title(setting.label(metrics[2]), in: formats[2].label)]] : nil,
            xReference: whole(0), yReference: whole(1))
        let dimension = if case .dimension(let name) = query.axis { name } else { "" }
        what = setting.what(metrics, in: "", by: dimension)
        when = setting.when(setting.language.text(query.period, .short), [])
        sheet = FigureSheet(grid, formats, setting)
        notes = setting.incompleteNotes([query.period])
        let lacking = rows.filter { row in !drawn.contains { $0.key == row.key } }
        if !lacking.isEmpty {
            notes.append(setting.notShown(lacking.map { setting.name(of: $0, query.axis) }))
            notes += setting.undefinedNotes(
                lacking.flatMap { $0.cells.prefix(2).map(\.actual) })
        }
        shown = grid.shown
        summary = metrics.indices.map { index in
            var one = grid
            one.rows = grid.rows.map { row in
                var row = row
                row.cells = [row.cells[index]]
                return row
            }
            return setting.label(metrics[index]) + ": "
                + setting.summary(metrics[index], ofParts: one)
        }.joined(separator: " ")
        drawing = { _ in .scatter(chart) }
    }
}
