package import ReportModel

/// The answer: for each combination of values (and customer, or text that is counted once) the months.
///
/// Its rows are the combinations in which a row of the table counted, in the order of their texts;
/// several cubes may share the cells.
package struct Cube: Sendable {
    package var request: CubeRequest
    /// First and last month of any row of the measure, over all cuts; nil without rows.
    package var coverage: ClosedRange<Month>?
    /// Rows that the measure could not place, by reason, for the audit page.
    package var unplaced: [String: Int] = [:]
    /// Whether the filter that applies only where its field is mapped did apply.
    package var appliesMappedFilter = false
    let cells: Cells
    let layout: MonthLayout
    /// By part of the key (the request's dimensions, then what it groups by) the texts of the rows.
    let texts: [[String]]
    let slots: [Int32]

    enum Cells: Sendable {
        case sums(CellBlock)
        case presence(PresenceBlock)
        case values(ValueBlock)
    }

    /// Without rows.
    package init(request: CubeRequest) {
        self.init(
            request: request, cells: .sums(CellBlock()), layout: MonthLayout(), texts: [], slots: []
        )
    }

    init(
        request: CubeRequest, cells: Cells, layout: MonthLayout, texts: [[String]],
        slots: [Int32]
    ) {
        self.request = request
        self.cells = cells
        self.layout = layout
        self.texts = texts
        self.slots = slots
    }

    /// A run of months as places of the cells.
    package struct Span: Sendable {
        package let months: ClosedRange<Month>
        /// Of the months that have cells.
        let offsets: [Int]
    }
}

extension Cube {
    package var rowCount: Int { slots.count }

    /// Values of the request's dimensions in a row, in their order.
    package func values(ofRow row: Int) -> [String] {
        texts.prefix(request.dimensions.count).map { $0[row] }
    }

    /// The customer of a row, or the text that is counted once; empty where there is none.
    package func groupedText(ofRow row: Int) -> String {
        texts.count > request.dimensions.count ? texts[request.dimensions.count][row] : ""
    }

    /// What the sums of a row stand for, where recurring revenue is read from lines.
    package func trackText(ofRow row: Int) -> String {
        let part = request.dimensions.count + 1
        return texts.count > part ? texts[part][row] : RecurringTrack.plain.text
    }

    /// Whether all rows stand for balances in the reporting currency.
    package var isPlainRecurring: Bool {
        let part = request.dimensions.count + 1
        let plain = RecurringTrack.plain.text
        return texts.count <= part || texts[part].allSatisfy { $0 == plain }
    }

    /// The rows with these values of the dimensions, which stand together.
    ///
    /// - Parameter hint: a row that is looked at first; asked in order, each is found at once.
    /// - Complexity: O(log rows).
    package func rows(of values: [String], hint: Int = 0) -> Range<Int> {
        if values.count != request.dimensions.count || values.count > texts.count { return 0..<0 }
        if values.isEmpty { return 0..<rowCount }
        var first = hint
        if !(hint < rowCount && matches(hint, values) && !(hint > 0 && matches(hint - 1, values))) {
            first = partition { isBefore($0, values) }
        }
        guard first < rowCount, matches(first, values) else { return first..<first }
        if first + 1 == rowCount || !matches(first + 1, values) { return first..<first + 1 }
        return first..<partition { isBefore($0, values) || matches($0, values) }
    }

    /// The rows of each combination of values, in order.
    package var groups: [Range<Int>] {
        let parts = Array(texts.prefix(request.dimensions.count))
        if parts.isEmpty { return rowCount > 0 ? [0..<rowCount] : [] }
        if texts.count == parts.count { return (0..<rowCount).map { $0..<$0 + 1 } }
        var groups: [Range<Int>] = []
        var first = 0
        for row in 0..<rowCount {
            let next = row + 1
            if next < rowCount, parts.allSatisfy({ $0[row] == $0[next] }) { continue }
            groups.append(first..<next)
            first = next
        }
        return groups
    }

    private func matches(_ row: Int, _ values: [String]) -> Bool {
        for part in values.indices where texts[part][row] != values[part] { return false }
        return true
    }

    private func isBefore(_ row: Int, _ values: [String]) -> Bool {
        for part in values.indices {
            let text = texts[part][row]
            if text != values[part] { return text < values[part] }
        }
        return false
    }

    /// The first row for which it does not hold.
    private func partition(_ holds: (Int) -> Bool) -> Int {
        var low = 0
        var high = rowCount
        while low < high {
            let middle = (low + high) / 2
            if holds(middle) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The places of a run of months.
    package func span(_ months: ClosedRange<Month>) -> Span {
        var offsets: [Int] = []
        offsets.reserveCapacity(Int(months.upperBound.index - months.lowerBound.index) + 1)
        for year in months.lowerBound.year...months.upperBound.year {
            guard let january = layout.offset(of: Month(year: year, month: 1)) else { continue }
            let start = Month(year: year, month: 1).index
            let first = max(months.lowerBound.index, start) - start
            let last = min(months.upperBound.index, start + 11) - start
            offsets += january + Int(first)...january + Int(last)
        }
        return Span(months: months, offsets: offsets)
    }

    /// The sum of a row over months, or the number of rows of the table in them; nil where none
    /// counted.
    package func sum(ofRow row: Int, over span: Span) -> ExactDecimal? {
        guard case .sums(let block) = cells else { return nil }
        return block.sum(slot: Int(slots[row]), span)
    }

    /// The same of every row of a run.
    package func sums(ofRows rows: Range<Int>, over span: Span) -> [ExactDecimal?] {
        guard case .sums(let block) = cells else { return rows.map { _ in nil } }
        return rows.map { block.sum(slot: Int(slots[$0]), span) }
    }

    /// By row of a run whether a row of the table counted in one of the months.
    package func touched(_ rows: Range<Int>, in span: Span) -> [Bool] {
        switch cells {
        case .sums(let block): rows.map { block.isTouched(slot: Int(slots[$0]), span) }
        case .presence(let block): rows.map { block.isTouched(slot: Int(slots[$0]), span) }
        case .values: rows.map { !values(ofRow: $0, over: span).isEmpty }
        }
    }

    /// By row of a run whether the sum of one of the months is not zero.
    package func otherThanZero(_ rows: Range<Int>, in span: Span) -> [Bool] {
        guard case .sums(let block) = cells else { return rows.map { _ in false } }
        return rows.map { row in
            let slot = Int(slots[row])
            if block.isPlain { return block.isOtherThanZero(slot: slot, span) }
            return (span.months.lowerBound.index...span.months.upperBound.index).contains {
                let month = Month(index: $0)
                let sum = block.value(slot: slot, month: month, offset: layout.offset(of: month))
                return !(sum?.isZero ?? true)
            }
        }
    }

    /// Every value of a row in the months, in no order.
    package func values(ofRow row: Int, over span: Span) -> [ExactDecimal] {
        guard case .values(let block) = cells else { return [] }
        return (span.months.lowerBound.index...span.months.upperBound.index).flatMap {
            block.values(slot: Int(slots[row]), month: Month(index: $0))
        }
    }

    /// The sum of a row in a month; nil where none counted.
    package func sum(ofRow row: Int, in month: Month) -> ExactDecimal? {
        guard case .sums(let block) = cells else { return nil }
        return block.value(
            slot: Int(slots[row]), month: month, offset: layout.offset(of: month))
    }

    /// Every month that may have a cell, in order.
    package var months: [Month] {
        let distant =
            switch cells {
            case .sums(let block): Set(block.distant.keys.map(\.place))
            case .presence(let block): Set(block.distant.map(\.place))
            case .values(let block): Set(block.cells.keys.map(\.place))
            }
        if distant.isEmpty { return layout.months }
        return distant.union(layout.months.map(\.index)).sorted().map { Month(index: $0) }
    }

    /// Digits after the point of sums that are all integers at that scale; nil where they are not.
    package var integerScale: Int? {
        if case .sums(let block) = cells, block.isPlain { return block.scale }
        return nil
    }

    /// Goes through rows with their integer sums in the places of months; 0 where none counted.
    ///
    /// Only where there is an `integerScale`.
    package func forEachRow(
        _ runs: [Range<Int>], at places: [Int], _ body: ([Int64]) -> Void
    ) {
        guard case .sums(let block) = cells else { return }
        var integers = [Int64](repeating: 0, count: places.count)
        for rows in runs {
            for row in rows {
                block.copy(slot: Int(slots[row]), places, into: &integers)
                body(integers)
            }
        }
    }

    /// By month the place that `forEachRow` takes; -1 where the month has no cells.
    package func places(of months: some Sequence<Month>) -> [Int] {
        months.map { layout.offset(of: $0) ?? -1 }
    }
}
