import Glibc

/// A file or folder of the workspace, vetted to be inside of it.
package struct WorkspaceFile: Hashable, Sendable {
    /// As the author wrote it, relative to the workspace.
    package let path: String
    /// Absolute, without links: for the system and for programs that open files themselves.
    package let place: String

    init(path: String, place: String) {
        self.path = path
        self.place = place
    }

    /// Whether it is a file or a folder; a device is neither and an error.
    package func kind() throws(FileError) -> FileError.Kind {
        var status = stat()
        guard stat(place, &status) == 0 else { throw FileError(.open, path, code: errno) }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return .file
        case S_IFDIR: return .folder
        default: throw .wrongKind(path: path, expected: .file)
        }
    }

    /// All bytes of the file.
    package func read() throws(FileError) -> [UInt8] { try open().readAll() }

    /// The file to be read in order, by default a mebibyte at a time.
    package func chunks(of length: Int = 1 << 20) throws(FileError) -> FileChunks {
        FileChunks(try open(), of: length)
    }

    /// The file to be read in any order.
    package func open() throws(FileError) -> OpenFile { try OpenFile(place: place, path: path) }
}
