import Diagnostics
import ReportModel

extension CheckReader {
    /// `document+line`, or a list; nil when one of them is no field of the table.
    mutating func fields(_ node: YAMLNode, _ key: String) -> [String]? {
        let before = found.count
        var names: [String] = []
        for text in node.scalarTexts(named: "\(body.name).\(key)", &found) {
            for part in text.value.split(separator: "+", omittingEmptySubsequences: false) {
                let name = trimmed(part)
                if expect(name, at: text.location) { names.append(name) }
            }
        }
        return found.count > before || names.isEmpty ? nil : names
    }

    /// Whether the table may have the field; else a diagnostic.
    mutating func expect(_ field: String, at location: SourceLocation) -> Bool {
        guard let table else { return false }
        let known = Self.fields(of: table, ground.dimensions)
        if known.contains(field) { return true }
        found.append(
            Diagnostic(
                id: "unknown-field",
                "'\(excerpt(field))' is neither a field of '\(table.rawValue)' nor a dimension",
                remedy: didYouMean(field, among: known), at: location))
        return false
    }

    /// What a table may have: the fields of the contract and the company's dimensions.
    static func fields(of table: TableName, _ dimensions: [String]) -> [String] {
        TableSchema.of(table).fields.map(\.name)
            + dimensions.map { $0.split(separator: ".").last.map(String.init) ?? $0 }
    }

    func type(of field: String) -> FieldType {
        table.flatMap { TableSchema.of($0).field(field)?.type } ?? .text
    }

    /// The fields of a mapping with what is said of each; nil when one of them is not known.
    mutating func fieldEntries(_ node: YAMLNode, _ key: String) -> [YAMLNode.Entry]? {
        guard
            var map = YAMLCursor(node, name: "\(body.name).\(key)", diagnostics: &found)
        else { return nil }
        let entries = map.takeRest()
        let areKnown = entries.map { expect($0.key, at: $0.keyLocation) }
        return areKnown.contains(false) ? nil : entries
    }

    /// `{column: amount, min: 0}` as `{amount: {min: 0}}`, and `{column: type, values: [a]}` as
    /// `{type: [a]}`; anything else as it is.
    private mutating func keyedByField(_ node: YAMLNode, _ key: String) -> YAMLNode {
        guard let table, case .map(var entries) = node.content,
            let index = entries.firstIndex(where: { ["column", "field"].contains($0.key) }),
            !Self.fields(of: table, ground.dimensions).contains(entries[index].key),
            let field = entries[index].value.text, !entries[index].value.isEmpty
        else { return node }
        let place = entries.remove(at: index).value.location
        var value = node
        value.content = .map(entries)
        if key == "accepted_values" {
            guard
                var map = YAMLCursor(value, name: "\(body.name).\(key)", diagnostics: &found)
            else { return node }
            value.content = .list([])
            value = map.take("values") ?? value
            map.finish(&found)
        }
        var keyed = node
        keyed.content = .map([YAMLNode.Entry(key: field, keyLocation: place, value: value)])
        return keyed
    }

    mutating func acceptedValues(_ node: YAMLNode, _ key: String) -> DataCheck.Rule? {
        let before = found.count
        guard let entries = fieldEntries(keyedByField(node, key), key) else { return nil }
        let accepted = entries.map { entry in
            let name = "\(body.name).\(key).\(entry.key)"
            let texts = entry.value.scalarTexts(named: name, &found)
            if texts.isEmpty, found.count == before {
                found.append(
                    Diagnostic(
                        id: "value-missing", "'\(name)' lists no value",
                        remedy: "write them in brackets: [recurring, usage]",
                        at: entry.value.location))
            }
            return DataCheck.FieldValues(
                entry.key, texts.compactMap { value($0.value, of: entry.key, at: $0.location) })
        }
        return found.count > before ? nil : .acceptedValues(accepted)
    }

    mutating func range(_ node: YAMLNode, _ key: String) -> DataCheck.Rule? {
        let before = found.count
        guard let entries = fieldEntries(keyedByField(node, key), key) else { return nil }
        let ranges = entries.compactMap { entry -> DataCheck.FieldRange? in
            if [.text, .numberOrPercent].contains(type(of: entry.key)) {
                found.append(
                    Diagnostic(
                        id: "type-mismatch",
                        "'\(entry.key)' is a text; a range is one of numbers or dates",
                        remedy: "list its values with 'accepted_values'", at: entry.keyLocation))
                return nil
            }
            return fieldRange(entry, key)
        }
        return found.count > before ? nil : .range(ranges)
    }

    /// `{min: 0, max: 9}`, `[0, 9]` or `{between: [0, 9]}`.
    private mutating func fieldRange(
        _ entry: YAMLNode.Entry, _ key: String
    ) -> DataCheck.FieldRange? {
        let name = "\(body.name).\(key).\(entry.key)"
        if case .list = entry.value.content { return pair(entry.value, of: entry.key, name) }
        guard var map = YAMLCursor(entry.value, name: name, diagnostics: &found) else { return nil }
        if let both = map.take("between") {
            map.finish(&found)
            return pair(both, of: entry.key, name + ".between")
        }
        let least = bound("min", &map, of: entry.key)
        let most = bound("max", &map, of: entry.key)
        let before = found.count
        map.finish(&found)
        if least == nil, most == nil, found.count == before, entry.value.isEmpty {
            found.append(
                Diagnostic(
                    id: "value-missing", "'\(name)' has neither 'min' nor 'max'",
                    remedy: "write one of them, or both: {min: 0, max: 100}",
                    at: entry.value.location))
        }
        return ordered(
            DataCheck.FieldRange(entry.key, least: least, most: most), name, at: entry.value)
    }

    private mutating func bound(
        _ key: String, _ map: inout YAMLCursor, of field: String
    ) -> CellValue? {
        guard let node = map.take(key),
            let text = node.scalarText(named: "\(map.name).\(key)", &found)
        else { return nil }
        return value(text, of: field, at: node.location)
    }

    private mutating func pair(
        _ node: YAMLNode, of field: String, _ name: String
    ) -> DataCheck.FieldRange? {
        let texts = node.scalarTexts(named: name, &found)
        guard texts.count == 2 else {
            found.append(
                Diagnostic(
                    id: "type-mismatch", "'\(name)' must be two values, found \(texts.count)",
                    remedy: "write the least and the largest: [0, 100]", at: node.location))
            return nil
        }
        return ordered(
            DataCheck.FieldRange(
                field, least: value(texts[0].value, of: field, at: texts[0].location),
                most: value(texts[1].value, of: field, at: texts[1].location)), name, at: node)
    }

    private mutating func ordered(
        _ range: DataCheck.FieldRange, _ name: String, at node: YAMLNode
    ) -> DataCheck.FieldRange {
        let isTurned =
            switch (range.least, range.most) {
            case (.number(let least), .number(let most)): least > most
            case (.day(let least), .day(let most)): least > most
            default: false
            }
        if isTurned {
            found.append(
                Diagnostic(
                    id: "range-empty",
                    "'\(name)' allows nothing: its least value is the larger one",
                    remedy: "change the two round", at: node.location))
        }
        return range
    }

    /// A value as the field's type has it.
    mutating func value(
        _ text: String, of field: String, at location: SourceLocation
    ) -> CellValue? {
        switch type(of: field) {
        case .text, .numberOrPercent:
            return .text(text)
        case .number:
            if let number = number(text) { return .number(number) }
            found.append(
                Diagnostic(
                    id: "number-invalid", "'\(excerpt(text))' is no number for '\(field)'",
                    remedy: "write digits with a point for decimals: 1234.5", at: location))
        case .date:
            if let day = Day(iso: text) { return .day(day) }
            found.append(
                Diagnostic(
                    id: "date-invalid", "'\(excerpt(text))' is no date for '\(field)'",
                    remedy: "write it as year-month-day: 2026-10-04", at: location))
        }
        return nil
    }

    /// `1234.5`, `1_000_000` or `1e6`.
    func number(_ text: String) -> ExactDecimal? {
        ExactDecimal(text.replacing("_", with: ""))
    }

    /// `{customer: customers.id}`, or `customers` by the field of the singular name.
    mutating func references(_ node: YAMLNode, _ key: String) -> DataCheck.Rule? {
        let before = found.count
        if let text = node.text {
            // The table's entries are named by its singular: `customers` by `customer`.
            let parts = text.split(separator: ".", maxSplits: 1).map(String.init)
            guard let target = tableName(parts[0], at: node.location) else { return nil }
            let plural = target.rawValue
            let field =
                plural.hasSuffix("ies")
                ? plural.dropLast(3) + "y" : plural.hasSuffix("s") ? plural.dropLast() : plural[...]
            guard expect(String(field), at: node.location) else { return nil }
            let column = parts.count == 2 ? parts[1] : "id"
            return reference(String(field), target, column, at: node.location)
                .map { .references([$0]) }
        }
        guard let entries = fieldEntries(node, key) else { return nil }
        let references = entries.compactMap { entry -> DataCheck.Reference? in
            let name = "\(body.name).\(key).\(entry.key)"
            guard let text = entry.value.scalarText(named: name, &found) else { return nil }
            let parts = text.split(separator: ".", maxSplits: 1).map(String.init)
            guard let first = parts.first, let target = tableName(first, at: entry.value.location)
            else { return nil }
            return reference(
                entry.key, target, parts.count == 2 ? parts[1] : "id", at: entry.value.location)
        }
        return found.count > before || references.isEmpty ? nil : .references(references)
    }

    private mutating func reference(
        _ field: String, _ target: TableName, _ column: String, at location: SourceLocation
    ) -> DataCheck.Reference? {
        let known = Self.fields(of: target, ground.dimensions)
        if known.contains(column) { return DataCheck.Reference(field, to: target, column) }
        found.append(
            Diagnostic(
                id: "unknown-field",
                "'\(excerpt(column))' is neither a field of '\(target.rawValue)' nor a dimension",
                remedy: didYouMean(column, among: known), at: location))
        return nil
    }

    func trimmed(_ text: some StringProtocol) -> String {
        let start = text.drop { $0 == " " }
        guard let last = start.lastIndex(where: { $0 != " " }) else { return "" }
        return String(start[...last])
    }
}
