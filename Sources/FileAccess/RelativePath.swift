import Glibc

/// A path below some folder, taken apart: no `..`, not absolute, no NUL, at least one component.
package struct RelativePath: Hashable, Sendable {
    /// With `/` between the components.
    package let text: String

    /// None is empty or `.` or `..`.
    package var components: [String] {
        text.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
    }

    /// Accepts `a//b`, `./a` and `a/` as people write them.
    package init(_ text: String) throws(FileError) {
        if text.utf8.contains(0) {
            throw .invalidPath(path: text.replacingNUL, reason: "contains a NUL character")
        }
        if text.utf8.first == UInt8(ascii: "/") {
            throw .outsideWorkspace(path: text, reason: "is absolute")
        }
        if Self.isPlain(text) {
            self.text = text
            return
        }
        // At bytes, not at characters: a combining mark after a slash would hide it.
        let parts = text.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
            .filter { $0 != "." }
        if parts.contains("..") { throw .outsideWorkspace(path: text, reason: "contains '..'") }
        if parts.isEmpty { throw .invalidPath(path: text, reason: "names nothing") }
        self.text = parts.joined(separator: "/")
    }

    /// Whether a text is sure to be a path in its one form: no component is empty or begins with a dot.
    private static func isPlain(_ text: String) -> Bool {
        var isStart = true
        for byte in text.utf8 {
            let isSlash = byte == UInt8(ascii: "/")
            if isStart, isSlash || byte == UInt8(ascii: ".") { return false }
            isStart = isSlash
        }
        return !isStart
    }

    /// Accepts only the one way to write a path that is published.
    package init(strictly text: String) throws(FileError) {
        self = try RelativePath(text)
        if !self.text.utf8.elementsEqual(text.utf8) {
            throw .invalidPath(path: text, reason: "has an empty component or '.'")
        }
    }

    /// The paths of the folders that it goes through, outermost first.
    package var folders: [String] {
        text.utf8.indices.filter { text.utf8[$0] == UInt8(ascii: "/") }.map { String(text[..<$0]) }
    }
}

extension String {
    /// For showing in a message.
    fileprivate var replacingNUL: String {
        String(String.UnicodeScalarView(unicodeScalars.map { $0 == "\0" ? "\u{2400}" : $0 }))
    }
}

/// Whether one text sorts before the other by its UTF-8 bytes.
///
/// The order of `String` depends on Unicode normalisation; that of bytes is the one other
/// programs can repeat.
package func byBytes(_ left: String, _ right: String) -> Bool {
    var (left, right) = (left, right)
    let order = left.withUTF8 { a in
        right.withUTF8 { b in
            guard let first = a.baseAddress, let second = b.baseAddress else {
                return a.count - b.count
            }
            let order = memcmp(first, second, min(a.count, b.count))
            return order != 0 ? Int(order) : a.count - b.count
        }
    }
    return order < 0
}
