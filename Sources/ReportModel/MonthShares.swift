/// What the months of a service have of an amount in units: a first and a last one that are served
/// in part may have shares of their own, those between have the same each.
struct MonthShares: Hashable, Sendable {
    private let total: UInt128
    /// Number of months, at least one, and the first of them.
    private let count: Int
    private let first: Month
    private let firstShare: UInt128?
    private let lastShare: UInt128?
    private let evenShare: UInt128

    /// Nil for methods that know no months.
    init?(_ total: UInt128, over span: Range<Int>, by method: RecognitionSchedule.Method) {
        guard method == .monthEven || method == .monthEvenProrated else { return nil }
        self.total = total
        first = span.firstMonth
        let last = span.lastMonth
        count = Int(last.index - first.index) + 1
        var firstShare: UInt128?
        var lastShare: UInt128?
        if method == .monthEvenProrated, count > 1 {
            if span.lowerBound > first.seconds.lowerBound {
                firstShare = total.share(
                    first.seconds.upperBound - span.lowerBound, of: span.count)
            }
            // Where there is no month between, the last one simply has the rest.
            if span.upperBound < last.seconds.upperBound, count > 2 || firstShare == nil {
                lastShare = total.share(
                    span.upperBound - last.seconds.lowerBound, of: span.count)
            }
        }
        self.firstShare = firstShare
        self.lastShare = lastShare
        let evenMonths = count - (firstShare == nil ? 0 : 1) - (lastShare == nil ? 0 : 1)
        evenShare = (total - (firstShare ?? 0) - (lastShare ?? 0)) / UInt128(evenMonths)
    }

    /// Units recognised before a second of the span.
    func recognised(until second: Int, of span: Range<Int>) -> UInt128 {
        let month = (second..<second + 1).firstMonth
        let place = Int(month.index - first.index)
        let before = through(place)
        let served = month.seconds.clamped(to: span)
        return before
            + (through(place + 1) - before).share(second - served.lowerBound, of: served.count)
    }

    /// Units of the first months.
    private func through(_ months: Int) -> UInt128 {
        if months == 0 { return 0 }
        if months == count { return total }
        if let lastShare, months == count - 1 { return total - lastShare }
        if let firstShare { return firstShare + evenShare * UInt128(months - 1) }
        return evenShare * UInt128(months)
    }
}

/// An amount as a number of units of one sign, so that shares can be taken without losing any.
struct UnitCount: Hashable, Sendable {
    let magnitude: UInt128
    let isNegative: Bool
    /// Digits after the point of one unit.
    let scale: Int

    /// The amount at its own scale, or at two digits where it has fewer and they fit.
    init(_ amount: ExactDecimal) {
        let lift = max(0, 2 - amount.scale)
        let (lifted, overflow) = amount.significand.multipliedReportingOverflow(
            by: ExactDecimal.powerOfTen(lift))
        magnitude = (overflow ? amount.significand : lifted).magnitude
        isNegative = amount.isNegative
        scale = overflow ? amount.scale : amount.scale + lift
    }

    /// So many units, with the sign of all of them.
    func decimal(_ magnitude: UInt128, isRounded: Bool) -> ExactDecimal {
        let bits = isNegative ? 0 &- magnitude : magnitude
        return ExactDecimal(
            Int128(truncatingIfNeeded: bits), scale: scale, isRounded: isRounded)
    }
}

extension UInt128 {
    /// This times a part of a whole, rounded to the nearest, halves up; exact in between.
    func share(_ part: Int, of whole: Int) -> UInt128 {
        let whole = UInt128(whole)
        let (quotient, remainder) = whole.dividingFullWidth(
            multipliedFullWidth(by: UInt128(part)))
        return remainder >= whole - remainder ? quotient + 1 : quotient
    }
}

extension Month {
    /// Its seconds since 1970.
    var seconds: Range<Int> {
        Moment(startOf: firstDay).seconds..<Moment(startOf: lastDay.adding(days: 1)).seconds
    }
}

extension Range<Int> {
    /// The month of the first of these seconds since 1970.
    var firstMonth: Month { Self.month(of: lowerBound) }
    /// The month of the last of them; there must be one.
    var lastMonth: Month { Self.month(of: upperBound - 1) }

    private static func month(of second: Int) -> Month {
        Day(number: Int32(second.floorDivided(by: Moment.secondsOfDay))).month
    }
}
