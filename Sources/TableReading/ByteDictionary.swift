import ReportModel

/// Codes of the texts of one field, found by the bytes of a cell without making a `String` of it.
///
/// Several cells may mean one text: with white space around it, or another word for it.
struct ByteDictionary {
    private(set) var texts = TextDictionary()
    /// Bytes of all distinct cells, side by side.
    private var arena: [UInt8] = []
    private var ends: [Int] = []
    private var codes: [Int32] = []
    private var hashes: [Int] = []
    /// Open addressing: entry + 1, or 0 where free; a power of two, at most half full.
    private var slots = [Int32](repeating: 0, count: 256)
    /// The entry found last; sorted exports ask for it again and again.
    private var lastEntry = -1

    /// The code of a cell met before.
    mutating func code(of cell: Span<UInt8>) -> Int32? {
        if lastEntry >= 0, holds(lastEntry, cell) { return codes[lastEntry] }
        let hash = Self.hash(cell)
        var slot = hash & (slots.count - 1)
        while slots[slot] != 0 {
            let entry = Int(slots[slot]) - 1
            if hashes[entry] == hash, holds(entry, cell) {
                lastEntry = entry
                return codes[entry]
            }
            slot = (slot + 1) & (slots.count - 1)
        }
        return nil
    }

    /// Gives a cell that is new the code of the text it means; nil means no value.
    mutating func insert(_ cell: Span<UInt8>, meaning text: String?) -> Int32 {
        if ends.count * 2 >= slots.count { grow() }
        let code = text.map { texts.encode($0) } ?? 0
        for i in 0..<cell.count { arena.append(cell[i]) }
        ends.append(arena.count)
        codes.append(code)
        hashes.append(Self.hash(cell))
        lastEntry = ends.count - 1
        place(lastEntry)
        return code
    }

    private func holds(_ entry: Int, _ cell: Span<UInt8>) -> Bool {
        let start = entry == 0 ? 0 : ends[entry - 1]
        if ends[entry] - start != cell.count { return false }
        let bytes = arena.span
        for i in 0..<cell.count where bytes[start + i] != cell[i] { return false }
        return true
    }

    private mutating func place(_ entry: Int) {
        var slot = hashes[entry] & (slots.count - 1)
        while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = Int32(entry + 1)
    }

    private mutating func grow() {
        slots = [Int32](repeating: 0, count: slots.count * 2)
        for entry in ends.indices { place(entry) }
    }

    /// Seeded anew in every run, so that no file can be made to collide; the order of codes does
    /// not depend on it.
    private static func hash(_ cell: Span<UInt8>) -> Int {
        var hasher = Hasher()
        cell.withUnsafeBytes { hasher.combine(bytes: $0) }
        return hasher.finalize()
    }
}
