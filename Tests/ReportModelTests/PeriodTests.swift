import ReportModel
import Testing

@Suite("periods and fiscal years")
struct PeriodTests {
    private let asOf = Day(year: 2026, month: 10, day: 4) ?? Day(number: 0)
    private let ordinary = FiscalCalendar()
    private let april = FiscalCalendar(startMonth: 4)
    private let aprilByStart = FiscalCalendar(startMonth: 4, yearLabel: .start)

    private func span(_ text: String, _ calendar: FiscalCalendar) throws -> String {
        let period = try calendar.period(text, asOf: asOf)
        return "\(period.name): \(period.start) to \(period.end)"
    }

    @Test(
        "a period is read as it is written",
        arguments: [
            ("2026-09", "2026-09: 2026-09-01 to 2026-09-30"),
            ("2026-Q1", "2026-Q1: 2026-01-01 to 2026-03-31"),
            ("2026-Q4", "2026-Q4: 2026-10-01 to 2026-12-31"),
            ("2026-H2", "2026-H2: 2026-07-01 to 2026-12-31"),
            ("2026", "2026: 2026-01-01 to 2026-12-31"),
            ("FY2026", "FY2026: 2026-01-01 to 2026-12-31"),
            ("CY2026-Q3", "CY2026-Q3: 2026-07-01 to 2026-09-30"),
            ("2026-YTD", "2026-YTD: 2026-01-01 to 2026-10-31"),
            ("2025-YTD", "2025-YTD: 2025-01-01 to 2025-12-31"),
            ("2027-YTD", "2027-YTD: 2027-01-01 to 2027-01-31"),
            ("2024-02", "2024-02: 2024-02-01 to 2024-02-29"),
        ])
    func reading(text: String, expected: String) throws {
        #expect(try span(text, ordinary) == expected)
    }

    @Test(
        "a fiscal year that starts in April is named after its end, or its start if so asked",
        arguments: [
            ("FY2026", "FY2026: 2025-04-01 to 2026-03-31", "FY2026: 2026-04-01 to 2027-03-31"),
            (
                "FY2026-Q1", "FY2026-Q1: 2025-04-01 to 2025-06-30",
                "FY2026-Q1: 2026-04-01 to 2026-06-30"
            ),
            (
                "FY2026-Q4", "FY2026-Q4: 2026-01-01 to 2026-03-31",
                "FY2026-Q4: 2027-01-01 to 2027-03-31"
            ),
            (
                "FY2027-H1", "FY2027-H1: 2026-04-01 to 2026-09-30",
                "FY2027-H1: 2027-04-01 to 2027-09-30"
            ),
            (
                "FY2027-YTD", "FY2027-YTD: 2026-04-01 to 2026-10-31",
                "FY2027-YTD: 2027-04-01 to 2027-04-30"
            ),
            (
                "CY2026-Q3", "CY2026-Q3: 2026-07-01 to 2026-09-30",
                "CY2026-Q3: 2026-07-01 to 2026-09-30"
            ),
            ("CY2026", "CY2026: 2026-01-01 to 2026-12-31", "CY2026: 2026-01-01 to 2026-12-31"),
        ])
    func fiscal(text: String, byEnd: String, byStart: String) throws {
        #expect(try span(text, april) == byEnd)
        #expect(try span(text, aprilByStart) == byStart)
    }

    @Test(
        "what is no period is refused",
        arguments: [
            "", "2026-", "2026-13", "2026-00", "2026-Q0", "2026-Q5", "2026-H3", "2026-q1", "2026-Q",
            "2026-Q10", "26-09", "2026-9", "2026-09-30", "FY", "FYCY2026", "FY2026-09", "0001",
            "２０２６",
            "2026-Q+", "2026-+1", "last year",
        ])
    func malformed(text: String) {
        #expect(throws: FiscalCalendar.PeriodError.malformed) {
            try ordinary.period(text, asOf: asOf)
        }
    }

    @Test(
        "without a prefix a quarter is refused where the fiscal year starts later",
        arguments: [
            "2026", "2026-Q3", "2026-YTD", "2026-H1",
        ])
    func prefix(text: String) {
        #expect(throws: FiscalCalendar.PeriodError.prefixNeeded) {
            try april.period(text, asOf: asOf)
        }
    }

    @Test(
        "the period before and the year before keep kind and name",
        arguments: [
            ("2026-09", "2026-08", "2025-09"), ("2026-Q1", "2025-Q4", "2025-Q1"),
            ("2026-H1", "2025-H2", "2025-H1"), ("2026", "2025", "2025"),
            ("2026-YTD", "2025-YTD", "2025-YTD"),
        ])
    func moving(text: String, before: String, yearBefore: String) throws {
        let period = try ordinary.period(text, asOf: asOf)
        #expect(ordinary.moved(period, by: -1).name == before)
        #expect(ordinary.shifted(period, months: -12).months == period.months)
        #expect(
            ordinary.shifted(period, months: -12).name == yearBefore)
    }

    @Test("calendar periods keep their prefix beside fiscal years that start in April")
    func calendarNames() throws {
        let quarter = try april.period("CY2026-Q1", asOf: asOf)
        #expect(april.moved(quarter, by: -1).name == "CY2025-Q4")
        #expect(april.shifted(quarter, months: -12).name == "CY2025-Q1")
        let toDate = try april.period("CY2026-YTD", asOf: asOf)
        #expect(april.shifted(toDate, months: -12).name == "CY2025-YTD")
        let fiscal = try april.period("FY2027-YTD", asOf: asOf)
        #expect(april.shifted(fiscal, months: -12).name == "FY2026-YTD")
    }

    @Test("the last five quarters end with the one that holds the end of the period")
    func last() throws {
        let month = try april.period("2026-05", asOf: asOf)
        #expect(
            april.last(5, .quarter, endingWith: month).map(\.name)
                == ["FY2026-Q1", "FY2026-Q2", "FY2026-Q3", "FY2026-Q4", "FY2027-Q1"])
        #expect(ordinary.last(2, .month, endingWith: month).map(\.name) == ["2026-04", "2026-05"])
        #expect(ordinary.last(0, .month, endingWith: month).map(\.name) == ["2026-05"])
    }

    @Test(
        "a year falls into its quarters and months, whichever month it starts in", arguments: 1...12
    )
    func parts(startMonth: Int) throws {
        for label in [FiscalCalendar.YearLabel.start, .end] {
            let calendar = FiscalCalendar(startMonth: startMonth, yearLabel: label)
            let year = try calendar.period("FY2026", asOf: asOf)
            #expect(year.first.number == startMonth)
            let quarters = calendar.periods(.quarter, in: year)
            #expect(quarters.map { String($0.name.suffix(2)) } == ["Q1", "Q2", "Q3", "Q4"])
            #expect(quarters[0].first == year.first)
            #expect(quarters[3].last == year.last)
            #expect(calendar.periods(.month, in: year).count == 12)
            for month in calendar.periods(.month, in: year) {
                #expect(calendar.period(.year, containing: month.first) == year)
                #expect(calendar.year(of: month.first) == 2026)
            }
            for quarter in quarters {
                #expect(try calendar.period(quarter.name, asOf: asOf) == quarter)
            }
        }
    }

    @Test("a year is named after the year in which it ends")
    func labels() {
        #expect(april.year(of: Month(year: 2026, month: 3)) == 2026)
        #expect(april.year(of: Month(year: 2026, month: 4)) == 2027)
        #expect(aprilByStart.year(of: Month(year: 2026, month: 3)) == 2025)
        #expect(aprilByStart.year(of: Month(year: 2026, month: 4)) == 2026)
        #expect(ordinary.year(of: Month(year: 2026, month: 4)) == 2026)
    }
}
