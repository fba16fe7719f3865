import ReportModel

/// Rows being made, column by column.
struct RowWriter {
    private var count = 0
    private var texts: [String: [Int32]] = [:]
    private var days: [String: [Int32]] = [:]
    private var numbers: [String: DecimalColumn] = [:]
    private var dictionaries: [String: TextDictionary] = [:]
    private var lines: [Int32] = []

    /// What the rows have; a row that lacks one of them has no value there.
    init(texts: [String], days: [String] = [], numbers: [String] = []) {
        for field in texts {
            self.texts[field] = []
            dictionaries[field] = TextDictionary()
        }
        for field in days { self.days[field] = [] }
        for field in numbers { self.numbers[field] = DecimalColumn() }
    }

    /// A row with the texts of another one and what is its own.
    mutating func add(
        line: Int32 = 0, carrying source: (rows: SourceRows, row: Int)? = nil,
        texts own: [String: String] = [:], days ownDays: [String: Day] = [:],
        numbers ownNumbers: [String: ExactDecimal] = [:]
    ) {
        for field in texts.keys {
            let text = own[field] ?? source.map { $0.rows.text(field, $0.row) } ?? ""
            let code = text.isEmpty ? 0 : dictionaries[field]?.encode(text) ?? 0
            texts[field]?.append(code)
        }
        for field in days.keys {
            let day = ownDays[field] ?? source.flatMap { $0.rows.day(field, $0.row) }
            days[field]?.append(day?.number ?? TableBatch.Column.missingDay)
        }
        for field in numbers.keys {
            numbers[field]?.append(
                ownNumbers[field] ?? source.flatMap { $0.rows.number(field, $0.row) })
        }
        lines.append(line)
        count += 1
    }

    /// The rows as a batch.
    func finish() -> DerivedRows {
        var columns: [String: TableBatch.Column] = [:]
        for (field, codes) in texts { columns[field] = .text(codes) }
        for (field, found) in days { columns[field] = .dates(found) }
        for (field, found) in numbers { columns[field] = .numbers(found) }
        return DerivedRows(
            batch: TableBatch(rowCount: count, columns: columns, lines: lines),
            dictionaries: dictionaries)
    }
}
