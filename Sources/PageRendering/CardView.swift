import ChartDrawing
import ReportModel

/// A piece of a page: prose, a chart, a table, or a strip of tiles.
struct CardView: Sendable {
    enum Content: Sendable {
        case prose(SafeHTML, characters: Int)
        case chart(FormView)
        case table(FormView)
        case tiles(TilesView)
    }

    /// That its words are in another language than those of the site.
    struct Foreign: Sendable {
        /// Where the rest of the page is in the site's.
        var language: String?
        var words: Words
    }

    var content: Content
    var id: String
    /// Over both columns, by its nature or because it has no partner.
    var isWide: Bool
    /// Beside two others that stand one above the other.
    var isTall = false
    /// The first words of a page, which stand under its title and in no box.
    var isLead = false
    /// In pixels of a column, roughly.
    var height: Double
    var foreign: Foreign?

    /// With the drawings that its place on the page may show: a wide one is narrower on a smaller screen.
    var drawn: CardView {
        guard case .chart(var form) = content, let later = form.later else { return self }
        form.drawings = (isWide ? ["full", "half", "narrow"] : ["half", "narrow"]).map { size in
            FormView.Drawing(
                size: size,
                svg: SafeHTML(markup: (size == "half" ? later.half : later.draw(size)).markup))
        }
        form.later = nil
        var card = self
        card.content = .chart(form)
        return card
    }

    var view: ViewValue {
        let prose: ViewValue
        if case .prose(let html, _) = content { prose = .html(html) } else { prose = .absent }
        let chart: ViewValue
        if case .chart(let form) = content { chart = form.view } else { chart = .absent }
        let table: ViewValue
        if case .table(let form) = content { table = form.view } else { table = .absent }
        let tiles: ViewValue
        if case .tiles(let strip) = content { tiles = strip.view } else { tiles = .absent }
        var own: ViewRecord = [
            "id": .text(id), "size": .text(isWide ? "wide" : isTall ? "half tall" : "half"),
            "is_long": .flag(isLong), "is_lead": .flag(isLead), "prose": prose, "chart": chart,
            "table": table,
            "tiles": tiles, "text_language": ViewValue(foreign?.language),
        ]
        // What is said around charts and tables is in the language of the text.
        if let foreign { own.add("words", foreign.words.view) }
        return .record(own)
    }

    /// Prose that needs two columns to be read at full width.
    private var isLong: Bool {
        if case .prose(_, let characters) = content { isWide && characters > 600 } else { false }
    }
}

/// A chart or a table with all that stands around it.
struct FormView: Sendable {
    /// What is drawn when it is known how wide the card is.
    struct LaterDrawings: Sendable {
        /// Of half the width, which says how high the card is.
        var half: ChartDrawing.Drawing
        var draw: @Sendable (_ size: String) -> ChartDrawing.Drawing
    }

    struct Drawing: Sendable {
        /// `full`, `half` or `narrow`.
        var size: String
        var svg: SafeHTML
    }

    var id: String
    var message: String
    var title: String
    var drawings: [Drawing] = []
    var later: LaterDrawings?
    var sheet: SheetView
    var csv: String
    /// What it is called when it is saved.
    var csvName: String
    var notes: [String]
    /// What the numbered flags of its time axis stand for.
    var remarks: [String] = []

    var view: ViewValue {
        .record([
            "id": .text(id), "message": .text(message), "title": .text(title),
            "drawings": .list(
                drawings.map {
                    .record(["size": .text($0.size), "svg": .html($0.svg)])
                }),
            "sheet": sheet.view, "csv": .text(csv), "csv_name": .text(csvName),
            "has_notes": .flag(!notes.isEmpty),
            "notes": .list(notes.map(ViewValue.text)),
            "has_remarks": .flag(!remarks.isEmpty),
            "remarks": .list(remarks.map(ViewValue.text)),
        ])
    }
}
