import KPIComputing
import ReportModel
import Testing

@Suite("revenue, orders and concentration")
struct RevenueTests {
    private let ledger = """
        date,amount,customer,type,document,region,owner,product
        2025-03-01,50,a,recurring,d0,EMEA,o1,p1
        2026-01-10,100.10,a,recurring,d1,EMEA,o1,p1
        2026-01-20,200.20,b,usage,d2,APAC,o2,p2
        2026-01-20,-50,b,one_time,d2,APAC,o2,p1
        2026-02-01,10,a,royalty,d3,EMEA,o1,p1
        2026-03-31,20,c,service,d4,,o2,p2
        2026-03-31,-20,c,service,d5,,o2,p2
        """
    private let owners = "id,name,region\no1,Ann,North\no2,Ben,South\n"
    private let products = "id,name,family\np1,One,Core\np2,Two,Extra\n"

    private func company(asOf: String = "2026-12-31", company: String = "") throws -> Company {
        try Company(
            asOf: asOf, period: company.isEmpty ? "2026" : "FY2026", company: company,
            options: "dimensions: [region]",
            [.revenue: ledger, .owners: owners, .products: products])
    }

    @Test(
        "every metric of revenue is what one adds up by hand",
        arguments: [
            ("revenue", "2026-01", "250.3"), ("revenue", "2026-Q1", "260.3"),
            ("revenue", "2026", "260.3"),
            ("recurring_revenue", "2026-Q1", "100.1"), ("usage_revenue", "2026-Q1", "200.2"),
            ("one_time_revenue", "2026-Q1", "-50"), ("royalty_revenue", "2026-Q1", "10"),
            ("service_revenue", "2026-Q1", "0"), ("orders", "2026-Q1", "4"),
            ("orders", "2026-01", "2"),
            ("average_order_value", "2026-Q1", "65.075"), ("revenue", "2026-YTD", "260.3"),
            ("customers", "2026-Q1", "3"), ("revenue", "2025-12", "0"), ("orders", "2025-12", "0"),
        ])
    func metrics(metric: String, period: String, expected: String) throws {
        #expect(try company().value(metric, period) == expected)
    }

    @Test(
        "a cut is by the row's own column, or by that of what the row names",
        arguments: [
            ("region", "EMEA", "110.1"), ("region", "", "0"), ("owner.region", "South", "150.2"),
            ("family", "Core", "60.1"), ("product.family", "Extra", "200.2"),
            ("customer", "a", "110.1"),
            ("owner", "o1", "110.1"), ("type", "usage", "200.2"), ("product", "p9", "0"),
        ])
    func cuts(dimension: String, value: String, expected: String) throws {
        #expect(try company().value("revenue", "2026-Q1", cut: [dimension: value]) == expected)
    }

    @Test(
        "filters compare texts, numbers and dates, with and, or and not",
        arguments: [
            ("region = \"EMEA\"", "110.1"), ("\"EMEA\" = region", "110.1"),
            ("region != \"EMEA\"", "150.2"),
            ("not region = \"EMEA\"", "150.2"), ("amount > 100", "300.3"),
            ("100 < amount", "300.3"),
            ("amount > 100 or family = \"Core\"", "260.3"),
            ("amount < 0 and owner.region = \"South\"", "-70"),
            ("not (amount > 100 or type = \"service\")", "-40"), ("region = \"\"", "0"),
            ("date >= \"2026-02-01\"", "10"), ("date = \"2026-01-20\"", "150.2"),
            ("amount = 20", "20"),
            ("amount / 2 > 50", "300.3"), ("owner = product", "0"),
            ("region != type", "260.3"), ("date - date = 0", "260.3"),
            ("customer = \"a\" or customer = \"c\"", "110.1"),
        ])
    func filters(filter: String, expected: String) throws {
        #expect(try company().value("revenue", "2026-Q1", where: filter) == expected)
    }

    @Test(
        "a filter that can't be judged is an error, never a silent zero",
        arguments: [
            ("regoin = \"EMEA\"", "dimension-unknown"), ("amount > \"100\"", "filter-invalid"),
            ("date > \"last year\"", "filter-invalid"), ("date > 5", "filter-invalid"),
            ("customer = 17850", "filter-invalid"), ("family = 3", "filter-invalid"),
            ("price > 5", "field-missing"), ("region", "filter-invalid"),
            ("amount + 5", "filter-invalid"), ("amount + type > 5", "filter-invalid"),
            ("f(amount) > 5", "filter-invalid"), ("date - 5 > 3", "filter-invalid"),
            ("amount = customer", "filter-invalid"),
            ("region = nothing", "field-missing"),
        ])
    func badFilters(filter: String, id: String) throws {
        #expect(try company().value("revenue", "2026-Q1", where: filter) == "error: \(id)")
    }

    @Test("a filter compares numbers at most thirty-two times, the same one as often as it likes")
    func longFilters() throws {
        func filter(_ numbers: some Sequence<Int>) -> String {
            numbers.map { "amount > \($0)" }.joined(separator: " or ")
        }
        let company = try company()
        #expect(try company.value("revenue", "2026-Q1", where: filter(31...62)) == "300.3")
        #expect(
            try company.value("revenue", "2026-Q1", where: filter(31...63))
                == "error: filter-too-long")
        let same = filter([Int](repeating: 150, count: 100))
        #expect(try company.value("revenue", "2026-Q1", where: same) == "200.2")
    }

    @Test("a dimension of numbers or dates, or of too many columns, is an error")
    func badDimensions() throws {
        #expect(
            try company().value("revenue", "2026-Q1", cut: ["amount": "1"])
                == "error: dimension-not-text")
        #expect(
            try company().value(
                "revenue", "2026-Q1",
                cut: [
                    "region": "", "customer": "", "type": "", "document": "", "owner": "",
                    "product": "",
                ])
                == "error: too-many-dimensions")
        #expect(
            try company().value("revenue", "2026-Q1", cut: ["segment": "x"])
                == "error: dimension-unknown")
    }

    @Test("two that have the dimension must be told apart")
    func ambiguous() throws {
        let company = try Company([
            .revenue: "date,amount,customer,owner\n2026-01-01,5,a,o1", .owners: owners,
            .customers: "id,region\na,East",
        ])
        #expect(
            try company.value("revenue", "2026-01", cut: ["region": "East"])
                == "error: dimension-ambiguous")
        #expect(try company.value("revenue", "2026-01", cut: ["customer.region": "East"]) == "5")
        #expect(try company.value("revenue", "2026-01", cut: ["owner.region": "North"]) == "5")
    }

    @Test("previous period and previous year")
    func comparisons() throws {
        let company = try company()
        #expect(try company.value("revenue", "2026-02", vs: .previousPeriod) == "250.3")
        #expect(try company.value("revenue", "2026-03", vs: .previousYear) == "50")
        #expect(try company.value("revenue", "2026-Q1", vs: .previousYear) == "50")
        #expect(try company.value("revenue", "2025-Q1", vs: .previousYear).contains("no rows"))
    }

    @Test(
        "what is not known is undefined and says why",
        arguments: [
            ("revenue", "2024", "no rows"), ("revenue", "2026-06", "no rows"),
            ("revenue", "2027-01", "after the data was taken"),
            ("average_order_value", "2025-12", "division by zero: Orders is 0"),
            ("won_amount", "2026-01", "missing input: the table 'opportunities'"),
            ("mrr", "2026-01", "missing input"),
            ("top10_share", "2025-12", "data starts in 2025-03"),
        ])
    func undefined(metric: String, period: String, reason: String) throws {
        let value = try company().value(metric, period)
        #expect(value.hasPrefix("n/a") && value.contains(reason), "\(value)")
    }

    @Test("rows dated after the data was taken count nowhere and are named")
    func futureRows() throws {
        let company = try company(asOf: "2026-01-15")
        #expect(try company.value("revenue", "2026-01") == "100.1")
        #expect(try company.value("revenue", "2026") == "100.1")
        #expect(try company.value("revenue", "2026-02").contains("after the data"))
        #expect(try company.unplaced("revenue").map(\.rows) == [5])
        // What a comparison up to the same day leaves out is no mistake of the rows.
        var query = GridQuery(
            metrics: ["revenue"], axis: .none, period: try company.period("2026-01"))
        query.comparisons = [.previousPeriod]
        let lines = try company.unplaced(query)
        #expect(lines.map(\.rows) == [5, 5])
    }

    @Test("a fiscal year that starts in February has its own quarters")
    func fiscalYears() throws {
        let company = try company(company: "fiscal_year_start: 2")
        // FY2026 runs from February 2025 to January 2026.
        #expect(try company.value("revenue", "FY2026") == "300.3")
        #expect(try company.value("revenue", "FY2026-Q4") == "250.3")
        #expect(try company.value("revenue", "FY2027-Q1") == "10")
        #expect(try company.value("revenue", "CY2026-Q1") == "260.3")
        #expect(try company.value("revenue", "FY2027-Q1", vs: .previousPeriod) == "250.3")
    }

    @Test("money is summed before it is rounded")
    func exactness() throws {
        var lines = "date,amount\n"
        for _ in 0..<30 { lines += "2026-01-01,0.1\n2026-01-01,0.2\n2026-01-01,-0.3333\n" }
        let company = try Company([.revenue: lines])
        #expect(try company.value("revenue", "2026-01") == "-0.999")
    }

    @Test("the ten largest customers stand against all above zero, over twelve months")
    func concentration() throws {
        var lines = "date,amount,customer\n2025-01-01,1,z\n"
        for number in 1...12 { lines += "2026-0\(1 + number % 9)-01,\(number),c\(number)\n" }
        lines += "2026-05-01,-40,negative\n2026-05-02,1000,\n"
        let company = try Company([.revenue: lines])
        #expect(try company.value("top10_share", "2026-12") == "0.961538461538462")
        #expect(try company.value("top10_share", "2025-11").contains("data starts in 2025-01"))
        #expect(try company.value("top10_share", "2025-12") == "1")
        #expect(try company.definition("top10_share") == "top10_share/trailing-12-months/ledger")
    }

    @Test("the rows beyond the top are counted anew, not added up")
    func others() throws {
        let company = try Company(
            options: "dimensions: [region]",
            [
                .revenue: """
                date,amount,customer,document,region
                2026-01-01,100,a,d1,R1
                2026-01-01,10,b,d2,R2
                2026-01-01,10,b,d2,R3
                2026-01-01,5,b,d3,R3
                2026-01-01,1,c,d2,R4
                """
            ])
        let query = GridQuery(
            metrics: ["revenue", "orders", "average_order_value", "customers"],
            axis: .dimension("region"), period: try company.period("2026-01"), top: 1)
        let grid = try company.grid(query)
        #expect(grid.rows.map(\.key) == ["R1", ""])
        #expect(grid.rows[1].kind == .other)
        #expect(grid.rows[1].valueCount == 3)
        #expect(grid.rows[1].cells.map(\.actual.value.shown) == ["26", "2", "13", "2"])
        #expect(grid.total?.cells.map(\.actual.value.shown) == ["126", "3", "42", "3"])
    }

    @Test("rates convert flows at the day, and an amount without one is an error")
    func currencies() throws {
        let revenue = """
            date,amount,currency
            2026-01-10,100,EUR
            2026-01-10,120,USD
            2026-01-12,50,
            """
        let rates = "date,currency,rate\n2026-01-09,USD,1.2\n2026-02-01,USD,9\n"
        #expect(
            try Company([.revenue: revenue]).value("revenue", "2026-01") == "error: rate-missing")
        #expect(
            try Company([.revenue: revenue, .rates: rates]).value("revenue", "2026-01") == "250")
        let old = try Company([
            .revenue: revenue, .rates: "date,currency,rate\n2026-01-02,USD,1.2\n",
        ])
        #expect(try old.value("revenue", "2026-01") == "error: rate-missing")
        let average = try Company([
            .revenue: revenue,
            .rates:
                "date,currency,rate,kind\n2026-01-31,USD,1.5,average\n2026-01-31,USD,2,closing\n",
        ])
        #expect(try average.value("revenue", "2026-01") == "230")
        #expect(try average.value("revenue", "2026-01", where: "amount > 100").contains("0"))
    }

    @Test("a filter sees amounts in the reporting currency")
    func convertedFilter() throws {
        let company = try Company([
            .revenue: "date,amount,currency\n2026-01-10,120,USD\n2026-01-10,110,EUR\n",
            .rates: "date,currency,rate\n2026-01-09,USD,1.2\n",
        ])
        #expect(try company.value("revenue", "2026-01", where: "amount > 105") == "110")
    }

    @Test(
        "a deal that was won is at the rate of its day or month, else at the plan's or at closing")
    func constantRates() throws {
        let deals = "id,stage,amount,closed,currency\n1,won,120,2026-01-10,USD"
        for (lines, expected) in [
            ("2026-01-01,USD,2,plan\n2026-06-01,USD,3,closing\n2026-07-01,USD,4,daily", "60"),
            ("2026-06-01,USD,3,closing\n2026-07-01,USD,4,daily", "40"),
            ("2026-01-09,USD,8,daily\n2026-01-01,USD,2,plan", "15"),
            ("2026-01-31,USD,5,average\n2026-12-24,USD,4,daily", "24"),
            ("2026-01-31,USD,5,average\n2026-07-01,USD,4,daily", "24"),
            ("2027-01-31,USD,5,closing", "error: rate-missing"),
            ("2026-01-31,CHF,5,closing", "error: rate-missing"),
        ] {
            let company = try Company([
                .opportunities: deals, .rates: "date,currency,rate,kind\n" + lines,
            ])
            #expect(try company.value("won_amount", "2026-01") == expected)
        }
    }
}
