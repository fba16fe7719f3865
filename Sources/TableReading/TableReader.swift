import Diagnostics
import ReportModel

/// Turns records into batches of typed columns.
///
/// A reader is a value with its own dictionaries, counts and diagnostics and knows nothing of the
/// bytes before its first record but the header. So a large file can be given to two readers, cut
/// at a line break outside quotes; what they found is then merged in file order: the second one's
/// texts are encoded into the first one's dictionaries, its codes replaced by the new ones, its
/// counts and tallies added, and ids compared again across the seam. Memory is one batch and the
/// dictionaries.
struct TableReader {
    static let batchSize = 1 << 14
    private static let firstLines = 10

    let source: TableSource
    let fields: [WantedField]
    let patterns: CellPatterns
    /// Whether the form of dates is known; where it is not, no date can be wrong.
    private(set) var hasDateForm = true
    var tally = DiagnosticTally()
    private var dictionaries: [ByteDictionary]

    // The file at hand.
    var path = ""
    private var fileName: [UInt8] = []
    private var columns: TableColumns?
    private(set) var fileRows = 0

    // The batch at hand.
    private var values: [FieldValues]
    private var lines: [Int32] = []

    private(set) var rowsRead = 0
    private var rowsUsed = 0
    private var emptyRows = TableReceipt.LeftOut(reason: "empty row", rows: 0, firstLines: [])
    private var filteredRows = TableReceipt.LeftOut(
        reason: "left out by where", rows: 0, firstLines: [])
    private var fieldsFound: Set<String> = []
    private var ids: UniqueIDs?
    /// Of subscriptions: when each line is in force.
    var lineTimes: LineTimes?
    private var headerMistakes: Set<Diagnostic> = []

    init(_ source: TableSource, wanted: Set<String>?) {
        self.source = source
        fields = source.fields(wanted: wanted)
        dictionaries = fields.map { _ in ByteDictionary() }
        values = fields.map { FieldValues($0.type) }
        if source.table == .subscriptions { lineTimes = LineTimes(fields: fields.map(\.name)) }
        var dates = DatePattern.iso
        if let text = source.format.date {
            if let pattern = DatePattern(text) {
                dates = pattern
            } else {
                hasDateForm = false
                tally.add(
                    Diagnostic(
                        id: "date-format-invalid", "'\(text)' is no form of a date",
                        remedy: "a form is made of yyyy yy MM M dd d HH H mm ss SSS a"
                            + " and signs between them, as in dd/MM/yyyy",
                        at: source.origin.location))
            }
        }
        patterns = CellPatterns(
            numbers: NumberPattern(
                decimal: source.format.decimal, grouping: source.format.grouping),
            dates: dates, missing: source.format.missing.map { Array($0.utf8) })
    }

    /// Begins a file: finds the fields in its header.
    mutating func beginFile(_ path: String, header: [String]) {
        self.path = path
        fileName = Array(path.utf8.reversed().prefix { $0 != UInt8(ascii: "/") }.reversed())
        fileRows = 0
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
    }

    /// Takes one row of the file that was begun; hands over the batch when it is full.
    mutating func add(_ record: CSVRecord, _ consume: BatchConsumer) throws {
        guard let columns else { return }
        rowsRead += 1
        fileRows += 1
        if record.isDamaged { return }
        if record.isEmpty {
            emptyRows.count(record.line, keeping: Self.firstLines)
            return
        }
        if record.cellCount < columns.width || record.hasTextBeyond {
            reportLength(record, columns.width)
            return
        }
        let row = RowEvaluation(
            record: record, patterns: patterns, rowNumber: fileRows, fileName: fileName)
        if let filter = columns.filter {
            switch row.value(filter) {
            case .truth(true): break
            case .failed(let failure):
                report(failure, field: "where", row)
                return
            default:
                filteredRows.count(record.line, keeping: Self.firstLines)
                return
            }
        }
        var isWhole = true
        for bound in columns.bound where !take(bound, row) { isWhole = false }
        if isWhole, !checkID(record) { isWhole = false }
        if isWhole { lineTimes?.add(values, path: path, line: record.line) }
        if !isWhole {
            for bound in columns.bound { values[bound.field].truncate(to: lines.count) }
            return
        }
        rowsUsed += 1
        lines.append(Int32(clamping: record.line))
        if lines.count == Self.batchSize { try flush(consume) }
    }

    /// Ends the file: a batch never spans two, because their columns may differ.
    mutating func endFile(_ consume: BatchConsumer) throws {
        try flush(consume)
        columns = nil
        fileRows = 0
    }

    private mutating func flush(_ consume: BatchConsumer) throws {
        guard let columns, !lines.isEmpty else { return }
        var batch = TableBatch(rowCount: lines.count, columns: [:], lines: lines, path: path)
        for bound in columns.bound {
            batch.columns[fields[bound.field].name] = values[bound.field].take()
        }
        lines.removeAll(keepingCapacity: true)
        try consume(batch, textDictionaries)
    }

    /// Shared with the reader, not copied, as long as nobody keeps them beyond the batch.
    private var textDictionaries: [String: TextDictionary] {
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
        return receipt
    }
}

extension TableReader {
    /// Appends one field's value of the row, or reports why there is none.
    private mutating func take(_ bound: TableColumns.Bound, _ row: RowEvaluation) -> Bool {
        let field = fields[bound.field]
        switch bound.input {
        case .cell(let cell): return takeCell(cell, bound.field, row)
        case .formula(let formula):
            switch row.value(formula) {
            case .cell(let cell): return takeCell(cell, bound.field, row)
            case .number(let number): return takeNumber(number, bound.field, row)
            case .text(let bytes): return takeText(bytes, bound.field, row)
            case .failed(let failure):
                report(failure, field: field.name, row)
                return false
            case .missing, .truth: return takeMissing(nil, bound.field, row)
            }
        }
    }

    private mutating func takeCell(_ cell: Int, _ index: Int, _ row: RowEvaluation) -> Bool {
        let record = row.record
        let field = fields[index]
        if record.kind(of: cell) == .binary {
            reportBinary(cell, field.name, row)
            return false
        }
        if field.type == .text, !field.isRequired {
            let range = record.range(of: cell)
            values[index].codes.append(code(record.bytes.span.extracting(range), index))
            return true
        }
        guard let range = patterns.content(cell, of: record) else {
            return takeMissing(cell, index, row)
        }
        let content = record.bytes.span.extracting(range)
        switch field.type {
        case .text: values[index].codes.append(code(content, index))
        case .date:
            guard let day = patterns.dates.day(of: content) else {
                reportDate(cell, field.name, row)
                return false
            }
            values[index].days.append(day.number)
        case .number:
            guard let number = patterns.number(cell, of: record, range) else {
                reportNumber(cell, field.name, row)
                return false
            }
            values[index].numbers.append(number)
        case .numberOrPercent:
            guard let text = amountOrPercent(cell, range, row) else {
                reportNumber(cell, field.name, row)
                return false
            }
            values[index].codes.append(code(Array(text.utf8).span, index))
        }
        return true
    }

    /// `12.5` or `12.5%` in plain digits, whatever the table's number format is.
    private func amountOrPercent(
        _ cell: Int, _ range: Range<Int>, _ row: RowEvaluation
    ) -> String? {
        let bytes = row.record.bytes.span
        if bytes[range.upperBound - 1] != UInt8(ascii: "%") {
            return patterns.number(cell, of: row.record, range)?.canonical
        }
        let digits = bytes.trimmed(range.lowerBound..<range.upperBound - 1)
        return patterns.number(cell, of: row.record, digits).map { $0.canonical + "%" }
    }

    private mutating func takeMissing(_ cell: Int?, _ index: Int, _ row: RowEvaluation) -> Bool {
        let field = fields[index]
        if field.isRequired {
            if tally.counts("value-missing", field: field.name) {
                let diagnostic = Diagnostic(
                    id: "value-missing", "'\(field.name)' has no value" + rowName(row.record),
                    remedy: cell == nil
                        ? "it is computed: a value that it needs is missing in this row"
                        : "give it one, or leave such rows out by 'where'",
                    at: location(of: cell ?? 0, row.record))
                tally.show(diagnostic, field: field.name)
            }
            return false
        }
        values[index].appendMissing()
        return true
    }

    private mutating func takeNumber(
        _ number: ExactDecimal, _ index: Int, _ row: RowEvaluation
    ) -> Bool {
        switch fields[index].type {
        case .number: values[index].numbers.append(number)
        case .text, .numberOrPercent:
            values[index].codes.append(code(Array(number.canonical.utf8).span, index))
        case .date: return refuseComputed(number.canonical, index, row)
        }
        return true
    }

    private mutating func takeText(_ bytes: [UInt8], _ index: Int, _ row: RowEvaluation) -> Bool {
        let content = bytes.span.extracting(bytes.span.trimmed(bytes.indices))
        if content.isEmpty { return takeMissing(nil, index, row) }
        switch fields[index].type {
        case .text, .numberOrPercent: values[index].codes.append(code(content, index))
        case .date:
            guard let day = patterns.dates.day(of: content) ?? DatePattern.iso.day(of: content)
            else { return refuseComputed(String(decoding: bytes, as: UTF8.self), index, row) }
            values[index].days.append(day.number)
        case .number:
            guard let number = NumberPattern.plain.value(of: content) else {
                return refuseComputed(String(decoding: bytes, as: UTF8.self), index, row)
            }
            values[index].numbers.append(number)
        }
        return true
    }

    private mutating func code(_ cell: Span<UInt8>, _ index: Int) -> Int32 {
        if let code = dictionaries[index].code(of: cell) { return code }
        let content = cell.extracting(cell.trimmed(cell.indices))
        var text: String?
        if !content.isEmpty, !patterns.missing.contains(where: { content.equals($0) }) {
            let word = content.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
            text = source.values[fields[index].name]?[word] ?? word
            // Codes of currencies mean the same in small letters, as billing systems write them.
            if fields[index].name == "currency" { text = text?.uppercased() }
        }
        return dictionaries[index].insert(cell, meaning: text)
    }

    /// The text of a subscription line's id.
    func lineID(_ code: Int32) -> String {
        fields.firstIndex { $0.name == "id" }.map { dictionaries[$0].texts[code] } ?? ""
    }

    /// The distinct texts of a field that was found, in the order in which they came.
    func texts(of field: String) -> [String] {
        guard fieldsFound.contains(field), let i = fields.firstIndex(where: { $0.name == field })
        else { return [] }
        return dictionaries[i].texts.texts.filter { !$0.isEmpty }
    }

    private mutating func checkID(_ record: CSVRecord) -> Bool {
        guard ids != nil, let index = ids?.field, let code = values[index].codes.last else {
            return true
        }
        guard let first = ids?.firstUse(code, path: path, line: record.line) else { return true }
        if !tally.counts("id-duplicate") { return false }
        var place = location(of: 0, record)
        let bound = columns?.bound.first { $0.field == index }
        if case .cell(let cell) = bound?.input { place = location(of: cell, record) }
        let id = excerpt(dictionaries[index].texts[code])
        let firstPlace = isQuery ? "row \(first.line)" : "line \(first.line) of \(first.path)"
        let thisPlace = isQuery ? "row \(record.line)" : "line \(record.line)"
        tally.show(
            Diagnostic(
                id: "id-duplicate", "the id '\(id)' of \(thisPlace) is in \(firstPlace) already",
                remedy: "table '\(source.table.rawValue)' has one row for each id", at: place))
        return false
    }
}
