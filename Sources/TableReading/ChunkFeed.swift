import ReportModel

/// Cuts the text of a file into chunks of whole records, in order; several readers may take turns.
struct ChunkFeed {
    let form: TextDecoder.Form
    let delimiter: UInt8
    /// The row of column names; nil where the file has none.
    let header: CSVRecord?
    /// What is wrong in the header, and what ended the reading.
    private(set) var faults: [CSVFault]
    /// What to do about bytes in the header that are no text.
    let encodingRemedy: String?
    private var text: TextStream
    /// Bytes that were read and belong to the next chunk.
    private var rest: [UInt8]
    /// Where `rest` begins in the text.
    private var offset: Int
    private var line: Int
    private var isAtEnd = false
    private let size: Int

    static let chunkSize = 1 << 18
    /// A record that is longer is not read: a quote was not closed.
    static let recordLimit = 16 << 20

    /// Reads as far as the header.
    init(_ source: ByteSource, format: TableFormat, size: Int = chunkSize) throws {
        self.size = size
        var text = try TextStream(source, format: format)
        var head = FileHead(form: text.form, format: format)
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while !head.isFound {
            let count = try text.fill(&buffer, from: 0, to: buffer.count)
            head.take(buffer[..<count], isWhole: count == 0)
        }
        form = text.form
        delimiter = head.delimiter
        header = head.header
        rest = head.rest
        offset = head.consumed
        line = head.nextLine
        encodingRemedy = head.encodingRemedy
        faults = head.faults(adding: text.takeFaults(before: offset))
        self.text = text
    }

    mutating func takeFaults() -> [CSVFault] {
        defer { faults = [] }
        return faults
    }

    /// Whether the file is a workbook whatever its name.
    var isWorkbook: Bool { text.isWorkbook }

    /// What was found out about the encoding, to go after the file's name.
    var finding: String? { text.finding }

    /// Bytes of the file as it lies on the disk.
    var byteCount: Int { text.byteCount }

    /// What is wrong with the file as a whole, known at its end.
    var endFault: CSVFault? {
        switch text.fault {
        case .truncated: CSVFault(.gzipTruncated, line: 0, column: 0)
        case .corrupt: CSVFault(.gzipCorrupt, line: 0, column: 0)
        case nil: nil
        }
    }

    /// Makes `chunk` the next records and says whether there were any.
    mutating func next(into chunk: inout TextChunk) throws -> Bool {
        chunk.faults = []
        chunk.encodingRemedy = nil
        chunk.firstLine = line
        if isAtEnd, rest.isEmpty { return false }
        var limit = max(size, rest.count * 2)
        var boundary = RecordBoundary(delimiter: delimiter)
        var filled = rest.count
        makeRoom(&chunk.bytes, limit)
        for i in 0..<filled { chunk.bytes[i] = rest[i] }
        while true {
            while filled < limit, !isAtEnd {
                let count = try text.fill(&chunk.bytes, from: filled, to: limit)
                isAtEnd = count == 0
                filled += count
            }
            if isAtEnd {
                // Of a damaged gzip file the last record is not whole.
                if text.fault != nil {
                    boundary.advance(chunk.bytes.span.bytes, to: filled)
                    filled = boundary.lastEnd
                }
                chunk.count = filled
                rest = []
                break
            }
            if takePlain(&chunk, filled) { return true }
            boundary.advance(chunk.bytes.span.bytes, to: filled)
            if boundary.lastEnd > 0 {
                chunk.count = boundary.lastEnd
                rest = Array(chunk.bytes[boundary.lastEnd..<filled])
                break
            }
            if filled > Self.recordLimit {
                // What follows is most likely the inside of a quote that nobody closed.
                faults.append(CSVFault(.cellTooLong, line: line, column: 1))
                isAtEnd = true
                chunk.count = 0
                return false
            }
            limit = filled * 2
            makeRoom(&chunk.bytes, limit)
        }
        chunk.isPlain = false
        chunk.isASCII = false
        let breaks = Self.lineBreaks(chunk.bytes.span.bytes, chunk.count)
        finish(&chunk, breaks)
        return chunk.count > 0
    }

    /// Ends the chunk at its last line feed, where nothing but line feeds ends a record.
    private mutating func takePlain(_ chunk: inout TextChunk, _ filled: Int) -> Bool {
        let survey = ByteSearch.survey(chunk.bytes.span.bytes, to: filled)
        if survey.hasQuote || survey.hasReturn || survey.lineFeeds == 0 { return false }
        var end = filled
        while chunk.bytes[end - 1] != UInt8(ascii: "\n") { end -= 1 }
        chunk.count = end
        chunk.isPlain = !survey.hasNUL
        chunk.isASCII = survey.isASCII
        rest = Array(chunk.bytes[end..<filled])
        finish(&chunk, survey.lineFeeds)
        return true
    }

    private func makeRoom(_ bytes: inout [UInt8], _ limit: Int) {
        let missing = limit + ByteSearch.room - bytes.count
        if missing > 0 { bytes += repeatElement(0, count: missing) }
    }

    private mutating func finish(_ chunk: inout TextChunk, _ lineBreaks: Int) {
        let end = offset + chunk.count
        chunk.faults = text.takeFaults(before: end).map { $0 - offset }
        offset = end
        chunk.lineBreaks = lineBreaks
        line += lineBreaks
    }

    /// Line breaks of a text that doesn't end between a carriage return and its line feed.
    private static func lineBreaks(_ bytes: RawSpan, _ count: Int) -> Int {
        let feeds = ByteSearch.count(UInt8(ascii: "\n"), in: bytes, from: 0, to: count)
        let mark = UInt8(ascii: "\r")
        var breaks = feeds
        var i = ByteSearch.first(mark, in: bytes, from: 0, to: count)
        while i < count {
            let next = i + 1
            if next == count || bytes.unsafeLoad(fromByteOffset: next, as: UInt8.self) != 10 {
                breaks += 1
            }
            i = ByteSearch.first(mark, in: bytes, from: next, to: count)
        }
        return breaks
    }
}
