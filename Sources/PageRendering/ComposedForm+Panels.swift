import ChartDrawing
import FigureWording
import KPIComputing
import PageBinding
import ReportModel

extension ComposedForm {
    private static let mostPanels = 12

    /// A small chart over time for each value of a dimension, on one scale unless told otherwise.
    init(
        panels request: ChartRequest, _ metric: MetricDefinition, by dimension: String,
        _ setting: Setting
    ) {
        let computation = setting.computation
        let totals = computation.grid(request.query)
        let periods = totals.rows.map(\.period)
        let values =
            request.query.values
            ?? computation.knownValues(
                of: dimension, metric: metric.id, filter: request.query.filter)
        func row(_ value: String, _ period: Period) -> FigureGrid.Row {
            func figure(_ scenario: Scenario) -> Figure {
                computation.figure(
                    metric, period: period, cut: Cut([Cut.Part(dimension, value)]),
                    filter: request.query.filter, scenario: scenario)
            }
            return FigureGrid.Row(
                kind: .period, key: period.name, name: period.name, period: period,
                cells: [
                    FigureGrid.Cell(
                        metric: metric.id, actual: figure(.actual),
                        comparisons: request.query.comparisons.map(figure))
                ])
        }
        var panels = values.map { value in
            Panel(value: value, rows: periods.map { row(value, $0) })
        }
        if request.query.values == nil {
            panels = panels.filter(\.isPresent).sorted {
                ($1.size, $0.value) < ($0.size, $1.value)
            }
        }
        let kept = Array(panels.prefix(request.query.top ?? Self.mostPanels))
        let format = FigureColumnFormat(
            setting.writer, metric, values: kept.flatMap(\.figures).compactMap(\.value.number),
            in: .chart, digits: request.digits, unit: request.unit)
        what = setting.what([metric], in: format.label, by: dimension)
        when = setting.when(setting.range(periods), request.query.comparisons)
        sheet = Self.sheet(kept, periods, request.query, dimension, format, setting)
        notes = setting.notes(on: totals)
        if kept.count < panels.count {
            notes.append(
                setting.notShown(
                    panels.dropFirst(kept.count).map { setting.name(of: $0.value, in: dimension) }))
        }
        let pseudo = FigureGrid(query: request.query, rows: kept.flatMap(\.rows))
        notes += setting.pruned(pseudo).notes
        shown = kept.flatMap { $0.figures.map { ShownFigure($0, filter: request.query.filter) } }
        summary = kept.map { panel in
            setting.name(of: panel.value, in: dimension) + ": "
                + setting.summary(metric, overTime: panel.rows, filter: request.query.filter)
        }.joined(separator: " ")
        isWide = kept.count > 4
        let axis = ChartAxis(
            periods, setting, of: [metric.id], filter: request.query.filter)
        remarks = axis.remarks
        let rows = kept.flatMap(\.rows)
        let drawn = kept.enumerated().map { index, panel in
            ChartPanel(
                setting.name(of: panel.value, in: dimension),
                Self.kind(
                    panel, request, metric, format, setting, axis: axis, among: rows,
                    isFirst: index == 0))
        }
        let isOwn = request.scale == .own
        drawing = { _ in
            let chart = ChartKind.panels(PanelChart(panels: drawn))
            return isOwn ? chart : chart.sharing(chart.domain)
        }
    }

    private struct Panel {
        var value: String
        var rows: [FigureGrid.Row]

        var figures: [Figure] { rows.flatMap { [$0.cells[0].actual] + $0.cells[0].comparisons } }
        var isPresent: Bool {
            figures.contains { $0.value.number.map { !$0.isZero } ?? false }
        }
        var size: ExactDecimal {
            rows.compactMap { $0.cells[0].actual.value.number?.magnitude }.reduce(.zero, +)
        }
    }

    private static func kind(
        _ panel: Panel, _ request: ChartRequest, _ metric: MetricDefinition,
        _ format: FigureColumnFormat, _ setting: Setting, axis: ChartAxis,
        among all: [FigureGrid.Row], isFirst: Bool
    ) -> ChartKind {
        let comparisons = drawnComparisons(request.query.comparisons)
        var series = comparisons.map { index, scenario in
            ChartSeries(
                scenario.code, ChartScenario(scenario),
                panel.rows.map {
                    format.datum($0.cells[0].comparisons[index], setting, isMain: false)
                })
        }
        series.append(
            ChartSeries(
                Scenario.actual.code, .actual,
                panel.rows.map { format.datum($0.cells[0].actual, setting, isMain: true) }))
        let categories = axis.categories
        switch request.kind {
        case .column, .variance:
            var tiers: [VarianceTier] = []
            if request.kind == .variance,
                let main = comparisons.first(where: { $0.1 == .plan })
                    ?? comparisons.first
            {
                tiers = Array(
                    VarianceTier.tiers(panel.rows, main.0, main.1, format, among: all).prefix(1))
            }
            var chart = ColumnChart(
                categories: categories, series: series, variance: tiers,
                good: setting.good(metric))
            chart.isKeyed = isFirst
            return .column(chart)
        default:
            let isFromZero = metric.unit == .money || metric.unit == .count
            return .line(
                LineChart(
                    categories: categories, series: series, isFilled: request.kind == .area,
                    includesZero: isFromZero && request.scale != .log,
                    isLogarithmic: request.scale == .log))
        }
    }

    private static func sheet(
        _ panels: [Panel], _ periods: [Period], _ query: GridQuery, _ dimension: String,
        _ format: FigureColumnFormat, _ setting: Setting
    ) -> FigureSheet {
        let columns = panels.flatMap { panel -> [FigureSheet.Column] in
            let name = setting.name(of: panel.value, in: dimension)
            func column(
                _ name: String, _ notation: FigureSheet.Notation, _ group: String?
            ) -> FigureSheet.Column {
                FigureSheet.Column(
                    name: name, notation: notation, group: group, unit: format.label,
                    exactUnit: format.exactLabel)
            }
            if query.comparisons.isEmpty { return [column(name, .actual, nil)] }
            return [column(Scenario.actual.code, .actual, name)]
                + query.comparisons.map { column($0.code, .init($0), name) }
        }
        let rows = periods.indices.map { index in
            FigureSheet.Row(
                name: setting.language.text(periods[index], .short),
                exactName: periods[index].name, kind: .period,
                cells: panels.flatMap { panel -> [FigureSheet.Cell] in
                    let cell = panel.rows[index].cells[0]
                    return ([cell.actual] + cell.comparisons).map { figure in
                        FigureSheet.cell(figure, setting) { format.text($0) }
                    }
                })
        }
        return FigureSheet(
            corner: setting.words[.period].capitalisedFirst, columns: columns, rows: rows)
    }
}
