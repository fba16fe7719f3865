import ReportModel

/// Whether points in numbers stand before decimals, found out by taking texts apart.
struct NaiveDecimalDoubt {
    struct Finding {
        var message: String
        var path: String
        var place: NaiveText.Place
        var field: String
        var file: Int
    }

    private var isSettled = false
    private var findings: [Finding] = []

    mutating func look(at cells: NaiveCells, _ column: NaiveTable.Column, file: Int) {
        let text = cells.row.cells[column.index].trimmedInTables
        let parts = text.unicodeScalars.split(separator: ".", omittingEmptySubsequences: false)
        if parts.count < 2 { return }
        func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
        let before = parts[0].reversed().prefix(while: isDigit)
        let after = parts[1].prefix(while: isDigit)
        if parts.count > 2, after.count == parts[1].count { return }
        if before.isEmpty, after.isEmpty { return }
        let isThousands =
            after.count == 3 && (1...3).contains(before.count) && before.last != "0"
        if !isThousands {
            isSettled = true
            return
        }
        let shown = NaiveTable.excerpt(text)
        findings.append(
            Finding(
                message: "'\(shown)' for '\(column.field.name)' can be \(shown) or"
                    + " \(shown.filter { $0 != "." }): no number of the table tells",
                path: cells.path, place: cells.places[column.index], field: column.field.name,
                file: file))
    }

    /// The first one, where nothing is settled.
    var finding: Finding? {
        if isSettled { return nil }
        return findings.enumerated().min { left, right in
            func key(_ entry: (offset: Int, element: Finding)) -> (Int, Int, Int, Int) {
                let place = entry.element.place
                return (entry.element.file, place.line, place.column, entry.offset)
            }
            return key(left) < key(right)
        }?.element
    }
}
