import Diagnostics
import MarkdownReading
import Testing

@Suite("Pipe tables")
struct PipeTableTests {
    private func table(_ text: String) throws -> PipeTable {
        let tables = read(text).page.blocks.compactMap { block -> PipeTable? in
            if case .table(let table) = block.kind { table } else { nil }
        }
        return try #require(tables.first)
    }

    @Test("header, alignment, escaped pipes and inlines are read")
    func cells() throws {
        let table = try table(
            "| a | b *c* | d | e |\n|:--|:-:|--:|---|\n| x \\| y | `p \\| q` | [r] | |\n\n[r]: /t.html"
        )
        #expect(table.header.map(\.plainText) == ["a", "b c", "d", "e"])
        #expect(table.alignments == [.left, .center, .right, nil])
        #expect(table.rows.map { $0.map(\.plainText) } == [["x | y", "p | q", "r", ""]])
        guard case .link(let destination, _, _) = table.rows[0][2][0].kind else {
            Issue.record("a reference within a cell is a link")
            return
        }
        #expect(destination == "/t.html")
    }

    @Test("a cell is never a block")
    func noBlocks() throws {
        let table = try table("|a | b|\n|--|--|\n|# x # | - y|\n|1. z | > q #|\n    |code | ```|\n")
        #expect(
            table.rows.map { $0.map(\.plainText) } == [
                ["# x #", "- y"], ["1. z", "> q #"], ["code", "```"],
            ])
    }

    @Test("short rows are filled and long ones cut with a warning")
    func ragged() throws {
        let marked = MarkedText("| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | ¶3 |\n")
        let reading = marked.read()
        #expect(reading.ids == ["table-row-too-long"])
        #expect(reading.diagnostics.first?.location == marked.places[0])
        let table = try table("| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |\n")
        #expect(table.rows.map { $0.map(\.plainText) } == [["1", ""], ["1", "2"]])
    }

    @Test("text right above a table stays a paragraph")
    func interrupted() throws {
        let blocks = read("Some *text*\nmore\n| a |\n|---|\n| 1 |\n").page.blocks
        #expect(blocks.count == 2)
        guard case .paragraph(let text) = blocks[0].kind else {
            Issue.record("no paragraph: \(blocks)")
            return
        }
        #expect(text.plainText.hasPrefix("Some text more"))
        #expect(!text.plainText.contains("|"))
    }

    @Test(
        "lines that are no table stay text",
        arguments: ["a | b\nc | d", "a\n---|---", "| a |\n| - | - |", "a | b\n| = | = |"])
    func noTables(text: String) {
        let isTable = read(text).page.blocks.contains {
            if case .table = $0.kind { true } else { false }
        }
        #expect(!isTable)
    }
}
