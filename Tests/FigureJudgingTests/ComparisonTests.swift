import Diagnostics
import FigureJudging
import FormulaReading
import KPIComputing
import Measuring
import ReportModel
import Testing

private let measure = Measure(
    id: "revenue_amount", table: .revenue, aggregate: .sum, value: Expression(.name("amount")),
    timing: .dated("date"))

/// Revenue of 10 in August and 20.005 in September, and a metric that divides by nothing.
private func verdicts(_ check: String) throws -> [CheckVerdict] {
    let table = SmallTable(
        .revenue, "date:date, amount:number\n2026-08-03, 10\n2026-09-04, 20\n2026-09-05, 0.005")
    var workspace = try CheckedWorkspace(check, [table])
    func metric(_ id: String, _ formula: Expression) -> MetricDefinition {
        MetricDefinition(
            id: id, label: [:], unit: .money, better: .higher, area: "revenue", source: nil,
            owner: nil,
            variants: [
                MetricDefinition.Variant(
                    name: "", needs: [], formula: formula, kind: .flow, definition: [:])
            ], location: SourceLocation(path: "metrics.yml"))
    }
    let revenue = Expression(.name("revenue_amount"))
    let none = Expression(.binary(.divide, revenue, Expression(.number(.zero))))
    workspace.catalogue = Catalogue(
        measures: ["revenue_amount": measure],
        metrics: ["revenue": metric("revenue", revenue), "broken": metric("broken", none)],
        order: ["revenue", "broken"])
    let request = CubeRequest(measure: measure).canonical
    var pass = TablePass(
        .revenue, requests: [request],
        surroundings: TablePass.Surroundings(
            asOf: workspace.settings.asOf, rates: ExchangeRates(reportingCurrency: "EUR"),
            entities: workspace.entities, recurringOrigin: nil))
    let (batch, dictionaries) = table.whole()
    pass.consume(batch, dictionaries)
    return workspace.verdicts(cubes: pass.finish(dictionaries))
}

private func failures(_ check: String) throws -> [String] {
    diagnostics(of: try verdicts(check)).map(\.message)
}

@Suite("comparisons of formulas")
struct ComparisonTests {
    @Test("a comparison that holds passes, in one period or in several")
    func holding() throws {
        #expect(try failures("{assert: revenue = 30.005, period: 2026-Q3}") == [])
        #expect(try failures("{assert: revenue > 9, by: month, last: 2}") == [])
        #expect(try verdicts("{assert: revenue > 9, by: month, last: 2}").map(\.checked) == [2])
    }

    @Test("a comparison that is false says both sides and the period")
    func failing() throws {
        #expect(
            try failures("{assert: revenue = 10, by: month, last: 2}") == [
                "check 'assert: revenue = 10' fails in 1 of 2 comparisons: "
                    + "2026-09: 20.005 against 10"
            ])
        #expect(
            try failures("{compare: revenue < 5, period: 2026-08}") == [
                "check 'assert: revenue < 5' fails: 2026-08: 10 against 5"
            ])
    }

    @Test("a tolerance widens equality and lets no difference count as none")
    func tolerance() throws {
        func holds(_ formula: String) throws -> Bool {
            try failures("{assert: \(formula), period: 2026-09, tolerance: 0.005}") == []
        }
        #expect(try holds("revenue = 20") && holds("revenue = 20.01"))
        #expect(try !holds("revenue = 20.02") && !holds("revenue != 20"))
        #expect(try holds("revenue <= 20") && holds("revenue < 20.005"))
        #expect(try !holds("revenue > 20.02") && holds("revenue >= 20.01"))
    }

    @Test("a side without a value fails with the reason")
    func undefined() throws {
        let found = try failures("{assert: broken = 1, period: 2026-08}")
        #expect(found.count == 1)
        #expect(found.first?.contains("2026-08: it can't be judged: division by zero") ?? false)
    }

    @Test("and, or and not join comparisons")
    func joined() throws {
        #expect(try failures("{assert: revenue > 9 and revenue < 11, period: 2026-08}") == [])
        #expect(
            try failures("{assert: not (revenue > 9), period: 2026-08}") == [
                "check 'assert: not revenue > 9' fails: 2026-08: it is false"
            ])
    }

    @Test("a metric that nobody knows is said at its place")
    func unknownMetric() throws {
        let workspace = try CheckedWorkspace(
            "{assert: revenu = 1}", [SmallTable(.revenue, "date:date")])
        let found = validate(
            workspace.settings.checks, Catalogue(measures: [:], metrics: [:], order: ["revenue"]))
        #expect(found.map(\.id) == ["unknown-metric"])
        #expect(found.map(\.location?.line) == [9])
    }
}
