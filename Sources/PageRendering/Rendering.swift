package import Diagnostics
import FigureWording
import KPIComputing
import MarkdownReading
import PageBinding
import ReportModel

/// All files of a site, handed on one at a time: style sheets, each page with its data, definitions,
/// audit, figures.
///
/// - Parameters:
///   - contentHash: SHA-256 in hexadecimal; names the assets.
///   - emit: takes a file; no page is kept after it.
/// - Returns: what is wrong with the pages; with an error in it, what was emitted is of no use.
package func render(
    site: SitePages, theme: Theme, contentHash: ([UInt8]) -> String,
    emit: (RenderedFile) throws -> Void
) rethrows -> [Diagnostic] {
    guard let words = theme.words[site.language.code] else {
        return [
            Diagnostic(
                id: "language-missing",
                "the theme '\(theme.name)' has no words in '\(site.language.code)'",
                remedy: "add strings/\(site.language.code).yml; known are: "
                    + theme.languages.joined(separator: ", "),
                at: SourceLocation(path: "themes/\(theme.name)"))
        ]
    }
    let reserved = reservedSlugs(site)
    if !reserved.isEmpty { return reserved }
    var diagnostics: [Diagnostic] = []
    let sheets = StyleSheets(site, theme, words: words, contentHash: contentHash)
    for file in sheets.files { try emit(file) }
    var figures = FiguresFile()
    for page in site.pages {
        let setting = Setting(site, words, page: page)
        let composition = PageComposition(setting)
        diagnostics += composition.diagnostics
        figures.add(composition.shown)
        var frame = FrameView(setting, title: page.title, sheets: sheets)
        frame.subtitle = setting.subtitle(composition.comparisons)
        let view = PageView(frame: frame, cards: composition.cards).view
        let html = theme.render("page", view)
        try emit(RenderedFile(path: page.slug + ".html", text: html))
        for file in composition.dataFiles { try emit(file) }
    }
    let explained = figures.metrics(site.computation)
    for id in explained {
        guard let metric = site.computation.catalogue.metrics[id] else { continue }
        let slug = "metrics/" + id
        let setting = Setting(site, words, page: generated(slug, id, site))
        var frame = FrameView(setting, title: setting.label(metric), sheets: sheets)
        frame.subtitle = setting.subtitle([])
        let view = MetricView(metric, setting, frame: frame, pages: Set(explained)).view
        try emit(RenderedFile(path: slug + ".html", text: theme.render("metric", view)))
    }
    for (slug, title) in [("definitions", words[.definitions]), ("audit", words[.audit])] {
        let setting = Setting(site, words, page: generated(slug, title, site))
        let frame = FrameView(setting, title: title, sheets: sheets)
        let view =
            slug == "audit"
            ? AuditView(setting, frame: frame).view
            : DefinitionsView(
                setting, frame: frame, figures: figures, pages: Set(explained)
            ).view
        try emit(RenderedFile(path: slug + ".html", text: theme.render(slug, view)))
    }
    let json = figures.text(currency: site.settings.currency)
    try emit(RenderedFile(path: "data/figures.json", text: json))
    return diagnostics
}

/// A page that no author writes.
private func generated(_ slug: String, _ title: String, _ site: SitePages) -> BoundPage {
    BoundPage(
        slug: slug, title: title, order: .max, section: nil, period: site.settings.period,
        assertion: nil, owner: nil, text: PageText(path: ""), bindings: [:])
}

/// Pages whose address the site needs itself.
private func reservedSlugs(_ site: SitePages) -> [Diagnostic] {
    site.pages.filter {
        ["definitions", "audit"].contains($0.slug) || $0.slug.hasPrefix("metrics/")
    }.map { page in
        Diagnostic(
            id: "slug-reserved",
            "the address '\(page.slug).html' is taken by a page of revsite's own",
            remedy: "give the file another name", at: SourceLocation(path: page.text.path))
    }
}

extension Setting {
    /// `Q3 2026 · actual (AC) against plan (PL) · figures as of 4 October 2026`.
    func subtitle(_ comparisons: Set<Scenario>) -> String {
        func named(_ scenario: Scenario) -> String { "\(word(scenario)) (\(scenario.code))" }
        let others = comparisons.sorted { $0.order < $1.order }.map(named)
        var parts = [language.text(page.period)]
        if !others.isEmpty {
            let list =
                others.count > 1
                ? others.dropLast().joined(separator: ", ") + " \(words[.and]) "
                    + others[others.count - 1]
                : others[0]
            parts.append("\(named(.actual)) \(words[.against]) \(list)")
        }
        parts.append("\(words[.asOf]) \(language.text(asOf))")
        return parts.joined(separator: " · ")
    }
}

extension Scenario {
    /// Plan before previous year, as the heads of tables have it.
    fileprivate var order: Int {
        switch self {
        case .actual: 0
        case .plan: 1
        case .forecast: 2
        case .model: 3
        case .previousPeriod: 4
        case .previousYear: 5
        }
    }
}

extension FrameView {
    init(_ setting: Setting, title: String, sheets: StyleSheets) {
        let site = setting.site
        let slug = setting.page.slug
        language = setting.language.code
        self.title = title
        siteTitle = site.settings.site.title
        company = site.settings.companyName
        period = setting.language.text(site.settings.period)
        subtitle = setting.subtitle([])
        generator = site.audit.toolVersion
        home = setting.root + "index.html"
        // Pages in folders are reached from their own lists; there may be thousands.
        let top = site.pages.filter { !$0.slug.contains("/") }
        let entries = top.map { page in
            let isShared = top.count { $0.section == page.section } > 1
            return (page.slug, isShared ? page.title : page.section ?? page.title)
        }
        let own = [
            ("definitions", setting.words[.definitions]), ("audit", setting.words[.audit]),
        ]
        navigation = (entries + own).map { entry in
            Link(title: entry.1, href: "\(setting.root)\(entry.0).html", isCurrent: entry.0 == slug)
        }
        stylesheets = sheets.paths.map { setting.root + $0 }
        pageClass = StyleSheets.pageName(slug)
        words = setting.words
    }
}
