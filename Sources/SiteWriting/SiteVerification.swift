package import FileAccess

/// How a copy of a site differs from its manifest.
package struct SiteVerification: Hashable, Sendable {
    /// Files of the manifest that aren't there.
    package private(set) var missing: [String] = []
    /// What is there, but not in the manifest.
    package private(set) var extra: [String] = []
    /// Files that don't have the hash of the manifest, or aren't regular files.
    package private(set) var changed: [String] = []

    /// Whether the copy is exactly the site.
    package var isWhole: Bool { missing.isEmpty && extra.isEmpty && changed.isEmpty }

    /// Compares a folder with the manifest in it; lists are sorted by bytes.
    package init(of folder: Workspace) throws {
        let contents = try FolderContents(of: folder)
        guard let file = contents.files.first(where: { $0.path == SiteManifest.fileName }),
            let manifest = SiteManifest(json: try file.read())
        else { throw SiteError.manifestUnreadable(folder: folder.root) }

        var unseen = manifest.files
        for path in contents.others {
            if unseen.removeValue(forKey: path) == nil {
                extra.append(path)
            } else {
                changed.append(path)
            }
        }
        for file in contents.files where !SiteStaging.ownNames.contains(file.path) {
            guard let expected = unseen.removeValue(forKey: file.path) else {
                extra.append(file.path)
                continue
            }
            if try Self.digest(of: file) != expected { changed.append(file.path) }
        }
        missing = unseen.keys.sorted(by: byBytes)
        extra.sort(by: byBytes)
        changed.sort(by: byBytes)
    }

    private static func digest(of file: WorkspaceFile) throws(FileError) -> String {
        var digest = Digest256()
        var chunks = try file.chunks()
        var chunk: [UInt8] = []
        while try chunks.next(into: &chunk) { digest.update(chunk) }
        return digest.finish()
    }
}
