import ReportModel

extension TableDraft {
    /// The lines of the entry, to stand under `tables:`.
    ///
    /// - Parameter indent: The spaces before the table's name.
    func yaml(indent: Int = 2) -> String {
        var lines: [String] = []
        for finding in findings { lines += comment(finding) }
        for doubt in doubts { lines += comment("unsure: " + doubt) }
        lines.append("\(table.rawValue):")
        lines.append("  file: \(yamlScalar(file))")
        if let basis { lines.append("  basis: \(basis)") }
        if format.skip > 0 { lines.append("  skip: \(format.skip)") }
        if case .some(.none) = format.header { lines.append("  header: none") }
        lines += further.map { "  " + $0 }
        if !columns.isEmpty {
            lines.append("  columns:")
            lines += columns.map { "    \($0.field): \(yamlScalar($0.column))" }
        }
        if !values.isEmpty {
            lines.append("  values:")
            for (field, words) in values {
                lines.append("    \(field):")
                lines += words.map { "      \($0.ours): \(yamlList($0.theirs))" }
            }
        }
        if !computed.isEmpty {
            lines.append("  compute:")
            lines += computed.map { "    \($0.field): \(yamlScalar($0.formula))" }
        }
        if !conditions.isEmpty {
            let all = conditions.count == 1 ? conditions : conditions.map { "(\($0))" }
            lines.append("  where: \(yamlScalar(all.joined(separator: " and ")))")
        }
        let parts = formatParts
        if !parts.isEmpty { lines.append("  format: {\(parts.joined(separator: ", "))}") }
        if !unmapped.isEmpty {
            lines += comment("not mapped: " + unmapped.map(yamlScalar).joined(separator: ", "))
                .map { "  " + $0 }
        }
        let margin = String(repeating: " ", count: indent)
        return lines.map { margin + $0 + "\n" }.joined()
    }

    private var formatParts: [String] {
        var parts: [String] = []
        func character(_ byte: UInt8) -> String {
            byte == 9 ? "\"\\t\"" : "\"\(String(UnicodeScalar(byte)))\""
        }
        if let delimiter = format.delimiter { parts.append("delimiter: \(character(delimiter))") }
        if let encoding = format.encoding { parts.append("encoding: \(encoding.rawValue)") }
        if let date = format.date {
            let forms = date.split(separator: TableFormat.dateSeparator).map(String.init)
                .map { $0 == "excel" ? $0 : yamlScalar($0) }
            parts.append(
                "date: " + (forms.count == 1 ? forms[0] : "[\(forms.joined(separator: ", "))]"))
        }
        if format.isDecimalDeclared || format.decimal != UInt8(ascii: ".") {
            parts.append("decimal: \(character(format.decimal))")
        }
        if let grouping = format.grouping { parts.append("grouping: \(character(grouping))") }
        if !format.missing.isEmpty { parts.append("missing: \(yamlList(format.missing))") }
        return parts
    }

    /// A sentence as comment lines of at most 100 characters, on no more than a dozen lines.
    private func comment(_ sentence: String) -> [String] {
        var lines: [String] = []
        var line = "#"
        for word in sentence.split(separator: " ") {
            if line.count + word.count > 95, line.count > 4 {
                lines.append(line)
                line = "#  "
            }
            line += " " + word
        }
        lines.append(line)
        return lines.count <= 12 ? lines : Array(lines.prefix(12)) + ["#   …"]
    }
}
