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

    /// The same inside of a part of the company; where it names a dimension of the part itself, only
    /// what has both.
    func within(_ part: Cut) -> Selection {
        if part == .whole { return self }
        if dimensions.isEmpty { return Selection(part) }
        let further = part.parts.filter { !dimensions.contains($0.dimension) }
        let all = (dimensions + further.map(\.dimension)).sorted()
        let inside = keys.filter { key in
            zip(dimensions, key).allSatisfy { dimension, value in
                part[dimension].map { $0 == value } ?? true
            }
        }
        return Selection(
            dimensions: all,
            keys: inside.map { key in
                all.map { dimension in
                    dimensions.firstIndex(of: dimension).map { key[$0] } ?? part[dimension] ?? ""
                }
            })
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
    /// Rows dated later do not count.
    var through: Day?
    /// The month from whose end a forecast by drivers looks ahead.
    var origin: Month?

    func with(period: Period) -> Scope {
        var scope = self
        scope.period = period
        return scope
    }

    /// The same of the whole company.
    var ofWhole: Scope {
        var scope = self
        scope.selection = .whole
        scope.filter = nil
        scope.through = nil
        return scope
    }

    func with(filter further: Expression) -> Scope {
        var scope = self
        scope.filter = scope.filter.map { Expression(.binary(.and, $0, further)) } ?? further
        return scope
    }
}

extension Computation {
    /// The selection of a cut of the computation's part.
    func selection(_ cut: Cut = .whole) -> Selection {
        cut == .whole ? ownSelection : Selection(cut).within(part)
    }

    /// A period of a cut of the computation's part.
    func scope(_ period: Period, _ cut: Cut = .whole, filter: Expression? = nil) -> Scope {
        Scope(period: period, selection: selection(cut), filter: filter)
    }
}

extension Scope {
    /// The cut, where the scope is one: `region = "EMEA"` as a filter is the cut of that region.
    var statedCut: Cut? {
        guard let cut = selection.cut else { return nil }
        guard let filter else { return cut }
        guard let parts = filter.equalities else { return nil }
        return Cut(cut.parts + parts)
    }
}

extension Expression {
    /// `a = "b" and c = "d"` as parts of a cut; nil for any other condition.
    fileprivate var equalities: [Cut.Part]? {
        switch kind {
        case .binary(.and, let left, let right):
            guard let first = left.equalities, let second = right.equalities else { return nil }
            return first + second
        case .binary(.equal, let left, let right):
            switch (left.kind, right.kind) {
            case (.name(let name), .text(let text)), (.text(let text), .name(let name)):
                return [Cut.Part(name, text)]
            default: return nil
            }
        default: return nil
        }
    }
}
