import ReportModel

/// Sums by slot and month: integers at one scale side by side, what does not fit them apart.
///
/// A cell's sum is what stands in the three lanes added up.
struct CellBlock: Sendable {
    static var wideUntouched: Int128 { .min }
    /// Digits after the point of the wide lane, those of an amount at a rate.
    static var wideScale: Int { 20 }
    static var finestScale: Int { 9 }

    private(set) var stride = 0
    private(set) var slotCount = 0
    /// Slot by slot, `stride` cells each, as `CellCode` writes them; empty as long as all sums fit half
    /// a machine word.
    private(set) var narrow: [Int64] = []
    /// The same as `narrow`, in half the room, so that more of it stays near the processor.
    private(set) var tiny: [Int32] = []
    private(set) var isTiny = true
    private(set) var scale = 0
    /// As `narrow`, made when the first value is too fine or large, or was rounded.
    private(set) var wide: [Int128] = []
    private(set) var isRounded: [Bool] = []
    /// By slot and offset: what fits neither.
    private(set) var crowded: [CellKey: ExactDecimal] = [:]
    /// By slot and month: what lies in months that have no cells.
    private(set) var distant: [CellKey: ExactDecimal] = [:]

    /// Whether all sums stand in `tiny` or `narrow`.
    var isPlain: Bool { wide.isEmpty && distant.isEmpty }

    /// Makes room; slots and months only become more.
    mutating func reserve(slots: Int, stride wanted: Int) {
        if wanted > stride {
            tiny = Self.widened(tiny, from: stride, to: wanted, 0)
            narrow = Self.widened(narrow, from: stride, to: wanted, 0)
            wide = Self.widened(wide, from: stride, to: wanted, Self.wideUntouched)
            isRounded = Self.widened(isRounded, from: stride, to: wanted, false)
            stride = wanted
        }
        slotCount = max(slotCount, slots)
        let missing = slotCount * stride - (isTiny ? tiny.count : narrow.count)
        if missing <= 0 { return }
        if isTiny {
            tiny.append(contentsOf: repeatElement(0, count: missing))
            return
        }
        narrow.append(contentsOf: repeatElement(0, count: missing))
        if !wide.isEmpty {
            wide.append(contentsOf: repeatElement(Self.wideUntouched, count: missing))
            isRounded.append(contentsOf: repeatElement(false, count: missing))
        }
    }

    /// Gives the sums a whole machine word each, from when one does not fit less.
    private mutating func promote() {
        if !isTiny { return }
        isTiny = false
        narrow = tiny.map { Int64($0) }
        tiny = []
    }

    /// The cells of these slots, in this order.
    consuming func ordered(_ slots: [Int32]) -> CellBlock {
        var block = CellBlock()
        block.isTiny = isTiny
        block.scale = scale
        block.stride = stride
        block.slotCount = slots.count
        block.tiny = Self.rows(slots, of: tiny, stride)
        block.narrow = Self.rows(slots, of: narrow, stride)
        block.wide = Self.rows(slots, of: wide, stride)
        block.isRounded = Self.rows(slots, of: isRounded, stride)
        if crowded.isEmpty, distant.isEmpty { return block }
        let places = Dictionary(
            slots.enumerated().map { ($1, Int32($0)) }, uniquingKeysWith: { first, _ in first })
        func moved(_ cells: [CellKey: ExactDecimal]) -> [CellKey: ExactDecimal] {
            var found: [CellKey: ExactDecimal] = [:]
            for (key, value) in cells {
                guard let slot = places[key.slot] else { continue }
                found[CellKey(slot: slot, place: key.place)] = value
            }
            return found
        }
        block.crowded = moved(crowded)
        block.distant = moved(distant)
        return block
    }

    private static func rows<Cell>(_ slots: [Int32], of cells: [Cell], _ stride: Int) -> [Cell] {
        if cells.isEmpty { return [] }
        var rows: [Cell] = []
        rows.reserveCapacity(slots.count * stride)
        for slot in slots {
            rows.append(contentsOf: cells[Int(slot) * stride..<(Int(slot) + 1) * stride])
        }
        return rows
    }

    private static func widened<Cell>(
        _ cells: [Cell], from old: Int, to new: Int, _ empty: Cell
    ) -> [Cell] {
        if cells.isEmpty { return [] }
        let slots = cells.count / old
        var wider: [Cell] = []
        wider.reserveCapacity(slots * new)
        for slot in 0..<slots {
            wider.append(contentsOf: cells[slot * old..<(slot + 1) * old])
            wider.append(contentsOf: repeatElement(empty, count: new - old))
        }
        return wider
    }

    /// Takes finer values from now on.
    mutating func raise(to finer: Int) {
        if finer <= scale { return }
        if isTiny, tiny.allSatisfy({ $0 == 0 }) {
            scale = finer
            return
        }
        promote()
        let power = Int64(ExactDecimal.powerOfTen(finer - scale))
        let coarser = scale
        scale = finer
        for index in narrow.indices where narrow[index] != 0 {
            let sum = CellCode.sum(narrow[index])
            let (product, overflow) = sum.multipliedReportingOverflow(by: power)
            narrow[index] = CellCode.zero
            if overflow || !CellCode.add(product, to: &narrow[index]) {
                addWide(ExactDecimal(Int128(sum), scale: coarser), index)
            }
        }
    }

    /// Takes values as fine as this one from now on, where that leaves them room.
    mutating func raise(for value: ExactDecimal) {
        if !value.isRounded, value.scale <= Self.finestScale { raise(to: value.scale) }
    }

    /// Adds the values of a column where their offset is not negative; all at this block's scale.
    mutating func add(_ values: [Int64], at offsets: [Int32], slots: [Int32]) {
        var tooLarge: [CellAddend] = []
        if isTiny {
            Self.add(values, to: &tiny, offsets, slots, stride, &tooLarge)
            if tooLarge.isEmpty { return }
            promote()
        } else {
            Self.add(values, to: &narrow, offsets, slots, stride, &tooLarge)
        }
        for addend in tooLarge where !CellCode.add(addend.value, to: &narrow[addend.index]) {
            addWide(ExactDecimal(Int128(addend.value), scale: scale), addend.index)
        }
    }

    /// Adds to cells of either size; what does not fit is told.
    @inline(__always)
    private static func add<Cell: FixedWidthInteger & SignedInteger>(
        _ values: [Int64], to cells: inout [Cell], _ offsets: [Int32], _ slots: [Int32],
        _ stride: Int, _ tooLarge: inout [CellAddend]
    ) {
        var cells = cells.mutableSpan
        let values = values.span
        let offsets = offsets.span
        let slots = slots.span
        let hasSlots = !slots.isEmpty
        let leastValue = DecimalColumn.apart
        for row in offsets.indices {
            let offset = Int(offsets[row])
            let value = values[row]
            if offset < 0 || value <= leastValue { continue }
            let index = hasSlots ? Int(slots[row]) &* stride &+ offset : offset
            if !CellCode.add(value, to: &cells[index]) {
                tooLarge.append(CellAddend(index: index, value: value))
            }
        }
    }

    /// Adds one value in a month that has no cells.
    mutating func add(_ value: ExactDecimal, slot: Int, distant month: Month) {
        distant[CellKey(slot: Int32(slot), place: month.index), default: .zero] += value
    }

    /// Adds one value.
    mutating func add(_ value: ExactDecimal, slot: Int, offset: Int) {
        promote()
        let index = slot * stride + offset
        if !value.isRounded, value.scale <= scale {
            let (product, overflow) = value.significand.multipliedReportingOverflow(
                by: ExactDecimal.powerOfTen(scale - value.scale))
            if !overflow, let small = Int64(exactly: product),
                CellCode.add(small, to: &narrow[index])
            {
                return
            }
        }
        addWide(value, index)
    }

    private mutating func addWide(_ value: ExactDecimal, _ index: Int) {
        promote()
        if wide.isEmpty {
            wide = [Int128](repeating: Self.wideUntouched, count: narrow.count)
            isRounded = [Bool](repeating: false, count: narrow.count)
        }
        if value.scale <= Self.wideScale {
            let (product, overflow) = value.significand.multipliedReportingOverflow(
                by: ExactDecimal.powerOfTen(Self.wideScale - value.scale))
            let known = wide[index] == Self.wideUntouched ? 0 : wide[index]
            let (sum, tooLarge) = known.addingReportingOverflow(product)
            if !overflow, !tooLarge, sum != Self.wideUntouched {
                wide[index] = sum
                if value.isRounded { isRounded[index] = true }
                return
            }
        }
        let key = CellKey(slot: Int32(index / stride), place: Int32(index % stride))
        crowded[key, default: .zero] += value
    }
}

extension CellBlock {
    /// The sum of a month; nil where no row counted in it.
    func value(slot: Int, month: Month, offset: Int?) -> ExactDecimal? {
        if let offset { return value(slot: slot, offset: offset) }
        return distant.isEmpty ? nil : distant[CellKey(slot: Int32(slot), place: month.index)]
    }

    /// The sum of one cell; nil where no row counted in it.
    func value(slot: Int, offset: Int) -> ExactDecimal? {
        let index = slot * stride + offset
        var sum: ExactDecimal?
        let cell = isTiny ? Int64(tiny[index]) : narrow[index]
        if cell != 0 { sum = ExactDecimal(Int128(CellCode.sum(cell)), scale: scale) }
        if wide.isEmpty { return sum }
        if wide[index] != Self.wideUntouched {
            let part = ExactDecimal(wide[index], scale: Self.wideScale, isRounded: isRounded[index])
            sum = sum.map { $0 + part } ?? part
        }
        if !crowded.isEmpty, let part = crowded[CellKey(slot: Int32(slot), place: Int32(offset))] {
            sum = sum.map { $0 + part } ?? part
        }
        return sum
    }

    /// Adds the cells of another part of the table, whose slots and offsets are others.
    mutating func merge(
        _ other: CellBlock, slots: [Int32], offsets: [Int32]
    ) {
        raise(to: other.scale)
        for index in mergeIntegers(other, slots, offsets) {
            let cell = other.isTiny ? Int64(other.tiny[index.there]) : other.narrow[index.there]
            let value = ExactDecimal(Int128(CellCode.sum(cell)), scale: other.scale)
            let (slot, offset) = index.here.quotientAndRemainder(dividingBy: stride)
            add(value, slot: slot, offset: offset)
        }
        for index in other.wide.indices where other.wide[index] != Self.wideUntouched {
            let value = ExactDecimal(
                other.wide[index], scale: Self.wideScale, isRounded: other.isRounded[index])
            let (slot, offset) = index.quotientAndRemainder(dividingBy: other.stride)
            addWide(value, Int(slots[slot]) * stride + Int(offsets[offset]))
        }
        for (key, value) in other.crowded {
            addWide(value, Int(slots[Int(key.slot)]) * stride + Int(offsets[Int(key.place)]))
        }
        for (key, value) in other.distant {
            add(value, slot: Int(slots[Int(key.slot)]), distant: Month(index: key.place))
        }
    }

    /// Adds the integers; those that do not fit are told.
    private mutating func mergeIntegers(
        _ other: CellBlock, _ slots: [Int32], _ offsets: [Int32]
    ) -> [(there: Int, here: Int)] {
        let power = Int64(ExactDecimal.powerOfTen(scale - other.scale))
        let places = Places(
            slots: slots.prefix(other.slotCount), offsets: offsets, stride: stride,
            width: other.stride)
        if isTiny, other.isTiny {
            if power == 1 {
                // Without a question at any cell, for of most nobody can guess which of both has rows.
                return Self.merge(other.tiny, into: &tiny, places) { CellCode.join($0, $1) }
            }
            return Self.merge(other.tiny, into: &tiny, places) { CellCode.join($0, $1, power) }
        }
        promote()
        if other.isTiny {
            return Self.merge(other.tiny, into: &narrow, places) { CellCode.join($0, $1, power) }
        }
        return Self.merge(other.narrow, into: &narrow, places) { CellCode.join($0, $1, power) }
    }

    /// Where the cells of another block stand in this one.
    private struct Places {
        var slots: ArraySlice<Int32>
        var offsets: [Int32]
        var stride: Int
        var width: Int
    }

    /// Makes each cell one with that of the other block; those that do not fit are told.
    @inline(__always)
    private static func merge<Own, Other>(
        _ others: [Other], into cells: inout [Own], _ places: Places,
        _ join: (Own, Other) -> (partialValue: Own, overflow: Bool)
    ) -> [(there: Int, here: Int)] {
        var tooLarge: [(there: Int, here: Int)] = []
        var cells = cells.mutableSpan
        let others = others.span
        let offsets = places.offsets.span
        var first = 0
        for slot in places.slots {
            let start = Int(slot) * places.stride
            for offset in 0..<places.width {
                let index = start + Int(offsets[offset])
                let (sum, overflow) = join(cells[index], others[first + offset])
                if overflow {
                    tooLarge.append((first + offset, index))
                } else {
                    cells[index] = sum
                }
            }
            first += places.width
        }
        return tooLarge
    }

    /// By slot whether any row counted in it.
    var usedSlots: [Bool] {
        var used = (0..<slotCount).map { slot in
            let cells = slot * stride..<(slot + 1) * stride
            return isTiny
                ? tiny[cells].contains { $0 != 0 } : narrow[cells].contains { $0 != 0 }
        }
        if isPlain { return used }
        for index in wide.indices where wide[index] != Self.wideUntouched {
            used[index / stride] = true
        }
        for key in crowded.keys { used[Int(key.slot)] = true }
        for key in distant.keys { used[Int(key.slot)] = true }
        return used
    }
}
