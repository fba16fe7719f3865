import Glibc

/// Everything in and below a folder, hidden or not, with no link followed.
package struct FolderContents: Sendable {
    /// Regular files, sorted by the bytes of their paths, which are relative to the folder.
    package private(set) var files: [WorkspaceFile] = []
    /// Links, devices and names that aren't UTF-8, shown as well as they can be.
    package private(set) var others: [String] = []

    /// Looks through the folder that is the root here.
    package init(of root: Workspace) throws(FileError) {
        var folders = [root.folder]
        while let folder = folders.popLast() {
            let found = try FolderEntries(place: folder.place, path: folder.path).entries
            for entry in found {
                guard let name = entry.text, entry.isFolder || entry.isFile else {
                    others.append(folder.path(of: entry.shown))
                    continue
                }
                let child = folder.child(name)
                if entry.isFolder { folders.append(child) } else { files.append(child) }
            }
        }
        files.sort { byBytes($0.path, $1.path) }
        others.sort(by: byBytes)
    }
}
