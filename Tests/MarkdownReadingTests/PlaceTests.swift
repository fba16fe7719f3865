import Diagnostics
import MarkdownReading
import Testing

@Suite("Places of figures in the source")
struct PlaceTests {
    @Test(
        "a claim's place is the first byte within its brackets, whatever stands before it",
        arguments: [
            "We won [¶63.2%](kpi:win_rate).",
            "---\ntitle: T\n---\n\nWe won\n[¶63.2%](kpi:win_rate).",
            "Añé €5 [¶63.2%](kpi:win_rate)",
            "- one\n  two [¶63.2%](kpi:win_rate)",
            "- one\n      two [¶63.2%](kpi:win_rate)",
            "1. a\n   - b\n     c\n     d [¶63.2%](kpi:win_rate)",
            "> quoted\n>   two [¶63.2%](kpi:win_rate)",
            "> quoted\nlazy [¶63.2%](kpi:win_rate)",
            "> quoted\n   lazy [¶63.2%][r]\n\n[r]: kpi:win_rate",
            "> > deep\n> lazy [¶63.2%](kpi:win_rate)",
            "> - item\n>   more [¶63.2%](kpi:win_rate)",
            "- > quote\n  > more [¶63.2%](kpi:win_rate)",
            "-\titem\n\tmore [¶63.2%](kpi:win_rate)",
            "one\n\t\ttwo [¶63.2%](kpi:win_rate)",
            "one  \n   two [¶63.2%](kpi:win_rate)",
            "one\\\n   two [¶63.2%](kpi:win_rate)",
            "## Heading [¶63.2%](kpi:win_rate) ##",
            "  Heading\n  two [¶63.2%](kpi:win_rate)\n===",
            "**bold [¶63.2%](kpi:win_rate)**",
            "`[63.2%](kpi:win_rate)` and [¶63.2%](kpi:win_rate)",
            "`a\n  b` and [¶63.2%](kpi:win_rate)",
            "[r]: http://x.test\nafter [¶63.2%](kpi:win_rate)",
            "[r]: http://x.test\n[t]: http://y.test\n\\[] [¶63.2%](kpi:win_rate)",
            "[t](page.html\n\"title\") then [¶63.2%](kpi:win_rate)",
            "- [t](page.html\n  \"title\") then\n  [¶63.2%](kpi:win_rate)",
            "one\\\r\n   two *x*\r\n   [¶63.2%](kpi:win_rate)",
            "> `a\n>   b` c\\\n> *d*\n>  [e](f.html\n> 'g') [¶63.2%](kpi:win_rate)",
            "one\r\n  two [¶63.2%](kpi:win_rate)\r\n",
            "&amp; \\* [¶63.2%](kpi:win_rate)",
            "[¶63.2%](<kpi:win_rate>)",
            "| a | b |\n|---|---|\n| é | [¶63.2%](kpi:win_rate) |",
            "- | a | b |\n  |---|---|\n  | x \\| y | [¶63.2%](kpi:win_rate) |",
            "> a | b\n> --|--\n> `c` | **[¶63.2%](kpi:win_rate)**",
            "Before\n| a |\n|---|\n| [¶63.2%](kpi:win_rate) |",
        ])
    func claimPlace(text: String) throws {
        let marked = MarkedText(text)
        let reading = marked.read()
        #expect(reading.diagnostics == [])
        let binding = try #require(reading.bindings.first)
        #expect(binding.text == "63.2%")
        #expect(binding.head.map(\.text) == ["win_rate"])
        #expect(binding.textLocation == marked.places.first)
        let column = binding.textLocation.column - 1
        #expect(binding.location.column == column)
    }

    @Test("names, keys and values of a destination have places of their own")
    func placesInDestination() throws {
        let marked = MarkedText(
            "- x\n  ¶[](kpi:¶revenue?¶by=¶region&¶is=¶North) y")
        let binding = try #require(marked.read().bindings.first)
        let found = [
            binding.location, binding.head[0].location,
            binding.parameters[0].keyLocation, binding.parameters[0].valueLocation,
            binding.parameters[1].keyLocation, binding.parameters[1].valueLocation,
        ]
        #expect(found == marked.places)
    }

    @Test("a destination with entities falls back to the place of its link")
    func escapedDestination() throws {
        let marked = MarkedText("a ¶![c](chart:bar?metric=revenue&amp;by=region)")
        let reading = MarkedText("¶![c](chart:bar?metric=revenue&amp;by=region)").read()
        let binding = try #require(reading.bindings.first)
        #expect(binding.parameters.map(\.key) == ["metric", "by"])
        #expect(
            binding.parameters[1].keyLocation == SourceLocation(path: "page.md", line: 1, column: 1)
        )
        #expect(marked.read().diagnostics.first?.location == marked.places.first)
    }

    @Test("running text has places too")
    func textPlaces() throws {
        let marked = MarkedText("> - ¶a `b\n>   c`¶ d\\\n>   ¶e\n>   ¶f **¶g**")
        guard case .quote(let blocks) = marked.read().page.blocks[0].kind,
            case .list(let list) = blocks[0].kind,
            case .paragraph(let inlines) = list.items[0][0].kind
        else {
            Issue.record("no paragraph in a list in a quote")
            return
        }
        let texts = inlines.flatMap { inline -> [Inline] in
            if case .strong(let children) = inline.kind { children } else { [inline] }
        }.filter { if case .text = $0.kind { true } else { false } }
        #expect(texts.map(\.location) == marked.places)
    }

    @Test("blocks stand where they start")
    func blocks() {
        let marked = MarkedText(
            "---\na: 1\n---\n¶# H\n\n¶text\n\n¶- item\n\n¶> quote\n\n¶```swift\nx\n```\n\n¶---\n")
        #expect(marked.read().page.blocks.map(\.location) == marked.places)
    }
}
