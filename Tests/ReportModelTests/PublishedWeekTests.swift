import ReportModel
import TestSupport
import Testing

@Suite("years of weeks as companies and the retail federation publish them")
struct PublishedWeekTests {
    private struct QuarterEnd {
        var source: String
        var calendar: WeekCalendar
        var day: Day
    }

    private func quarterEnds() throws -> [QuarterEnd] {
        let rows = try SharedCases.rows("cases/fiscal-calendar/fiscal_quarter_ends.csv")
        let weekdays = ["THU": Weekday.thursday, "SAT": .saturday, "SUN": .sunday]
        return try rows.map { row in
            let calendar = try WeekCalendar.with(
                try #require(WeekCalendar.Rule(rawValue: row.value("rule"))),
                try #require(weekdays[row.value("weekday")]),
                try #require(Int(row.value("anchor_month"))),
                week53: 3 * (try #require(Int(row.value("quarter_with_53rd_week")))))
            return QuarterEnd(
                source: try row.value("source"), calendar: calendar,
                day: try day(row.value("quarter_end_date")))
        }
    }

    @Test("every published quarter end is the last day of a quarter, whichever the pattern")
    func published() throws {
        let ends = try quarterEnds()
        #expect(ends.count == 23)
        for end in ends {
            for pattern in WeekCalendar.Pattern.allCases {
                let own = end.calendar
                let calendar = try WeekCalendar.with(
                    own.rule, own.weekday, own.month, pattern, week53: own.week53)
                let position = calendar.position(of: end.day)
                let quarter = calendar.quarters(ofYear: position.year)[position.quarter - 1]
                #expect(
                    quarter.upperBound == end.day.adding(days: 1), "\(end.source) \(end.day)")
            }
        }
    }

    @Test(
        "published quarters that follow each other do so in the calendar",
        arguments: ["GMCR", "MU"])
    func consecutive(source: String) throws {
        let ends = try quarterEnds().filter { $0.source == source }
        for (end, next) in zip(ends, ends.dropFirst()) {
            let index = end.calendar.position(of: end.day).index
            #expect(
                end.calendar.days(fromPeriod: index + 1, count: 3)
                    == end.day.adding(days: 1)..<next.day.adding(days: 1), "\(next.day)")
        }
    }

    @Test("a chip maker's 53-week years have their extra week in the first quarter")
    func firstQuarter() throws {
        let calendar = try WeekCalendar.with(.last, .saturday, 12, week53: 3)
        #expect(
            (1994...2011).filter { calendar.weeks(inYear: $0) == 53 } == [1994, 2000, 2005, 2011])
        let weeks = calendar.quarters(ofYear: 2011).map { $0.length / 7 }
        #expect(weeks == [14, 13, 13, 13])
        #expect(calendar.periods(ofYear: 2011).prefix(4).map { $0.length / 7 } == [4, 4, 6, 4])
    }

    private func retail() throws -> WeekCalendar {
        try .with(.nearest, .saturday, 1, .fourFiveFour, label: .start)
    }

    @Test("retail years start and end as the federation prints them")
    func retailYears() throws {
        let calendar = try retail()
        let rows = try SharedCases.rows("cases/fiscal-calendar/nrf_454_years.csv")
        #expect(rows.count == 14)
        for row in rows {
            let year = try #require(Int(row.value("retail_year")))
            let start = try day(row.value("start"))
            let end = try day(row.value("end"))
            #expect(calendar.days(ofYear: year) == start..<end.adding(days: 1), "\(year)")
            #expect(String(calendar.weeks(inYear: year)) == (try row.value("weeks")))
            #expect(calendar.lastDay(anchoredTo: year + 1) == end)
            #expect(calendar.position(of: start) == .init(year: year, period: 1, week: 1))
        }
    }

    @Test("the retail years of 53 weeks are those published")
    func longRetailYears() throws {
        struct Inputs: Decodable {
            var from: Int
            var to: Int
        }
        struct Expected: Decodable { var years_53: [Int] }
        let example = try SharedCases.example("cal-01", Inputs.self, Expected.self)
        let calendar = try retail()
        let years = (example.inputs.from...example.inputs.to)
            .filter { calendar.weeks(inYear: $0) == 53 }
        #expect(years == example.expected.years_53)
    }

    @Test(
        "a year that ends on the Sunday nearest to December may end in January and keeps its name")
    func nearestSunday() throws {
        struct Inputs: Decodable { var anchor_years: [Int] }
        struct Expected: Decodable { var ends: [String] }
        let example = try SharedCases.example("cal-03", Inputs.self, Expected.self)
        for label in [FiscalCalendar.YearLabel.end, .start] {
            let calendar = try WeekCalendar.with(.nearest, .sunday, 12, label: label)
            let years = example.inputs.anchor_years
            #expect(
                years.map { calendar.lastDay(anchoredTo: $0).description } == example.expected.ends)
            #expect(
                example.expected.ends.map { (try? calendar.position(of: day($0)))?.year } == years)
        }
    }
}
