import ChartDrawing
import FigureWording
import KPIComputing
import PageBinding
import ReportModel

extension ComposedForm {
    private static let mostParts = 6

    /// A measure over time in the parts of a dimension: a stack, or a line for each.
    init(
        split request: ChartRequest, _ metric: MetricDefinition, by dimension: String,
        _ setting: Setting
    ) {
        let computation = setting.computation
        var query = request.query
        query.metrics = [metric.id]
        query.comparisons = []
        let totals = computation.grid(query)
        let periods = totals.rows.map(\.period)
        let values =
            request.query.values
            ?? computation.knownValues(of: dimension, metric: metric.id, filter: query.filter)
        var parts = values.map { value in
            SplitPart(
                value: value,
                figures: periods.map { period in
                    computation.figure(
                        metric, period: period, cut: Cut([Cut.Part(dimension, value)]),
                        filter: query.filter)
                })
        }
        if request.query.values == nil {
            parts = parts.filter(\.isPresent).sorted { ($1.size, $0.value) < ($0.size, $1.value) }
        }
        let canRest = metric.unit == .money || metric.unit == .count
        let limit = min(request.query.top ?? Self.mostParts, Self.mostParts)
        if !canRest, request.query.values == nil, request.query.top == nil, parts.count > limit {
            tooMany = (parts.count, limit)
        }
        let kept = parts.count <= limit ? parts : Array(parts.prefix(canRest ? limit - 1 : limit))
        let rest =
            canRest && request.query.values == nil && kept.count < parts.count
            ? Self.rest(of: totals, without: kept) : nil
        let format = FigureColumnFormat(
            setting.writer, metric,
            values: totals.figures.compactMap(\.value.number), in: .chart, digits: request.digits,
            unit: request.unit)
        let names = kept.map { part in
            setting.name(of: part.value, in: dimension)
        }
        let restName = setting.words[.other, ["n": String(parts.count - kept.count)]]
        let data = kept.map { part in
            part.figures.map { format.datum($0, setting, isMain: false) }
        }
        let restData = rest.map { $0.map { format.datum($0, setting) } }
        // Parts that were chosen add up to less than the whole.
        let totalData =
            request.query.values == nil
            ? totals.rows.map { format.datum($0.cells[0].actual, setting, isMain: true) }
            : periods.indices.map { index in
                let values = kept.map { $0.figures[index].value }
                let known = values.compactMap(\.number)
                let reason = values.compactMap(\.reason).first
                guard let reason, known.isEmpty else {
                    return format.datum(.known(known.reduce(.zero, +)), setting)
                }
                return format.datum(.undefined(reason), setting)
            }
        let axis = ChartAxis(periods, setting, of: [metric.id], filter: query.filter)
        remarks = axis.remarks

        what = setting.what([metric], in: format.label, by: dimension)
        when = setting.when(setting.range(periods), [])
        sheet = Self.sheet(
            kept, names, rest, restName, totals, format, setting,
            hasTotal: canRest && request.query.values == nil)
        notes = setting.notes(on: totals)
        shown =
            totals.shown + kept.flatMap { $0.figures.map { ShownFigure($0, filter: query.filter) } }
        summary = setting.summary(metric, overTime: totals.rows, filter: query.filter)
        let isLogarithmic = request.scale == .log
        let isStack = request.kind == .stacked
        let drawn =
            kept.flatMap(\.figures).compactMap(\.value.number)
            + (rest ?? []).compactMap(\.number)
        let isFromZero = canRest && Self.isZeroNear(drawn)
        drawing = { _ in
            if isStack {
                return .stacked(
                    StackedChart(
                        categories: axis.categories,
                        parts: zip(names, data).map { StackedPart($0, $1) },
                        other: restData.map { StackedPart(restName, $0) }, totals: totalData))
            }
            var series = zip(names, data).map { ChartSeries($0, .actual, $1) }
            if let restData { series.append(ChartSeries(restName, .actual, restData)) }
            return .line(
                LineChart(
                    categories: axis.categories, series: series, includesZero: isFromZero,
                    isLogarithmic: isLogarithmic))
        }
    }

    private struct SplitPart {
        var value: String
        var figures: [Figure]

        var isPresent: Bool {
            figures.contains { $0.value.number.map { !$0.isZero } ?? false }
        }
        var size: ExactDecimal {
            figures.compactMap { $0.value.number?.magnitude }.reduce(.zero, +)
        }
    }

    /// What is left of each total; exact, so that the parts add up.
    private static func rest(of totals: FigureGrid, without parts: [SplitPart]) -> [FigureValue] {
        totals.rows.enumerated().map { index, row in
            guard let total = row.cells[0].actual.value.number else {
                return row.cells[0].actual.value
            }
            let known = parts.compactMap { $0.figures[index].value.number }
            return .known(total - known.reduce(.zero, +))
        }
    }

    private static func sheet(
        _ parts: [SplitPart], _ names: [String], _ rest: [FigureValue]?, _ restName: String,
        _ totals: FigureGrid, _ format: FigureColumnFormat, _ setting: Setting, hasTotal: Bool
    ) -> FigureSheet {
        var columns = names.map {
            FigureSheet.Column(
                name: $0, notation: .plain, unit: format.label,
                exactUnit: format.exactLabel)
        }
        if rest != nil {
            columns.append(
                FigureSheet.Column(
                    name: restName, notation: .plain, unit: format.label,
                    exactUnit: format.exactLabel))
        }
        if hasTotal {
            columns.append(
                FigureSheet.Column(
                    name: setting.words[.total], notation: .actual, unit: format.label,
                    exactUnit: format.exactLabel))
        }
        let rows = totals.rows.enumerated().map { index, row in
            var cells = parts.map { part in
                FigureSheet.cell(part.figures[index], setting) { format.text($0) }
            }
            if let rest {
                cells.append(
                    FigureSheet.Cell(text: format.text(rest[index]), number: rest[index].number))
            }
            if hasTotal {
                cells.append(FigureSheet.cell(row.cells[0].actual, setting) { format.text($0) })
            }
            return FigureSheet.Row(
                name: setting.name(of: row, totals.query.axis), exactName: row.period.name,
                kind: .period, cells: cells)
        }
        let corner = setting.words[.period].capitalisedFirst
        return FigureSheet(corner: corner, columns: columns, rows: rows)
    }
}

extension FigureColumnFormat {
    func datum(_ value: FigureValue, _ setting: Setting) -> ChartDatum {
        switch value {
        case .known(let number): ChartDatum(number.approximate, text(number))
        case .undefined(let reason): ChartDatum(nil, "", reason: setting.reason(reason))
        }
    }
}
