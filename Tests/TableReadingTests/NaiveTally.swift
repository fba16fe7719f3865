import Diagnostics
import ReportModel
import TableReading

/// All cases of all rules, of which the first ten of each are shown.
struct NaiveTally {
    private struct Case {
        var key: String
        var file: Int
        var diagnostic: Diagnostic
        var field: String
    }

    var file = 0
    private var cases: [Case] = []

    var hasErrors: Bool { cases.contains { $0.diagnostic.severity == .error } }

    mutating func add(_ diagnostic: Diagnostic, field: String = "") {
        cases.append(
            Case(
                key: diagnostic.id + "\u{1}" + field, file: file, diagnostic: diagnostic,
                field: field))
    }

    mutating func add(
        _ id: String, _ message: String, _ path: String, _ place: NaiveText.Place,
        field: String = ""
    ) {
        add(
            Diagnostic(
                id: id, message,
                at: SourceLocation(path: path, line: place.line, column: place.column)),
            field: field)
    }

    mutating func add(_ kind: CSVFault.Kind, _ path: String, _ place: NaiveText.Place) {
        add(kind.rawValue, "", path, place)
    }

    /// By place, then rule and field; at the end how many more there were of each.
    var result: [Diagnostic] {
        func place(_ one: Case) -> (Int, Int, Int) {
            (one.file, one.diagnostic.location?.line ?? 0, one.diagnostic.location?.column ?? 0)
        }
        let groups = Dictionary(grouping: cases, by: \.key).sorted { $0.key < $1.key }.map(\.value)
        var shown: [Case] = []
        var notes: [Diagnostic] = []
        for group in groups {
            let first = group.prefix(10)
            shown += first
            guard group.count > 10, let last = first.max(by: { place($0) < place($1) }) else {
                continue
            }
            let more = group.count - 10
            let field = last.field.isEmpty ? "" : " in '\(last.field)'"
            let number =
                more < 1000 ? "\(more)" : "\(more / 1000)," + "\(more % 1000 + 1000)".dropFirst()
            notes.append(
                Diagnostic(
                    .note, id: last.diagnostic.id, "… and \(number) more of these\(field)",
                    at: last.diagnostic.location))
        }
        let sorted = shown.enumerated().sorted {
            place($0.element) == place($1.element)
                ? $0.offset < $1.offset : place($0.element) < place($1.element)
        }
        return sorted.map(\.element.diagnostic) + notes
    }
}
