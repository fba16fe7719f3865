import Diagnostics
import ReportModel

/// `format:` of a table, and `skip` and `header` beside it; what they leave open is found out from the
/// file.
func readFormat(_ body: inout YAMLCursor, _ found: inout [Diagnostic]) -> TableFormat {
    var format = TableFormat(isDecimalDeclared: false)
    var outer = readLines(&body, &found)
    guard var map = body.map("format", &found) else {
        outer.set(&format, &found)
        return format
    }
    format.delimiter = readCharacter("delimiter", &map, &found)
    let decimal = readCharacter("decimal", &map, &found)
    format.decimal = decimal ?? UInt8(ascii: ".")
    format.grouping = readCharacter("grouping", &map, &found)
    format.isDecimalDeclared = decimal != nil || format.grouping != nil
    format.encoding = readEncoding(&map, &found)
    format.date = readDatePattern(&map, &found)
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
    outer.merge(readLines(&map, &found), body.name, &found)
    outer.set(&format, &found)
    map.finish(&found)
    return format
}

/// Which lines come before the rows, where they are said.
private struct LeadingLines {
    var skip: TableSource.Placed<Int>?
    var header: TableSource.Placed<TableFormat.Header>?

    mutating func merge(_ other: LeadingLines, _ name: String, _ found: inout [Diagnostic]) {
        for (key, first, second) in [
            ("skip", skip?.location, other.skip?.location),
            ("header", header?.location, other.header?.location),
        ] {
            guard first != nil, let second else { continue }
            found.append(
                Diagnostic(
                    id: "value-given-twice", "'\(key)' is said in '\(name)' and in its 'format'",
                    remedy: "keep one", at: second))
        }
        skip = skip ?? other.skip
        header = header ?? other.header
    }

    func set(_ format: inout TableFormat, _ found: inout [Diagnostic]) {
        format.skip = skip?.value ?? 0
        format.header = header?.value
        if let header, case .line(let line) = header.value, line <= format.skip {
            found.append(
                Diagnostic(
                    id: "format-ambiguous",
                    "line \(line) can't be the header: the first \(format.skip) lines are skipped",
                    remedy: "remove 'skip', or name a line after those", at: header.location))
        }
    }
}

private func readLines(_ map: inout YAMLCursor, _ found: inout [Diagnostic]) -> LeadingLines {
    var lines = LeadingLines()
    let place = map.location(of: "skip")
    if let count = map.integer("skip", in: 0...1_000_000, &found), let place {
        lines.skip = .init(count, at: place)
    }
    guard let node = map.take("header") else { return lines }
    guard let text = node.scalarText(named: "\(map.name).header", &found) else { return lines }
    let isQuoted = if case .scalar(_, true) = node.content { true } else { false }
    if !isQuoted, text == "none" {
        lines.header = .init(.none, at: node.location)
    } else if !isQuoted, let line = Int(text) {
        if (1...1_000_000).contains(line) {
            lines.header = .init(.line(line), at: node.location)
        } else {
            found.append(
                Diagnostic(
                    id: "type-mismatch", "'\(map.name).header' is no line of a file: \(line)",
                    remedy: "write the header's line from 1 on, a column's name, or none",
                    at: node.location))
        }
    } else if text.isEmpty {
        found.append(
            Diagnostic(
                id: "value-missing", "'\(map.name).header' is empty",
                remedy: "write the header's line, a column's name, or none", at: node.location))
    } else {
        lines.header = .init(.row(containing: text), at: node.location)
    }
    return lines
}

/// An encoding by its name or a usual other spelling of it.
private func readEncoding(
    _ map: inout YAMLCursor, _ found: inout [Diagnostic]
) -> TableFormat.Encoding? {
    guard let node = map.take("encoding"),
        let text = node.scalarText(named: "\(map.name).encoding", &found)
    else { return nil }
    let word = text.lowercased().filter { !"-_ ".contains($0) }
    let known: [String: TableFormat.Encoding] = [
        "utf8": .utf8, "utf8sig": .utf8, "utf8bom": .utf8, "ascii": .utf8, "usascii": .utf8,
        "utf16": .utf16, "utf16le": .utf16LittleEndian, "utf16be": .utf16BigEndian,
        "windows1252": .windows1252, "cp1252": .windows1252, "win1252": .windows1252,
        "iso88591": .latin1, "latin1": .latin1,
        "iso88592": .latin2, "latin2": .latin2,
        "iso885915": .latin9, "latin9": .latin9,
    ]
    if let encoding = known[word] { return encoding }
    let names = TableFormat.Encoding.allCases.map(\.rawValue)
    found.append(
        Diagnostic(
            id: "unknown-value", "'\(excerpt(text))' is not a value of '\(map.name).encoding'",
            remedy: didYouMean(text, among: names), at: node.location))
    return nil
}

/// A pattern of letters that dates are made of; whether they make one is judged where they are read.
private func readDatePattern(_ map: inout YAMLCursor, _ found: inout [Diagnostic]) -> String? {
    guard let node = map.take("date") else { return nil }
    let patterns = node.scalarTexts(named: "\(map.name).date", &found)
    let read = patterns.compactMap { datePattern($0.value, at: $0.location, &found) }
    return read.isEmpty ? nil : read.joined(separator: TableFormat.dateSeparator)
}

private func datePattern(
    _ pattern: String, at location: SourceLocation, _ found: inout [Diagnostic]
) -> String? {
    if ["excel", "iso"].contains(pattern) { return pattern }
    // What stands between quotes is no part of a date: every second piece.
    let pieces = pattern.split(separator: "'", omittingEmptySubsequences: false)
    let letters = Set(
        pieces.indices.filter { $0.isMultiple(of: 2) }.map { pieces[$0] }.joined()
            .filter { $0.isLetter && $0.isASCII })
    let isPattern =
        letters.isSubset(of: "yMQdHhmsSaZXT") && letters.contains("y")
        && (letters.contains("M") || !letters.contains("d"))
    if isPattern { return pattern }
    let words = ["excel", "iso"]
    let nearest = letters.contains("y") ? nil : nearestName(to: pattern, among: words)
    found.append(
        Diagnostic(
            id: "date-pattern-invalid", "'\(excerpt(pattern))' is not a pattern of a date",
            remedy: nearest.map { "did you mean '\($0)'?" }
                ?? "write it with yyyy, MM or MMM, dd or Q, as in dd/MM/yyyy, or write excel or iso",
            at: location))
    return nil
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

/// Digits, letters (of an exponent or a currency) and signs stand in numbers; they can't part their
/// digits.
private func isPartOfNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, 65...90, 97...122: true
    default: "+-()%$".utf8.contains(byte)
    }
}
