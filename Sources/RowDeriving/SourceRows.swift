import Diagnostics
package import ReportModel

/// The rows of a table, kept as columns so that those of other tables can be looked up in them.
package struct SourceRows: Sendable {
    package private(set) var count = 0
    private var texts: [String: [Int32]] = [:]
    private var days: [String: [Int32]] = [:]
    private var numbers: [String: [ExactDecimal?]] = [:]
    private var dictionaries: [String: TextDictionary] = [:]
    private var lines: [Int32] = []
    /// Where the rows of another file begin.
    private var paths: [(first: Int, path: String)] = []

    package init() {}

    /// Takes a batch in; its amounts are in the reporting currency.
    package mutating func append(_ batch: TableBatch) {
        if paths.last?.path != batch.path { paths.append((count, batch.path)) }
        for (field, column) in batch.columns {
            switch column {
            case .text(let codes):
                texts[field, default: Array(repeating: 0, count: count)] += codes
            case .dates(let found):
                days[
                    field, default: Array(repeating: TableBatch.Column.missingDay, count: count)] +=
                    found
            case .numbers(let found):
                numbers[field, default: Array(repeating: nil, count: count)] +=
                    (0..<batch.rowCount).map { found[$0] }
            }
        }
        lines += batch.lines
        count += batch.rowCount
        for field in texts.keys where texts[field]?.count != count {
            texts[field]? += Array(repeating: 0, count: batch.rowCount)
        }
        for field in days.keys where days[field]?.count != count {
            days[field]? += Array(
                repeating: TableBatch.Column.missingDay, count: batch.rowCount)
        }
        for field in numbers.keys where numbers[field]?.count != count {
            numbers[field]? += Array(repeating: nil, count: batch.rowCount)
        }
    }

    /// The texts of all batches, once the last one was taken in.
    package mutating func name(_ dictionaries: [String: TextDictionary]) {
        self.dictionaries = dictionaries
    }

    /// Whether any row has the field.
    package func has(_ field: String) -> Bool {
        texts[field] != nil || days[field] != nil || numbers[field] != nil
    }

    /// The fields that hold texts, in order, but for the currency that amounts had.
    var textFields: [String] { texts.keys.filter { $0 != "currency" }.sorted() }

    /// Empty where there is none.
    package func text(_ field: String, _ row: Int) -> String {
        guard let codes = texts[field], codes[row] != 0, let dictionary = dictionaries[field]
        else { return "" }
        return dictionary[codes[row]]
    }

    func day(_ field: String, _ row: Int) -> Day? {
        guard let found = days[field]?[row], found != TableBatch.Column.missingDay else {
            return nil
        }
        return Day(number: found)
    }

    func number(_ field: String, _ row: Int) -> ExactDecimal? { numbers[field]?[row] ?? nil }

    /// By row; nil where no row has the field.
    func days(of field: String) -> [Int32]? { days[field] }
    func numbers(of field: String) -> [ExactDecimal?]? { numbers[field] }

    func location(_ row: Int) -> SourceLocation {
        SourceLocation(path: path(row), line: Int(lines[row]), column: 1)
    }

    func line(_ row: Int) -> Int32 { lines[row] }

    /// By row the code of a text field, and what the codes stand for.
    func codes(of field: String) -> ([Int32], TextDictionary) {
        (
            texts[field] ?? Array(repeating: 0, count: count),
            dictionaries[field] ?? TextDictionary()
        )
    }

    /// Whether two rows have the same texts in all fields.
    func hasSameTexts(_ first: Int, _ second: Int) -> Bool {
        texts.allSatisfy { $0.value[first] == $0.value[second] }
    }

    /// Rows once more in another order, some several times, with all their fields.
    func picked(_ rows: [Int]) -> DerivedRows {
        var columns: [String: TableBatch.Column] = [:]
        for (field, codes) in texts { columns[field] = .text(rows.map { codes[$0] }) }
        for (field, found) in days { columns[field] = .dates(rows.map { found[$0] }) }
        for (field, found) in numbers {
            columns[field] = .numbers(DecimalColumn(rows.lazy.map { found[$0] }))
        }
        return DerivedRows(
            batch: TableBatch(
                rowCount: rows.count, columns: columns, lines: rows.map { lines[$0] },
                path: paths.first?.path ?? ""),
            dictionaries: dictionaries)
    }

    private func path(_ row: Int) -> String {
        paths.last { $0.first <= row }?.path ?? ""
    }

    /// The rows by a text of theirs, in their order; those without it are left out.
    func rows(by field: String) -> [String: [Int]] {
        guard texts[field] != nil else { return [:] }
        var found: [String: [Int]] = [:]
        for row in 0..<count {
            let text = text(field, row)
            if !text.isEmpty { found[text, default: []].append(row) }
        }
        return found
    }
}
