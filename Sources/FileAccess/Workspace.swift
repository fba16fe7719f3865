import Diagnostics
import Glibc

/// The folder of one report; whatever is read comes from inside of it.
package struct Workspace: Hashable, Sendable {
    /// Absolute and without links. For the system and other programs only: it never gets into output.
    package let root: String

    /// The workspace in this folder, which must be there.
    package init(root: String) throws(FileError) {
        let real = try realPath(of: root, named: root)
        var status = stat()
        guard stat(real, &status) == 0 else { throw FileError(.open, root, code: errno) }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw .wrongKind(path: root, expected: .folder)
        }
        self.root = real
    }

    /// The file or folder at a path as the author wrote it, relative to a folder of the workspace.
    ///
    /// Links are followed as long as they stay inside. What isn't there is `notFound`, with the
    /// nearest path that is.
    package func locate(
        _ path: String, in folder: String = ""
    ) throws(FileError) -> WorkspaceFile {
        let inner = try RelativePath(path)
        let whole = try folder.isEmpty ? inner : RelativePath(folder + "/" + inner.text)
        do {
            return try locate(whole)
        } catch .notFound {
            throw .notFound(path: whole.text, nearest: nearestPath(to: whole))
        }
    }

    /// The workspace itself as a folder.
    package var folder: WorkspaceFile { WorkspaceFile(path: "", place: root) }

    func locate(_ path: RelativePath) throws(FileError) -> WorkspaceFile {
        let text = path.text
        let place = try realPath(of: root + "/" + text, named: text)
        let inside = root == "/" ? root : root + "/"
        guard place.utf8.elementsEqual(root.utf8) || place.utf8.starts(with: inside.utf8) else {
            throw .outsideWorkspace(path: text, reason: "is a link that leaves the workspace")
        }
        return WorkspaceFile(path: text, place: place)
    }

    /// The path with its first missing component replaced by a similar name of the same folder.
    private func nearestPath(to path: RelativePath) -> String? {
        var there = folder
        for (index, component) in path.components.enumerated() {
            let next = there.path.isEmpty ? component : there.path + "/" + component
            if let path = try? RelativePath(next), let found = try? locate(path) {
                there = found
                continue
            }
            let names = (try? FolderEntries(place: there.place, path: there.path).names) ?? []
            guard let nearest = nearestName(to: component, among: names) else { return nil }
            let rest = [nearest] + path.components[(index + 1)...]
            return (there.path.isEmpty ? "" : there.path + "/") + rest.joined(separator: "/")
        }
        return nil
    }
}

/// The absolute path without links; what is missing or not UTF-8 is an error.
private func realPath(of place: String, named path: String) throws(FileError) -> String {
    guard let resolved = realpath(place, nil) else { throw FileError(.open, path, code: errno) }
    defer { free(resolved) }
    guard let text = String(validatingCString: resolved) else {
        throw .invalidPath(path: path, reason: "is a link to a name that isn't UTF-8")
    }
    return text
}
