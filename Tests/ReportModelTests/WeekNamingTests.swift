import ReportModel
import Testing

@Suite("names and runs of years of weeks")
struct WeekNamingTests {
    @Test(
        "a year is named after that of its month, or of the start of its twelve months",
        arguments: [
            // Rule, month, a day, label `end`, label `start`.
            (WeekCalendar.Rule.nearest, 12, "2010-01-02", 2009, 2009),
            (.nearest, 12, "2010-01-03", 2010, 2010), (.last, 12, "2010-12-31", 2011, 2011),
            (.nearest, 1, "2018-02-03", 2018, 2017), (.nearest, 1, "2018-02-04", 2019, 2018),
            (.last, 6, "2026-06-27", 2026, 2025), (.last, 6, "2026-06-28", 2027, 2026),
            (.nearest, 11, "2026-11-28", 2026, 2025), (.nearest, 11, "2026-12-31", 2027, 2026),
        ])
    func labels(
        rule: WeekCalendar.Rule, month: Int, text: String, byEnd: Int, byStart: Int
    ) throws {
        for (label, year) in [(FiscalCalendar.YearLabel.end, byEnd), (.start, byStart)] {
            let calendar = try WeekCalendar.with(rule, .saturday, month, label: label)
            #expect(calendar.position(of: try day(text)).year == year)
            #expect(calendar.days(ofYear: year).contains(try day(text)))
            #expect(calendar.label(ofAnchor: calendar.anchor(ofYear: year)) == year)
        }
    }

    @Test("one calendar year can hold two year ends, another none")
    func drift() throws {
        let calendar = try WeekCalendar.with(.nearest, .sunday, 12)
        let ends = (2000...2010).map { calendar.lastDay(anchoredTo: $0).components.year }
        #expect(ends.filter { $0 == 2006 }.count == 2)
        #expect(!ends.contains(2004))
    }

    @Test("quarters, halves and runs of periods go on across years")
    func runs() throws {
        let calendar = try WeekCalendar.with(.nearest, .saturday, 1, .fourFiveFour, label: .start)
        let position = calendar.position(of: try day("2018-02-03"))
        #expect(position == .init(year: 2017, period: 12, week: 53))
        #expect((position.quarter, position.half, position.index) == (4, 2, 2017 * 12 + 11))
        #expect(calendar.days(fromPeriod: position.index).length == 35)
        #expect(calendar.days(fromPeriod: position.index, count: 2).length == 63)
        #expect(calendar.days(fromPeriod: position.index, count: 0).length == 35)
        let halves = calendar.halves(ofYear: 2017)
        #expect(halves.map { $0.length / 7 } == [26, 27])
        let quarters = calendar.quarters(ofYear: 2017)
        #expect(calendar.days(fromPeriod: 2017 * 12 + 3, count: 3) == quarters[1])
    }

    @Test("a table of years says of every day what the calendar does, beyond its years too")
    func table() throws {
        for label in [FiscalCalendar.YearLabel.end, .start] {
            let calendar = try WeekCalendar.with(
                .nearest, .friday, 8, .fourFiveFour, week53: 2, label: label)
            let table = WeekTable(calendar, years: 1960...2079)
            #expect(table.days.lowerBound == calendar.days(ofYear: 1960).lowerBound)
            #expect(table.days.upperBound == calendar.days(ofYear: 2079).upperBound)
            let first = try day("1955-01-01")
            let mistakes = (0..<48_000).filter {
                let day = first.adding(days: $0)
                return table.period(of: day) != calendar.position(of: day).index
            }
            #expect(mistakes.isEmpty)
        }
    }

    @Test("days at the ends of what can be counted do not trap")
    func extremes() throws {
        let calendar = try WeekCalendar.with(.last, .monday, 3)
        for number in [Int32.min, .min + 1, -1, 0, .max - 1, .max] {
            let position = calendar.position(of: Day(number: number))
            #expect((1...12).contains(position.period) && (1...53).contains(position.week))
            _ = calendar.days(ofYear: position.year)
        }
    }
}
