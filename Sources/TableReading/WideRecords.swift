package import Diagnostics
package import ReportModel

/// Turns a row that has a column for each period or currency into rows with one value each.
///
/// The rows have the other columns of the file, then the field that the columns' names become
/// (`period`, `currency`), then the value's. A cell that says nothing makes no row: a plan without a
/// value is no plan, and no rate is known on that day.
package struct WideRecords {
    /// The names of the cells of the rows that `expand` makes.
    package private(set) var header: [String] = []
    /// What is wrong with the settings or the file's header.
    package private(set) var diagnostics: [Diagnostic] = []
    /// Cells of a row of the file.
    package let width: Int

    /// A column that is turned into rows.
    private struct Column {
        var cell: Int
        var name: Name
    }

    private enum Name {
        case text([UInt8])
        case date([UInt8])
        case period(PeriodName)
    }

    private var kept: [Int] = []
    private var columns: [Column] = []
    private var yearCell: Int?
    /// The month that the first of the columns names, where months run over the turn of a year.
    private var turn: Int?
    private let isDate: Bool
    private var missing: [[UInt8]]

    /// What `source` says of the columns of one file; nil where its table is a long one.
    package init?(_ source: TableSource, header names: [String], path: String) {
        guard let wide = source.wide else { return nil }
        let schema = TableSchema.of(source.table)
        let field = wide.field.value
        width = names.count
        isDate = schema.field(field)?.type == .date
        missing = source.format.missing.map { Array($0.utf8) }
        if source.table == .rates { missing += Self.noRate.map { Array($0.utf8) } }
        var choice = WideColumns(source, wide, names: names.map(trimmedName), path: path)
        guard let value = Self.valueField(of: source.table) else {
            choice.refuse("wide-unsupported", "'\(source.table.rawValue)' has no value a column")
            diagnostics = choice.diagnostics
            header = [field]
            return
        }
        choice.choose(value: value)
        for cell in choice.chosen {
            let name = choice.names[cell]
            switch choice.isPeriod ? PeriodName(name) : nil {
            case let period?: columns.append(Column(cell: cell, name: .period(period)))
            case nil: columns.append(Column(cell: cell, name: .text(Array(name.utf8))))
            }
        }
        yearCell = choice.yearCell
        turn = Self.turn(of: columns.map(\.name))
        if isDate { resolveDates() }
        kept = names.indices.filter { !choice.isChosen[$0] && !choice.names[$0].isEmpty }
        header = kept.map { choice.names[$0] }
        takeFieldNames(source, schema)
        header += [field, value]
        diagnostics = choice.diagnostics
    }

    /// What tables of rates write for "none" beside the empty cell.
    private static let noRate = ["N/A", "n/a", "-"]

    /// The field that the cells of a table's wide columns become.
    static func valueField(of table: TableName) -> String? {
        let numbers = TableSchema.of(table).fields.filter { $0.type == .number }
        return (numbers.first(where: \.isRequired) ?? numbers.first)?.name
    }

    /// Columns that are called like a field but for upper and lower case become the field's, unless
    /// the settings name them.
    private mutating func takeFieldNames(_ source: TableSource, _ schema: TableSchema) {
        for field in schema.fields.map(\.name)
        where source.columns[field] == nil && source.computed[field] == nil
            && !header.contains(field)
        {
            let alike = header.indices.filter { header[$0].lowercased() == field }
            guard alike.count == 1, let index = alike.first else { continue }
            // The name that the file has stays for 'where' and 'compute'.
            header.append(field)
            kept.append(kept[index])
        }
    }

    /// Where month names do not ascend, they run over the turn of a year: its number is a fiscal one.
    private static func turn(of names: [Name]) -> Int? {
        let months = names.compactMap { name -> Int? in
            if case .period(.monthOfYear(let month)) = name { month } else { nil }
        }
        return zip(months, months.dropFirst()).contains { $1 < $0 } ? months.first : nil
    }

    private mutating func resolveDates() {
        for index in columns.indices {
            guard case .period(let period) = columns[index].name,
                let day = period.lastDay(year: nil)
            else { continue }
            columns[index].name = .date(Array(day.description.utf8))
        }
    }

    /// Hands over a row for each cell that says something; all of them have the line of `record`.
    ///
    /// A row that is damaged, empty or of another length than the header is handed over once, so that
    /// the reader says so. `each` may not keep what it is given.
    /// - Returns: how many cells say nothing.
    @discardableResult
    package func expand(
        _ record: CSVRecord, _ each: (CSVRecord) throws -> Void
    ) rethrows -> Int {
        if record.isDamaged || record.isEmpty {
            try each(record)
            return 0
        }
        if hasWrongLength(record) {
            var refused = record
            refused.hasTextBeyond = true
            try each(refused)
            return 0
        }
        var row = CSVRecord()
        row.line = record.line
        for cell in kept { row.append(record, cell) }
        row.cellCount = header.count
        let prefix = (bytes: row.bytes.count, cells: kept.count)
        let year = yearCell.map { Year(record, cell: $0) }
        var empty = 0
        for column in columns {
            guard says(record, column.cell) else {
                empty += 1
                continue
            }
            row.truncate(toCells: prefix.cells, bytes: prefix.bytes)
            let (name, kind) = name(column.name, year)
            row.append(name, kind, placedLike: column.cell, of: record)
            row.append(record, column.cell)
            try each(row)
        }
        return empty
    }

    /// Whether a row has fewer cells than the header, or text beyond it.
    package func hasWrongLength(_ record: CSVRecord) -> Bool {
        record.cellCount < width || record.ends.count < width || record.hasTextBeyond
    }

    private func says(_ record: CSVRecord, _ cell: Int) -> Bool {
        let bytes = record.bytes.span
        let content = bytes.extracting(bytes.trimmed(record.range(of: cell)))
        if content.isEmpty { return false }
        for word in missing where content.equals(word) { return false }
        return true
    }

    private func name(_ name: Name, _ year: Year?) -> ([UInt8], CSVRecord.CellKind) {
        switch name {
        case .text(let bytes): return (bytes, .text)
        case .date(let bytes): return (bytes, .date)
        case .period(let period):
            if isDate, let day = period.lastDay(year: year?.number) {
                return (Array(day.description.utf8), .date)
            }
            return (Array(period.text(of: year, turn: turn).utf8), .text)
        }
    }
}

extension CSVRecord {
    fileprivate mutating func append(_ other: CSVRecord, _ cell: Int) {
        append(
            other.bytes[other.range(of: cell)], other.kind(of: cell), placedLike: cell, of: other)
    }

    fileprivate mutating func append(
        _ content: some Collection<UInt8>, _ kind: CellKind, placedLike cell: Int,
        of other: CSVRecord
    ) {
        if kind != .text, kinds.isEmpty {
            kinds = [CellKind](repeating: .text, count: ends.count)
        }
        if kind != .text || !kinds.isEmpty { kinds.append(kind) }
        bytes.append(contentsOf: content)
        ends.append(bytes.count)
        let isPlaced = cell < other.lines.count && cell < other.columns.count
        lines.append(isPlaced ? other.lines[cell] : other.line)
        columns.append(isPlaced ? other.columns[cell] : 1)
    }

    fileprivate mutating func truncate(toCells cells: Int, bytes count: Int) {
        bytes.removeSubrange(count...)
        ends.removeSubrange(cells...)
        lines.removeSubrange(cells...)
        columns.removeSubrange(cells...)
        if !kinds.isEmpty { kinds.removeSubrange(cells...) }
    }
}

/// Without white space, no-break spaces and a byte order mark at both ends.
func trimmedName(_ name: String) -> String {
    func isSpace(_ character: Character) -> Bool {
        character.isWhitespace || character == "\u{FEFF}"
    }
    let start = name.drop(while: isSpace)
    guard let last = start.lastIndex(where: { !isSpace($0) }) else { return "" }
    return String(start[...last])
}
