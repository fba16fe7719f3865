/// Numbers of plain digits with at most one decimal mark, at one scale.
struct PlainDecimals {
    private(set) var significands: [Int64] = []
    private(set) var scale: Int

    private static let digitLimit = 18
    private static let finestScale = 9
    private static let powers: [Int64] = [
        1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000,
    ]

    init(scale: Int, count: Int) {
        self.scale = scale
        significands.reserveCapacity(count)
    }

    /// Reads the cells up to the first that is more than plain digits or does not fit; how many it read.
    mutating func read(
        _ batch: RecordBatch, first: Int, rows: [Int32], decimal: UInt8
    ) -> Int {
        let ranges = batch.ranges.span
        let bytes = batch.bytes.span.bytes
        var values: [Int64] = []
        swap(&values, &significands)
        defer { swap(&values, &significands) }
        var scale = scale
        defer { self.scale = scale }
        for position in rows.indices {
            let range = ranges[first + Int(rows[position])]
            guard
                let found = Self.value(
                    bytes, Int(range.start), Int(range.end), decimal: decimal)
            else { return position }
            if found.scale == scale {
                values.append(found.significand)
                continue
            }
            if found.scale > scale {
                if found.scale > Self.finestScale { return position }
                let power = Self.powers[found.scale - scale]
                for i in values.indices {
                    let (product, overflow) = values[i].multipliedReportingOverflow(by: power)
                    if overflow { return Self.undo(&values, to: i, power, position) }
                    values[i] = product
                }
                scale = found.scale
                values.append(found.significand)
                continue
            }
            let (product, overflow) = found.significand.multipliedReportingOverflow(
                by: Self.powers[scale - found.scale])
            if overflow { return position }
            values.append(product)
        }
        return rows.count
    }

    /// Takes back the scaling of the first values, for the others do not bear it.
    private static func undo(
        _ values: inout [Int64], to end: Int, _ power: Int64, _ position: Int
    ) -> Int {
        for i in 0..<end { values[i] /= power }
        return position
    }

    /// The number that the cell's digits say; nil where it has anything but a minus, digits and a mark.
    @inline(__always)
    static func value(
        _ bytes: RawSpan, _ start: Int, _ end: Int, decimal: UInt8
    ) -> (significand: Int64, scale: Int)? {
        if let short = shortValue(bytes, start, end, decimal) { return short }
        var i = start
        if i == end { return nil }
        let isNegative = bytes.unsafeLoad(fromByteOffset: i, as: UInt8.self) == UInt8(ascii: "-")
        if isNegative { i += 1 }
        if end - i > digitLimit { return nil }
        var value: Int64 = 0
        let digitsStart = i
        while i < end {
            let digit = bytes.unsafeLoad(fromByteOffset: i, as: UInt8.self) &- 48
            if digit > 9 { break }
            value = value &* 10 &+ Int64(digit)
            i += 1
        }
        var digits = i - digitsStart
        var scale = 0
        if i < end, bytes.unsafeLoad(fromByteOffset: i, as: UInt8.self) == decimal {
            i += 1
            let fractionStart = i
            while i < end {
                let digit = bytes.unsafeLoad(fromByteOffset: i, as: UInt8.self) &- 48
                if digit > 9 { break }
                value = value &* 10 &+ Int64(digit)
                i += 1
            }
            scale = i - fractionStart
            digits += scale
        }
        if i < end || digits == 0 { return nil }
        return (isNegative ? -value : value, scale)
    }

    /// The same for at most eight bytes without a minus, in one step; nil of others, too.
    @inline(__always)
    private static func shortValue(
        _ bytes: RawSpan, _ start: Int, _ end: Int, _ decimal: UInt8
    ) -> (significand: Int64, scale: Int)? {
        let count = end - start
        if count < 1 || count > 8 || end < 8 { return nil }
        let word = bytes.unsafeLoadUnaligned(fromByteOffset: end - 8, as: UInt64.self).littleEndian
        let unused = UInt64(truncatingIfNeeded: 64 - count * 8)
        let text = (word >> unused) << unused
        // The lowest flag is at the first mark.
        let others = text ^ (UInt64(decimal) &* 0x0101_0101_0101_0101)
        let flags = (others &- 0x0101_0101_0101_0101) & ~others & 0x8080_8080_8080_8080
        if flags == 0 {
            return DigitWord.value(text, digits: count).map { (Int64($0), 0) }
        }
        let place = UInt64(truncatingIfNeeded: flags.trailingZeroBitCount & ~7)
        if place == 56 || count == 1 { return nil }
        // Without the mark: what stands before it moves up by a byte.
        let before = text & ~(UInt64.max << place)
        let after = (text >> (place + 8)) << (place + 8)
        let scale = Int(truncatingIfNeeded: (56 - place) >> 3)
        return DigitWord.value(after | before << 8, digits: count - 1).map { (Int64($0), scale) }
    }
}
