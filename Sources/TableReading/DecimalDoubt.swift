import Diagnostics
import ReportModel

/// Whether a table's files tell that its points stand before decimals, where the settings do not.
///
/// `1.234` is one and a bit in one country and more than a thousand in another. A file with commas
/// between its cells is of the first kind; of any other one some number must tell.
struct DecimalDoubt: Sendable {
    private struct Case {
        var file: Int
        var line: Int
        var column: Int
        var path: String
        var text: String
        var field: String

        func isBefore(_ other: Case) -> Bool {
            (file, line, column) < (other.file, other.line, other.column)
        }
    }

    /// The first number that has two meanings.
    private var first: Case?
    /// Whether some number has decimals that can't be thousands.
    private(set) var isSettled: Bool

    /// - Parameter isSettled: whether the settings say it.
    init(isSettled: Bool) { self.isSettled = isSettled }

    private enum Evidence { case none, twoMeanings, decimals }

    private static func evidence(_ cell: Span<UInt8>) -> Evidence {
        func isDigit(_ i: Int) -> Bool { cell[i] &- 48 <= 9 }
        var point = 0
        while point < cell.count, cell[point] != UInt8(ascii: ".") { point += 1 }
        if point == cell.count { return .none }
        var start = point
        while start > 0, isDigit(start - 1) { start -= 1 }
        var end = point + 1
        while end < cell.count, isDigit(end) { end += 1 }
        if end < cell.count, cell[end] == UInt8(ascii: ".") { return .none }
        // A word that stands for no value may have a point.
        if start == point, end == point + 1 { return .none }
        let isThousands =
            end - point == 4 && (1...3).contains(point - start)
            && cell[start] != UInt8(ascii: "0")
        return isThousands ? .twoMeanings : .decimals
    }

    /// Looks at the cells of a column of a file without commas between cells.
    mutating func look(
        at cell: Int, of rows: [Int32], _ batch: RecordBatch, _ field: String, path: String,
        file: Int
    ) {
        for row in rows {
            let range = batch.bytes.span.trimmed(batch.range(Int(row), cell))
            switch Self.evidence(batch.bytes.span.extracting(range)) {
            case .none: break
            case .decimals:
                isSettled = true
                return
            case .twoMeanings:
                let line = Int(batch.lines[Int(row)])
                if let first, (first.file, first.line) < (file, line) { break }
                let place = batch.place(Int(row), cell)
                let found = Case(
                    file: file, line: place.line, column: place.column, path: path,
                    text: excerpt(String(decoding: Array(batch.bytes[range]), as: UTF8.self)),
                    field: field)
                if first.map(found.isBefore) ?? true { first = found }
            }
        }
    }

    mutating func merge(_ other: DecimalDoubt) {
        isSettled = isSettled || other.isSettled
        if let found = other.first, first.map(found.isBefore) ?? true { first = found }
    }

    /// What to say of a file that does not tell, with the number of the file among those of the table.
    var finding: (diagnostic: Diagnostic, field: String, file: Int)? {
        guard !isSettled, let first else { return nil }
        let whole = first.text.filter { $0 != "." }
        let diagnostic = Diagnostic(
            id: "number-ambiguous",
            "'\(first.text)' for '\(first.field)' can be \(first.text) or \(whole):"
                + " no number of the table tells",
            remedy: "say which: format: {decimal: \".\"} or"
                + " format: {decimal: \",\", grouping: \".\"}",
            at: SourceLocation(path: first.path, line: first.line, column: first.column))
        return (diagnostic, first.field, first.file)
    }
}
