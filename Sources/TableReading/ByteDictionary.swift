import ReportModel

/// Codes of the texts of one field, found by the bytes of a cell without making a `String` of it.
///
/// Several cells may mean one text: with white space around it, or another word for it.
struct ByteDictionary: Sendable {
    private(set) var texts = TextDictionary()
    /// Open addressing, at most half full; the code plus one, 0 where free.
    private var slots = [Slot](repeating: Slot(), count: 256)
    private var used = 0
    /// Cells of more than sixteen bytes.
    private var long: [[UInt8]: Int32] = [:]

    /// A cell of at most sixteen bytes, itself its key.
    private struct Slot: Sendable {
        var low: UInt64 = 0
        var high: UInt64 = 0
        var count: Int32 = 0
        var code: Int32 = 0
    }

    /// Chosen anew in every run, so that no file can be made to collide; the order of codes does not
    /// depend on it.
    private let seed = UInt64.random(in: .min ... .max)
    private let second = UInt64.random(in: .min ... .max)

    static let keyLimit = 16

    /// Stands in the place of one that is being worked with.
    static let placeholder = ByteDictionary()

    /// The code of the cell `start..<end` met before, or -1; the bytes have room behind the cell.
    @inline(__always)
    func code(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Int32 {
        let count = end - start
        if count > Self.keyLimit { return longCode(bytes, start, end) }
        let (low, high) = Self.key(bytes, start, count)
        let mask = slots.count - 1
        var slot = hash(low, high, count) & mask
        while true {
            let found = slots[slot]
            if found.code == 0 { return -1 }
            if found.low == low, found.high == high, Int(found.count) == count {
                return found.code - 1
            }
            slot = (slot + 1) & mask
        }
    }

    /// Writes the codes of cells, from `position` on, up to one that was not met before; where that is.
    func writeCodes(
        of rows: Span<Int32>, from position: Int, _ ranges: Span<RecordBatch.CellRange>,
        first: Int, _ bytes: RawSpan, to codes: inout MutableSpan<Int32>
    ) -> Int {
        let slots = slots.span
        let mask = slots.count - 1
        for index in position..<rows.count {
            let range = ranges[first + Int(rows[index])]
            let start = Int(range.start)
            let count = Int(range.end) - start
            if count > Self.keyLimit {
                let code = longCode(bytes, start, Int(range.end))
                if code < 0 { return index }
                codes[index] = code
                continue
            }
            let (low, high) = Self.key(bytes, start, count)
            var place = hash(low, high, count) & mask
            var found = slots[place]
            while found.low != low || found.high != high || Int(found.count) != count {
                if found.code == 0 { return index }
                place = (place + 1) & mask
                found = slots[place]
            }
            // An empty cell looks like a free place.
            if found.code == 0 { return index }
            codes[index] = found.code - 1
        }
        return rows.count
    }

    /// Gives a cell that is new the code of the text it means; nil means no value.
    mutating func insert(
        _ bytes: RawSpan, _ start: Int, _ end: Int, meaning text: String?
    ) -> Int32 {
        let code = text.map { texts.encode($0) } ?? 0
        let count = end - start
        if count > Self.keyLimit {
            long[bytes.extracting(start..<end).withUnsafeBytes { Array($0) }] = code
            return code
        }
        if used * 2 >= slots.count { grow() }
        used += 1
        let (low, high) = Self.key(bytes, start, count)
        place(Slot(low: low, high: high, count: Int32(count), code: code + 1))
        return code
    }

    /// Gives texts that another reader found codes of this dictionary.
    mutating func absorb(_ other: ByteDictionary) {
        for text in other.texts.texts { _ = texts.encode(text) }
    }

    mutating func encode(_ text: String) -> Int32 { texts.encode(text) }

    private func longCode(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Int32 {
        long[bytes.extracting(start..<end).withUnsafeBytes { Array($0) }] ?? -1
    }

    private mutating func place(_ entry: Slot) {
        let mask = slots.count - 1
        var slot = hash(entry.low, entry.high, Int(entry.count)) & mask
        while slots[slot].code != 0 { slot = (slot + 1) & mask }
        slots[slot] = entry
    }

    private mutating func grow() {
        let old = slots
        slots = [Slot](repeating: Slot(), count: old.count * 2)
        for entry in old where entry.code != 0 { place(entry) }
    }

    /// The bytes of a short cell as two numbers, zeros behind its end.
    @inline(__always)
    private static func key(_ bytes: RawSpan, _ start: Int, _ count: Int) -> (UInt64, UInt64) {
        let low = bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self)
        if count <= 8 { return (count == 0 ? 0 : low << UInt64(64 - count * 8), 0) }
        let high = bytes.unsafeLoadUnaligned(fromByteOffset: start + 8, as: UInt64.self)
        return (low, high << UInt64(128 - count * 8))
    }

    @inline(__always)
    private func hash(_ low: UInt64, _ high: UInt64, _ count: Int) -> Int {
        let product = (low ^ seed).multipliedFullWidth(
            by: high ^ UInt64(truncatingIfNeeded: count) ^ second)
        return Int(truncatingIfNeeded: product.high ^ product.low)
    }
}
