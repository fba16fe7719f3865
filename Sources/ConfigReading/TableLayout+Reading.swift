import Diagnostics
import ReportModel

/// `sheet`, `range`, `wide`, `unit`, `base` and `kind` of a table whose origin, columns and computed
/// fields were read.
func readLayout(
    _ body: inout YAMLCursor, _ source: inout TableSource, _ found: inout [Diagnostic]
) {
    readCells(&body, &source, &found)
    source.unit = readUnit(&body, source, &found) ?? .one
    readRates(&body, &source, &found)
    if let node = body.take("wide") {
        source.wide = readWide(node, "\(body.name).wide", source, &found)
    }
}

private func readCells(
    _ body: inout YAMLCursor, _ source: inout TableSource, _ found: inout [Diagnostic]
) {
    let isWorkbook =
        if case .file(let path) = source.origin.value {
            path.isEmpty || path.lowercased().hasSuffix(".xlsx")
        } else {
            false
        }
    for key in ["sheet", "range"] {
        guard let node = body.take(key),
            let text = node.scalarText(named: "\(body.name).\(key)", &found)
        else { continue }
        if !isWorkbook {
            found.append(
                misplaced(
                    "\(body.name).\(key)", "is for workbooks, files that end in .xlsx",
                    remedy: "remove it", at: node.location))
        } else if key == "sheet" {
            source.sheet = .init(text, at: node.location)
        } else if let range = cellRange(text) {
            source.range = .init(range, at: node.location)
        } else {
            found.append(
                Diagnostic(
                    id: "range-invalid", "'\(excerpt(text))' is no range of cells",
                    remedy: "write its first and last cell: A3:N80", at: node.location))
        }
    }
}

/// `A3:N80` as a workbook has it, nil where it names no cells.
private func cellRange(_ text: String) -> String? {
    let cells = text.uppercased().split(separator: ":", omittingEmptySubsequences: false)
        .map(cell)
    guard cells.count == 2, let first = cells[0], let last = cells[1],
        first.column <= last.column, first.row <= last.row
    else { return nil }
    return "\(first.text):\(last.text)"
}

private func cell(_ text: Substring) -> (text: String, column: Int, row: Int)? {
    // `$A$3` is the same cell.
    var rest = text.utf8[...]
    if rest.first == UInt8(ascii: "$") { rest = rest.dropFirst() }
    let letters = rest.prefix { 65...90 ~= $0 }
    rest = rest.dropFirst(letters.count)
    if rest.first == UInt8(ascii: "$") { rest = rest.dropFirst() }
    guard (1...3).contains(letters.count), (1...7).contains(rest.count),
        rest.first != UInt8(ascii: "0"), rest.allSatisfy({ 48...57 ~= $0 })
    else { return nil }
    let column = letters.reduce(0) { $0 * 26 + Int($1) - 64 }
    let row = rest.reduce(0) { $0 * 10 + Int($1) - 48 }
    if column > 16_384 || row > 1_048_576 { return nil }
    return (String(decoding: letters, as: UTF8.self) + "\(row)", column, row)
}

private func readUnit(
    _ body: inout YAMLCursor, _ source: TableSource, _ found: inout [Diagnostic]
) -> ExactDecimal? {
    guard let node = body.take("unit"),
        let text = node.scalarText(named: "\(body.name).unit", &found)
    else { return nil }
    let schema = TableSchema.of(source.table)
    if schema.field("amount") == nil, schema.field("value") == nil {
        found.append(
            misplaced(
                "\(body.name).unit", "is for tables with an amount or a value",
                remedy: "remove it", at: node.location))
        return nil
    }
    let words = ["one": 1, "thousand": 1000, "million": 1_000_000]
    if let word = words[text] { return ExactDecimal(word) }
    if text.first?.isLetter ?? true {
        found.append(
            Diagnostic(
                id: "unknown-value", "'\(excerpt(text))' is not a value of '\(body.name).unit'",
                remedy: didYouMean(text, among: words.keys), at: node.location))
        return nil
    }
    if let number = ExactDecimal(text), number.significand > 0 { return number.normalised }
    found.append(
        Diagnostic(
            id: "type-mismatch", "'\(body.name).unit' must be a number, found '\(excerpt(text))'",
            remedy: "write one, thousand, million, or a number above zero: 1000",
            at: node.location))
    return nil
}

/// The kinds of exchange rates.
private enum RateKind: String, CaseIterable {
    case daily, average, closing, plan
}

private func readRates(
    _ body: inout YAMLCursor, _ source: inout TableSource, _ found: inout [Diagnostic]
) {
    guard source.table == .rates else {
        for key in ["base", "kind"] {
            guard let node = body.take(key) else { continue }
            found.append(
                misplaced(
                    "\(body.name).\(key)", "is for the table 'rates'", remedy: "remove it",
                    at: node.location))
        }
        return
    }
    if let node = body.take("base"),
        let code = node.scalarText(named: "\(body.name).base", &found)
    {
        if code.utf8.count == 3, code.utf8.allSatisfy({ 65...90 ~= $0 }) {
            source.base = .init(code, at: node.location)
        } else {
            found.append(
                Diagnostic(
                    id: "currency-unknown", "'\(excerpt(code))' is not a currency code",
                    remedy: "write three capitals as in ISO 4217: EUR", at: node.location))
        }
    }
    guard let place = body.location(of: "kind") else { return _ = body.take("kind") }
    if let kind: RateKind = body.choice("kind", &found) {
        source.kind = .init(kind.rawValue, at: place)
        if source.columns["kind"] != nil || source.computed["kind"] != nil {
            found.append(
                givenTwice("kind", source.table, "said for the table and for each row", at: place))
        }
    }
}

/// A field that has two sources.
func givenTwice(
    _ field: String, _ table: TableName, _ how: String, at location: SourceLocation
) -> Diagnostic {
    Diagnostic(
        id: "field-given-twice", "the field '\(field)' of '\(table.rawValue)' is both \(how)",
        remedy: "keep one", at: location)
}
