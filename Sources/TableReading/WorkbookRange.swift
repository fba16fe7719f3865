/// A rectangle of cells of a sheet, such as `A3:N80`, `B:D` or `3:80`; rows and columns from 1.
package struct CellRange: Hashable, Sendable {
    package var rows: ClosedRange<Int>
    package var columns: ClosedRange<Int>

    package static let rowLimit = 1_048_576
    package static let columnLimit = 16_384

    package init(rows: ClosedRange<Int>, columns: ClosedRange<Int>) {
        self.rows = rows
        self.columns = columns
    }

    /// Reads `A3:N80`, with or without dollar signs; nil where the text is no such range.
    package init?(_ text: String) {
        let corners = text.utf8.filter { $0 != UInt8(ascii: "$") }
            .split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard corners.count == 2, let first = CellPlace(corners[0]),
            let last = CellPlace(corners[1]),
            (first.row == 0) == (last.row == 0), (first.column == 0) == (last.column == 0),
            first.row <= last.row, first.column <= last.column
        else { return nil }
        rows = first.row == 0 ? 1...Self.rowLimit : first.row...last.row
        columns = first.column == 0 ? 1...Self.columnLimit : first.column...last.column
    }

    /// What to tell an author whose text is no range.
    package static let remedy = "a range is written like A3:N80, the row with the names first"
}

/// The place of a cell, such as `C7`; a row or column of 0 was not written.
struct CellPlace {
    var row = 0
    var column = 0

    /// Nil where the text names no cell that a sheet can have.
    init?(_ text: some Sequence<UInt8>) {
        var isEmpty = true
        for byte in text {
            isEmpty = false
            let letter = (byte | 0x20) &- UInt8(ascii: "a")
            if letter < 26, row == 0 {
                column = column * 26 + Int(letter) + 1
            } else if isDigit(byte), row > 0 || byte != UInt8(ascii: "0") {
                row = row * 10 + Int(byte - UInt8(ascii: "0"))
            } else {
                return nil
            }
            if row > CellRange.rowLimit || column > CellRange.columnLimit { return nil }
        }
        if isEmpty { return nil }
    }

    /// `C7` for the row 7 and the column 3.
    static func name(row: Int, column: Int) -> String {
        var letters = ""
        var rest = column
        while rest > 0 {
            let letter = UInt8(ascii: "A") + UInt8((rest - 1) % 26)
            letters = String(Character(UnicodeScalar(letter))) + letters
            rest = (rest - 1) / 26
        }
        return letters + String(row)
    }
}
