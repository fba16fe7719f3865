import ReportModel

/// How dates are written in a table: `dd/MM/yyyy`, `yyyy-MM-dd HH:mm:ss.SSS`, or ISO 8601.
struct DatePattern {
    private enum Part: Hashable {
        case year
        case shortYear
        case month(isPadded: Bool)
        case day(isPadded: Bool)
        case hour(isPadded: Bool)
        case hourOfHalfDay(isPadded: Bool)
        case minute
        case second
        case fraction
        case halfDay
        case zone
        case literal(UInt8)
    }

    /// As the author wrote it.
    let text: String
    private let parts: [Part]?

    /// `yyyy-MM-dd`, with a time and a zone or without.
    static let iso = DatePattern()

    private init() {
        text = "yyyy-MM-dd"
        parts = nil
    }

    /// Nil where a letter has no meaning, or year or month is not in it.
    init?(_ text: String) {
        var parts: [Part] = []
        let bytes = Array(text.utf8)
        var i = 0
        while i < bytes.count {
            let byte = bytes[i]
            if byte == UInt8(ascii: "'") {
                let rest = bytes[(i + 1)...]
                guard let end = rest.firstIndex(of: byte) else { return nil }
                parts += (end == i + 1 ? [byte] : bytes[i + 1..<end]).map { .literal($0) }
                i = end + 1
                continue
            }
            let count = bytes[i...].prefix { $0 == byte }.count
            if !(65...90).contains(byte), !(97...122).contains(byte) {
                parts.append(.literal(byte))
                i += 1
                continue
            }
            guard let part = Self.part(byte, count) else { return nil }
            parts.append(part)
            i += count
        }
        let hasYear = parts.contains(.year) || parts.contains(.shortYear)
        let hasMonth = parts.contains { if case .month = $0 { true } else { false } }
        if !hasYear || !hasMonth { return nil }
        self.text = text
        self.parts = parts
    }

    private static func part(_ letter: UInt8, _ count: Int) -> Part? {
        switch (UnicodeScalar(letter), count) {
        case ("y", 4): .year
        case ("y", 2): .shortYear
        case ("M", 1...2): .month(isPadded: count == 2)
        case ("d", 1...2): .day(isPadded: count == 2)
        case ("H", 1...2): .hour(isPadded: count == 2)
        case ("h", 1...2): .hourOfHalfDay(isPadded: count == 2)
        case ("m", 2): .minute
        case ("s", 2): .second
        case ("S", 1...9): .fraction
        case ("a", 1): .halfDay
        case ("Z", 1), ("X", 1...3): .zone
        case ("T", 1): .literal(letter)
        default: nil
        }
    }

    /// The day that the trimmed cell names, nil where it names none that exists.
    func day(of cell: Span<UInt8>) -> Day? {
        var cursor = DigitCursor()
        var found = Parts()
        if let parts {
            for part in parts {
                if !Self.read(part, of: cell, &cursor, &found) { return nil }
            }
        } else if !Self.readISO(cell, &cursor, &found) {
            return nil
        }
        if cursor.position != cell.count { return nil }
        if found.hour > 23 || found.minute > 59 || found.second > 60 { return nil }
        return Day(year: found.year, month: found.month, day: found.day)
    }

    private struct Parts {
        var year = 0
        var month = 0
        var day = 1
        var hour = 0
        var minute = 0
        var second = 0
    }

    private static func read(
        _ part: Part, of cell: Span<UInt8>, _ cursor: inout DigitCursor, _ found: inout Parts
    ) -> Bool {
        switch part {
        case .year: return cursor.take(4...4, of: cell, into: &found.year)
        case .shortYear:
            if !cursor.take(2...2, of: cell, into: &found.year) { return false }
            found.year += found.year < 70 ? 2000 : 1900
            return true
        case .month(let isPadded): return cursor.take(width(isPadded), of: cell, into: &found.month)
        case .day(let isPadded): return cursor.take(width(isPadded), of: cell, into: &found.day)
        case .hour(let isPadded): return cursor.take(width(isPadded), of: cell, into: &found.hour)
        case .hourOfHalfDay(let isPadded):
            var hour = 0
            return cursor.take(width(isPadded), of: cell, into: &hour) && (1...12).contains(hour)
        case .minute: return cursor.take(2...2, of: cell, into: &found.minute)
        case .second: return cursor.take(2...2, of: cell, into: &found.second)
        case .fraction:
            var fraction = 0
            return cursor.take(1...9, of: cell, into: &fraction)
        case .halfDay: return takeHalfDay(of: cell, &cursor)
        case .zone: return takeZone(of: cell, &cursor)
        case .literal(let byte): return cursor.take(byte, of: cell)
        }
    }

    private static func width(_ isPadded: Bool) -> ClosedRange<Int> { isPadded ? 2...2 : 1...2 }

    private static func takeHalfDay(of cell: Span<UInt8>, _ cursor: inout DigitCursor) -> Bool {
        if cursor.position + 2 > cell.count { return false }
        let first = cell[cursor.position] | 0x20
        let second = cell[cursor.position + 1] | 0x20
        cursor.position += 2
        return (first == UInt8(ascii: "a") || first == UInt8(ascii: "p"))
            && second == UInt8(ascii: "m")
    }

    /// `Z`, `+02`, `+0200` or `+02:00`; the date stays as it is written.
    private static func takeZone(of cell: Span<UInt8>, _ cursor: inout DigitCursor) -> Bool {
        if cursor.take(UInt8(ascii: "Z"), of: cell) { return true }
        if !cursor.take(UInt8(ascii: "+"), of: cell), !cursor.take(UInt8(ascii: "-"), of: cell) {
            return false
        }
        var hours = 0
        var minutes = 0
        if !cursor.take(2...2, of: cell, into: &hours) { return false }
        let hasColon = cursor.take(UInt8(ascii: ":"), of: cell)
        if hasColon || cursor.position < cell.count {
            if !cursor.take(2...2, of: cell, into: &minutes) { return false }
        }
        return hours <= 23 && minutes <= 59
    }

    private static func readISO(
        _ cell: Span<UInt8>, _ cursor: inout DigitCursor, _ found: inout Parts
    ) -> Bool {
        let dash = UInt8(ascii: "-")
        let colon = UInt8(ascii: ":")
        guard cursor.take(4...4, of: cell, into: &found.year), cursor.take(dash, of: cell),
            cursor.take(2...2, of: cell, into: &found.month), cursor.take(dash, of: cell),
            cursor.take(2...2, of: cell, into: &found.day)
        else { return false }
        if cursor.position == cell.count { return true }
        if !cursor.take(UInt8(ascii: "T"), of: cell), !cursor.take(UInt8(ascii: " "), of: cell) {
            return false
        }
        guard cursor.take(2...2, of: cell, into: &found.hour), cursor.take(colon, of: cell),
            cursor.take(2...2, of: cell, into: &found.minute)
        else { return false }
        if cursor.take(colon, of: cell) {
            if !cursor.take(2...2, of: cell, into: &found.second) { return false }
            if cursor.take(UInt8(ascii: "."), of: cell) {
                var fraction = 0
                if !cursor.take(1...9, of: cell, into: &fraction) { return false }
            }
        }
        if cursor.position == cell.count { return true }
        _ = cursor.take(UInt8(ascii: " "), of: cell)
        return takeZone(of: cell, &cursor)
    }
}

/// A place in a cell that moves over digits and single characters.
private struct DigitCursor {
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
}
