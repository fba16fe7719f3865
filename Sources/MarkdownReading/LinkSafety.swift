/// What a page may do with a destination that is not a binding.
enum LinkSafety {
    case isRelative
    case isElsewhere
    case isUnsafe

    private static let schemes = ["http", "https", "mailto", "tel"]

    /// Judges a destination as a browser would read it, which ignores control characters in a scheme
    /// and takes a backslash for a slash.
    init(of destination: String) {
        let bytes = destination.utf8.filter { $0 > 32 && $0 != 127 }.prefix(4096)
        let slashes = bytes.prefix(2).filter { $0 == UInt8(ascii: "/") || $0 == .backslash }
        if slashes.count == 2 {
            self = .isUnsafe
            return
        }
        let ends = [UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#")]
        guard let end = bytes.firstIndex(where: { ends.contains($0) || $0 == .backslash }),
            bytes[end] == UInt8(ascii: ":")
        else {
            self = .isRelative
            return
        }
        let scheme = String(decoding: bytes[..<end], as: UTF8.self).lowercased()
        self = Self.schemes.contains(scheme) ? .isElsewhere : .isUnsafe
    }
}
