import Diagnostics
import FigureWording
import MarkdownReading
import PageBinding

/// Turns the prose of a page into markup.
struct ProseWriter {
    var setting: Setting
    private let headingShift: Int
    private var anchors: PageAnchors
    private(set) var figures: [ShownFigure] = []
    private(set) var headings: [LinkView] = []
    private(set) var diagnostics: [Diagnostic] = []

    /// Headings move down by a level where the page has one of level 1, since its title is that.
    init(_ setting: Setting, _ blocks: [Block]) {
        self.setting = setting
        let hasTopHeading = blocks.contains { block in
            if case .heading(let level, _) = block.kind { level == 1 } else { false }
        }
        headingShift = hasTopHeading ? 1 : 0
        anchors = PageAnchors(forms: setting.page.bindings.count)
    }

    private static let levels: [StaticString] = ["h1", "h2", "h3", "h4", "h5", "h6"]

    mutating func write(_ blocks: [Block]) -> SafeHTML {
        var html = SafeHTML(capacity: 1024)
        write(blocks, to: &html)
        return html
    }

    private mutating func write(_ blocks: [Block], to html: inout SafeHTML) {
        for block in blocks {
            write(block, to: &html)
            html.add(markup: "\n")
        }
    }

    private mutating func write(_ block: Block, to html: inout SafeHTML) {
        switch block.kind {
        case .paragraph(let inlines):
            html.add("p") { write(inlines, to: &$0) }
        case .heading(let level, let inlines):
            let text = inlines.map(\.plainText).joined()
            let id = setting.idPrefix + anchors.claim(text)
            if level + headingShift == 2 {
                headings.append(LinkView(title: text, href: "#" + id))
            }
            html.add(Self.levels[min(level + headingShift, 6) - 1], ["id": id]) {
                write(inlines, to: &$0)
            }
        case .list(let list):
            let start = list.isOrdered && list.start != 1 ? String(list.start) : nil
            html.add(list.isOrdered ? "ol" : "ul", ["start": start]) { html in
                for (index, item) in list.items.enumerated() {
                    if index > 0 { html.add(markup: "\n") }
                    html.add("li") { write(item: item, list, to: &$0) }
                }
            }
        case .quote(let blocks):
            html.add("blockquote") { write(blocks, to: &$0) }
        case .code(_, let text):
            html.add("pre", ["tabindex": "0"]) { $0.add("code") { $0.add(text: text) } }
        case .thematicBreak:
            html += .void("hr")
        case .table(let table):
            html += write(table)
        case .html(let markup):
            // The reader lets raw HTML through only where the site allows it.
            html += SafeHTML(markup: markup)
        case .fenced, .figure:
            if case .note(let request)? = setting.page.bindings[block.location] {
                html += note(request)
            }
        }
    }

    private mutating func write(
        item: [Block], _ list: Block.List, to html: inout SafeHTML
    ) {
        guard list.isTight else { return write(item, to: &html) }
        for (index, block) in item.enumerated() {
            if index > 0 { html.add(markup: "\n") }
            if case .paragraph(let inlines) = block.kind {
                write(inlines, to: &html)
            } else {
                write(block, to: &html)
            }
        }
    }

    private func note(_ request: NoteRequest) -> SafeHTML {
        let period = setting.language.text(request.period)
        let head = SafeHTML.element("strong", [:], SafeHTML(text: period))
        return .element(
            "aside", ["class": "note"],
            .element("p", [:], head + SafeHTML(text: " " + request.text)))
    }

    private mutating func write(_ table: PipeTable) -> SafeHTML {
        func name(_ column: Int) -> String? {
            guard table.alignments.indices.contains(column) else { return nil }
            switch table.alignments[column] {
            case .right: return "right"
            case .center: return "center"
            case .left, nil: return nil
            }
        }
        var head: [SafeHTML] = []
        for (column, cell) in table.header.enumerated() {
            head.append(
                .element("th", ["scope": "col", "class": name(column)], write(cell)))
        }
        var rows: [SafeHTML] = []
        for row in table.rows {
            var cells: [SafeHTML] = []
            for (column, cell) in row.enumerated() {
                cells.append(.element("td", ["class": name(column)], write(cell)))
            }
            rows.append(.element("tr", [:], cells.joined()))
        }
        let body =
            SafeHTML.element("thead", [:], .element("tr", [:], head.joined()))
            + .element("tbody", [:], rows.joined(by: "\n"))
        return .element(
            "div", ["class": "table-scroll"], .element("table", ["class": "plain"], body))
    }

    private mutating func write(_ inlines: [Inline]) -> SafeHTML {
        var html = SafeHTML.empty
        write(inlines, to: &html)
        return html
    }

    private mutating func write(_ inlines: [Inline], to html: inout SafeHTML) {
        for inline in inlines { write(inline, to: &html) }
    }

    private mutating func write(_ inline: Inline, to html: inout SafeHTML) {
        switch inline.kind {
        case .text(let text): html.add(text: text)
        case .emphasis(let children): html.add("em") { write(children, to: &$0) }
        case .strong(let children): html.add("strong") { write(children, to: &$0) }
        case .code(let text): html.add("code") { $0.add(text: text) }
        case .softBreak: html.add(markup: "\n")
        case .lineBreak: html += .void("br")
        case .html(let markup): html += SafeHTML(markup: markup)
        case .link(let destination, let title, let children):
            let href = link(destination, at: inline.location)
            html.add("a", ["href": href, "title": title.isEmpty ? nil : title]) {
                write(children, to: &$0)
            }
        case .image(let destination, let title, let description):
            html += .void(
                "img",
                [
                    "src": link(destination, at: inline.location), "alt": description,
                    "title": title.isEmpty ? nil : title,
                ])
        case .figure(let binding):
            guard case .figure(let request)? = setting.page.bindings[inline.location] else {
                diagnostics.append(
                    Diagnostic(
                        id: "binding-unbound", "'\(binding.destination)' is no figure in a text",
                        remedy: "put a chart or a table on a line of its own",
                        at: inline.location))
                return
            }
            let figure = FigureText(request, setting)
            figures += figure.figures
            html += figure.html
        }
    }

    /// A link to another page's Markdown becomes a link to the page, and one to a file leads to where that
    /// stands in the site; that there is one was checked.
    private func link(_ destination: String, at location: SourceLocation) -> String {
        switch LinkTarget(destination, in: location.path) {
        case .page(let slug, let tail):
            return "\(setting.root)\(slug).html\(tail)"
        case .file(let path, let tail):
            return setting.site.files[path].map { setting.siteRoot + $0 + tail } ?? destination
        case .anchor(let id):
            return "#" + setting.idPrefix + id
        case .elsewhere, .outside:
            return destination
        }
    }
}
