package import Diagnostics
import Yams

/// Text to a tree with positions, or nil when it is empty or not YAML.
///
/// - Parameters:
///   - firstLine: the line of the file that the text starts on, 1-based.
///   - firstColumn: the column that each of its lines starts at, 1-based.
/// - Returns: the root; defects are added to `diagnostics` as `yaml-syntax`, `key-repeated` or
///   `yaml-too-complex`.
package func readYAML(
    _ text: String, path: String, firstLine: Int = 1, firstColumn: Int = 1,
    diagnostics: inout [Diagnostic]
) -> YAMLNode? {
    var bytes = Array(text.utf8)
    let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    if bytes.starts(with: byteOrderMark) { bytes.removeFirst(3) }
    let source = YAMLText(bytes, path: path, firstLine: firstLine, firstColumn: firstColumn)
    if let complaint = complexityDefect(of: source) {
        diagnostics.append(
            Diagnostic(
                id: "yaml-too-complex", complaint, remedy: "write it out plainly",
                at: source.location(at: 0)))
        return nil
    }
    do {
        let plain = String(decoding: bytes, as: UTF8.self)
        let parser = try Parser(yaml: plain, resolver: .basic, encoding: .utf8)
        guard let root = try parser.singleRoot() else { return nil }
        var budget = 200_000
        return try source.convert(root, budget: &budget)
    } catch {
        diagnostics.append(source.diagnostic(for: error))
        return nil
    }
}

/// Aliases that multiply and nesting that overflows a stack are refused before they are composed.
private func complexityDefect(of source: YAMLText) -> String? {
    if source.bytes.count > 4_000_000 { return "a YAML text of over 4 MB" }
    var aliases = 0
    var depth = 0
    var deepest = 0
    var before = UInt8(ascii: "\n")
    for (index, byte) in source.bytes.enumerated() {
        // Of `*name` where a value may begin; `Quantity * Price` is none.
        if byte == UInt8(ascii: "*"), startsValue(before), index + 1 < source.bytes.count,
            isAnchorByte(source.bytes[index + 1])
        {
            aliases += 1
        }
        if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "{") { depth += 1 }
        if byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}") { depth = max(0, depth - 1) }
        deepest = max(deepest, depth)
        before = byte
    }
    if aliases > 12, hasAnchor(source.bytes) { return "more than 12 aliases in one YAML text" }
    if deepest > 100 { return "brackets nested deeper than 100" }
    let isDeep = (0..<source.lineCount).contains { index in
        let line = source.line(index)
        let lead = line.prefix { [0x20, 0x09, UInt8(ascii: "-"), UInt8(ascii: "?")].contains($0) }
        return lead.count > 200 && lead.count < line.count
    }
    return isDeep ? "a line indented by more than 200" : nil
}

private func hasAnchor(_ bytes: [UInt8]) -> Bool {
    bytes.indices.contains { index in
        bytes[index] == UInt8(ascii: "&") && startsValue(index == 0 ? 0x0A : bytes[index - 1])
            && index + 1 < bytes.count && isAnchorByte(bytes[index + 1])
    }
}

private func startsValue(_ before: UInt8) -> Bool {
    before <= 0x20
        || [UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: ","), UInt8(ascii: ":")]
            .contains(before)
}

private func isAnchorByte(_ byte: UInt8) -> Bool {
    48...57 ~= byte || 65...90 ~= byte || 97...122 ~= byte || byte >= 0x80
        || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
}

extension YAMLText {
    fileprivate struct Defect: Error {
        var id: String
        var message: String
        var remedy: String
        var location: SourceLocation
    }

    fileprivate func convert(_ node: Node, budget: inout Int) throws -> YAMLNode {
        budget -= 1
        let place = location(node.mark)
        if budget < 0 {
            throw Defect(
                id: "yaml-too-complex", message: "a YAML text of over 200,000 nodes",
                remedy: "keep data in CSV files", location: place)
        }
        switch node {
        case .scalar(let scalar):
            let isQuoted = scalar.style == .singleQuoted || scalar.style == .doubleQuoted
            return YAMLNode(
                content: .scalar(scalar.string, isQuoted: isQuoted), location: place,
                pieces: pieces(of: scalar))
        case .sequence(let items):
            var nodes: [YAMLNode] = []
            for item in items { nodes.append(try convert(item, budget: &budget)) }
            return YAMLNode(content: .list(nodes), location: place)
        case .mapping(let pairs):
            var entries: [YAMLNode.Entry] = []
            for (key, value) in pairs {
                guard case .scalar(let name) = key else {
                    throw Defect(
                        id: "yaml-syntax", message: "a key that is not a plain word",
                        remedy: "write 'key: value' with a word before the colon",
                        location: location(key.mark))
                }
                entries.append(
                    YAMLNode.Entry(
                        key: name.string, keyLocation: location(key.mark),
                        value: try convert(value, budget: &budget)))
            }
            return YAMLNode(content: .map(entries), location: place)
        case .alias:
            throw Defect(
                id: "yaml-syntax", message: "an alias that is not resolved",
                remedy: "write the value out", location: place)
        }
    }

    fileprivate func diagnostic(for error: any Error) -> Diagnostic {
        switch error {
        case let defect as Defect:
            return Diagnostic(
                id: defect.id, defect.message, remedy: defect.remedy, at: defect.location)
        case YamlError.parser(_, let problem, let mark, _)
        where problem.hasPrefix("Maximum nesting level"):
            return Diagnostic(
                id: "yaml-too-complex", "values nested deeper than 1000",
                remedy: "write it out plainly", at: location(mark))
        case YamlError.scanner(_, let problem, let mark, _),
            YamlError.parser(_, let problem, let mark, _),
            YamlError.composer(_, let problem, let mark, _):
            return Diagnostic(
                id: "yaml-syntax",
                "not YAML: \(problem.split(separator: " ").joined(separator: " "))",
                remedy: remedy(of: problem, at: offset(mark)), at: location(mark))
        case YamlError.duplicatedKeysInMapping(let duplicates, let context):
            let key = duplicates.first ?? ""
            let first = offset(context.mark)
            return Diagnostic(
                id: "key-repeated",
                "the key '\(key)' is given twice, first on line \(location(at: first).line)",
                remedy: "keep one", at: location(at: repetition(of: key, after: first)))
        case YamlError.reader(let problem, _, _, _):
            return Diagnostic(
                id: "yaml-syntax", "not YAML: \(problem)", remedy: "remove the character",
                at: location(at: firstForbiddenOffset))
        default:
            return Diagnostic(
                id: "yaml-syntax", "not YAML", remedy: "write 'key: value' lines",
                at: location(at: 0))
        }
    }

    /// The first character that YAML has no place for; the start where there is none.
    private var firstForbiddenOffset: Int {
        var offset = 0
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            switch scalar.value {
            case 0x09, 0x0A, 0x0D, 0x20...0x7E, 0x85, 0xA0...0xFEFE, 0xFF00...0xFFFD,
                0x10000...:
                offset += UTF8.width(scalar)
            default:
                return offset
            }
        }
        return 0
    }

    private func remedy(of problem: String, at offset: Int) -> String {
        if problem.contains("',' or '") {
            return "put a value with a bracket, a comma or a colon in it into quotes"
        }
        if offset < bytes.count, bytes[offset] == 0x09 {
            return "indent with spaces, never with a tab"
        }
        if problem.contains("alias") {
            return "put a text that begins with * or & in quotes"
        }
        return "check indentation, colons and quotes on this line and the one above"
    }

    /// Where a mapping in lines has the key again; the first place where it can't be told.
    private func repetition(of key: String, after first: Int) -> Int {
        let place = location(at: first)
        let name = Array(key.utf8)
        for index in 0..<lineCount {
            let line = line(index)
            guard line.startIndex > first else { continue }
            let indent = line.prefix { $0 == 0x20 }.count
            let rest = line.dropFirst(indent)
            if rest.isEmpty || breakLength(at: rest.startIndex) > 0 { continue }
            let column = location(at: rest.startIndex).column
            if column < place.column { break }
            if column == place.column, rest.starts(with: name),
                rest.dropFirst(name.count).first == UInt8(ascii: ":")
            {
                return rest.startIndex
            }
        }
        return first
    }
}
