/// Reads records byte by byte with the place of every cell: for headers, and to say where a cell of
/// a row is that the fast reader found something wrong in.
struct RecordParser {
    let delimiter: UInt8
    /// Where the next record begins.
    private(set) var line: Int
    private(set) var offset: Int
    private var lineStart: Int
    private(set) var faults: [CSVFault] = []

    private static let quote = UInt8(ascii: "\"")
    private static let feed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    /// Begins at the start of a record, which is the start of a line.
    init(delimiter: UInt8, line: Int, offset: Int) {
        self.delimiter = delimiter
        self.line = line
        self.offset = offset
        lineStart = offset
    }

    /// The next record that is no blank line; nil at the end, or where more of the text must be known.
    mutating func next(in text: Span<UInt8>, to end: Int, isWhole: Bool) -> CSVRecord? {
        while offset < end {
            let before = self
            guard let (record, isQuoted) = read(text, end) else {
                if !isWhole { self = before }
                return nil
            }
            // Half a line break at the end: the other half may follow.
            if !isWhole, offset == end {
                self = before
                return nil
            }
            let isBlankLine =
                record.cellCount == 1 && !isQuoted && !record.isDamaged && record.isEmpty
            if !isBlankLine { return record }
        }
        return nil
    }

    private mutating func read(_ text: Span<UInt8>, _ end: Int) -> (CSVRecord, isQuoted: Bool)? {
        var record = CSVRecord()
        record.line = line
        let faultsBefore = faults.count
        var isQuoted = false
        while true {
            let cellLine = line
            let cellColumn = offset - lineStart + 1
            guard let (cell, wasQuoted) = readCell(text, end) else { return nil }
            isQuoted = wasQuoted
            record.append(cell, line: cellLine, column: cellColumn)
            if offset == end { break }
            let byte = text[offset]
            offset += 1
            if byte == delimiter { continue }
            if byte == Self.carriageReturn, offset < end, text[offset] == Self.feed { offset += 1 }
            line += 1
            lineStart = offset
            break
        }
        record.isDamaged = faults.count > faultsBefore
        return (record, isQuoted)
    }

    /// The cell at the offset, which is then at what ends it; nil where its quote is not closed.
    private mutating func readCell(
        _ text: Span<UInt8>, _ end: Int
    ) -> (bytes: [UInt8], isQuoted: Bool)? {
        var bytes: [UInt8] = []
        let isQuoted = offset < end && text[offset] == Self.quote
        if isQuoted {
            let opened = CSVFault(.quoteUnclosed, line: line, column: offset - lineStart + 1)
            offset += 1
            while true {
                if offset == end {
                    faults.append(opened)
                    return nil
                }
                if text[offset] == Self.quote {
                    offset += 1
                    if offset == end || text[offset] != Self.quote { break }
                }
                takeQuoted(text, &bytes)
            }
            if offset < end, !isEnd(text[offset]), text[offset] != 0 { report(.quoteMisplaced) }
        }
        while offset < end, !isEnd(text[offset]) {
            if text[offset] == 0 { report(.nulByte) } else { bytes.append(text[offset]) }
            offset += 1
        }
        return (bytes, isQuoted)
    }

    private mutating func takeQuoted(_ text: Span<UInt8>, _ bytes: inout [UInt8]) {
        let byte = text[offset]
        if byte == 0 { report(.nulByte) } else { bytes.append(byte) }
        offset += 1
        if byte == Self.carriageReturn {
            line += 1
            lineStart = offset
        } else if byte == Self.feed {
            if offset < 2 || text[offset - 2] != Self.carriageReturn { line += 1 }
            lineStart = offset
        }
    }

    private func isEnd(_ byte: UInt8) -> Bool {
        byte == delimiter || byte == Self.feed || byte == Self.carriageReturn
    }

    private mutating func report(_ kind: CSVFault.Kind) {
        faults.append(CSVFault(kind, line: line, column: offset - lineStart + 1))
    }
}
