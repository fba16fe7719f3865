import Diagnostics
import ReportModel

/// What the reading of `checks:` needs to know of the other settings.
struct CheckGround {
    /// Tables that the settings name, whether or not they are sound.
    var tables: Set<TableName>
    /// As `dimensions:` lists them.
    var dimensions: [String]
    var calendar: FiscalCalendar
    var period: Period?
    var asOf: Day?
}

/// `checks:` to rules over tables and formulas, in the author's order.
func readChecks(
    _ cursor: inout YAMLCursor, _ ground: CheckGround, _ found: inout [Diagnostic]
) -> [DataCheck] {
    guard let node = cursor.take("checks"), !node.isEmpty else { return [] }
    guard case .list(let items) = node.content else {
        found.append(
            Diagnostic(
                id: "type-mismatch", "'checks' must be a list, found \(node.kindName)",
                remedy: "write '- {table: revenue, unique: document+line}' lines beneath it",
                at: node.location))
        return []
    }
    return items.enumerated().compactMap { index, item in
        guard
            let body = YAMLCursor(item, name: "checks[\(index + 1)]", diagnostics: &found)
        else { return nil }
        var reader = CheckReader(ground: ground, body: body)
        let check = reader.read()
        found += reader.found
        return check
    }
}

/// One entry of `checks:` being read.
struct CheckReader {
    static let rules = [
        "unique", "not_null", "accepted_values", "range", "between", "references", "fresh_within",
        "row_count", "reconcile", "assert", "compare",
    ]

    let ground: CheckGround
    var body: YAMLCursor
    var found: [Diagnostic] = []
    /// Nil for a comparison, and where the table is missing or unknown.
    var table: TableName?

    init(ground: CheckGround, body: YAMLCursor) {
        self.ground = ground
        self.body = body
    }

    mutating func read() -> DataCheck? {
        let severity: CheckSeverity = body.choice("severity", &found) ?? .error
        let name = body.text("name", &found)
        let reason = body.text("reason", &found)
        let tableNode = body.take("table")
        let given = Self.rules.compactMap { key in body.take(key).map { (key: key, node: $0) } }
        guard let first = given.first else {
            found.append(
                Diagnostic(
                    id: "key-missing", "'\(body.name)' has no rule",
                    remedy: "write one of: \(Self.rules.joined(separator: ", "))",
                    at: body.location))
            body.finish(&found)
            return nil
        }
        for other in given.dropFirst() {
            found.append(
                Diagnostic(
                    id: "rule-given-twice",
                    "'\(body.name)' has the rules '\(first.key)' and '\(other.key)'",
                    remedy: "make a check of each", at: other.node.location))
        }
        let isFormula = first.key == "assert" || first.key == "compare"
        readTableName(tableNode, isFormula: isFormula)
        let rule = isFormula || table != nil ? readRule(first.key, first.node) : nil
        // Without a table nothing can be said of what belongs to its rule.
        if isFormula || table != nil { body.finish(&found) }
        guard given.count == 1, let rule else { return nil }
        return DataCheck(
            table: table, rule: rule, severity: severity == .error ? .error : .warning, name: name,
            reason: reason, at: body.location)
    }

    private mutating func readTableName(_ node: YAMLNode?, isFormula: Bool) {
        guard let node, !node.isEmpty else {
            if !isFormula {
                found.append(
                    Diagnostic(
                        id: "key-missing", "'\(body.name)' lacks the key 'table'",
                        remedy: "name the table whose rows are checked: 'table: revenue'",
                        at: body.location))
            }
            return
        }
        if isFormula {
            found.append(
                Diagnostic(
                    id: "table-needless", "'\(body.name)' compares formulas, which have no table",
                    remedy: "leave 'table' out", at: node.location))
            return
        }
        table = tableName(node, named: "\(body.name).table")
    }

    /// A table of the contract that the settings have, or a diagnostic.
    mutating func tableName(_ node: YAMLNode, named name: String) -> TableName? {
        guard let text = node.scalarText(named: name, &found) else { return nil }
        return tableName(text, at: node.location)
    }

    mutating func tableName(_ text: String, at location: SourceLocation) -> TableName? {
        guard let table = TableName(named: text) else {
            found.append(
                Diagnostic(
                    id: "unknown-table", "there is no table '\(excerpt(text))'",
                    remedy: didYouMean(text, among: ground.tables.map(\.rawValue)), at: location))
            return nil
        }
        if ground.tables.contains(table) { return table }
        found.append(
            Diagnostic(
                id: "table-missing", "the settings have no table '\(text)' that could be checked",
                remedy: "add it under 'tables:', or take the check away", at: location))
        return nil
    }

    private mutating func readRule(_ key: String, _ node: YAMLNode) -> DataCheck.Rule? {
        if node.isEmpty {
            found.append(
                Diagnostic(
                    id: "value-missing", "the rule '\(key)' of '\(body.name)' is empty",
                    remedy: "say what it is about: \(Self.example(of: key))", at: node.location))
            return nil
        }
        switch key {
        case "unique": return fields(node, key).map { .unique($0) }
        case "not_null": return fields(node, key).map { .notNull($0) }
        case "accepted_values": return acceptedValues(node, key)
        case "range", "between": return range(node, key)
        case "references": return references(node, key)
        case "fresh_within": return freshWithin(node, key)
        case "row_count": return rowCount(node, key)
        case "reconcile": return reconcile(node, key)
        default: return comparison(node, key)
        }
    }

    private static func example(of key: String) -> String {
        switch key {
        case "unique": "'unique: document+line'"
        case "not_null": "'not_null: customer'"
        case "accepted_values": "'accepted_values: {type: [recurring, usage]}'"
        case "range", "between": "'range: {amount: {min: 0}}'"
        case "references": "'references: {customer: customers.id}'"
        case "fresh_within": "'fresh_within: 35'"
        case "row_count": "'row_count: {min: 1}'"
        case "reconcile": "'reconcile: {control: data/gl.csv, by: month}'"
        default: "'assert: revenue = recurring_revenue + usage_revenue'"
        }
    }
}

/// The values of `severity`.
private enum CheckSeverity: String, CaseIterable {
    case error, warning
}
