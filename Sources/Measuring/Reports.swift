import Diagnostics

/// Mistakes in rows that are told once, at the first place where they were made.
struct Reports: Sendable {
    private var found: [String: Diagnostic] = [:]

    /// Tells of a mistake, unless it was made before.
    mutating func add(_ key: String, at place: SourceLocation, _ make: () -> Diagnostic) {
        if let known = found[key]?.location, !(place < known) { return }
        found[key] = make()
    }

    mutating func merge(_ other: Reports) {
        found.merge(other.found) { own, theirs in
            guard let place = theirs.location, let known = own.location else { return own }
            return place < known ? theirs : own
        }
    }

    /// By place, and by what is said where several are at one.
    var inOrder: [Diagnostic] {
        found.sorted { left, right in
            guard let place = left.value.location, let other = right.value.location,
                place != other
            else { return left.key < right.key }
            return place < other
        }.map(\.value)
    }
}
