package import ReportModel

/// The rows that count in a measure in some months, as the table has them.
package struct RowListing: Sendable {
    package struct Row: Sendable {
        /// Where it stands in its file; empty where it was worked out of others.
        package var path: String
        package var line: Int
        /// The months of those asked for in which it counts.
        package var months: [Month]
        /// What it adds in each of them; 1 where rows are counted.
        package var amount: ExactDecimal
        /// What else the row has, by field in order.
        package var fields: [(name: String, text: String)]
    }

    package let request: CubeRequest
    package let months: [Month]
    package private(set) var rows: [Row] = []
    /// Rows that count, of which `rows` are the first.
    package private(set) var count = 0
    private let surroundings: TablePass.Surroundings
    private var plan: PassPlan?

    private static let most = 20_000

    package init(
        _ request: CubeRequest, months: [Month], surroundings: TablePass.Surroundings
    ) {
        self.request = request
        self.months = months
        self.surroundings = surroundings
    }

    package var table: TableName { request.measure.table }

    /// Takes a batch whose amounts are in the reporting currency.
    package mutating func consume(
        _ batch: TableBatch, _ dictionaries: [String: TextDictionary]
    ) {
        if plan == nil { plan = PassPlan([request], batch, surroundings) }
        guard var plan else { return }
        self.plan = nil
        let reader = RowReader(batch: batch, dictionaries: dictionaries, conversions: [])
        let counted = plan.counted(reader, surroundings)
        let wanted = Set(months)
        var found: [Int: (months: [Month], amount: ExactDecimal)] = [:]
        func add(_ row: Int, _ month: Month, _ amount: ExactDecimal) {
            if !wanted.contains(month) { return }
            var entry = found[row] ?? ([], .zero)
            entry.months.append(month)
            entry.amount = amount
            found[row] = entry
        }
        for layer in counted.placed.layers {
            for row in layer.indices where layer[row] >= 0 {
                let month = plan.layout.month(at: Int(layer[row]))
                add(row, month, counted.values[row] ?? .zero)
            }
        }
        for (row, month) in counted.placed.distant { add(row, month, counted.values[row] ?? .zero) }
        for (row, run) in counted.placed.runs {
            for month in months
            where run.months.lowerBound <= month && month <= run.months.upperBound {
                add(row, month, run.amount)
            }
        }
        for row in found.keys.sorted() {
            count += 1
            guard rows.count < Self.most, let entry = found[row] else { continue }
            rows.append(
                Row(
                    path: batch.path, line: Int(batch.lines[row]), months: entry.months.sorted(),
                    amount: entry.amount, fields: reader.texts(ofRow: row)))
        }
        self.plan = plan
    }
}

extension PassPlan {
    /// The rows that count for the only request of a plan, and their quantities.
    fileprivate mutating func counted(
        _ rows: RowReader, _ surroundings: TablePass.Surroundings
    ) -> (placed: PlacedRows, values: ValueColumn.Values) {
        let column = values[0].values(rows)
        let accepted = filters.indices.map { filters[$0].accepted(rows, surroundings.entities) }
        let placed = placements[0].place(rows, column, surroundings, &layout)
        return (placed.accepted(strata[0].filter.flatMap { accepted[$0] }), column)
    }
}

extension RowReader {
    /// What a row has, by field in order.
    fileprivate func texts(ofRow row: Int) -> [(name: String, text: String)] {
        batch.columns.keys.sorted().compactMap { name in
            switch field(name, row) {
            case .text(let text): (name, text)
            case .day(let day): (name, day.description)
            case .number(let number): (name, number.canonical)
            case .truth, .missing: nil
            }
        }
    }
}
