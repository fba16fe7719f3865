import Glibc

/// What the system says of a file without opening it: with the same stamp it has the same bytes, unless
/// it was changed within a tick of the clock.
package struct FileStamp: Hashable, Sendable {
    package var inode: UInt64
    package var size: Int64
    /// Nanoseconds of the file system's clock: of its bytes, and of anything about it.
    package var modified: Int64
    package var changed: Int64

    package init(inode: UInt64, size: Int64, modified: Int64, changed: Int64) {
        self.inode = inode
        self.size = size
        self.modified = modified
        self.changed = changed
    }

    init(_ status: stat) {
        func nanoseconds(_ time: timespec) -> Int64 {
            Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
        }
        self.init(
            inode: UInt64(status.st_ino), size: Int64(status.st_size),
            modified: nanoseconds(status.st_mtim), changed: nanoseconds(status.st_ctim))
    }

    /// Whether a file of this stamp may have changed since a moment without its stamp telling.
    ///
    /// A tick is some milliseconds; on file systems that keep whole seconds, two of these.
    package func isYoung(at moment: Int64) -> Bool {
        let keepsSeconds = changed % 1_000_000_000 == 0 && modified % 1_000_000_000 == 0
        return max(changed, modified) >= moment - (keepsSeconds ? 2_000_000_000 : 12_000_000)
    }
}

/// A file with its stamp.
package struct StampedFile: Hashable, Sendable {
    /// Relative to the folder that was looked through.
    package var path: String
    package var stamp: FileStamp

    package init(path: String, stamp: FileStamp) {
        self.path = path
        self.stamp = stamp
    }
}

/// The stamps of all files in and below a folder.
package struct StampedFolder: Sendable {
    /// In the order of the folders' names and, in each, of the files' names by bytes.
    package private(set) var files: [StampedFile] = []
    /// Whether there is what has no stamp: a link, a device, a name that isn't UTF-8.
    package private(set) var hasOthers = false

    /// - Parameter hidden: whether names that start with a dot are looked at.
    /// - Complexity: a call of the system for each file.
    fileprivate init(place: String, hidden: Bool) {
        hasOthers = !visitFiles(in: place, hidden: hidden) { folder, entry, path in
            var status = stat()
            guard fstatat(folder, entry.name, &status, AT_SYMLINK_NOFOLLOW) == 0,
                status.st_mode & S_IFMT == S_IFREG
            else { return false }
            files.append(StampedFile(path: path, stamp: FileStamp(status)))
            return true
        }
    }

    /// A hash of all paths and stamps.
    package var digest: String {
        var writer = RecordWriter()
        for file in files {
            writer.write(file.path)
            writer.write(file.stamp)
        }
        return Digest256.hexadecimal(of: writer.bytes)
    }
}

/// Which file each path in and below a folder is, as the folder itself tells: nothing is asked of the
/// files.
package struct LinkedFolder: Sendable {
    /// Inodes by path.
    package private(set) var inodes: [String: UInt64] = [:]
    /// Whether there is anything but files, or a name that isn't UTF-8.
    package private(set) var hasOthers = false

    fileprivate init(place: String) {
        hasOthers = !visitFiles(in: place, hidden: true) { _, entry, path in
            inodes[path] = entry.inode
            return entry.isFile
        }
    }
}

/// Goes through all files in and below a folder, in the order of the folders' names and, in each, of the
/// files' names by bytes.
///
/// - Parameter visit: with the open folder, what lies in it and its path; false where it is no file.
/// - Returns: whether there was nothing but files and folders.
private func visitFiles(
    in place: String, hidden: Bool,
    _ visit: (_ folder: Int32, _ entry: FolderEntries.Entry, _ path: String) -> Bool
) -> Bool {
    var isAll = true
    var folders = [(place: place, path: "")]
    while let folder = folders.popLast() {
        let descriptor = open(folder.place, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno != ENOENT { isAll = false }
            continue
        }
        let reading = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        defer { close(descriptor) }
        guard reading >= 0,
            let entries = try? FolderEntries(descriptor: reading, path: folder.path).entries
        else {
            isAll = false
            continue
        }
        for entry in entries where hidden || !entry.isHidden {
            guard let name = entry.text, !entry.isLink else {
                isAll = false
                continue
            }
            let path = folder.path.isEmpty ? name : folder.path + "/" + name
            if entry.isFolder {
                folders.append((folder.place + "/" + name, path))
            } else if !visit(descriptor, entry, path) {
                isAll = false
            }
        }
    }
    return isAll
}

extension Workspace {
    /// The stamps of the files in a folder, but hidden ones; none where there is no folder.
    package func stamps(in folder: String) -> StampedFolder {
        StampedFolder(place: root + "/" + folder, hidden: false)
    }
}

extension WritableFolder {
    /// The stamps of the files in it, hidden ones too; none where it is missing.
    package var stamps: StampedFolder { StampedFolder(place: place, hidden: true) }

    /// The files in it by their paths; none where it is missing.
    package var links: LinkedFolder { LinkedFolder(place: place) }

    /// The stamp of a file in it; nil if there is no regular file.
    package func stamp(_ name: RelativePath) -> FileStamp? {
        var status = stat()
        guard lstat(place(of: name), &status) == 0, status.st_mode & S_IFMT == S_IFREG
        else { return nil }
        return FileStamp(status)
    }

    /// Makes a file by a hard link to that of another folder; false where that can't be.
    package func link(_ name: RelativePath, from other: WritableFolder) throws(FileError) -> Bool {
        let (source, target) = (other.place(of: name), place(of: name))
        if linkat(AT_FDCWD, source, AT_FDCWD, target, 0) == 0 { return true }
        guard errno == ENOENT else { return false }
        try at(name).parent?.make()
        return linkat(AT_FDCWD, source, AT_FDCWD, target, 0) == 0
    }

    /// Removes one file of it; it may be missing.
    package func removeFile(_ name: RelativePath) throws(FileError) {
        if unlink(place(of: name)) != 0, errno != ENOENT {
            throw .failed(path: at(name).path, operation: .remove, code: errno)
        }
    }

    /// Removes folders in it that hold nothing, the inner ones first.
    package func removeEmptyFolders(_ names: [RelativePath]) {
        for name in names.sorted(by: { $0.text.utf8.count > $1.text.utf8.count }) {
            rmdir(at(name).place)
        }
    }
}
