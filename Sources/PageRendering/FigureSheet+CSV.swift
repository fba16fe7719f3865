import ReportModel

extension FigureSheet {
    /// The sheet as CSV after RFC 4180: exact numbers, an empty cell where there is none.
    var csv: String {
        var text = ""
        text.reserveCapacity(32 + (rows.count + 1) * (columns.count + 1) * 12)
        text += Self.field(Self.harmless(corner))
        for column in columns {
            text += ","
            text += Self.field(Self.harmless(column.csvName))
        }
        text += "\r\n"
        for row in rows {
            text += Self.field(Self.harmless(row.exactName ?? row.name))
            for cell in row.cells {
                text += ","
                if let number = cell.number { text += number.canonical }
            }
            text += "\r\n"
        }
        return text
    }

    /// A text that a spreadsheet can't take for a formula.
    private static func harmless(_ text: String) -> String {
        // A letter or digit begins no formula, and most begin with one.
        if let first = text.utf8.first, 48...57 ~= first || 65...90 ~= first || 97...122 ~= first {
            return text
        }
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
