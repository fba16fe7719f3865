import ReportModel
import Testing

func day(_ text: String) throws -> Day { try #require(Day(iso: text), "\(text)") }

extension Range<Day> {
    var length: Int { upperBound.days(since: lowerBound) }
}

/// Years of weeks found by looking at every day: slow, and too simple to be wrong.
struct NaiveWeeks {
    var calendar: WeekCalendar

    /// 0 for Monday, counted from a Saturday that everyone remembers.
    static func weekday(_ day: Day) -> Int {
        guard let saturday = Day(year: 2000, month: 1, day: 1) else { return -1 }
        return ((day.days(since: saturday) + 5) % 7 + 7) % 7
    }

    /// The last day of the year anchored to a calendar year from 1 to 9999.
    func lastDay(anchoredTo year: Int) -> Day? {
        let monthEnd = Month(year: year, month: calendar.month).lastDay
        let near = (-6...6).map { monthEnd.adding(days: $0) }
            .filter { Self.weekday($0) == Weekday.allCases.firstIndex(of: calendar.weekday) }
        switch calendar.rule {
        case .last: return near.last { $0 <= monthEnd }
        case .nearest:
            return near.min { abs($0.days(since: monthEnd)) < abs($1.days(since: monthEnd)) }
        }
    }

    /// Period (1–12) and week (1–53) of each day of the anchored year in turn.
    func places(anchoredTo year: Int) throws -> [(day: Day, period: Int, week: Int)] {
        let before = try #require(lastDay(anchoredTo: year - 1))
        let last = try #require(lastDay(anchoredTo: year))
        var weeks = (0..<4).flatMap { _ in
            calendar.pattern.rawValue.split(separator: "-").compactMap { Int($0) }
        }
        if last.days(since: before) == 371 { weeks[calendar.week53 - 1] += 1 }
        let periods = zip(1..., weeks).flatMap { [Int](repeating: $0, count: $1 * 7) }
        #expect(periods.count == last.days(since: before))
        return periods.enumerated().map {
            (before.adding(days: $0 + 1), $1, $0 / 7 + 1)
        }
    }
}

extension WeekCalendar {
    static func with(
        _ rule: Rule, _ weekday: Weekday, _ month: Int, _ pattern: Pattern = .fourFourFive,
        week53: Int = 12, label: FiscalCalendar.YearLabel = .end
    ) throws -> WeekCalendar {
        try #require(
            WeekCalendar(
                rule: rule, weekday: weekday, month: month, pattern: pattern, week53: week53,
                yearLabel: label))
    }
}
