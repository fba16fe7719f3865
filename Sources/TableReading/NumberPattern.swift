import ReportModel

/// How numbers are written in a table: the decimal separator and, where there is one, the grouping.
struct NumberPattern {
    let decimal: UInt8
    let grouping: UInt8?

    /// Digits with a point, as SQLite's own numbers are handed over.
    static let plain = NumberPattern(decimal: UInt8(ascii: "."), grouping: nil)

    private static let digitLimit = 38
    private static let minus = UInt8(ascii: "-")

    /// The number that the trimmed cell says, or nil where it says none exactly.
    func value(of cell: Span<UInt8>) -> ExactDecimal? {
        var start = 0
        var end = cell.count
        if end == 0 { return nil }
        var isNegative = false
        switch cell[0] {
        case UInt8(ascii: "("):
            if end < 3 || cell[end - 1] != UInt8(ascii: ")") { return nil }
            isNegative = true
            start = 1
            end -= 1
        case Self.minus, UInt8(ascii: "+"):
            isNegative = cell[0] == Self.minus
            start = 1
        default:
            if cell[end - 1] == Self.minus {
                isNegative = true
                end -= 1
            }
        }
        return magnitude(of: cell, start..<end, isNegative: isNegative)
    }

    private func magnitude(
        of cell: Span<UInt8>, _ range: Range<Int>, isNegative: Bool
    ) -> ExactDecimal? {
        var digits = DigitCollector()
        var i = range.lowerBound
        let end = range.upperBound
        var run = 0
        var isGrouped = false
        while i < end {
            let byte = cell[i]
            if byte >= 48, byte <= 57 {
                if !digits.take(byte) { return nil }
                run += 1
                i += 1
                continue
            }
            let width = groupingWidth(cell, i)
            if width == 0 { break }
            if isGrouped ? run != 3 : run < 1 || run > 3 { return nil }
            isGrouped = true
            run = 0
            i += width
        }
        if isGrouped, run != 3 { return nil }
        if i < end, cell[i] == decimal {
            i += 1
            while i < end, cell[i] >= 48, cell[i] <= 57 {
                if !digits.take(cell[i]) { return nil }
                digits.scale += 1
                i += 1
            }
        }
        if digits.isNone { return nil }
        if i < end, cell[i] | 0x20 == UInt8(ascii: "e") {
            guard let exponent = exponent(cell, i + 1..<end) else { return nil }
            digits.scale -= exponent
            i = end
        }
        return i == end ? digits.value(isNegative: isNegative) : nil
    }

    private func exponent(_ cell: Span<UInt8>, _ range: Range<Int>) -> Int? {
        var i = range.lowerBound
        if i == range.upperBound { return nil }
        let isNegative = cell[i] == Self.minus
        if isNegative || cell[i] == UInt8(ascii: "+") { i += 1 }
        if i == range.upperBound || range.upperBound - i > 3 { return nil }
        var value = 0
        while i < range.upperBound {
            if cell[i] < 48 || cell[i] > 57 { return nil }
            value = value * 10 + Int(cell[i] - 48)
            i += 1
        }
        return isNegative ? -value : value
    }

    /// Bytes of the grouping character at `i`, with the typographic forms of space and apostrophe.
    private func groupingWidth(_ cell: Span<UInt8>, _ i: Int) -> Int {
        guard let grouping else { return 0 }
        if cell[i] == grouping { return 1 }
        func follows(_ bytes: UInt8...) -> Bool {
            i + bytes.count <= cell.count && bytes.indices.allSatisfy { cell[i + $0] == bytes[$0] }
        }
        if grouping == UInt8(ascii: " "), cell[i] >= 0x80 {
            return follows(0xC2, 0xA0) ? 2 : follows(0xE2, 0x80, 0xAF) ? 3 : 0
        }
        if grouping == UInt8(ascii: "'"), cell[i] >= 0x80 {
            return follows(0xE2, 0x80, 0x99) ? 3 : 0
        }
        return 0
    }
}

/// Digits on their way to an exact decimal, in a machine word as long as they fit.
private struct DigitCollector {
    private var small: UInt64 = 0
    private var large: Int128 = 0
    private var significant = 0
    private(set) var isNone = true
    var scale = 0

    @inline(__always)
    mutating func take(_ byte: UInt8) -> Bool {
        isNone = false
        let digit = byte - 48
        if significant < 18 {
            small = small * 10 + UInt64(digit)
            if small != 0 { significant += 1 }
            return true
        }
        if significant == 18 { large = Int128(small) }
        if significant == 38 { return false }
        large = large * 10 + Int128(digit)
        significant += 1
        return true
    }

    func value(isNegative: Bool) -> ExactDecimal? {
        var magnitude = significant > 18 ? large : Int128(small)
        var scale = scale
        if scale < 0 {
            if magnitude != 0 {
                if significant - scale > 38 { return nil }
                magnitude *= ExactDecimal.powerOfTen(-scale)
            }
            scale = 0
        }
        if scale > 38 { return nil }
        return ExactDecimal(isNegative ? -magnitude : magnitude, scale: scale)
    }
}

extension NumberPattern {
    /// What to do about a cell that is no number: found out only where one was refused.
    func remedy(for text: String) -> String {
        let marks = Set(text.unicodeScalars)
        if marks.contains("%") { return "give the fraction in a column without a percent sign" }
        if !marks.isDisjoint(with: "€$£¥".unicodeScalars) {
            return "export amounts without the currency sign; the currency has its own field"
        }
        let bytes = Array(text.utf8)
        for (decimal, grouping) in Self.alternatives(decimal: decimal, grouping: grouping) {
            let other = NumberPattern(decimal: decimal, grouping: grouping)
            if other.value(of: bytes.span) == nil { continue }
            var settings: [String] = []
            if decimal != self.decimal { settings.append("decimal: \"\(Self.name(decimal))\"") }
            if let grouping, grouping != self.grouping {
                settings.append("grouping: \"\(Self.name(grouping))\"")
            }
            return "if numbers are written so, set format: {\(settings.joined(separator: ", "))}"
        }
        if bytes.filter({ $0 >= 48 && $0 <= 57 }).count > Self.digitLimit {
            return "a number has at most \(Self.digitLimit) digits"
        }
        return "a number has digits, at most one '\(Self.name(decimal))' and perhaps a minus;"
            + " words that mean no value go into format: {missing: […]}"
    }

    /// Other ways to write numbers, those that change least first.
    private static func alternatives(decimal: UInt8, grouping: UInt8?) -> [(UInt8, UInt8?)] {
        let point = UInt8(ascii: ".")
        let comma = UInt8(ascii: ",")
        let otherDecimal = decimal == comma ? point : comma
        let spaces: [UInt8] = [UInt8(ascii: " "), UInt8(ascii: "'")]
        return [(decimal, otherDecimal)] + spaces.map { (decimal, $0) }
            + [(otherDecimal, nil), (otherDecimal, decimal)] + spaces.map { (otherDecimal, $0) }
    }

    private static func name(_ byte: UInt8) -> String { String(UnicodeScalar(byte)) }
}
