/// Removes secrets from text before anybody sees it.
package struct Redaction: Hashable, Sendable {
    /// Longest first, so that a secret inside another one leaves nothing behind.
    private var secrets: [[UInt8]]

    private static let mark = Array("***".utf8)

    /// - Parameter secrets: The values to remove, with what is secret inside of them.
    package init(_ secrets: [String]) {
        var all: Set<[UInt8]> = []
        for secret in secrets {
            all.insert(Array(secret.utf8))
            // Programs print a long value line by line.
            for line in secret.split(whereSeparator: \.isNewline) where line.utf8.count > 3 {
                all.insert(Array(line.utf8))
            }
            if let password = Self.password(inAddress: secret) {
                all.insert(password)
                all.insert(Self.unescaped(password))
            }
        }
        all.remove([])
        self.secrets = all.sorted { left, right in
            left.count != right.count
                ? left.count > right.count : left.lexicographicallyPrecedes(right)
        }
    }

    /// Whether there is nothing to remove.
    package var isEmpty: Bool { secrets.isEmpty }

    var longestCount: Int { secrets.first?.count ?? 0 }

    /// The text with each secret replaced by `***`.
    package func removed(from text: String) -> String {
        isEmpty ? text : String(decoding: removed(from: Array(text.utf8)), as: UTF8.self)
    }

    func removed(from text: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var i = 0
        while i < text.count {
            if let secret = secrets.first(where: { text[i...].starts(with: $0) }) {
                result += Self.mark
                i += secret.count
            } else {
                result.append(text[i])
                i += 1
            }
        }
        return result
    }

    /// What stands between the colon and the at sign of `scheme://user:password@host`.
    private static func password(inAddress text: String) -> [UInt8]? {
        guard let scheme = text.firstRange(of: "://") else { return nil }
        let authority = text[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" }
        guard let end = authority.lastIndex(of: "@"),
            let start = authority[..<end].firstIndex(of: ":")
        else { return nil }
        return Array(authority[authority.index(after: start)..<end].utf8)
    }

    /// `p%40ss` as `p@ss`.
    private static func unescaped(_ text: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var i = 0
        while i < text.count {
            if text[i] == UInt8(ascii: "%"), i + 2 < text.count,
                let byte = UInt8(
                    String(decoding: text[(i + 1)...(i + 2)], as: UTF8.self), radix: 16)
            {
                result.append(byte)
                i += 3
            } else {
                result.append(text[i])
                i += 1
            }
        }
        return result
    }
}
