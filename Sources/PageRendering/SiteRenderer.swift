package import Diagnostics
import FigureWording
import KPIComputing
import MarkdownReading
package import PageBinding
import ReportModel

/// The pages of a site in one language, one at a time and in any order: nothing changes from one to
/// the next.
package struct SiteRenderer: Sendable {
    package let site: SitePages
    let theme: Theme
    let words: Words
    let frames: SiteFrames
    private let ground: SiteGround

    /// - Parameter contentHash: SHA-256 in hexadecimal; names the assets.
    /// - Returns: nil, with the reason, where the theme does not speak the language.
    package init?(
        _ site: SitePages, theme: Theme, contentHash: ([UInt8]) -> String,
        diagnostics: inout [Diagnostic]
    ) {
        guard let words = theme.words[site.language.code] else {
            diagnostics.append(
                Diagnostic(
                    id: "language-missing",
                    "the theme '\(theme.name)' has no words in '\(site.language.code)'",
                    remedy: "add strings/\(site.language.code).yml; known are: "
                        + theme.languages.joined(separator: ", "),
                    at: SourceLocation(path: "themes/\(theme.name)")))
            return nil
        }
        self.site = site
        ground = SiteGround(site)
        self.theme = theme
        self.words = words
        frames = SiteFrames(
            site, words: words,
            sheets: StyleSheets(site, theme, words: words, contentHash: contentHash))
    }

    /// Style sheets, scripts, fonts and pictures.
    package var assets: [RenderedFile] { frames.sheets.files }

    /// A page of the author's.
    ///
    /// - Parameter isSearched: whether its text is.
    package func render(
        _ page: BoundPage, _ place: PagePlace = PagePlace(), isSearched: Bool = true
    ) -> PageRendition {
        let setting = self.setting(of: page)
        let composition = PageComposition(setting, foreign: foreignSetting(of: page))
        var frame = frames.frame(
            setting, title: page.title, place, comparisons: composition.comparisons)
        frame.facts = setting.facts
        frame.contents = composition.headings.count > 2 ? composition.headings : []
        let view = PageView(frame: frame, cards: composition.cards).levels
        return PageRendition(
            files: [file(page.slug, "page", view)] + composition.dataFiles,
            diagnostics: composition.diagnostics, figures: composition.shown,
            grids: composition.grids,
            entry: SearchEntry(
                title: page.title, href: page.slug + ".html",
                kind: page.section ?? words[.page], text: isSearched ? page.text.plainText : ""))
    }

    /// A page that is not translated is worded as its author wrote it.
    private func setting(
        of page: BoundPage, at slug: String? = nil, idPrefix: String = ""
    ) -> Setting {
        Setting(
            ground, page.fallback.flatMap { theme.words[$0] } ?? words, page: page, at: slug,
            idPrefix: idPrefix)
    }

    /// For the part of a page's text that is in another language.
    private func foreignSetting(
        of page: BoundPage, at slug: String? = nil, idPrefix: String = ""
    ) -> Setting? {
        guard let foreign = page.foreignText else { return nil }
        var page = page
        page.fallback = foreign.language
        return setting(of: page, at: slug, idPrefix: idPrefix)
    }

    /// The page that lists those of a series.
    package func directory(of series: PageSeries) -> RenderedFile {
        let title = series.page.section ?? series.page.title
        let setting = Setting(ground, words, page: generated(series.directory, title))
        let view = DirectoryView(series, setting, frame: frames.frame(setting, title: title)).levels
        return file(series.directory, "directory", view)
    }

    /// A page as a part of the pack.
    ///
    /// - Parameter index: its place in it.
    package func sheet(of page: BoundPage, at index: Int) -> PackSheet {
        // The pack stands at the top, and what the page links to not in its folder.
        let prefix = "p\(index + 1)-"
        let setting = self.setting(of: page, at: Self.packSlug, idPrefix: prefix)
        let composition = PageComposition(
            setting, foreign: foreignSetting(of: page, at: Self.packSlug, idPrefix: prefix))
        return PackSheet(
            title: page.title, subtitle: setting.subtitle(composition.comparisons),
            id: "p\(index + 1)", pageClass: StyleSheets.pageName(page.slug),
            language: page.fallback, facts: setting.facts, cards: composition.cards)
    }

    /// The pages of the pack, one after the other.
    package func pack(_ sheets: [PackSheet]) -> RenderedFile {
        let title = words[.pack]
        let setting = Setting(ground, words, page: generated(Self.packSlug, title))
        let frame = frames.frame(setting, title: title)
        return file(Self.packSlug, "pack", PackView(frame: frame, sheets: sheets).levels)
    }

    static let packSlug = "pack"

    /// What follows from all pages: a page for each metric, definitions, audit.
    ///
    /// - Parameters:
    ///   - figures: what the other pages show.
    ///   - claims: how many were compared on all pages; `assertions` alike. nil: as the audit has it.
    package func closing(
        _ figures: FiguresFile, claims: Int? = nil, assertions: Int? = nil
    ) -> [RenderedFile] {
        var site = site
        site.audit.claims = claims ?? site.audit.claims
        site.audit.assertions = assertions ?? site.audit.assertions
        var files: [RenderedFile] = []
        let explained = figures.metrics(site.computation)
        let above = LinkView(title: words[.definitions], href: "definitions.html")
        for id in explained {
            guard let metric = site.computation.catalogue.metrics[id] else { continue }
            let slug = "metrics/" + id
            let setting = Setting(ground, words, page: generated(slug, id))
            let frame = frames.frame(
                setting, title: setting.label(metric), PagePlace(above: [above]))
            let view = MetricView(metric, setting, frame: frame, pages: Set(explained)).levels
            files.append(file(slug, "metric", view))
        }
        for (slug, title) in [("definitions", words[.definitions]), ("audit", words[.audit])] {
            let setting = Setting(ground, words, page: generated(slug, title))
            let frame = frames.frame(setting, title: title)
            let view =
                slug == "audit"
                ? AuditView(setting, frame: frame).levels
                : DefinitionsView(
                    setting, frame: frame, figures: figures, pages: Set(explained)
                ).levels
            files.append(file(slug, slug, view))
        }
        return files
    }

    /// The index that the search of the pages reads.
    ///
    /// - Parameter entries: of the pages in reading order; metrics are added.
    package func searchIndex(_ entries: [SearchEntry]) -> RenderedFile {
        let catalogue = site.computation.catalogue
        let metrics = catalogue.order.compactMap { id -> SearchEntry? in
            guard let metric = catalogue.metrics[id] else { return nil }
            let setting = Setting(ground, words, page: generated("definitions", ""))
            return SearchEntry(
                title: setting.label(metric), href: "definitions.html#\(id)",
                kind: words[.definitions], text: id + " " + setting.definition(metric))
        }
        return RenderedFile(
            path: site.prefix + "data/search.js", text: SearchEntry.script(entries + metrics))
    }

    private func file(_ slug: String, _ template: String, _ levels: [ViewRecord]) -> RenderedFile {
        RenderedFile(
            path: site.prefix + slug + ".html", bytes: theme.render(template, levels))
    }

    /// A page that no author writes.
    private func generated(_ slug: String, _ title: String) -> BoundPage {
        BoundPage(
            slug: slug, title: title, period: site.settings.period, text: PageText(path: ""))
    }
}

/// A page as files, and what it leaves to others.
package struct PageRendition: Sendable {
    package var files: [RenderedFile]
    package var diagnostics: [Diagnostic]
    var figures: [ShownFigure]
    var grids: [FigureGrid]
    package var entry: SearchEntry

    /// Every figure of the page.
    package var shown: [ShownFigure] { figures + grids.flatMap(\.shown) }
}

/// Where a page stands among others.
package struct PagePlace: Sendable {
    /// From the top down, without the first page of the site.
    var above: [LinkView]
    var previous: LinkView?
    var next: LinkView?

    init(above: [LinkView] = [], previous: LinkView? = nil, next: LinkView? = nil) {
        self.above = above
        self.previous = previous
        self.next = next
    }

    /// The top.
    package init() { self.init(above: []) }
}
