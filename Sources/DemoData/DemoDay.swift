/// A day of the Gregorian calendar, counted from 1970-01-01.
struct DemoDay: Hashable, Comparable {
    var number: Int

    init(number: Int) { self.number = number }

    init(_ year: Int, _ month: Int, _ day: Int) {
        let shifted = month > 2 ? year : year - 1
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        number = era * 146_097 + dayOfEra - 719_468
    }

    static func < (left: DemoDay, right: DemoDay) -> Bool { left.number < right.number }

    func adding(_ days: Int) -> DemoDay { DemoDay(number: number + days) }

    var parts: (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let march = (5 * dayOfYear + 2) / 153
        let month = march < 10 ? march + 3 : march - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * march + 2) / 5 + 1)
    }

    var month: DemoMonth { DemoMonth(parts.year, parts.month) }

    /// `2026-09-30`
    var iso: String {
        let (year, month, day) = parts
        return "\(year)-\(padded(month, 2))-\(padded(day, 2))"
    }

    /// `30.09.2026`
    var german: String {
        let (year, month, day) = parts
        return "\(padded(day, 2)).\(padded(month, 2)).\(year)"
    }
}

/// A calendar month, counted from the year 0.
struct DemoMonth: Hashable, Comparable {
    var index: Int

    init(index: Int) { self.index = index }
    init(_ year: Int, _ month: Int) { index = year * 12 + month - 1 }

    static func < (left: DemoMonth, right: DemoMonth) -> Bool { left.index < right.index }

    func adding(_ months: Int) -> DemoMonth { DemoMonth(index: index + months) }

    var year: Int { index / 12 }
    var number: Int { index % 12 + 1 }
    /// 0 for January to March, 3 for October to December.
    var quarter: Int { index % 12 / 3 }
    var quarterName: String { "\(year)-Q\(quarter + 1)" }
    var name: String { "\(year)-\(padded(number, 2))" }
    var firstDay: DemoDay { DemoDay(year, number, 1) }
    var lastDay: DemoDay { adding(1).firstDay.adding(-1) }
    var days: Int { adding(1).firstDay.number - firstDay.number }

    func day(_ number: Int) -> DemoDay { firstDay.adding(min(number, days) - 1) }

    /// The months from one to another, both included.
    static func through(_ first: DemoMonth, _ last: DemoMonth) -> [DemoMonth] {
        first.index > last.index ? [] : (first.index...last.index).map { DemoMonth(index: $0) }
    }
}

func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
