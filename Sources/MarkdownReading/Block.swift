package import Diagnostics

/// A block of a page: a paragraph, a list, a chart.
package struct Block: Hashable, Sendable {
    package indirect enum Kind: Hashable, Sendable {
        case paragraph([Inline])
        case heading(level: Int, [Inline])
        case list(List)
        case quote([Block])
        case code(language: String?, String)
        case thematicBreak
        case table(PipeTable)
        /// An image `![…](chart:…)` that stands on lines of its own.
        case figure(FigureBinding)
        /// A fenced block with YAML: a chart, a table, a list, tiles or a note.
        case fenced(FencedBinding)
        /// Raw HTML, only where the site allows it.
        case html(String)
    }

    /// A bullet list or a numbered one.
    package struct List: Hashable, Sendable {
        package var isOrdered: Bool
        /// The first number.
        package var start: Int
        /// Whether its paragraphs are printed without space between them.
        package var isTight: Bool
        package var items: [[Block]]
    }

    package var kind: Kind
    package var location: SourceLocation

    package init(_ kind: Kind, at location: SourceLocation) {
        self.kind = kind
        self.location = location
    }
}

/// A table with pipes; every row has as many cells as the header.
package struct PipeTable: Hashable, Sendable {
    package enum Alignment: Hashable, Sendable {
        case left, center, right
    }

    package var header: [[Inline]]
    /// Nil where the author left it open.
    package var alignments: [Alignment?]
    package var rows: [[[Inline]]]
}

/// A piece of running text.
package struct Inline: Hashable, Sendable {
    package indirect enum Kind: Hashable, Sendable {
        case text(String)
        case emphasis([Inline])
        case strong([Inline])
        case code(String)
        /// An ordinary link; its destination is safe to follow.
        case link(destination: String, title: String, [Inline])
        /// A picture beside the page.
        case image(destination: String, title: String, description: String)
        /// A figure in running text; its text, if any, is a claim.
        case figure(FigureBinding)
        case softBreak
        case lineBreak
        /// Raw HTML, only where the site allows it.
        case html(String)
    }

    package var kind: Kind
    package var location: SourceLocation

    package init(_ kind: Kind, at location: SourceLocation) {
        self.kind = kind
        self.location = location
    }
}

extension Inline {
    /// The text without its marks; a figure reads as what its author typed.
    package var plainText: String {
        switch kind {
        case .text(let text), .code(let text): text
        case .emphasis(let children), .strong(let children), .link(_, _, let children):
            children.map(\.plainText).joined()
        case .image(_, _, let description): description
        case .figure(let binding): binding.text
        case .softBreak, .lineBreak: " "
        case .html: ""
        }
    }
}
