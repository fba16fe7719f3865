import FigureWording
import PageBinding
import ReportModel

/// A link with its words.
struct LinkView: Hashable, Sendable {
    var title: String
    var href: String
    var isCurrent = false

    var view: ViewValue {
        .record([
            "title": .text(title), "href": .text(href), "is_current": .flag(isCurrent),
        ])
    }
}

/// What every page has around its content.
struct FrameView: Sendable {
    /// The same on all pages of a folder: company, words, style sheets.
    var common: ViewRecord
    var title: String
    var subtitle: String
    /// Names the printed page: `page-revenue`.
    var pageClass: String
    var navigation: [LinkView] = []
    /// The pages of the section that this one is in, where there are several.
    var section: [LinkView] = []
    /// From the first page down to the one above this.
    var crumbs: [LinkView] = []
    var previous: LinkView?
    var next: LinkView?
    /// The headings of the page, where it has several.
    var contents: [LinkView] = []
    /// Who answers for it, what for and how long.
    var facts: [String] = []
    /// The page in the site's languages.
    var languages: [LanguageLink] = []
    /// That it is in another language than it should.
    var notice: String?
    /// The language of its content, where that is not the page's.
    var contentLanguage: String?

    struct LanguageLink: Sendable {
        var code: String
        var link: LinkView
    }

    /// What is the same on all pages, and over it what this one has of its own.
    var levels: [ViewRecord] {
        let own: ViewRecord = [
            "title": .text(title), "subtitle": .text(subtitle), "page_class": .text(pageClass),
            "navigation": .list(navigation.map(\.view)),
            "has_section": .flag(!section.isEmpty), "section": .list(section.map(\.view)),
            "has_crumbs": .flag(!crumbs.isEmpty), "crumbs": .list(crumbs.map(\.view)),
            "has_neighbours": .flag(previous != nil || next != nil),
            "previous": previous?.view ?? .absent, "next": next?.view ?? .absent,
            "has_contents": .flag(!contents.isEmpty), "contents": .list(contents.map(\.view)),
            "has_facts": .flag(!facts.isEmpty), "page_facts": .texts(facts),
            "has_languages": .flag(languages.count > 1),
            "languages": .list(
                languages.map { language in
                    .record([
                        "code": .text(language.code), "title": .text(language.link.title),
                        "href": .text(language.link.href),
                        "is_current": .flag(language.link.isCurrent),
                    ])
                }),
            "notice": ViewValue(notice), "content_language": ViewValue(contentLanguage),
        ]
        return [common, own]
    }

    static func specimen(_ words: Words) -> FrameView {
        let link = LinkView(title: "Page", href: "page.html", isCurrent: true)
        return FrameView(
            common: [
                "language": .text("en"), "site_title": .text("Site"), "company": .text("Company"),
                "period": .text("Q3 2026"), "generator": .text("revsite"),
                "home": .text("index.html"), "root": .text("../"), "pack": .text("pack.html"),
                "search": .text("data/search.js"), "decimal": .text("."), "grouping": .text(","),
                "stylesheets": .list([.record(["href": .text("assets/a.css")])]),
                "scripts": .list([.record(["href": .text("assets/a.js")])]),
                "icon": .text("assets/icon.svg"), "has_scripts": .flag(true), "words": words.view,
            ],
            title: "Title", subtitle: "Subtitle", pageClass: "page", navigation: [link],
            section: [link], crumbs: [link], previous: link, next: link, contents: [link],
            facts: ["Owner"], languages: [LanguageLink(code: "en", link: link)],
            notice: "Notice", contentLanguage: "en")
    }
}
