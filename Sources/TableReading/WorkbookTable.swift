import ReportModel

/// Finds the table in the rows of a sheet: its header first, then its rows, all as wide as it.
struct WorkbookTable {
    private let range: CellRange?
    private let format: TableFormat
    private var record = CSVRecord()
    /// The columns of the table, once the header is known, and which of them have a name.
    private var columns: ClosedRange<Int>?
    private var isNamed: [Bool] = []
    private let isMissing: Set<[UInt8]>
    /// Rows of the table that the sheet hides; they are read all the same.
    private(set) var hiddenRows = 0

    init(range: CellRange?, format: TableFormat) {
        self.range = range
        self.format = format
        isMissing = Set(format.missing.map { Array($0.utf8) })
    }

    /// Rows above this one are no data.
    private var firstRow: Int {
        let first = (range?.rows.lowerBound ?? 1) + format.skip
        if case .line(let line) = format.header { return max(first, line) }
        return first
    }

    /// Whether no row from this number on belongs to the table.
    func ends(before number: Int) -> Bool { number > (range?.rows.upperBound ?? .max) }

    mutating func take(
        _ row: WorkbookRow, fault: (CSVFault) -> Void, record take: (CSVRecord) throws -> Void
    ) throws {
        guard row.number >= firstRow, !ends(before: row.number) else { return }
        let allowed = range?.columns ?? 1...CellRange.columnLimit
        let used = row.cells.indices.filter { index in
            allowed.contains(row.cells[index].column)
                && (row.cells[index].fault != nil || !row.content(index).allSatisfy(isBlank))
        }
        guard let first = used.first, let last = used.last else { return }
        if columns == nil {
            let filled = row.cells[first].column...row.cells[last].column
            let isHeader = try begins(with: row, filled: range?.columns ?? filled, used)
            if columns == nil { return }
            if !isHeader { try giveNumbers(row.number, take) }
            if isHeader { isNamed = names(row, used) }
        }
        fill(row, used, fault)
        if row.isHidden { hiddenRows += 1 }
        try take(record)
    }

    /// Says whether a header was looked for and isn't there.
    func finish() throws {
        guard columns == nil, case .row(let name) = format.header else { return }
        throw WorkbookRefusal(
            "header-missing", "no row of the sheet has a cell '\(excerpt(name))'",
            remedy: "name one of the columns as the sheet does", subject: .header)
    }

    /// Takes the row as the first of the table where it is; says whether it names the columns.
    private mutating func begins(
        with row: WorkbookRow, filled: ClosedRange<Int>, _ used: [Int]
    ) throws -> Bool {
        switch format.header {
        case .some(.none):
            columns = filled
            isNamed = Array(repeating: true, count: filled.count)
            return false
        case .row(let name):
            let wanted = Array(name.utf8)
            let isThere = used.contains { index in
                let content = Array(row.content(index))
                return Array(content[content.span.trimmed(0..<content.count)]) == wanted
            }
            if isThere { columns = filled }
            return isThere
        case .line(let line) where row.number != line: throw blank(line)
        case nil where range != nil && row.number != firstRow: throw blank(firstRow)
        default:
            columns = filled
            return true
        }
    }

    private func blank(_ line: Int) -> WorkbookRefusal {
        WorkbookRefusal(
            "header-missing", "row \(line) of the sheet, which is to name the columns, is blank",
            remedy: range == nil
                ? "set format: {header: …} to the number of the row that names them"
                : CellRange.remedy, subject: range == nil ? .header : .range)
    }

    private func names(_ row: WorkbookRow, _ used: [Int]) -> [Bool] {
        let filled = Set(used.map { row.cells[$0].column })
        return (columns ?? 1...1).map { filled.contains($0) }
    }

    /// A header for a table that has none: `1`, `2`, ….
    private mutating func giveNumbers(
        _ line: Int, _ take: (CSVRecord) throws -> Void
    ) throws {
        guard let columns else { return }
        record.clear()
        record.line = line
        for (index, column) in columns.enumerated() {
            record.bytes += String(index + 1).utf8
            record.end(line: line, column: column, kind: .text)
        }
        try take(record)
    }

    private mutating func fill(_ row: WorkbookRow, _ used: [Int], _ fault: (CSVFault) -> Void) {
        guard let columns else { return }
        record.clear()
        record.line = row.number
        var rest = used[...]
        while let next = rest.first, row.cells[next].column < columns.lowerBound {
            rest.removeFirst()
        }
        for (index, column) in columns.enumerated() {
            var kind = CSVRecord.CellKind.text
            if let next = rest.first, row.cells[next].column == column {
                rest.removeFirst()
                let cell = row.cells[next]
                kind = cell.kind
                if let problem = cell.fault {
                    report(problem, row, next, isNamed[index], fault)
                } else {
                    record.bytes += row.content(next)
                }
            }
            record.end(line: row.number, column: column, kind: kind)
        }
        // Without a header nobody can tell a remark beside the table from a value of it.
        if case .some(.none) = format.header { record.hasTextBeyond = !rest.isEmpty }
    }

    private mutating func report(
        _ problem: CSVFault.Kind, _ row: WorkbookRow, _ index: Int, _ isNamed: Bool,
        _ fault: (CSVFault) -> Void
    ) {
        let content = Array(row.content(index))
        if !isNamed || isMissing.contains(content) { return }
        let cell = row.cells[index]
        let name = CellPlace.name(row: row.number, column: cell.column)
        let shown = excerpt(String(decoding: content, as: UTF8.self))
        var found = CSVFault(problem, line: row.number, column: cell.column)
        found.detail =
            switch problem {
            case .cellError: "the cell \(name) shows the error \(shown)"
            case .formulaWithoutValue: "the formula in the cell \(name) has no stored result"
            case .cellTooLong: "the text of the cell \(name) is longer than 1 MB"
            default: "the cell \(name) stores '\(shown)', which its kind cannot be"
            }
        record.isDamaged = true
        fault(found)
    }
}

extension CSVRecord {
    /// Ends the cell whose content was put into `bytes`.
    mutating func end(line: Int, column: Int, kind: CellKind) {
        ends.append(bytes.count)
        lines.append(line)
        columns.append(column)
        kinds.append(kind)
        cellCount += 1
    }
}
