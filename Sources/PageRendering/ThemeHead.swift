import ConfigReading
import Diagnostics
import ReportModel

/// What the `theme.yml` of a theme and of those that it extends say.
struct ThemeHead: Sendable {
    private(set) var stylesheets: [(name: String, location: SourceLocation)] = []
    private(set) var scripts: [(name: String, location: SourceLocation)] = []
    /// Sheets and scripts that one of the themes asks for; those of the last one are all that is used.
    private(set) var mentioned: Set<String> = []
    private(set) var light: [(name: String, value: String)] = []
    private(set) var dark: [(name: String, value: String)] = []
    /// Of type, space and charts.
    private(set) var further: [(name: String, value: String)] = []
    private(set) var paper = Theme.Paper()

    /// What charts take from a theme besides colours.
    static let chartTokens = ["font", "outline", "line"]

    /// Reads one file; what it says takes the place of what was read before.
    mutating func read(_ text: String, path: String, _ found: inout [Diagnostic]) {
        guard let root = readYAML(text, path: path, diagnostics: &found),
            var cursor = YAMLCursor(root, name: "theme", diagnostics: &found)
        else { return }
        _ = cursor.text("name", &found)
        _ = cursor.text("extends", &found)
        let sheets = cursor.texts("stylesheets", &found).map { ($0.value, $0.location) }
        mentioned.formUnion(sheets.map(\.0))
        if !sheets.isEmpty { stylesheets = sheets }
        if let node = cursor.take("scripts") {
            scripts = node.scalarTexts(named: "scripts", &found).map { ($0.value, $0.location) }
            mentioned.formUnion(scripts.map(\.name))
        }
        if var tokens = cursor.map("tokens", &found) {
            Self.put(declarations("light", &tokens, &found), over: &light)
            Self.put(declarations("dark", &tokens, &found), over: &dark)
            for group in ["type", "space", "chart"] {
                let own = declarations(group, &tokens, &found, known: group == "chart")
                Self.put(own.map { ("\(group)-\($0.name)", $0.value) }, over: &further)
            }
            tokens.finish(&found)
        }
        if var sheet = cursor.map("paper", &found) {
            readPaper(&sheet, &found)
            sheet.finish(&found)
        }
        cursor.finish(&found)
    }

    private mutating func readPaper(_ sheet: inout YAMLCursor, _ found: inout [Diagnostic]) {
        if let node = sheet.take("size"), let name = node.scalarText(named: "paper.size", &found) {
            if let size = Theme.Paper.sizes[name] {
                paper.size = size
            } else {
                found.append(
                    Diagnostic(
                        id: "value-invalid", "'\(name)' is no size of paper",
                        remedy: didYouMean(name, among: Theme.Paper.sizes.keys.sorted()),
                        at: node.location))
            }
        }
        guard let node = sheet.take("margin"),
            let margin = node.scalarText(named: "paper.margin", &found)
        else { return }
        let parts = margin.split(separator: " ")
        if (1...4).contains(parts.count), parts.allSatisfy(Self.isLength) {
            paper.margin = margin
        } else {
            found.append(
                Diagnostic(
                    id: "value-invalid", "'\(margin)' is no margin of paper",
                    remedy: "write one to four lengths: 20mm 12mm", at: node.location))
        }
    }

    /// `12mm`, `0.5in`.
    private static func isLength(_ text: Substring) -> Bool {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        return !digits.isEmpty
            && ["mm", "cm", "in", "pt", ""].contains(text.dropFirst(digits.count))
    }

    /// Custom properties; a value that could end its declaration is refused.
    private func declarations(
        _ group: String, _ tokens: inout YAMLCursor, _ found: inout [Diagnostic],
        known isKnown: Bool = false
    ) -> [(name: String, value: String)] {
        guard var entries = tokens.map(group, &found) else { return [] }
        return entries.takeRest().compactMap { entry in
            guard let value = entry.value.scalarText(named: entry.key, &found) else { return nil }
            if isKnown, !Self.chartTokens.contains(entry.key) {
                found.append(
                    Diagnostic(
                        id: "unknown-key", "charts take no '\(entry.key)' from a theme",
                        remedy: didYouMean(entry.key, among: Self.chartTokens),
                        at: entry.value.location))
                return nil
            }
            let isPlain = !value.contains { ";{}<>\\".contains($0) || $0.isNewline }
            let isWhole =
                value.count { $0 == "(" } == value.count { $0 == ")" }
                && value.count { $0 == "\"" } % 2 == 0 && value.count { $0 == "'" } % 2 == 0
                && !value.contains("/*") && !value.lowercased().contains("url(")
            let isName = entry.key.utf8.allSatisfy { 97...122 ~= $0 || $0 == 45 || 48...57 ~= $0 }
            if isPlain, isWhole, isName { return (entry.key, value) }
            found.append(
                Diagnostic(
                    id: "token-invalid", "'\(entry.key): \(value)' is no property of a style sheet",
                    remedy: "write a name in lower case and a value: 'ink: \"#1b2430\"'",
                    at: entry.value.location))
            return nil
        }
    }

    private static func put(
        _ own: [(name: String, value: String)], over tokens: inout [(name: String, value: String)]
    ) {
        for (name, value) in own {
            if let place = tokens.firstIndex(where: { $0.name == name }) {
                tokens[place].value = value
            } else {
                tokens.append((name, value))
            }
        }
    }
}
