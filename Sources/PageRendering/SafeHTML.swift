/// Markup of our own making; texts enter it escaped.
struct SafeHTML: Hashable, Sendable {
    /// UTF-8.
    private(set) var bytes: [UInt8]

    /// Markup that the program wrote itself; never anything from a table or a page.
    init(markup: String) { bytes = Array(markup.utf8) }

    /// The same in UTF-8.
    init(markup bytes: [UInt8]) { self.bytes = bytes }

    init(text: String) {
        bytes = []
        add(text: text)
    }

    static let empty = SafeHTML(markup: [])

    /// Of nothing yet, with room for so many bytes.
    init(capacity: Int) {
        bytes = []
        bytes.reserveCapacity(capacity)
    }

    /// An element with its attributes in the order given; those without a value are left out.
    static func element(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?> = [:],
        _ content: SafeHTML
    ) -> SafeHTML {
        var html = SafeHTML.empty
        html.add(name, attributes) { $0 += content }
        return html
    }

    /// An element that has no content: `img`, `hr`.
    static func void(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?> = [:]
    ) -> SafeHTML {
        var html = SafeHTML.empty
        html.open(name, attributes)
        return html
    }

    /// Appends an element whose content is appended in between.
    mutating func add(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?> = [:],
        _ content: (inout SafeHTML) -> Void
    ) {
        open(name, attributes)
        content(&self)
        add(markup: "</")
        add(markup: name)
        add(markup: ">")
    }

    /// Appends markup that stands in the source.
    mutating func add(markup: StaticString) {
        markup.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// Appends a text.
    mutating func add(text: String) { escape(text, into: &bytes) }

    private mutating func open(
        _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String?>
    ) {
        add(markup: "<")
        add(markup: name)
        for (key, value) in attributes {
            guard let value else { continue }
            add(markup: " ")
            add(markup: key)
            add(markup: "=\"")
            add(text: value)
            add(markup: "\"")
        }
        add(markup: ">")
    }

    static func + (left: SafeHTML, right: SafeHTML) -> SafeHTML {
        SafeHTML(markup: left.bytes + right.bytes)
    }
    static func += (left: inout SafeHTML, right: SafeHTML) { left.bytes += right.bytes }
}

extension Sequence<SafeHTML> {
    func joined(by separator: String = "") -> SafeHTML {
        SafeHTML(markup: Array(map(\.bytes).joined(separator: separator.utf8)))
    }
}

/// Appends a text as HTML has it, in an element or a quoted attribute.
///
/// It goes byte by byte: a quote with a combining mark is one `Character` that equals no quote, but
/// a browser still ends the attribute at it.
func escape(_ text: String, into bytes: inout [UInt8]) {
    let isDone = text.utf8.withContiguousStorageIfAvailable { text in
        if holdsSpecial(text) { return false }
        bytes.append(contentsOf: text)
        return true
    }
    if isDone == true { return }
    for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "&"): bytes += "&amp;".utf8
        case UInt8(ascii: "<"): bytes += "&lt;".utf8
        case UInt8(ascii: ">"): bytes += "&gt;".utf8
        case UInt8(ascii: "\""): bytes += "&quot;".utf8
        case UInt8(ascii: "'"): bytes += "&#39;".utf8
        case 9, 10, 13: bytes.append(byte)
        case 0..<32, 127: continue
        default: bytes.append(byte)
        }
    }
}

/// Whether there is a byte to escape or to leave out; it looks at sixteen at a time.
private func holdsSpecial(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let bytes = UnsafeRawBufferPointer(bytes)
    if bytes.count < 16 { return bytes.contains(where: isSpecial) }
    var found = SIMD16<UInt8>.zero
    var index = 0
    repeat {
        // The last ones are looked at together with some before them.
        index = min(index, bytes.count - 16)
        found |= special(bytes.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self))
        index += 16
    } while index < bytes.count
    return unsafeBitCast(found, to: SIMD2<UInt64>.self) != .zero
}

/// All bits of the bytes to escape or to leave out, of which two pairs differ in one bit.
@inline(__always)
private func special(_ lane: SIMD16<UInt8>) -> SIMD16<UInt8> {
    func all(_ byte: UInt8) -> SIMD16<UInt8> { SIMD16(repeating: byte) }
    func ones(_ mask: SIMDMask<SIMD16<Int8>>) -> SIMD16<UInt8> {
        unsafeBitCast(mask, to: SIMD16<UInt8>.self)
    }
    // Those below 32 have none of the three highest bits; a line's end stays as it is.
    return (ones(lane & all(0xE0) .== all(0)) & ones(lane .!= all(10))) | ones(lane .== all(34))
        | ones(lane & all(0xFE) .== all(38)) | ones(lane & all(0xFD) .== all(60))
        | ones(lane .== all(127))
}

private func isSpecial(_ byte: UInt8) -> Bool {
    byte < 32 && byte != 10 || byte == 34 || byte == 38 || byte == 39 || byte == 60 || byte == 62
        || byte == 127
}
