import ChartDrawing
import Diagnostics
import FigureWording
import KPIComputing
import MarkdownReading
import PageBinding
import ReportModel

/// A page on its way to markup: its cards in reading order, and what they leave behind.
struct PageComposition {
    private(set) var setting: Setting
    private(set) var cards: [CardView] = []
    private(set) var dataFiles: [RenderedFile] = []
    private(set) var shown: [ShownFigure] = []
    /// What it shows besides.
    private(set) var grids: [FigureGrid] = []
    private(set) var diagnostics: [Diagnostic] = []
    private(set) var comparisons: Set<Scenario> = []
    /// The headings of the second level, for the contents of the page.
    private(set) var headings: [LinkView] = []
    private var forms = 0
    private var writer: ProseWriter
    /// The charts of the page by where they are asked for.
    private let charts: PageCharts

    /// - Parameter foreign: for the part of the text that is in another language.
    init(_ setting: Setting, foreign: Setting? = nil) {
        self.setting = setting
        charts = PageCharts(setting, foreign: foreign)
        diagnostics = charts.diagnostics
        var blocks = setting.page.text.blocks[...]
        // A page that takes its title from its first heading doesn't say it twice.
        if setting.page.startsWithTitle { blocks = blocks.dropFirst() }
        writer = ProseWriter(setting, Array(blocks))
        var prose: [Block] = []
        for block in blocks {
            if let foreign, self.setting !== foreign, foreign.isForeign(block) {
                add(prose: &prose)
                use(foreign)
            }
            let binding = block.mayBeBound ? setting.page.bindings[block.location] : nil
            switch (block.kind, binding) {
            case (.figure, .some(let binding)), (.fenced, .some(let binding)):
                if case .note(let note) = binding {
                    // What flags on the charts stand for is told beneath them.
                    if !charts.remarks.contains(note.location) { prose.append(block) }
                } else {
                    add(prose: &prose)
                    add(binding)
                }
            case (.heading(let level, _), _) where level <= 2 && !prose.isEmpty:
                add(prose: &prose)
                prose = [block]
            default:
                prose.append(block)
            }
        }
        add(prose: &prose)
        shown += writer.figures
        headings = writer.headings
        diagnostics += writer.diagnostics
        cards = arranged(cards).map(\.drawn)
    }

    /// What follows is in the other language of the page.
    private mutating func use(_ foreign: Setting) {
        setting = foreign
        writer.setting = foreign
    }

    private mutating func add(_ card: CardView) {
        var card = card
        if setting.page.fallback != nil {
            card.foreign = CardView.Foreign(
                language: setting.page.foreignText?.language, words: setting.words)
        }
        cards.append(card)
    }

    private mutating func add(prose: inout [Block]) {
        if prose.isEmpty { return }
        let html = writer.write(prose)
        let characters = prose.reduce(0) { $0 + $1.length }
        let height = 50 + Double(characters) / 82 * 25 + Double(prose.count) * 12
        // A short paragraph before all else would leave a box beside a chart half empty.
        let isLead =
            cards.isEmpty && characters <= 480 && prose.count == 1 && prose[0].isParagraph
        add(
            CardView(
                content: .prose(html, characters: characters), id: "s\(cards.count + 1)",
                isWide: isLead, isLead: isLead, height: height))
        prose = []
    }

    private mutating func add(_ binding: Binding) {
        switch binding {
        case .figure, .note:
            return
        case .tiles(let request):
            comparisons.formUnion(request.comparisons)
            add(
                CardView(
                    content: .tiles(TilesView(request, setting, shown: &shown)),
                    id: "s\(cards.count + 1)", isWide: true, height: 130))
        case .chart(let request):
            // What is a forecast itself is not compared with a model.
            let metrics = request.query.metrics.compactMap(setting.metric)
            let isForecast = request.kind == .interval && setting.main(metrics) == .forecast
            comparisons.formUnion(isForecast ? [] : request.query.comparisons)
            guard let form = charts.forms[request.location] else { return }
            add(form, request.captions, request.query.filter, isChart: true)
        case .table(let request):
            comparisons.formUnion(request.query.comparisons)
            add(
                ComposedForm(request, setting), request.captions, request.query.filter,
                isChart: false)
        }
    }

    private mutating func add(
        _ form: ComposedForm, _ captions: Captions, _ filter: Expression?, isChart: Bool
    ) {
        forms += 1
        shown += form.shown
        if let grid = form.grid { grids.append(grid) }
        let name = "\(setting.page.slug)-\(forms).csv"
        let csv: String
        if setting.holdsData {
            csv = "data:text/csv;charset=utf-8;base64," + base64(form.sheet.csv)
        } else {
            dataFiles.append(
                RenderedFile(path: setting.site.prefix + "data/" + name, bytes: form.sheet.csv))
            csv = "\(setting.root)data/\(name)"
        }
        // With a message, the author's title says what is shown; alone it stands as the message.
        let hasBoth = captions.message != nil && captions.title != nil
        let message = captions.message ?? captions.title ?? form.what
        // A title that the unit's own begins with says nothing more.
        let title = captions.title.map {
            form.what.hasPrefix($0) ? form.what : "\($0) · \(form.what)"
        }
        let what = hasBoth ? title ?? form.what : form.what
        var view = FormView(
            id: "\(setting.idPrefix)f\(forms)", message: message,
            title: setting.titleLine(what, form.when, of: filter),
            sheet: SheetView(sheet: form.sheet), csv: csv,
            csvName: name.utf8.lastIndex(of: UInt8(ascii: "/")).map {
                String(name[name.utf8.index(after: $0)...])
            } ?? name,
            notes: form.notes + setting.variantNotes(form))
        view.remarks = form.remarks.map { remark in
            setting.language.text(remark.period, .short) + ": " + remark.text
        }
        let lines = view.notes.count + view.remarks.count
        var height = 165 + Double(form.sheet.rows.count) * 36 + Double(lines) * 24
        if let drawing = form.drawing {
            // Full and half so wide that the smallest type is 8 pt on a sheet of A4.
            let sizes: [(name: String, width: Double)] =
                form.isWide
                ? [("full", 1010), ("half", 600), ("narrow", 326)]
                : [("full", 1010), ("half", 490), ("narrow", 326)]
            let description = ([form.summary] + view.remarks).joined(separator: " ")
            let prefix = "\(setting.idPrefix)f\(forms)"
            let name = "\(message). \(view.title)"
            let drawings = setting.ground.drawings
            let draw = { @Sendable (size: String) -> Drawing in
                let width = sizes.first { $0.name == size }?.width ?? 0
                return drawings.draw(
                    Chart(
                        drawing(size == "narrow"), title: name, description: description,
                        idPrefix: "\(prefix)-\(size)", width: width))
            }
            let half = draw("half")
            height = 140 + half.height / (form.isWide ? 600 : 490) * 608
            let later = FormView.LaterDrawings(half: half, draw: draw)
            view.later = later
            height += Double(lines) * 20
        }
        add(
            CardView(
                content: isChart ? .chart(view) : .table(view), id: "f\(forms)",
                isWide: form.isWide, height: height))
    }
}

extension Block {
    /// Whether it asks for figures: most do not, and are looked up nowhere.
    var mayBeBound: Bool {
        switch kind {
        case .figure, .fenced: true
        default: false
        }
    }

    fileprivate var isParagraph: Bool {
        if case .paragraph = kind { true } else { false }
    }

    /// Characters of its text, to guess how high it will be.
    fileprivate var length: Int {
        switch kind {
        case .paragraph(let inlines): inlines.reduce(60) { $0 + $1.plainText.utf16.count }
        case .heading: 120
        case .list(let list): list.items.reduce(0) { $0 + $1.reduce(20) { $0 + $1.length } }
        case .quote(let blocks): blocks.reduce(0) { $0 + $1.length }
        case .code(_, let text): text.utf16.count
        case .thematicBreak: 40
        case .table(let table): (table.rows.count + 1) * 100
        case .figure, .fenced: 120
        case .html(let markup): markup.utf16.count
        }
    }
}
