extension WeekCalendar {
    /// Where a day lies in its fiscal year.
    package struct Position: Hashable, Sendable {
        /// The year's label.
        package var year: Int
        /// 1 to 12.
        package var period: Int
        /// 1 to 52 or 53.
        package var week: Int

        package init(year: Int, period: Int, week: Int) {
            self.year = year
            self.period = period
            self.week = week
        }

        /// 1 to 4.
        package var quarter: Int { (period + 2) / 3 }
        /// 1 or 2.
        package var half: Int { (period + 5) / 6 }
        /// The period counted through the years: year × 12 + period − 1, as `Month` counts.
        package var index: Int { year * 12 + period - 1 }
    }

    /// Where any day lies; some forty nanoseconds. `WeekTable` is faster.
    package func position(of day: Day) -> Position {
        let number = Int(day.number)
        let (anchor, before, end) = year(of: number)
        let week = (number - before - 1) / 7
        let period = period(ofWeek: week, isLong: end - before == 371)
        return Position(year: label(ofAnchor: anchor), period: period, week: week + 1)
    }

    /// The days of a year.
    package func days(ofYear year: Int) -> Range<Day> { days(fromPeriod: year * 12, count: 12) }

    /// 52 or 53.
    package func weeks(inYear year: Int) -> Int {
        let anchor = anchor(ofYear: year)
        return (end(anchoredTo: anchor) - end(anchoredTo: anchor - 1)) / 7
    }

    /// The twelve periods of a year.
    package func periods(ofYear year: Int) -> [Range<Day>] { parts(of: year, periods: 1) }

    /// The four quarters of a year.
    package func quarters(ofYear year: Int) -> [Range<Day>] { parts(of: year, periods: 3) }

    /// The two halves of a year.
    package func halves(ofYear year: Int) -> [Range<Day>] { parts(of: year, periods: 6) }

    /// The days of a run of periods, at least one, from the one with this `Position.index`.
    package func days(fromPeriod index: Int, count: Int = 1) -> Range<Day> {
        firstDay(ofPeriod: index)..<firstDay(ofPeriod: index + max(count, 1))
    }

    private func parts(of year: Int, periods: Int) -> [Range<Day>] {
        stride(from: 0, to: 12, by: periods).map {
            days(fromPeriod: year * 12 + $0, count: periods)
        }
    }

    private func firstDay(ofPeriod index: Int) -> Day {
        let year = index.floorDivided(by: 12)
        let period = index - year * 12
        let before = end(anchoredTo: anchor(ofYear: year) - 1)
        let isAfterExtra = period >= week53 && weeks(inYear: year) == 53
        return day(before + 1 + 7 * (weeksBefore(period) + (isAfterExtra ? 1 : 0)))
    }

    /// The period, 1 to 12, of a week counted from 0.
    private func period(ofWeek week: Int, isLong: Bool) -> Int {
        // The extra week stands after those of its period, which all years have.
        let ordinary = isLong && week >= weeksBefore(week53) ? week - 1 : week
        let quarter = ordinary / 13
        let rest = ordinary - quarter * 13
        let inQuarter = rest < pattern.weeksBefore(1) ? 1 : rest < pattern.weeksBefore(2) ? 2 : 3
        return quarter * 3 + inQuarter
    }

    /// Weeks of a 52-week year before the period counted from 0; all 52 before the twelfth's end.
    private func weeksBefore(_ period: Int) -> Int {
        period / 3 * 13 + pattern.weeksBefore(period % 3)
    }
}
