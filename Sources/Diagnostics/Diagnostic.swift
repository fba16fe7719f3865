/// One thing that is wrong with what the author gave: the rule, the place, what was found, the remedy.
///
/// The author's mistakes are values of this type, all of them collected in one run. A failing disk
/// or a missing program is a thrown error instead.
package struct Diagnostic: Hashable, Sendable {
    package enum Severity: String, Hashable, Sendable {
        case error
        case warning
        case note
    }

    /// The rule in kebab case, stable over versions: `column-missing`, `unknown-key`.
    package var id: String
    package var severity: Severity
    /// What was found, in one sentence without a full stop.
    package var message: String
    /// What to do about it, in one sentence without a full stop.
    package var remedy: String?
    package var location: SourceLocation?

    package init(
        _ severity: Severity = .error, id: String, _ message: String, remedy: String? = nil,
        at location: SourceLocation? = nil
    ) {
        self.severity = severity
        self.id = id
        self.message = message
        self.remedy = remedy
        self.location = location
    }
}

extension Sequence<Diagnostic> {
    /// Whether the run must fail.
    package var hasErrors: Bool { contains { $0.severity == .error } }

    /// Whether a strict run must fail: notes tell, they don't ask for anything.
    package var hasWarnings: Bool { contains { $0.severity != .note } }

    /// By place, then rule, then message; each diagnostic once.
    package func inReadingOrder() -> [Diagnostic] {
        var seen: Set<Diagnostic> = []
        return filter { seen.insert($0).inserted }.sorted { left, right in
            let a = left.location ?? SourceLocation(path: "")
            let b = right.location ?? SourceLocation(path: "")
            return a != b ? a < b : (left.id, left.message) < (right.id, right.message)
        }
    }
}
