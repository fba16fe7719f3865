import FigureWording
import PageBinding
import ReportModel

/// What stands around the pages of a site in one language.
struct SiteFrames: Sendable {
    let site: SitePages
    let words: Words
    let sheets: StyleSheets
    /// The links of the navigation, from the top.
    private let navigation: [Entry]
    /// By how deep a page's folder is what is the same on all pages.
    private let common: [ViewRecord]
    /// The same of the links of the navigation, none of them to the page itself.
    private let links: [[LinkView]]

    private struct Entry {
        var title: String
        var slug: String
        /// The pages behind it: of a section, or of a series.
        var slugs: [String] = []
        var folder: String?
    }

    init(_ site: SitePages, words: Words, sheets: StyleSheets) {
        self.site = site
        self.words = words
        self.sheets = sheets
        navigation = Self.navigation(site, words)
        common = (0..<4).map { Self.common(site, words, sheets, depth: $0) }
        links = (0..<4).map { [navigation] in Self.links(navigation, depth: $0) }
    }

    /// The frame of a page.
    ///
    /// - Parameter comparisons: what the figures of the page are compared with.
    func frame(
        _ setting: Setting, title: String, _ place: PagePlace = PagePlace(),
        comparisons: Set<Scenario> = []
    ) -> FrameView {
        let page = setting.page
        let depth = page.slug.utf8.count { $0 == UInt8(ascii: "/") }
        var frame = FrameView(
            common: common.indices.contains(depth)
                ? common[depth] : Self.common(site, words, sheets, depth: depth),
            title: title, subtitle: setting.subtitle(comparisons), pageClass: "")
        func link(_ title: String, _ slug: String) -> LinkView {
            LinkView(
                title: title, href: "\(setting.root)\(slug).html", isCurrent: slug == page.slug)
        }
        func placed(_ view: LinkView) -> LinkView {
            LinkView(title: view.title, href: setting.root + view.href)
        }
        let folder = navigation.first { entry in
            entry.folder.map { page.slug.hasPrefix($0 + "/") } ?? false
        }
        // All pages of a folder are printed alike.
        frame.pageClass = StyleSheets.pageName(folder?.slug ?? page.slug)
        frame.navigation =
            links.indices.contains(depth) ? links[depth] : Self.links(navigation, depth: depth)
        for (place, entry) in navigation.enumerated()
        where entry.slug == page.slug || entry.slug == folder?.slug
            || entry.slugs.contains(page.slug)
        {
            frame.navigation[place].isCurrent = true
        }
        if let section = navigation.first(where: { $0.slugs.contains(page.slug) }),
            section.slugs.count > 1
        {
            frame.section = section.slugs.compactMap { slug in
                site.pages.first { $0.slug == slug }.map { link($0.title, slug) }
            }
        }
        if !place.above.isEmpty {
            frame.crumbs = [link(site.settings.site.title, "index")] + place.above.map(placed)
        }
        frame.previous = place.previous.map(placed)
        frame.next = place.next.map(placed)
        frame.languages = site.languages.map { language in
            let isOwn = language.code == site.language.code
            let prefix = language.code == site.languages[0].code ? "" : language.code + "/"
            return FrameView.LanguageLink(
                code: language.code,
                link: LinkView(
                    title: language.name, href: "\(setting.siteRoot)\(prefix)\(page.slug).html",
                    isCurrent: isOwn))
        }
        if let fallback = page.fallback {
            frame.contentLanguage = fallback
            frame.notice = words[.notTranslated]
        } else if page.foreignText != nil {
            frame.notice = words[.textNotTranslated]
        }
        return frame
    }

    /// A link for each section and each page without one, for each series, and for the pages that
    /// revsite writes.
    private static func navigation(_ site: SitePages, _ words: Words) -> [Entry] {
        var entries: [(order: (Int, Int, String), entry: Entry)] = []
        // Pages in folders are reached from their own lists; there may be thousands.
        for page in site.pages where !page.slug.contains("/") {
            let order = (page.slug == "index" ? 0 : 1, page.order, page.slug)
            guard let section = page.section else {
                entries.append((order, Entry(title: page.title, slug: page.slug)))
                continue
            }
            if let place = entries.firstIndex(where: {
                $0.entry.title == section && !$0.entry.slugs.isEmpty
            }) {
                entries[place].entry.slugs.append(page.slug)
            } else {
                let entry = Entry(title: section, slug: page.slug, slugs: [page.slug])
                entries.append((order, entry))
            }
        }
        for series in site.series {
            entries.append(
                (
                    (1, series.page.order, series.folder),
                    Entry(
                        title: series.page.section ?? series.page.title, slug: series.directory,
                        folder: series.folder)
                ))
        }
        return entries.sorted { $0.order < $1.order }.map(\.entry) + [
            Entry(title: words[.definitions], slug: "definitions", folder: "metrics"),
            Entry(title: words[.audit], slug: "audit"),
        ]
    }

    private static func links(_ navigation: [Entry], depth: Int) -> [LinkView] {
        let root = String(repeating: "../", count: depth)
        return navigation.map { LinkView(title: $0.title, href: "\(root)\($0.slug).html") }
    }

    private static func common(
        _ site: SitePages, _ words: Words, _ sheets: StyleSheets, depth: Int
    ) -> ViewRecord {
        let root = String(repeating: "../", count: depth)
        let siteRoot = site.prefix.isEmpty ? root : root + "../"
        func links(_ paths: [String]) -> ViewValue {
            .list(paths.map { .record(["href": .text(siteRoot + $0)]) })
        }
        return [
            "language": .text(site.language.code), "site_title": .text(site.settings.site.title),
            "company": .text(site.settings.companyName),
            "period": .text(site.language.text(site.settings.period)),
            "generator": .text(site.audit.toolVersion), "home": .text(root + "index.html"),
            "root": .text(root), "pack": .text(root + SiteRenderer.packSlug + ".html"),
            "search": .text(root + "data/search.js"),
            "decimal": .text(String(site.language.decimalSeparator)),
            "grouping": .text(String(site.language.groupingSeparator)),
            "stylesheets": links(sheets.paths), "scripts": links(sheets.scripts),
            "icon": ViewValue(sheets.icon.map { siteRoot + $0 }),
            "has_scripts": .flag(!sheets.scripts.isEmpty), "words": words.view,
        ]
    }
}

extension Setting {
    /// Who answers for the page, presents it, for how long and what for.
    var facts: [String] {
        let facts = page.facts
        return [
            facts.purpose.map { purpose in
                switch purpose {
                case .decision: words[.forDecision]
                case .discussion: words[.forDiscussion]
                case .noting: words[.forNoting]
                }
            },
            facts.owner.map { words[.ownedBy, ["name": $0]] },
            facts.presenter.map { words[.presentedBy, ["name": $0]] },
            facts.minutes.map { words[.minutes, ["n": String($0)]] },
            facts.date.map { words[.writtenOn, ["day": language.text($0)]] },
        ].compactMap { $0 }
    }

    /// `Q3 2026 · actual (AC) against plan (PL) · figures as of 4 October 2026`.
    func subtitle(_ comparisons: Set<Scenario>) -> String {
        func named(_ scenario: Scenario) -> String { "\(word(scenario)) (\(scenario.code))" }
        let others = comparisons.sorted { $0.order < $1.order }.map(named)
        var parts = [text(page.period)]
        if !others.isEmpty {
            let list =
                others.count > 1
                ? others.dropLast().joined(separator: ", ") + " \(words[.and]) "
                    + others[others.count - 1]
                : others[0]
            parts.append("\(named(.actual)) \(words[.against]) \(list)")
        }
        parts.append(
            words[.asOf] + " " + (page.fallback == nil ? ground.asOf : language.text(asOf)))
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
