import Mustache

/// How a site looks: templates that are known to be whole, words by language, colours, assets.
package struct Theme: Sendable {
    package let name: String
    let library: MustacheLibrary
    /// The tags of each template, to look names up in.
    let syntax: [String: [TemplateNode]]
    /// By language code.
    let words: [String: Words]
    /// Names and values of custom properties, in the theme's order.
    let lightTokens: [(name: String, value: String)]
    let darkTokens: [(name: String, value: String)]
    /// In the order in which a page asks for them.
    let stylesheets: [Asset]
    /// Everything else under `assets/`, by path.
    let otherAssets: [Asset]

    struct Asset: Sendable {
        /// Relative to `assets/`.
        var path: String
        var bytes: [UInt8]
    }

    /// The languages that the theme has words for.
    package var languages: [String] { words.keys.sorted() }

    /// Markup of a template that `read` has checked.
    func render(_ template: String, _ view: ViewValue) -> String {
        library.render(view.rendered, withTemplate: template) ?? ""
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
