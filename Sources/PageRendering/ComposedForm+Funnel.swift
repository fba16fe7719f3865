import ChartDrawing
import FigureWording
import KPIComputing
import PageBinding
import ReportModel

/// One stage on its way to a drawing and a table.
private struct Stage {
    var name: String
    var value: FigureValue
    var reference: FigureValue?
    /// Of the stage before, and of the first.
    var step: ExactDecimal?
    var overall: ExactDecimal?
}

extension ComposedForm {
    /// Stages by metrics of one unit, or by the values of a dimension.
    init(funnel request: ChartRequest, _ metrics: [MetricDefinition], _ setting: Setting) {
        let (grid, pruned) = setting.pruned(setting.computation.grid(request.query))
        var stages: [Stage]
        var dimension: String?
        if case .dimension(let name) = grid.query.axis {
            dimension = name
            stages = Self.inOrder(grid.rows, name, setting).map { row in
                Stage(
                    name: setting.name(of: row, grid.query.axis), value: row.cells[0].actual.value,
                    reference: row.cells[0].comparisons.first?.value)
            }
        } else {
            stages = zip(metrics, grid.rows.first?.cells ?? []).map { metric, cell in
                Stage(
                    name: setting.label(metric), value: cell.actual.value,
                    reference: cell.comparisons.first?.value)
            }
        }
        let first = stages.first?.value.number
        for index in stages.indices.dropFirst() {
            guard let value = stages[index].value.number else { continue }
            stages[index].step = stages[index - 1].value.number.flatMap { value.divided(by: $0) }
            stages[index].overall = first.flatMap { value.divided(by: $0) }
        }
        let metric = metrics[0]
        self.init(
            stages, metric, grid.query.comparisons.first, setting,
            digits: request.digits,
            unit: request.unit)
        what = setting.what(
            dimension == nil ? metrics : [metric], in: formatLabel, by: dimension)
        when = setting.when(
            setting.language.text(grid.query.period, .short), grid.query.comparisons)
        notes = setting.notes(on: grid) + pruned
        shown = grid.shown
    }

    /// The stages of the pipeline: what entered each in the period, and which part of it went on since.
    /// What entered the next one is not that part, so that no rate leads from one to the other.
    init(stagesIn query: GridQuery, _ metric: MetricDefinition, _ setting: Setting) {
        let tallies = setting.computation.stageTallies(in: query.period, filter: query.filter)
        let stages = tallies.map { tally in
            Stage(
                name: setting.words.value(tally.stage, in: "stage"), value: tally.entered,
                overall: Self.rate(tally))
        }
        let count = setting.metric("open_deals") ?? metric
        self.init(stages, count, nil, setting, overall: .wentOn)
        what = setting.words[.stagesTitle]
        when = setting.when(setting.language.text(query.period, .short), [])
        notes = setting.incompleteNotes([query.period])
        let figure = setting.computation.figure(metric, period: query.period, filter: query.filter)
        shown = [ShownFigure(figure, filter: query.filter)]
        notes += setting.undefinedNotes([figure])
    }

    /// The same as a table.
    init(stageTable request: TableRequest, _ metric: MetricDefinition, _ setting: Setting) {
        self.init(stagesIn: request.query, metric, setting)
        drawing = nil
    }

    private static func rate(_ tally: StageTally) -> ExactDecimal? {
        guard let entered = tally.entered.number, let passed = tally.passed.number else {
            return nil
        }
        return passed.divided(by: entered)
    }

    /// Stages of the pipeline in the company's order, other dimensions by their size.
    private static func inOrder(
        _ rows: [FigureGrid.Row], _ dimension: String, _ setting: Setting
    ) -> [FigureGrid.Row] {
        guard dimension == "stage" else { return rows }
        let names = setting.site.settings.stages.map(\.name)
        func place(_ row: FigureGrid.Row) -> Int { names.firstIndex(of: row.key) ?? names.count }
        return rows.enumerated().sorted {
            (place($0.element), $0.offset) < (place($1.element), $1.offset)
        }
        .map(\.element)
    }

    private init(
        _ stages: [Stage], _ metric: MetricDefinition, _ comparison: Scenario?,
        _ setting: Setting, overall: Words.Key = .ofFirstStage, digits: Int? = nil,
        unit: String? = nil
    ) {
        let words = setting.words
        let format = FigureColumnFormat(
            setting.writer, metric,
            values: stages.flatMap { [$0.value.number, $0.reference?.number] }.compactMap { $0 },
            in: .chart, digits: digits, unit: unit)
        func percent(_ share: ExactDecimal) -> String {
            setting.writer.text(
                share, unit: .percent,
                FigureFormat(.prose, digits: share < ExactDecimal(1, scale: 1) ? 1 : 0))
        }
        func rate(_ share: ExactDecimal?) -> ChartDatum? {
            share.map { ChartDatum($0.approximate, percent($0)) }
        }
        let hasOverall = stages.contains { $0.overall != nil }
        var columns = [
            FigureSheet.Column(
                name: Scenario.actual.code, notation: .actual, unit: format.label,
                exactUnit: format.exactLabel)
        ]
        if let comparison {
            columns.append(
                FigureSheet.Column(
                    name: comparison.code, notation: .init(comparison), unit: format.label,
                    exactUnit: format.exactLabel))
        }
        func rateColumn(_ name: String) -> FigureSheet.Column {
            FigureSheet.Column(
                name: name, notation: .plain, unit: "%", exactUnit: FigureColumnFormat.fraction)
        }
        let hasSteps = stages.contains { $0.step != nil }
        if hasSteps { columns.append(rateColumn(words[.ofStageBefore].capitalisedFirst)) }
        if hasOverall { columns.append(rateColumn(words[overall].capitalisedFirst)) }
        func cell(_ value: FigureValue) -> FigureSheet.Cell {
            FigureSheet.Cell(
                text: format.text(value), number: value.number,
                reason: value.reason.map(setting.reason))
        }
        func cell(_ share: ExactDecimal?) -> FigureSheet.Cell {
            FigureSheet.Cell(text: share.map(percent) ?? "", number: share)
        }
        let rows = stages.map { stage in
            FigureSheet.Row(
                name: stage.name, kind: .value,
                cells: [cell(stage.value)]
                    + (comparison == nil ? [] : [stage.reference.map(cell)])
                    .map { $0 ?? FigureSheet.Cell(text: "") }
                    + (hasSteps ? [cell(stage.step)] : [])
                    + (hasOverall ? [cell(stage.overall)] : []))
        }
        let drawn = stages.map { stage in
            FunnelStage(
                stage.name, format.datum(stage.value, setting), step: rate(stage.step),
                overall: rate(stage.overall),
                reference: stage.reference.map { format.datum($0, setting) })
        }
        let chart = FunnelChart(
            stages: drawn, stepName: words[.ofStageBefore],
            overallName: hasOverall ? words[overall] : "",
            reference: comparison.map { ChartScenario($0) },
            referenceName: comparison?.code ?? "", actualName: Scenario.actual.code)
        what = ""
        when = ""
        sheet = FigureSheet(
            corner: words.dimension("stage").capitalisedFirst, columns: columns, rows: rows)
        formatLabel = format.label
        summary =
            stages.map { stage in
                let value = setting.writer.text(stage.value, unit: metric.unit)
                let step = stage.step.map { "\(percent($0)) \(words[.ofStageBefore])" }
                let rate = step ?? stage.overall.map { "\(percent($0)) \(words[overall])" }
                return "\(stage.name) \(value)" + (rate.map { " (\($0))" } ?? "")
            }.joined(separator: "; ") + "."
        drawing = { _ in .funnel(chart) }
    }
}
