import ReportModel

extension FigureSheet {
    /// The sheet as CSV after RFC 4180, in UTF-8: exact numbers, an empty cell where there is none.
    var csv: [UInt8] {
        var text: [UInt8] = []
        text.reserveCapacity(32 + (rows.count + 1) * (columns.count + 1) * 12)
        Self.write(corner, to: &text)
        for column in columns {
            text.append(UInt8(ascii: ","))
            Self.write(column.csvName, to: &text)
        }
        text += "\r\n".utf8
        for row in rows {
            Self.write(row.exactName ?? row.name, to: &text)
            for cell in row.cells {
                text.append(UInt8(ascii: ","))
                if let number = cell.number { text += number.canonical.utf8 }
            }
            text += "\r\n".utf8
        }
        return text
    }

    private static func write(_ name: String, to text: inout [UInt8]) {
        text += field(harmless(name)).utf8
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
