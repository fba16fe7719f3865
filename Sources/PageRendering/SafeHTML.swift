/// Markup of our own making; texts enter it escaped.
struct SafeHTML: Hashable, Sendable {
    private(set) var markup: String

    /// Markup that the program wrote itself; never anything from a table or a page.
    init(markup: String) { self.markup = markup }

    init(text: String) { markup = escaped(text) }

    static let empty = SafeHTML(markup: "")

    /// An element with its attributes in the order given; those without a value are left out.
    static func element(
        _ name: String, _ attributes: KeyValuePairs<String, String?> = [:], _ content: SafeHTML
    ) -> SafeHTML {
        var html = SafeHTML.empty
        html.add(name, attributes) { $0 += content }
        return html
    }

    /// An element that has no content: `img`, `hr`.
    static func void(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:]) -> SafeHTML
    {
        var html = SafeHTML.empty
        html.open(name, attributes)
        return html
    }

    /// Appends an element whose content is appended in between.
    mutating func add(
        _ name: String, _ attributes: KeyValuePairs<String, String?> = [:],
        _ content: (inout SafeHTML) -> Void
    ) {
        open(name, attributes)
        content(&self)
        markup += "</"
        markup += name
        markup += ">"
    }

    /// Appends a text.
    mutating func add(text: String) { markup += escaped(text) }

    private mutating func open(_ name: String, _ attributes: KeyValuePairs<String, String?>) {
        markup += "<"
        markup += name
        for (key, value) in attributes {
            guard let value else { continue }
            markup += " "
            markup += key
            markup += "=\""
            markup += escaped(value)
            markup += "\""
        }
        markup += ">"
    }

    static func + (left: SafeHTML, right: SafeHTML) -> SafeHTML {
        SafeHTML(markup: left.markup + right.markup)
    }
    static func += (left: inout SafeHTML, right: SafeHTML) { left.markup += right.markup }
}

extension Sequence<SafeHTML> {
    func joined(by separator: String = "") -> SafeHTML {
        SafeHTML(markup: map(\.markup).joined(separator: separator))
    }
}

/// A text as HTML has it, in an element or a quoted attribute.
///
/// It goes byte by byte: a quote with a combining mark is one `Character` that equals no quote, but
/// a browser still ends the attribute at it.
func escaped(_ text: String) -> String {
    if isPlain(text) { return text }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count + 16)
    escape(text, into: &bytes)
    return String(decoding: bytes, as: UTF8.self)
}

func escape(_ text: String, into bytes: inout [UInt8]) {
    let start = bytes.count
    bytes.append(contentsOf: text.utf8)
    var isPlain = true
    for index in start..<bytes.count { isPlain = !isSpecial(bytes[index]) && isPlain }
    if isPlain { return }
    bytes.removeLast(bytes.count - start)
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

/// Whether a text has nothing to escape or leave out, as most have.
///
/// It looks at every byte without a way out, for then it looks at many at a time.
private func isPlain(_ text: String) -> Bool {
    let found = text.utf8.withContiguousStorageIfAvailable { bytes in
        var found = false
        for byte in bytes { found = isSpecial(byte) || found }
        return found
    }
    return !(found ?? text.utf8.contains(where: isSpecial))
}

private func isSpecial(_ byte: UInt8) -> Bool {
    byte < 32 || byte == 34 || byte == 38 || byte == 39 || byte == 60 || byte == 62 || byte == 127
}
