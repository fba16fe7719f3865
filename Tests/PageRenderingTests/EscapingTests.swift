import Foundation
import PageRendering
import TestSupport
import Testing

@Suite("Escaping")
struct EscapingTests {
    /// As it is written, a byte at a time.
    private func plainlyEscaped(_ text: String) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): bytes += "&amp;".utf8
            case UInt8(ascii: "<"): bytes += "&lt;".utf8
            case UInt8(ascii: ">"): bytes += "&gt;".utf8
            case UInt8(ascii: "\""): bytes += "&quot;".utf8
            case UInt8(ascii: "'"): bytes += "&#39;".utf8
            case 0..<9, 11..<32, 127: continue
            default: bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test("texts of every length are escaped as they are byte by byte")
    func sameAsPlain() throws {
        let seed = SeededNumbers.seed()
        print("seed of escaping: \(seed)")
        var numbers = SeededNumbers(seed: seed)
        let letters = ["a", "b", "0", "é", "€", "\u{301}", "😀", "="]
        let marks = ["&", "<", ">", "\"", "'", "\u{1}", "\u{1F}", "\u{7F}"]
        let texts = (0..<400).map { place in
            var text = "x"
            for _ in 0..<place % 67 {
                text += numbers.one(of: numbers.chance(place % 4 * 5) ? marks : letters)
            }
            return text
        }
        let sample = Sample()
        let blocks = texts.map { "```\n\($0)\n```\n" }
        let page = try sample.page("# T\n\n" + blocks.joined(separator: "\n"))
        let html = try #require(try sample.render([page]).files["index.html"])
        var rest = html[...]
        for text in texts {
            let start = try #require(rest.range(of: "<code>"))
            let end = try #require(rest.range(of: "</code>"))
            let own = rest[start.upperBound..<end.lowerBound]
            #expect(own.utf8.elementsEqual((plainlyEscaped(text) + "\n").utf8), "\(seed): \(text)")
            rest = rest[end.upperBound...]
        }
    }
}
