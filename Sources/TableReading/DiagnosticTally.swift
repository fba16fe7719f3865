import Diagnostics

/// Diagnostics of one table: of each rule and field the first ten, and the number of the others.
///
/// Readers of parts of a file keep one each; merged they say what one reader of all would.
struct DiagnosticTally: Sendable {
    private struct Key: Hashable, Comparable {
        var id: String
        var field: String

        static func < (left: Key, right: Key) -> Bool {
            (left.id, left.field) < (right.id, right.field)
        }
    }

    /// In the order of files and of places in them.
    private struct Entry {
        var file: Int
        var diagnostic: Diagnostic

        func isBefore(_ other: Entry) -> Bool {
            let own = diagnostic.location
            let place = other.diagnostic.location
            return (file, own?.line ?? 0, own?.column ?? 0)
                < (other.file, place?.line ?? 0, place?.column ?? 0)
        }
    }

    private static let shown = 10

    /// The file being read, by its number among those of the table.
    var file = 0
    private var entries: [Key: [Entry]] = [:]
    private var counts: [Key: Int] = [:]

    /// Counts one more case of a rule; says whether its diagnostic is wanted.
    mutating func counts(_ id: String, field: String = "") -> Bool {
        let count = counts[Key(id: id, field: field), default: 0]
        counts[Key(id: id, field: field)] = count + 1
        return count < Self.shown
    }

    /// Takes the diagnostic of a case that was counted.
    mutating func show(_ diagnostic: Diagnostic, field: String = "") {
        entries[Key(id: diagnostic.id, field: field), default: []].append(
            Entry(file: file, diagnostic: diagnostic))
    }

    /// Counts one more case whose diagnostic is there already.
    mutating func add(_ diagnostic: Diagnostic, field: String = "") {
        if counts(diagnostic.id, field: field) { show(diagnostic, field: field) }
    }

    var hasErrors: Bool {
        entries.values.contains { $0.contains { $0.diagnostic.severity == .error } }
    }

    /// Adds what the reader of another part found.
    mutating func merge(_ other: DiagnosticTally) {
        for (key, count) in other.counts { counts[key, default: 0] += count }
        for (key, found) in other.entries {
            let both = Self.sorted(entries[key, default: []] + found)
            entries[key] = Array(both.prefix(Self.shown))
        }
    }

    /// What is shown, with a note for each rule and field that had more cases.
    var result: [Diagnostic] {
        let keys = entries.keys.sorted()
        let all = Self.sorted(keys.flatMap { entries[$0, default: []] })
        return all.map(\.diagnostic)
            + keys.compactMap { key in
                let more = counts[key, default: 0] - Self.shown
                if more <= 0 { return nil }
                let field = key.field.isEmpty ? "" : " in '\(key.field)'"
                let last = Self.sorted(entries[key, default: []]).last
                return Diagnostic(
                    .note, id: key.id, "… and \(grouped(more)) more of these\(field)",
                    at: last?.diagnostic.location)
            }
    }

    /// By place; what stands at one place keeps its order.
    private static func sorted(_ entries: [Entry]) -> [Entry] {
        entries.enumerated().sorted { left, right in
            if left.element.isBefore(right.element) { return true }
            if right.element.isBefore(left.element) { return false }
            return left.offset < right.offset
        }.map(\.element)
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

/// A cell's text for a message: short, on one line, without control characters and those that change
/// the direction of what follows.
func excerpt(_ text: String, limit: Int = 60) -> String {
    var shown = String.UnicodeScalarView()
    for scalar in text.unicodeScalars.prefix(limit) {
        let isControl = scalar.value < 32 || (127...159).contains(scalar.value)
        let isDirection =
            switch scalar.value {
            case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
            default: false
            }
        shown.append(isControl || isDirection ? "\u{FFFD}" : scalar)
    }
    return String(shown) + (text.unicodeScalars.dropFirst(limit).isEmpty ? "" : "…")
}
