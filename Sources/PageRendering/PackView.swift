import ReportModel

/// The pages of the pack, one after the other, to be read through or printed.
struct PackView: Sendable {
    var frame: FrameView
    var sheets: [PackSheet]

    var levels: [ViewRecord] {
        let sheets = sheets.map { sheet in
            ViewValue.record([
                "title": .text(sheet.title), "subtitle": .text(sheet.subtitle),
                "id": .text(sheet.id), "page_class": .text(sheet.pageClass),
                "content_language": ViewValue(sheet.language),
                "has_facts": .flag(!sheet.facts.isEmpty), "page_facts": .texts(sheet.facts),
                "cards": .list(sheet.cards.map(\.view)),
            ])
        }
        return frame.levels + [["sheets": .list(sheets)]]
    }

    static func specimen(_ words: Words) -> [ViewRecord] {
        let sheet = PackSheet(
            title: "Title", subtitle: "Subtitle", id: "p1", pageClass: "page", language: "en",
            facts: ["Owner"], cards: PageView.specimenCards(words))
        return PackView(frame: .specimen(words), sheets: [sheet]).levels
    }
}

/// A page as a part of the pack.
package struct PackSheet: Sendable {
    var title: String
    var subtitle: String
    var id: String
    var pageClass: String
    var language: String?
    var facts: [String]
    var cards: [CardView]
}
