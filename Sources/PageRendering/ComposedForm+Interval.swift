import ChartDrawing
import FigureWording
import KPIComputing
import PageBinding
import ReportModel

extension ComposedForm {
    /// A forecast with its ranges from the past into what comes, and the actuals as they came in.
    init(interval request: ChartRequest, _ metric: MetricDefinition, _ setting: Setting) {
        let grid = setting.computation.grid(Self.extended(request.query, setting))
        let periods = grid.rows.map(\.period)
        let actual = grid.rows.map(\.cells[0].actual)
        let expected = grid.rows.compactMap(\.cells[0].comparisons.first)
        let ranges = expected.map(\.ranges)
        let bounds = ranges.flatMap { ranges in
            [ranges?.fourFifths ?? ranges?.stated, ranges?.half].compactMap { $0 }
                .flatMap { [$0.low, $0.high] }
        }
        let format = FigureColumnFormat(
            setting.writer, metric,
            values: grid.figures.compactMap(\.value.number) + bounds, in: .chart,
            digits: request.digits, unit: request.unit)
        let axis = ChartAxis(grid, setting)
        remarks = axis.remarks
        let scenario = request.query.comparisons.first ?? .model
        // What has not happened yet, or not all of it, is no gap.
        let known =
            (actual.lastIndex { $0.value.number != nil && $0.period.end <= setting.asOf } ?? -1) + 1
        let series = [
            ChartSeries(
                scenario.code, .forecast,
                expected.map { format.datum($0, setting, isMain: false) }),
            ChartSeries(
                Scenario.actual.code, .actual,
                actual.prefix(known).map { format.datum($0, setting, isMain: true) }),
        ]
        let bands = Self.bands(ranges, format, setting)
        what = setting.what([metric], in: format.label)
        when = setting.when(setting.range(periods), request.query.comparisons)
        sheet = Self.sheet(grid, ranges, scenario, format, setting)
        notes = setting.undefinedNotes(Array(expected))
        shown = (actual.prefix(known) + expected).map {
            ShownFigure($0, filter: request.query.filter)
        }
        summary = Self.summary(actual, expected, metric, setting)
        let isFromZero =
            (metric.unit == .money || metric.unit == .count)
            && Self.isZeroNear(grid.figures.compactMap(\.value.number) + bounds)
        drawing = { _ in
            .line(
                LineChart(
                    categories: axis.categories, series: series, bands: bands,
                    includesZero: isFromZero))
        }
    }

    /// The periods asked for and half as many of those that come.
    private static func extended(_ query: GridQuery, _ setting: Setting) -> GridQuery {
        var query = query
        let grain = if case .time(let grain) = query.axis { grain } else { Period.Grain.month }
        let calendar = setting.site.settings.calendar
        let count = query.last ?? calendar.periods(grain, in: query.period).count
        guard query.period.end <= setting.asOf else { return query }
        let ahead = max(1, count / 2)
        let months = max(grain.rawValue, 1)
        query.last = count + ahead
        query.period = calendar.period(
            grain, containing: query.period.last.adding(ahead * months))
        return query
    }

    private static func bands(
        _ ranges: [FigureRanges?], _ format: FigureColumnFormat, _ setting: Setting
    ) -> [ChartBand] {
        func band(
            _ name: String, _ range: (FigureRanges) -> FigureRanges.Range?
        ) -> ChartBand? {
            let found = ranges.map { $0.flatMap(range) }
            guard let last = found.compactMap({ $0 }).last else { return nil }
            let text = setting.words[
                .band,
                ["share": name, "low": format.text(last.low), "high": format.text(last.high)]]
            return ChartBand(
                text,
                found.map { range in
                    range.map {
                        let low = $0.low.approximate
                        return low...max(low, $0.high.approximate)
                    }
                })
        }
        func percent(_ share: Int) -> String {
            setting.writer.text(
                ExactDecimal(Int128(share), scale: 2), unit: .percent,
                FigureFormat(.prose, digits: 0))
        }
        let statistical = [band(percent(80), \.fourFifths), band(percent(50), \.half)]
            .compactMap { $0 }
        if !statistical.isEmpty { return statistical }
        return band("", \.stated).map { [$0] } ?? []
    }

    private static func sheet(
        _ grid: FigureGrid, _ ranges: [FigureRanges?], _ scenario: Scenario,
        _ format: FigureColumnFormat, _ setting: Setting
    ) -> FigureSheet {
        let isStatistical = ranges.contains { $0?.fourFifths != nil }
        func percent(_ share: Int) -> String {
            setting.writer.text(
                ExactDecimal(Int128(share), scale: 2), unit: .percent,
                FigureFormat(.prose, digits: 0))
        }
        let heads =
            isStatistical
            ? [percent(80), percent(80), percent(50), percent(50)] : [scenario.code, scenario.code]
        let signs = ["≥", "≤", "≥", "≤"]
        func column(_ name: String, _ notation: FigureSheet.Notation) -> FigureSheet.Column {
            FigureSheet.Column(
                name: name, notation: notation, unit: format.label, exactUnit: format.exactLabel)
        }
        let rows = zip(grid.rows, ranges).map { row, ranges in
            let wide = isStatistical ? ranges?.fourFifths : ranges?.stated
            let bounds =
                [wide?.low, wide?.high]
                + (isStatistical ? [ranges?.half?.low, ranges?.half?.high] : [])
            var cells = [row.cells[0].actual, row.cells[0].comparisons[0]].map { figure in
                FigureSheet.cell(figure, setting) { format.text($0) }
            }
            cells += bounds.map { bound in
                FigureSheet.Cell(
                    text: bound.map { format.text($0) } ?? setting.language.undefined,
                    number: bound)
            }
            return FigureSheet.Row(
                name: setting.language.text(row.period, .short), exactName: row.period.name,
                kind: .period, cells: cells)
        }
        return FigureSheet(
            corner: setting.words[.period].capitalisedFirst,
            columns: [
                column(Scenario.actual.code, .actual), column(scenario.code, .init(scenario)),
            ] + zip(heads, signs).map { column("\($0) \($1)", .plain) }, rows: rows)
    }

    /// What is expected at the end, within which range, and how many actuals fell into theirs.
    private static func summary(
        _ actual: [Figure], _ expected: [Figure], _ metric: MetricDefinition, _ setting: Setting
    ) -> String {
        func text(_ value: ExactDecimal) -> String { setting.writer.text(value, unit: metric.unit) }
        guard let last = expected.last(where: { $0.value.number != nil }),
            let value = last.value.number
        else { return setting.words[.noValues] }
        var sentences: [String] = []
        let range = last.ranges?.fourFifths ?? last.ranges?.stated
        sentences.append(
            setting.words[
                range == nil ? .expected : .expectedWithin,
                [
                    "metric": setting.label(metric), "value": text(value),
                    "period": setting.language.text(last.period, .short),
                    "low": range.map { text($0.low) } ?? "",
                    "high": range.map { text($0.high) } ?? "",
                ]])
        let judged = zip(actual, expected).compactMap { actual, expected -> Bool? in
            guard let value = actual.value.number,
                let range = expected.ranges?.fourFifths ?? expected.ranges?.stated
            else { return nil }
            return range.low <= value && value <= range.high
        }
        if !judged.isEmpty {
            sentences.append(
                setting.words[
                    .cameWithin,
                    ["n": String(judged.count { $0 }), "all": String(judged.count)]])
        }
        return sentences.joined(separator: " ")
    }
}
