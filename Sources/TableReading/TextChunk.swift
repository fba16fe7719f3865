import ReportModel

/// A part of a file's text: whole records, from the start of one to the end of another.
struct TextChunk: Sendable {
    /// The text is `bytes[..<count]`; behind it is room for looking at several bytes at once.
    var bytes: [UInt8] = []
    var count = 0
    /// The line at which it begins, 1-based.
    var firstLine = 1
    /// Line breaks in it.
    var lineBreaks = 0
    /// Whether it has no quotes, carriage returns and NULs, as far as that is known.
    var isPlain = false
    var isASCII = false
    /// Where bytes stood that were no text.
    var faults: [Int] = []

    /// What to do about them, as far as the text tells.
    var encodingRemedy: String?

    /// Makes the text UTF-8, where it is not, and finds out what is none.
    mutating func decode(_ form: TextDecoder.Form) {
        if case .utf16 = form { return }
        if isASCII || ByteSearch.survey(bytes.span.bytes, to: count).isASCII { return }
        var decoder = TextDecoder(form)
        var piece = decoder.decode(Array(bytes[..<count]))
        let rest = decoder.finish()
        piece.faults += rest.faults.map { $0 + piece.bytes.count }
        piece.bytes += rest.bytes
        faults = piece.faults
        if form == .utf8, !faults.isEmpty {
            let finding = describeEncoding(of: Array(bytes[..<count]), isWhole: true)
            encodingRemedy = finding.fault?.remedy
        }
        if form == .utf8, faults.isEmpty { return }
        bytes = piece.bytes
        count = bytes.count
        bytes += [UInt8](repeating: 0, count: ByteSearch.room)
    }

    /// Lines and columns of the faults.
    var faultPlaces: [(line: Int, column: Int)] {
        var places: [(line: Int, column: Int)] = []
        var line = firstLine
        var start = 0
        var i = 0
        for offset in faults {
            while i < offset {
                if bytes[i] == UInt8(ascii: "\n") {
                    if i == 0 || bytes[i - 1] != UInt8(ascii: "\r") { line += 1 }
                    start = i + 1
                } else if bytes[i] == UInt8(ascii: "\r") {
                    line += 1
                    start = i + 1
                }
                i += 1
            }
            places.append((line, offset - start + 1))
        }
        return places
    }
}

/// The text of a file as bytes of an encoding in which ASCII is ASCII, its byte order mark taken off.
struct TextStream {
    let form: TextDecoder.Form
    private var source: UnpackedBytes
    private var decoder: TextDecoder?
    /// Bytes that were read and not handed on yet.
    private var pending: [UInt8]
    private var position: Int
    private var isAtEnd = false
    /// What was found out about the encoding.
    let finding: String?
    /// Whether it begins as a workbook does, which is no text.
    let isWorkbook: Bool
    /// Bytes handed on so far.
    private var offset = 0
    /// Where in what was handed on something was no text; UTF-16 only.
    private(set) var faults: [Int] = []

    private static let pieceSize = 1 << 16

    init(_ source: ByteSource, format: TableFormat) throws {
        self.source = try UnpackedBytes(source)
        var head: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: Self.pieceSize)
        while head.count < Self.pieceSize {
            let count = try self.source.fill(&piece, from: 0)
            if count == 0 { break }
            head += piece[..<count]
        }
        isWorkbook = head.starts(with: [0x50, 0x4B, 0x03, 0x04])
        finding = format.encoding == nil ? describeEncoding(of: head).sentence : nil
        let (form, mark) = TextDecoder.form(ofFileBeginning: head, encoding: format.encoding)
        self.form = form
        position = mark
        pending = head
        if case .utf16 = form {
            var decoder = TextDecoder(form)
            let text = decoder.decode(Array(head[mark...]))
            self.decoder = decoder
            pending = text.bytes
            position = 0
            faults = text.faults
        }
    }

    var byteCount: Int { source.byteCount }
    var fault: GzipStream.Fault? { source.fault }

    /// Puts the next bytes into the buffer from an offset on and says how many; 0 at the end only.
    mutating func fill(_ buffer: inout [UInt8], from start: Int, to end: Int) throws -> Int {
        while position == pending.count {
            if isAtEnd { return 0 }
            if decoder == nil {
                // Room beyond the end is not to be filled.
                let room = buffer.count - end
                buffer.removeLast(room)
                defer { buffer += repeatElement(0, count: room) }
                return try source.fill(&buffer, from: start)
            }
            try decodeMore()
        }
        let count = min(pending.count - position, end - start)
        for i in 0..<count { buffer[start + i] = pending[position + i] }
        position += count
        offset += count
        return count
    }

    private mutating func decodeMore() throws {
        var piece = [UInt8](repeating: 0, count: Self.pieceSize)
        let count = try source.fill(&piece, from: 0)
        piece.removeLast(piece.count - count)
        let text = count == 0 ? decoder?.finish() : decoder?.decode(piece)
        isAtEnd = count == 0
        faults += (text?.faults ?? []).map { $0 + offset }
        pending = text?.bytes ?? []
        position = 0
    }

    /// Takes the faults before an offset of what was handed on.
    mutating func takeFaults(before end: Int) -> [Int] {
        if faults.isEmpty { return [] }
        let taken = faults.filter { $0 < end }
        faults.removeFirst(taken.count)
        return taken
    }
}
