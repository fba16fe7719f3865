import Diagnostics
import MarkdownReading

/// What a search finds: a page, a metric, a customer.
package struct SearchEntry: Hashable, Sendable {
    package var title: String
    /// From the top of the language.
    package var href: String
    /// The section of a page, or what else it is.
    package var kind: String
    package var text: String

    package init(title: String, href: String, kind: String, text: String) {
        self.title = title
        self.href = href
        self.kind = kind
        self.text = text
    }

    /// A script that hands all of them to the search; a script, since a page that was opened from a
    /// folder may load nothing else.
    static func script(_ entries: [SearchEntry]) -> String {
        let lines = entries.map { entry in
            "["
                + [entry.title, entry.href, entry.kind, entry.text].map(jsonQuoted)
                .joined(separator: ",") + "]"
        }
        return "revsiteSearch({\"pages\":[\n" + lines.joined(separator: ",\n") + "\n]});\n"
    }
}

extension PageText {
    /// The words of a page in reading order; figures read as what their author typed.
    var plainText: String {
        var texts: [String] = []
        for block in blocks { block.collect(&texts) }
        return texts.joined(separator: " ").split { $0.isWhitespace }.joined(separator: " ")
    }
}

extension Block {
    fileprivate func collect(_ texts: inout [String]) {
        switch kind {
        case .paragraph(let inlines), .heading(_, let inlines):
            texts.append(inlines.map(\.plainText).joined())
        case .list(let list): for item in list.items { for block in item { block.collect(&texts) } }
        case .quote(let blocks): for block in blocks { block.collect(&texts) }
        case .table(let table):
            for cell in table.header + table.rows.flatMap({ $0 }) {
                texts.append(cell.map(\.plainText).joined())
            }
        case .figure(let binding): texts.append(binding.text)
        case .fenced, .code, .thematicBreak, .html: break
        }
    }
}
