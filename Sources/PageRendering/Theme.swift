/// How a site looks: templates that are known to be whole, words by language, colours, assets.
package struct Theme: Sendable {
    package let name: String
    let templates: TemplateRenderer
    /// By language code.
    let words: [String: Words]
    /// Names and values of custom properties, in the theme's order.
    let lightTokens: [(name: String, value: String)]
    let darkTokens: [(name: String, value: String)]
    /// Of type, space and charts, as they are called in style sheets: `type-size`.
    let furtherTokens: [(name: String, value: String)]
    let paper: Paper
    /// In the order in which a page asks for them.
    let stylesheets: [Asset]
    /// What a page may do without.
    let scripts: [Asset]
    let icon: Asset?
    /// Everything else under `assets/`, by path.
    let otherAssets: [Asset]

    /// The sheets that pages are printed on.
    struct Paper: Sendable {
        /// As style sheets have it: `A4 landscape`, `254mm 142.875mm`.
        var size = "A4 landscape"
        var margin = "21mm 12mm 16mm"

        /// The sizes by the names that a theme may give.
        static let sizes = [
            "A4 landscape": "A4 landscape", "A4 portrait": "A4 portrait",
            "A3 landscape": "A3 landscape", "Letter landscape": "letter landscape",
            "Letter portrait": "letter portrait", "16:9": "338.667mm 190.5mm",
        ]
    }

    struct Asset: Sendable {
        /// Relative to `assets/`.
        var path: String
        var bytes: [UInt8]
    }

    /// The languages that the theme has words for.
    package var languages: [String] { words.keys.sorted() }

    /// Markup of a template that `read` has checked.
    ///
    /// - Parameter levels: what it sees, the innermost last.
    func render(_ template: String, _ levels: [ViewRecord]) -> [UInt8] {
        templates.render(template, levels)
    }
}

/// A file of the site, its path relative to the site's root.
package struct RenderedFile: Sendable {
    package var path: String
    package var bytes: [UInt8]

    package init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }

    init(path: String, text: String) { self.init(path: path, bytes: Array(text.utf8)) }
}
