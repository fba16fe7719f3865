import KPIComputing
import ReportModel

/// A page of the author's.
struct PageView: Sendable {
    var frame: FrameView
    var cards: [CardView]

    var levels: [ViewRecord] { frame.levels + [["cards": .list(cards.map(\.view))]] }

    /// A page with one of everything, for templates to be checked against.
    static func specimen(_ words: Words) -> [ViewRecord] {
        PageView(frame: .specimen(words), cards: specimenCards(words)).levels
    }

    static func specimenCards(_ words: Words) -> [CardView] {
        let sheet = FigureSheet(
            corner: "Region",
            columns: [
                FigureSheet.Column(
                    name: "AC", notation: .actual, group: "Revenue", href: "definitions.html",
                    unit: "€m"),
                FigureSheet.Column(
                    name: "AC", notation: .actual, href: "definitions.html", unit: "€m"),
                FigureSheet.Column(
                    name: "ΔPL", notation: .difference, group: "Revenue", unit: "€m",
                    showsUnit: true),
            ],
            rows: [
                FigureSheet.Row(
                    name: "EMEA", detail: "n 3", href: "emea.html", kind: .value,
                    cells: [
                        FigureSheet.Cell(text: "1", number: .one),
                        FigureSheet.Cell(text: "n/a", reason: "no rows"),
                        FigureSheet.Cell(text: "+1", number: .one, tone: .good),
                    ])
            ])
        let form = FormView(
            id: "f1", message: "Message", title: "Title",
            drawings: [FormView.Drawing(size: "half", svg: .empty)], sheet: SheetView(sheet: sheet),
            csv: "data/page-1.csv", csvName: "page-1.csv", notes: ["Note"], remarks: ["Remark"])
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
        return contents.map {
            CardView(
                content: $0, id: "s1", isWide: true, height: 0,
                foreign: CardView.Foreign(language: "en", words: words))
        }
    }
}
