import Diagnostics
import ReportModel

/// `wide:` of a table: the field that columns' names become, those columns, and their year.
func readWide(
    _ node: YAMLNode, _ name: String, _ source: TableSource, _ found: inout [Diagnostic]
) -> TableSource.Wide? {
    guard var map = YAMLCursor(node, name: name, diagnostics: &found) else { return nil }
    let given = ["period", "currency"].compactMap { field in
        map.take(field).map { (field: field, node: $0) }
    }
    let year = map.take("year")
    map.finish(&found)
    guard let (field, columns) = given.first else {
        found.append(
            Diagnostic(
                id: "key-missing", "'\(name)' names neither 'period' nor 'currency'",
                remedy: "say what the columns are: {period: \"M01…M12\"} or {currency: columns}",
                at: node.location))
        return nil
    }
    if given.count > 1 {
        found.append(
            Diagnostic(
                id: "value-given-twice", "'\(name)' names both 'period' and 'currency'",
                remedy: "keep one", at: given[1].node.location))
        return nil
    }
    let schema = TableSchema.of(source.table)
    guard schema.field(field) != nil else {
        found.append(
            misplaced(
                "\(name).\(field)",
                "is for tables with a \(field), which '\(source.table)' has not",
                remedy: "map the columns one by one under 'columns'", at: columns.location))
        return nil
    }
    for taken in [field, "value", "amount", "rate"] where schema.field(taken) != nil {
        guard let place = source.columns[taken]?.location ?? source.computed[taken]?.location
        else { continue }
        found.append(givenTwice(taken, source.table, "wide and mapped or computed", at: place))
    }
    var wide = TableSource.Wide(field: .init(field, at: columns.location))
    if let year {
        if field != "period" {
            found.append(
                misplaced(
                    "\(name).year", "is for columns that are periods", remedy: "remove it",
                    at: year.location))
        } else if let column = year.scalarText(named: "\(name).year", &found) {
            wide.year = .init(column, at: year.location)
        } else if year.isEmpty {
            found.append(empty("\(name).year", "the column that says the year", at: year.location))
        }
    }
    if columns.isEmpty {
        found.append(
            empty("\(name).\(field)", "the columns, or 'columns' for all", at: columns.location))
        return nil
    }
    if columns.text == "columns" { return wide }
    wide.columns = readNames(columns, "\(name).\(field)", &found)
    return wide.columns == nil ? nil : wide
}

private func empty(_ name: String, _ what: String, at location: SourceLocation) -> Diagnostic {
    Diagnostic(
        id: "value-missing", "'\(name)' is empty", remedy: "write \(what)", at: location)
}

/// The names of a list or of one text, ranges such as `M01…M12` written out.
private func readNames(
    _ node: YAMLNode, _ name: String, _ found: inout [Diagnostic]
) -> [String]? {
    var names: [String] = []
    var seen: Set<String> = []
    var isSound = true
    for text in node.scalarTexts(named: name, &found) {
        guard let range = numberedNames(text.value) else {
            isSound = false
            found.append(
                Diagnostic(
                    id: "range-invalid", "'\(excerpt(text.value))' is no range of numbered columns",
                    remedy: "write M01…M12, or the columns as a list: [Jan, Feb, Mar]",
                    at: text.location))
            continue
        }
        for column in range where !seen.insert(column).inserted {
            isSound = false
            found.append(
                Diagnostic(
                    id: "value-given-twice", "the column '\(excerpt(column))' is given twice",
                    remedy: "keep one", at: text.location))
        }
        names += range
    }
    return isSound && !names.isEmpty ? names : nil
}

/// `M01…M12` to twelve names, a text without a range to itself; nil for a range that has no numbers,
/// no common beginning or no end.
private func numberedNames(_ text: String) -> [String]? {
    guard let sign = ["…", "...", ".."].first(where: text.contains) else { return [text] }
    let ends = text.split(separator: sign, maxSplits: 1, omittingEmptySubsequences: false)
        .map { numbered($0) }
    guard let first = ends[0], let last = ends[1], first.prefix == last.prefix,
        first.number <= last.number, last.number - first.number < 400
    else { return nil }
    let width = first.digits
    // `Q1…Q12` and `M01…M12`, but no `M01…M120`.
    let isPadded = width == last.digits
    if !isPadded, String(first.number).utf8.count != width { return nil }
    return (first.number...last.number).map { number in
        let digits = String(number)
        let zeros = isPadded ? max(0, width - digits.utf8.count) : 0
        return first.prefix + String(repeating: "0", count: zeros) + digits
    }
}

/// A name's end in digits, and what stands before it.
private func numbered(_ text: Substring) -> (prefix: String, number: Int, digits: Int)? {
    let name = Array(text.utf8)
    guard let start = name.firstIndex(where: { $0 != 32 }),
        let end = name.lastIndex(where: { $0 != 32 })
    else { return nil }
    let digits = name[start...end].reversed().prefix { 48...57 ~= $0 }.count
    guard digits > 0, digits <= 9,
        let number = Int(String(decoding: name[(end + 1 - digits)...end], as: UTF8.self))
    else { return nil }
    let prefix = String(decoding: name[start..<(end + 1 - digits)], as: UTF8.self)
    return (prefix, number, digits)
}
