/// Reads a file of one JSON object a line, record by record, the header first; blank lines are
/// passed over, and gzip is unpacked.
///
/// The columns are all the keys of the file in the order in which they first appear, those of
/// objects in objects joined by points: `customer.id`. As a key may appear in the last line only,
/// the file is read twice. An array is handed over as its text, `true` and `false` as `TRUE` and
/// `FALSE`, `null` as an empty cell, and a number as its digits.
///
/// - Parameters:
///   - open: Opens the file, from its beginning each time.
///   - fault: Takes what is wrong in a line, once.
/// - Returns: How many bytes the file has on the disk.
/// - Throws: What the source or `record` throws, and `JSONLinesChange`.
package func readJSONLines(
    _ open: () throws -> ByteSource, fault: (CSVFault) -> Void,
    record: (CSVRecord) throws -> Void
) throws -> Int {
    var row = JSONLinesRow()
    var lines = try JSONLines(open())
    var firstLine: Int?
    while let line = try lines.next() {
        firstLine = firstLine ?? line.number
        if line.isTooLong { continue }
        if let problem = row.read(line), problem.kind == .tooManyColumns {
            fault(problem)
            return lines.byteCount
        }
    }
    let columnCount = row.columnCount
    if let firstLine { try record(row.header(line: firstLine)) }
    lines = try JSONLines(open())
    while let line = try lines.next() {
        var problem: CSVFault?
        if line.isTooLong {
            row.clear()
            problem = CSVFault(.cellTooLong, line: line.number, column: 1)
        } else {
            problem = row.read(line)
        }
        if row.columnCount != columnCount { throw JSONLinesChange() }
        problem.map(fault)
        try record(row.record(line: line.number, isDamaged: problem != nil))
    }
    switch lines.fault {
    case .truncated: fault(CSVFault(.gzipTruncated, line: 0, column: 0))
    case .corrupt: fault(CSVFault(.gzipCorrupt, line: 0, column: 0))
    case nil: break
    }
    return lines.byteCount
}

/// A file of JSON Lines has other keys than when it was read before.
package struct JSONLinesChange: Error, Hashable, CustomStringConvertible {
    package var description: String { "the file changed while it was read" }
}

/// The lines of a file that hold something.
struct JSONLines {
    struct Line {
        var number: Int
        /// Without the line break.
        var bytes: [UInt8] = []
        var isTooLong = false
    }

    private static let lineLimit = 1 << 24

    private var bytes: UnpackedBytes
    private var buffer = [UInt8](repeating: 0, count: 1 << 17)
    private var position = 0
    private var end = 0
    private var number = 0
    private var isAtEnd = false

    init(_ source: ByteSource) throws { bytes = try UnpackedBytes(source) }

    var byteCount: Int { bytes.byteCount }
    var fault: GzipStream.Fault? { bytes.fault }

    mutating func next() throws -> Line? {
        while !isAtEnd {
            number += 1
            var line = Line(number: number)
            try read(&line)
            // What a damaged archive ends with is half a line.
            if isAtEnd, bytes.fault != nil { return nil }
            if number == 1, line.bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
                line.bytes.removeFirst(3)
            }
            if line.isTooLong || !line.bytes.allSatisfy(isBlank) { return line }
        }
        return nil
    }

    private mutating func read(_ line: inout Line) throws {
        while true {
            if position == end {
                position = 0
                end = try bytes.fill(&buffer, from: 0)
                if end == 0 {
                    isAtEnd = true
                    return
                }
            }
            let rest = buffer[position..<end]
            let found = rest.firstIndex(of: UInt8(ascii: "\n"))
            let piece = rest[..<(found ?? end)]
            if line.bytes.count + piece.count > Self.lineLimit {
                line.isTooLong = true
                line.bytes = []
            }
            if !line.isTooLong { line.bytes += piece }
            position = found.map { $0 + 1 } ?? end
            if found != nil { return }
        }
    }
}
