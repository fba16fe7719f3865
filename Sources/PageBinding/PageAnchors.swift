import MarkdownReading
import ReportModel

/// The ids of a page's headings, each once.
package struct PageAnchors: Sendable {
    /// Those that are taken.
    package private(set) var ids: Set<String>

    /// - Parameter forms: how many charts and tables the page may have, whose ids are `f1` and so on.
    package init(forms: Int) {
        ids = Set((0..<forms).map { "f\($0 + 1)" } + ["content"])
    }

    /// The anchors of a page, as links may name them.
    package init(of page: BoundPage) {
        self.init(forms: page.bindings.count)
        var blocks = page.text.blocks[...]
        if page.startsWithTitle { blocks = blocks.dropFirst() }
        add(blocks)
    }

    private mutating func add(_ blocks: some Sequence<Block>) {
        for block in blocks {
            switch block.kind {
            case .heading(_, let inlines): _ = claim(inlines.map(\.plainText).joined())
            case .quote(let inner): add(inner)
            case .list(let list): for item in list.items { add(item) }
            default: continue
            }
        }
    }

    /// An id from a heading's words that no other heading of the page has.
    package mutating func claim(_ text: String) -> String {
        var slug = ""
        for scalar in text.lowercased().unicodeScalars {
            if scalar.isASCII {
                let isWord = 97...122 ~= scalar.value || 48...57 ~= scalar.value
                if isWord {
                    slug.unicodeScalars.append(scalar)
                } else if !slug.isEmpty, slug.utf8.last != UInt8(ascii: "-") {
                    slug += "-"
                }
            } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                slug.unicodeScalars.append(scalar)
            } else if !slug.isEmpty, slug.utf8.last != UInt8(ascii: "-") {
                slug += "-"
            }
        }
        while slug.utf8.last == UInt8(ascii: "-") { slug.removeLast() }
        if slug.isEmpty { slug = "section" }
        var id = slug
        var number = 2
        while !ids.insert(id).inserted {
            id = "\(slug)-\(number)"
            number += 1
        }
        return id
    }
}

extension BoundPage {
    /// Whether its first heading is its title, which a page doesn't say twice.
    package var startsWithTitle: Bool {
        guard case .heading(1, let inlines)? = text.blocks.first?.kind else { return false }
        return inlines.map(\.plainText).joined() == title
    }
}
