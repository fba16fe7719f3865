package import Diagnostics
package import ReportModel

/// A mapping being read: every key asked for is known, every key never asked for is an error.
package struct YAMLCursor {
    package let location: SourceLocation
    /// What the mapping is called in messages: `company`, `tables.revenue`.
    package let name: String
    /// What stands before a key's name in messages: nothing for the keys of a whole file.
    private let prefix: String
    private var entries: [YAMLNode.Entry]
    private var asked: [String] = []

    /// - Parameter isFile: whether it is a file's whole content, whose keys are named alone.
    /// - Returns: nil with `type-mismatch` when the node is no mapping; an empty node has no keys.
    package init?(
        _ node: YAMLNode, name: String, isFile: Bool = false, diagnostics: inout [Diagnostic]
    ) {
        location = node.location
        self.name = name
        prefix = isFile ? "" : name + "."
        switch node.content {
        case .map(let entries):
            self.entries = entries
        case .scalar where node.isEmpty:
            entries = []
        default:
            diagnostics.append(
                Diagnostic(
                    id: "type-mismatch", "'\(name)' must be a mapping, found \(node.kindName)",
                    remedy: "write 'key: value' lines beneath it", at: node.location))
            return nil
        }
    }

    /// The value of a key, which is known from now on.
    package mutating func take(_ key: String) -> YAMLNode? {
        asked.append(key)
        guard let index = entries.firstIndex(where: { $0.key == key }) else { return nil }
        return entries.remove(at: index).value
    }

    /// Where the value of a key stands that was not taken yet.
    package func location(of key: String) -> SourceLocation? {
        entries.first { $0.key == key }?.value.location
    }

    /// The keys of the mapping that is the value of a key not taken yet.
    package func keys(beneath key: String) -> [String] {
        guard let entry = entries.first(where: { $0.key == key }),
            case .map(let inner) = entry.value.content
        else { return [] }
        return inner.map(\.key)
    }

    /// All keys that were not taken, where any key is allowed.
    package mutating func takeRest() -> [YAMLNode.Entry] {
        defer { entries = [] }
        return entries
    }

    /// Reports each key that nobody asked for as `unknown-key`.
    package func finish(_ diagnostics: inout [Diagnostic]) {
        for entry in entries {
            // `{formula: where(a, b = "c")}` is a formula `where(a` and a key `b = "c")` to YAML.
            let isTorn = entry.value.isEmpty && entry.key.contains { "()=<>\"'".contains($0) }
            diagnostics.append(
                Diagnostic(
                    id: "unknown-key", "'\(name)' has no key '\(excerpt(entry.key))'",
                    remedy: isTorn
                        ? "put the value before it into quotes: between braces a comma ends it"
                        : didYouMean(entry.key, among: asked), at: entry.keyLocation))
        }
    }
}

extension YAMLCursor {
    package mutating func text(_ key: String, _ diagnostics: inout [Diagnostic]) -> String? {
        guard let node = take(key) else { return nil }
        return node.scalarText(named: "\(prefix)\(key)", &diagnostics)
    }

    package mutating func requiredText(
        _ key: String, remedy: String, _ diagnostics: inout [Diagnostic]
    ) -> String? {
        let before = diagnostics.count
        if let text = text(key, &diagnostics) { return text }
        if diagnostics.count == before {
            diagnostics.append(
                Diagnostic(
                    id: "key-missing", "'\(name)' lacks the key '\(key)'", remedy: remedy,
                    at: location))
        }
        return nil
    }

    package mutating func texts(_ key: String, _ diagnostics: inout [Diagnostic])
        -> [TableSource.Placed<String>]
    {
        guard let node = take(key) else { return [] }
        return node.scalarTexts(named: "\(prefix)\(key)", &diagnostics)
    }

    package mutating func choice<Value: RawRepresentable & CaseIterable>(
        _ key: String, _ diagnostics: inout [Diagnostic]
    ) -> Value? where Value.RawValue == String {
        guard let node = take(key),
            let text = node.scalarText(named: "\(prefix)\(key)", &diagnostics)
        else { return nil }
        if let value = Value(rawValue: text) { return value }
        diagnostics.append(
            Diagnostic(
                id: "unknown-value", "'\(excerpt(text))' is not a value of '\(prefix)\(key)'",
                remedy: didYouMean(text, among: Value.allCases.map(\.rawValue)), at: node.location))
        return nil
    }

    package mutating func integer(
        _ key: String, in range: ClosedRange<Int>, _ diagnostics: inout [Diagnostic]
    ) -> Int? {
        guard let node = take(key),
            let text = node.scalarText(named: "\(prefix)\(key)", &diagnostics)
        else { return nil }
        if let value = Int(text), range.contains(value) { return value }
        diagnostics.append(
            Diagnostic(
                id: "type-mismatch",
                "'\(prefix)\(key)' must be a whole number, found '\(excerpt(text))'",
                remedy: "write a number from \(range.lowerBound) to \(range.upperBound)",
                at: node.location))
        return nil
    }

    package mutating func flag(_ key: String, _ diagnostics: inout [Diagnostic]) -> Bool? {
        guard let node = take(key),
            let text = node.scalarText(named: "\(prefix)\(key)", &diagnostics)
        else { return nil }
        if ["true", "false"].contains(text) { return text == "true" }
        diagnostics.append(
            Diagnostic(
                id: "type-mismatch",
                "'\(prefix)\(key)' must be true or false, found '\(excerpt(text))'",
                remedy: "write true or false", at: node.location))
        return nil
    }

    /// A formula or filter, its parts at their own places.
    package mutating func formula(_ key: String, _ diagnostics: inout [Diagnostic]) -> Expression? {
        take(key)?.formula(named: "\(prefix)\(key)", &diagnostics)
    }

    package mutating func map(_ key: String, _ diagnostics: inout [Diagnostic]) -> YAMLCursor? {
        guard let node = take(key) else { return nil }
        return YAMLCursor(node, name: "\(prefix)\(key)", diagnostics: &diagnostics)
    }
}

extension YAMLNode {
    /// The text of a scalar; anything else is `type-mismatch`, an empty one nil.
    package func scalarText(named name: String, _ diagnostics: inout [Diagnostic]) -> String? {
        if case .scalar(let text, _) = content { return isEmpty ? nil : text }
        diagnostics.append(
            Diagnostic(
                id: "type-mismatch", "'\(name)' must be a single value, found \(kindName)",
                remedy: "write one value", at: location))
        return nil
    }

    /// A list of texts, or one text as a list of one.
    package func scalarTexts(named name: String, _ diagnostics: inout [Diagnostic])
        -> [TableSource.Placed<String>]
    {
        switch content {
        case .list(let nodes):
            nodes.compactMap { node in
                if node.isEmpty, case .scalar(let text, _) = node.content {
                    diagnostics.append(
                        Diagnostic(
                            id: "value-missing",
                            "'\(name)' has an item that is \(text.isEmpty ? "empty" : "YAML's '\(text)'")",
                            remedy: text.isEmpty
                                ? "remove it, or write \"\" for an empty text"
                                : "write \"\(text)\" in quotes if the word is meant",
                            at: node.location))
                }
                return node.scalarText(named: name, &diagnostics)
                    .map { TableSource.Placed($0, at: node.location) }
            }
        default:
            scalarText(named: name, &diagnostics)
                .map { [TableSource.Placed($0, at: location)] } ?? []
        }
    }
}
