import ReportModel

/// The beginning of a file up to and with its row of column names.
struct FileHead {
    private let form: TextDecoder.Form
    private let format: TableFormat
    /// As it was read.
    private var raw: [UInt8] = []
    /// The same in UTF-8, so that columns count bytes of UTF-8 whatever the encoding is.
    private var text: [UInt8] = []
    /// How much text there must be before it is worth looking again.
    private var enough = 1
    private(set) var isFound = false
    private(set) var delimiter = UInt8(ascii: ",")
    private(set) var header: CSVRecord?
    private(set) var nextLine = 1
    /// Bytes of the text that belong to the head.
    private(set) var consumed = 0
    private var headerFaults: [CSVFault] = []
    private var invalid: [Int] = []
    private(set) var encodingRemedy: String?

    private static let columnLimit = 1 << 14

    init(form: TextDecoder.Form, format: TableFormat) {
        self.form = form
        self.format = format
    }

    /// Text that was read and belongs to the rows.
    var rest: [UInt8] {
        guard case .single = form else { return Array(raw[consumed...]) }
        // Each byte became one character.
        return Array(raw[text[..<consumed].count { $0 & 0xC0 != 0x80 }...])
    }

    /// What is wrong in the head, bytes that are no text among it.
    func faults(adding offsets: [Int]) -> [CSVFault] {
        let chunk = TextChunk(bytes: text, count: consumed, faults: offsets + invalid)
        return chunk.faultPlaces.map {
            CSVFault(.encodingInvalid, line: $0.line, column: $0.column)
        } + headerFaults
    }

    /// Takes more of the file; nothing more comes where it is whole.
    mutating func take(_ more: ArraySlice<UInt8>, isWhole: Bool) {
        raw += more
        if !isWhole, raw.count < enough, raw.count < ChunkFeed.recordLimit { return }
        enough = raw.count * 2
        let isEnough = isWhole || raw.count >= ChunkFeed.recordLimit
        decode(isWhole: isEnough)
        guard let prologue = CSVPrologue(text, isWhole: isEnough, format: format) else { return }
        delimiter = prologue.delimiter
        findHeader(after: prologue, isWhole: isEnough)
    }

    private mutating func decode(isWhole: Bool) {
        if case .utf16 = form {
            text = raw
            return
        }
        var decoder = TextDecoder(form)
        let piece = decoder.decode(raw)
        let end = isWhole ? decoder.finish() : TextDecoder.Piece(bytes: [])
        text = piece.bytes + end.bytes
        invalid = piece.faults + end.faults.map { $0 + piece.bytes.count }
    }

    private mutating func findHeader(after prologue: CSVPrologue, isWhole: Bool) {
        var parser = RecordParser(
            delimiter: delimiter, line: prologue.skippedLines + 1, offset: prologue.skippedBytes)
        if format.header == TableFormat.Header.none {
            consumed = prologue.skippedBytes
            nextLine = prologue.skippedLines + 1
            isFound = true
            guard let first = parser.next(in: text.span, to: text.count, isWhole: isWhole) else {
                isFound = isWhole
                if isWhole { finish(parser, nil, parser.faults) }
                return
            }
            var names = CSVRecord()
            for number in 1...max(first.cellCount, 1) {
                names.append(Array(String(number).utf8), line: nextLine, column: 1)
            }
            header = names
            invalid.removeAll { $0 >= consumed }
            return
        }
        var faultsBefore = 0
        while true {
            faultsBefore = parser.faults.count
            guard let record = parser.next(in: text.span, to: text.count, isWhole: isWhole) else {
                isFound = isWhole
                // A quote that is never closed says itself; an empty file has nothing to say.
                if isWhole { finish(parser, nil, parser.faults) }
                return
            }
            if case .row(let name)? = format.header,
                !record.cells.contains(where: { trimmedName($0) == name })
            {
                continue
            }
            finish(parser, record, Array(parser.faults[faultsBefore...]))
            isFound = true
            return
        }
    }

    private mutating func finish(
        _ parser: RecordParser, _ record: CSVRecord?, _ faults: [CSVFault]
    ) {
        consumed = record == nil ? text.count : parser.offset
        nextLine = parser.line
        headerFaults = faults
        header = record
        if let count = header?.cellCount, count > Self.columnLimit, let line = header?.line {
            headerFaults.append(CSVFault(.tooManyColumns, line: line, column: 1))
            header?.isDamaged = true
        }
        invalid.removeAll { $0 >= consumed }
        if !invalid.isEmpty {
            let finding = describeEncoding(of: Array(raw[..<consumed]), isWhole: true)
            encodingRemedy = finding.fault?.remedy
        }
    }
}
