import Diagnostics
import FigureWording
import KPIComputing
import ReportModel
import Testing

@Suite("what may be compared and divided")
struct ComparabilityTests {
    private static let ledger = """
        date,amount,customer
        2025-02-10,40,a
        2025-02-20,8,a
        2026-01-15,70,a
        2026-02-10,30,a
        """

    @Test("a sum over a part of its period says so, and is not compared with a whole one")
    func running() throws {
        let company = try Company(
            asOf: "2026-02-14", period: "2026-Q1",
            [
                .revenue: Self.ledger,
                .targets: "metric,period,value,scenario\nrevenue,2026-Q1,300,plan",
            ])
        let actual = try company.answer("revenue", "2026-Q1").figure
        let past = try company.answer("revenue", "2026-Q1", vs: .previousYear).figure
        let plan = try company.answer("revenue", "2026-Q1", vs: .plan).figure
        #expect(actual.through == Day(iso: "2026-02-14"))
        #expect(past.value.shown == "40")
        #expect(past.through == Day(iso: "2025-02-14"))
        #expect(plan.value.shown == "300")
        #expect(actual.difference(from: past).shown == "1.5")
        #expect(
            actual.difference(from: plan).shown
                == "n/a: 2026-Q1 is known to 2026-02-14, and is not compared with a whole period")
        #expect(
            FigureListing([actual], currency: "EUR").json.contains("\"through\": \"2026-02-14\""))
        #expect(try company.answer("revenue", "2026-01").figure.through == nil)
    }

    @Test("half a year of which the data has less than half is compared with nothing")
    func partialBase() throws {
        let company = try Company(
            asOf: "2026-12-31",
            [
                .revenue: "date,amount,customer\n2025-10-01,10,a\n2026-03-01,20,a\n2026-09-01,5,a",
                .financials:
                    "date,line,amount\n2025-01-31,cost_of_revenue,4\n2026-09-30,cost_of_revenue,1",
            ])
        let reason = "n/a: the data starts in 2025-10, inside 2025-H2"
        #expect(try company.value("revenue", "2026-H2", vs: .previousYear) == reason)
        #expect(try company.value("revenue", "2026-Q4", vs: .previousYear) == "10")
        // Costs of a year and revenue of three months make no margin; a sum is what it is.
        #expect(
            try company.value("gross_margin", "2025")
                == "n/a: the data starts in 2025-10, inside 2025")
        #expect(try company.value("revenue", "2025") == "10")
        #expect(try company.value("gross_margin", "2026") == "0.96")
    }

    @Test("a rate is not cut by a dimension that means two things in its tables")
    func notions() throws {
        let company = try Company(
            asOf: "2026-03-31", period: "2026-Q1", options: "dimensions: [region]",
            [
                .customers: "id,channel,region\na,Direct,North\nb,Partner,South",
                .subscriptions: "customer,start,amount\na,2025-01-01,5\nb,2026-01-10,10",
                .spend: """
                date,amount,function,channel,region
                2026-01-05,60,sales,Partner,South
                2026-01-05,40,marketing,Event,South
                """,
            ])
        #expect(try company.value("cac", "2026-Q1") == "100")
        #expect(
            try company.value("cac", "2026-Q1", cut: ["channel": "Partner"])
                == "n/a: 'channel' of 'spend' is not that of the others: it has 'Event'")
        #expect(try company.value("cac", "2026-Q1", cut: ["region": "South"]) == "100")
        #expect(try company.value("mrr", "2026-Q1", cut: ["channel": "Partner"]) == "10")
    }

    @Test("figures computed elsewhere stand for metrics of one's own, summed or at the end")
    func inputs() throws {
        let metrics = """
            metrics:
              staff: {label: Staff, unit: count, better: higher, kind: balance, formula: input(), definition: S.}
              visits: {label: Visits, unit: count, better: higher, kind: flow, formula: input(), definition: V.}
              revenue_per_head: {label: R, unit: money, better: higher, kind: rate, formula: revenue / staff, definition: R.}
            """
        let company = try Company(
            asOf: "2026-03-31", period: "2026-Q1", options: "dimensions: [region]",
            metrics: metrics,
            [
                .revenue: "date,amount,customer\n2026-01-05,120,a",
                .inputs: """
                metric,period,value,region
                staff,2026-02,4,
                staff,2026-03,6,
                visits,2026-01,10,
                visits,2026-02,20,
                visits,2026-03,30,
                visits,2026-03,5,North
                """,
            ])
        #expect(try company.value("staff", "2026-Q1") == "6")
        #expect(try company.value("visits", "2026-Q1") == "60")
        #expect(try company.value("revenue_per_head", "2026-Q1") == "20")
        #expect(try company.value("visits", "2026-03", cut: ["region": "North"]) == "5")
        #expect(
            try company.value("staff", "2026-01")
                == "n/a: missing input: no row of 'inputs' for staff in 2026-01")
        var unused = company
        unused.catalogue.metrics["visits"] = nil
        let found = try unused.answer("staff", "2026-03").diagnostics
        #expect(found.map(\.id) == ["input-unused"])
    }

    @Test("past pipelines are weighed by their stages, whatever the deals say of today")
    func weights() throws {
        let tables: [TableName: String] = [
            .opportunities: """
            id,stage,amount,created,closed,probability
            1,B,100,2026-01-05,2026-06-10,90
            2,A,50,2026-01-05,2026-06-10,20
            """,
            .opportunityHistory: """
            id,at,stage,amount,closed
            1,2026-01-05,A,100,2026-06-10
            1,2026-02-10,B,,
            2,2026-01-05,A,50,2026-06-10
            """,
        ]
        let stages = "stages: [{name: A, probability: 0.1}, {name: B, probability: 0.5}]"
        let company = try Company(asOf: "2026-03-31", period: "2026-Q1", options: stages, tables)
        #expect(try company.value("weighted_pipeline", "2026-01") == "15")
        #expect(try company.value("weighted_pipeline", "2026-03") == "55")
        let plain = try Company(asOf: "2026-03-31", period: "2026-Q1", tables)
        #expect(try plain.value("weighted_pipeline", "2026-03") == "100")
        #expect(
            try plain.value("weighted_pipeline", "2026-01").hasPrefix("n/a: the pipeline of a past")
        )
    }

    @Test("what was signed and has not begun has its row in what is still to be delivered")
    func signedAhead() throws {
        let company = try Company(
            asOf: "2026-03-31", period: "2026-Q1",
            [
                .contracts: """
                id,customer,start,term_end,value,signed
                1,a,2026-01-01,2027-01-01,365,2025-12-01
                2,b,2026-05-01,2027-05-01,100,2026-03-10
                3,c,2024-01-01,2025-01-01,70,2023-12-01
                """
            ])
        let grid = try company.grid(
            GridQuery(
                metrics: ["rpo"], axis: .dimension("customer"),
                period: try company.period("2026-03")))
        #expect(grid.rows.map(\.key) == ["a", "b"])
        #expect(grid.rows.map { $0.cells[0].actual.value.shown } == ["275", "100"])
        #expect(grid.total?.cells[0].actual.value.shown == "375")
    }

    @Test("of terms that have not ended none is decided, though some were renewed early")
    func renewedEarly() throws {
        let company = try Company(
            asOf: "2026-03-31", period: "2026-Q1",
            [
                .contracts: """
                id,customer,start,term_end,value,signed,renewed_from
                1,a,2025-05-01,2026-05-01,100,,
                2,a,2026-05-01,2027-05-01,100,2026-02-10,1
                3,b,2025-05-01,2026-05-01,300,,
                4,c,2025-03-01,2026-03-01,50,,
                """
            ])
        #expect(try company.value("renewals_due", "2026-04") == "400")
        #expect(try company.value("renewal_rate", "2026-04").hasPrefix("n/a"))
        #expect(try company.value("renewal_rate", "2026-02") == "0")
    }

    @Test("a deal's category is known of today only, and a young cohort says how far it was seen")
    func today() throws {
        let company = try Company(
            asOf: "2026-04-10", period: "2026-Q1",
            [
                .opportunities: """
                id,stage,amount,created,closed,category,type
                1,won,10,2024-12-01,2025-03-09,closed,new
                2,won,20,2025-12-01,2026-02-09,closed,new
                3,Open,40,2026-02-01,2026-05-09,commit,new
                """
            ])
        #expect(try company.value("commit", "2026-Q2") == "40")
        #expect(try company.value("commit", "2026-Q1") == "20")
        #expect(
            try company.value("commit", "2025-Q1")
                == "n/a: it is known of today only, and of periods to come")
        let young = try company.answer("win_rate_cohort", "2026-Q1").figure
        #expect(young.value.shown == "0")
        #expect(young.through == Day(iso: "2026-04-10"))
        #expect(try company.answer("win_rate_cohort", "2025-Q2").figure.through == nil)
    }

    @Test("forecasts of periods that ended in the last twelve months count, wherever they began")
    func accuracy() throws {
        let company = try Company(
            asOf: "2026-07-31", period: "2026-07",
            [
                .revenue:
                    "date,amount,customer\n2025-09-10,80,a\n2026-02-10,100,a\n2026-05-10,100,a",
                .targets: """
                metric,period,value,scenario,issued
                revenue,2025-Q3,100,forecast,2025-06-20
                revenue,2026-Q1,100,forecast,2025-12-20
                """,
            ])
        // 20 of 180 were wrong.
        #expect(try company.value("forecast_accuracy", "2026-07") == "0.888888888888889")
        #expect(try company.value("forecast_accuracy", "2026-Q3").hasPrefix("n/a") == false)
    }
}
