import Diagnostics
import FileAccess
import Measuring
import ReportModel
import TableReading

/// Opens what a table's source names and reads it through; the only place where tables meet the disk.
struct TableFiles {
    let workspace: Workspace

    struct Stop: Error {}

    /// Reads a table once, batch by batch.
    func read(
        _ source: TableSource, wanted: Set<String>?,
        consume: (TableBatch, [String: TextDictionary]) throws -> Void
    ) throws -> (receipt: TableReceipt, diagnostics: [Diagnostic]) {
        do {
            switch source.origin.value {
            case .file(let pattern):
                let listing = try workspace.files(matching: pattern, in: "content")
                let files = try listing.files.map { try byteSource($0) }
                var result = try readTable(source, files: files, wanted: wanted, consume: consume)
                result.diagnostics = listing.diagnostics + result.diagnostics
                return result
            case .sqlite(let path, _):
                let file = try workspace.locate(path, in: "content")
                let bytes = try file.read()
                let database = DatabaseFile(
                    path: file.path, absolutePath: file.place, byteCount: bytes.count,
                    sha256: Digest256.hexadecimal(of: bytes))
                return try readTable(source, database: database, wanted: wanted, consume: consume)
            }
        } catch let error as FileError {
            guard let diagnostic = error.diagnostic(at: source.origin.location) else { throw error }
            return (TableReceipt(table: source.table), [diagnostic])
        }
    }

    /// The fields that a table's first file has, found by reading its first rows only.
    func fields(of source: TableSource) throws -> Set<String> {
        var found: Set<String> = []
        do {
            let result = try read(source, wanted: nil) { batch, _ in
                found = Set(batch.columns.keys)
                throw Stop()
            }
            return result.receipt.fields
        } catch is Stop {
            return found
        }
    }

    /// Chunks of the file, hashed as they are handed on.
    private func byteSource(_ file: WorkspaceFile) throws -> ByteSource {
        let reading = Reading(chunks: try file.chunks())
        return ByteSource(
            path: file.path, next: { try reading.next() }, digest: { reading.digest.finish() })
    }

    private final class Reading {
        var chunks: FileChunks
        var digest = Digest256()

        init(chunks: FileChunks) { self.chunks = chunks }

        func next() throws -> [UInt8]? {
            var chunk: [UInt8] = []
            guard try chunks.next(into: &chunk) else { return nil }
            digest.update(chunk)
            return chunk
        }
    }
}
