package import ReportModel

/// How numbers are written in a table: the decimal separator and, where there is one, the grouping.
package struct NumberPattern: Hashable, Sendable {
    let decimal: UInt8
    let grouping: UInt8?

    package init(decimal: UInt8, grouping: UInt8? = nil) {
        self.decimal = decimal
        self.grouping = grouping
    }

    /// Digits with a point, as SQLite's own numbers are handed over.
    package static let plain = NumberPattern(decimal: UInt8(ascii: "."))

    static let digitLimit = 38
    static let minus = UInt8(ascii: "-")

    /// The number that the trimmed cell says, or nil where it says none exactly; with a percent
    /// sign it is the fraction, `12.5%` is 0.125.
    package func value(of cell: Span<UInt8>) -> ExactDecimal? {
        if let (significand, scale) = small(of: cell) {
            return ExactDecimal(Int128(significand), scale: scale)
        }
        guard let (number, isPercent) = reading(of: cell) else { return nil }
        if !isPercent { return number }
        let scale = number.scale + 2
        return scale > Self.digitLimit ? nil : ExactDecimal(number.significand, scale: scale)
    }

    /// The number of a cell of at most 18 digits with at most one decimal separator and a minus
    /// before them; nil where `value(of:)` has to decide.
    ///
    /// The value is `significand × 10^-scale`, and the same that `value(of:)` gives.
    @inline(__always)
    package func small(of cell: Span<UInt8>) -> (significand: Int64, scale: Int)? {
        let count = cell.count
        if count == 0 || count > 20 { return nil }
        let isNegative = cell[0] == Self.minus
        var value: Int64 = 0
        var digits = 0
        var afterPoint = -1
        var i = isNegative ? 1 : 0
        // One loop for both sides of the point: a second one would be mispredicted at every cell.
        while i < count {
            let byte = cell[i]
            let digit = byte &- 48
            i &+= 1
            if digit < 10 {
                value = value &* 10 &+ Int64(truncatingIfNeeded: digit)
                digits &+= 1
            } else if byte == decimal, afterPoint < 0 {
                afterPoint = i
            } else {
                return nil
            }
        }
        if digits == 0 || digits > 18 { return nil }
        return (isNegative ? 0 &- value : value, afterPoint < 0 ? 0 : count &- afterPoint)
    }

    /// The number without what a percent sign makes of it, and whether there is one: 12.5 for
    /// `12.5%`.
    package func reading(of cell: Span<UInt8>) -> (value: ExactDecimal, isPercent: Bool)? {
        var dressed = DressedNumber(cell)
        dressed.undress(cell)
        guard let value = magnitude(of: cell, dressed.range, isNegative: dressed.isNegative) else {
            return nil
        }
        return (value, dressed.isPercent)
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
            let width = groupingWidth(cell, i, end)
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
    private func groupingWidth(_ cell: Span<UInt8>, _ i: Int, _ end: Int) -> Int {
        guard let grouping else { return 0 }
        if cell[i] == grouping { return 1 }
        func follows(_ bytes: UInt8...) -> Bool {
            i + bytes.count <= end && bytes.indices.allSatisfy { cell[i + $0] == bytes[$0] }
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
        if significant == NumberPattern.digitLimit { return false }
        large = large * 10 + Int128(digit)
        significant += 1
        return true
    }

    func value(isNegative: Bool) -> ExactDecimal? {
        var magnitude = significant > 18 ? large : Int128(small)
        var scale = scale
        if scale < 0 {
            if magnitude != 0 {
                if significant - scale > NumberPattern.digitLimit { return nil }
                magnitude *= ExactDecimal.powerOfTen(-scale)
            }
            scale = 0
        }
        if scale > NumberPattern.digitLimit { return nil }
        return ExactDecimal(isNegative ? -magnitude : magnitude, scale: scale)
    }
}
