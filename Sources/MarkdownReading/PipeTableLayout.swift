/// The lines of a pipe table, cut into cells but not yet read.
struct PipeTableLayout {
    /// A cell's text with `\|` already a pipe, and where it stands.
    struct Cell {
        var text: [UInt8] = []
        /// Offset of its first byte in the source.
        var start: Int
        /// Indexes into `text` of the pipes before which a backslash was taken away.
        var escapedPipes: [Int] = []

        /// The offset in the source of a byte of `text`.
        func offset(of index: Int) -> Int {
            var low = 0
            var high = escapedPipes.count
            while low < high {
                let middle = (low + high) / 2
                if escapedPipes[middle] <= index { low = middle + 1 } else { high = middle }
            }
            return start + index + low
        }
    }

    /// The line of the header.
    var firstLine: Int
    var alignments: [PipeTable.Alignment?]
    var header: [Cell]
    var rows: [[Cell]]
    /// Offsets of the first cell beyond the header's width, one for each row that has one.
    var surplus: [Int] = []
}

extension PipeTableLayout {
    /// Looks for a header and a delimiter row in the lines of a paragraph; all lines after them are rows.
    ///
    /// - Parameter lines: each line's text as a range of the source, without indent and end.
    init?(lines: [Range<Int>], firstLine: Int, in source: SourceText) {
        for index in lines.indices.dropFirst() {
            guard let alignments = Self.alignments(lines[index], in: source) else { continue }
            let header = Self.cells(lines[index - 1], in: source)
            if header.count != alignments.count { continue }
            self.init(
                firstLine: firstLine + index - 1, alignments: alignments, header: header, rows: [])
            for line in lines[(index + 1)...] {
                var row = Self.cells(line, in: source)
                if row.count > header.count {
                    surplus.append(row[header.count].start)
                    row.removeLast(row.count - header.count)
                }
                while row.count < header.count { row.append(Cell(start: line.upperBound)) }
                rows.append(row)
            }
            return
        }
        return nil
    }

    private static func alignments(
        _ line: Range<Int>, in source: SourceText
    ) -> [PipeTable.Alignment?]? {
        let bytes = source.bytes[line]
        guard bytes.contains(UInt8(ascii: "-")), bytes.contains(.pipe),
            bytes.allSatisfy({
                $0 == .pipe || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ":") || $0.isBlank
            })
        else { return nil }
        var found: [PipeTable.Alignment?] = []
        for cell in cells(line, in: source) {
            let isLeft = cell.text.first == UInt8(ascii: ":")
            let isRight = cell.text.last == UInt8(ascii: ":")
            let dashes = cell.text.dropFirst(isLeft ? 1 : 0).dropLast(isRight ? 1 : 0)
            if dashes.isEmpty || !dashes.allSatisfy({ $0 == UInt8(ascii: "-") }) { return nil }
            found.append(isLeft ? (isRight ? .center : .left) : isRight ? .right : nil)
        }
        return found
    }

    /// Cuts a line at its unescaped pipes, as GitHub does: a code span does not protect a pipe.
    private static func cells(_ line: Range<Int>, in source: SourceText) -> [Cell] {
        let bytes = source.bytes
        var index = source.skipBlanks(from: line.lowerBound, to: line.upperBound)
        var end = line.upperBound
        while end > index, bytes[end - 1].isBlank { end -= 1 }
        if index < end, bytes[index] == .pipe { index += 1 }
        var cells: [Cell] = []
        var cell = Cell(start: source.skipBlanks(from: index, to: end))
        index = cell.start
        var isOpen = index < end
        func finish() {
            while let last = cell.text.last, last.isBlank { cell.text.removeLast() }
            cells.append(cell)
        }
        while index < end {
            let byte = bytes[index]
            if byte == .backslash, index + 1 < end, bytes[index + 1].isPunctuation {
                if bytes[index + 1] == .pipe {
                    cell.escapedPipes.append(cell.text.count)
                } else {
                    cell.text.append(byte)
                }
                cell.text.append(bytes[index + 1])
                index += 2
            } else if byte == .pipe {
                finish()
                index = source.skipBlanks(from: index + 1, to: end)
                cell = Cell(start: index)
                isOpen = index < end
            } else {
                cell.text.append(byte)
                index += 1
            }
        }
        if isOpen { finish() }
        return cells
    }
}
