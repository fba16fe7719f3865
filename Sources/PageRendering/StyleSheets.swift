import ChartDrawing
import FigureWording
import PageBinding
import ReportModel

/// The style sheets of a site, named by what is in them.
struct StyleSheets {
    private(set) var files: [RenderedFile] = []
    /// Relative to the site's root, in the order in which a page asks for them.
    private(set) var paths: [String] = []
    private(set) var scripts: [String] = []
    private(set) var icon: String?

    init(_ site: SitePages, _ theme: Theme, words: Words, contentHash: ([UInt8]) -> String) {
        let own = Self.tokens(theme) + chartStyleSheet + Self.pageRules(site, theme, words)
        var sheets = [Theme.Asset(path: "site.css", bytes: Array(own.utf8))]
        sheets += theme.stylesheets
        for sheet in sheets {
            paths.append(add(sheet, ".css", contentHash))
        }
        for script in theme.scripts {
            scripts.append(add(script, ".js", contentHash))
        }
        if let own = theme.icon { icon = add(own, ".svg", contentHash) }
        // Fonts and pictures keep their names, since the style sheets call them by those.
        files += theme.otherAssets.map { RenderedFile(path: "assets/\($0.path)", bytes: $0.bytes) }
    }

    /// Adds a file under a name that says what is in it.
    private mutating func add(
        _ asset: Theme.Asset, _ ending: String, _ contentHash: ([UInt8]) -> String
    ) -> String {
        let stem =
            asset.path.hasSuffix(ending) ? String(asset.path.dropLast(ending.count)) : asset.path
        let path = "assets/\(stem).\(contentHash(asset.bytes).prefix(8))\(ending)"
        files.append(RenderedFile(path: path, bytes: asset.bytes))
        return path
    }

    /// Colours: those of the theme over those of the charts. Paper is light.
    private static func tokens(_ theme: Theme) -> String {
        func declarations(
            _ palette: ChartPalette, _ own: [(name: String, value: String)]
        ) -> String {
            let rest = palette.colors.filter { color in !own.contains { $0.name == color.name } }
            return
                (rest.map { "--\($0.name): \($0.hex);" }
                + own.map { "--\($0.name): \($0.value);" }).joined(separator: " ")
        }
        let further = theme.furtherTokens.map { "--\($0.name): \($0.value);" }
            .joined(separator: " ")
        return """
            :root { color-scheme: light dark; \(declarations(.light, theme.lightTokens)) \(further) }
            @media screen and (prefers-color-scheme: dark) {
              :root { \(declarations(.dark, theme.darkTokens)) }
            }

            """
    }

    /// What runs along the edges of printed pages, which only a style sheet can say.
    private static func pageRules(_ site: SitePages, _ theme: Theme, _ words: Words) -> String {
        let settings = site.settings
        let period = site.language.text(settings.period)
        let company = quoted("\(settings.companyName) · \(settings.site.title) · \(period)")
        let asOf = quoted("\(words[.asOf].capitalisedFirst) \(site.language.text(settings.asOf))")
        let parts = words[.pageOf].components(around: ["{page}", "{pages}"])
        let counters = parts.map { part in
            switch part {
            case "{page}": "counter(page)"
            case "{pages}": "counter(pages)"
            default: quoted(part)
            }
        }.joined(separator: " ")
        var rules = """
            @page {
              size: \(theme.paper.size);
              margin: \(theme.paper.margin);
              @top-left { content: \(company); }
              @bottom-left { content: \(asOf); }
              @bottom-right { content: \(counters); }
            }

            """
        let titles =
            site.pages.filter { !$0.slug.contains("/") }
            .map { ($0.slug, $0.section ?? $0.title) }
            + site.series.map { ($0.directory, $0.page.section ?? $0.page.title) }
            + [("definitions", words[.definitions]), ("audit", words[.audit])]
        for (slug, title) in titles {
            let name = pageName(slug)
            rules += "@page \(name) { @top-right { content: \(quoted(title)); } }\n"
            rules += ".\(name) { page: \(name); }\n"
        }
        return rules
    }

    /// The class and the printed page of a slug: letters, digits and hyphens only.
    static func pageName(_ slug: String) -> String {
        "page-"
            + slug.utf8.map { byte in
                switch byte {
                case 48...57, 97...122, 45: String(UnicodeScalar(byte))
                default: "_" + String(byte, radix: 16)
                }
            }.joined()
    }

    /// A text as a string of CSS; anything that could end it is written by its number.
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\", "<", ">", "&": result += "\\" + String(scalar.value, radix: 16) + " "
            case _ where scalar.value < 32 || scalar.value == 127: result += " "
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

extension String {
    /// The text cut at some words, which are kept.
    fileprivate func components(around words: [String]) -> [String] {
        var parts: [String] = []
        var current = ""
        var rest = self[...]
        while !rest.isEmpty {
            if let word = words.first(where: { rest.hasPrefix($0) }) {
                if !current.isEmpty { parts.append(current) }
                parts.append(word)
                current = ""
                rest = rest.dropFirst(word.count)
            } else {
                current.append(rest.removeFirst())
            }
        }
        if !current.isEmpty { parts.append(current) }
        return parts
    }
}
