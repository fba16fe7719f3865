import BundledFiles
import Diagnostics
import FileAccess
import PageRendering
import ReportModel

/// The theme of the settings with those that it extends; nil, with the reason, where it can't be used.
func readTheme(
    _ workspace: Workspace, _ inputs: WorkspaceInputs?, _ found: inout [Diagnostic]
) throws -> Theme? {
    var place = SourceLocation(path: WorkspaceInputs.settingsPath)
    var name = inputs?.settings.site.theme ?? "boardroom"
    var chain: [ThemeFiles] = []
    while true {
        if chain.contains(where: { $0.name == name }) {
            found.append(
                Diagnostic(
                    id: "theme-recursion", "the theme '\(name)' extends itself",
                    remedy: "take one of the lines 'extends:' away", at: place))
            return nil
        }
        guard let files = try themeFiles(name, workspace, at: place, &found) else { return nil }
        let theme = ThemeFiles(name: name, files: files)
        chain.insert(theme, at: 0)
        guard let parent = theme.parent else { break }
        (name, place) = parent
    }
    return Theme.read(chain: chain, diagnostics: &found)
}

/// The files of a theme: those that come with the program, and over them those of the workspace.
private func themeFiles(
    _ name: String, _ workspace: Workspace, at place: SourceLocation, _ found: inout [Diagnostic]
) throws -> [String: [UInt8]]? {
    var files = BundledFiles.own.folder("themes/" + name)
    do {
        let isName = !name.isEmpty && !name.contains("/") && !name.hasPrefix(".")
        if isName, try hasFile("themes/" + name, workspace) {
            let listing = try workspace.files(in: "themes/" + name)
            found += listing.diagnostics
            for file in listing.files {
                files[String(file.path.dropFirst("themes/\(name)/".count))] = try file.read()
            }
        }
    } catch let error as FileError {
        guard let diagnostic = error.diagnostic(at: place) else { throw error }
        found.append(diagnostic)
        return nil
    }
    if !files.isEmpty { return files }
    found.append(
        Diagnostic(
            id: "theme-missing", "there is no theme '\(name)'",
            remedy: "add themes/\(name)/, or use boardroom or plain", at: place))
    return nil
}
