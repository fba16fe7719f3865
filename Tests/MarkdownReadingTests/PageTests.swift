import Diagnostics
import MarkdownReading
import Testing

@Suite("Pages")
struct PageTests {
    @Test("front matter is raw YAML with its place")
    func frontMatter() {
        let page = read("---\ntitle: A\r\norder: 2\n--- \n# H\n").page
        #expect(page.frontMatter?.text == "title: A\r\norder: 2\n")
        #expect(page.frontMatter?.location == SourceLocation(path: "page.md", line: 2, column: 1))
        #expect(page.blocks.count == 1)
        #expect(read("---\n---\ntext").page.frontMatter?.text == "")
        #expect(read("text\n---\n").page.frontMatter == nil)
        #expect(read("\u{FEFF}---\na: 1\n---").page.frontMatter?.text == "a: 1\n")
    }

    @Test("front matter that is never closed is an error")
    func unclosed() {
        let reading = read("---\ntitle: A\n# H\n")
        #expect(reading.ids == ["front-matter-unclosed"])
        #expect(reading.page.blocks == [])
    }

    @Test("CommonMark becomes a tree")
    func tree() throws {
        let blocks = read(
            "# A *b*\n\n3. one\n4. two\n\n> q `c`\n\n```swift x\nlet\n```\n\n    indented\n\n***\n"
        ).page.blocks
        #expect(blocks.count == 6)
        guard case .heading(1, let heading) = blocks[0].kind, case .list(let list) = blocks[1].kind,
            case .quote(let quote) = blocks[2].kind
        else {
            Issue.record("other blocks: \(blocks)")
            return
        }
        #expect(heading.plainText == "A b")
        #expect(list.isOrdered && list.start == 3 && list.isTight && list.items.count == 2)
        #expect(quote.count == 1)
        #expect(blocks[3].kind == .code(language: "swift", "let\n"))
        #expect(blocks[4].kind == .code(language: nil, "indented\n"))
        #expect(blocks[5].kind == .thematicBreak)
    }

    @Test("raw HTML is dropped with a warning, comments silently")
    func html() {
        let text = "<div>\nx\n</div>\n\na <b>bold</b> c<!-- note -->\n\n<!-- whole -->\n"
        let reading = read(text)
        #expect(reading.ids == ["raw-html-dropped", "raw-html-dropped", "raw-html-dropped"])
        #expect(reading.diagnostics.allSatisfy { $0.severity == .warning })
        #expect(reading.diagnostics.map { $0.location?.column } == [1, 3, 10])
        #expect(reading.page.blocks.count == 1)
        let kept = read(text, allowsHTML: true)
        #expect(kept.diagnostics == [] && kept.page.blocks.count == 3)
    }

    @Test(
        "a link that is not safe to follow is left out, its text stays",
        arguments: [
            "javascript:alert(1)", "JavaScript:x", "java&#10;script:x", "&#1;javascript:x",
            "data:text/html,x", "vbscript:x", "file:///etc/passwd", "//host.test/x",
            "/\\\\host.test", "kpy:arr",
        ])
    func unsafeLinks(destination: String) {
        let reading = read("a [text](\(destination)) b")
        #expect(reading.ids == ["unsafe-link"])
        let isOrdinary = reading.page.blocks.allSatisfy { block in
            guard case .paragraph(let text) = block.kind else { return false }
            return text.plainText == "a text b"
        }
        #expect(isOrdinary)
    }

    @Test(
        "ordinary links stay",
        arguments: [
            "page.html", "#part", "?q=a:b", "a/b:c", "https://x.test", "mailto:a@x.test",
            "tel:+491", "",
        ])
    func safeLinks(destination: String) {
        #expect(read("[text](<\(destination)>)").diagnostics == [])
    }

    @Test("an image of another host is left out")
    func images() {
        #expect(read("a ![x](https://x.test/a.png)").ids == ["image-elsewhere"])
        #expect(read("a ![x](javascript:y)").ids == ["unsafe-link"])
        #expect(read("a ![x](a.png \"t\")").diagnostics == [])
    }

    @Test("a near scheme is told the one meant")
    func nearScheme() {
        #expect(read("[x](kpis:arr)").diagnostics.first?.remedy == "did you mean 'kpi:'?")
    }
}
