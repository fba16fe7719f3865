import ReportModel

extension CellBlock {
    func sum(slot: Int, _ span: Cube.Span) -> ExactDecimal? {
        let start = slot * stride
        if isPlain {
            let cells = narrow.span
            let offsets = span.offsets.span
            var sum: Int128 = 0
            // Of cells that are added up in a machine word as long as they fit.
            var part: Int64 = 0
            var isTouched = false
            for index in offsets.indices {
                let cell = cells[start + offsets[index]]
                if cell == Self.untouched { continue }
                isTouched = true
                let (next, overflow) = part.addingReportingOverflow(cell)
                if overflow {
                    sum += Int128(part)
                    part = cell
                } else {
                    part = next
                }
            }
            return isTouched ? ExactDecimal(sum + Int128(part), scale: scale) : nil
        }
        var total: ExactDecimal?
        for offset in span.offsets {
            guard let part = value(slot: slot, offset: offset) else { continue }
            total = total.map { $0 + part } ?? part
        }
        for part in distantParts(slot, span) { total = total.map { $0 + part } ?? part }
        return total
    }

    private func distantParts(_ slot: Int, _ span: Cube.Span) -> [ExactDecimal] {
        if distant.isEmpty { return [] }
        return (span.months.lowerBound.index...span.months.upperBound.index).compactMap {
            distant[CellKey(slot: Int32(slot), place: $0)]
        }
    }

    func isTouched(slot: Int, _ span: Cube.Span) -> Bool {
        let start = slot * stride
        if span.offsets.contains(where: { narrow[start + $0] != Self.untouched }) { return true }
        if isPlain { return false }
        return span.offsets.contains { value(slot: slot, offset: $0) != nil }
            || !distantParts(slot, span).isEmpty
    }

    func isOtherThanZero(slot: Int, _ span: Cube.Span) -> Bool {
        let start = slot * stride
        return span.offsets.contains {
            narrow[start + $0] != Self.untouched && narrow[start + $0] != 0
        }
    }

    func copy(slot: Int, _ places: [Int], into integers: inout [Int64]) {
        let start = slot * stride
        let cells = narrow.span
        var integers = integers.mutableSpan
        for index in places.indices {
            let place = places[index]
            let value = place < 0 ? Self.untouched : cells[start + place]
            integers[index] = value == Self.untouched ? 0 : value
        }
    }
}

extension PresenceBlock {
    func isTouched(slot: Int, _ span: Cube.Span) -> Bool {
        if span.offsets.contains(where: { isTouched(slot: slot, offset: $0) }) { return true }
        if distant.isEmpty { return false }
        return (span.months.lowerBound.index...span.months.upperBound.index).contains {
            distant.contains(CellKey(slot: Int32(slot), place: $0))
        }
    }
}
