import ReportModel

/// What requests share: the cells of one quantity of the same rows, cut the same way.
struct Lane: Sendable {
    /// Where it stands in the pass: the rows that count, what they are cut by, what is counted.
    struct Key: Hashable, Sendable {
        var stratum: Int
        var combination: Int
        var quantity: Int
        var kind: Kind
    }

    enum Kind: Hashable, Sendable {
        case sum, presence, values
    }

    let key: Key
    private(set) var sums = CellBlock()
    private(set) var presence = PresenceBlock()
    private(set) var values = ValueBlock()

    init(_ key: Key) { self.key = key }

    mutating func add(
        _ placed: PlacedRows, _ values: ValueColumn.Values, slots: [Int32], slotCount: Int,
        _ layout: MonthLayout
    ) {
        func slot(_ row: Int) -> Int { slots.isEmpty ? 0 : Int(slots[row]) }
        switch key.kind {
        case .sum:
            sums.reserve(slots: slotCount, stride: layout.width)
            sums.raise(to: values.scale)
            for layer in placed.layers {
                sums.add(values.significands, at: layer, slots: slots)
                for row in values.others.keys.sorted() where layer[row] >= 0 {
                    guard let value = values.others[row] else { continue }
                    sums.add(value, slot: slot(row), offset: Int(layer[row]))
                }
            }
            for (row, month) in placed.distant {
                if let value = values[row] { sums.add(value, slot: slot(row), distant: month) }
            }
            for (row, run) in placed.runs {
                sums.raise(for: run.amount)
                for index in run.months.lowerBound.index...run.months.upperBound.index {
                    let month = Month(index: index)
                    if let offset = layout.offset(of: month) {
                        sums.add(run.amount, slot: slot(row), offset: offset)
                    } else {
                        sums.add(run.amount, slot: slot(row), distant: month)
                    }
                }
            }
        case .presence:
            presence.reserve(slots: slotCount, stride: layout.width)
            for layer in placed.layers { presence.add(at: layer, slots: slots) }
            for (row, month) in placed.distant { presence.add(slot: slot(row), distant: month) }
            for (row, run) in placed.runs {
                for index in run.months.lowerBound.index...run.months.upperBound.index {
                    presence.add(slot: slot(row), Month(index: index), layout)
                }
            }
        case .values:
            for layer in placed.layers {
                for row in layer.indices where layer[row] >= 0 {
                    let month = layout.month(at: Int(layer[row]))
                    if let value = values[row] { self.values.add(value, slot(row), month) }
                }
            }
            for (row, month) in placed.distant {
                if let value = values[row] { self.values.add(value, slot(row), month) }
            }
            for (row, run) in placed.runs {
                for index in run.months.lowerBound.index...run.months.upperBound.index {
                    self.values.add(run.amount, slot(row), Month(index: index))
                }
            }
        }
    }

    /// Adds the cells of another part of the table, whose slots and offsets are others.
    mutating func merge(
        _ other: Lane, slots: [Int32], slotCount: Int, offsets: [Int32], _ layout: MonthLayout
    ) {
        switch key.kind {
        case .sum:
            sums.reserve(slots: slotCount, stride: layout.width)
            sums.merge(other.sums, slots: slots, offsets: offsets)
        case .presence:
            presence.reserve(slots: slotCount, stride: layout.width)
            presence.merge(other.presence, slots: slots, offsets: offsets)
        case .values:
            values.merge(other.values, slots: slots)
        }
    }
}

/// Every value by slot and month, for what can't be added up.
struct ValueBlock: Sendable {
    private(set) var cells: [CellKey: [ExactDecimal]] = [:]

    mutating func add(_ value: ExactDecimal, _ slot: Int, _ month: Month) {
        cells[CellKey(slot: Int32(slot), place: month.index), default: []].append(value)
    }

    func values(slot: Int, month: Month) -> [ExactDecimal] {
        cells[CellKey(slot: Int32(slot), place: month.index)] ?? []
    }

    var usedSlots: [Bool] {
        let last = cells.keys.map(\.slot).max() ?? -1
        var used = [Bool](repeating: false, count: Int(last) + 1)
        for key in cells.keys { used[Int(key.slot)] = true }
        return used
    }

    mutating func merge(_ other: ValueBlock, slots: [Int32]) {
        for (key, values) in other.cells {
            cells[CellKey(slot: slots[Int(key.slot)], place: key.place), default: []] += values
        }
    }
}
