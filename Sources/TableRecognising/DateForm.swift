/// How the dates of a column are written, as far as its cells tell.
struct DateForm: Hashable {
    enum Order: Hashable {
        case yearFirst
        /// Day and month before the year, in an order that only some cells tell.
        case yearLast
        /// `2026-Q1`, `2026-09`.
        case period
    }

    var order: Order
    /// Empty in `20260131`.
    var separator: String
    var hasShortYear = false
    /// Whether day and month always have two digits.
    var isPadded = true
    /// The largest first and second number of those that are day and month.
    var first = 0
    var second = 0
    /// nil where cells have no time.
    var time: Time?

    struct Time: Hashable {
        /// What stands between date and time.
        var gap: String
        var isPadded: Bool
        var hasSeconds: Bool
        var hasFraction: Bool
        var hasHalfDay: Bool
        /// `Z`, `+02:00` written by an X; ` 'UTC'` where the word stands there.
        var zone: String
    }

    /// Nil where the cell is no date in a form that is known.
    init?(of cell: String) {
        guard cell.utf8.count <= 40, let lead = cell.utf8.first, (48...57).contains(lead) else {
            return nil
        }
        let text = Array(cell)
        var index = 0
        func number() -> (value: Int, digits: Int)? {
            let start = index
            while index < text.count, index - start < 8, text[index].isASCII, text[index].isNumber {
                index += 1
            }
            return Int(String(text[start..<index])).map { ($0, index - start) }
        }
        guard text.count >= 6, text.count <= 40, let a = number() else { return nil }
        if a.digits == 8, index == text.count {
            (order, separator) = (.yearFirst, "")
            (first, second) = (a.value / 100 % 100, a.value % 100)
            guard (1970...2100).contains(a.value / 10_000), (1...12).contains(first),
                (1...31).contains(second)
            else { return nil }
            return
        }
        guard index < text.count, "-/.".contains(text[index]) else { return nil }
        let mark = text[index]
        index += 1
        separator = String(mark)
        if a.digits == 4, index < text.count, text[index] == "Q" {
            guard text.count == index + 2, "1234".contains(text[index + 1]) else { return nil }
            order = .period
            return
        }
        guard let b = number(), (1...2).contains(b.digits) else { return nil }
        if index == text.count {
            guard a.digits == 4, mark == "-", b.digits == 2, (1...12).contains(b.value) else {
                return nil
            }
            order = .period
            return
        }
        guard text[index] == mark else { return nil }
        index += 1
        guard let c = number() else { return nil }
        if a.digits == 4, (1...2).contains(c.digits) {
            order = .yearFirst
            (first, second) = (b.value, c.value)
            isPadded = b.digits == 2 && c.digits == 2
            guard (1...12).contains(first), (1...31).contains(second) else { return nil }
        } else if (1...2).contains(a.digits), c.digits == 4 || c.digits == 2 {
            order = .yearLast
            (first, second) = (a.value, b.value)
            isPadded = a.digits == 2 && b.digits == 2
            hasShortYear = c.digits == 2
            guard (1...31).contains(first), (1...31).contains(second), min(first, second) <= 12
            else { return nil }
        } else {
            return nil
        }
        if index < text.count {
            guard let found = Time(text[index...]) else { return nil }
            time = found
        }
    }

    /// The form of both, nil where there is none.
    func merged(with other: DateForm) -> DateForm? {
        var result = self
        guard order == other.order, separator == other.separator,
            hasShortYear == other.hasShortYear
        else { return nil }
        result.isPadded = isPadded && other.isPadded
        result.first = max(first, other.first)
        result.second = max(second, other.second)
        if result.order == .yearLast, result.first > 12, result.second > 12 { return nil }
        switch (time, other.time) {
        case (nil, nil): break
        case (let mine?, let others?):
            guard let both = mine.merged(with: others) else { return nil }
            result.time = both
        default:
            // Only ISO dates may stand with a time or without.
            guard isISO, other.isISO else { return nil }
            result.time = time ?? other.time
        }
        return result
    }

    /// Whether the reader knows it without being told.
    var isISO: Bool {
        if order == .period { return true }
        guard order == .yearFirst, separator == "-", isPadded else { return false }
        guard let time else { return true }
        return (time.gap == " " || time.gap == "T") && time.isPadded && !time.hasHalfDay
            && !time.zone.contains("'")
    }

    /// Whether days and months can't be told apart.
    var isAmbiguous: Bool { order == .yearLast && first <= 12 && second <= 12 }

    /// The pattern; day first where the cells don't say.
    func pattern(dayFirst: Bool = true) -> String {
        let day = isPadded ? "dd" : "d"
        let month = isPadded ? "MM" : "M"
        let year = hasShortYear ? "yy" : "yyyy"
        let isDayFirst = first > 12 || (second <= 12 && dayFirst)
        let parts: [String] =
            switch order {
            case .yearFirst, .period: [year, month, day]
            case .yearLast: isDayFirst ? [day, month, year] : [month, day, year]
            }
        return parts.joined(separator: separator) + (time?.pattern ?? "")
    }
}

extension DateForm.Time {
    fileprivate init?(_ rest: ArraySlice<Character>) {
        var text = rest
        gap = ""
        while let next = text.first, !next.isNumber {
            gap.append(next)
            text = text.dropFirst()
        }
        guard ["T", " ", ", ", "  "].contains(gap) else { return nil }
        func digits(_ range: ClosedRange<Int>) -> String? {
            let run = text.prefix { $0.isASCII && $0.isNumber }
            guard range.contains(run.count) else { return nil }
            text = text.dropFirst(run.count)
            return String(run)
        }
        guard let hour = digits(1...2), text.first == ":" else { return nil }
        isPadded = hour.count == 2
        text = text.dropFirst()
        guard digits(2...2) != nil else { return nil }
        (hasSeconds, hasFraction, hasHalfDay, zone) = (false, false, false, "")
        if text.first == ":" {
            text = text.dropFirst()
            guard digits(2...2) != nil else { return nil }
            hasSeconds = true
            if text.first == "." {
                text = text.dropFirst()
                guard digits(1...9) != nil else { return nil }
                hasFraction = true
            }
        }
        switch String(text) {
        case "": break
        case "Z": zone = "X"
        case " UTC": zone = " 'UTC'"
        case " AM", " PM", " am", " pm": hasHalfDay = true
        default:
            let shift = text.first == " " ? text.dropFirst() : text
            guard let sign = shift.first, "+-".contains(sign), (3...6).contains(shift.count),
                shift.dropFirst().allSatisfy({ $0.isNumber || $0 == ":" })
            else { return nil }
            zone = text.first == " " ? " X" : "X"
        }
    }

    fileprivate func merged(with other: Self) -> Self? {
        var result = self
        guard gap == other.gap, hasHalfDay == other.hasHalfDay, zone == other.zone else {
            return nil
        }
        if hasSeconds != other.hasSeconds || hasFraction != other.hasFraction {
            // Fine in ISO dates, which are read with or without; a pattern says one.
            guard isPadded, other.isPadded, !hasHalfDay, !zone.contains("'") else { return nil }
            result.hasSeconds = hasSeconds || other.hasSeconds
            result.hasFraction = hasFraction || other.hasFraction
        }
        result.isPadded = isPadded && other.isPadded
        return result
    }

    fileprivate var pattern: String {
        var text = gap == "T" ? "'T'" : gap
        text += hasHalfDay ? (isPadded ? "hh" : "h") : (isPadded ? "HH" : "H")
        text += ":mm" + (hasSeconds ? ":ss" : "") + (hasFraction ? ".SSS" : "")
        return text + (hasHalfDay ? " a" : "") + zone
    }
}
