import CRenameExchange
import Glibc

extension WritableFolder {
    /// Swaps two folders that are both there in one step: at no moment is one of them missing.
    package func exchange(with other: WritableFolder) throws(FileError) {
        let code = revsite_rename_exchange(place, other.place)
        if code != 0 { throw .failed(path: other.path, operation: .exchange, code: code) }
    }

    /// Gives it the path of another folder, which must be missing or empty.
    package func rename(to other: WritableFolder) throws(FileError) {
        if Glibc.rename(place, other.place) != 0 {
            throw .failed(path: other.path, operation: .rename, code: errno)
        }
    }

    /// Removes it with everything in it; links are removed, not followed. It may be missing.
    package func remove() throws(FileError) {
        try Self.remove(Array(place.utf8CString), of: AT_FDCWD, path: path)
    }

    private static func remove(
        _ name: [CChar], of folder: Int32, path: String
    ) throws(FileError) {
        let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
        let descriptor = openat(folder, name, flags)
        guard descriptor >= 0 else {
            switch errno {
            case ENOENT: return
            case ENOTDIR, ELOOP: return try removeEntry(name, of: folder, flags: 0, path: path)
            default: throw FileError(.remove, path, code: errno)
            }
        }
        defer { close(descriptor) }
        // Reading the names closes what it reads from.
        let reading = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        guard reading >= 0 else { throw FileError(.remove, path, code: errno) }
        for entry in try FolderEntries(descriptor: reading, path: path).entries {
            if entry.isFolder {
                try remove(entry.name, of: descriptor, path: path + "/" + entry.shown)
            } else {
                try removeEntry(
                    entry.name, of: descriptor, flags: 0, path: path + "/" + entry.shown)
            }
        }
        try removeEntry(name, of: folder, flags: AT_REMOVEDIR, path: path)
    }

    private static func removeEntry(
        _ name: [CChar], of folder: Int32, flags: Int32, path: String
    ) throws(FileError) {
        if unlinkat(folder, name, flags) != 0, errno != ENOENT {
            throw .failed(path: path, operation: .remove, code: errno)
        }
    }
}
