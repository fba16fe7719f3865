import KPIComputing
import ReportModel
import Testing

/// A year that ends on the Saturday nearest to 31 January, of 4-5-4 weeks: fiscal 2023 has 53 weeks,
/// from 29 January 2023 to 3 February 2024.
@Suite("figures of years of weeks")
struct WeekYearTests {
    private func company(asOf: String = "2024-03-02", _ tables: [TableName: String]) throws
        -> Company
    {
        try Company(
            asOf: asOf, period: "FY2023",
            company: "calendar: {rule: nearest, weekday: saturday, month: 1, pattern: 4-5-4}\n"
                + "  fiscal_year_label: start", tables)
    }

    private let sales = """
        date,amount
        2023-01-28,1
        2023-01-29,10
        2023-02-25,20
        2023-02-26,40
        2023-04-29,80
        2023-04-30,100
        2024-01-28,1000
        2024-02-03,2000
        2024-02-04,5000
        """

    @Test(
        "rows fall into the weeks' periods, the 53rd week into the last one",
        arguments: [
            ("FY2023-P01", "30"), ("FY2023-P02", "40"), ("FY2023-Q1", "150"),
            ("FY2023-Q2", "100"), ("FY2023-P12", "3000"), ("FY2023", "3250"),
            ("FY2024-P01", "5000"), ("FY2022-P12", "1"), ("FY2023-H2", "3000"),
        ])
    func periods(period: String, expected: String) throws {
        #expect(try company([.revenue: sales]).value("revenue", period) == expected)
    }

    @Test("a period of weeks is named as one, and months are asked for by their number")
    func names() throws {
        let calendar = try company([.revenue: sales]).settings.calendar
        let asOf = try #require(Day(iso: "2024-03-02"))
        let period = try calendar.period("FY2023-P12", asOf: asOf)
        #expect(period.name == "FY2023-P12")
        #expect("\(period.start) \(period.end)" == "2023-12-31 2024-02-03")
        #expect(calendar.period(.quarter, containing: period.first).name == "FY2023-Q4")
        #expect(calendar.shifted(period, months: -12).name == "FY2022-P12")
        #expect(throws: FiscalCalendar.PeriodError.weeksNeeded) {
            try calendar.period("2023-09", asOf: asOf)
        }
        #expect(throws: FiscalCalendar.PeriodError.weeksNeeded) {
            try calendar.period("CY2023-Q3", asOf: asOf)
        }
    }

    @Test("balances stand at the end of the weeks' period")
    func balances() throws {
        let lines = """
            customer,start,end,amount
            a,2023-01-01,2024-02-04,100
            b,2023-12-31,2024-02-03,50
            c,2024-02-03,,7
            """
        let company = try company([.subscriptions: lines])
        #expect(try company.value("mrr", "FY2023") == "107")
        #expect(try company.value("mrr", "FY2023-P11") == "100")
        #expect(try company.value("churned_mrr", "FY2023-P12") == "0")
        #expect(try company.value("mrr", "FY2024-P01") == "7")
    }

    @Test("a service is recognised by its days in each period of weeks")
    func recognition() throws {
        let invoices = """
            date,amount,document,service_start,service_end
            2023-01-29,364,d,2023-01-29,2024-01-28
            """
        let company = try company([.invoices: invoices])
        #expect(try company.value("recognised_revenue", "FY2023-P01") == "28")
        #expect(try company.value("recognised_revenue", "FY2023-P02") == "35")
        #expect(try company.value("recognised_revenue", "FY2023-P12") == "28")
        #expect(try company.value("deferred_revenue", "FY2023-Q1") == "273")
    }
}
