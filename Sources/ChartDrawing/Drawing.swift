/// A chart as it is drawn: marks at their places, in the order in which they cover each other.
package struct Drawing: Sendable {
    /// The name of the chart's kind: `column`, `bar`, …
    package var kind: String
    package var width: Double
    package var height: Double
    /// What it shows, for readers who can't see it; empty where it only adorns a text.
    package var title: String
    package var description: String
    /// What its ids begin with.
    package var id: String
    package var marks: [Mark]
    /// The markup of the marks, where it is known already and no id stands in it.
    var knownMarkup: [UInt8]?

    /// A drawing of marks that are at their places already.
    package init(
        kind: String, width: Double, height: Double, title: String, description: String, id: String,
        marks: [Mark]
    ) {
        self.kind = kind
        self.width = width
        self.height = height
        self.title = title
        self.description = description
        self.id = id
        self.marks = marks
    }

    /// The markup to stand within a page, which holds `chartStyleSheet`: well-formed XML whatever the
    /// texts hold.
    /// - Complexity: O(*n*) in the length of the markup.
    package var text: String { String(decoding: markup, as: UTF8.self) }

    /// The same as UTF-8.
    package var markup: [UInt8] { markup(styled: false) }

    /// The markup as a file of its own with the rules it needs, light and dark: for documents, slides
    /// and mail.
    package var standalone: String { String(decoding: markup(styled: true), as: UTF8.self) }

    private func markup(styled: Bool) -> [UInt8] {
        var markup = MarkupWriter(capacity: 400 + marks.count * 110)
        markup.literal("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart chart-")
        markup.raw(kind)
        markup.literal("\" viewBox=\"0 0 ")
        markup.number(width)
        markup.literal(" ")
        markup.number(height)
        markup.literal("\"")
        markup.attribute("width", width)
        markup.attribute("height", height)
        writeNames(to: &markup)
        if styled {
            markup.literal("<style>")
            markup.escaped(styles)
            markup.literal("</style>")
        }
        writePatterns(to: &markup)
        // The title and the description stand for the texts, which would be told one by one.
        if !title.isEmpty { markup.literal("<g aria-hidden=\"true\">") }
        writeMarks(to: &markup)
        if !title.isEmpty { markup.literal("</g>") }
        markup.literal("</svg>")
        return markup.bytes
    }

    /// Texts that follow each other and look alike say only once how.
    func writeMarks(to markup: inout MarkupWriter) {
        if let knownMarkup { return markup.bytes(knownMarkup) }
        var look: TextLook?
        for mark in marks {
            let own: TextLook? = if case .text(let text) = mark { TextLook(text) } else { nil }
            if own != look {
                if look != nil { markup.literal("</g>") }
                if let own { markup.open(own) }
                look = own
            }
            markup.write(mark, id: id)
        }
        if look != nil { markup.literal("</g>") }
    }

    private func writeNames(to markup: inout MarkupWriter) {
        if title.isEmpty {
            markup.literal(" aria-hidden=\"true\">")
            return
        }
        markup.literal(" role=\"img\" aria-labelledby=\"")
        markup.raw(id)
        if !description.isEmpty {
            markup.literal("-t\" aria-describedby=\"")
            markup.raw(id)
            markup.literal("-d\"><title id=\"")
        } else {
            markup.literal("-t\"><title id=\"")
        }
        markup.raw(id)
        markup.literal("-t\">")
        markup.escaped(title)
        markup.literal("</title>")
        if description.isEmpty { return }
        markup.literal("<desc id=\"")
        markup.raw(id)
        markup.literal("-d\">")
        markup.escaped(description)
        markup.literal("</desc>")
    }

    /// The rules of the style sheet that its marks need, and the colours for dark screens.
    private var styles: String {
        var used: Set<Substring> = ["chart"]
        for mark in marks { used.formUnion(mark.role.split(separator: " ")) }
        if marks.contains(where: \.isHatched) {
            used.formUnion(["c-paper", "c-ac", "c-ink", "c-bad", "c-muted-fill"])
        }
        let rules = chartStyleSheet.split(separator: "\n").filter { rule in
            rule.prefix { $0 != "{" }.split { ", ".contains($0) }.contains { selector in
                selector.split(separator: ".").contains { used.contains($0) }
            }
        }
        let dark = ".chart { \(ChartPalette.dark.declarations) }"
        return rules.joined(separator: "\n") + "\n@media (prefers-color-scheme: dark) { \(dark) }\n"
    }

    private func writePatterns(to markup: inout MarkupWriter) {
        var used: Set<HatchPattern> = []
        for case .rectangle(_, _, let pattern?, _) in marks { used.insert(pattern) }
        if used.isEmpty { return }
        markup.literal("<defs>")
        for pattern in HatchPattern.allCases where used.contains(pattern) {
            markup.raw("<pattern id=\"\(id)-\(pattern.rawValue)\" patternUnits=\"userSpaceOnUse\"")
            markup.raw(pattern.markup)
            markup.literal("</pattern>")
        }
        markup.literal("</defs>")
    }
}

extension HatchPattern {
    /// The attributes of the pattern's element behind its id, and what stands in it.
    fileprivate var markup: String {
        switch self {
        case .forecast:
            """
             width="4" height="4" patternTransform="rotate(45)">\
            <rect class="c-paper" width="4" height="4"/><rect class="c-ac" width="1.4" height="4"/>
            """
        case .watch:
            """
             width="4" height="4">\
            <rect class="c-paper" width="4" height="4"/>\
            <rect class="c-ink" x="0.4" y="0.4" width="1.4" height="1.4"/>\
            <rect class="c-ink" x="2.4" y="2.4" width="1.4" height="1.4"/>
            """
        case .risk:
            """
             width="4" height="4" patternTransform="rotate(45)">\
            <rect class="c-paper" width="4" height="4"/><rect class="c-bad" width="2" height="4"/>\
            <rect class="c-bad" width="4" height="1.4"/>
            """
        case .unknown:
            """
             width="4" height="5">\
            <rect class="c-paper" width="4" height="5"/><rect class="c-muted-fill" width="4" height="0.8"/>
            """
        }
    }
}
