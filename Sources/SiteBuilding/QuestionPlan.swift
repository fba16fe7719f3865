import Diagnostics
import FormulaReading
import KPIComputing
import Measuring
import PageBinding
import ReportModel

/// A question checked against catalogue and dimensions.
struct QuestionPlan {
    private let metrics: [MetricDefinition]
    private let query: GridQuery
    private let series: ChartRequest.Series?
    private let asksForAll: Bool

    init(_ question: FigureQuestion, _ inputs: WorkspaceInputs) throws(QuestionDefect) {
        var found: [Diagnostic] = []
        let catalogue = inputs.catalogue
        asksForAll = question.metrics.isEmpty
        let ids = asksForAll ? catalogue.order : question.metrics
        var metrics: [MetricDefinition] = []
        for id in ids {
            if let metric = catalogue.metrics[id] {
                metrics.append(metric)
            } else {
                found.append(
                    Diagnostic(
                        id: "unknown-metric", "there is no metric '\(id)'",
                        remedy: didYouMean(id, among: catalogue.order)))
            }
        }
        var axis = GridQuery.Axis.none
        let dimensions = BindingGround(settings: inputs.settings, catalogue: catalogue).dimensions
        if let by = question.by {
            if let grain = Period.Grain(word: by) {
                axis = .time(grain)
            } else if dimensions.contains(by) {
                axis = .dimension(by)
            } else {
                found.append(
                    Diagnostic(
                        id: "dimension-unknown", "there is no dimension '\(by)'",
                        remedy: didYouMean(by, among: dimensions + Period.Grain.words)))
            }
        } else if question.last != nil {
            axis = .time(.month)
        }
        var filter: Expression?
        if let text = question.filter {
            filter = parseExpression(text, at: nil, diagnostics: &found)
        }
        var series: ChartRequest.Series?
        if let name = question.series {
            series = ChartRequest.Series(rawValue: name)
            if series == nil {
                found.append(
                    Diagnostic(
                        id: "unknown-series", "there is no series '\(name)'",
                        remedy: didYouMean(
                            name, among: ChartRequest.Series.allCases.map(\.rawValue))))
            }
            if series == .movements, case .none = axis { axis = .time(.month) }
        }
        found += Self.conflicts(question, axis, series)
        if !found.isEmpty { throw QuestionDefect(diagnostics: found) }
        if series == .movements {
            // The movements of ARR are those of MRR, twelve times.
            let asked = question.metrics.isEmpty ? ["mrr"] : question.metrics
            metrics = asked.flatMap { metric in
                (Movements.steps(of: metric) ?? []).map(\.metric)
                    + (metric == "arr" ? ["mrr", "arr"] : [metric])
            }.compactMap { catalogue.metrics[$0] }
        }
        if series == .stages {
            metrics = ["stage_conversion"].compactMap { catalogue.metrics[$0] }
            axis = .dimension("stage")
        }
        if series == .retentionWalk { metrics = ["nrr"].compactMap { catalogue.metrics[$0] } }
        self.metrics = metrics
        self.series = series
        query = GridQuery(
            metrics: metrics.map(\.id), axis: axis, filter: filter,
            period: inputs.settings.period, last: question.last,
            comparisons: question.comparisons)
    }

    /// Options that have no meaning beside each other, rather than one that is not minded.
    private static func conflicts(
        _ question: FigureQuestion, _ axis: GridQuery.Axis, _ series: ChartRequest.Series?
    ) -> [Diagnostic] {
        var found: [Diagnostic] = []
        func isMoving(_ metric: String) -> Bool { Movements.steps(of: metric) != nil }
        func refuse(_ message: String, _ remedy: String) {
            found.append(Diagnostic(id: "option-conflict", message, remedy: remedy))
        }
        if case .dimension(let name) = axis, question.last != nil, series == nil {
            refuse(
                "'--last' counts periods, and the cut is by '\(name)'",
                "leave one out, or cut by month, quarter or year")
        }
        if series == .cohorts, let by = question.by {
            refuse("cohorts are not cut, here by '\(by)'", "leave '--by' out")
        }
        if series == .cohorts, question.filter != nil {
            refuse("cohorts are those of all customers", "leave '--where' out")
        }
        if series == .movements, case .dimension(let name) = axis {
            refuse("movements run over time, not over '\(name)'", "use '--where' for one of them")
        }
        if series == .retentionWalk, let by = question.by {
            refuse("a retention walk is not cut, here by '\(by)'", "use '--where' for one part")
        }
        if series == .retentionWalk, question.last != nil {
            refuse("a retention walk has the window of nrr", "leave '--last' out")
        }
        if series == .retentionWalk, let other = question.metrics.first(where: { $0 != "nrr" }) {
            refuse("there is no retention walk of '\(other)'", "use nrr")
        }
        if series == .stages, let by = question.by {
            refuse("stages are not cut, here by '\(by)'", "use '--where' for one part")
        }
        if series == .stages, question.last != nil {
            refuse("stages are those of one period", "leave '--last' out")
        }
        if series == .stages,
            let other = question.metrics.first(where: { $0 != "stage_conversion" })
        {
            refuse("there are no stages of '\(other)'", "use stage_conversion")
        }
        if series == .movements, let other = question.metrics.first(where: { !isMoving($0) }) {
            refuse(
                "there are no movements of '\(other)'",
                "use " + Movements.metrics.joined(separator: " or "))
        }
        return found
    }

    func requests(_ planner: Planner) -> [CubeRequest] {
        var query = query
        if asksForAll { query.metrics.removeAll { !planner.canMeasure($0) } }
        if asksForAll, case .dimension(let dimension) = query.axis {
            query.metrics.removeAll { !planner.canCut($0, by: dimension) }
        }
        return planner.requests(for: query) + (series == .cohorts ? planner.cohortRequests : [])
    }

    func figures(_ computation: Computation) -> [Figure] {
        if series == .cohorts { return cohortFigures(computation) }
        if series == .retentionWalk { return walkFigures(computation) }
        var asked = query
        if asksForAll {
            asked.metrics = query.metrics.filter { id in
                computation.catalogue.metrics[id]
                    .map { computation.missingTables(of: $0).isEmpty } ?? false
                    && computation.planner.canMeasure(id)
            }
            if case .dimension(let dimension) = query.axis {
                asked.metrics.removeAll { !computation.planner.canCut($0, by: dimension) }
            }
        }
        return asked.metrics.flatMap { metric in
            var single = asked
            single.metrics = [metric]
            let grid = computation.grid(single)
            return ((grid.total.map { [$0] } ?? []) + grid.rows).flatMap { row in
                row.cells.flatMap { [$0.actual] + $0.comparisons }
            }
        }
    }

    /// The lines of the walk as figures cut by `walk`, and the rate that they tie out.
    private func walkFigures(_ computation: Computation) -> [Figure] {
        metrics.flatMap { metric in
            let rate = computation.figure(metric, period: query.period, filter: query.filter)
            return [rate]
                + computation.retentionWalk(through: query.period, filter: query.filter).map {
                    Figure(
                        metric: "mrr", period: query.period,
                        cut: Cut([Cut.Part("walk", $0.key)]), unit: .money, value: $0.value,
                        definition: rate.definition + "/retention-walk")
                }
        }
    }

    /// A cohort table as figures: cut by `cohort` and `age` in months; the amount or number as such,
    /// and as a share of month 0 under the metric's name with `_retention`.
    private func cohortFigures(_ computation: Computation) -> [Figure] {
        metrics.flatMap { metric -> [Figure] in
            guard
                let grid = computation.cohorts(metric, through: query.period, last: query.last)
            else { return [] }
            return grid.rows.flatMap { row in
                row.values.indices.flatMap { age -> [Figure] in
                    let cut = Cut([
                        Cut.Part("cohort", row.cohort.description), Cut.Part("age", String(age)),
                    ])
                    let period = computation.settings.calendar.period(row.cohort.adding(age))
                    let definition = computation.definition(of: metric) + "/cohorts"
                    return [
                        Figure(
                            metric: metric.id, period: period, cut: cut, unit: grid.unit,
                            value: row.values[age], definition: definition),
                        Figure(
                            metric: metric.id + "_retention", period: period, cut: cut,
                            unit: .percent, value: row.shares[age], definition: definition),
                    ]
                }
            }
        }
    }
}
