import ConfigReading
package import Diagnostics
package import FileAccess
package import ReportModel
import Synchronization
import TableReading
import TableRecognising

/// What `revsite import` found out of a file.
package struct ImportAnswer: Sendable {
    /// The lines for `tables:`; nil where the file is no table.
    package var yaml: String?
    /// The settings that were changed.
    package var settingsPath: String?
    /// Rows of the file and rows that the table gets, where that was tried out.
    package var rows: (read: Int, used: Int)?
    package var diagnostics: [Diagnostic]
}

/// Looks at a file and says how `tables:` would have it; adds that to settings where they are named.
///
/// - Parameters:
///   - file: As the author wrote it, from where the author is or within `content/`.
///   - table: The table that the file is to be; nil finds it out.
///   - settings: The settings to add the table to, from where the author is.
/// - Throws: `FileError` where the disk fails.
package func importTable(
    _ file: String, as table: TableName?, into settings: String?, workspace: Workspace
) throws -> ImportAnswer {
    let found = try locate(file, workspace)
    let size = try found.file.open().size
    var notes: [String] = []
    if !found.isInside {
        notes.append("the file is not in content/: copy it to content/\(found.name)")
    }
    if found.name.contains(where: { "*?[".contains($0) }) {
        notes.append("the file's name would be read as a pattern of names: rename it")
    }
    let result = try recogniseTable(
        path: file, file: found.name, table: table, notes: notes, byteCount: size
    ) {
        try byteSource(found.file, path: file)
    }
    var answer = ImportAnswer(yaml: result.table?.yaml(), diagnostics: result.diagnostics)
    guard let recognised = result.table else { return answer }
    if let read = recognised.rowsRead, let used = recognised.rowsUsed {
        answer.rows = (read, used)
    }
    if let settings {
        answer.yaml = try add(recognised, to: settings, &answer.diagnostics)
        if answer.yaml != nil { answer.settingsPath = settings }
    }
    return answer
}

private struct FoundFile {
    var file: WorkspaceFile
    /// As `file:` has it; of a file elsewhere the place that it would be copied to.
    var name: String
    var isInside: Bool
}

private func locate(_ path: String, _ workspace: Workspace) throws(FileError) -> FoundFile {
    let (folder, name) = split(path)
    let content = (workspace.root == "/" ? "" : workspace.root) + "/content/"
    do {
        let here = try Workspace(root: folder)
        let file = try here.locate(name)
        let whole = (here.root == "/" ? "" : here.root) + "/" + name
        let isInside = whole.utf8.starts(with: content.utf8)
        let inner = String(decoding: whole.utf8.dropFirst(content.utf8.count), as: UTF8.self)
        return FoundFile(
            file: file, name: isInside ? inner : "data/" + name, isInside: isInside)
    } catch .notFound(let missing, let nearest) {
        guard !path.utf8.starts(with: "/".utf8),
            let file = try? workspace.locate(path, in: "content")
        else { throw .notFound(path: missing, nearest: nearest) }
        return FoundFile(file: file, name: path, isInside: true)
    }
}

/// The folder and the name in it.
private func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return (".", path) }
    let folder = String(path[..<slash])
    return (folder.isEmpty ? "/" : folder, String(path[path.utf8.index(after: slash)...]))
}

private final class Position: Sendable {
    let offset = Mutex(0)
}

private func byteSource(_ file: WorkspaceFile, path: String) throws -> ByteSource {
    let opened = try file.open()
    let position = Position()
    return ByteSource(path: path) { buffer, start in
        try position.offset.withLock { offset in
            var chunk: [UInt8] = []
            try opened.read(buffer.count - start, at: offset, into: &chunk)
            offset += chunk.count
            for (index, byte) in chunk.enumerated() { buffer[start + index] = byte }
            return chunk.count
        }
    }
}

/// Writes the settings with the table in them, all or nothing; the lines that were added.
private func add(
    _ table: RecognisedTable, to path: String, _ diagnostics: inout [Diagnostic]
) throws -> String? {
    let (folder, name) = split(path)
    let workspace = try Workspace(root: folder)
    guard let text = try readText(name, workspace, &diagnostics) else { return nil }
    let place = try workspace.locate(name).place
    guard place == (workspace.root == "/" ? "" : workspace.root) + "/" + name else {
        diagnostics.append(
            Diagnostic(
                id: "file-invalid", "the settings are a link to another file",
                remedy: "name the file itself", at: SourceLocation(path: path)))
        return nil
    }
    guard let new = insert(table, into: text, path: path, diagnostics: &diagnostics) else {
        return nil
    }
    var before: [Diagnostic] = []
    _ = readSettings(text, path: path, diagnostics: &before)
    var after: [Diagnostic] = []
    _ = readSettings(new.text, path: path, diagnostics: &after)
    let known = Set(before.map(\.message))
    let errors = after.filter { $0.severity == .error && !known.contains($0.message) }
    if !errors.isEmpty {
        diagnostics += errors
        return nil
    }
    try replace(name, in: workspace.root, by: Array(new.text.utf8))
    return new.added
}

/// Gives a file new bytes in one step.
private func replace(
    _ name: String, in folder: String, by bytes: [UInt8]
) throws(FileError) {
    let (around, own) = split(folder)
    let writable = try WritableFolder(own, in: Workspace(root: around))
    let draft = try RelativePath(".\(name).new")
    try writable.at(draft).remove()
    do {
        try writable.write(bytes, to: draft)
        try writable.at(draft).rename(to: writable.at(RelativePath(name)))
    } catch {
        try? writable.at(draft).remove()
        throw error
    }
}
