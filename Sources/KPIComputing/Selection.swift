import ReportModel

/// The combinations of dimension values that a figure is about: one for a cut, several for "other".
struct Selection: Hashable, Sendable {
    /// Sorted.
    var dimensions: [String]
    var keys: [[String]]

    static let whole = Selection(dimensions: [], keys: [[]])

    init(dimensions: [String], keys: [[String]]) {
        self.dimensions = dimensions
        self.keys = keys
    }

    init(_ cut: Cut) {
        dimensions = cut.parts.map(\.dimension)
        keys = [cut.parts.map(\.value)]
    }

    /// The cut, where the selection is one.
    var cut: Cut? {
        guard keys.count == 1 else { return nil }
        return Cut(zip(dimensions, keys[0]).map { Cut.Part($0, $1) })
    }
}

/// Where a formula is evaluated.
struct Scope: Hashable, Sendable {
    var period: Period
    var selection: Selection
    var filter: Expression?

    func with(period: Period) -> Scope {
        var scope = self
        scope.period = period
        return scope
    }

    func with(filter further: Expression) -> Scope {
        var scope = self
        scope.filter = scope.filter.map { Expression(.binary(.and, $0, further)) } ?? further
        return scope
    }
}
