import ConfigReading
package import Diagnostics
import ReportModel

/// Puts a table into the text of `revsite.yml`, everything else byte for byte as it was.
///
/// - Returns: The new text and the lines that were added; nil with diagnostics where the text is no
///   YAML, has the table already, or has its tables in braces.
package func insert(
    _ table: RecognisedTable, into text: String, path: String, diagnostics: inout [Diagnostic]
) -> (text: String, added: String)? {
    guard var place = tablesPlace(text, path: path, table.table, &diagnostics) else { return nil }
    let ending = text.contains("\r\n") ? "\r\n" : "\n"
    var added = table.yaml(indent: place.indent)
    if place.needsKey { added = "tables:\n" + added }
    if ending != "\n" { added = added.replacing("\n", with: ending) }
    var bytes = Array(text.utf8)
    var lead = ""
    if place.offset > 0, bytes[place.offset - 1] != UInt8(ascii: "\n") { lead = ending }
    if place.needsKey, place.offset > 0 { lead += ending }
    if let empty = place.empty {
        bytes.removeSubrange(empty)
        place.offset -= empty.count
    }
    bytes.insert(contentsOf: (lead + added).utf8, at: place.offset)
    return (String(decoding: bytes, as: UTF8.self), added)
}

private struct TablesPlace {
    /// Where the entry goes, in bytes.
    var offset: Int
    var indent = 2
    var needsKey = false
    /// `{}` or `null` after the key, which gives way to the entry.
    var empty: Range<Int>?
}

private func tablesPlace(
    _ text: String, path: String, _ table: TableName, _ diagnostics: inout [Diagnostic]
) -> TablesPlace? {
    let lines = Lines(text)
    let count = text.utf8.count
    var found: [Diagnostic] = []
    let root = readYAML(text, path: path, diagnostics: &found)
    diagnostics += found
    if found.contains(where: { $0.severity == .error }) { return nil }
    guard let root else { return TablesPlace(offset: count, needsKey: true) }
    guard case .map(let entries) = root.content, lines.isBlock(root.location) else {
        diagnostics.append(
            Diagnostic(
                id: "yaml-syntax", "the settings are not lines of 'key: value'",
                remedy: "write 'site:', 'company:' and 'tables:' on lines of their own",
                at: root.location))
        return nil
    }
    guard let index = entries.firstIndex(where: { $0.key == "tables" }) else {
        return TablesPlace(offset: lines.end(before: nil), needsKey: true)
    }
    let tables = entries[index]
    let next = index + 1 < entries.count ? entries[index + 1].keyLocation.line : nil
    if tables.value.isEmpty {
        let end = lines.start(of: tables.keyLocation.line + 1)
        return TablesPlace(offset: end, empty: lines.emptyValue(tables))
    }
    guard case .map(let own) = tables.value.content, let first = own.first else {
        diagnostics.append(
            Diagnostic(
                id: "type-mismatch", "'tables' is no mapping",
                remedy: "write a table's name and what it reads beneath", at: tables.value.location)
        )
        return nil
    }
    if let entry = own.first(where: { $0.key == table.rawValue }) {
        diagnostics.append(
            Diagnostic(
                id: "table-exists", "there is a table '\(table.rawValue)' already",
                remedy: "remove it first, or run import without --into and merge by hand",
                at: entry.keyLocation))
        return nil
    }
    guard lines.isBlock(tables.value.location),
        first.keyLocation.line > tables.keyLocation.line
    else {
        diagnostics.append(
            Diagnostic(
                id: "not-supported", "'tables' is written in braces, where no lines can be added",
                remedy: "write each table on lines of its own", at: tables.value.location))
        return nil
    }
    return TablesPlace(offset: lines.end(before: next), indent: first.keyLocation.column - 1)
}

/// The lines of a text by their places in bytes.
private struct Lines {
    private let bytes: [UInt8]
    private var starts: [Int]

    init(_ text: String) {
        bytes = Array(text.utf8)
        starts = [0]
        for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
            starts.append(index + 1)
        }
    }

    /// Where a line begins, 1-based; the end of the text where there is none.
    func start(of line: Int) -> Int { line - 1 < starts.count ? starts[line - 1] : bytes.count }

    private func content(of line: Int) -> ArraySlice<UInt8> {
        bytes[start(of: line)..<start(of: line + 1)].drop { $0 == 32 || $0 == 9 }
    }

    /// Whether what begins there is not in braces.
    func isBlock(_ location: SourceLocation) -> Bool {
        let offset = start(of: location.line) + location.column - 1
        return !bytes.indices.contains(offset) || bytes[offset] != UInt8(ascii: "{")
    }

    /// Where a block ends that another line follows, before blank lines and comments between them.
    func end(before next: Int?) -> Int {
        var line = next ?? starts.count + 1
        while line > 1 {
            let before = content(of: line - 1)
            let isMark = before.starts(with: Array("...".utf8))
            let isBlank = before.allSatisfy { $0 == 10 || $0 == 13 }
            let isOuterComment =
                before.first == UInt8(ascii: "#") && before.startIndex == start(of: line - 1)
            if !isMark, !isBlank, !isOuterComment { break }
            line -= 1
        }
        return start(of: line)
    }

    /// Where `{}`, `null` or `~` stands after a key.
    func emptyValue(_ entry: YAMLNode.Entry) -> Range<Int>? {
        let line = start(of: entry.keyLocation.line)..<start(of: entry.keyLocation.line + 1)
        guard let colon = bytes[line].firstIndex(of: UInt8(ascii: ":")) else { return nil }
        let rest = bytes[(colon + 1)..<line.upperBound]
        let value = rest.drop { $0 == 32 }
        for word in ["{}", "null", "~"] where value.starts(with: Array(word.utf8)) {
            return colon + 1..<value.startIndex + word.utf8.count
        }
        return nil
    }
}
