import Diagnostics
import ReportModel
import TableReading

/// A table read plainly, row by row and cell by cell: the values, diagnostics and counts that the
/// fast reader must come to as well.
///
/// It knows cells of text, `where` of comparisons, and declared forms of dates; no computed fields.
struct NaiveTable {
    struct Row: Hashable {
        var path: String
        var line: Int
        /// In the order of the fields' names, empty where there is no value.
        var values: [String]
    }

    struct File {
        var path: String
        var bytes: [UInt8]
    }

    struct Field {
        var name: String
        var type: FieldType
        var isRequired = false
    }

    struct Column {
        var field: Field
        var index: Int
    }

    let source: TableSource
    let fields: [Field]
    let dates: NaiveDate
    let numbers: NaiveNumber
    private(set) var rows: [Row] = []
    private(set) var rowsRead = 0
    private(set) var emptyLines: [Int] = []
    private(set) var filteredLines: [Int] = []
    var tally = NaiveTally()
    var decimalDoubt = NaiveDecimalDoubt()

    private var headerMistakes: Set<Diagnostic> = []
    private var firstIDs: [String: (path: String, line: Int)]?
    private var periods: [NaivePeriod] = []
    /// Each text of a field as it was first written: texts may be equal and have other scalars.
    var spellings: [String: [String: String]] = [:]

    init(_ source: TableSource, _ files: [File]) {
        self.source = source
        let schema = TableSchema.of(source.table).fields.map {
            Field(name: $0.name, type: $0.type, isRequired: $0.isRequired)
        }
        let further = Set(source.columns.keys).union(source.dimensions)
            .subtracting(schema.map(\.name)).sorted()
        fields =
            schema + further.map { Field(name: $0, type: .text) }
        dates = NaiveDate(pattern: source.format.date ?? "iso")
        numbers = NaiveNumber(
            decimal: Character(Unicode.Scalar(source.format.decimal)),
            grouping: source.format.grouping.map { Character(Unicode.Scalar($0)) })
        for (number, file) in files.enumerated() {
            tally.file = number
            read(file)
        }
        for (message, line, path) in NaivePeriod.overlaps(periods) {
            tally.file = files.firstIndex { $0.path == path } ?? 0
            tally.add("line-overlap", message, path, .init(line: line, column: 1))
        }
        if !source.format.isDecimalDeclared, let found = decimalDoubt.finding {
            tally.file = found.file
            tally.add(
                "number-ambiguous", found.message, found.path, found.place, field: found.field)
        }
        addWordsOfRevenue()
        if rowsRead == 0, !tally.hasErrors {
            tally.add(
                Diagnostic(
                    .warning, id: "table-empty", "table '\(source.table.rawValue)' has no rows",
                    at: source.origin.location))
        }
    }

    private mutating func read(_ file: File) {
        let text = NaiveText(file.bytes, encoding: source.format.encoding ?? .utf8)
        for index in text.invalid {
            tally.add(CSVFault.Kind.encodingInvalid, file.path, text.places[index])
        }
        var head = NaiveHead(text, format: source.format)
        for fault in head.faults { add(fault, file.path) }
        guard let names = head.names else {
            if head.faults.isEmpty, text.invalid.isEmpty {
                var (id, message) = ("file-empty", "the file is empty")
                var line = source.format.skip + 1
                if case .line(let number)? = source.format.header { line = number }
                if line > 1 { message = "the file has no line \(line), where its header is to be" }
                if case .row(let name)? = source.format.header {
                    (id, message) = (
                        "header-missing", "no row has a cell '\(name)', as 'header' says"
                    )
                }
                tally.add(Diagnostic(id: id, message, at: SourceLocation(path: file.path)))
            }
            return
        }
        let columns = head.isDamaged ? nil : bind(names, file.path)
        let known = head.csv.faults.count
        var fileRows = 0
        while let row = head.csv.next() {
            fileRows += 1
            rowsRead += columns == nil ? 0 : 1
            guard let columns, !row.isDamaged else { continue }
            let seen = NaiveCells(
                row: row, places: head.csv.lastPlaces,
                isBlank: head.csv.lastCells.allSatisfy(\.isBlankInTables),
                number: fileRows, path: file.path, missing: source.format.missing)
            judge(seen, columns, names, isComma: head.delimiter == ",")
        }
        for fault in head.csv.faults[known...] { add(fault, file.path) }
    }

    /// Names of columns that a condition compares with numbers.
    private func comparedNumbers(_ condition: Expression?) -> Set<String> {
        guard let condition else { return [] }
        switch condition.kind {
        case .not(let inner): return comparedNumbers(inner)
        case .binary(let sign, let left, let right):
            if sign == .and || sign == .or {
                return comparedNumbers(left).union(comparedNumbers(right))
            }
            for (one, other) in [(left, right), (right, left)] {
                if case .name(let name) = one.kind, case .number = other.kind { return [name] }
            }
            return []
        default: return []
        }
    }

    private mutating func add(_ fault: CSVFault, _ path: String) {
        tally.add(fault.kind, path, .init(line: fault.line, column: fault.column))
    }
}

extension NaiveTable {
    private mutating func bind(_ names: [String], _ path: String) -> [Column] {
        var mistakes: [Diagnostic] = []
        func isTwice(_ name: String) -> Bool { names.count { $0 == name } > 1 }
        func refuse(_ name: String, _ location: SourceLocation?, _ table: String = "") {
            let message =
                isTwice(name) && !name.isEmpty
                ? "\(path) has the column '\(name)' more than once"
                : "\(path) has no column '\(name)'" + table
            mistakes.append(
                Diagnostic(
                    id: isTwice(name) && !name.isEmpty ? "column-ambiguous" : "column-missing",
                    message, at: location))
        }
        var columns: [Column] = []
        for field in fields {
            let mapped = source.columns[field.name]
            let name = mapped?.value ?? field.name
            let location = mapped?.location ?? source.origin.location
            if let index = names.firstIndex(of: name), !isTwice(name) {
                columns.append(Column(field: field, index: index))
            } else if isTwice(name) || mapped != nil || field.isRequired {
                refuse(
                    name, location,
                    mapped == nil ? ", which table '\(source.table.rawValue)' needs" : "")
            }
        }
        for (name, location) in source.filter?.names ?? []
        where names.count(where: { $0 == name }) != 1 && name != "row_number" {
            refuse(name, location)
        }
        for mistake in mistakes where headerMistakes.insert(mistake).inserted {
            tally.add(mistake, field: mistake.message)
        }
        let found = columns.map(\.field.name)
        let hasOwnIDs: [TableName] = [
            .customers, .owners, .products, .contracts, .opportunities, .leads,
        ]
        let isHistory = source.table == .customers && found.contains("valid_from")
        if found.contains("id"), hasOwnIDs.contains(source.table), !isHistory {
            firstIDs = firstIDs ?? [:]
        } else {
            firstIDs = nil
        }
        return columns
    }

    private mutating func judge(
        _ cells: NaiveCells, _ columns: [Column], _ names: [String], isComma: Bool
    ) {
        let line = cells.row.line
        let start = NaiveText.Place(line: line, column: 1)
        if cells.isBlank {
            emptyLines.append(line)
            return
        }
        if cells.row.cellCount < names.count || cells.row.hasTextBeyond {
            let message = "the row has \(cells.row.cellCount) cells, the header has \(names.count)"
            tally.add("row-length", message, cells.path, start)
            return
        }
        let condition = NaiveCondition(names: names, cells: cells, numbers: numbers)
        // A condition on columns that are not there is none.
        let isBound = (source.filter?.names ?? []).allSatisfy { wanted in
            wanted.name == "row_number" || names.count { $0 == wanted.name } == 1
        }
        if !isComma, isBound {
            for name in comparedNumbers(source.filter) {
                guard let index = names.firstIndex(of: name) else { continue }
                let field = Field(name: "where", type: .number)
                decimalDoubt.look(
                    at: cells, Column(field: field, index: index), file: tally.file)
            }
        }
        switch condition.verdict(source.filter) {
        case .truth(true): break
        case .truth(false):
            filteredLines.append(line)
            return
        case .noNumber(let cell):
            refuse(cells, cell, "where", "number")
            return
        }
        var values: [String: String] = [:]
        for column in columns {
            if column.field.type == .number, !isComma {
                decimalDoubt.look(at: cells, column, file: tally.file)
            }
            guard let value = value(cells, column) else { continue }
            values[column.field.name] = value
        }
        if values.count < columns.count { return }
        let idColumn = columns.first { $0.field.name == "id" }
        if let idColumn, let id = values["id"], let uses = firstIDs {
            if let first = uses[id] {
                let message =
                    "the id '\(Self.excerpt(id))' of line \(line) is in line \(first.line)"
                    + " of \(first.path) already"
                tally.add("id-duplicate", message, cells.path, cells.places[idColumn.index])
                return
            }
            firstIDs?[id] = (cells.path, line)
        }
        if source.table == .subscriptions, values["id"] != nil, values["start"] != nil {
            periods.append(NaivePeriod(values, path: cells.path, line: line, index: periods.count))
        }
        rows.append(
            Row(
                path: cells.path, line: line, values: values.sorted { $0.key < $1.key }.map(\.value)
            ))
    }
}
