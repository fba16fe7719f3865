import Diagnostics
import KPIComputing
import Measuring
import PageBinding
import ReportModel
import Testing

/// A figure that was not planned for would be computed from a question that no table was asked;
/// `Computation` stops there in a debug build and says "was not measured" in another.
@Suite("what a page asks of the tables")
struct PlanningTests {
    private static let axes = ["", "&by=month", "&by=quarter", "&by=region", "&by=customer"]
    private static let kinds = [
        "column", "stacked", "bar", "line", "waterfall", "heatmap", "spark", "area", "variance",
        "funnel", "bullet", "scatter", "pareto", "slope", "histogram", "calendar", "interval",
    ]
    private static let more = ["", "&vs=py", "&vs=plan,pp", "&last=6", "&trailing=12"]

    /// Availability of the tables with all the fields of the contract.
    private static let everywhere = availability(TableName.allCases)

    private static func availability(_ tables: [TableName]) -> Availability {
        var fields: [TableName: Set<String>] = [:]
        for table in tables { fields[table] = Set(TableSchema.of(table).fields.map(\.name)) }
        return Availability(fields: fields, settings: ground.settings)
    }

    @Test(
        "every figure of every chart and table of every metric is planned",
        arguments: ground.catalogue.order)
    func charts(metric: String) {
        for axis in Self.axes {
            for rest in Self.more {
                for kind in Self.kinds {
                    let series = kind == "heatmap" ? "&series=cohorts" : ""
                    let more = ["scatter", "funnel"].contains(kind) ? ",revenue" : ""
                    check("![x](chart:\(kind)?metric=\(metric)\(more)\(axis)\(rest)\(series))\n")
                }
                check("![x](chart:column?metric=\(metric)&panels=region\(axis)\(rest))\n")
                check("![x](chart:variance?metric=\(metric)&panels=region\(axis)&vs=pp,py)\n")
                check("![x](table:\(metric)?title=x\(axis)\(rest)&vs=py)\n")
                check("![x](table:\(metric)?title=x\(axis)\(rest)&sort=revenue)\n")
                check("![x](table:\(metric)?series=movements\(axis)\(rest))\n")
                check("![x](table:\(metric)?series=cohorts\(rest))\n")
                check("![x](table:\(metric)?series=retention_walk\(rest))\n")
                check("[](kpi:\(metric)?digits=1\(rest))\n")
            }
        }
        check("[](kpi:\(metric)?by=region&is=EMEA&vs=py)\n")
        check("[](<kpi:\(metric)?by=customer&is=c1&where=type = \"new\">)\n")
        check("```tiles\nmetrics: [\(metric)]\nvs: [plan, py]\n```\n")
        check(
            "```chart\nkind: column\nmetric: \(metric)\nwhere: region = \"EMEA\"\n"
                + "message: x\nassert: where(\(metric), segment = \"a\") > lag(\(metric), 3)\n```\n"
        )
        check("---\nassert: trailing(\(metric), 3) > ytd(\(metric))\n---\n")
    }

    /// Binds a page, asks for what it plans, and computes all it shows from empty answers.
    private func check(_ text: String) {
        let bound = BoundText(text)
        guard let page = bound.page, !bound.found.hasErrors else { return }
        for availability in [Self.everywhere, Self.availability([.revenue, .opportunities])] {
            let planner = Planner(catalogue: ground.catalogue, availability: availability)
            var cubes: [CubeRequest: Cube] = [:]
            for request in page.requests(planner) { cubes[request] = Cube(request: request) }
            let computation = Computation(
                settings: ground.settings, catalogue: ground.catalogue, entities: Entities(),
                cubes: cubes, targets: Targets(), availability: availability)
            let reasons = figures(of: page, computation).compactMap(\.value.reason)
            let missed = reasons.filter { "\($0)".contains("was not measured") }
            #expect(missed.isEmpty, "\(text)")
        }
    }

    private func figures(of page: BoundPage, _ computation: Computation) -> [Figure] {
        var found: [Figure] = []
        func add(_ query: GridQuery) {
            let grid = computation.grid(query)
            for row in grid.rows + (grid.total.map { [$0] } ?? []) {
                for cell in row.cells { found += [cell.actual] + cell.comparisons }
            }
        }
        if let assertion = page.assertion {
            _ = computation.judge(assertion, period: page.period)
        }
        for binding in page.bindingsInOrder {
            switch binding {
            case .figure(let request):
                for scenario in [.actual] + (request.comparison.map { [$0] } ?? []) {
                    found.append(
                        computation.figure(
                            request.metric, period: request.period, cut: request.cut,
                            filter: request.filter, scenario: scenario))
                }
            case .chart(let request):
                add(request.query)
                found += parts(of: request, computation)
                if let assertion = request.captions.assertion {
                    _ = computation.judge(assertion, period: request.query.period)
                }
            case .table(let request):
                add(request.query)
                if let metric = ground.catalogue.metrics[request.query.metrics[0]] {
                    if request.series == .cohorts {
                        _ = computation.cohorts(metric, through: request.query.period)
                    } else if request.series == .retentionWalk {
                        found += levels(
                            computation.retentionBridge(
                                metric, over: request.query.period, filter: request.query.filter))
                    } else if request.series == .movements {
                        found += levels(
                            computation.movementBridge(
                                metric, over: request.query.period, filter: request.query.filter))
                    }
                }
            case .tiles(let request):
                for metric in request.metrics {
                    for scenario in [.actual] + request.comparisons {
                        found.append(
                            computation.figure(metric, period: request.period, scenario: scenario))
                    }
                }
            case .note:
                break
            }
        }
        return found
    }

    /// What a chart shows beyond its grid.
    private func parts(of request: ChartRequest, _ computation: Computation) -> [Figure] {
        let query = request.query
        guard let metric = ground.catalogue.metrics[query.metrics[0]] else { return [] }
        var found: [Figure] = []
        if let split = request.split {
            _ = computation.knownValues(of: split, metric: metric.id, filter: query.filter)
            found.append(
                computation.figure(
                    metric, period: query.period, cut: Cut([Cut.Part(split, "x")]),
                    filter: query.filter))
        }
        if let panels = request.panels {
            for scenario in [.actual] + query.comparisons {
                found.append(
                    computation.figure(
                        metric, period: query.period, cut: Cut([Cut.Part(panels, "x")]),
                        filter: query.filter, scenario: scenario))
            }
        }
        switch (request.kind, query.axis) {
        case (.histogram, _):
            _ = computation.distribution(of: metric, period: query.period, filter: query.filter)
        case (.calendar, _):
            _ = computation.renewalTallies(in: [query.period], filter: query.filter)
        case (.waterfall, .dimension(let dimension)):
            for scenario in query.comparisons {
                found += levels(
                    computation.dimensionBridge(
                        metric, query, dimension: dimension, against: scenario))
            }
        case (.waterfall, _):
            found += levels(
                computation.movementBridge(metric, over: query.period, filter: query.filter))
        case (.heatmap, _):
            _ = computation.cohorts(metric, through: query.period, last: query.last)
        default:
            break
        }
        return found
    }

    private func levels(_ bridge: Bridge) -> [Figure] { [bridge.opening, bridge.closing] }
}
