import Diagnostics
import ReportModel

/// Where the rows of a table come from: `file`, `sqlite` with its `query`, or `command` with its
/// `timeout`.
func readOrigin(
    _ body: inout YAMLCursor, _ found: inout [Diagnostic]
) -> TableSource.Placed<TableSource.Origin>? {
    let keys = ["file", "sqlite", "command"]
    let given = keys.compactMap { key in body.take(key).map { (key: key, node: $0) } }
    let query = body.take("query")
    let timeout = body.location(of: "timeout")
    let seconds = body.integer("timeout", in: 1...3600, &found)
    guard let (key, node) = given.last else {
        found.append(
            Diagnostic(
                id: "key-missing", "'\(body.name)' names neither 'file' nor 'sqlite' nor 'command'",
                remedy: "say where the rows are: 'file: data/name.csv'", at: body.location))
        return nil
    }
    if given.count > 1 {
        found.append(
            Diagnostic(
                id: "origin-given-twice",
                "'\(body.name)' names both '\(given[0].key)' and '\(key)'",
                remedy: "keep one", at: node.location))
        return nil
    }
    if key != "sqlite", let query {
        found.append(
            misplaced(
                "\(body.name).query", "is asked of a database, not of a \(key)",
                remedy: "write 'where:' to choose rows of a \(key)", at: query.location))
    }
    if key != "command", let timeout {
        found.append(
            misplaced(
                "\(body.name).timeout",
                "is for a command, not for a \(key == "file" ? key : "query")",
                remedy: "remove it", at: timeout))
    }
    if key == "command" {
        return readCommand(node, name: "\(body.name).command", &found)
            .map { .init(.command($0, timeout: seconds ?? 60), at: node.location) }
    }
    if node.isEmpty {
        found.append(
            Diagnostic(
                id: "key-missing", "'\(body.name).\(key)' is empty",
                remedy: "write the file's path in content/: 'data/name.csv'", at: node.location))
    }
    guard let path = node.scalarText(named: "\(body.name).\(key)", &found) else { return nil }
    guard key == "sqlite" else { return .init(.file(path), at: node.location) }
    if let query, !query.isEmpty {
        return query.scalarText(named: "\(body.name).query", &found)
            .map { .init(.sqlite(path, query: $0), at: node.location) }
    }
    found.append(
        Diagnostic(
            id: "key-missing", "'\(body.name)' lacks the key 'query'",
            remedy: "write the SELECT that gives the rows", at: node.location))
    return nil
}

/// A program and its arguments; one text with blanks would need a shell to take it apart.
private func readCommand(
    _ node: YAMLNode, name: String, _ found: inout [Diagnostic]
) -> [String]? {
    let remedy = "write the program and its arguments as a list: [psql, --csv, -c, \"select …\"]"
    if node.isEmpty {
        found.append(
            Diagnostic(id: "key-missing", "'\(name)' is empty", remedy: remedy, at: node.location))
        return nil
    }
    guard case .list(let items) = node.content else {
        found.append(
            Diagnostic(
                id: "type-mismatch", "'\(name)' must be a list, found \(node.kindName)",
                remedy: remedy, at: node.location))
        return nil
    }
    let words = node.scalarTexts(named: name, &found).map(\.value)
    if words.count != items.count { return nil }
    if words[0].isEmpty || words.contains(where: { $0.utf8.contains(0) }) {
        found.append(
            Diagnostic(
                id: "command-invalid",
                words[0].isEmpty
                    ? "'\(name)' has no program" : "'\(name)' has an argument with a NUL",
                remedy: remedy, at: node.location))
        return nil
    }
    return words
}

/// A key that means nothing where it stands.
func misplaced(
    _ name: String, _ why: String, remedy: String, at location: SourceLocation
) -> Diagnostic {
    Diagnostic(id: "key-misplaced", "'\(name)' \(why)", remedy: remedy, at: location)
}
