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

    mutating func write(_ blocks: [Block]) -> SafeHTML {
        var html = SafeHTML.empty
        for block in blocks { html += write(block) + SafeHTML(markup: "\n") }
        return html
    }

    private mutating func write(_ block: Block) -> SafeHTML {
        switch block.kind {
        case .paragraph(let inlines):
            return .element("p", [:], write(inlines))
        case .heading(let level, let inlines):
            let text = inlines.map(\.plainText).joined()
            let id = setting.idPrefix + anchors.claim(text)
            if level + headingShift == 2 {
                headings.append(LinkView(title: text, href: "#" + id))
            }
            return .element("h\(min(level + headingShift, 6))", ["id": id], write(inlines))
        case .list(let list):
            let items = list.items.map { SafeHTML.element("li", [:], write(item: $0, list)) }
            let start = list.isOrdered && list.start != 1 ? String(list.start) : nil
            return .element(
                list.isOrdered ? "ol" : "ul", ["start": start], items.joined(by: "\n"))
        case .quote(let blocks):
            return .element("blockquote", [:], write(blocks))
        case .code(_, let text):
            return .element("pre", ["tabindex": "0"], .element("code", [:], SafeHTML(text: text)))
        case .thematicBreak:
            return .void("hr")
        case .table(let table):
            return write(table)
        case .html(let markup):
            // The reader lets raw HTML through only where the site allows it.
            return SafeHTML(markup: markup)
        case .fenced, .figure:
            if case .note(let request)? = setting.page.bindings[block.location] {
                return note(request)
            }
            return .empty
        }
    }

    private mutating func write(item: [Block], _ list: Block.List) -> SafeHTML {
        guard list.isTight else { return write(item) }
        var html: [SafeHTML] = []
        for block in item {
            if case .paragraph(let inlines) = block.kind {
                html.append(write(inlines))
            } else {
                html.append(write(block))
            }
        }
        return html.joined(by: "\n")
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
        for inline in inlines { html += write(inline) }
        return html
    }

    private mutating func write(_ inline: Inline) -> SafeHTML {
        switch inline.kind {
        case .text(let text): return SafeHTML(text: text)
        case .emphasis(let children): return .element("em", [:], write(children))
        case .strong(let children): return .element("strong", [:], write(children))
        case .code(let text): return .element("code", [:], SafeHTML(text: text))
        case .softBreak: return SafeHTML(markup: "\n")
        case .lineBreak: return .void("br")
        case .html(let markup): return SafeHTML(markup: markup)
        case .link(let destination, let title, let children):
            let href = link(destination, at: inline.location)
            return .element(
                "a", ["href": href, "title": title.isEmpty ? nil : title], write(children))
        case .image(let destination, let title, let description):
            return .void(
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
                return .empty
            }
            let figure = FigureText(request, setting)
            figures += figure.figures
            return figure.html
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
