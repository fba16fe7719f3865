import Diagnostics
import ReportModel

extension TableReader {
    var isQuery: Bool { if case .sqlite = source.origin.value { true } else { false } }

    /// The place of a cell in the file; for a query, the place in the settings that names it.
    func location(of cell: Int, _ record: CSVRecord) -> SourceLocation {
        if isQuery { return source.origin.location }
        let isKnown = cell < record.lines.count
        return SourceLocation(
            path: path, line: isKnown ? record.lines[cell] : record.line,
            column: isKnown ? record.columns[cell] : 1)
    }

    /// For a query, which has no lines to point at.
    func rowName(_ record: CSVRecord) -> String {
        isQuery ? " in row \(record.line) of the query" : ""
    }

    mutating func reportLength(_ record: CSVRecord, _ width: Int) {
        if !tally.counts("row-length") { return }
        tally.show(
            Diagnostic(
                id: "row-length",
                "the row has \(record.cellCount) cells, the header has \(width)",
                remedy: record.cellCount > width
                    ? "a cell that contains the delimiter or a line break stands in quotes"
                    : "give the row all its cells, empty ones too",
                at: SourceLocation(path: path, line: record.line, column: 1)))
    }

    mutating func report(_ failure: RowFailure, field: String, _ row: RowEvaluation) {
        switch failure {
        case .notANumber(let cell): reportNumber(cell, field, row)
        case .tooLarge:
            if !tally.counts("number-invalid", field: field) { return }
            let diagnostic = Diagnostic(
                id: "number-invalid",
                "the number computed for '\(field)' has more than 38 digits"
                    + rowName(row.record),
                at: location(of: 0, row.record))
            tally.show(diagnostic, field: field)
        }
    }

    mutating func reportNumber(_ cell: Int, _ field: String, _ row: RowEvaluation) {
        if !tally.counts("number-invalid", field: field) { return }
        let text = text(of: cell, row.record)
        let diagnostic = Diagnostic(
            id: "number-invalid",
            "'\(excerpt(text))' is no number for '\(field)'" + rowName(row.record),
            remedy: patterns.numbers.remedy(for: text), at: location(of: cell, row.record))
        tally.show(diagnostic, field: field)
    }

    mutating func reportDate(_ cell: Int, _ field: String, _ row: RowEvaluation) {
        if !hasDateForm || !tally.counts("date-invalid", field: field) { return }
        let text = text(of: cell, row.record)
        let diagnostic = Diagnostic(
            id: "date-invalid",
            "'\(excerpt(text))' for '\(field)' is no date that exists in the form"
                + " \(patterns.dates.text)" + rowName(row.record),
            remedy: "correct it, or set another form by format: {date: …}",
            at: location(of: cell, row.record))
        tally.show(diagnostic, field: field)
    }

    mutating func reportBinary(_ cell: Int, _ field: String, _ row: RowEvaluation) {
        tally.add(
            Diagnostic(
                id: "value-type", "the value for '\(field)' is binary" + rowName(row.record),
                remedy: "select a text or a number in the query",
                at: location(of: cell, row.record)),
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
                + rowName(row.record),
            at: source.computed[field.name]?.location)
        tally.show(diagnostic, field: field.name)
        return false
    }

    private func text(of cell: Int, _ record: CSVRecord) -> String {
        let range = record.bytes.span.trimmed(record.range(of: cell))
        return String(decoding: record.bytes[range], as: UTF8.self)
    }
}
