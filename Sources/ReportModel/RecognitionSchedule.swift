/// An amount recognised in a straight line over its service time, half-open: `end` is not served.
///
/// A share is a whole number of units: of the amount's last digit, or of the second after the point
/// where it has fewer. Those of a whole life add up to the amount exactly. A credit is recognised
/// as the same debit would be.
package struct RecognitionSchedule: Hashable, Sendable {
    /// How an amount is spread. Between the ends of the months, what a monthly method gives a month
    /// is spread by the seconds served in it.
    package enum Method: String, Hashable, CaseIterable, Sendable {
        /// By days: the day of the start counts, that of the end does not, unless they are one.
        /// Rounded is what is recognised so far, half away from zero.
        case day
        /// The same for every month from that of the start to the one before that of the end,
        /// unless they are one. Rounded towards zero; the last month takes the rest.
        case monthEven = "month_even"
        /// A first or last month that is not served in full has its part by seconds, rounded half
        /// away from zero; the full months have the same each, rounded towards zero, and the last
        /// of them takes the rest. Where no month is full, the second of the two takes it.
        case monthEvenProrated = "month_even_prorated"
        /// By seconds. Rounded is what is recognised so far, half away from zero.
        case second
    }

    package let amount: ExactDecimal
    package let start: Moment
    package let end: Moment
    package let method: Method
    /// What is spread, counted in units of its sign.
    let units: UnitCount
    /// Seconds since 1970 in which something is recognised.
    let span: Range<Int>
    /// Months of the span, and what each has; nil for `day` and `second`.
    let months: MonthShares?

    /// Nil for a service of no length, one that ends before it starts, and one that is not within
    /// the years 1 to 9999.
    package init?(
        _ amount: ExactDecimal, from start: Moment, until end: Moment, by method: Method = .day
    ) {
        guard start < end, let years = Self.years, start >= years.first, end <= years.end
        else { return nil }
        self.amount = amount
        self.start = start
        self.end = end
        self.method = method
        units = UnitCount(amount)
        span = method.span(from: start, until: end)
        months = MonthShares(units.magnitude, over: span, by: method)
    }

    /// A service of whole days, the last of which is the one before `end`.
    package init?(
        _ amount: ExactDecimal, from start: Day, until end: Day, by method: Method = .day
    ) {
        self.init(
            amount, from: Moment(startOf: start), until: Moment(startOf: end), by: method)
    }

    private static let years: (first: Moment, end: Moment)? = {
        guard let first = Day(year: 1, month: 1, day: 1),
            let last = Day(year: 9999, month: 12, day: 31)
        else { return nil }
        return (Moment(startOf: first), Moment(startOf: last.adding(days: 1)))
    }()
}

extension RecognitionSchedule {
    /// What is recognised up to the end of a day; zero before the service, all of it after.
    package func recognised(through day: Day) -> ExactDecimal {
        decimal(recognised(until: (Int(day.number) + 1) * Moment.secondsOfDay))
    }

    /// What is still to be recognised at the end of a day.
    package func unrecognised(after day: Day) -> ExactDecimal {
        let recognised = recognised(until: (Int(day.number) + 1) * Moment.secondsOfDay)
        return decimal(units.magnitude - recognised)
    }

    /// What is recognised on these days: a fiscal period's, say.
    package func recognised(in days: Range<Day>) -> ExactDecimal {
        let before = recognised(until: Int(days.lowerBound.number) * Moment.secondsOfDay)
        let through = recognised(until: Int(days.upperBound.number) * Moment.secondsOfDay)
        return decimal(through - before)
    }

    /// What each calendar month has, from the first to the last that the method gives a share.
    package func byMonth() -> [(month: Month, amount: ExactDecimal)] {
        var before: UInt128 = 0
        return (span.firstMonth.index...span.lastMonth.index).map { index in
            let month = Month(index: index)
            let through = recognised(until: month.seconds.upperBound)
            defer { before = through }
            return (month, decimal(through - before))
        }
    }

    /// Units recognised before a second since 1970.
    private func recognised(until second: Int) -> UInt128 {
        if second <= span.lowerBound { return 0 }
        if second >= span.upperBound { return units.magnitude }
        return months?.recognised(until: second, of: span)
            ?? units.magnitude.share(second - span.lowerBound, of: span.count)
    }

    private func decimal(_ magnitude: UInt128) -> ExactDecimal {
        units.decimal(magnitude, isRounded: amount.isRounded)
    }
}

extension RecognitionSchedule.Method {
    /// The seconds in which a service is recognised.
    func span(from start: Moment, until end: Moment) -> Range<Int> {
        switch self {
        case .second, .monthEvenProrated:
            return start.seconds..<end.seconds
        case .day:
            let first = Moment(startOf: start.day).seconds
            return first..<max(Moment(startOf: end.day).seconds, first + Moment.secondsOfDay)
        case .monthEven:
            let cutDay = end.day.adding(days: 1 - end.day.components.day)
            let cut = Moment(startOf: cutDay).seconds
            return start.seconds..<(cut > start.seconds ? cut : end.seconds)
        }
    }
}
