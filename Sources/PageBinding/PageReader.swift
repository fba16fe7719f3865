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
/// - Returns: nil when the front matter can't be used.
package func bind(
    _ text: PageText, slug: String, ground: BindingGround, diagnostics: inout [Diagnostic]
) -> BoundPage? {
    let top = SourceLocation(path: text.path, line: 1, column: 1)
    guard let front = FrontMatter(text, ground, at: top, &diagnostics) else { return nil }
    var reader = BindingReader(ground: ground, period: front.period)
    reader.read(text.blocks)
    diagnostics += reader.diagnostics
    return BoundPage(
        slug: slug, title: front.title ?? firstHeading(text.blocks) ?? slug, order: front.order,
        section: front.section, period: front.period, assertion: front.assertion,
        owner: front.owner, text: text, bindings: reader.bindings)
}

private func firstHeading(_ blocks: [Block]) -> String? {
    for block in blocks {
        if case .heading(_, let inlines) = block.kind { return inlines.map(\.plainText).joined() }
    }
    return nil
}

private struct FrontMatter {
    var title: String?
    var order = 1000
    var section: String?
    var period: Period
    var assertion: Expression?
    var owner: String?

    init?(
        _ text: PageText, _ ground: BindingGround, at top: SourceLocation,
        _ found: inout [Diagnostic]
    ) {
        period = ground.settings.period
        guard let raw = text.frontMatter,
            let root = readYAML(
                raw.text, path: text.path, firstLine: raw.location.line, diagnostics: &found)
        else { return }
        guard var cursor = YAMLCursor(root, name: "front matter", isFile: true, diagnostics: &found)
        else {
            return nil
        }
        title = cursor.text("title", &found)
        order = cursor.integer("order", in: 0...100_000, &found) ?? order
        section = cursor.text("section", &found)
        owner = cursor.text("owner", &found)
        assertion = cursor.formula("assert", &found)
        if let assertion { found += formulaDiagnostics(assertion, ground.catalogue) }
        if let node = cursor.take("period"), let name = node.scalarText(named: "period", &found),
            let own = readPeriodText(
                name, calendar: ground.settings.calendar, asOf: ground.settings.asOf,
                at: node.location, &found)
        {
            period = own
        }
        for key in ["presenter", "minutes", "for", "pack", "editions"] {
            guard let node = cursor.take(key) else { continue }
            found.append(
                Diagnostic(
                    .warning, id: "not-supported", "'\(key)' has no effect in this version",
                    remedy: key == "editions"
                        ? "give the site to nobody who must not see this page"
                        : "leave it out until it has", at: node.location))
        }
        for key in ["each", "type"] {
            guard let node = cursor.take(key), node.text != "page" else { continue }
            found.append(
                Diagnostic(
                    id: "not-supported",
                    "'\(key): \(node.text ?? "…")' is not built by this version",
                    remedy: "leave the key out", at: node.location))
        }
        cursor.finish(&found)
    }
}
