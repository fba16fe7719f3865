import CLibzip

/// The parts of a workbook: the files of a zip archive that lies in memory.
final class WorkbookArchive {
    private let archive: OpaquePointer
    /// What may still be unpacked, against archives that unpack to far more than they seem.
    private var allowance: UInt64 = 1 << 30

    /// Above this size a part may not be packed more tightly than `highestRatio` to one.
    private static let suspiciousSize: UInt64 = 1 << 24
    private static let highestRatio: UInt64 = 500

    /// - Parameter bytes: Stay where they are as long as the archive is in use.
    init(_ bytes: UnsafeRawBufferPointer) throws {
        var problem = zip_error_t()
        zip_error_init(&problem)
        defer { zip_error_fini(&problem) }
        guard
            let source = zip_source_buffer_create(
                bytes.baseAddress, UInt64(bytes.count), 0, &problem)
        else { throw WorkbookRefusal.damaged("there is no memory for it") }
        guard let archive = zip_open_from_source(source, Int32(ZIP_RDONLY), &problem) else {
            let reason = String(cString: zip_error_strerror(&problem))
            zip_source_free(source)
            throw WorkbookRefusal.damaged("as a zip archive it says '\(reason)'")
        }
        self.archive = archive
    }

    deinit { zip_discard(archive) }

    /// Opens the part of this name, whatever its case; nil where there is none.
    func part(_ name: String) throws -> WorkbookPart? {
        let index = zip_name_locate(archive, name, zip_flags_t(ZIP_FL_NOCASE))
        guard index >= 0 else { return nil }
        var status = zip_stat_t()
        guard zip_stat_index(archive, UInt64(index), 0, &status) == 0 else {
            throw WorkbookRefusal.damaged("its part '\(excerpt(name))' has no entry")
        }
        if status.encryption_method != 0 { throw WorkbookRefusal.encrypted }
        let isSuspicious =
            status.size > Self.suspiciousSize
            && status.size / max(1, status.comp_size) > Self.highestRatio
        guard status.size <= allowance, !isSuspicious else {
            throw WorkbookRefusal.tooLarge("the workbook unpacks to more than is sensible")
        }
        allowance -= status.size
        guard let file = zip_fopen_index(archive, UInt64(index), 0) else {
            let reason = String(cString: zip_strerror(archive))
            throw WorkbookRefusal.damaged("its part '\(excerpt(name))' says '\(reason)'")
        }
        return WorkbookPart(file, of: self, name: name, size: status.size)
    }
}

/// One part of a workbook while it is unpacked.
final class WorkbookPart {
    let name: String
    private let file: OpaquePointer
    /// Closed after its parts.
    private let archive: WorkbookArchive
    private var rest: UInt64

    fileprivate init(
        _ file: OpaquePointer, of archive: WorkbookArchive, name: String, size: UInt64
    ) {
        self.file = file
        self.archive = archive
        self.name = name
        rest = size
    }

    deinit { zip_fclose(file) }

    /// Unpacks the next bytes; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard let start = buffer.baseAddress, !buffer.isEmpty else { return 0 }
        let count = zip_fread(file, start, UInt64(buffer.count))
        guard count >= 0, UInt64(count) <= rest else {
            throw WorkbookRefusal.damaged("its part '\(excerpt(name))' cannot be unpacked")
        }
        rest -= UInt64(count)
        return Int(count)
    }
}
