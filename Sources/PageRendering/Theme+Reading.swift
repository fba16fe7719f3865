internal import ConfigReading
package import Diagnostics
internal import ReportModel

extension Theme {
    /// The templates that pages are made with.
    static let pageTemplates = ["page", "definitions", "metric", "audit", "directory", "pack"]

    /// Reads a theme; nil when it can't be used, with the reasons in `diagnostics`.
    ///
    /// - Parameter chain: the theme after those that it extends, one upon the other: a file of a later one
    ///   takes the place of one of the same name, and its tokens of those of the same name.
    package static func read(
        chain: [ThemeFiles], diagnostics: inout [Diagnostic]
    ) -> Theme? {
        guard let last = chain.last else { return nil }
        var reading = ThemeReading(chain: chain)
        let theme = reading.theme(name: last.name)
        diagnostics += reading.found
        return reading.found.hasErrors ? nil : theme
    }

    /// Reads a theme that extends no other.
    package static func read(
        files: [String: [UInt8]], name: String, diagnostics: inout [Diagnostic]
    ) -> Theme? {
        read(chain: [ThemeFiles(name: name, files: files)], diagnostics: &diagnostics)
    }
}

/// The files of one theme.
package struct ThemeFiles: Sendable {
    /// The folder under `themes/`.
    package var name: String
    /// Bytes by path relative to the theme's folder: `theme.yml`, `templates/page.mustache`.
    package var files: [String: [UInt8]]

    package init(name: String, files: [String: [UInt8]]) {
        self.name = name
        self.files = files
    }

    /// The theme that it extends, with the place where it says so.
    package var parent: (name: String, location: SourceLocation)? {
        var ignored: [Diagnostic] = []
        guard let bytes = files["theme.yml"],
            let root = readYAML(
                String(decoding: bytes, as: UTF8.self), path: "themes/\(name)/theme.yml",
                diagnostics: &ignored),
            var cursor = YAMLCursor(root, name: "theme", diagnostics: &ignored),
            let node = cursor.take("extends"), let parent = node.text
        else { return nil }
        return (parent, node.location)
    }
}

private struct ThemeReading {
    let chain: [ThemeFiles]
    /// Of all themes of the chain.
    let files: [String: [UInt8]]
    /// Where each of them comes from.
    let folders: [String: String]
    var found: [Diagnostic] = []
    var head = ThemeHead()

    init(chain: [ThemeFiles]) {
        self.chain = chain
        var files: [String: [UInt8]] = [:]
        var folders: [String: String] = [:]
        for theme in chain {
            for (path, bytes) in theme.files {
                files[path] = bytes
                folders[path] = "themes/" + theme.name
            }
        }
        self.files = files
        self.folders = folders
    }

    private var folder: String { "themes/" + (chain.last?.name ?? "") }

    private var paths: [String] { files.keys.sorted() }

    mutating func theme(name: String) -> Theme {
        for theme in chain {
            let path = "themes/\(theme.name)/theme.yml"
            guard let bytes = theme.files["theme.yml"] else {
                found.append(
                    Diagnostic(
                        id: "theme-file-missing", "the theme has no theme.yml",
                        at: SourceLocation(path: path)))
                continue
            }
            head.read(String(decoding: bytes, as: UTF8.self), path: path, &found)
        }
        let syntax = templates()
        let words = words()
        check(syntax, words)
        // What takes itself in can't be put together.
        let whole = found.hasErrors ? [:] : syntax
        let assets = paths.filter { $0.hasPrefix("assets/") }.map { path in
            Theme.Asset(path: String(path.dropFirst(7)), bytes: files[path] ?? [])
        }
        let icon = assets.first { $0.path == "icon.svg" }
        let used = head.mentioned.union(["icon.svg"])
        return Theme(
            name: name, templates: TemplateRenderer(templates: whole), words: words,
            lightTokens: head.light, darkTokens: head.dark, furtherTokens: head.further,
            paper: head.paper, stylesheets: named(head.stylesheets, assets),
            scripts: named(head.scripts, assets), icon: icon,
            otherAssets: assets.filter { asset in !used.contains(asset.path) })
    }

    private mutating func named(
        _ names: [(name: String, location: SourceLocation)], _ assets: [Theme.Asset]
    ) -> [Theme.Asset] {
        names.compactMap { name, location in
            if let asset = assets.first(where: { $0.path == name }) { return asset }
            found.append(
                Diagnostic(
                    id: "theme-file-missing", "there is no assets/\(name)",
                    remedy: didYouMean(name, among: assets.map(\.path)), at: location))
            return nil
        }
    }

    private mutating func templates() -> [String: [TemplateNode]] {
        var syntax: [String: [TemplateNode]] = [:]
        for path in paths where path.hasPrefix("templates/") && path.hasSuffix(".mustache") {
            let name = String(path.dropFirst(10).dropLast(9))
            let text = String(decoding: files[path] ?? [], as: UTF8.self)
            var reader = TemplateReader(text, path: "\(folders[path] ?? folder)/\(path)")
            syntax[name] = reader.read()
            found += reader.diagnostics
        }
        for name in Theme.pageTemplates where syntax[name] == nil {
            report(
                "theme-file-missing", "the theme has no template '\(name)'",
                "templates/\(name).mustache")
        }
        return syntax
    }

    private mutating func words() -> [String: Words] {
        var words: [String: Words] = [:]
        for path in paths where path.hasPrefix("strings/") && path.hasSuffix(".yml") {
            guard let root = yaml(path),
                var cursor = YAMLCursor(root, name: "strings", diagnostics: &found)
            else { continue }
            var texts: [String: String] = [:]
            for entry in cursor.takeRest() {
                texts[entry.key] = entry.value.scalarText(
                    named: "strings.\(entry.key)", &found)
            }
            words[String(path.dropFirst(8).dropLast(4))] = Words(texts: texts)
        }
        if words.isEmpty {
            report(
                "theme-file-missing", "the theme has no strings/<language>.yml", "strings/en.yml")
        }
        let all = Set(words.values.flatMap { $0.texts.keys }.filter { !Words.isOptional($0) })
            .union(Words.Key.allCases.map(\.rawValue))
        for language in words.keys.sorted() {
            for key in all.sorted() where words[language]?.texts[key] == nil {
                report(
                    "string-missing", "the word '\(key)' is missing", "strings/\(language).yml",
                    remedy: "add a line '\(key): …'")
            }
        }
        return words
    }

    private mutating func check(_ syntax: [String: [TemplateNode]], _ words: [String: Words]) {
        // A word that a language lacks is said where its words are.
        let texts = words.values.reduce(into: [:]) { $0.merge($1.texts) { first, _ in first } }
        if texts.isEmpty { return }
        let words = Words(texts: texts)
        var check = TemplateCheck(syntax)
        check.check("page", with: PageView.specimen(words))
        check.check("definitions", with: DefinitionsView.specimen(words))
        check.check("metric", with: MetricView.specimen(words))
        check.check("audit", with: AuditView.specimen(words))
        check.check("directory", with: DirectoryView.specimen(words))
        check.check("pack", with: PackView.specimen(words))
        found += check.diagnostics.inReadingOrder()
    }

    private mutating func yaml(_ path: String) -> YAMLNode? {
        guard let bytes = files[path] else { return nil }
        return readYAML(
            String(decoding: bytes, as: UTF8.self), path: "\(folders[path] ?? folder)/\(path)",
            diagnostics: &found)
    }

    private mutating func report(
        _ id: String, _ message: String, _ path: String, remedy: String? = nil
    ) {
        found.append(
            Diagnostic(
                id: id, message, remedy: remedy,
                at: SourceLocation(path: "\(folders[path] ?? folder)/\(path)")))
    }
}
