import Diagnostics
import ReportModel

/// `tables:` to sources by name, and the basis of `revenue`.
///
/// - Parameters:
///   - timeZone: the company's, in which timestamps have their date.
///   - currency: the company's, in which amounts are that have none of their own.
func readTables(
    _ cursor: inout YAMLCursor, dimensions: [String], timeZone: String?, currency: String?,
    diagnostics: inout [Diagnostic]
) -> ([TableName: TableSource], Settings.Basis?) {
    var tables: [TableName: TableSource] = [:]
    var basis: Settings.Basis?
    guard var map = cursor.map("tables", &diagnostics) else { return ([:], nil) }
    for entry in map.takeRest() {
        guard let table = TableName(named: entry.key) else {
            diagnostics.append(
                Diagnostic(
                    id: "unknown-table", "there is no table '\(entry.key)'",
                    remedy: didYouMean(entry.key, among: TableName.allCases.map(\.rawValue)),
                    at: entry.keyLocation))
            continue
        }
        guard
            var body = YAMLCursor(
                entry.value, name: "tables.\(entry.key)", diagnostics: &diagnostics)
        else { continue }
        if table == .revenue { basis = body.choice("basis", &diagnostics) }
        tables[table] = readTable(table, &body, dimensions, &diagnostics)
        tables[table]?.format.timeZone = timeZone
        tables[table]?.format.currency = currency
        body.finish(&diagnostics)
    }
    return (tables, basis)
}

private func readTable(
    _ table: TableName, _ body: inout YAMLCursor, _ dimensions: [String],
    _ found: inout [Diagnostic]
) -> TableSource? {
    let origin = readOrigin(&body, &found)
    let schema = TableSchema.of(table)
    let extra = dimensions.compactMap { dimension -> String? in
        let parts = dimension.split(separator: ".")
        let field = parts.count == 2 ? String(parts[1]) : dimension
        return schema.field(field) == nil ? field : nil
    }
    let known = schema.fields.map(\.name) + extra
    // Without an origin the rest is read all the same, so that one run says everything.
    var source = TableSource(
        table: table, origin: origin ?? TableSource.Placed(.file(""), at: body.location),
        dimensions: unique(extra))
    if var columns = body.map("columns", &found) {
        for entry in columns.takeRest() {
            expectField(entry, known, schema, &found)
            if isEmpty(entry, "column", body.name, &found) { continue }
            let name = "\(body.name).columns.\(entry.key)"
            if let column = entry.value.scalarText(named: name, &found) {
                source.columns[entry.key] = TableSource.Placed(column, at: entry.value.location)
            }
        }
    }
    if var computed = body.map("compute", &found) {
        for entry in computed.takeRest() {
            expectField(entry, known, schema, &found)
            if isEmpty(entry, "formula", body.name, &found) { continue }
            readComputed(entry, body.name, &source, &found)
        }
    }
    if var values = body.map("values", &found) {
        for entry in values.takeRest() {
            expectField(entry, known, schema, &found)
            readValues(entry, body.name, &source, &found)
        }
    }
    source.filter = body.formula("where", &found)
    if case .sqlite = source.origin.value { refuseLines(&body, &found) }
    source.format = readFormat(&body, &found)
    readLayout(&body, &source, &found)
    if source.format.header == TableFormat.Header.none { expectNumbers(source, &found) }
    return origin == nil ? nil : source
}

/// What a query gives has a header and nothing before it.
private func refuseLines(_ body: inout YAMLCursor, _ found: inout [Diagnostic]) {
    for key in ["skip", "header"] {
        guard let node = body.take(key) else { continue }
        found.append(
            misplaced(
                "\(body.name).\(key)", "is for files, not for a query",
                remedy: "name the columns in the SELECT", at: node.location))
    }
}

/// Without a header there are no names to map.
private func expectNumbers(_ source: TableSource, _ found: inout [Diagnostic]) {
    let columns = source.columns.values.filter { Int($0.value).map { $0 < 1 } ?? true }
    for column in columns.sorted(by: { $0.location < $1.location }) {
        found.append(
            Diagnostic(
                id: "column-not-numbered",
                "without a header there is no column '\(excerpt(column.value))'",
                remedy: "name columns by their number from 1 on, as in {amount: 3}",
                at: column.location))
    }
}

/// A field that is named and then left blank would be read as if it were not named.
private func isEmpty(
    _ entry: YAMLNode.Entry, _ what: String, _ name: String, _ found: inout [Diagnostic]
) -> Bool {
    if !entry.value.isEmpty { return false }
    found.append(
        Diagnostic(
            id: "value-missing", "the field '\(entry.key)' of '\(name)' has no \(what)",
            remedy: "write its \(what), or remove the line", at: entry.keyLocation))
    return true
}

/// A field must be of the schema or a dimension.
private func expectField(
    _ entry: YAMLNode.Entry, _ known: [String], _ schema: TableSchema, _ found: inout [Diagnostic]
) {
    if known.contains(entry.key) { return }
    let nearest = nearestName(to: entry.key, among: known)
    found.append(
        Diagnostic(
            id: "unknown-field",
            "'\(excerpt(entry.key))' is neither a field of '\(schema.table.rawValue)' nor a dimension",
            remedy: nearest.map { "did you mean '\($0)'?" }
                ?? "to cut by it, add it to 'dimensions:'", at: entry.keyLocation))
}

private func readComputed(
    _ entry: YAMLNode.Entry, _ name: String, _ source: inout TableSource,
    _ found: inout [Diagnostic]
) {
    guard
        let expression = entry.value.formula(named: "\(name).compute.\(entry.key)", &found)
    else { return }
    source.computed[entry.key] = TableSource.Placed(expression, at: entry.value.location)
    if source.columns[entry.key] != nil {
        found.append(
            givenTwice(entry.key, source.table, "mapped and computed", at: entry.keyLocation))
    }
}

private func readValues(
    _ entry: YAMLNode.Entry, _ name: String, _ source: inout TableSource,
    _ found: inout [Diagnostic]
) {
    guard
        var words = YAMLCursor(
            entry.value, name: "\(name).values.\(entry.key)", diagnostics: &found)
    else { return }
    var theirs: [String: String] = [:]
    for word in words.takeRest() {
        for text in word.value.scalarTexts(named: words.name, &found) {
            if let other = theirs[text.value], other != word.key {
                found.append(
                    Diagnostic(
                        id: "value-given-twice",
                        "'\(excerpt(text.value))' is mapped to '\(other)' and to '\(word.key)'",
                        remedy: "keep one", at: text.location))
            }
            theirs[text.value] = word.key
        }
    }
    source.values[entry.key] = theirs
}

private func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
}
