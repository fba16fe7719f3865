/// Codes of names that are one beginning and a number, as ids of customers mostly are: `C10234`.
///
/// A number leads straight to its place. Of many thousands of ids that takes much less room than
/// looking them up by their bytes, and so stays near the processor.
struct NumberedNames: Sendable {
    /// Bytes before the digits, zeros behind them, and how many.
    private var prefix: UInt64 = 0
    private var prefixCount = -1
    /// By place: the code plus one, 0 where there is none. Numbers of more digits stand behind those of
    /// fewer, for `C07` is not `C7`.
    private var codes: [Int32] = []

    private static let mostDigits = 6
    private static let mostPrefix = 7
    /// Where the numbers of so many digits begin.
    private static let bases = [0, 0, 10, 110, 1110, 11_110, 111_110, 1_111_110]

    /// Takes a name with its code, if it is one of these; the first that may be one decides how they begin.
    mutating func insert(_ bytes: RawSpan, _ start: Int, _ end: Int, code: Int32) {
        if prefixCount < 0 {
            var first = start
            while first < end, !Self.isDigit(bytes, first) { first += 1 }
            if first == end || first - start > Self.mostPrefix { return }
            prefixCount = first - start
            prefix = Self.prefix(bytes, start, prefixCount)
        }
        let place = place(bytes, start, end)
        if place < 0 { return }
        if place >= codes.count {
            let digits = end - start - prefixCount
            codes += repeatElement(0, count: Self.bases[digits + 1] - codes.count)
        }
        codes[place] = code + 1
    }

    /// Writes the codes of cells, from `position` on, up to one that is none of these; where that is.
    func writeCodes(
        of rows: Span<Int32>, from position: Int, _ ranges: Span<RecordBatch.CellRange>,
        first: Int, _ bytes: RawSpan, to written: inout MutableSpan<Int32>
    ) -> Int {
        let codes = codes.span
        for index in position..<rows.count {
            let range = ranges[first + Int(rows[index])]
            let place = place(bytes, Int(range.start), Int(range.end))
            if place < 0 || place >= codes.count { return index }
            let code = codes[place]
            if code == 0 { return index }
            written[index] = code - 1
        }
        return rows.count
    }

    /// The place of a name, or -1 where it has none.
    @inline(__always)
    private func place(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Int {
        let digits = end - start - prefixCount
        if prefixCount < 0 || digits < 1 || digits > Self.mostDigits || end < 8 { return -1 }
        if Self.prefix(bytes, start, prefixCount) != prefix { return -1 }
        let tail = bytes.unsafeLoadUnaligned(fromByteOffset: end - 8, as: UInt64.self)
        guard let number = DigitWord.value(tail.littleEndian, digits: digits) else { return -1 }
        return Self.base(digits) + number
    }

    @inline(__always)
    private static func base(_ digits: Int) -> Int {
        switch digits {
        case 1: 0
        case 2: 10
        case 3: 110
        case 4: 1110
        case 5: 11_110
        default: 111_110
        }
    }

    @inline(__always)
    private static func prefix(_ bytes: RawSpan, _ start: Int, _ count: Int) -> UInt64 {
        let word = bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self).littleEndian
        return word << UInt64(truncatingIfNeeded: 64 - count * 8)
    }

    private static func isDigit(_ bytes: RawSpan, _ offset: Int) -> Bool {
        bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self) &- 48 <= 9
    }
}
