/// Splits chunks of text into rows and cells: a look at every byte, sixteen at a time, then at what
/// may end a cell only.
///
/// - Complexity: O(bytes).
struct RecordSplitter {
    let delimiter: UInt8
    private var marks: [Int32] = []
    /// Contents of cells that hold quotes written twice.
    private var unescaped: [UInt8] = []
    private(set) var faults: [CSVFault] = []

    private static let quote = UInt8(ascii: "\"")
    private static let feed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
    static let cellLimit = 1 << 20

    init(delimiter: UInt8) { self.delimiter = delimiter }

    mutating func takeFaults() -> [CSVFault] {
        defer { faults = [] }
        return faults
    }

    /// Makes the batch the rows of a chunk, whose bytes it borrows until `end`.
    mutating func split(_ chunk: inout TextChunk, into batch: inout RecordBatch) {
        let count = chunk.count
        if marks.count < count + ByteSearch.room {
            marks = [Int32](repeating: 0, count: count + ByteSearch.room)
        }
        let markCount =
            chunk.isPlain
            ? ByteSearch.markPlain(
                chunk.bytes.span.bytes, to: count, delimiter: delimiter, into: &marks)
            : ByteSearch.mark(
                chunk.bytes.span.bytes, to: count, delimiter: delimiter, into: &marks)
        unescaped.removeAll(keepingCapacity: true)
        batch.begin(&chunk.bytes, count: count, delimiter: delimiter, rows: chunk.lineBreaks + 1)
        var walk = Walk(count: count, markCount: markCount, line: chunk.firstLine)
        // Of a chunk that is longer each cell has to be measured.
        let isShort = count <= Self.cellLimit
        if isShort, chunk.isPlain { readEvenRows(&walk, chunk.lineBreaks, &batch) }
        while walk.position < count {
            if isShort { readPlainRows(&walk, &batch) }
            if walk.position < count { readRow(&walk, &batch) }
        }
        if !unescaped.isEmpty {
            batch.bytes.replaceSubrange(count..., with: unescaped)
            batch.bytes += repeatElement(0, count: ByteSearch.room)
        }
    }

    /// Where the walk over a chunk is.
    private struct Walk {
        let count: Int
        let markCount: Int
        var position = 0
        /// Index of the first mark at or behind the position.
        var mark = 0
        var line: Int
        var lineStart = 0

        init(count: Int, markCount: Int, line: Int) {
            self.count = count
            self.markCount = markCount
            self.line = line
        }
    }

    /// Reads all rows of a chunk that has no marks but delimiters and line feeds, if each has the cells
    /// of the header and a first one that holds something.
    ///
    /// Then the marks of a column lie at one distance, and there is nothing to ask at any cell.
    private func readEvenRows(_ walk: inout Walk, _ rows: Int, _ batch: inout RecordBatch) {
        let width = batch.width
        if width == 0 || walk.markCount != rows * width { return }
        let marks = marks.span
        var starts = [Int32](repeating: 0, count: rows)
        do {
            let bytes = batch.bytes.span
            var start = 0
            for row in 0..<rows {
                let end = Int(marks[row * width + width - 1])
                let isHeld = (bytes[start] > 32) && (bytes[start] != delimiter)
                if bytes[end] != Self.feed || !isHeld { return }
                starts[row] = Int32(truncatingIfNeeded: start)
                start = end + 1
            }
        }
        // Every row ends at a line feed, and there are no more of them.
        let capacity = batch.capacity
        let slots = batch.slots
        var ranges = batch.takeRanges()
        for column in 0..<width where slots[column] >= 0 {
            var cells = ranges.mutableSpan
            let first = slots[column] * capacity
            // The first cell's start is that of the row.
            let rowStarts = starts.span
            for row in 0..<rows {
                let mark = row * width + column
                let start = column == 0 ? rowStarts[row] : marks[mark - 1] + 1
                cells[first + row] = RecordBatch.CellRange(start: start, end: marks[mark])
            }
        }
        batch.putBack(&ranges)
        batch.addRows(starts: starts, firstLine: walk.line)
        walk.line += rows
        walk.mark = walk.markCount
        walk.position = walk.count
        walk.lineStart = walk.count
    }

    /// Reads rows as long as they have the cells of the header and nothing special: no quote, no NUL,
    /// no carriage return, and a first cell that holds something.
    private func readPlainRows(_ walk: inout Walk, _ batch: inout RecordBatch) {
        let marks = marks.span
        let width = batch.width
        // Of a file whose header is damaged no cell is wanted.
        if width == 0 { return }
        let capacity = batch.capacity
        let places = batch.slots
        let slots = places.span
        var ranges = batch.takeRanges()
        var starts: [Int32] = []
        let limit = min(capacity - batch.rowCount, (walk.markCount - walk.mark) / width + 1)
        starts.reserveCapacity(limit)
        let row = batch.rowCount
        var mark = walk.mark
        var position = walk.position
        do {
            let bytes = batch.bytes.span
            var cells = ranges.mutableSpan
            rows: while mark + width <= walk.markCount, row + starts.count < capacity {
                if bytes[position] <= 32 || bytes[position] == delimiter { break }
                var start = position
                for column in 0..<width {
                    let end = Int(marks[mark + column])
                    let expected = column == width - 1 ? Self.feed : delimiter
                    if bytes[end] != expected { break rows }
                    let slot = slots[column]
                    if slot >= 0 {
                        cells[slot * capacity + row + starts.count] = RecordBatch.CellRange(
                            start: Int32(truncatingIfNeeded: start),
                            end: Int32(truncatingIfNeeded: end))
                    }
                    start = end + 1
                }
                starts.append(Int32(truncatingIfNeeded: position))
                mark += width
                position = start
            }
        }
        batch.putBack(&ranges)
        batch.addRows(starts: starts, firstLine: walk.line)
        walk.line += starts.count
        walk.mark = mark
        if position > walk.position { walk.lineStart = position }
        walk.position = position
    }

    private mutating func readRow(_ walk: inout Walk, _ batch: inout RecordBatch) {
        let row = batch.rowCount
        let start = walk.position
        let line = walk.line
        var column = 0
        var isBlankRow = true
        var hasQuote = false
        var mark: RecordBatch.Marks = []
        while true {
            var contentStart = walk.position
            var contentEnd = contentStart
            if walk.mark < walk.markCount, Int(marks[walk.mark]) == contentStart,
                batch.bytes[contentStart] == Self.quote
            {
                hasQuote = true
                let opened = (walk.line, contentStart - walk.lineStart + 1)
                guard let content = readQuoted(&walk, batch.bytes.span, &mark) else { return }
                (contentStart, contentEnd) = (content.lowerBound, content.upperBound)
                if column < batch.width, content.count > Self.cellLimit {
                    report(.cellTooLong, opened.0, opened.1, &mark)
                }
            } else {
                contentEnd = endOfUnquoted(&walk, batch.bytes.span, &mark)
                if column < batch.width, contentEnd - contentStart > Self.cellLimit {
                    report(.cellTooLong, walk.line, contentStart - walk.lineStart + 1, &mark)
                }
            }
            if isBlankRow, contentEnd > contentStart {
                isBlankRow = isAllBlank(batch.bytes.span, contentStart, contentEnd)
                if !isBlankRow, column >= batch.width { mark.insert(.textBeyond) }
            } else if column >= batch.width, !mark.contains(.textBeyond),
                !isAllBlank(batch.bytes.span, contentStart, contentEnd)
            {
                mark.insert(.textBeyond)
            }
            if column < batch.width {
                let slot = batch.slots[column]
                if slot >= 0 { batch.store(row, slot: slot, contentStart, contentEnd) }
            }
            column += 1
            if walk.mark == walk.markCount {
                walk.position = walk.count
                break
            }
            let end = Int(marks[walk.mark])
            walk.mark += 1
            walk.position = end + 1
            if batch.bytes[end] == delimiter { continue }
            if batch.bytes[end] == Self.carriageReturn, walk.mark < walk.markCount,
                Int(marks[walk.mark]) == end + 1, batch.bytes[end + 1] == Self.feed
            {
                walk.mark += 1
                walk.position = end + 2
            }
            walk.line += 1
            walk.lineStart = walk.position
            break
        }
        // A line without anything in it is no row; `""` alone is one.
        if column == 1, isBlankRow, !hasQuote, mark.isEmpty { return }
        if isBlankRow { mark.insert(.blank) }
        for missing in column..<max(column, batch.width) where batch.slots[missing] >= 0 {
            batch.store(row, slot: batch.slots[missing], 0, 0)
        }
        batch.addRow(start: start, line: line, cells: column, mark)
    }

    /// The end of the cell at the position, with the walk's mark at what ends it.
    @inline(__always)
    private mutating func endOfUnquoted(
        _ walk: inout Walk, _ bytes: Span<UInt8>, _ mark: inout RecordBatch.Marks
    ) -> Int {
        while walk.mark < walk.markCount {
            let offset = Int(marks[walk.mark])
            let byte = bytes[offset]
            if byte != Self.quote, byte != 0 || delimiter == 0 { return offset }
            if byte == 0 { report(.nulByte, walk.line, offset - walk.lineStart + 1, &mark) }
            walk.mark += 1
        }
        return walk.count
    }

    /// The content of the quoted cell at the position, nil where its quote is not closed.
    private mutating func readQuoted(
        _ walk: inout Walk, _ bytes: Span<UInt8>, _ mark: inout RecordBatch.Marks
    ) -> Range<Int>? {
        let opened = walk.position
        let place = (walk.line, opened - walk.lineStart + 1)
        var partStart = opened + 1
        let unescapedStart = unescaped.count
        var isEscaped = false
        walk.mark += 1
        while walk.mark < walk.markCount {
            let offset = Int(marks[walk.mark])
            let byte = bytes[offset]
            walk.mark += 1
            if byte == Self.quote {
                if offset + 1 < walk.count, bytes[offset + 1] == Self.quote {
                    append(bytes, partStart, offset + 1)
                    isEscaped = true
                    partStart = offset + 2
                    walk.mark += 1
                    continue
                }
                finishQuoted(&walk, bytes, after: offset, &mark)
                if !isEscaped { return partStart..<offset }
                append(bytes, partStart, offset)
                return walk.count + unescapedStart..<walk.count + unescaped.count
            }
            if byte == Self.carriageReturn {
                walk.line += 1
                walk.lineStart = offset + 1
            } else if byte == Self.feed {
                if bytes[offset - 1] != Self.carriageReturn { walk.line += 1 }
                walk.lineStart = offset + 1
            } else if byte == 0, delimiter != 0 {
                report(.nulByte, walk.line, offset - walk.lineStart + 1, &mark)
            }
        }
        faults.append(CSVFault(.quoteUnclosed, line: place.0, column: place.1))
        walk.position = walk.count
        return nil
    }

    /// What stands between the closing quote and the end of the cell.
    private mutating func finishQuoted(
        _ walk: inout Walk, _ bytes: Span<UInt8>, after quote: Int,
        _ mark: inout RecordBatch.Marks
    ) {
        let next = quote + 1
        if next == walk.count { return }
        let byte = bytes[next]
        if byte == delimiter || byte == Self.feed || byte == Self.carriageReturn { return }
        if byte != 0 { report(.quoteMisplaced, walk.line, next - walk.lineStart + 1, &mark) }
        _ = endOfUnquoted(&walk, bytes, &mark)
    }

    private mutating func append(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) {
        for i in start..<end { unescaped.append(bytes[i]) }
    }

    private mutating func report(
        _ kind: CSVFault.Kind, _ line: Int, _ column: Int, _ mark: inout RecordBatch.Marks
    ) {
        faults.append(CSVFault(kind, line: line, column: column))
        mark.insert(.damaged)
    }

    private func isAllBlank(_ bytes: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        for i in start..<end {
            // Contents of cells with quotes are not in the text, and hold one.
            if i >= bytes.count || !isBlank(bytes[i]) { return false }
        }
        return true
    }
}
