/// A place in a cell that moves over digits, names and single characters.
struct DateCursor {
    var position = 0

    @inline(__always)
    mutating func take(
        _ count: ClosedRange<Int>, of cell: Span<UInt8>, into number: inout Int
    ) -> Bool {
        var value = 0
        var taken = 0
        while taken < count.upperBound, position < cell.count {
            let byte = cell[position]
            if byte < 48 || byte > 57 { break }
            value = value * 10 + Int(byte - 48)
            taken += 1
            position += 1
        }
        number = value
        return taken >= count.lowerBound
    }

    @inline(__always)
    mutating func take(_ byte: UInt8, of cell: Span<UInt8>) -> Bool {
        if position >= cell.count || cell[position] != byte { return false }
        position += 1
        return true
    }

    /// Letters of any case; `word` has small ones.
    mutating func take(word: [UInt8], of cell: Span<UInt8>) -> Bool {
        if position + word.count > cell.count { return false }
        for i in word.indices where cell[position + i] | 0x20 != word[i] { return false }
        position += word.count
        return true
    }
}

extension DateCursor {
    mutating func take(
        _ part: DatePattern.Part, of cell: Span<UInt8>, into found: inout TimeParts
    ) -> Bool {
        func width(_ isPadded: Bool) -> ClosedRange<Int> { isPadded ? 2...2 : 1...2 }
        switch part {
        case .year: return take(4...4, of: cell, into: &found.year)
        case .shortYear:
            if !take(2...2, of: cell, into: &found.year) { return false }
            found.year += found.year < 70 ? 2000 : 1900
            return true
        case .quarter: return takeQuarter(of: cell, into: &found)
        case .month(let isPadded): return take(width(isPadded), of: cell, into: &found.month)
        case .monthName(let isFull): return takeMonth(isFull: isFull, of: cell, into: &found)
        case .day(let isPadded): return take(width(isPadded), of: cell, into: &found.day)
        case .hour(let isPadded): return take(width(isPadded), of: cell, into: &found.hour)
        case .hourOfHalfDay(let isPadded):
            found.isHalfDay = true
            return take(width(isPadded), of: cell, into: &found.hour)
                && (1...12).contains(found.hour)
        case .minute: return take(2...2, of: cell, into: &found.minute)
        case .second: return take(2...2, of: cell, into: &found.second)
        case .fraction:
            var fraction = 0
            return take(1...9, of: cell, into: &fraction)
        case .halfDay:
            found.isAfternoon = take(word: HalfDayNames.pm, of: cell)
            return found.isAfternoon || take(word: HalfDayNames.am, of: cell)
        case .zone: return takeZone(of: cell, into: &found)
        case .literal(let byte): return take(byte, of: cell)
        }
    }

    /// `3` or `Q3`.
    private mutating func takeQuarter(
        of cell: Span<UInt8>, into found: inout TimeParts
    ) -> Bool {
        var quarter = 0
        if position < cell.count, cell[position] | 0x20 == UInt8(ascii: "q") { position += 1 }
        guard take(1...1, of: cell, into: &quarter), (1...4).contains(quarter) else {
            return false
        }
        found.month = quarter * 3 - 2
        return true
    }

    /// An English name or its first three letters; `Sept` is usual too.
    private mutating func takeMonth(
        isFull: Bool, of cell: Span<UInt8>, into found: inout TimeParts
    ) -> Bool {
        if position + 3 > cell.count { return false }
        var key: UInt32 = 0
        for i in position..<position + 3 { key = key << 8 | UInt32(cell[i] | 0x20) }
        guard let index = MonthNames.keys.firstIndex(of: key) else { return false }
        position += 3
        found.month = index + 1
        if isFull { return take(word: MonthNames.endings[index], of: cell) }
        if index == 8 { _ = take(word: MonthNames.endingOfSept, of: cell) }
        return true
    }

    /// `Z`, `UTC`, `GMT`, `+02`, `+0200` or `+02:00`.
    private mutating func takeZone(of cell: Span<UInt8>, into found: inout TimeParts) -> Bool {
        found.offset = 0
        if position < cell.count, cell[position] >= 65 {
            return take(word: ZoneNames.z, of: cell) || take(word: ZoneNames.utc, of: cell)
                || take(word: ZoneNames.gmt, of: cell)
        }
        let isBehind = take(UInt8(ascii: "-"), of: cell)
        if !isBehind, !take(UInt8(ascii: "+"), of: cell) { return false }
        var hours = 0
        var minutes = 0
        if !take(2...2, of: cell, into: &hours) { return false }
        let hasColon = take(UInt8(ascii: ":"), of: cell)
        if hasColon || position < cell.count {
            if !take(2...2, of: cell, into: &minutes) { return false }
        }
        found.offset = (hours * 60 + minutes) * (isBehind ? -1 : 1)
        return hours <= 23 && minutes <= 59
    }

    /// `yyyy-MM-dd` and what may follow, `yyyy-MM`, or `yyyy-Q3`.
    mutating func takeISO(_ cell: Span<UInt8>, into found: inout TimeParts) -> Bool {
        let dash = UInt8(ascii: "-")
        let colon = UInt8(ascii: ":")
        guard take(4...4, of: cell, into: &found.year), take(dash, of: cell) else { return false }
        if position < cell.count, cell[position] | 0x20 == UInt8(ascii: "q") {
            return takeQuarter(of: cell, into: &found)
        }
        if !take(2...2, of: cell, into: &found.month) { return false }
        if position == cell.count { return true }
        guard take(dash, of: cell), take(2...2, of: cell, into: &found.day) else { return false }
        if position == cell.count { return true }
        if !take(UInt8(ascii: " "), of: cell), !take(UInt8(ascii: "T"), of: cell),
            !take(UInt8(ascii: "t"), of: cell)
        {
            return false
        }
        guard take(2...2, of: cell, into: &found.hour), take(colon, of: cell),
            take(2...2, of: cell, into: &found.minute)
        else { return false }
        if take(colon, of: cell) {
            if !take(2...2, of: cell, into: &found.second) { return false }
            if take(UInt8(ascii: "."), of: cell) || take(UInt8(ascii: ","), of: cell) {
                var fraction = 0
                if !take(1...9, of: cell, into: &fraction) { return false }
            }
        }
        if position == cell.count { return true }
        _ = take(UInt8(ascii: " "), of: cell)
        return takeZone(of: cell, into: &found)
    }
}

/// The words of dates in small letters.
private enum MonthNames {
    private static let names = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december",
    ]
    /// The first three letters, packed.
    static let keys = names.map { $0.utf8.prefix(3).reduce(UInt32(0)) { $0 << 8 | UInt32($1) } }
    /// The other letters.
    static let endings = names.map { Array($0.utf8.dropFirst(3)) }
    static let endingOfSept = Array("t".utf8)
}

private enum HalfDayNames {
    static let am = Array("am".utf8)
    static let pm = Array("pm".utf8)
}

private enum ZoneNames {
    static let z = Array("z".utf8)
    static let utc = Array("utc".utf8)
    static let gmt = Array("gmt".utf8)
}
