import Diagnostics
import PageBinding
import Testing

@Suite("Links of pages")
struct LinkTests {
    /// What is wrong with the links of a page `p`, in a site with a page `audit` and a picture.
    private func found(_ text: BoundText) throws -> [Diagnostic] {
        let page = try #require(text.page)
        let own = PageAnchors(of: page).ids
        let ground = LinkGround(
            pages: ["p": own, "audit": ["content"], "customers/k1": nil], files: ["logo.png"])
        return linkDiagnostics(page.links, on: own, ground)
    }

    @Test("a link to a page that isn't there is an error at its place, with the nearest name")
    func unknownPage() throws {
        let text = BoundText("See ¶[it](q.md), [here](p.md#top) and [the audit](audit.html).\n")
        let found = try found(text)
        #expect(found.map(\.id) == ["unknown-page"])
        #expect(found.map(\.location) == text.marks)
    }

    @Test("a link to a place that the page has not is an error, one to a heading is none")
    func anchors() throws {
        let text = BoundText(
            "## Win rate\n\n[a](#win-rate) ¶[b](#win-rates) [c](p.md#win-rate) ¶[d](audit.md#x)\n\n"
                + "[e](customers/k1.html#where-we-stand) [f](#)\n")
        let found = try found(text)
        #expect(found.map(\.id) == ["unknown-anchor", "unknown-anchor"])
        #expect(found.map(\.location) == text.marks)
        #expect(found.first?.remedy == "did you mean 'win-rate'?")
    }

    @Test("a picture that isn't there is an error and not a blank")
    func pictures() throws {
        let text = BoundText("- A *¶![logo](logos.png)*\n\n![x](logo.png) [as file](logo.png)\n")
        let found = try found(text)
        #expect(found.map(\.id) == ["image-missing"])
        #expect(found.map(\.location) == text.marks)
    }

    @Test("nothing leads out of the site but links to other hosts")
    func outside() throws {
        let text = BoundText(
            "¶[a](/etc/passwd) ¶[b](../../etc/passwd) [c](https://example.org/) "
                + "[d](mailto:a@example.org)\n")
        let found = try found(text)
        #expect(found.map(\.id) == ["link-outside", "link-outside"])
        #expect(found.map(\.location) == text.marks)
    }

    @Test("a link means what it says from its own file")
    func targets() {
        func target(_ destination: String, _ path: String = "content/customers/K1.md")
            -> LinkTarget
        {
            LinkTarget(destination, in: path)
        }
        #expect(target("../Sales.md#x") == .page("sales", tail: "#x"))
        #expect(target("k2.html") == .page("customers/k2", tail: ""))
        #expect(target("a%20b.pdf") == .file("customers/a b.pdf", tail: ""))
        #expect(target("#x") == .anchor("x"))
        #expect(target("../../x.md") == .outside)
        #expect(target("tel:110") == .elsewhere)
    }
}
