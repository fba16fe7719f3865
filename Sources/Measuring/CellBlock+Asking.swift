import ReportModel

extension CellBlock {
    func sum(slot: Int, _ span: Cube.Span) -> ExactDecimal? {
        let start = slot * stride
        if isPlain {
            return isTiny ? sum(of: tiny.span, start, span) : sum(of: narrow.span, start, span)
        }
        var total: ExactDecimal?
        for offset in span.offsets {
            guard let part = value(slot: slot, offset: offset) else { continue }
            total = total.map { $0 + part } ?? part
        }
        for part in distantParts(slot, span) { total = total.map { $0 + part } ?? part }
        return total
    }

    @inline(__always)
    private func sum<Cell: FixedWidthInteger & SignedInteger>(
        of cells: Span<Cell>, _ start: Int, _ span: Cube.Span
    ) -> ExactDecimal? {
        let offsets = span.offsets.span
        var sum: Int128 = 0
        // Of cells that are added up in a machine word as long as they fit.
        var part: Int64 = 0
        var isTouched = false
        for index in offsets.indices {
            let cell = cells[start + offsets[index]]
            if cell == 0 { continue }
            isTouched = true
            let value = Int64(CellCode.sum(cell))
            let (next, overflow) = part.addingReportingOverflow(value)
            if overflow {
                sum += Int128(part)
                part = value
            } else {
                part = next
            }
        }
        return isTouched ? ExactDecimal(sum + Int128(part), scale: scale) : nil
    }

    private func distantParts(_ slot: Int, _ span: Cube.Span) -> [ExactDecimal] {
        if distant.isEmpty { return [] }
        return (span.months.lowerBound.index...span.months.upperBound.index).compactMap {
            distant[CellKey(slot: Int32(slot), place: $0)]
        }
    }

    func isTouched(slot: Int, _ span: Cube.Span) -> Bool {
        let start = slot * stride
        if span.offsets.contains(where: { cell(start + $0) != 0 }) { return true }
        if isPlain { return false }
        return span.offsets.contains { value(slot: slot, offset: $0) != nil }
            || !distantParts(slot, span).isEmpty
    }

    func isOtherThanZero(slot: Int, _ span: Cube.Span) -> Bool {
        let start = slot * stride
        return span.offsets.contains { CellCode.sum(cell(start + $0)) != 0 }
    }

    /// What stands in `tiny` or `narrow`.
    private func cell(_ index: Int) -> Int64 { isTiny ? Int64(tiny[index]) : narrow[index] }

    func copy(slot: Int, _ places: [Int], into integers: inout [Int64]) {
        if isTiny {
            copy(tiny.span, slot, places, &integers)
        } else {
            copy(narrow.span, slot, places, &integers)
        }
    }

    @inline(__always)
    private func copy<Cell: FixedWidthInteger & SignedInteger>(
        _ cells: Span<Cell>, _ slot: Int, _ places: [Int], _ integers: inout [Int64]
    ) {
        let start = slot * stride
        var integers = integers.mutableSpan
        for index in places.indices {
            let place = places[index]
            // A cell in which no row counted is a sum of 0, too.
            integers[index] = place < 0 ? 0 : Int64(CellCode.sum(cells[start + place]))
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
