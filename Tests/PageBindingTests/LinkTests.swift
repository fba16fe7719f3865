import Diagnostics
import PageBinding
import Testing

@Suite("Links of pages")
struct LinkTests {
    @Test("a link to a page that isn't there is an error at its place, with the nearest name")
    func unknownPage() throws {
        let text = BoundText("See ¶[it](q.md), [here](p.md#top) and [the audit](audit.html).\n")
        let found = linkDiagnostics([try #require(text.page)])
        #expect(found.map(\.id) == ["unknown-page"])
        #expect(found.map(\.location) == text.marks)
    }

    @Test("a picture file, which no site carries, is an error and not a blank")
    func pictureFile() throws {
        let text = BoundText("- A *¶![logo](logo.png)*\n\n¶![x](../../etc/passwd)\n")
        let found = linkDiagnostics([try #require(text.page)])
        #expect(found.map(\.id) == ["image-not-in-site", "image-not-in-site"])
        #expect(found.map(\.location) == text.marks)
    }
}
