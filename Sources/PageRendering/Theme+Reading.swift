internal import ConfigReading
package import Diagnostics
internal import Mustache
internal import ReportModel

extension Theme {
    /// The templates that pages are made with.
    static let pageTemplates = ["page", "definitions", "metric", "audit"]

    /// Reads a theme; nil when it can't be used, with the reasons in `diagnostics`.
    ///
    /// - Parameters:
    ///   - files: bytes by path relative to the theme's folder: `theme.yml`, `templates/page.mustache`.
    ///   - name: the folder under `themes/`.
    package static func read(
        files: [String: [UInt8]], name: String, diagnostics: inout [Diagnostic]
    ) -> Theme? {
        var reading = ThemeReading(files: files, folder: "themes/\(name)")
        let theme = reading.theme(name: name)
        diagnostics += reading.found
        return reading.found.hasErrors ? nil : theme
    }
}

private struct ThemeReading {
    let files: [String: [UInt8]]
    let folder: String
    var found: [Diagnostic] = []

    init(files: [String: [UInt8]], folder: String) {
        self.files = files
        self.folder = folder
    }

    private var paths: [String] { files.keys.sorted() }

    mutating func theme(name: String) -> Theme {
        var sheetNames: [(name: String, location: SourceLocation)] = []
        var light: [(name: String, value: String)] = []
        var dark: [(name: String, value: String)] = []
        if let root = yaml("theme.yml"),
            var cursor = YAMLCursor(root, name: "theme", diagnostics: &found)
        {
            _ = cursor.text("name", &found)
            sheetNames = cursor.texts("stylesheets", &found).map { ($0.value, $0.location) }
            if var tokens = cursor.map("tokens", &found) {
                light = colours("light", &tokens)
                dark = colours("dark", &tokens)
                tokens.finish(&found)
            }
            cursor.finish(&found)
        } else if files["theme.yml"] == nil {
            report("theme-file-missing", "the theme has no theme.yml", "theme.yml")
        }
        let (library, syntax) = templates()
        let words = words()
        check(syntax, words)
        let assets = paths.filter { $0.hasPrefix("assets/") }.map { path in
            Theme.Asset(path: String(path.dropFirst(7)), bytes: files[path] ?? [])
        }
        return Theme(
            name: name, library: library, syntax: syntax, words: words, lightTokens: light,
            darkTokens: dark, stylesheets: sheets(sheetNames, assets),
            otherAssets: assets.filter { asset in !sheetNames.contains { $0.name == asset.path } })
    }

    private mutating func sheets(
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

    /// Custom properties; a value that could end its declaration is refused.
    private mutating func colours(_ key: String, _ tokens: inout YAMLCursor)
        -> [(name: String, value: String)]
    {
        guard var entries = tokens.map(key, &found) else { return [] }
        return entries.takeRest().compactMap { entry in
            guard let value = entry.value.scalarText(named: entry.key, &found) else { return nil }
            let isPlain = !value.contains { ";{}<>\\".contains($0) || $0.isNewline }
            let isName = entry.key.utf8.allSatisfy { 97...122 ~= $0 || $0 == 45 || 48...57 ~= $0 }
            if isPlain, isName { return (entry.key, value) }
            found.append(
                Diagnostic(
                    id: "token-invalid", "'\(entry.key): \(value)' is no property of a style sheet",
                    remedy: "write a name in lower case and a colour: 'ink: \"#1b2430\"'",
                    at: entry.value.location))
            return nil
        }
    }

    private mutating func templates() -> (MustacheLibrary, [String: [TemplateNode]]) {
        var library = MustacheLibrary()
        var syntax: [String: [TemplateNode]] = [:]
        for path in paths where path.hasPrefix("templates/") && path.hasSuffix(".mustache") {
            let name = String(path.dropFirst(10).dropLast(9))
            let text = String(decoding: files[path] ?? [], as: UTF8.self)
            var reader = TemplateReader(text, path: "\(folder)/\(path)")
            syntax[name] = reader.read()
            if !reader.diagnostics.isEmpty {
                found += reader.diagnostics
                continue
            }
            do {
                // Values come escaped; the engine's own escaping misses a quote with an accent.
                try library.register("{{% CONTENT_TYPE: TEXT}}" + text, named: name)
            } catch {
                report("template-syntax", "not a template that can be read", path)
            }
        }
        for name in Theme.pageTemplates where syntax[name] == nil {
            report(
                "theme-file-missing", "the theme has no template '\(name)'",
                "templates/\(name).mustache")
        }
        return (library, syntax)
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
        guard let language = words.keys.sorted().first, let words = words[language] else { return }
        var check = TemplateCheck(syntax)
        check.check("page", with: PageView.specimen(words))
        check.check("definitions", with: DefinitionsView.specimen(words))
        check.check("metric", with: MetricView.specimen(words))
        check.check("audit", with: AuditView.specimen(words))
        found += check.diagnostics.inReadingOrder()
    }

    private mutating func yaml(_ path: String) -> YAMLNode? {
        guard let bytes = files[path] else { return nil }
        return readYAML(
            String(decoding: bytes, as: UTF8.self), path: "\(folder)/\(path)", diagnostics: &found)
    }

    private mutating func report(
        _ id: String, _ message: String, _ path: String, remedy: String? = nil
    ) {
        found.append(
            Diagnostic(
                id: id, message, remedy: remedy, at: SourceLocation(path: "\(folder)/\(path)")))
    }
}
