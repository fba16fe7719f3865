import KPIComputing
import ReportModel
import Testing

@Suite("periods and units of plans")
struct PlannedPeriodTests {
    private func month(
        _ text: String, start: Int, label: FiscalCalendar.YearLabel = .end
    ) throws -> String {
        let calendar = FiscalCalendar(startMonth: start, yearLabel: label)
        let asOf = try #require(Day(iso: "2026-12-31"))
        do throws(PlannedPeriodError) {
            return try calendar.plannedPeriod(text, asOf: asOf).first.description
        } catch {
            return "\(error)"
        }
    }

    @Test(
        "the months of a company's year are counted from its first",
        arguments: [
            ("FY2026-M01", "2026-01", "2025-04"), ("FY2026-M12", "2026-12", "2026-03"),
            ("FY2026-Jan", "2026-01", "2026-01"), ("FY2026-Apr", "2026-04", "2025-04"),
            ("FY2026-Dec", "2026-12", "2025-12"), ("FY2026-Q1", "2026-01", "2025-04"),
            ("2026-05", "2026-05", "2026-05"), ("2026-Q1", "2026-01", "prefixNeeded"),
            ("FY2026-M13", "malformed", "malformed"), ("FY2026-M1", "malformed", "malformed"),
            ("FY2026-May ", "2026-05", "2025-05"), ("M01", "malformed", "malformed"),
            ("FY2026-Jam", "malformed", "malformed"), ("Total M01", "malformed", "malformed"),
            ("FY2026-Jan (by Apr)", "malformed", "malformed"),
            ("FY0000-M01", "malformed", "malformed"),
        ])
    func fiscalMonths(text: String, calendarYear: String, fromApril: String) throws {
        #expect(try month(text, start: 1) == calendarYear)
        #expect(try month(text, start: 4) == fromApril)
    }

    @Test("the year is named after its end or its start")
    func labels() throws {
        #expect(try month("FY2026-M01", start: 4, label: .start) == "2026-04")
        #expect(try month("FY2026-Jan", start: 4, label: .start) == "2027-01")
    }

    @Test("a file whose years begin with another month than the company's is refused")
    func otherYears() throws {
        #expect(try month("FY2026-Jan (from Apr)", start: 4) == "2026-01")
        #expect(
            try month("FY2026-Jan (from Apr)", start: 1)
                == "otherYear(from: \"Apr\", company: \"Jan\")")
        let company = try Company([
            .revenue: "date,amount\n2026-01-01,10",
            .targets: "metric,period,value\nrevenue,FY2026-Jan (from Apr),1",
        ])
        #expect(try company.value("revenue", "2026-01") == "error: period-invalid")
    }

    @Test("a unit multiplies plans of money, not those of shares and counts")
    func units() throws {
        var company = try Company([
            .revenue: "date,amount\n2026-01-01,10",
            .subscriptions: "customer,start,amount\na,2026-01-01,6",
            .targets: """
            metric,period,value
            revenue,FY2026-M01,1.5
            customers,FY2026-M01,12
            nrr,FY2026-M01,1.05
            """,
        ])
        company.settings.tables[.targets]?.unit = ExactDecimal(1000)
        #expect(try company.value("revenue", "2026-01", vs: .plan) == "1500")
        #expect(try company.value("customers", "2026-01", vs: .plan) == "12")
        #expect(try company.value("nrr", "2026-01", vs: .plan) == "1.05")
    }
}
