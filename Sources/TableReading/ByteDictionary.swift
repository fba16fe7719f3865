import ReportModel

/// Codes of the texts of one field, found by the bytes of a cell without making a `String` of it.
///
/// Several cells may mean one text: with white space around it, or another word for it.
struct ByteDictionary: Sendable {
    private(set) var texts = TextDictionary()
    private var short = ShortCells()
    private var long = LongCells()
    /// Cells of `short` that are numbered names.
    private var numbered = NumberedNames()

    /// Fewer are found as fast by their bytes.
    private static let manyNames = 1 << 10

    /// Stands in the place of one that is being worked with.
    static let placeholder = ByteDictionary()

    /// The code of the cell `start..<end` met before, or -1; the bytes have room behind the cell.
    @inline(__always)
    func code(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Int32 {
        end - start <= ShortCells.mostBytes
            ? short.code(bytes, start, end) : long.code(bytes, start, end)
    }

    /// Writes the codes of cells, from `position` on, up to one that was not met before; where that is.
    ///
    /// The bytes have room behind the cells.
    func writeCodes(
        of rows: Span<Int32>, from position: Int, _ ranges: Span<RecordBatch.CellRange>,
        first: Int, _ bytes: RawSpan, to codes: inout MutableSpan<Int32>
    ) -> Int {
        var position = position
        if short.count > Self.manyNames {
            position = numbered.writeCodes(
                of: rows, from: position, ranges, first: first, bytes, to: &codes)
        }
        // After a cell that is no numbered name, so many are looked up by their bytes.
        for index in position..<rows.count {
            let range = ranges[first + Int(rows[index])]
            let code = code(bytes, Int(range.start), Int(range.end))
            if code < 0 { return index }
            codes[index] = code
        }
        return rows.count
    }

    /// Gives a cell that is new the code of the text it means; nil means no value.
    mutating func insert(
        _ bytes: RawSpan, _ start: Int, _ end: Int, meaning text: String?
    ) -> Int32 {
        let code = text.map { texts.encode($0) } ?? 0
        if end - start > ShortCells.mostBytes {
            long.insert(bytes, start, end, code)
        } else {
            short.insert(bytes, start, end, code)
            numbered.insert(bytes, start, end, code: code)
        }
        return code
    }

    /// Gives texts that another reader found codes of this dictionary.
    mutating func absorb(_ other: ByteDictionary) {
        for text in other.texts.texts { _ = texts.encode(text) }
    }

    mutating func encode(_ text: String) -> Int32 { texts.encode(text) }
}

/// Mixes bytes differently in every run, so that no file can be made to collide; the order of codes
/// does not depend on it.
private struct CellHash: Sendable {
    private let seed = UInt64.random(in: .min ... .max)
    private let factor = UInt64.random(in: .min ... .max) | 1

    @inline(__always)
    func start(_ count: Int) -> UInt64 { seed &+ UInt64(truncatingIfNeeded: count) }

    @inline(__always)
    func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
        let product = (hash ^ word).multipliedFullWidth(by: factor)
        return product.high ^ product.low
    }
}

/// Cells that are themselves their keys: of at most sixteen bytes, with zeros before them.
private struct ShortCells: Sendable {
    /// Open addressing, at most half full.
    private var slots = [Slot](repeating: Slot(), count: 256)
    private(set) var count = 0
    private let hash = CellHash()

    static let mostBytes = 16

    private struct Slot: Sendable {
        var key: Key
        var code: Int32 = 0

        init(_ key: Key = Key(), _ code: Int32 = 0) {
            self.key = key
            self.code = code
        }
    }

    private struct Key: Sendable {
        var low: UInt64 = 0
        var high: UInt64 = 0
        /// Bytes and one more; 0 where the slot is free.
        var tag: Int32 = 0

        init() {}

        /// The bytes have room for sixteen from any cell's start. All cells take the same steps, for
        /// the processor can't guess how long the next one is.
        @inline(__always)
        init(_ bytes: RawSpan, _ start: Int, _ end: Int) {
            let count = end - start
            tag = Int32(truncatingIfNeeded: count + 1)
            let first = bytes.unsafeLoadUnaligned(fromByteOffset: start, as: UInt64.self)
            let second = bytes.unsafeLoadUnaligned(fromByteOffset: start + 8, as: UInt64.self)
            // Four bits for each byte that is not the cell's: shifted by that twice.
            let lowShift = UInt64(truncatingIfNeeded: max(8 - count, 0) * 4)
            let highShift = UInt64(truncatingIfNeeded: min(16 - count, 8) * 4)
            low = (first.littleEndian &<< lowShift) &<< lowShift
            high = (second.littleEndian &<< highShift) &<< highShift
        }

        @inline(__always)
        func equals(_ other: Key) -> Bool {
            let bits = (low ^ other.low) | (high ^ other.high)
            return bits == 0 && tag == other.tag
        }
    }

    /// The code of a cell met before, or -1.
    @inline(__always)
    func code(_ bytes: RawSpan, _ start: Int, _ end: Int) -> Int32 {
        let key = Key(bytes, start, end)
        let slots = slots.span
        var place = place(of: key)
        while !slots[place].key.equals(key) {
            if slots[place].key.tag == 0 { return -1 }
            place = (place + 1) & (slots.count - 1)
        }
        return slots[place].code
    }

    mutating func insert(_ bytes: RawSpan, _ start: Int, _ end: Int, _ code: Int32) {
        if count * 2 >= slots.count {
            let old = slots
            slots = [Slot](repeating: Slot(), count: old.count * 2)
            for slot in old where slot.key.tag != 0 { put(slot) }
        }
        count += 1
        put(Slot(Key(bytes, start, end), code))
    }

    private mutating func put(_ slot: Slot) {
        var place = place(of: slot.key)
        while slots[place].key.tag != 0 { place = (place + 1) & (slots.count - 1) }
        slots[place] = slot
    }

    @inline(__always)
    private func place(of key: Key) -> Int {
        let mixed = hash.mix(
            hash.start(Int(key.tag)) ^ (key.high &* 0x9E37_79B9_7F4A_7C15), key.low)
        return Int(truncatingIfNeeded: mixed) & (slots.count - 1)
    }
}

/// Cells of more bytes, kept one behind the other.
private struct LongCells: Sendable {
    private var bytes: [UInt8] = []
    /// Open addressing, at most half full.
    private var slots = [Slot](repeating: Slot(), count: 256)
    private var count = 0
    private let hash = CellHash()

    private struct Slot: Sendable {
        var hash: UInt64 = 0
        var start = 0
        /// 0 where the slot is free.
        var count = 0
        var code: Int32 = 0
    }

    /// The code of a cell met before, or -1.
    func code(_ cells: RawSpan, _ start: Int, _ end: Int) -> Int32 {
        let wanted = hash(cells, start, end)
        let known = bytes.span.bytes
        var place = Int(truncatingIfNeeded: wanted) & (slots.count - 1)
        while slots[place].count != 0 {
            let slot = slots[place]
            if slot.hash == wanted, slot.count == end - start,
                Self.equal(known, slot.start, cells, start, slot.count)
            {
                return slot.code
            }
            place = (place + 1) & (slots.count - 1)
        }
        return -1
    }

    mutating func insert(_ cells: RawSpan, _ start: Int, _ end: Int, _ code: Int32) {
        if count * 2 >= slots.count {
            let old = slots
            slots = [Slot](repeating: Slot(), count: old.count * 2)
            for slot in old where slot.count != 0 { put(slot) }
        }
        count += 1
        put(
            Slot(
                hash: hash(cells, start, end), start: bytes.count, count: end - start, code: code))
        cells.extracting(start..<end).withUnsafeBytes { bytes.append(contentsOf: $0) }
    }

    private mutating func put(_ slot: Slot) {
        var place = Int(truncatingIfNeeded: slot.hash) & (slots.count - 1)
        while slots[place].count != 0 { place = (place + 1) & (slots.count - 1) }
        slots[place] = slot
    }

    /// Eight bytes at a time, the last eight once more: there are more than sixteen.
    private func hash(_ cells: RawSpan, _ start: Int, _ end: Int) -> UInt64 {
        var mixed = hash.start(end - start)
        var i = start
        while i + 8 < end {
            mixed = hash.mix(mixed, Self.word(cells, i))
            i += 8
        }
        return hash.mix(mixed, Self.word(cells, end - 8))
    }

    private static func equal(
        _ left: RawSpan, _ first: Int, _ right: RawSpan, _ second: Int, _ count: Int
    ) -> Bool {
        var i = 0
        while i + 8 < count {
            if word(left, first + i) != word(right, second + i) { return false }
            i += 8
        }
        return word(left, first + count - 8) == word(right, second + count - 8)
    }

    @inline(__always)
    private static func word(_ bytes: RawSpan, _ offset: Int) -> UInt64 {
        bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self).littleEndian
    }
}
