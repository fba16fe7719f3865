/// The period of every week of some fiscal years, prepared once for columns of millions of days.
package struct WeekTable: Hashable, Sendable {
    package let calendar: WeekCalendar
    /// The days that the table holds; all others are calculated, more slowly.
    package let days: Range<Day>
    /// `Position.index` by week from the first day.
    private let periods: [Int32]

    /// The years with these labels; 120 years take 25 KB.
    package init(_ calendar: WeekCalendar, years: ClosedRange<Int>) {
        self.calendar = calendar
        let first = calendar.days(ofYear: years.lowerBound).lowerBound
        days = first..<calendar.days(ofYear: years.upperBound).upperBound
        periods = (years.lowerBound * 12...years.upperBound * 12 + 11).flatMap { index in
            let days = calendar.days(fromPeriod: index)
            let weeks = days.upperBound.days(since: days.lowerBound) / 7
            return [Int32](repeating: Int32(clamping: index), count: weeks)
        }
    }

    /// The `Position.index` of the period that a day lies in: year × 12 + period − 1.
    package func period(of day: Day) -> Int {
        if day >= days.lowerBound, day < days.upperBound {
            return Int(periods[day.days(since: days.lowerBound) / 7])
        }
        return calendar.position(of: day).index
    }
}

extension WeekTable {
    /// What it holds follows from its calendar.
    package static func == (left: WeekTable, right: WeekTable) -> Bool {
        left.calendar == right.calendar
    }
    package func hash(into hasher: inout Hasher) { hasher.combine(calendar) }
}
