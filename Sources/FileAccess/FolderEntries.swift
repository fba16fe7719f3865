import Glibc

/// The names in one folder but `.` and `..`, sorted by their bytes.
struct FolderEntries {
    struct Entry {
        /// As on the disk, with the NUL at its end; not every name is UTF-8.
        var name: [CChar]
        var isFolder: Bool
        var isLink: Bool
        var isFile: Bool
        var inode: UInt64

        /// nil if the name isn't UTF-8.
        var text: String? { String(validating: name.dropLast(), as: UTF8.self) }
        var isHidden: Bool { name.first == dot }
        /// For messages: what isn't UTF-8 is shown as U+FFFD.
        var shown: String {
            String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }

    let entries: [Entry]

    /// The names that are UTF-8.
    var names: [String] { entries.compactMap(\.text) }

    /// The folder itself may not be a link.
    init(place: String, path: String) throws(FileError) {
        let descriptor = open(place, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.error(path, code: errno) }
        try self.init(descriptor: descriptor, path: path)
    }

    /// Reads the folder that is open here, and closes it.
    init(descriptor: Int32, path: String) throws(FileError) {
        guard let stream = fdopendir(descriptor) else {
            let code = errno
            close(descriptor)
            throw Self.error(path, code: code)
        }
        defer { closedir(stream) }
        var entries: [Entry] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else { break }
            let name = Self.name(of: entry)
            if name == [dot, 0] || name == [dot, dot, 0] { continue }
            let type = Self.type(of: entry, named: name, in: dirfd(stream))
            entries.append(
                Entry(
                    name: name, isFolder: type == S_IFDIR, isLink: type == S_IFLNK,
                    isFile: type == S_IFREG, inode: UInt64(entry.pointee.d_ino)))
        }
        guard errno == 0 else { throw Self.error(path, code: errno) }
        self.entries = entries.sorted { left, right in
            left.name.lexicographicallyPrecedes(right.name) {
                UInt8(bitPattern: $0) < UInt8(bitPattern: $1)
            }
        }
    }

    private static func error(_ path: String, code: Int32) -> FileError {
        switch code {
        case ENOTDIR, ELOOP: .wrongKind(path: path, expected: .folder)
        default: FileError(.list, path, code: code)
        }
    }

    /// Read where it lies: the entry ends with its name, short of the size of the C type.
    private static func name(of entry: UnsafeMutablePointer<dirent>) -> [CChar] {
        guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else {
            preconditionFailure("A field of a C struct has a place.")
        }
        let start = (UnsafeRawPointer(entry) + offset).assumingMemoryBound(to: CChar.self)
        return Array(UnsafeBufferPointer(start: start, count: strlen(start) + 1))
    }

    private static func type(
        of entry: UnsafeMutablePointer<dirent>, named name: [CChar], in folder: Int32
    ) -> mode_t {
        let type = mode_t(entry.pointee.d_type)
        if type != 0 { return type << 12 }
        // Some file systems don't say.
        var status = stat()
        return fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0
            ? status.st_mode & S_IFMT : 0
    }
}

private let dot = CChar(UInt8(ascii: "."))
