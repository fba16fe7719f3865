import Diagnostics

/// Diagnostics of one table: of each rule and field the first ten, and the number of the others.
struct DiagnosticTally {
    private struct Key: Hashable {
        var id: String
        var field: String
    }

    private static let shown = 10

    private var diagnostics: [Diagnostic] = []
    private var counts: [Key: Int] = [:]
    private var keys: [Key] = []
    private var lastLocations: [Key: SourceLocation] = [:]

    /// Counts one more case of a rule; says whether its diagnostic is wanted.
    mutating func counts(_ id: String, field: String = "") -> Bool {
        let key = Key(id: id, field: field)
        let count = counts[key, default: 0]
        if count == 0 { keys.append(key) }
        counts[key] = count + 1
        return count < Self.shown
    }

    /// Takes the diagnostic of a case that was counted.
    mutating func show(_ diagnostic: Diagnostic, field: String = "") {
        lastLocations[Key(id: diagnostic.id, field: field)] = diagnostic.location
        diagnostics.append(diagnostic)
    }

    /// Counts one more case whose diagnostic is there already.
    mutating func add(_ diagnostic: Diagnostic, field: String = "") {
        if counts(diagnostic.id, field: field) { show(diagnostic, field: field) }
    }

    /// What is shown, with a note for each rule and field that had more cases.
    var result: [Diagnostic] {
        diagnostics
            + keys.compactMap { key in
                let more = counts[key, default: 0] - Self.shown
                if more <= 0 { return nil }
                let field = key.field.isEmpty ? "" : " in '\(key.field)'"
                return Diagnostic(
                    .note, id: key.id, "… and \(grouped(more)) more of these\(field)",
                    at: lastLocations[key])
            }
    }
}

/// `1,234,567`: an English number for a message.
private func grouped(_ number: Int) -> String {
    let digits = Array(String(number))
    var text = ""
    for (i, digit) in digits.enumerated() {
        if i > 0, (digits.count - i) % 3 == 0 { text.append(",") }
        text.append(digit)
    }
    return text
}

/// A cell's text for a message: short, on one line, without control characters.
func excerpt(_ text: String, limit: Int = 60) -> String {
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(limit) {
        let isControl = scalar.value < 32 || (127...159).contains(scalar.value)
        shown.append(isControl ? "\u{FFFD}" : scalar)
    }
    return String(shown) + (text.unicodeScalars.dropFirst(limit).isEmpty ? "" : "…")
}
