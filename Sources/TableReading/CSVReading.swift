package import ReportModel

/// Reads a file record by record, the header first; blank lines are passed over.
///
/// - Returns: how many bytes the file has on the disk.
/// - Throws: what the source or `record` throws; what is wrong in the file goes to `fault`.
package func readRecords(
    of source: ByteSource, format: TableFormat, fault: (CSVFault) -> Void,
    record: (CSVRecord) throws -> Void
) throws -> Int {
    var bytes = try UnpackedBytes(source)
    var text = try DecodedText(&bytes, format: format)
    let (prologue, head) = try text.head(&bytes, format: format)
    var scanner = CSVScanner(delimiter: prologue.delimiter, line: 1 + prologue.skippedLines)
    var piece: TextDecoder.Piece? = head
    while let decoded = piece {
        for place in scanner.places(of: decoded.faults, in: decoded.bytes) {
            fault(CSVFault(.encodingInvalid, line: place.line, column: place.column))
        }
        try scanner.scan(decoded.bytes, record)
        scanner.takeFaults().forEach(fault)
        piece = try text.next(&bytes)
    }
    switch bytes.fault {
    case .truncated: fault(CSVFault(.gzipTruncated, line: 0, column: 0))
    case .corrupt: fault(CSVFault(.gzipCorrupt, line: 0, column: 0))
    case nil:
        try scanner.finish(record)
        scanner.takeFaults().forEach(fault)
    }
    return bytes.byteCount
}

/// The text of a file in pieces, its byte order mark taken off.
private struct DecodedText {
    private var decoder: TextDecoder
    private var first: [UInt8]?
    private var isFinished = false

    init(_ bytes: inout UnpackedBytes, format: TableFormat) throws {
        var head: [UInt8] = []
        while head.count < 3, let piece = try bytes.next() { head += piece }
        let (form, mark) = TextDecoder.form(ofFileBeginning: head, encoding: format.encoding)
        decoder = TextDecoder(form)
        first = Array(head.dropFirst(mark))
    }

    mutating func next(_ bytes: inout UnpackedBytes) throws -> TextDecoder.Piece? {
        if let head = first {
            first = nil
            return decoder.decode(head)
        }
        if isFinished { return nil }
        if let piece = try bytes.next() { return decoder.decode(piece) }
        isFinished = true
        return decoder.finish()
    }

    /// As much of the text as tells how it is written, without the lines that are no data.
    mutating func head(
        _ bytes: inout UnpackedBytes, format: TableFormat
    ) throws -> (CSVPrologue, TextDecoder.Piece) {
        var head = TextDecoder.Piece(bytes: [])
        while true {
            let piece = try next(&bytes)
            if let piece {
                head.faults += piece.faults.map { $0 + head.bytes.count }
                head.bytes += piece.bytes
            }
            if let prologue = CSVPrologue(head.bytes, isWhole: piece == nil, format: format) {
                let skipped = prologue.skippedBytes
                return (
                    prologue,
                    TextDecoder.Piece(
                        bytes: Array(head.bytes.dropFirst(skipped)),
                        faults: head.faults.compactMap { $0 < skipped ? nil : $0 - skipped })
                )
            }
        }
    }
}
