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
    private let scalars: [Unicode.Scalar]
    private let delimiter: Unicode.Scalar
    private var position = 0

    init(_ bytes: [UInt8], delimiter: Unicode.Scalar) {
        var scalars: [Unicode.Scalar] = []
        var invalid: [Int] = []
        var parser = Unicode.UTF8.ForwardParser()
        var rest = bytes.makeIterator()
        reading: while true {
            switch parser.parseScalar(from: &rest) {
            case .valid(let scalar): scalars.append(Unicode.UTF8.decode(scalar))
            case .error(let length):
                invalid.append(scalars.count)
                scalars += Array(repeating: "?", count: length)
            case .emptyInput: break reading
            }
        }
        self.scalars = scalars
        self.delimiter = delimiter
        for index in invalid { report(.encodingInvalid, at: index) }
        while position < scalars.count { readRow() }
    }

    private mutating func readRow() {
        let start = position
        let faultsBefore = faults.count
        var cells: [String] = []
        var isQuoted = false
        while true {
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
        if cells.count == 1, !isQuoted, !isDamaged, cells[0].allSatisfy({ $0 == " " }) { return }
        let width = rows.first?.cellCount ?? cells.count
        rows.append(
            Row(
                line: place(start).line, cellCount: cells.count, isDamaged: isDamaged,
                cells: isDamaged ? [] : Array(cells.prefix(width)),
                hasTextBeyond: cells.dropFirst(width).contains { !$0.allSatisfy(isSpace) }))
    }

    private func isSpace(_ character: Character) -> Bool {
        character == " " || character == "\n" || character == "\r" || character == "\r\n"
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
        let (line, column) = place(index)
        faults.append(CSVFault(kind, line: line, column: column))
    }

    private func place(_ index: Int) -> (line: Int, column: Int) {
        var line = 1
        var column = 1
        for i in 0..<index {
            let scalar = scalars[i]
            if scalar == "\n", i > 0, scalars[i - 1] == "\r" {
                column = 1
            } else if scalar == "\n" || scalar == "\r" {
                line += 1
                column = 1
            } else {
                column += String(scalar).utf8.count
            }
        }
        return (line, column)
    }
}
