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
        for row in 0..<count {
            switch verdicts[Int(slots[row])] {
            case .accepted: accepted[row] = true
            case .rejected: break
            case .unknown:
                let isAccepted = judge(slots[row], rows.dictionaries, entities)
                verdicts[Int(slots[row])] = isAccepted ? .accepted : .rejected
                accepted[row] = isAccepted
            }
        }
        return accepted
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
