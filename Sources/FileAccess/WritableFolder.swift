import Glibc

/// A folder of the workspace that the program itself makes, fills and removes.
///
/// No link is followed in it, and files are made new, never changed: they may be shared with
/// another folder by hard links. Files have the mode 0644 and folders 0755, whatever the umask.
package struct WritableFolder: Hashable, Sendable {
    /// Relative to the workspace.
    package let path: String
    let place: String

    /// A folder that need not be there yet; those around it may not be links.
    package init(_ path: String, in workspace: Workspace) throws(FileError) {
        let path = try RelativePath(path)
        self.path = path.text
        place = workspace.root + "/" + path.text
        for folder in path.folders {
            _ = try Self.isFolder(workspace.root + "/" + folder, path: folder)
        }
    }

    /// Whether it is there; a link or a file in its place is an error.
    package func exists() throws(FileError) -> Bool { try Self.isFolder(place, path: path) }

    /// Makes it and the folders around it where they are missing.
    package func make() throws(FileError) {
        if mkdir(place, 0o755) == 0 {
            if chmod(place, 0o755) != 0 { throw FileError(.makeFolder, path, code: errno) }
            return
        }
        let code = errno
        switch code {
        case EEXIST:
            if try exists() { return }
            // Removed meanwhile, which nobody but us should do.
            throw .failed(path: path, operation: .makeFolder, code: code)
        case ENOENT:
            guard let around = parent else { throw FileError(.makeFolder, path, code: code) }
            try around.make()
            try make()
        case ENOTDIR:
            throw .wrongKind(path: parent?.path ?? path, expected: .folder)
        default:
            throw FileError(.makeFolder, path, code: code)
        }
    }

    /// Makes a new file, and the folders that its path goes through.
    package func write(_ bytes: [UInt8], to name: RelativePath) throws(FileError) {
        let place = place(of: name)
        let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
        var descriptor = Glibc.open(place, flags, 0o644)
        if descriptor < 0, errno == ENOENT {
            try at(name).parent?.make()
            descriptor = Glibc.open(place, flags, 0o644)
        }
        guard descriptor >= 0 else { throw FileError(.write, at(name).path, code: errno) }
        var code = fchmod(descriptor, 0o644) == 0 ? 0 : errno
        var written = 0
        while written < bytes.count, code == 0 {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.write(
                    descriptor, buffer.baseAddress?.advanced(by: written), bytes.count - written)
            }
            if count >= 0 { written += count } else if errno != EINTR { code = errno }
        }
        // Some file systems say only here that there was no space.
        if close(descriptor) != 0, code == 0, errno != EINTR { code = errno }
        if code != 0 { throw .failed(path: at(name).path, operation: .write, code: code) }
    }

    /// All bytes of a file of this folder, or nil if there is no regular file.
    package func read(_ name: RelativePath) throws(FileError) -> [UInt8]? {
        do {
            return try open(name)?.readAll()
        } catch .notFound, .wrongKind {
            return nil
        }
    }

    /// Makes a file by a hard link to that of another folder if that has exactly these bytes and
    /// the right mode; else does nothing and says false.
    package func link(
        _ name: RelativePath, from other: WritableFolder, ifItHas bytes: [UInt8]
    ) throws(FileError) -> Bool {
        guard let old = try? other.open(name), old.size == bytes.count, old.mode == 0o644,
            let found = try? old.readAll(), found == bytes
        else { return false }
        // By its number: the file linked is the file compared.
        let source = "/proc/self/fd/\(old.descriptor)"
        let target = at(name)
        if linkat(AT_FDCWD, source, AT_FDCWD, target.place, AT_SYMLINK_FOLLOW) == 0 { return true }
        guard errno == ENOENT else { return false }
        try target.parent?.make()
        return linkat(AT_FDCWD, source, AT_FDCWD, target.place, AT_SYMLINK_FOLLOW) == 0
    }

    /// The names of what lies in it, sorted by bytes, hidden ones too; none if it isn't there.
    package func names() throws(FileError) -> [String] {
        try exists() ? FolderEntries(place: place, path: path).names : []
    }

    /// A file or folder in it.
    package func at(_ name: RelativePath) -> WritableFolder {
        WritableFolder(path: path + "/" + name.text, place: place + "/" + name.text)
    }

    /// Where a file in it lies.
    func place(of name: RelativePath) -> String { place + "/" + name.text }

    private init(path: String, place: String) {
        self.path = path
        self.place = place
    }

    /// nil for a folder at the top of the workspace.
    var parent: WritableFolder? {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return nil }
        let length = path.utf8.distance(from: slash, to: path.utf8.endIndex)
        return WritableFolder(
            path: String(Substring(path.utf8[..<slash])),
            place: String(Substring(place.utf8.dropLast(length))))
    }

    /// nil if a link is in the way.
    private func open(_ name: RelativePath) throws(FileError) -> OpenFile? {
        let file = at(name)
        let opened = try OpenFile(place: file.place, path: file.path)
        // Only the last component was checked for a link; the system knows where the way led.
        var way = [CChar](repeating: 0, count: file.place.utf8.count + 1)
        let length = readlink("/proc/self/fd/\(opened.descriptor)", &way, way.count)
        guard length >= 0,
            way.prefix(length).lazy.map(UInt8.init(bitPattern:)).elementsEqual(file.place.utf8)
        else { return nil }
        return opened
    }

    private static func isFolder(_ place: String, path: String) throws(FileError) -> Bool {
        var status = stat()
        if lstat(place, &status) != 0 {
            if errno == ENOENT { return false }
            if errno == ENOTDIR { throw .wrongKind(path: path, expected: .folder) }
            throw FileError(.open, path, code: errno)
        }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            throw .wrongKind(path: path, expected: .folder)
        }
        return true
    }
}
