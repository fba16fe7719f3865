import ReportModel

/// Sums by slot and month: integers at one scale side by side, what does not fit them apart.
///
/// A cell's sum is what stands in the three lanes added up.
struct CellBlock: Sendable {
    static var untouched: Int64 { .min }
    static var wideUntouched: Int128 { .min }
    /// Digits after the point of the wide lane, those of an amount at a rate.
    static var wideScale: Int { 20 }
    static var finestScale: Int { 9 }

    private(set) var stride = 0
    private(set) var slotCount = 0
    /// Slot by slot, `stride` cells each.
    var narrow: [Int64] = []
    private(set) var scale = 0
    /// As `narrow`, made when the first value is too fine or large, or was rounded.
    private(set) var wide: [Int128] = []
    private(set) var isRounded: [Bool] = []
    /// By slot and offset: what fits neither.
    private(set) var crowded: [CellKey: ExactDecimal] = [:]
    /// By slot and month: what lies in months that have no cells.
    private(set) var distant: [CellKey: ExactDecimal] = [:]

    /// Whether all sums stand in `narrow`.
    var isPlain: Bool { wide.isEmpty && distant.isEmpty }

    /// Makes room; slots and months only become more.
    mutating func reserve(slots: Int, stride wanted: Int) {
        if wanted > stride {
            narrow = Self.widened(narrow, from: stride, to: wanted, Self.untouched)
            if !wide.isEmpty {
                wide = Self.widened(wide, from: stride, to: wanted, Self.wideUntouched)
                isRounded = Self.widened(isRounded, from: stride, to: wanted, false)
            }
            stride = wanted
        }
        slotCount = max(slotCount, slots)
        let missing = slotCount * stride - narrow.count
        if missing <= 0 { return }
        narrow.append(contentsOf: repeatElement(Self.untouched, count: missing))
        if !wide.isEmpty {
            wide.append(contentsOf: repeatElement(Self.wideUntouched, count: missing))
            isRounded.append(contentsOf: repeatElement(false, count: missing))
        }
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
        let power = Int64(ExactDecimal.powerOfTen(finer - scale))
        let coarser = scale
        scale = finer
        for index in narrow.indices where narrow[index] != Self.untouched {
            let (product, overflow) = narrow[index].multipliedReportingOverflow(by: power)
            if !overflow, product != Self.untouched {
                narrow[index] = product
                continue
            }
            let sum = ExactDecimal(Int128(narrow[index]), scale: coarser)
            narrow[index] = 0
            addWide(sum, index)
        }
    }

    /// Takes values as fine as this one from now on, where that leaves them room.
    mutating func raise(for value: ExactDecimal) {
        if !value.isRounded, value.scale <= Self.finestScale { raise(to: value.scale) }
    }

    /// Adds the values of a column where their offset is not negative; all at this block's scale.
    mutating func add(_ values: [Int64], at offsets: [Int32], slots: [Int32]) {
        var tooLarge: [(index: Int, value: Int64)] = []
        if slots.isEmpty {
            Self.add(values, to: &narrow, offsets.count, &tooLarge) { Int(offsets[$0]) }
        } else {
            let stride = stride
            Self.add(values, to: &narrow, offsets.count, &tooLarge) { row in
                let offset = Int(offsets[row])
                return offset < 0 ? -1 : Int(slots[row]) &* stride &+ offset
            }
        }
        for (index, value) in tooLarge {
            addWide(ExactDecimal(Int128(value), scale: scale), index)
        }
    }

    /// - Parameter index: of the cell of a row; negative for none.
    @inline(__always)
    private static func add(
        _ values: [Int64], to cells: inout [Int64], _ count: Int,
        _ tooLarge: inout [(index: Int, value: Int64)], at index: (Int) -> Int
    ) {
        var cells = cells.mutableSpan
        let values = values.span
        let leastValue = DecimalColumn.apart
        for row in 0..<count {
            let index = index(row)
            let value = values[row]
            if index < 0 || value <= leastValue { continue }
            let known = cells[index]
            // Without a branch, which would wait for the cell to come from memory: 0 if untouched.
            let flipped = known ^ untouched
            let (sum, overflow) = (known & ((flipped | (0 &- flipped)) >> 63))
                .addingReportingOverflow(value)
            if overflow || sum == untouched {
                tooLarge.append((index, value))
            } else {
                cells[index] = sum
            }
        }
    }

    /// Adds one value in a month that has no cells.
    mutating func add(_ value: ExactDecimal, slot: Int, distant month: Month) {
        distant[CellKey(slot: Int32(slot), place: month.index), default: .zero] += value
    }

    /// Adds one value.
    mutating func add(_ value: ExactDecimal, slot: Int, offset: Int) {
        let index = slot * stride + offset
        if !value.isRounded, value.scale <= scale {
            let (product, overflow) = value.significand.multipliedReportingOverflow(
                by: ExactDecimal.powerOfTen(scale - value.scale))
            let known = narrow[index] == Self.untouched ? 0 : narrow[index]
            if !overflow, let small = Int64(exactly: product) {
                let (sum, overflow) = known.addingReportingOverflow(small)
                if !overflow, sum != Self.untouched {
                    narrow[index] = sum
                    return
                }
            }
        }
        addWide(value, index)
    }

    private mutating func addWide(_ value: ExactDecimal, _ index: Int) {
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
        if narrow[index] != Self.untouched {
            sum = ExactDecimal(Int128(narrow[index]), scale: scale)
        }
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
            let value = ExactDecimal(Int128(other.narrow[index.there]), scale: other.scale)
            addWide(value, index.here)
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
        var tooLarge: [(there: Int, here: Int)] = []
        let power = Int64(ExactDecimal.powerOfTen(scale - other.scale))
        let stride = stride
        var cells = narrow.mutableSpan
        let others = other.narrow.span
        let places = offsets.span
        for slot in 0..<other.slotCount {
            let start = Int(slots[slot]) * stride
            for offset in 0..<other.stride {
                let value = others[slot * other.stride + offset]
                if value == Self.untouched { continue }
                let index = start + Int(places[offset])
                let known = cells[index] == Self.untouched ? 0 : cells[index]
                let (product, tooFine) = value.multipliedReportingOverflow(by: power)
                let (sum, overflow) = known.addingReportingOverflow(product)
                if tooFine || overflow || sum == Self.untouched {
                    tooLarge.append((slot * other.stride + offset, index))
                } else {
                    cells[index] = sum
                }
            }
        }
        return tooLarge
    }
}
