import ConfigReading
import Diagnostics
import FormulaReading
import KPIComputing
import ReportModel
import Testing

@Suite("plans, formulas and comparisons")
struct PlanTests {
    private func company(_ targets: String, metrics: String? = nil, company: String = "") throws
        -> Company
    {
        try Company(
            period: company.isEmpty ? "2026" : "FY2026", company: company,
            options: "dimensions: [region]", metrics: metrics,
            [
                .revenue: """
                date,amount,region
                2025-06-01,40,E
                2026-01-01,10,E
                2026-02-01,20,W
                2026-03-01,30,E
                2026-04-01,5,E
                """, .targets: "metric,period,value,region,scenario\n" + targets,
                .subscriptions: "customer,start,amount\na,2026-01-01,6\nb,2026-02-01,6",
            ])
    }

    @Test(
        "a plan of a flow is the sum of its months or quarters, and is never split",
        arguments: [
            ("2026-01", "1"), ("2026-Q1", "6"), ("2026-H1", "14"), ("2026-Q2", "8"),
            ("2026-Q3", "9"),
            ("2026-07", "n/a"), ("2026-H2", "n/a"), ("2026", "100"), ("2025", "n/a"),
            ("2026-Q4", "n/a"),
        ])
    func flows(period: String, plan: String) throws {
        let targets = """
            revenue,2026-01,1,,
            revenue,2026-02,2,,plan
            revenue,2026-03,3,,
            revenue,2026-04,4,,
            revenue,2026-05,2,,
            revenue,2026-06,2,,
            revenue,2026-Q3,9,,
            revenue,2026,100,,
            revenue,2026-10,5,,
            revenue,2026-01,7,E,
            revenue,2026-02,55,,forecast
            """
        let company = try company(targets)
        let value = try company.value("revenue", period, vs: .plan)
        #expect(plan == "n/a" ? value.hasPrefix("n/a: missing input: no plan") : value == plan)
        #expect(try company.value("revenue", "2026-01", cut: ["region": "E"], vs: .plan) == "7")
        #expect(
            try company.value("revenue", "2026-01", cut: ["region": "W"], vs: .plan).hasPrefix(
                "n/a"))
        #expect(
            try company.value("revenue", "2026-01", where: "amount > 0", vs: .plan).hasPrefix("n/a")
        )
        #expect(try company.value("revenue", "2026-02", vs: .forecast) == "55")
    }

    @Test("a plan of quarters makes a year, of the fiscal calendar too")
    func quarters() throws {
        let lines = (1...4).map { "revenue,FY2026-Q\($0),\($0)0,,\n" }.joined()
        let company = try company(lines, company: "fiscal_year_start: 4")
        #expect(try company.value("revenue", "FY2026", vs: .plan) == "100")
        #expect(try company.value("revenue", "FY2026-H2", vs: .plan) == "70")
        #expect(try company.value("revenue", "CY2026-Q1", vs: .plan) == "40")
        #expect(try company.value("revenue", "CY2026", vs: .plan).hasPrefix("n/a"))
    }

    @Test("a plan of a balance is that of the last month; of a rate only its own")
    func balances() throws {
        let company = try company(
            "mrr,2026-03,30,,\nmrr,2026-02,20,,\nnrr,2026-03,1.1,,\nnrr,2026-Q2,1.2,,")
        #expect(try company.value("mrr", "2026-Q1", vs: .plan) == "30")
        #expect(try company.value("mrr", "2026-Q2", vs: .plan).hasPrefix("n/a"))
        #expect(try company.value("nrr", "2026-Q1", vs: .plan).hasPrefix("n/a"))
        #expect(try company.value("nrr", "2026-Q2", vs: .plan) == "1.2")
    }

    @Test(
        "a target for no metric, in no period, or said twice is an error",
        arguments: [
            ("revnue,2026-01,1,,", "target-metric-unknown"),
            ("revenue,2026-13,1,,", "period-invalid"),
            ("revenue,2026-01,1,,\nrevenue,2026-01,2,,", "target-repeated"),
        ])
    func mistakes(lines: String, id: String) throws {
        #expect(try company(lines).value("revenue", "2026-01") == "error: \(id)")
    }

    private let own = """
        metrics:
          a: {label: A, unit: money, better: higher, kind: rate, formula: "lag(revenue, 1)"}
          b: {label: B, unit: money, better: higher, kind: rate, formula: "trailing(revenue, 3)"}
          c: {label: C, unit: money, better: higher, kind: rate, formula: "trailing(mrr, 3)"}
          d: {label: D, unit: money, better: higher, kind: rate, formula: ytd(revenue)}
          e: {label: E, unit: ratio, better: higher, kind: rate, formula: revenue / plan(revenue)}
          f: {label: F, unit: money, better: higher, kind: rate, formula: "if_undefined(plan(revenue), 7)"}
          g: {label: G, unit: ratio, better: higher, kind: rate, formula: "where(revenue, region = \\"E\\") / revenue"}
          h: {label: H, unit: money, better: higher, kind: rate, formula: "lag(revenue, 99999999999)"}
          i: {label: I, unit: money, better: higher, kind: rate, formula: "trailing(revenue, 2000000000)"}
          j: {label: J, unit: money, better: higher, kind: rate, formula: "lag(revenue, 1200)"}
          k: {label: K, unit: money, better: higher, kind: rate, formula: -revenue + 2 * (revenue - 1)}
          l: {label: L, unit: money, better: higher, kind: rate, formula: "lag(revenue, 0.5)"}
          revenue: {label: R, unit: money, better: higher, kind: flow, formula: revenue_amount * 2}
        """

    @Test(
        "formulas are computed as they read",
        arguments: [
            ("a", "2026-02", "20"), ("b", "2026-03", "120"), ("c", "2026-04", "12"),
            ("c", "2026-03", "10"),
            ("c", "2026-02", "n/a"), ("d", "2026-03", "120"), ("d", "2026-Q1", "120"),
            ("e", "2026-01", "n/a"),
            ("f", "2026-01", "7"), ("g", "2026-Q1", "0.666666666666667"), ("h", "2026-01", "n/a"),
            ("i", "2026-01", "n/a"), ("j", "2026-01", "n/a"), ("k", "2026-01", "18"),
            ("l", "2026-01", "n/a"),
            ("b", "2025-07", "n/a"),
        ])
    func formulas(metric: String, period: String, expected: String) throws {
        let value = try company("", metrics: own).value(metric, period)
        #expect(expected == "n/a" ? value.hasPrefix("n/a") : value == expected, "\(value)")
    }

    @Test("an override says so")
    func override() throws {
        #expect(try company("", metrics: own).definition("revenue") == "revenue/ledger/own")
    }

    @Test(
        "asserts hold, fail, or are undefined with the reason",
        arguments: [
            ("revenue > 50", "true"), ("revenue = 65", "true"),
            ("revenue < 10 or revenue >= 65", "true"),
            ("not revenue > 50", "false"), ("revenue > 50 and mrr = 12", "true"),
            ("revenue > plan(revenue)", "undefined"),
            ("revenue", "undefined"), ("revenue != 65", "false"), ("revenue <= 65", "true"),
        ])
    func asserts(text: String, expected: String) throws {
        let company = try company("")
        var found: [Diagnostic] = []
        let formula = try #require(parseExpression(text, at: nil, diagnostics: &found))
        let (computation, _) = try company.measured {
            $0.requests(for: formula, dimensions: [], filter: nil)
        }
        switch computation.judge(formula, period: try company.period("2026")) {
        case .success(let holds): #expect(String(holds) == expected)
        case .failure: #expect(expected == "undefined")
        }
    }

    @Test("a difference is a share for money and counts, points for percentages")
    func differences() throws {
        let period = Period(month: Month(year: 2026, month: 1))
        func figure(_ value: Int?, _ unit: Unit) -> Figure {
            Figure(
                metric: "x", period: period, unit: unit,
                value: value.map { .known(ExactDecimal($0)) } ?? .undefined(.missingInput("x")),
                definition: "x")
        }
        #expect(figure(110, .money).difference(from: figure(100, .money)).shown == "0.1")
        #expect(figure(-50, .money).difference(from: figure(-100, .money)).shown == "0.5")
        #expect(figure(3, .percent).difference(from: figure(5, .percent)).shown == "-2")
        #expect(
            figure(3, .count).difference(from: figure(0, .count)).shown.contains("division by zero")
        )
        #expect(figure(3, .money).difference(from: figure(nil, .money)).shown.hasPrefix("n/a"))
    }

    @Test("a catalogue with unknown names, functions or circles is refused")
    func validation() throws {
        var found: [Diagnostic] = []
        var catalogue = Catalogue()
        readCatalogue(
            """
            metrics:
              a: {label: A, unit: ratio, better: higher, formula: b + 1}
              b: {label: B, unit: ratio, better: higher, formula: "lag(a, 1)"}
              c: {label: C, unit: ratio, better: higher, formula: nothing / 2}
              d: {label: D, unit: ratio, better: higher, formula: "lagg(a, 1)"}
              e: {label: E, unit: ratio, better: higher, formula: lag(a)}
            """, path: "m.yml", isBuiltIn: false, into: &catalogue, diagnostics: &found)
        #expect(found.isEmpty, "\(found)")
        #expect(
            validate(catalogue).map(\.id)
                == [
                    "formula-cycle", "formula-cycle", "unknown-metric", "unknown-function",
                    "formula-syntax",
                ])
    }
}
