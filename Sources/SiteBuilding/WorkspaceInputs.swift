import BundledFiles
import ConfigReading
package import Diagnostics
import FigureJudging
package import FigureWording
package import FileAccess
import KPIComputing
package import PageBinding
package import PageRendering
package import ReportModel

/// Settings, catalogue, language and pages: all that is read before the tables.
package struct WorkspaceInputs: Sendable {
    package var workspace: Workspace
    package var settings: Settings
    package var catalogue: Catalogue
    /// Of the site, the first one first.
    package var languages: [Language]
    package var written: WorkspacePages
    /// What happened in the company, for the charts of its periods.
    package var events: [Remark]
    package var diagnostics: [Diagnostic]
    package var options: BuildOptions

    /// The first language.
    package var language: Language { languages[0] }
    /// The pages of the first language.
    package var pages: [BoundPage] { written.pages[language.code] ?? [] }
    /// The dimensions each of whose values has a page.
    var partDimensions: [String] {
        Set((written.forms[language.code] ?? []).compactMap(\.each)).sorted()
    }
    /// The folders of what is written about single values.
    var textFolders: Set<String> {
        Set((written.forms[language.code] ?? []).compactMap { $0.each.map(folder(of:)) })
    }
    var ground: BindingGround { BindingGround(settings: settings, catalogue: catalogue) }

    static let settingsPath = "content/revsite.yml"
}

/// Reads a workspace's settings, catalogue and pages.
///
/// - Returns: nil inputs when the settings can't be used; every diagnostic there is in any case.
/// - Throws: `FileError` when the disk fails.
package func readInputs(
    _ workspace: Workspace, options: BuildOptions, readsPages: Bool = true
) throws -> (inputs: WorkspaceInputs?, diagnostics: [Diagnostic]) {
    var found: [Diagnostic] = []
    guard try hasFile(WorkspaceInputs.settingsPath, workspace) else {
        found.append(
            Diagnostic(
                id: "file-missing", "there is no \(WorkspaceInputs.settingsPath) here",
                remedy: "run 'revsite init' for a small workspace, or name yours with --workspace"))
        return (nil, found)
    }
    guard let text = try readText(WorkspaceInputs.settingsPath, workspace, &found) else {
        return (nil, found)
    }
    let settings = readSettings(
        text, path: WorkspaceInputs.settingsPath, periodOverride: options.period,
        diagnostics: &found)
    var catalogue = builtInCatalogue.catalogue
    found += builtInCatalogue.diagnostics
    if try hasFile("content/metrics.yml", workspace),
        let own = try readText("content/metrics.yml", workspace, &found)
    {
        readCatalogue(
            own, path: "content/metrics.yml", isBuiltIn: false, into: &catalogue,
            diagnostics: &found)
    }
    found += validate(catalogue)
    found += settings.map { FigureJudging.validate($0.checks, catalogue) } ?? []
    guard let settings else { return (nil, found) }
    let languages = settings.site.languages.compactMap { readLanguage($0, &found) }
    guard !languages.isEmpty else { return (nil, found) }
    let ground = BindingGround(settings: settings, catalogue: catalogue)
    let written = readsPages ? try readPages(workspace, ground, &found) : WorkspacePages()
    let events = readsPages ? try readEvents(workspace, ground, &found) : []
    let inputs = WorkspaceInputs(
        workspace: workspace, settings: settings, catalogue: catalogue, languages: languages,
        written: written, events: events, diagnostics: found, options: options)
    return (inputs, found)
}

/// The metrics that come with the program, read once: a preview asks for them with every change.
let builtInCatalogue: (catalogue: Catalogue, diagnostics: [Diagnostic]) = {
    var catalogue = Catalogue()
    var found: [Diagnostic] = []
    readCatalogue(
        BundledFiles.own.text("catalogue/metrics.yml") ?? "", path: "(built-in)/metrics.yml",
        isBuiltIn: true, into: &catalogue, diagnostics: &found)
    return (catalogue, found)
}()

private func readLanguage(_ code: String, _ found: inout [Diagnostic]) -> Language? {
    let path = "languages/\(code).yml"
    guard let text = BundledFiles.own.text(path),
        let node = readYAML(text, path: "(built-in)/" + path, diagnostics: &found)
    else { return nil }
    return Language(node, diagnostics: &found)
}

func hasFile(_ path: String, _ workspace: Workspace) throws -> Bool {
    do {
        _ = try workspace.locate(path)
        return true
    } catch .notFound {
        return false
    } catch .outsideWorkspace {
        // It is there, and reading it will say what is wrong with it.
        return true
    }
}

/// A text file, or nil with a diagnostic when it is missing, outside or no UTF-8.
func readText(
    _ path: String, _ workspace: Workspace, _ found: inout [Diagnostic]
) throws -> String? {
    do {
        let bytes = try workspace.locate(path).read()
        let offset = bytes.firstIndex(of: 0) ?? Int.max
        if offset == Int.max, let text = String(validating: bytes, as: UTF8.self) { return text }
        let first = min(offset, firstInvalidByte(bytes) ?? Int.max)
        let before = bytes[..<min(first, bytes.count)]
        let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        found.append(
            Diagnostic(
                id: "encoding-invalid",
                first == offset ? "a NUL byte in a text" : "a byte that is not UTF-8",
                remedy: first == offset ? "remove it" : "save the file as UTF-8",
                at: SourceLocation(
                    path: path, line: before.count { $0 == UInt8(ascii: "\n") } + 1,
                    column: before.count - lineStart + 1)))
        return nil
    } catch {
        guard let diagnostic = error.diagnostic(at: SourceLocation(path: path)) else {
            throw error
        }
        found.append(diagnostic)
        return nil
    }
}

/// Where the first bytes stand that are no character.
private func firstInvalidByte(_ bytes: [UInt8]) -> Int? {
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var offset = 0
    while true {
        switch decoder.decode(&iterator) {
        case .scalarValue(let scalar): offset += UTF8.width(scalar)
        case .emptyInput: return nil
        case .error: return offset
        }
    }
}
