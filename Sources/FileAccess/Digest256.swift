import Crypto

/// A SHA-256 that grows while bytes are read, so that a file is read once for content and hash.
package struct Digest256: Sendable {
    private var state = SHA256()

    package init() {}

    /// The lower-case hexadecimal SHA-256 of these bytes.
    package static func hexadecimal(of bytes: [UInt8]) -> String {
        var digest = Digest256()
        digest.update(bytes)
        return digest.finish()
    }

    /// Takes in the next bytes.
    package mutating func update(_ bytes: [UInt8]) {
        update(bytes.span)
    }

    /// Takes in the next bytes.
    package mutating func update(_ bytes: Span<UInt8>) {
        bytes.withUnsafeBytes { state.update(bufferPointer: $0) }
    }

    /// The SHA-256 of all bytes so far in lower-case hexadecimal; more may follow.
    package func finish() -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in state.finalize() {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
