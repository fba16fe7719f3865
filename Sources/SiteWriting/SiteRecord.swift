import FileAccess

/// What the last build wrote, file by file: with the same stamp a file has the same bytes.
///
/// It is kept beside the site and is a hint only: without it, or where the disk says otherwise, files are
/// compared byte by byte.
struct SiteRecord: Sendable {
    struct Entry: Sendable {
        var digest: String
        /// nil where the system told none.
        var stamp: FileStamp?
    }

    static let fileName = "record"
    private static let form = "revsite site record 1"

    var files: [String: Entry] = [:]
    /// When it was written, by the clock of the file system.
    private(set) var moment: Int64 = 0

    init() {}

    /// Reads the record in a folder; an empty one where there is none that can be read.
    init(in folder: WritableFolder) {
        guard let name = try? RelativePath(Self.fileName), let bytes = try? folder.read(name),
            let stamp = folder.stamp(name), var reader = RecordReader(bytes),
            reader.text() == Self.form
        else { return }
        moment = stamp.modified
        let count = reader.count()
        var files: [String: Entry] = [:]
        files.reserveCapacity(count)
        for _ in 0..<count {
            files[reader.text()] = Entry(digest: reader.text(), stamp: reader.stamp())
        }
        if !reader.hasFailed { self.files = files }
    }

    func write(to folder: WritableFolder) throws {
        var writer = RecordWriter()
        writer.write(Self.form)
        writer.write(Int64(files.count { $0.value.stamp != nil }))
        for (path, entry) in files {
            guard let stamp = entry.stamp else { continue }
            writer.write(path)
            writer.write(entry.digest)
            writer.write(stamp)
        }
        let name = try RelativePath(Self.fileName)
        try folder.removeFile(name)
        try folder.write(writer.finish(), to: name)
    }

    /// Its files that lie in a folder as they were written.
    func whole(_ walk: StampedFolder, in folder: WritableFolder) -> [String: Entry] {
        var missing = files.count
        var others: [String] = []
        for file in walk.files {
            if isWhole(file, in: folder) { missing -= 1 } else { others.append(file.path) }
        }
        if missing == 0 { return files }
        let paths = Set(walk.files.map(\.path)).subtracting(others)
        return files.filter { paths.contains($0.key) }
    }

    /// Whether a file is as it was written. One that was written just before the record is read, for it
    /// may have changed in the same tick of the clock.
    private func isWhole(_ file: StampedFile, in folder: WritableFolder) -> Bool {
        guard let entry = files[file.path], entry.stamp == file.stamp else { return false }
        if !file.stamp.isYoung(at: moment) { return true }
        guard let name = try? RelativePath(file.path), let bytes = try? folder.read(name) else {
            return false
        }
        return Digest256.hexadecimal(of: bytes) == entry.digest
    }
}
