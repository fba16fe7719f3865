/// Cuts UTF-8 text into records after RFC 4180, whatever the pieces are that it comes in.
///
/// Memory is one record, of which no cell is longer than `cellLimit`.
struct CSVScanner {
    private enum State {
        case cellStart
        case unquoted
        case quoted
        case quoteInQuoted
    }

    static let cellLimit = 1 << 20
    private static let recordLimit = 1 << 24
    private static let columnLimit = 1 << 14

    private let delimiter: UInt8
    private var state = State.cellStart
    private var record = CSVRecord()
    /// Cells kept of each record: all of the first one, which is the header, then as many.
    private var keptCells = columnLimit
    private var isFirst = true
    private var isStoring = true
    private var isQuoted = false
    private var cellStart = 0
    private var openedLine = 1
    private var openedColumn = 1

    /// Offset of the piece's first byte in the text.
    private var base = 0
    private var line: Int
    private var lineStart = 0
    private var isAfterReturn = false
    private(set) var faults: [CSVFault] = []

    private static let quote = UInt8(ascii: "\"")
    private static let feed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    init(delimiter: UInt8, line: Int = 1) {
        self.delimiter = delimiter
        self.line = line
    }

    mutating func takeFaults() -> [CSVFault] {
        defer { faults.removeAll(keepingCapacity: true) }
        return faults
    }

    mutating func scan(_ piece: [UInt8], _ emit: (CSVRecord) throws -> Void) rethrows {
        let bytes = piece.span
        let count = bytes.count
        var i = 0
        while i < count {
            switch state {
            case .cellStart:
                if isAfterReturn {
                    isAfterReturn = false
                    if bytes[i] == Self.feed {
                        i += 1
                        lineStart = base + i
                        continue
                    }
                }
                beginCell(at: i)
                if bytes[i] == Self.quote {
                    isQuoted = true
                    openedLine = line
                    openedColumn = column(at: i)
                    state = .quoted
                    i += 1
                } else {
                    state = .unquoted
                }
            case .unquoted:
                let start = i
                while i < count, isOrdinary(bytes[i], end: delimiter) { i += 1 }
                if i > start { store(piece, start..<i) }
                if i == count { break }
                try endUnquoted(bytes[i], at: i, emit)
                i += 1
            case .quoted:
                let start = i
                while i < count, isOrdinary(bytes[i], end: Self.quote) { i += 1 }
                if i > start {
                    store(piece, start..<i)
                    isAfterReturn = false
                }
                if i == count { break }
                continueQuoted(piece, at: i)
                i += 1
            case .quoteInQuoted:
                let byte = bytes[i]
                if byte == Self.quote {
                    store(piece, i..<i + 1)
                    state = .quoted
                } else if byte == 0 || isOrdinary(byte, end: delimiter) {
                    if byte != 0 { report(.quoteMisplaced, column: column(at: i)) }
                    state = .unquoted
                    continue
                } else {
                    try endUnquoted(byte, at: i, emit)
                }
                i += 1
            }
        }
        base += count
    }

    /// The last record, where no line break follows it.
    mutating func finish(_ emit: (CSVRecord) throws -> Void) rethrows {
        switch state {
        case .cellStart:
            if record.cellCount == 0 { return }
            beginCell(at: 0)
            endCell()
        case .unquoted, .quoteInQuoted: endCell()
        case .quoted:
            faults.append(CSVFault(.quoteUnclosed, line: openedLine, column: openedColumn))
            return
        }
        try endRecord(emit)
    }

    /// Lines and columns of offsets in a piece that is about to be scanned.
    func places(of offsets: [Int], in piece: [UInt8]) -> [(line: Int, column: Int)] {
        var places: [(line: Int, column: Int)] = []
        var line = line
        var start = lineStart - base
        var isAfterReturn = isAfterReturn
        var i = 0
        for offset in offsets {
            while i < offset {
                if piece[i] == Self.carriageReturn || piece[i] == Self.feed {
                    if piece[i] != Self.feed || !isAfterReturn { line += 1 }
                    start = i + 1
                }
                isAfterReturn = piece[i] == Self.carriageReturn
                i += 1
            }
            places.append((line, offset - start + 1))
        }
        return places
    }
}

extension CSVScanner {
    @inline(__always)
    private func isOrdinary(_ byte: UInt8, end: UInt8) -> Bool {
        if byte > 13 { return byte != end }
        return byte != end && byte != Self.feed && byte != Self.carriageReturn && byte != 0
    }

    private func column(at i: Int) -> Int { base + i - lineStart + 1 }

    private mutating func report(_ kind: CSVFault.Kind, column: Int) {
        faults.append(CSVFault(kind, line: line, column: column))
        record.isDamaged = true
    }

    private mutating func beginCell(at i: Int) {
        if record.cellCount == 0 { record.line = line }
        isQuoted = false
        cellStart = record.bytes.count
        isStoring = record.cellCount < keptCells
        if isStoring {
            record.lines.append(line)
            record.columns.append(column(at: i))
        }
    }

    private mutating func endCell() {
        if record.cellCount < keptCells { record.ends.append(record.bytes.count) }
        record.cellCount += 1
        state = .cellStart
    }

    private mutating func store(_ piece: [UInt8], _ range: Range<Int>) {
        if !isStoring {
            if record.cellCount >= keptCells, !record.hasTextBeyond {
                record.hasTextBeyond = !piece[range].allSatisfy(isBlank)
            }
            return
        }
        if record.bytes.count - cellStart + range.count > Self.cellLimit
            || record.bytes.count + range.count > Self.recordLimit
        {
            faults.append(
                CSVFault(
                    .cellTooLong, line: record.lines[record.cellCount],
                    column: record.columns[record.cellCount]))
            record.isDamaged = true
            record.bytes.removeSubrange(cellStart...)
            isStoring = false
            return
        }
        record.bytes.append(contentsOf: piece[range])
    }

    /// A delimiter, a line break or a NUL in or after a cell.
    private mutating func endUnquoted(
        _ byte: UInt8, at i: Int, _ emit: (CSVRecord) throws -> Void
    ) rethrows {
        if byte == delimiter {
            endCell()
        } else if byte == 0 {
            report(.nulByte, column: column(at: i))
        } else {
            endCell()
            try endRecord(emit)
            line += 1
            lineStart = base + i + 1
            isAfterReturn = byte == Self.carriageReturn
        }
    }

    /// A quote, a line break or a NUL in a quoted cell.
    private mutating func continueQuoted(_ piece: [UInt8], at i: Int) {
        let byte = piece[i]
        if byte == Self.quote {
            state = .quoteInQuoted
        } else if byte == 0 {
            report(.nulByte, column: column(at: i))
        } else {
            store(piece, i..<i + 1)
            if byte == Self.carriageReturn || !isAfterReturn { line += 1 }
            lineStart = base + i + 1
        }
        isAfterReturn = byte == Self.carriageReturn
    }

    private mutating func endRecord(_ emit: (CSVRecord) throws -> Void) rethrows {
        defer { record.clear() }
        // A line without anything in it is no record; `""` alone is one.
        if record.cellCount == 1, !isQuoted, !record.isDamaged, record.isEmpty { return }
        if isFirst {
            isFirst = false
            if record.cellCount > keptCells {
                faults.append(CSVFault(.tooManyColumns, line: record.line, column: 1))
                record.isDamaged = true
            }
            keptCells = min(keptCells, record.cellCount)
        }
        try emit(record)
    }
}
