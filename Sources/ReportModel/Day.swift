/// A calendar day, counted from 1970-01-01 in the proleptic Gregorian calendar.
package struct Day: Hashable, Comparable, Sendable {
    package var number: Int32

    package init(number: Int32) { self.number = number }

    /// The day of a date that exists, from year 1 to 9999; nil for 30 February.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month),
            day >= 1, day <= Self.daysIn(month: month, of: year)
        else { return nil }
        // Years that start in March make the leap day the last one (H. Hinnant, days_from_civil).
        let y = month <= 2 ? year - 1 : year
        let era = y / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        number = Int32(era * 146_097 + dayOfEra - 719_468)
    }

    /// `2026-09-30`, or nil.
    package init?(iso text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2,
            parts[2].utf8.count == 2, parts.allSatisfy({ $0.utf8.allSatisfy { 48...57 ~= $0 } }),
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    package var components: (year: Int, month: Int, day: Int) {
        let z = Int(number) + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted + (shifted < 10 ? 3 : -9)
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
            dayOfYear - (153 * shifted + 2) / 5 + 1
        )
    }

    package var month: Month {
        let (year, month, _) = components
        return Month(year: year, month: month)
    }

    /// The whole months from this day to another; nil where there are days besides, or none.
    ///
    /// A month from 31 January ends on the last day of February.
    package func wholeMonths(to end: Day) -> Int? {
        let day = components.day
        let months = Int(end.month.index - month.index)
        let isWhole =
            end.components.day == day || (end == end.month.lastDay && day > end.components.day)
        return isWhole && months > 0 ? months : nil
    }

    package func adding(days: Int) -> Day { Day(number: number + Int32(days)) }

    /// Days from the other day to this one.
    package func days(since other: Day) -> Int { Int(number) - Int(other.number) }

    package static func < (left: Day, right: Day) -> Bool { left.number < right.number }

    package static func daysIn(month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension Day: CustomStringConvertible {
    /// ISO 8601: `2026-09-30`.
    package var description: String {
        let (year, month, day) = components
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }
}

/// A calendar month; `index` is year × 12 + month − 1.
package struct Month: Hashable, Comparable, Sendable, CustomStringConvertible {
    package var index: Int32

    package init(index: Int32) { self.index = index }
    package init(year: Int, month: Int) { index = Int32(year * 12 + month - 1) }

    package var year: Int { Int(index) >= 0 ? Int(index) / 12 : (Int(index) - 11) / 12 }
    /// 1 to 12.
    package var number: Int { Int(index) - year * 12 + 1 }
    /// Months outside the years 1 to 9999 count as those of the first or last year.
    package var firstDay: Day {
        guard let day = Day(year: clampedYear, month: number, day: 1) else {
            preconditionFailure("every month from year 1 to 9999 has a first day")
        }
        return day
    }
    package var lastDay: Day {
        firstDay.adding(days: Day.daysIn(month: number, of: clampedYear) - 1)
    }
    private var clampedYear: Int { min(max(year, 1), 9999) }

    package func adding(_ months: Int) -> Month { Month(index: index + Int32(months)) }
    package static func < (left: Month, right: Month) -> Bool { left.index < right.index }
    /// `2026-09`.
    package var description: String {
        let digits = year
        let month = number
        guard (1000...9999).contains(digits) else {
            return "\(padded(digits, 4))-\(padded(month, 2))"
        }
        // It is written for every figure, and so short that it needs no room of its own.
        return String(unsafeUninitializedCapacity: 7) { text in
            for (place, power) in [(0, 1000), (1, 100), (2, 10), (3, 1)] {
                text[place] = 48 + UInt8(digits / power % 10)
            }
            text[4] = UInt8(ascii: "-")
            text[5] = 48 + UInt8(month / 10)
            text[6] = 48 + UInt8(month % 10)
            return 7
        }
    }
}

func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
