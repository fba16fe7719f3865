import Diagnostics
import ReportModel

extension TableReader {
    var isQuery: Bool { if case .sqlite = source.origin.value { true } else { false } }

    /// The place of a cell in the file; for a query, the place in the settings that names it.
    func location(of cell: Int, _ batch: RecordBatch, _ row: Int) -> SourceLocation {
        if isQuery { return source.origin.location }
        let place = batch.place(row, cell)
        return SourceLocation(path: path, line: place.line, column: place.column)
    }

    private func location(of cell: Int, _ row: RowEvaluation) -> SourceLocation {
        location(of: cell, row.batch, row.row)
    }

    /// For a query, which has no lines to point at.
    private func rowName(_ row: RowEvaluation) -> String {
        isQuery ? " in row \(row.batch.lines[row.row]) of the query" : ""
    }

    mutating func reportLength(_ batch: RecordBatch, _ row: Int, _ width: Int) {
        if !tally.counts("row-length") { return }
        let cells = batch.cellCounts[row]
        tally.show(
            Diagnostic(
                id: "row-length",
                "the row has \(cells) cells, the header has \(width)",
                remedy: cells > width
                    ? "a cell that contains the delimiter or a line break stands in quotes"
                    : "give the row all its cells, empty ones too",
                at: SourceLocation(path: path, line: Int(batch.lines[row]), column: 1)))
    }

    /// A row that cannot be turned into several.
    mutating func reportLength(_ record: CSVRecord, _ width: Int) {
        var batch = RecordBatch(width: width, stored: [])
        batch.beginRecords(1)
        batch.append(record)
        reportLength(batch, 0, width)
    }

    mutating func reportMissing(_ cell: Int?, _ field: String, _ row: RowEvaluation) {
        if !tally.counts("value-missing", field: field) { return }
        let diagnostic = Diagnostic(
            id: "value-missing", "'\(field)' has no value" + rowName(row),
            remedy: cell == nil
                ? "it is computed: a value that it needs is missing in this row, or it divides by 0"
                : "give it one, or leave such rows out by 'where'",
            at: location(of: cell ?? 0, row))
        tally.show(diagnostic, field: field)
    }

    mutating func reportDuplicate(
        _ code: Int32, _ first: (path: String, line: Int), _ cell: Int, _ batch: RecordBatch,
        _ row: Int, _ field: Int
    ) {
        if !tally.counts("id-duplicate") { return }
        let id = excerpt(dictionaries[field].texts[code])
        let line = batch.lines[row]
        let firstPlace = isQuery ? "row \(first.line)" : "line \(first.line) of \(first.path)"
        tally.show(
            Diagnostic(
                id: "id-duplicate",
                "the id '\(id)' of \(isQuery ? "row" : "line") \(line) is in \(firstPlace) already",
                remedy: "table '\(source.table.rawValue)' has one row for each id",
                at: location(of: cell, batch, row)))
    }

    mutating func report(_ failure: RowFailure, field: String, _ row: RowEvaluation) {
        switch failure {
        case .notANumber(let cell): reportNumber(cell, field, row)
        case .notADate(let cell):
            if !tally.counts("date-invalid", field: field) { return }
            let diagnostic = Diagnostic(
                id: "date-invalid",
                "'\(excerpt(text(of: cell, row)))' is no date for '\(field)' in the form"
                    + " \(patterns.dates[0].text)" + rowName(row),
                remedy: "say how dates are written: format: {date: dd.MM.yyyy}",
                at: location(of: cell, row))
            tally.show(diagnostic, field: field)
        case .otherCurrency(let cell, let difference):
            reportCurrency(difference, cell, field, row)
        case .tooLarge:
            if !tally.counts("number-invalid", field: field) { return }
            let diagnostic = Diagnostic(
                id: "number-invalid",
                "the number computed for '\(field)' has more than 38 digits"
                    + rowName(row),
                at: location(of: 0, row))
            tally.show(diagnostic, field: field)
        }
    }

    mutating func reportNumber(_ cell: Int, _ field: String, _ row: RowEvaluation) {
        if !tally.counts("number-invalid", field: field) { return }
        let text = text(of: cell, row)
        let diagnostic = Diagnostic(
            id: "number-invalid",
            "'\(excerpt(text))' is no number for '\(field)'" + rowName(row),
            remedy: amounts.contains(field) && text.contains("%")
                ? "a percentage is no amount" : patterns.numbers.remedy(for: text),
            at: location(of: cell, row))
        tally.show(diagnostic, field: field)
    }

    mutating func reportCurrency(
        _ difference: CurrencyDifference, _ cell: Int, _ field: String, _ row: RowEvaluation
    ) {
        if !tally.counts("currency-differs", field: field) { return }
        let expected = excerpt(difference.expected)
        let whose =
            difference.isOfRow
            ? "the row's 'currency' is \(expected)" : "the company's currency is \(expected)"
        let remedy: String
        if difference.isOfRow {
            remedy = "correct the amount or the row's currency"
        } else if TableSchema.of(source.table).field("currency") != nil {
            remedy = "map 'currency' to the column that says it, or compute it, and give 'rates'"
        } else {
            remedy = "table '\(source.table.rawValue)' has no currencies: write it in \(expected)"
        }
        let diagnostic = Diagnostic(
            id: "currency-differs",
            "'\(excerpt(text(of: cell, row)))' for '\(field)' says"
                + " '\(difference.mark.text)', but \(whose)" + rowName(row),
            remedy: remedy, at: location(of: cell, row))
        tally.show(diagnostic, field: field)
    }

    mutating func reportDate(_ cell: Int, _ index: Int, _ row: RowEvaluation) {
        let field = fields[index].name
        if !hasDateForm[index] || !tally.counts("date-invalid", field: field) { return }
        let text = text(of: cell, row)
        let diagnostic = Diagnostic(
            id: "date-invalid",
            "'\(excerpt(text))' for '\(field)' is no date that exists in the form"
                + " \(dates[index].text)" + rowName(row),
            remedy: dateRemedies[index] ?? "correct it, or set another form by format: {date: …}",
            at: location(of: cell, row))
        tally.show(diagnostic, field: field)
    }

    mutating func reportBinary(_ cell: Int, _ field: String, _ row: RowEvaluation) {
        tally.add(
            Diagnostic(
                id: "value-type", "the value for '\(field)' is binary" + rowName(row),
                remedy: "select a text or a number in the query",
                at: location(of: cell, row)),
            field: field)
    }

    /// A computed value that the field cannot hold.
    mutating func refuseComputed(_ text: String, _ index: Int, _ row: RowEvaluation) -> Bool {
        let field = fields[index]
        let id = field.type == .date ? "date-invalid" : "number-invalid"
        if !tally.counts(id, field: field.name) { return false }
        let diagnostic = Diagnostic(
            id: id,
            "'\(excerpt(text))' computed for '\(field.name)' is no \(field.type.rawValue)"
                + rowName(row),
            at: source.computed[field.name]?.location)
        tally.show(diagnostic, field: field.name)
        return false
    }

    private func text(of cell: Int, _ row: RowEvaluation) -> String {
        let bytes = row.batch.bytes
        return String(
            decoding: bytes[bytes.span.trimmed(row.batch.range(row.row, cell))], as: UTF8.self)
    }
}
