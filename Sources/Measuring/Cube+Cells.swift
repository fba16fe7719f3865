package import ReportModel

extension Cube {
    package enum Cell: Equatable, Sendable {
        case sum(ExactDecimal)
        case count(Int)
        /// Texts that are counted once; sets of several months are united, never added.
        case distinct(Set<String>)
        case values([ExactDecimal])
    }

    /// Values in the order of the request's dimensions; the customer last, where there is one.
    package struct Key: Hashable, Comparable, Sendable {
        package var values: [String]
        package var customer: String

        package init(values: [String], customer: String = "") {
            self.values = values
            self.customer = customer
        }

        package static func < (left: Key, right: Key) -> Bool {
            left.values != right.values
                ? left.values.lexicographicallyPrecedes(right.values)
                : left.customer < right.customer
        }
    }

    /// Every cell by its key, for a cube that is small; values in order.
    package var cellsByKey: [Key: [Month: Cell]] {
        var found: [Key: [Month: Cell]] = [:]
        let months = months
        for row in 0..<rowCount {
            var key = Key(values: values(ofRow: row))
            if request.groupsByCustomer { key.customer = groupedText(ofRow: row) }
            for month in months {
                if let cell = cell(row, month, found[key]?[month]) {
                    found[key, default: [:]][month] = cell
                }
            }
        }
        return found
    }

    private func cell(_ row: Int, _ month: Month, _ known: Cell?) -> Cell? {
        let span = span(month...month)
        switch request.measure.aggregate {
        case .sum, .top, .squares, .major, .recurring:
            return sum(ofRow: row, in: month).map(Cell.sum)
        case .count:
            return sum(ofRow: row, in: month).map { Cell.count(Int($0.significand)) }
        case .distinct, .first:
            if !touched(row..<row + 1, in: span)[0] { return known }
            var texts: Set<String> = []
            if case .distinct(let before)? = known { texts = before }
            texts.insert(groupedText(ofRow: row))
            return .distinct(texts)
        case .median:
            let values = values(ofRow: row, over: span)
            return values.isEmpty ? nil : .values(values.sorted())
        }
    }

    /// A cube of these cells, as a store that answers by itself has them.
    package init(
        request: CubeRequest, coverage: ClosedRange<Month>?, cells: [Key: [Month: Cell]]
    ) {
        var layout = MonthLayout()
        for months in cells.values {
            for month in months.keys.sorted() { _ = layout.claim(month) }
        }
        var rows: [(texts: [String], months: [Month: Cell])] = []
        for key in cells.keys.sorted() {
            let months = cells[key] ?? [:]
            if ![.distinct, .first].contains(request.measure.aggregate) {
                rows.append((key.values + (request.groupsByCustomer ? [key.customer] : []), months))
                continue
            }
            var byText: [String: [Month: Cell]] = [:]
            for (month, cell) in months {
                guard case .distinct(let texts) = cell else { continue }
                for text in texts { byText[text, default: [:]][month] = cell }
            }
            for text in byText.keys.sorted() {
                rows.append((key.values + [text], byText[text] ?? [:]))
            }
        }
        self.init(
            request: request, cells: Self.cells(request, rows.map(\.months), layout),
            layout: layout,
            texts: (rows.first?.texts.indices ?? 0..<0).map { part in rows.map { $0.texts[part] } },
            slots: (0..<Int32(rows.count)).map { $0 })
        self.coverage = coverage
    }

    private static func cells(
        _ request: CubeRequest, _ rows: [[Month: Cell]], _ layout: MonthLayout
    ) -> Cells {
        var sums = CellBlock()
        sums.reserve(slots: rows.count, stride: layout.width)
        var presence = PresenceBlock()
        presence.reserve(slots: rows.count, stride: layout.width)
        var values = ValueBlock()
        func add(_ value: ExactDecimal, _ slot: Int, _ month: Month) {
            sums.raise(for: value)
            if let offset = layout.offset(of: month) {
                sums.add(value, slot: slot, offset: offset)
            } else {
                sums.add(value, slot: slot, distant: month)
            }
        }
        for (slot, months) in rows.enumerated() {
            for (month, cell) in months {
                switch cell {
                case .sum(let sum): add(sum, slot, month)
                case .count(let count): add(ExactDecimal(count), slot, month)
                case .distinct: presence.add(slot: slot, month, layout)
                case .values(let all): for value in all { values.add(value, slot, month) }
                }
            }
        }
        switch request.measure.aggregate {
        case .distinct, .first: return .presence(presence)
        case .median: return .values(values)
        default: return .sums(sums.ordered((0..<Int32(rows.count)).map { $0 }))
        }
    }
}
