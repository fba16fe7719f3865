package import Diagnostics

/// What a folder or a pattern led to, and what there can't be read.
package struct FileListing: Sendable {
    /// Sorted by the bytes of their paths.
    package var files: [WorkspaceFile] = []
    /// Links that leave the workspace, names that aren't UTF-8 and the like.
    package var diagnostics: [Diagnostic] = []

    package init() {}

    mutating func refuse(_ error: FileError) throws(FileError) {
        guard let diagnostic = error.diagnostic(at: SourceLocation(path: error.path)) else {
            throw error
        }
        diagnostics.append(diagnostic)
    }

    mutating func refuseName(_ entry: FolderEntries.Entry, in folder: WorkspaceFile) {
        let path = folder.path(of: entry.shown)
        diagnostics.append(
            Diagnostic(
                id: "file-name-not-utf8", "the name '\(path)' isn't UTF-8",
                remedy: "rename the file", at: SourceLocation(path: path)))
    }

    mutating func sort() {
        files.sort { byBytes($0.path, $1.path) }
    }
}

extension Workspace {
    /// All files in and below a folder, but hidden ones and those in hidden folders.
    ///
    /// Links are followed inside the workspace; a folder that is reached twice is refused, which
    /// also ends loops.
    package func files(in folder: String) throws(FileError) -> FileListing {
        var walk = ListingWalk(workspace: self)
        try walk.add(folder.isEmpty ? self.folder : locate(folder))
        try walk.followLinks()
        walk.listing.sort()
        return walk.listing
    }
}

extension WorkspaceFile {
    func path(of name: String) -> String { path.isEmpty ? name : path + "/" + name }

    /// What a name that is no link leads to.
    func child(_ name: String) -> WorkspaceFile {
        WorkspaceFile(path: path(of: name), place: place + "/" + name)
    }
}

/// The files of a folder as they are found: real folders first, then links, so that a folder
/// reached twice keeps its own name.
private struct ListingWalk {
    let workspace: Workspace
    var listing = FileListing()
    private var seen: Set<String> = []
    private var links: [WorkspaceFile] = []

    init(workspace: Workspace) {
        self.workspace = workspace
    }

    mutating func add(_ folder: WorkspaceFile) throws(FileError) {
        var folders = [folder]
        while let folder = folders.popLast() {
            guard seen.insert(folder.place).inserted else {
                listing.diagnostics.append(
                    Diagnostic(
                        id: "folder-linked-twice",
                        "the folder '\(folder.path)' is listed under another name already",
                        remedy: "remove the link", at: SourceLocation(path: folder.path)))
                continue
            }
            let found = try FolderEntries(place: folder.place, path: folder.path).entries
            for entry in found where !entry.isHidden {
                guard let name = entry.text else {
                    listing.refuseName(entry, in: folder)
                    continue
                }
                let child = folder.child(name)
                if entry.isFolder {
                    folders.append(child)
                } else if entry.isFile {
                    listing.files.append(child)
                } else if entry.isLink {
                    links.append(child)
                } else {
                    try listing.refuse(.wrongKind(path: child.path, expected: .file))
                }
            }
        }
    }

    mutating func followLinks() throws(FileError) {
        while !links.isEmpty {
            let found = links.sorted { byBytes($0.path, $1.path) }
            links = []
            for link in found {
                do {
                    let target = try workspace.locate(RelativePath(link.path))
                    switch try target.kind() {
                    case .file: listing.files.append(target)
                    case .folder: try add(target)
                    }
                } catch {
                    try listing.refuse(error)
                }
            }
        }
    }
}
