/// Looks at the bytes of a part before the XML parser sees them.
///
/// The parser ends the program at names that are no UTF-8 and at processing instructions without
/// data, and entities of a document type can grow without bound. Parts of a workbook have none of
/// them.
struct WorkbookTextCheck {
    private static let doctype = Array("<!DOCTYPE".utf8)
    private static let declarationLimit = 1024
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// How many bytes of the mark were found last.
    private var matched = 0
    private var last: UInt8 = 0
    /// Bytes that the character at the end still needs, and what the next one may be.
    private var needed = 0
    private var allowed: ClosedRange<UInt8> = 0x80...0xBF
    /// The text up to the end of the XML declaration; nil once that was looked at.
    private var declaration: [UInt8]? = []

    mutating func take(_ bytes: UnsafeRawBufferPointer, of part: String) throws {
        for byte in bytes {
            guard isText(byte) else { throw refusal(part, "is no text in UTF-8") }
            if byte == Self.doctype[matched] {
                matched += 1
                if matched == Self.doctype.count {
                    throw refusal(part, "declares a document type, which none may")
                }
            } else {
                matched = byte == Self.doctype[0] ? 1 : 0
            }
            if last == UInt8(ascii: "<"), byte == UInt8(ascii: "?"), !isAtStart {
                throw refusal(part, "has '<?' elsewhere than at its start, which none may")
            }
            last = byte
            if declaration != nil { try takeDeclaration(byte, part) }
        }
        if bytes.isEmpty, needed > 0 { throw refusal(part, "is no text in UTF-8") }
    }

    /// Whether the text begins with the last byte, be it behind a byte order mark.
    private var isAtStart: Bool {
        declaration == [last] || declaration == Self.byteOrderMark + [last]
    }

    private mutating func isText(_ byte: UInt8) -> Bool {
        if needed > 0 {
            guard allowed.contains(byte) else { return false }
            allowed = 0x80...0xBF
            needed -= 1
            return true
        }
        switch byte {
        case 0: return false
        case 1..<0x80: return true
        case 0xC2...0xDF: needed = 1
        case 0xE0...0xEF:
            needed = 2
            if byte == 0xE0 { allowed = 0xA0...0xBF }
            if byte == 0xED { allowed = 0x80...0x9F }
        case 0xF0...0xF4:
            needed = 3
            if byte == 0xF0 { allowed = 0x90...0xBF }
            if byte == 0xF4 { allowed = 0x80...0x8F }
        default: return false
        }
        return true
    }

    /// Refuses another encoding than the one that the bytes are checked for.
    private mutating func takeDeclaration(_ byte: UInt8, _ part: String) throws {
        declaration?.append(byte)
        guard byte == UInt8(ascii: ">") || declaration?.count == Self.declarationLimit else {
            return
        }
        let text = String(decoding: declaration ?? [], as: UTF8.self).lowercased()
        declaration = nil
        let start = text.drop { $0 == "\u{FEFF}" }
        if start.hasPrefix("<?"), start.dropFirst(2).prefix(while: { !$0.isWhitespace }) != "xml" {
            throw refusal(part, "begins with '<?', but not with '<?xml '")
        }
        guard let name = text.firstRange(of: "encoding") else { return }
        let value = text[name.upperBound...].drop { " =\t\r\n\"'".contains($0) }
            .prefix { $0.isLetter || $0.isNumber || $0 == "-" }
        if !["utf-8", "utf8", "us-ascii", "ascii"].contains(value) {
            throw refusal(part, "is no text in UTF-8")
        }
    }

    private func refusal(_ part: String, _ what: String) -> WorkbookRefusal {
        .damaged("its part '\(excerpt(part))' \(what)")
    }
}
