import Diagnostics
import Foundation
import Testing

@Suite("diagnostics")
struct DiagnosticTests {
    private func place(_ path: String, _ line: Int, _ column: Int) -> Diagnostics.SourceLocation {
        Diagnostics.SourceLocation(path: path, line: line, column: column)
    }

    @Test("they are read by path, line, column, rule and message, those without a place first")
    func readingOrder() {
        let expected = [
            Diagnostic(id: "none", "no place"),
            Diagnostic(id: "x", "whole file", at: Diagnostics.SourceLocation(path: "a.md")),
            Diagnostic(id: "x", "early", at: place("a.md", 2, 9)),
            Diagnostic(id: "x", "late", at: place("a.md", 10, 1)),
            Diagnostic(id: "a", "z", at: place("b.md", 1, 1)),
            Diagnostic(id: "b", "a", at: place("b.md", 1, 1)),
            Diagnostic(id: "b", "b", at: place("b.md", 1, 1)),
            Diagnostic(id: "b", "b", at: place("b.md", 1, 2)),
        ]
        #expect(expected.shuffled().inReadingOrder() == expected)
        #expect(Array(expected.reversed()).inReadingOrder() == expected)
    }

    @Test("the same thing said twice is said once")
    func duplicates() {
        let one = Diagnostic(id: "x", "a", at: place("a", 1, 1))
        let other = Diagnostic(.warning, id: "x", "a", at: place("a", 1, 1))
        #expect([one, one, other, one].inReadingOrder().count == 2)
    }

    @Test("only errors fail a run")
    func severity() {
        #expect(![Diagnostic(.warning, id: "w", ""), Diagnostic(.note, id: "n", "")].hasErrors)
        #expect([Diagnostic(.warning, id: "w", ""), Diagnostic(id: "e", "")].hasErrors)
        #expect(![Diagnostic]().hasErrors)
    }

    @Test(
        "a text as JSON is one line and reads back as it was",
        arguments: [
            "", "plain", "say \"no\"", "back\\slash", "a\nb\r\nc\td", "Größe €5 — 売上 👍🏽",
            "\u{0}\u{1}\u{8}\u{c}\u{1f}\u{7f}", "\u{2028}\u{2029}", "</script>", "e\u{301}",
        ])
    func json(text: String) throws {
        let quoted = jsonQuoted(text)
        #expect(!quoted.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x2028 })
        let read = try JSONDecoder().decode([String].self, from: Data("[\(quoted)]".utf8))
        #expect(read.first.map { Array($0.unicodeScalars) } == Array(text.unicodeScalars))
    }
}
