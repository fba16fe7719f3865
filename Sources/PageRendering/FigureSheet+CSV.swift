import ReportModel

extension FigureSheet {
    /// The sheet as CSV after RFC 4180: exact numbers, an empty cell where there is none.
    var csv: String {
        var lines = [[corner] + columns.map(\.csvName)]
        for row in rows {
            lines.append([row.exactName ?? row.name] + row.cells.map { $0.number?.canonical ?? "" })
        }
        let texts = lines.enumerated().map { index, line in
            line.enumerated().map { column, text in
                index == 0 || column == 0 ? Self.field(Self.harmless(text)) : text
            }.joined(separator: ",")
        }
        return texts.joined(separator: "\r\n") + "\r\n"
    }

    /// A text that a spreadsheet can't take for a formula.
    private static func harmless(_ text: String) -> String {
        let first = text.unicodeScalars.first { !$0.properties.isWhitespace }
        let isFormula = first.map {
            "=+-@\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains($0)
        }
        let isControl = text.utf8.first.map { $0 < 32 }
        return isFormula == true || isControl == true ? "'" + text : text
    }

    private static func field(_ text: String) -> String {
        let isPlain = !text.utf8.contains { $0 == 34 || $0 == 44 || $0 == 10 || $0 == 13 }
        return isPlain ? text : "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}

extension FigureSheet.Column {
    fileprivate var csvName: String {
        let unit = exactUnit.isEmpty ? nil : "(\(exactUnit))"
        return [group, name, unit].compactMap { $0 }.joined(separator: " ")
    }
}
