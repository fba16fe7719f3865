package import Diagnostics
package import KPIComputing
package import Measuring
import ReportModel

extension BoundPage {
    /// Everything that the tables must be asked for this page, duplicates included.
    package func requests(_ whole: Planner) -> [CubeRequest] {
        let planner = whole.cut(by: each)
        var found: [CubeRequest] = []
        func add(
            _ expression: Expression, _ dimensions: [String] = [], _ filter: Expression? = nil,
            over periods: [Period] = [], against comparisons: [Scenario] = []
        ) {
            found += planner.comparable(
                planner.requests(for: expression, dimensions: dimensions, filter: filter), periods,
                comparisons)
        }
        if let assertion { add(assertion) }
        for binding in bindingsInOrder {
            switch binding {
            case .figure(let request):
                let name = Expression(.name(request.metric.id))
                add(
                    name, request.cut.parts.map(\.dimension), request.filter,
                    over: [request.period], against: request.comparison.map { [$0] } ?? [])
            case .chart(let request):
                found += planner.requests(for: request.query)
                if let assertion = request.captions.assertion { add(assertion) }
                if let split = request.split {
                    for metric in request.query.metrics {
                        add(Expression(.name(metric)), [split], request.query.filter)
                    }
                }
                if let panels = request.panels {
                    found += planner.requests(for: request.query, cutBy: panels)
                }
                if request.kind == .interval {
                    found += planner.forecastRequests(of: request.query)
                }
                if request.kind == .calendar {
                    found += planner.renewalRequests(request.query.filter)
                }
                if request.series == .stages {
                    found += planner.stageRequests(request.query.filter)
                }
                if request.kind == .waterfall {
                    found += Movements.requests(
                        of: request.query.metrics[0], filter: request.query.filter, planner)
                }
                if request.series == .cohorts { found += planner.cohortRequests }
                if request.series == .retentionWalk {
                    found += Movements.requests(of: "mrr", filter: request.query.filter, planner)
                }
            case .table(let request):
                found += planner.requests(for: request.query)
                if let assertion = request.captions.assertion { add(assertion) }
                if request.series == .cohorts { found += planner.cohortRequests }
                if request.series == .stages {
                    found += planner.stageRequests(request.query.filter)
                }
                if let series = request.series, [.movements, .retentionWalk].contains(series) {
                    found += Movements.requests(
                        of: series == .retentionWalk ? "mrr" : request.query.metrics[0],
                        filter: request.query.filter, planner)
                }
            case .tiles(let request):
                for metric in request.metrics {
                    add(
                        Expression(.name(metric.id)), over: [request.period],
                        against: request.comparisons)
                }
            case .note:
                break
            }
        }
        return found
    }
}

extension Planner {
    /// What cohort tables are made from.
    package var cohortRequests: [CubeRequest] {
        let measure = availability.recurringTable == nil ? "buying_customers" : "recurring_balance"
        return requests(for: Expression(.name(measure)), dimensions: [], filter: nil)
    }
}

extension BoundPage {
    /// The bindings that cut a metric by what its tables don't have.
    package func cutDiagnostics(_ planner: Planner, dimensions: [String]) -> [Diagnostic] {
        bindingsInOrder.flatMap { binding -> [Diagnostic] in
            var (metrics, cuts, location) = Self.cuts(of: binding)
            cuts += each.map { [$0] } ?? []
            return metrics.flatMap { metric in
                cuts.filter { !planner.canCut(metric, by: $0) }.map { cut in
                    let known = dimensions.filter { planner.canCut(metric, by: $0) }
                    return Diagnostic(
                        id: "dimension-unknown",
                        "the rows of '\(metric)' have no '\(cut)', nor has what they name",
                        remedy: known.isEmpty
                            ? "leave the dimension out" : "use " + known.joined(separator: ", "),
                        at: location)
                }
            }
        }
    }

    private static func cuts(of binding: Binding) -> ([String], [String], SourceLocation?) {
        func axis(_ query: GridQuery) -> [String] {
            if case .dimension(let name) = query.axis { [name] } else { [] }
        }
        switch binding {
        case .figure(let request):
            return ([request.metric.id], request.cut.parts.map(\.dimension), request.location)
        case .chart(let request):
            let further = [request.split, request.panels].compactMap { $0 }
            return (request.query.metrics, axis(request.query) + further, request.location)
        case .table(let request):
            return (request.query.metrics, axis(request.query), request.location)
        case .tiles(let request): return (request.metrics.map(\.id), [], request.location)
        case .note: return ([], [], nil)
        }
    }
}
