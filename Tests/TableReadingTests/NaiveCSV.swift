import TableReading

/// RFC 4180 read plainly, for comparison: all of the text at once, scalar by scalar.
struct NaiveCSV {
    struct Row: Hashable {
        var line: Int
        var cellCount: Int
        var isDamaged: Bool
        /// As many as the header has; none where the row is damaged.
        var cells: [String]
        var hasTextBeyond: Bool
    }

    private(set) var rows: [Row] = []
    private(set) var faults: [CSVFault] = []
    /// Of the last row: all its cells, damaged or not, and where they begin.
    private(set) var lastCells: [String] = []
    private(set) var lastPlaces: [NaiveText.Place] = []
    /// Cells of the header; that is the first row, where nobody says.
    var width: Int?
    private let text: NaiveText
    private let scalars: [Unicode.Scalar]
    private let delimiter: Unicode.Scalar
    private(set) var position: Int

    /// Reads all rows of a text in UTF-8.
    init(_ bytes: [UInt8], delimiter: Unicode.Scalar) {
        self.init(NaiveText(bytes), delimiter: delimiter, from: 0)
        for index in text.invalid { report(.encodingInvalid, at: index) }
        while next() != nil {}
    }

    /// Reads nothing yet.
    init(_ text: NaiveText, delimiter: Unicode.Scalar, from start: Int) {
        self.text = text
        scalars = text.scalars
        self.delimiter = delimiter
        position = start
    }

    /// The next row; blank lines are none.
    mutating func next() -> Row? {
        let before = rows.count
        while position < scalars.count, rows.count == before { readRow() }
        return rows.count == before ? nil : rows.last
    }

    private mutating func readRow() {
        let start = position
        let faultsBefore = faults.count
        var cells: [String] = []
        var places: [NaiveText.Place] = []
        var isQuoted = false
        while true {
            places.append(text.places[position])
            guard let cell = readCell(&isQuoted) else { return }
            cells.append(cell)
            if position == scalars.count || scalars[position] != delimiter { break }
            position += 1
        }
        if position < scalars.count {
            let isReturn = scalars[position] == "\r"
            position += 1
            if isReturn, position < scalars.count, scalars[position] == "\n" { position += 1 }
        }
        let isDamaged = faults.count > faultsBefore
        if cells.count == 1, !isQuoted, !isDamaged, cells[0].isBlankInTables { return }
        let width = width ?? cells.count
        self.width = width
        lastCells = cells
        lastPlaces = places
        rows.append(
            Row(
                line: text.places[start].line, cellCount: cells.count, isDamaged: isDamaged,
                cells: isDamaged ? [] : Array(cells.prefix(width)),
                hasTextBeyond: !isDamaged
                    && cells.dropFirst(width).contains { !$0.isBlankInTables }))
    }

    /// The cell at the position, which is then at the delimiter, line break or end; nil where a
    /// quote is not closed.
    private mutating func readCell(_ isQuoted: inout Bool) -> String? {
        var text = String.UnicodeScalarView()
        isQuoted = false
        if position < scalars.count, scalars[position] == "\"" {
            isQuoted = true
            let opened = position
            position += 1
            while true {
                if position == scalars.count {
                    report(.quoteUnclosed, at: opened)
                    return nil
                }
                if scalars[position] == "\"" {
                    position += 1
                    if position == scalars.count || scalars[position] != "\"" { break }
                }
                take(into: &text)
            }
            if !isAtEndOfCell, scalars[position] != "\0" {
                report(.quoteMisplaced, at: position)
            }
        }
        while !isAtEndOfCell {
            take(into: &text)
        }
        return String(text)
    }

    private var isAtEndOfCell: Bool {
        position == scalars.count || scalars[position] == delimiter || scalars[position] == "\n"
            || scalars[position] == "\r"
    }

    private mutating func take(into text: inout String.UnicodeScalarView) {
        if scalars[position] == "\0" {
            report(.nulByte, at: position)
        } else {
            text.append(scalars[position])
        }
        position += 1
    }

    private mutating func report(_ kind: CSVFault.Kind, at index: Int) {
        let place = text.places[index]
        faults.append(CSVFault(kind, line: place.line, column: place.column))
    }
}
