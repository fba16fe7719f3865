import ReportModel

/// A filter during the pass: which rows of a batch count, judged once for each combination of texts.
struct FilterColumn: Sendable {
    let plan: FilterPlan
    private let fields: [String]
    private var combination: Combination
    /// Joins the combination of texts with the bits of the row's own predicates.
    private var pairs = PairTable()
    /// By combination: what the filter says of it.
    private var verdicts: [Verdict] = []

    private enum Verdict: UInt8 { case unknown, rejected, accepted }

    init(_ plan: FilterPlan) {
        self.plan = plan
        var fields: [String] = []
        for path in plan.paths where !fields.contains(path.rowField) {
            fields.append(path.rowField)
        }
        self.fields = fields
        combination = Combination(fields.map(DimensionPath.row))
    }

    /// By row whether it counts; nil where all do.
    mutating func accepted(_ rows: RowReader, _ entities: Entities) -> [Bool]? {
        if case .always = plan.root { return nil }
        let count = rows.batch.rowCount
        var slots = combination.slots(rows, entities)
        if slots.isEmpty { slots = [Int32](repeating: 0, count: count) }
        if !plan.predicates.isEmpty {
            slots = pairs.numbers(of: slots, bits(rows))
        }
        let known = plan.predicates.isEmpty ? combination.count : pairs.count
        if verdicts.count < known {
            verdicts += [Verdict](repeating: .unknown, count: known - verdicts.count)
        }
        var accepted = [Bool](repeating: false, count: count)
        var next = 0
        while next < count {
            // Up to a combination that was not judged yet.
            next = mark(&accepted, slots, from: next)
            if next == count { break }
            let isAccepted = judge(slots[next], rows.dictionaries, entities)
            verdicts[Int(slots[next])] = isAccepted ? .accepted : .rejected
        }
        return accepted
    }

    /// Marks the rows whose combination was judged, from one on; where the first is that was not.
    private func mark(_ accepted: inout [Bool], _ slots: [Int32], from first: Int) -> Int {
        let verdicts = verdicts.span
        let slots = slots.span
        var flags = accepted.mutableSpan
        for row in first..<slots.count {
            let verdict = verdicts[Int(slots[row])]
            if verdict == .unknown { return row }
            flags[row] = verdict == .accepted
        }
        return slots.count
    }

    private func bits(_ rows: RowReader) -> [Int32] {
        var bits = [Int32](repeating: 0, count: rows.batch.rowCount)
        for (place, predicate) in plan.predicates.enumerated() {
            predicate.mark(1 << Int32(place), in: &bits, rows)
        }
        return bits
    }

    private func judge(
        _ slot: Int32, _ dictionaries: [String: TextDictionary], _ entities: Entities
    ) -> Bool {
        let (texts, bits) = plan.predicates.isEmpty ? (slot, 0) : pairs.pair(slot)
        let words = combination.texts(texts, dictionaries)
        return plan.accepts(bits) { path in
            guard let place = fields.firstIndex(of: path.rowField) else { return "" }
            return entities.value(path, words[place])
        }
    }
}
