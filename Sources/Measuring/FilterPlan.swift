import Diagnostics
import ReportModel

/// A filter taken apart: comparisons of texts are judged once for each combination of values, those of
/// numbers and dates for each row.
struct FilterPlan: Sendable {
    indirect enum Node: Sendable {
        case always
        case and(Node, Node)
        case or(Node, Node)
        case not(Node)
        /// A bit that was worked out for the row.
        case rowPredicate(Int)
        case text(DimensionPath, Expression.Operator, String)
    }

    var root: Node = .always
    /// At most as many as a key has bits.
    var predicates: [RowPredicate] = []
    var paths: [DimensionPath] = []

    /// Takes only rows with this text in a field of theirs.
    mutating func require(_ text: String, in field: String) {
        let path = DimensionPath.row(field)
        if !paths.contains(path) { paths.append(path) }
        let node = Node.text(path, .equal, text)
        if case .always = root { root = node } else { root = .and(root, node) }
    }

    /// Takes a filter in, as a further condition.
    mutating func add(
        _ filter: Expression, batch: TableBatch, table: TableName, entities: Entities,
        diagnostics: inout [Diagnostic]
    ) {
        let node = node(filter, batch, table, entities, &diagnostics)
        if case .always = root { root = node } else { root = .and(root, node) }
    }

    private mutating func node(
        _ filter: Expression, _ batch: TableBatch, _ table: TableName, _ entities: Entities,
        _ diagnostics: inout [Diagnostic]
    ) -> Node {
        switch filter.kind {
        case .binary(.and, let left, let right):
            return .and(
                node(left, batch, table, entities, &diagnostics),
                node(right, batch, table, entities, &diagnostics))
        case .binary(.or, let left, let right):
            return .or(
                node(left, batch, table, entities, &diagnostics),
                node(right, batch, table, entities, &diagnostics))
        case .not(let inner):
            return .not(node(inner, batch, table, entities, &diagnostics))
        case .binary(let symbol, let left, let right):
            if case .text = left.kind, case .name = right.kind {
                let turned = Expression(
                    .binary(symbol.mirrored, right, left), at: right.location)
                return node(turned, batch, table, entities, &diagnostics)
            }
            guard case .name(let name) = left.kind, case .text(let text) = right.kind else {
                return rowNode(filter, left, right, batch, table, entities, &diagnostics)
            }
            let isPresence = text.isEmpty && (symbol == .equal || symbol == .notEqual)
            switch batch.columns[name] {
            case .dates where isPresence, .numbers where isPresence:
                return predicateNode(
                    .presence(field: name, symbol == .notEqual), filter, &diagnostics)
            case .dates:
                if let day = Day(iso: text) {
                    return predicateNode(.date(field: name, symbol, day), filter, &diagnostics)
                }
            case .numbers: break
            default:
                return textNode(
                    name, symbol, text, left.location, batch, table, entities, &diagnostics)
            }
            return mismatch(name, batch, left.location, &diagnostics)
        default:
            return invalid(filter, &diagnostics)
        }
    }

    private func invalid(_ filter: Expression, _ diagnostics: inout [Diagnostic]) -> Node {
        diagnostics.append(
            Diagnostic(
                id: "filter-invalid", "a filter must compare, as in region = \"EMEA\"",
                remedy: "write name = \"value\", joined by and, or, not", at: filter.location))
        return .always
    }

    /// A comparison of things that can't be compared would be false in every row, silently.
    private func mismatch(
        _ name: String, _ batch: TableBatch, _ location: SourceLocation?,
        _ diagnostics: inout [Diagnostic]
    ) -> Node {
        let (kind, remedy) =
            switch batch.columns[name] {
            case .dates: ("a date", "write \(name) >= \"2026-01-31\"")
            case .numbers: ("a number", "write the number without quotes")
            default: ("a text", "write the value in quotes")
            }
        diagnostics.append(
            Diagnostic(
                id: "filter-invalid", "'\(name)' is \(kind) and is compared with something else",
                remedy: remedy, at: location))
        return .always
    }

    private mutating func textNode(
        _ name: String, _ symbol: Expression.Operator, _ text: String,
        _ location: SourceLocation?, _ batch: TableBatch, _ table: TableName,
        _ entities: Entities, _ diagnostics: inout [Diagnostic]
    ) -> Node {
        switch entities.path(of: name, rowFields: Set(batch.columns.keys), table: table) {
        case .success(let path):
            if !paths.contains(path) { paths.append(path) }
            return .text(path, symbol, text)
        case .failure(let defect):
            diagnostics.append(
                dimensionDiagnostic(
                    name, defect, table, Set(batch.columns.keys), entities, location))
            return .always
        }
    }

    private mutating func rowNode(
        _ filter: Expression, _ left: Expression, _ right: Expression, _ batch: TableBatch,
        _ table: TableName, _ entities: Entities, _ diagnostics: inout [Diagnostic]
    ) -> Node {
        let fields = Set(batch.columns.keys)
        func isDimension(_ name: String) -> Bool {
            if case .success = entities.path(of: name, rowFields: fields, table: table) {
                return true
            }
            return false
        }
        let kinds = [left, right].map { $0.comparedKind(batch, isDimension: isDimension) }
        if kinds.contains(.none) || !filter.isComparison {
            return invalid(filter, &diagnostics)
        }
        if kinds[0] != kinds[1], !kinds.contains(.unknown), let name = filter.names.first {
            return mismatch(name.name, batch, name.location, &diagnostics)
        }
        for (name, location) in filter.names where batch.columns[name] == nil {
            diagnostics.append(
                Diagnostic(
                    id: "field-missing", "the table '\(table.rawValue)' has no field '\(name)'",
                    remedy: didYouMean(name, among: batch.columns.keys.sorted()), at: location))
        }
        return predicateNode(.expression(filter), filter, &diagnostics)
    }

    private mutating func predicateNode(
        _ predicate: RowPredicate, _ filter: Expression, _ diagnostics: inout [Diagnostic]
    ) -> Node {
        if let slot = predicates.firstIndex(of: predicate) { return .rowPredicate(slot) }
        if predicates.count == Int32.bitWidth {
            diagnostics.append(
                Diagnostic(
                    id: "filter-too-long",
                    "a filter compares numbers or dates more than \(Int32.bitWidth) times",
                    remedy: "give the rows a column to compare, with 'compute'", at: filter.location
                ))
            return .always
        }
        predicates.append(predicate)
        return .rowPredicate(predicates.count - 1)
    }

    /// Whether rows of this combination count.
    func accepts(_ bits: Int32, value: (DimensionPath) -> String) -> Bool {
        judge(root, bits, value)
    }

    private func judge(_ node: Node, _ bits: Int32, _ value: (DimensionPath) -> String) -> Bool {
        switch node {
        case .always: true
        case .and(let left, let right): judge(left, bits, value) && judge(right, bits, value)
        case .or(let left, let right): judge(left, bits, value) || judge(right, bits, value)
        case .not(let inner): !judge(inner, bits, value)
        case .rowPredicate(let slot): bits & (1 << Int32(slot)) != 0
        case .text(let path, let symbol, let text): compare(symbol, value(path), text)
        }
    }
}

func dimensionDiagnostic(
    _ name: String, _ defect: Entities.DimensionDefect, _ table: TableName,
    _ fields: Set<String>, _ entities: Entities, _ location: SourceLocation?
) -> Diagnostic {
    switch defect {
    case .ambiguous(let choices):
        return Diagnostic(
            id: "dimension-ambiguous",
            "'\(name)' could be \(choices.joined(separator: " or ")) for '\(table.rawValue)'",
            remedy: "write which one: \(choices.first ?? name)", at: location)
    case .unknown:
        let reachable = Entities.keys.filter { fields.contains($0.field) }
            .flatMap { entities.tables[$0.table]?.fields.sorted() ?? [] }
        return Diagnostic(
            id: "dimension-unknown",
            "the rows of '\(table.rawValue)' have no '\(name)', nor has what they name",
            remedy: didYouMean(name, among: fields.sorted() + reachable), at: location)
    }
}
