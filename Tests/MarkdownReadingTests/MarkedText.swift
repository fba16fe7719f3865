import Diagnostics
import MarkdownReading

/// A page's text with `¶` at each place that a test asks about.
struct MarkedText {
    let bytes: [UInt8]
    /// The marked places, in order.
    let places: [SourceLocation]

    init(_ marked: String, path: String = "page.md") {
        var bytes: [UInt8] = []
        var places: [SourceLocation] = []
        var (line, column) = (1, 1)
        for scalar in marked.unicodeScalars {
            if scalar == "¶" {
                places.append(SourceLocation(path: path, line: line, column: column))
                continue
            }
            bytes += String(scalar).utf8
            column += String(scalar).utf8.count
            if scalar == "\n" { (line, column) = (line + 1, 1) }
        }
        self.bytes = bytes
        self.places = places
    }

    func read(allowsHTML: Bool = false) -> PageReading {
        readPage(bytes, path: "page.md", allowsHTML: allowsHTML)
    }
}

func read(_ text: String, allowsHTML: Bool = false) -> PageReading {
    readPage(Array(text.utf8), path: "page.md", allowsHTML: allowsHTML)
}

extension PageReading {
    /// Every binding in the page's links and images, in reading order.
    var bindings: [FigureBinding] { page.blocks.flatMap(\.bindings) }
    var ids: [String] { diagnostics.map(\.id) }
}

extension Block {
    var bindings: [FigureBinding] {
        switch kind {
        case .paragraph(let text), .heading(_, let text): text.flatMap(\.bindings)
        case .list(let list): list.items.joined().flatMap(\.bindings)
        case .quote(let blocks): blocks.flatMap(\.bindings)
        case .table(let table):
            (table.header + table.rows.joined()).joined().flatMap(\.bindings)
        case .figure(let binding): [binding]
        case .code, .thematicBreak, .fenced, .html: []
        }
    }
}

extension Inline {
    var bindings: [FigureBinding] {
        switch kind {
        case .figure(let binding): [binding]
        case .emphasis(let children), .strong(let children), .link(_, _, let children):
            children.flatMap(\.bindings)
        default: []
        }
    }
}

extension Sequence<Inline> {
    var plainText: String { map(\.plainText).joined() }
}
