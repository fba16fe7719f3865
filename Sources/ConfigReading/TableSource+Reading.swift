import Diagnostics
import ReportModel

/// `tables:` to sources by name, and the basis of `revenue`.
func readTables(
    _ cursor: inout YAMLCursor, dimensions: [String], diagnostics: inout [Diagnostic]
) -> ([TableName: TableSource], Settings.Basis?) {
    var tables: [TableName: TableSource] = [:]
    var basis: Settings.Basis?
    guard var map = cursor.map("tables", &diagnostics) else { return ([:], nil) }
    for entry in map.takeRest() {
        guard let table = TableName(rawValue: entry.key) else {
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
    source.format = readFormat(&body, &found)
    for key in ["wide", "unit", "base", "kind", "sheet", "range", "skip", "timeout"] {
        guard let node = body.take(key) else { continue }
        found.append(
            Diagnostic(
                id: "not-supported", "'\(body.name).\(key)' is not read by this version",
                remedy: "bring the file into long form, a value a row", at: node.location))
    }
    return origin == nil ? nil : source
}

private func readOrigin(
    _ body: inout YAMLCursor, _ found: inout [Diagnostic]
) -> TableSource.Placed<TableSource.Origin>? {
    let file = body.take("file")
    let sqlite = body.take("sqlite")
    let query = body.take("query")
    if let command = body.take("command") {
        found.append(
            Diagnostic(
                id: "not-supported", "tables from a command are not read by this version",
                remedy: "write the rows to a file first", at: command.location))
        return nil
    }
    guard let node = sqlite ?? file else {
        found.append(
            Diagnostic(
                id: "key-missing", "'\(body.name)' names neither 'file' nor 'sqlite'",
                remedy: "say where the rows are: 'file: data/name.csv'", at: body.location))
        return nil
    }
    if let sqlite, file != nil {
        found.append(
            Diagnostic(
                id: "origin-given-twice", "'\(body.name)' names both 'file' and 'sqlite'",
                remedy: "keep one", at: sqlite.location))
        return nil
    }
    if sqlite == nil, let query {
        found.append(
            Diagnostic(
                id: "not-supported", "'\(body.name).query' is asked of a database, not of a file",
                remedy: "write 'where:' to choose rows of a file", at: query.location))
    }
    if node.isEmpty {
        found.append(
            Diagnostic(
                id: "key-missing", "'\(body.name).\(sqlite == nil ? "file" : "sqlite")' is empty",
                remedy: "write the file's path in content/: 'data/name.csv'", at: node.location))
    }
    let key = sqlite == nil ? "file" : "sqlite"
    guard let path = node.scalarText(named: "\(body.name).\(key)", &found) else { return nil }
    guard sqlite != nil else { return TableSource.Placed(.file(path), at: node.location) }
    if let query, !query.isEmpty {
        return query.scalarText(named: "\(body.name).query", &found)
            .map { TableSource.Placed(.sqlite(path, query: $0), at: node.location) }
    }
    found.append(
        Diagnostic(
            id: "key-missing", "'\(body.name)' lacks the key 'query'",
            remedy: "write the SELECT that gives the rows", at: node.location))
    return nil
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
            Diagnostic(
                id: "field-given-twice",
                "the field '\(entry.key)' of '\(source.table.rawValue)' is both mapped and computed",
                remedy: "keep it under 'columns' or under 'compute'", at: entry.keyLocation))
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
