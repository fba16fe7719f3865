import KPIComputing
import ReportModel

/// What every page has around its content.
struct FrameView: Sendable {
    struct Link: Sendable {
        var title: String
        var href: String
        var isCurrent: Bool

        var view: ViewValue {
            .record([
                "title": .text(title), "href": .text(href), "is_current": .flag(isCurrent),
            ])
        }
    }

    var language: String
    var title: String
    var siteTitle: String
    var company: String
    var period: String
    var subtitle: String
    var generator: String
    var home: String
    var navigation: [Link]
    var stylesheets: [String]
    /// Names the printed page: `page-revenue`.
    var pageClass: String
    var words: Words

    var values: [String: ViewValue] {
        [
            "language": .text(language), "title": .text(title), "site_title": .text(siteTitle),
            "company": .text(company), "period": .text(period), "subtitle": .text(subtitle),
            "generator": .text(generator), "home": .text(home),
            "navigation": .list(navigation.map(\.view)),
            "stylesheets": .list(stylesheets.map { .record(["href": .text($0)]) }),
            "page_class": .text(pageClass), "words": words.view,
        ]
    }

    static func specimen(_ words: Words) -> FrameView {
        FrameView(
            language: "en", title: "Title", siteTitle: "Site", company: "Company",
            period: "Q3 2026", subtitle: "Subtitle", generator: "revsite", home: "index.html",
            navigation: [Link(title: "Page", href: "page.html", isCurrent: true)],
            stylesheets: ["assets/a.css"], pageClass: "page", words: words)
    }
}

/// A page of the author's.
struct PageView: Sendable {
    var frame: FrameView
    var cards: [CardView]

    var view: ViewValue {
        .record(frame.values.merging(["cards": .list(cards.map(\.view))]) { _, new in new })
    }

    /// A page with one of everything, for templates to be checked against.
    static func specimen(_ words: Words) -> ViewValue {
        let sheet = FigureSheet(
            corner: "Region",
            columns: [
                FigureSheet.Column(name: "AC", notation: .actual, group: "Revenue", unit: "€m"),
                FigureSheet.Column(
                    name: "ΔPL", notation: .difference, group: "Revenue", unit: "€m",
                    showsUnit: true),
            ],
            rows: [
                FigureSheet.Row(
                    name: "EMEA", detail: "n 3", kind: .value,
                    cells: [
                        FigureSheet.Cell(text: "n/a", reason: "no rows"),
                        FigureSheet.Cell(text: "+1", number: .one, tone: .good),
                    ])
            ])
        let form = FormView(
            id: "f1", message: "Message", title: "Title",
            drawings: [FormView.Drawing(size: "half", svg: .empty)], sheet: SheetView(sheet: sheet),
            csv: "data/page-1.csv", notes: ["Note"], remarks: ["Remark"])
        let tile = TilesView.Tile(
            label: "Revenue", href: "definitions.html#revenue", definition: "Definition",
            before: "€", number: "22", after: "M", reason: "no rows", variant: "window = 6",
            comparisons: [
                TilesView.Tile.Comparison(
                    code: "PL", scenario: "plan", sign: "▲", text: "+1%", reason: "no rows",
                    tone: .good, judgement: "better")
            ], spark: .empty)
        let contents: [CardView.Content] = [
            .prose(.empty, characters: 0), .chart(form), .table(form),
            .tiles(TilesView(tiles: [tile])),
        ]
        let cards = contents.map { CardView(content: $0, id: "s1", isWide: true, height: 0) }
        return PageView(frame: .specimen(words), cards: cards).view
    }
}
