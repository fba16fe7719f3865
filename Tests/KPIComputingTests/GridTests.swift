import Diagnostics
import KPIComputing
import Measuring
import ReportModel
import Testing

@Suite("tables of figures")
struct GridTests {
    private func company() throws -> Company {
        try Company(
            asOf: "2026-04-30", options: "dimensions: [region]",
            [
                .revenue: """
                date,amount,customer,document,region
                2025-01-15,7,x,d0,Old
                2026-01-15,100,a,d1,E
                2026-02-15,30,b,d2,W
                2026-02-20,30,c,d3,N
                2026-04-05,-5,c,d4,W
                2026-04-06,12,d,d5,
                """, .customers: "id,name\na,Anna Ltd\nb,Bolt & Co\n",
            ])
    }

    private func query(
        _ axis: GridQuery.Axis, _ period: String, metrics: [String] = ["revenue"],
        change: (inout GridQuery) -> Void = { _ in }
    ) throws -> GridQuery {
        var query = GridQuery(metrics: metrics, axis: axis, period: try company().period(period))
        change(&query)
        return query
    }

    private func rows(_ grid: FigureGrid) -> [String] {
        grid.rows.map { row in
            ([row.key] + row.cells.flatMap { [$0.actual] + $0.comparisons }.map(\.value.shown))
                .joined(separator: " ")
        }
    }

    @Test("values are ordered by size, ties by id, and stand with a total")
    func dimension() throws {
        let grid = try company().grid(query(.dimension("region"), "2026-YTD"))
        #expect(rows(grid) == ["E 100", "N 30", "W 25", " 12"])
        #expect(grid.total?.cells[0].actual.value.shown == "167")
        #expect(grid.total?.kind == .total)
    }

    @Test("customers bear their names, and their ids where they have none")
    func names() throws {
        let grid = try company().grid(query(.dimension("customer"), "2026-02"))
        #expect(grid.rows.map(\.name) == ["Bolt & Co", "c"])
    }

    @Test("a value that only the year before had is shown beside it")
    func comparisons() throws {
        let asked = try query(.dimension("region"), "2026-01") { $0.comparisons = [.previousYear] }
        #expect(rows(try company().grid(asked)).contains("Old 0 7"))
    }

    @Test("a value that only the plan has is shown beside it, for the periods that it has one")
    func plannedOnly() throws {
        let company = try Company(
            asOf: "2026-04-30", options: "dimensions: [region]",
            [
                .revenue: "date,amount,region\n2026-01-15,100,E",
                .targets:
                    "metric,period,value,region\nrevenue,2026-01,90,E\nrevenue,2026-01,50,New\n"
                    + "revenue,2026-02,60,Later\norders,2026-01,60,Other",
            ])
        let planned = try query(.dimension("region"), "2026-01") { $0.comparisons = [.plan] }
        #expect(try rows(company.grid(planned)) == ["E 100 90", "New 0 50"])
        let unplanned = try query(.dimension("region"), "2026-01")
        #expect(try rows(company.grid(unplanned)) == ["E 100"])
    }

    @Test("values asked for stand in the order they were asked in, without a total")
    func chosen() throws {
        let asked = try query(.dimension("region"), "2026-YTD") {
            $0.values = ["W", "Nowhere", "E"]
        }
        let grid = try company().grid(asked)
        #expect(rows(grid) == ["W 25", "Nowhere 0", "E 100"])
        #expect(grid.total == nil)
    }

    @Test("the rest is left out where it is not wanted")
    func withoutOther() throws {
        let asked = try query(.dimension("region"), "2026-YTD") {
            $0.top = 2
            $0.hasOther = false
        }
        #expect(rows(try company().grid(asked)) == ["E 100", "N 30"])
    }

    @Test("another metric may order the rows")
    func sorting() throws {
        let asked = try query(.dimension("region"), "2026-YTD", metrics: ["orders"]) {
            $0.sort = "average_order_value"
        }
        #expect(rows(try company().grid(asked)) == ["E 1", "N 1", "W 1", " 1"])
    }

    @Test("time runs from the oldest to the newest, by the last periods or those of the period")
    func time() throws {
        #expect(
            rows(try company().grid(query(.time(.month), "2026-Q1")))
                == ["2026-01 100", "2026-02 60", "2026-03 0"])
        let quarters = try query(.time(.quarter), "2026-03") { $0.last = 2 }
        #expect(rows(try company().grid(quarters)) == ["2025-Q4 0", "2026-Q1 160"])
    }

    @Test("cohorts without subscriptions are of those who buy, by the month of the first time")
    func cohorts() throws {
        let company = try company()
        let (computation, _) = try company.measured {
            $0.requests(for: Expression(.name("customers")), dimensions: [], filter: nil)
        }
        let customers = try #require(company.catalogue.metrics["customers"])
        let grid = try #require(
            computation.cohorts(customers, through: company.period("2026-04"), last: 4))
        #expect(grid.rows.map(\.cohort.description) == ["2026-01", "2026-02", "2026-04"])
        #expect(grid.rows.map(\.size) == [1, 2, 1])
        #expect(grid.rows[1].values.map(\.shown) == ["2", "0", "0"])
        #expect(grid.rows[1].shares.map(\.shown) == ["1", "0", "0"])
        let mrr = try #require(company.catalogue.metrics["mrr"])
        #expect(computation.cohorts(mrr, through: try company.period("2026-04")) == nil)
    }

    @Test("a bridge by region goes from the year before to now and closes")
    func bridge() throws {
        let company = try company()
        let asked = try query(.dimension("region"), "2026-01") { $0.comparisons = [.previousYear] }
        let (computation, _) = try company.measured { $0.requests(for: asked) }
        let revenue = try #require(company.catalogue.metrics["revenue"])
        let bridge = computation.dimensionBridge(
            revenue, asked, dimension: "region", against: .previousYear)
        #expect(bridge.isClosed)
        #expect(bridge.opening.value.shown == "7")
        #expect(bridge.steps.map(\.change.shown) == ["100", "-7"])
    }

    @Test("files that differ in a field that is asked for are an error, in any other they are not")
    func differingFiles() throws {
        let company = try company()
        let measure = try #require(company.catalogue.measures["revenue_amount"])
        let surroundings = TablePass.Surroundings(
            asOf: company.settings.asOf, rates: ExchangeRates(reportingCurrency: "EUR"),
            entities: Entities(), recurringOrigin: nil)
        var regions = TextDictionary()
        let code = regions.encode("E")
        let day = Day(year: 2026, month: 1, day: 5)?.number ?? 0
        let plain = TableBatch(
            rowCount: 1,
            columns: ["date": .dates([day]), "amount": .numbers(DecimalColumn([.one]))],
            lines: [2])
        var wide = plain
        wide.columns["region"] = .text([code])
        for (dimensions, ids) in [(["region"], ["columns-differ"]), ([], [])] {
            var pass = TablePass(
                .revenue, requests: [CubeRequest(measure: measure, dimensions: dimensions)],
                surroundings: surroundings)
            pass.consume(wide, ["region": regions])
            pass.consume(plain, ["region": regions])
            #expect(pass.diagnostics.map(\.id) == ids)
        }
    }
}
