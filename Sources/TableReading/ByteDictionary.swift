import ReportModel

/// Codes of the texts of one field, found by the bytes of a cell without making a `String` of it.
///
/// Several cells may mean one text: with white space around it, or another word for it.
struct ByteDictionary: Sendable {
    private(set) var texts = TextDictionary()
    /// Open addressing, at most half full: cells of at most eight bytes.
    private var short = [ShortSlot](repeating: ShortSlot(), count: 256)
    private var shortCount = 0
    /// Cells of more than eight bytes.
    private var long: [[UInt8]: Int32] = [:]
    /// The same cells where they are numbered names, once there are many.
    private var numbered = NumberedNames()
    /// Of nine to sixteen.
    private var medium = [MediumSlot](repeating: MediumSlot(), count: 256)
    private var mediumCount = 0

    /// A cell that is itself its key: zeros behind its end, and how many bytes it has.
    private struct ShortSlot: Sendable {
        var key: UInt64 = 0
        var count: Int32 = 0
        /// The code plus one, 0 where free.
        var code: Int32 = 0
    }

    private struct MediumSlot: Sendable {
        var low: UInt64 = 0
        var high: UInt64 = 0
        var count: Int32 = 0
        var code: Int32 = 0
    }

    /// Chosen anew in every run, so that no file can be made to collide; the order of codes does not
    /// depend on it.
    private let seed = UInt64.random(in: .min ... .max)
    private let factor = UInt64.random(in: .min ... .max) | 1

    private static let shortLimit = 8
    private static let mediumLimit = 16
    /// Fewer are found as fast by their bytes.
    private static let manyNames = 1 << 10

    /// Stands in the place of one that is being worked with.
    static let placeholder = ByteDictionary()

    /// The code of the cell `start..<end` met before, or -1; the bytes have room behind the cell.
    func code(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Int32 {
        let count = end - start
        if count > Self.mediumLimit { return longCode(bytes, start, end) }
        if count > Self.shortLimit { return mediumCode(bytes, start, count) }
        return shortCode(Self.shortKey(bytes, start, count), count)
    }

    /// Writes the codes of cells, from `position` on, up to one that was not met before; where that is.
    func writeCodes(
        of rows: Span<Int32>, from position: Int, _ ranges: Span<RecordBatch.CellRange>,
        first: Int, _ bytes: RawSpan, to codes: inout MutableSpan<Int32>
    ) -> Int {
        var position = position
        if shortCount > Self.manyNames {
            position = numbered.writeCodes(
                of: rows, from: position, ranges, first: first, bytes, to: &codes)
        }
        let slots = short.span
        let mask = slots.count - 1
        // After a cell that is no numbered name, so many are looked up by their bytes.
        for index in position..<rows.count {
            let range = ranges[first + Int(rows[index])]
            let start = Int(range.start)
            let count = Int(range.end) - start
            if count > Self.shortLimit {
                let code = code(bytes, start, Int(range.end))
                if code < 0 { return index }
                codes[index] = code
                continue
            }
            let key = Self.shortKey(bytes, start, count)
            var place = hash(key, count) & mask
            var found = slots[place]
            while found.key != key || Int(found.count) != count {
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
        if count > Self.mediumLimit {
            long[bytes.extracting(start..<end).withUnsafeBytes { Array($0) }] = code
        } else if count > Self.shortLimit {
            if mediumCount * 2 >= medium.count { growMedium() }
            mediumCount += 1
            let (low, high) = Self.mediumKey(bytes, start, count)
            place(MediumSlot(low: low, high: high, count: Int32(count), code: code + 1))
        } else {
            if shortCount * 2 >= short.count { growShort() }
            shortCount += 1
            numbered.insert(bytes, start, end, code: code)
            let key = Self.shortKey(bytes, start, count)
            place(ShortSlot(key: key, count: Int32(count), code: code + 1))
        }
        return code
    }

    /// Gives texts that another reader found codes of this dictionary.
    mutating func absorb(_ other: ByteDictionary) {
        for text in other.texts.texts { _ = texts.encode(text) }
    }

    mutating func encode(_ text: String) -> Int32 { texts.encode(text) }
}

extension ByteDictionary {
    @inline(__always)
    private func shortCode(_ key: UInt64, _ count: Int) -> Int32 {
        let mask = short.count - 1
        var place = hash(key, count) & mask
        while short[place].code != 0 {
            if short[place].key == key, Int(short[place].count) == count {
                return short[place].code - 1
            }
            place = (place + 1) & mask
        }
        return -1
    }

    private func mediumCode(_ bytes: RawSpan, _ start: Int, _ count: Int) -> Int32 {
        let (low, high) = Self.mediumKey(bytes, start, count)
        let mask = medium.count - 1
        var place = hash(low ^ (high &* factor), count) & mask
        while medium[place].code != 0 {
            let found = medium[place]
            if found.low == low, found.high == high, Int(found.count) == count {
                return found.code - 1
            }
            place = (place + 1) & mask
        }
        return -1
    }

    private func longCode(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Int32 {
        long[bytes.extracting(start..<end).withUnsafeBytes { Array($0) }] ?? -1
    }

    private mutating func place(_ entry: ShortSlot) {
        let mask = short.count - 1
        var place = hash(entry.key, Int(entry.count)) & mask
        while short[place].code != 0 { place = (place + 1) & mask }
        short[place] = entry
    }

    private mutating func place(_ entry: MediumSlot) {
        let mask = medium.count - 1
        var place = hash(entry.low ^ (entry.high &* factor), Int(entry.count)) & mask
        while medium[place].code != 0 { place = (place + 1) & mask }
        medium[place] = entry
    }

    private mutating func growShort() {
        let old = short
        short = [ShortSlot](repeating: ShortSlot(), count: old.count * 2)
        for entry in old where entry.code != 0 { place(entry) }
    }

    private mutating func growMedium() {
        let old = medium
        medium = [MediumSlot](repeating: MediumSlot(), count: old.count * 2)
        for entry in old where entry.code != 0 { place(entry) }
    }

    /// The bytes of a cell of at most eight as a number, zeros behind its end.
    @inline(__always)
    private static func shortKey(_ bytes: RawSpan, _ start: Int, _ count: Int) -> UInt64 {
        let key = bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self)
        // A shift of 64 is 0 by the rules of `<<`.
        return key.littleEndian << UInt64(truncatingIfNeeded: 64 - count * 8)
    }

    private static func mediumKey(
        _ bytes: RawSpan, _ start: Int, _ count: Int
    ) -> (low: UInt64, high: UInt64) {
        let low = bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self)
        let high = bytes.unsafeLoadUnaligned(fromByteOffset: start + 8, as: UInt64.self)
        return (low, high.littleEndian << UInt64(128 - count * 8))
    }

    @inline(__always)
    private func hash(_ key: UInt64, _ count: Int) -> Int {
        let product = (key ^ seed).multipliedFullWidth(
            by: factor &+ UInt64(truncatingIfNeeded: count))
        return Int(truncatingIfNeeded: product.high ^ product.low)
    }
}
