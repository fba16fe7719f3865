import ReportModel

/// Whether a row counted, by slot and month: one bit each.
struct PresenceBlock: Sendable {
    private var wordCount = 0
    private var slotCount = 0
    private var words: [UInt64] = []
    /// By slot and month: those in months that have no cells.
    private(set) var distant: Set<CellKey> = []

    mutating func reserve(slots: Int, stride: Int) {
        let wanted = (stride + 63) / 64
        if wanted > wordCount {
            var wider = [UInt64](repeating: 0, count: slotCount * wanted)
            for index in words.indices {
                let (slot, word) = index.quotientAndRemainder(dividingBy: wordCount)
                wider[slot * wanted + word] = words[index]
            }
            words = wider
            wordCount = wanted
        }
        slotCount = max(slotCount, slots)
        let missing = slotCount * wordCount - words.count
        if missing > 0 { words.append(contentsOf: repeatElement(0, count: missing)) }
    }

    /// Marks the cells of a column where their offset is not negative.
    mutating func add(at offsets: [Int32], slots: [Int32]) {
        let wordCount = wordCount
        var words = self.words.mutableSpan
        let offsets = offsets.span
        let slots = slots.span
        let isOneSlot = slots.isEmpty
        for row in offsets.indices where offsets[row] >= 0 {
            let offset = Int(offsets[row])
            let slot = isOneSlot ? 0 : Int(slots[row])
            words[slot * wordCount + offset >> 6] |= 1 << UInt64(offset & 63)
        }
    }

    /// Marks a month that has no cells.
    mutating func add(slot: Int, distant month: Month) {
        distant.insert(CellKey(slot: Int32(slot), place: month.index))
    }

    mutating func add(slot: Int, _ month: Month, _ layout: MonthLayout) {
        guard let offset = layout.offset(of: month) else {
            add(slot: slot, distant: month)
            return
        }
        words[slot * wordCount + offset >> 6] |= 1 << UInt64(offset & 63)
    }

    func isTouched(slot: Int, offset: Int) -> Bool {
        words[slot * wordCount + offset >> 6] & 1 << UInt64(offset & 63) != 0
    }

    /// By slot whether any row counted in it.
    var usedSlots: [Bool] {
        var used = (0..<slotCount).map { slot in
            words[slot * wordCount..<(slot + 1) * wordCount].contains { $0 != 0 }
        }
        for key in distant { used[Int(key.slot)] = true }
        return used
    }

    mutating func merge(_ other: PresenceBlock, slots: [Int32], offsets: [Int32]) {
        for slot in 0..<other.slotCount {
            for word in 0..<other.wordCount {
                var bits = other.words[slot * other.wordCount + word]
                while bits != 0 {
                    let offset = Int(offsets[word * 64 + bits.trailingZeroBitCount])
                    bits &= bits - 1
                    words[Int(slots[slot]) * wordCount + offset >> 6] |= 1 << UInt64(offset & 63)
                }
            }
        }
        for key in other.distant {
            distant.insert(CellKey(slot: slots[Int(key.slot)], place: key.place))
        }
    }
}
