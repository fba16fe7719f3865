package import Diagnostics
import ConfigReading
import KPIComputing
package import MarkdownReading
package import ReportModel

/// What bindings are checked against.
package struct BindingGround: Sendable {
    package var settings: Settings
    package var catalogue: Catalogue

    package init(settings: Settings, catalogue: Catalogue) {
        self.settings = settings
        self.catalogue = catalogue
    }

    /// Names that `by=` and cuts may have.
    package var dimensions: [String] {
        ["customer", "owner", "product", "type"] + settings.dimensions.map(\.value)
    }
}

/// Checks every binding of a page; what is wrong is reported at its place and left out.
///
/// - Parameter original: the page that this one is a translation of, whose order, period and the like
///   it has.
/// - Returns: nil when the front matter can't be used.
package func bind(
    _ text: PageText, slug: String, ground: BindingGround, original: BoundPage? = nil,
    diagnostics: inout [Diagnostic]
) -> BoundPage? {
    var front = PageHead(original, ground)
    guard front.read(text, ground, &diagnostics) else { return nil }
    var reader = BindingReader(ground: ground, period: front.period)
    reader.each = front.each
    reader.read(text.blocks)
    diagnostics += reader.diagnostics
    var page = BoundPage(
        slug: slug, title: front.title ?? firstHeading(text.blocks) ?? original?.title ?? slug,
        order: front.order, section: front.section, period: front.period,
        assertion: front.assertion, text: text, bindings: reader.bindings)
    page.each = front.each
    page.facts = front.facts
    page.isInPack = front.isInPack ?? (front.each == nil)
    return page
}

/// Checks what an author wrote about one value of a dimension: a page that follows the one that all
/// values have.
package func bind(
    commentary text: PageText, of page: BoundPage, ground: BindingGround,
    diagnostics: inout [Diagnostic]
) -> BoundPage? {
    var front = PageHead(page, ground)
    front.assertion = nil
    front.isOfValue = true
    guard front.read(text, ground, &diagnostics) else { return nil }
    var reader = BindingReader(ground: ground, period: page.period)
    reader.each = page.each
    reader.read(text.blocks)
    diagnostics += reader.diagnostics
    var commentary = BoundPage(
        slug: page.slug, title: page.title, period: page.period,
        assertion: front.assertion, text: text, bindings: reader.bindings)
    commentary.facts = front.facts
    return commentary
}

private func firstHeading(_ blocks: [Block]) -> String? {
    for block in blocks {
        if case .heading(_, let inlines) = block.kind { return inlines.map(\.plainText).joined() }
    }
    return nil
}
