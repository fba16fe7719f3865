import ReportModel
import TestSupport
import Testing

@Suite("years of 52 and 53 weeks")
struct WeekCalendarTests {
    @Test("weekdays run on from day to day, before 1970 too")
    func weekdays() throws {
        #expect(try day("2026-08-01").weekday == .saturday)
        #expect(try day("1969-12-31").weekday == .wednesday)
        #expect(try day("0001-01-01").weekday == .monday)
        let start = try day("1969-06-01")
        for step in 0..<600 {
            let next = start.adding(days: step)
            #expect(Weekday.allCases.firstIndex(of: next.weekday) == NaiveWeeks.weekday(next))
        }
    }

    @Test("months and periods that a year does not have are refused")
    func refused() {
        for (month, week53) in [(0, 12), (13, 12), (1, 0), (1, 13), (-1, 3)] {
            #expect(
                WeekCalendar(
                    rule: .last, weekday: .friday, month: month, pattern: .fourFourFive,
                    week53: week53) == nil)
        }
    }

    @Test(
        "every rule, weekday and month ends its years where a look at the days does",
        arguments: WeekCalendar.Rule.allCases, 1...12)
    func ends(rule: WeekCalendar.Rule, month: Int) throws {
        for weekday in Weekday.allCases {
            let calendar = try WeekCalendar.with(rule, weekday, month)
            let naive = NaiveWeeks(calendar: calendar)
            var long = 0
            // Four hundred years are a whole number of weeks: after them all is the same again.
            for year in 1801...2200 {
                let end = try #require(naive.lastDay(anchoredTo: year))
                #expect(calendar.lastDay(anchoredTo: year) == end)
                #expect(
                    calendar.lastDay(anchoredTo: year - 1600) == end.adding(days: -4 * 146_097))
                #expect(calendar.days(ofYear: year).length == calendar.weeks(inYear: year) * 7)
                #expect([52, 53].contains(calendar.weeks(inYear: year)))
                long += calendar.weeks(inYear: year) - 52
            }
            #expect(long == 71)
        }
    }

    @Test("every day lies in the period and week that counting them off finds")
    func positions() throws {
        let seed = SeededNumbers.seed()
        print("seed of the weeks: \(seed)")
        var random = SeededNumbers(seed: seed)
        for rule in WeekCalendar.Rule.allCases {
            for pattern in WeekCalendar.Pattern.allCases {
                for week53 in 1...12 {
                    let calendar = try WeekCalendar.with(
                        rule, random.one(of: Weekday.allCases), 1 + random.below(12), pattern,
                        week53: week53, label: random.one(of: [.start, .end]))
                    let first = 2 + random.below(9985)
                    for anchor in first...first + 7 { try check(calendar, anchor, seed) }
                }
            }
        }
    }

    private func check(_ calendar: WeekCalendar, _ anchor: Int, _ seed: UInt64) throws {
        let year = calendar.label(ofAnchor: anchor)
        let places = try NaiveWeeks(calendar: calendar).places(anchoredTo: anchor)
        let periods = calendar.periods(ofYear: year)
        let mistakes = places.filter { place in
            let found = calendar.position(of: place.day)
            return found != .init(year: year, period: place.period, week: place.week)
                || periods.indices.filter { periods[$0].contains(place.day) }
                    != [place.period - 1]
        }
        #expect(mistakes.isEmpty, "seed \(seed): \(calendar), year \(year)")
        let days = calendar.days(ofYear: year)
        #expect(days.length == places.count && days.lowerBound == places.first?.day)
        for parts in [periods, calendar.quarters(ofYear: year), calendar.halves(ofYear: year)] {
            #expect(parts.first?.lowerBound == days.lowerBound)
            #expect(parts.last?.upperBound == days.upperBound)
            #expect(zip(parts, parts.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
        }
        #expect(calendar.quarters(ofYear: year).count == 4)
        #expect(calendar.halves(ofYear: year).count == 2)
    }

    @Test("no day from year 1 to 9999 is without its week, and none has two")
    func everyDay() throws {
        let calendar = try WeekCalendar.with(.nearest, .thursday, 2, .fiveFourFour, week53: 5)
        let first = try day("0001-01-01")
        let last = try day("9999-12-31")
        var before = calendar.position(of: first.adding(days: -1))
        var mistakes = 0
        for number in first.number...last.number {
            let today = Day(number: number)
            let now = calendar.position(of: today)
            if today.weekday != .friday {
                if now != before { mistakes += 1 }
            } else if now.year == before.year {
                if now.week != before.week + 1 || !(0...1).contains(now.index - before.index) {
                    mistakes += 1
                }
            } else if now.week != 1 || now.index != before.index + 1 || before.week < 52 {
                mistakes += 1
            }
            before = now
        }
        #expect(mistakes == 0)
    }
}
