import Diagnostics
import ReportModel

/// `format:` of a table; what it leaves open is found out from the file.
func readFormat(_ body: inout YAMLCursor, _ found: inout [Diagnostic]) -> TableFormat {
    var format = TableFormat()
    guard var map = body.map("format", &found) else { return format }
    format.delimiter = readCharacter("delimiter", &map, &found)
    format.decimal = readCharacter("decimal", &map, &found) ?? UInt8(ascii: ".")
    format.grouping = readCharacter("grouping", &map, &found)
    format.encoding = map.choice("encoding", &found)
    if let node = map.take("date"), let pattern = node.scalarText(named: "\(map.name).date", &found)
    {
        let letters = Set(pattern.filter { $0.isLetter && $0.isASCII })
        if letters.isSuperset(of: "yMd") {
            format.date = pattern
        } else {
            found.append(
                Diagnostic(
                    id: "date-pattern-invalid", "'\(excerpt(pattern))' is not a pattern of a date",
                    remedy: "write it with yyyy, MM and dd, as in dd/MM/yyyy", at: node.location))
        }
    }
    if let separator = [format.decimal, format.grouping].compactMap(\.self).first(
        where: isPartOfNumber)
    {
        found.append(
            Diagnostic(
                id: "format-ambiguous",
                "'\(map.name)' takes '\(UnicodeScalar(separator))' for a separator, which numbers use otherwise",
                remedy: "write 'decimal' and 'grouping' as the file has them", at: map.location))
    }
    if format.grouping == format.decimal {
        found.append(
            Diagnostic(
                id: "format-ambiguous",
                "'\(map.name)' has the same character for decimals and for groups of digits",
                remedy: "write 'decimal' and 'grouping' as the file has them", at: map.location))
    }
    format.missing = map.texts("missing", &found).map(\.value)
    map.finish(&found)
    return format
}

private func readCharacter(
    _ key: String, _ map: inout YAMLCursor, _ found: inout [Diagnostic]
) -> UInt8? {
    guard let node = map.take(key),
        let text = node.scalarText(named: "\(map.name).\(key)", &found)
    else { return nil }
    let word = text == "tab" || text == "\\t" ? "\t" : text
    if let byte = word.utf8.first, word.utf8.count == 1, byte < 0x80, byte != UInt8(ascii: "\""),
        byte != 10, byte != 13
    {
        return byte
    }
    found.append(
        Diagnostic(
            id: "type-mismatch",
            "'\(map.name).\(key)' must be one character, found '\(excerpt(text))'",
            remedy: "write it in quotes: \(key == "delimiter" ? "\";\"" : "\",\"")",
            at: node.location))
    return nil
}

/// Digits, letters (of an exponent) and signs stand in numbers; they can't part their digits.
private func isPartOfNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122: true
    default: "+-()".utf8.contains(byte)
    }
}
