import Diagnostics
import MarkdownReading
import TestSupport
import Testing

@Suite("Hostile pages")
struct HostilePageTests {
    @Test("bytes that are not UTF-8, and NUL, are one error at the first of them")
    func encoding() {
        let cases: [([UInt8], Int, Int)] = [
            (Array("ab\nc".utf8) + [0xFF, 0xFE], 2, 2), ([0x61, 0], 1, 2),
            (Array("é".utf8) + [0xC3], 1, 3), ([0xED, 0xA0, 0x80], 1, 1), ([0xC0, 0x80], 1, 1),
            ([0xF4, 0x90, 0x80, 0x80], 1, 1), ([0x41, 0xE2, 0x82, 0x41], 1, 2),
        ]
        for (bytes, line, column) in cases {
            let reading = readPage(bytes, path: "p.md")
            #expect(reading.ids == ["encoding-invalid"])
            #expect(
                reading.diagnostics.first?.location
                    == SourceLocation(path: "p.md", line: line, column: column))
            #expect(reading.page.blocks == [])
        }
    }

    @Test(
        "what stands too deep in itself is an error, not a crash",
        arguments: ["> ", "- ", "1. ", "* - "])
    func nesting(mark: String) {
        let text = String(repeating: mark, count: 50_000) + "x"
        #expect(read("---\na: 1\n---\n" + text).ids == ["nesting-too-deep"])
    }

    @Test("deep marks are an error")
    func marks() {
        let text =
            String(repeating: "*a **a ", count: 500) + String(repeating: "a** a*", count: 500)
        #expect(read(text).ids == ["nesting-too-deep"])
    }

    @Test(
        "a long run of one thing is read",
        arguments: [
            "[", "![", "]", "`", "*", "_a", "|", "a|", "\\", "&", "\n", "[](", "<", "[a](kpi:a",
        ])
    func repetition(text: String) {
        let count = 300_000 / text.utf8.count
        _ = read(String(repeating: text, count: count))
        _ = read("a|b\n-|-\n" + String(repeating: text, count: count))
    }

    @Test("random bytes of Markdown are read without a crash, places lie in the file")
    func random() {
        var generator = SeededNumbers(seed: 20_260_930)
        let pieces = [
            "[", "](kpi:a)", "](<chart:b?c=d>)", "!", "*", "**", "`", "\n", "\n\n", "> ", "- ",
            "  ",
            "|", "-|-\n", "\\", "a", "é", "\t", "1. ", "```chart\n", "```\n", "# ", "<b>", "&amp;",
            "[r]", "\n\n[r]: kpi:x\n\n", "\r\n", "---\n", "%", "&", "=",
        ]
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 1...40, using: &generator))
                .compactMap { _ in pieces.randomElement(using: &generator) }.joined()
            let reading = read(text)
            let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            let bytes = Array(text.utf8)
            let starts = [0] + bytes.indices.filter { bytes[$0] == 10 }.map { $0 + 1 }
            let isAtBracket = reading.bindings.allSatisfy { binding in
                if binding.destination == "kpi:x" { return true }  // a reference: as good as can be
                let offset = starts[binding.location.line - 1] + binding.location.column - 1
                return offset < bytes.count && "[!".utf8.contains(bytes[offset])
            }
            #expect(
                isAtBracket,
                "seed 20260930: \(text.debugDescription) \(reading.bindings.map(\.location))")
            let places =
                reading.diagnostics.compactMap(\.location) + reading.bindings.map(\.textLocation)
            let isInside = places.allSatisfy { place -> Bool in
                place.line >= 1 && place.line <= lines.count && place.column >= 1
                    && place.column <= lines[place.line - 1].utf8.count + 1
            }
            #expect(isInside, "seed 20260930: \(text.debugDescription) \(places)")
        }
    }
}
