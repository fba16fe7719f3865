import Diagnostics
import ReportModel

/// Turns batches of records into batches of typed columns, a column at a time.
///
/// A reader is a value with its own dictionaries, counts and diagnostics. Readers of parts of a
/// file are forks of one; what they found is merged and is then what one reader of all would have
/// found, but for the order of codes. Memory is one batch and the dictionaries.
struct TableReader: Sendable {
    let source: TableSource
    let fields: [WantedField]
    private(set) var patterns: CellPatterns
    /// By field: how its dates are written.
    var dates: [DatePattern]
    /// By field: whether that is known; where it is not, no date can be wrong.
    var hasDateForm: [Bool]
    /// By field: what to do about a date that is none, where the column tells.
    var dateRemedies: [String?]
    var areDatesSettled = false
    /// How dates are written that are known to be dates, as those of a workbook.
    let isoDates: DatePattern
    /// Fields of amounts of money, which no percentage is.
    let amounts: Set<String>
    /// By field: what its numbers are multiplied by, where that is not one.
    let units: [ExactDecimal?]
    var tally = DiagnosticTally()
    var dictionaries: [ByteDictionary]
    /// By field: the digits after the point that its numbers had last.
    var scales: [Int]
    var decimalDoubt: DecimalDoubt
    /// What was found out from the files.
    var findings: [String] = []

    // The file at hand.
    private(set) var path = ""
    private(set) var fileName: [UInt8] = []
    private(set) var columns: TableColumns?
    /// What parts the cells of a text.
    var fileDelimiter: UInt8?
    private(set) var fileRows = 0

    private(set) var rowsRead = 0
    private(set) var rowsUsed = 0
    private var emptyRows = TableReceipt.LeftOut(reason: "empty row", rows: 0, firstLines: [])
    private var filteredRows = TableReceipt.LeftOut(
        reason: "left out by where", rows: 0, firstLines: [])
    /// How many of their first lines stand in earlier files.
    private var earlierLines = (empty: 0, filtered: 0)
    private var fieldsFound: Set<String> = []
    private var ids: UniqueIDs?
    /// Of subscriptions: when each line is in force.
    var lineTimes: LineTimes?
    private var headerMistakes: Set<Diagnostic> = []

    init(_ source: TableSource, wanted: Set<String>?) {
        self.source = source
        fields = source.fields(wanted: wanted)
        dictionaries = fields.map { _ in ByteDictionary() }
        scales = fields.map { _ in 0 }
        decimalDoubt = DecimalDoubt(isSettled: source.format.isDecimalDeclared)
        if source.table == .subscriptions { lineTimes = LineTimes(fields: fields.map(\.name)) }
        let zone = source.format.timeZone
        isoDates = DatePattern.iso(timeZone: zone)
        var pattern = isoDates
        var isKnown = true
        let forms = source.format.date.map { text in
            text.isEmpty
                ? [text] : text.split(separator: TableFormat.dateSeparator).map(String.init)
        }
        var further: [DatePattern] = []
        for (index, text) in (forms ?? []).enumerated() {
            if let own = DatePattern(text, timeZone: zone) {
                if index == 0 { pattern = own } else { further.append(own) }
            } else {
                isKnown = false
                tally.add(
                    Diagnostic(
                        id: "date-format-invalid", "'\(text)' is no form of a date",
                        remedy: "a form is made of yyyy yy MMMM MMM MM M Q dd d HH H mm ss SSS a"
                            + " and signs between them, as in dd/MM/yyyy; or it is iso or excel",
                        at: source.origin.location))
            }
        }
        dates = fields.map { _ in pattern }
        hasDateForm = fields.map { _ in isKnown }
        dateRemedies = fields.map { _ in nil }
        amounts = scaledFields(of: source.table)
        let scaled = source.unit == .one ? [] : amounts
        units = fields.map { scaled.contains($0.name) ? source.unit : nil }
        patterns = CellPatterns(
            numbers: NumberPattern(
                decimal: source.format.decimal, grouping: source.format.grouping),
            missing: source.format.missing.map { Array($0.utf8) }, dates: [pattern] + further,
            areDatesDeclared: forms != nil,
            isoDates: isoDates)
    }

    /// Begins a file: finds the fields in its header.
    ///
    /// - Parameter number: The file's place among those of the table.
    mutating func beginFile(_ path: String, number: Int, header: [String]) {
        self.path = path
        tally.file = number
        fileName = Array(path.utf8.reversed().prefix { $0 != UInt8(ascii: "/") }.reversed())
        fileRows = 0
        fileDelimiter = nil
        earlierLines = (emptyRows.firstLines.count, filteredRows.firstLines.count)
        let found = TableColumns(header: header, of: path, source: source, fields: fields)
        // What is wrong with the settings themselves is the same in every file.
        for diagnostic in found.diagnostics where headerMistakes.insert(diagnostic).inserted {
            tally.add(diagnostic, field: diagnostic.message)
        }
        let names = found.bound.map { fields[$0.field].name }
        fieldsFound.formUnion(names)
        let idField = found.bound.first { fields[$0.field].name == "id" }?.field
        if let idField, source.table.hasUniqueIDs(fields: Set(names)) {
            if ids == nil { ids = UniqueIDs(field: idField) }
        } else {
            ids = nil
        }
        columns = found
        patterns.currency = currencyGround(found)
    }

    /// Rates are themselves of one currency in another: there no sign is wrong.
    private func currencyGround(_ columns: TableColumns) -> CurrencyGround? {
        guard let reporting = source.format.currency, source.table != .rates else { return nil }
        let bound = columns.bound.first { fields[$0.field].name == "currency" }
        return CurrencyGround(
            reporting: reporting, hasField: columns.hasCurrency, field: bound?.input,
            words: source.values["currency"] ?? [:])
    }

    /// Begins a file whose header is damaged: its rows mean nothing.
    mutating func skipFile(_ path: String, number: Int) {
        self.path = path
        tally.file = number
        columns = nil
        fileRows = 0
    }

    /// Whether rows can only be judged by one reader, in their order.
    var needsOrder: Bool {
        source.wide != nil || ids != nil || lineTimes != nil || columns?.countsRows ?? true
    }

    /// An empty batch for rows of the file that was begun.
    func emptyBatch() -> RecordBatch {
        RecordBatch(width: columns?.width ?? 0, stored: columns?.stored ?? [])
    }

    /// Takes rows of the file that was begun; nil where none of them is used.
    mutating func read(_ batch: RecordBatch) -> TableBatch? {
        guard let columns else { return nil }
        rowsRead += batch.rowCount
        defer { fileRows += batch.rowCount }
        watchDecimals(of: columns.filter?.comparedNumbers ?? [], wholeRows: batch, columns)
        let rows = keptRows(of: batch, columns)
        if rows.isEmpty { return nil }
        settleDates(batch, rows, columns)
        var isKept = [Bool](repeating: true, count: rows.count)
        var built: [TableBatch.Column] = []
        for bound in columns.bound {
            built.append(column(bound, batch, rows, &isKept))
        }
        checkIDs(columns, built, batch, rows, &isKept)
        var lines = rows.map { batch.lines[Int($0)] }
        if isKept.contains(false) {
            built = built.map { $0.filtered(isKept) }
            lines = zip(lines, isKept).filter(\.1).map(\.0)
        }
        if lines.isEmpty { return nil }
        rowsUsed += lines.count
        var result = TableBatch(rowCount: lines.count, columns: [:], lines: lines, path: path)
        for (bound, column) in zip(columns.bound, built) {
            result.columns[fields[bound.field].name] = column
        }
        noteLineTimes(result)
        return result
    }

    /// Rows that are whole, hold something and that `where` keeps.
    private mutating func keptRows(of batch: RecordBatch, _ columns: TableColumns) -> [Int32] {
        var rows: [Int32] = []
        rows.reserveCapacity(batch.rowCount)
        let width = Int32(columns.width)
        for row in 0..<batch.rowCount {
            let mark = batch.marks[row]
            if !mark.isEmpty || batch.cellCounts[row] < width {
                if mark.contains(.damaged) { continue }
                if mark.contains(.blank) {
                    emptyRows.count(Int(batch.lines[row]))
                    continue
                }
                if batch.cellCounts[row] < width || mark.contains(.textBeyond) {
                    reportLength(batch, row, columns.width)
                    continue
                }
            }
            if let filter = columns.filter {
                let evaluation = evaluation(batch, row)
                switch evaluation.value(filter) {
                case .truth(true): break
                case .failed(let failure):
                    report(failure, field: "where", evaluation)
                    continue
                default:
                    filteredRows.count(Int(batch.lines[row]))
                    continue
                }
            }
            rows.append(Int32(truncatingIfNeeded: row))
        }
        return rows
    }

    func evaluation(_ batch: RecordBatch, _ row: Int) -> RowEvaluation {
        RowEvaluation(
            batch: batch, row: row, patterns: patterns, rowNumber: fileRows + row + 1,
            fileName: fileName)
    }

    private mutating func checkIDs(
        _ columns: TableColumns, _ built: [TableBatch.Column], _ batch: RecordBatch,
        _ rows: [Int32], _ isKept: inout [Bool]
    ) {
        guard let field = ids?.field,
            let index = columns.bound.firstIndex(where: { $0.field == field }),
            case .text(let codes) = built[index]
        else { return }
        for position in rows.indices where isKept[position] {
            let line = Int(batch.lines[Int(rows[position])])
            guard let first = ids?.firstUse(codes[position], path: path, line: line) else {
                continue
            }
            isKept[position] = false
            var cell = 0
            if case .cell(let own) = columns.bound[index].input { cell = own }
            reportDuplicate(codes[position], first, cell, batch, Int(rows[position]), field)
        }
    }

    private mutating func noteLineTimes(_ batch: TableBatch) {
        guard let times = lineTimes else { return }
        guard case .text(let ids)? = batch.columns[fields[times.idField].name],
            case .dates(let starts)? = batch.columns[fields[times.startField].name]
        else { return }
        var ends: [Int32]?
        if case .dates(let days)? = batch.columns[fields[times.endField].name] { ends = days }
        for row in 0..<batch.rowCount {
            lineTimes?.add(
                id: ids[row], start: starts[row],
                end: ends?[row] ?? TableBatch.Column.missingDay, path: path,
                file: tally.file, line: Int(batch.lines[row]))
        }
    }
}

extension TableReader {
    /// A reader for another part of the file at hand, with nothing found yet.
    func fork() -> TableReader {
        var other = self
        other.tally = DiagnosticTally()
        other.tally.file = tally.file
        other.rowsRead = 0
        other.rowsUsed = 0
        other.emptyRows.clear()
        other.filteredRows.clear()
        return other
    }

    /// Adds what the reader of another part found; texts of both then have codes here.
    mutating func merge(_ other: TableReader) {
        tally.merge(other.tally)
        rowsRead += other.rowsRead
        rowsUsed += other.rowsUsed
        decimalDoubt.merge(other.decimalDoubt)
        emptyRows.merge(other.emptyRows, after: earlierLines.empty)
        filteredRows.merge(other.filteredRows, after: earlierLines.filtered)
        for field in dictionaries.indices { dictionaries[field].absorb(other.dictionaries[field]) }
    }

    /// Shared with the reader, not copied, as long as nobody keeps them beyond the batch.
    var textDictionaries: [String: TextDictionary] {
        var found: [String: TextDictionary] = [:]
        for (field, dictionary) in zip(fields, dictionaries)
        where field.type.isText && fieldsFound.contains(field.name) {
            found[field.name] = dictionary.texts
        }
        return found
    }

    func receipt(files: [TableReceipt.FileReceipt]) -> TableReceipt {
        var receipt = TableReceipt(
            table: source.table, files: files, rowsRead: rowsRead, rowsUsed: rowsUsed,
            fields: fieldsFound)
        receipt.leftOut = [emptyRows, filteredRows].filter { $0.rows > 0 }
        receipt.dictionaries = textDictionaries
        receipt.findings = findings
        return receipt
    }

    /// The distinct texts of a field that was found, sorted.
    func texts(of field: String) -> [String] {
        guard fieldsFound.contains(field), let i = fields.firstIndex(where: { $0.name == field })
        else { return [] }
        return dictionaries[i].texts.texts.filter { !$0.isEmpty }.sorted()
    }

    /// The text of a subscription line's id.
    func lineID(_ code: Int32) -> String {
        fields.firstIndex { $0.name == "id" }.map { dictionaries[$0].texts[code] } ?? ""
    }
}

extension TableReceipt.LeftOut {
    fileprivate mutating func clear() {
        rows = 0
        firstLines = []
    }
}
