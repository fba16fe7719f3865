/// Fiscal years of 52 or 53 whole weeks: each ends on one weekday, at or near the end of one month.
///
/// A year is anchored to the calendar year Y whose month's end it is tied to, wherever its last day
/// then falls: the year nearest to the end of December 2009 is anchored to 2009 although it ends on
/// 2010-01-03, and two years can end in one calendar year, or none. With the label `end` a year is
/// named Y. With `start` it takes the calendar year in which the twelve months up to that month's
/// end begin: Y for December, Y − 1 for any other month. Where a year drifts to changes no label.
package struct WeekCalendar: Hashable, Sendable {
    /// Which of the weekdays about the end of the month is the year's last day.
    package enum Rule: String, Hashable, CaseIterable, Sendable {
        /// The last one in the month.
        case last
        /// The one at most three days before or after the month's end.
        case nearest
    }

    /// The weeks in the three periods of a quarter.
    package enum Pattern: String, Hashable, CaseIterable, Sendable {
        case fourFourFive = "4-4-5"
        case fourFiveFour = "4-5-4"
        case fiveFourFour = "5-4-4"

        /// Weeks of a quarter before its first, second and third period.
        func weeksBefore(_ period: Int) -> Int {
            switch self {
            case .fourFourFive: period * 4
            case .fourFiveFour: period == 2 ? 9 : period * 4
            case .fiveFourFour: period == 0 ? 0 : period * 4 + 1
            }
        }
    }

    package let rule: Rule
    /// The weekday on which years end.
    package let weekday: Weekday
    /// The month whose end years are tied to, 1 to 12.
    package let month: Int
    package let pattern: Pattern
    /// The period, 1 to 12, at whose end a year of 53 weeks has its extra week.
    package let week53: Int
    package let yearLabel: FiscalCalendar.YearLabel
    /// Number of the latest day on which year 0 could end, leap days aside: the month's end, or
    /// three days later for `nearest`.
    private let latestOfYear0: Int

    /// Nil where the month or the period of week 53 is not 1 to 12.
    package init?(
        rule: Rule, weekday: Weekday, month: Int, pattern: Pattern, week53: Int = 12,
        yearLabel: FiscalCalendar.YearLabel = .end
    ) {
        guard (1...12).contains(month), (1...12).contains(week53) else { return nil }
        self.rule = rule
        self.weekday = weekday
        self.month = month
        self.pattern = pattern
        self.week53 = week53
        self.yearLabel = yearLabel
        let daysThrough = [31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365][month - 1]
        latestOfYear0 = daysThrough - 719_528 + (rule == .nearest ? 3 : 0)
    }

    /// The last day of the year that is anchored to the end of the month in this calendar year.
    package func lastDay(anchoredTo year: Int) -> Day { day(end(anchoredTo: year)) }

    /// What the year anchored to a calendar year is called.
    package func label(ofAnchor year: Int) -> Int { year - labelLag }

    /// The calendar year that the year with this label is anchored to.
    package func anchor(ofYear label: Int) -> Int { label + labelLag }

    private var labelLag: Int { yearLabel == .start && month < 12 ? 1 : 0 }
}

extension WeekCalendar {
    /// Number of the last day of a year, before year 1 and after 9999 too.
    func end(anchoredTo year: Int) -> Int {
        let leapYears =
            year.floorDivided(by: 4) - year.floorDivided(by: 100) + year.floorDivided(by: 400)
        let isLeap = year & 3 == 0 && (year % 100 != 0 || year % 400 == 0)
        // January comes before the leap day of its year, if that has one.
        let leapDays = month == 1 && isLeap ? leapYears - 1 : leapYears
        let latest = year * 365 + leapDays + latestOfYear0
        return latest - weekday.daysBack(from: latest)
    }

    /// The calendar year that the fiscal year of a day is anchored to, with the numbers of its last
    /// day and of that of the year before.
    func year(of number: Int) -> (anchor: Int, before: Int, end: Int) {
        // A guess by the mean length of calendar years, at most two off.
        var anchor = ((number - latestOfYear0) * 400).floorDivided(by: 146_097) + 1
        var end = end(anchoredTo: anchor)
        while number > end {
            anchor += 1
            end = self.end(anchoredTo: anchor)
        }
        var before = self.end(anchoredTo: anchor - 1)
        while number <= before {
            anchor -= 1
            end = before
            before = self.end(anchoredTo: anchor - 1)
        }
        return (anchor, before, end)
    }

    func day(_ number: Int) -> Day { Day(number: Int32(clamping: number)) }
}
