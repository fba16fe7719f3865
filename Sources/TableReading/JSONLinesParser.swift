/// What is wrong with a line, and where, in bytes from its beginning.
struct JSONLinesFault: Error {
    var kind: CSVFault.Kind
    var offset: Int
    var detail: String

    init(_ kind: CSVFault.Kind, _ offset: Int, _ detail: String) {
        self.kind = kind
        self.offset = offset
        self.detail = detail
    }
}

/// Reads one line of JSON (RFC 8259), which must be an object.
struct JSONLinesParser {
    private let bytes: [UInt8]
    private var at = 0
    private var text: [UInt8] = []

    private static let depthLimit = 64

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func parse(into row: inout JSONLinesRow) throws(JSONLinesFault) {
        do {
            _ = try UTF8Span(validating: bytes.span)
        } catch {
            throw JSONLinesFault(.encodingInvalid, error.byteOffsets.lowerBound, "")
        }
        skipBlanks()
        guard peek == UInt8(ascii: "{") else {
            throw JSONLinesFault(.jsonNoObject, at, "the line begins with \(found), not with '{'")
        }
        try object(JSONLinesRow.root, depth: 1, &row)
        skipBlanks()
        if at < bytes.count { throw unexpected("the end of the line after the object") }
    }

    private var peek: UInt8? { at < bytes.count ? bytes[at] : nil }

    private mutating func object(
        _ parent: Int, depth: Int, _ row: inout JSONLinesRow
    ) throws(JSONLinesFault) {
        try enter(depth)
        while try hasMember(isFirst: bytes[at - 1] == UInt8(ascii: "{")) {
            let place = at
            try string()
            let node = try row.node(text, in: parent, at: place)
            try colon()
            try value(node, depth: depth, &row)
        }
    }

    /// Goes to the next key of an object, or behind its end.
    private mutating func hasMember(isFirst: Bool) throws(JSONLinesFault) -> Bool {
        skipBlanks()
        if peek == UInt8(ascii: "}") {
            at += 1
            return false
        }
        if !isFirst {
            guard peek == UInt8(ascii: ",") else { throw unexpected("',' or '}'") }
            at += 1
            skipBlanks()
        }
        guard peek == UInt8(ascii: "\"") else {
            throw unexpected(isFirst ? "a key in quotes or '}'" : "a key in quotes")
        }
        return true
    }

    private mutating func colon() throws(JSONLinesFault) {
        skipBlanks()
        guard peek == UInt8(ascii: ":") else { throw unexpected("':' after the key") }
        at += 1
        skipBlanks()
    }

    private mutating func value(
        _ node: Int, depth: Int, _ row: inout JSONLinesRow
    ) throws(JSONLinesFault) {
        let start = at
        switch peek {
        case UInt8(ascii: "{"): try object(node, depth: depth + 1, &row)
        case UInt8(ascii: "\""):
            try string()
            if text.contains(0) { throw JSONLinesFault(.nulByte, start, "") }
            try row.set(node, to: text, kind: .text, at: start)
        case UInt8(ascii: "["):
            try array(depth: depth + 1)
            try row.set(node, to: bytes[start..<at], kind: .text, at: start)
        case UInt8(ascii: "t"):
            try word("true")
            try row.set(node, to: "TRUE".utf8, kind: .text, at: start)
        case UInt8(ascii: "f"):
            try word("false")
            try row.set(node, to: "FALSE".utf8, kind: .text, at: start)
        case UInt8(ascii: "n"):
            try word("null")
            try row.set(node, to: [], kind: .text, at: start)
        default:
            try number()
            try row.set(node, to: digits(bytes[start..<at]), kind: .number, at: start)
        }
    }

    /// A number without an exponent, which only few readers of numbers know.
    private func digits(_ number: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard number.contains(where: { $0 | 0x20 == UInt8(ascii: "e") }) else { return number }
        return WrittenNumber(number)?.plain()?[...] ?? number
    }

    /// A value inside an array, whose text is all that counts.
    private mutating func skipValue(depth: Int) throws(JSONLinesFault) {
        switch peek {
        case UInt8(ascii: "{"):
            try enter(depth + 1)
            while try hasMember(isFirst: bytes[at - 1] == UInt8(ascii: "{")) {
                try string()
                try colon()
                try skipValue(depth: depth + 1)
            }
        case UInt8(ascii: "["): try array(depth: depth + 1)
        case UInt8(ascii: "\""): try string()
        case UInt8(ascii: "t"): try word("true")
        case UInt8(ascii: "f"): try word("false")
        case UInt8(ascii: "n"): try word("null")
        default: try number()
        }
    }

    private mutating func array(depth: Int) throws(JSONLinesFault) {
        try enter(depth)
        skipBlanks()
        if peek == UInt8(ascii: "]") {
            at += 1
            return
        }
        while true {
            try skipValue(depth: depth)
            skipBlanks()
            let next = peek
            guard next == UInt8(ascii: ",") || next == UInt8(ascii: "]") else {
                throw unexpected("',' or ']'")
            }
            at += 1
            if next == UInt8(ascii: "]") { return }
            skipBlanks()
        }
    }

    private mutating func enter(_ depth: Int) throws(JSONLinesFault) {
        if depth > Self.depthLimit { throw JSONLinesFault(.jsonTooDeep, at, "") }
        at += 1
    }

    private mutating func word(_ word: StaticString) throws(JSONLinesFault) {
        let start = at
        let length = word.utf8CodeUnitCount
        let isThere =
            at + length <= bytes.count
            && bytes[at..<(at + length)].elementsEqual("\(word)".utf8)
        guard isThere else {
            at = start
            throw unexpected("a value")
        }
        at += length
    }

    private mutating func number() throws(JSONLinesFault) {
        let start = at
        if peek == UInt8(ascii: "-") { at += 1 }
        guard let first = peek, isDigit(first) else {
            throw unexpected(at == start ? "a value" : "a digit")
        }
        at += 1
        if first != UInt8(ascii: "0") { skipDigits() }
        if peek == UInt8(ascii: ".") {
            at += 1
            try digits()
        }
        if let letter = peek, letter | 0x20 == UInt8(ascii: "e") {
            at += 1
            if peek == UInt8(ascii: "+") || peek == UInt8(ascii: "-") { at += 1 }
            try digits()
        }
    }

    private mutating func digits() throws(JSONLinesFault) {
        guard let first = peek, isDigit(first) else { throw unexpected("a digit") }
        skipDigits()
    }

    private mutating func skipDigits() {
        while let byte = peek, isDigit(byte) { at += 1 }
    }

    private mutating func skipBlanks() {
        while let byte = peek, byte == 32 || byte == 9 || byte == 13 { at += 1 }
    }

    private func unexpected(_ wanted: String) -> JSONLinesFault {
        JSONLinesFault(.jsonInvalid, at, "\(wanted) was expected, \(found) was found")
    }

    private var found: String {
        guard at < bytes.count else { return "the end of the line" }
        let character = String(decoding: bytes[at...].prefix(4), as: UTF8.self).prefix(1)
        return "'\(excerpt(String(character), limit: 1))'"
    }
}

extension JSONLinesParser {
    /// Reads a string into `text`, its escapes resolved.
    private mutating func string() throws(JSONLinesFault) {
        let start = at
        at += 1
        text.removeAll(keepingCapacity: true)
        while let byte = peek {
            switch byte {
            case UInt8(ascii: "\""):
                at += 1
                return
            case UInt8(ascii: "\\"): try escape()
            case 0..<32:
                throw JSONLinesFault(
                    .jsonInvalid, at, "a control character in a string is written as an escape")
            default:
                text.append(byte)
                at += 1
            }
        }
        throw JSONLinesFault(.jsonInvalid, start, "the string that begins here is not closed")
    }

    private mutating func escape() throws(JSONLinesFault) {
        let start = at
        at += 1
        let letter = peek
        at += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
            text.append(bytes[at - 1])
        case UInt8(ascii: "b"): text.append(8)
        case UInt8(ascii: "f"): text.append(12)
        case UInt8(ascii: "n"): text.append(10)
        case UInt8(ascii: "r"): text.append(13)
        case UInt8(ascii: "t"): text.append(9)
        case UInt8(ascii: "u"): try unicodeEscape(start)
        default:
            throw JSONLinesFault(.jsonInvalid, start, "there is no such escape in a string")
        }
    }

    private mutating func unicodeEscape(_ start: Int) throws(JSONLinesFault) {
        var code = try hexadecimal(start)
        if (0xD800..<0xDC00).contains(code), at + 1 < bytes.count,
            bytes[at] == UInt8(ascii: "\\"), bytes[at + 1] == UInt8(ascii: "u")
        {
            at += 2
            let low = try hexadecimal(start)
            guard (0xDC00..<0xE000).contains(low) else { throw lonely(start) }
            code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = UnicodeScalar(code) else { throw lonely(start) }
        text += UTF8.encode(scalar).map { Array($0) } ?? []
    }

    private func lonely(_ start: Int) -> JSONLinesFault {
        JSONLinesFault(.jsonInvalid, start, "the escape is half of a surrogate pair")
    }

    private mutating func hexadecimal(_ start: Int) throws(JSONLinesFault) -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = peek, let digit = Character(UnicodeScalar(byte)).hexDigitValue,
                byte < 128
            else {
                throw JSONLinesFault(.jsonInvalid, start, "four hexadecimal digits follow '\\u'")
            }
            code = code << 4 | UInt32(digit)
            at += 1
        }
        return code
    }
}
