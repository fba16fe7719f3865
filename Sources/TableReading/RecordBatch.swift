/// A run of rows of one file as ranges of one array of bytes, column by column.
struct RecordBatch: Sendable {
    struct CellRange: Hashable, Sendable {
        var start: Int32 = 0
        var end: Int32 = 0
    }

    /// What a row is, beside its cells.
    struct Marks: OptionSet, Sendable {
        let rawValue: UInt8

        /// A fault was reported in it: its cells mean nothing.
        static let damaged = Marks(rawValue: 1)
        /// A cell beyond those of the header holds something.
        static let textBeyond = Marks(rawValue: 2)
        /// No cell holds more than white space.
        static let blank = Marks(rawValue: 4)
    }

    /// The text of all cells; behind it is room for looking at several bytes at once.
    var bytes: [UInt8] = []
    private(set) var rowCount = 0
    /// Cells of the header, and of each row that is whole.
    let width: Int
    /// By column: its place in `ranges`, or -1 where nobody wants it.
    let slots: [Int]
    /// The line or row where each row begins.
    private(set) var lines: [Int32] = []
    private(set) var cellCounts: [Int32] = []
    private(set) var marks: [Marks] = []
    /// Cell of `slot` and `row` at `slot * capacity + row`.
    private(set) var ranges: [CellRange] = []
    private(set) var capacity = 0
    /// The same for what the cells are; empty where all are text.
    private(set) var kinds: [CSVRecord.CellKind] = []
    /// The same for where they stand; empty where the text tells.
    private(set) var places: [CellRange] = []
    /// Where each row begins in `bytes`, for rows of a text.
    private(set) var starts: [Int32] = []
    private(set) var delimiter: UInt8?
    /// Bytes of `bytes` that are text of the file.
    private(set) var textCount = 0
    let storedCount: Int

    /// - Parameter stored: The columns that are kept.
    init(width: Int, stored: Set<Int>) {
        self.width = width
        var slots = [Int](repeating: -1, count: width)
        var count = 0
        for column in 0..<width where stored.contains(column) {
            slots[column] = count
            count += 1
        }
        self.slots = slots
        storedCount = count
    }

    @inline(__always)
    func range(_ row: Int, _ column: Int) -> Range<Int> {
        let range = ranges[slots[column] * capacity + row]
        return Int(range.start)..<Int(range.end)
    }

    func kind(_ row: Int, _ column: Int) -> CSVRecord.CellKind {
        kinds.isEmpty ? .text : kinds[slots[column] * capacity + row]
    }

    /// The place of a cell: found by reading its row again where the text must tell.
    func place(_ row: Int, _ column: Int) -> (line: Int, column: Int) {
        if let delimiter {
            var parser = RecordParser(
                delimiter: delimiter, line: Int(lines[row]), offset: Int(starts[row]))
            let record = parser.next(in: bytes.span, to: textCount, isWhole: true)
            guard let record, column < record.lines.count else { return (Int(lines[row]), 1) }
            return (record.lines[column], record.columns[column])
        }
        if places.isEmpty || slots[column] < 0 { return (Int(lines[row]), 1) }
        let place = places[slots[column] * capacity + row]
        return (Int(place.start), Int(place.end))
    }
}

extension RecordBatch {
    /// Empties the batch and takes a text of at most `rows` rows.
    mutating func begin(_ text: inout [UInt8], count: Int, delimiter: UInt8, rows: Int) {
        swap(&bytes, &text)
        textCount = count
        self.delimiter = delimiter
        clear(rows)
    }

    /// Gives the text back.
    mutating func end(_ text: inout [UInt8]) { swap(&bytes, &text) }

    private mutating func clear(_ rows: Int) {
        rowCount = 0
        lines.removeAll(keepingCapacity: true)
        cellCounts.removeAll(keepingCapacity: true)
        marks.removeAll(keepingCapacity: true)
        starts.removeAll(keepingCapacity: true)
        kinds = []
        places = []
        capacity = rows
        let missing = rows * storedCount - ranges.count
        if missing > 0 { ranges += repeatElement(CellRange(), count: missing) }
    }

    @inline(__always)
    mutating func store(_ row: Int, slot: Int, _ start: Int, _ end: Int) {
        ranges[slot * capacity + row] = CellRange(
            start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: end))
    }

    /// The ranges, to be written to without a look at who else has them.
    mutating func takeRanges() -> [CellRange] {
        var taken: [CellRange] = []
        swap(&taken, &ranges)
        return taken
    }

    mutating func putBack(_ taken: inout [CellRange]) { swap(&taken, &ranges) }

    /// Whole rows of a line each.
    mutating func addRows(starts: [Int32], firstLine: Int) {
        self.starts += starts
        let first = Int32(clamping: firstLine)
        for step in starts.indices { lines.append(first &+ Int32(truncatingIfNeeded: step)) }
        cellCounts += repeatElement(Int32(truncatingIfNeeded: width), count: starts.count)
        marks += repeatElement([], count: starts.count)
        rowCount += starts.count
    }

    mutating func addRow(start: Int, line: Int, cells: Int, _ mark: Marks) {
        starts.append(Int32(truncatingIfNeeded: start))
        lines.append(Int32(clamping: line))
        cellCounts.append(Int32(truncatingIfNeeded: cells))
        marks.append(mark)
        rowCount += 1
    }
}

extension RecordBatch {
    /// Empties the batch for rows that come one by one.
    mutating func beginRecords(_ rows: Int) {
        clear(rows)
        bytes.removeAll(keepingCapacity: true)
        delimiter = nil
        textCount = 0
        places = [CellRange](repeating: CellRange(), count: rows * storedCount)
        kinds = [CSVRecord.CellKind](repeating: .text, count: rows * storedCount)
    }

    mutating func append(_ record: CSVRecord) {
        let row = rowCount
        for column in 0..<min(width, record.ends.count) where slots[column] >= 0 {
            let start = bytes.count
            bytes += record.bytes[record.range(of: column)]
            let index = slots[column] * capacity + row
            ranges[index] = CellRange(
                start: Int32(truncatingIfNeeded: start), end: Int32(truncatingIfNeeded: bytes.count)
            )
            kinds[index] = record.kind(of: column)
            if column < record.lines.count {
                places[index] = CellRange(
                    start: Int32(clamping: record.lines[column]),
                    end: Int32(clamping: record.columns[column]))
            } else {
                places[index] = CellRange(start: Int32(clamping: record.line), end: 1)
            }
        }
        var mark: Marks = []
        if record.isDamaged { mark.insert(.damaged) }
        var hasTextBeyond = record.hasTextBeyond
        for column in record.ends.indices.dropFirst(width) where !hasTextBeyond {
            hasTextBeyond = !record.bytes[record.range(of: column)].allSatisfy(isBlank)
        }
        if hasTextBeyond { mark.insert(.textBeyond) }
        if !hasTextBeyond, record.bytes.allSatisfy(isBlank) { mark.insert(.blank) }
        addRow(start: 0, line: record.line, cells: record.cellCount, mark)
    }

    /// Ends rows that came one by one.
    mutating func endRecords() { bytes += repeatElement(0, count: ByteSearch.room) }

    /// A row with its stored cells and their places.
    func record(_ row: Int) -> CSVRecord {
        var record = CSVRecord()
        record.line = Int(lines[row])
        for column in 0..<min(width, Int(cellCounts[row])) where slots[column] >= 0 {
            let place = place(row, column)
            record.append(Array(bytes[range(row, column)]), line: place.line, column: place.column)
        }
        record.cellCount = Int(cellCounts[row])
        record.hasTextBeyond = marks[row].contains(.textBeyond)
        record.isDamaged = marks[row].contains(.damaged)
        return record
    }
}
