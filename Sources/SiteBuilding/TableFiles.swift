import Diagnostics
import FileAccess
import ProgramRunning
import ReportModel
import Synchronization
import TableReading

/// Opens what a table's source names and reads it through; the only place where tables meet the disk
/// and other programs.
final class TableFiles {
    let workspace: Workspace
    let commands: CommandPermission
    /// How many threads may read one table.
    let workers: Int
    /// Commands that were started to look at their first lines, by table.
    private var started: [TableName: CommandOutput] = [:]
    /// What was filled into commands and must not be seen.
    private var redactions: [Redaction] = []

    init(workspace: Workspace, commands: CommandPermission, workers: Int) {
        self.workspace = workspace
        self.commands = commands
        self.workers = workers
    }

    typealias Result = (receipt: TableReceipt, diagnostics: [Diagnostic])

    /// Reads a table once, batch by batch in the order of its rows.
    func read(
        _ source: TableSource, wanted: Set<String>?,
        consume: (TableBatch, [String: TextDictionary]) throws -> Void
    ) throws -> Result {
        try reading(source) { files in
            try readTable(source, files: files, wanted: wanted, consume: consume)
        } database: { file in
            try readTable(source, database: file, wanted: wanted, consume: consume)
        }
    }

    /// Reads a table once, parts of it at the same time.
    func read<Consumer: TableConsumer>(
        _ source: TableSource, wanted: Set<String>?, into consumer: inout Consumer
    ) throws -> Result {
        let workers = workers
        return try reading(source) { files in
            try readTable(
                source, files: files, wanted: wanted, workers: workers, into: &consumer)
        } database: { file in
            try readTable(source, database: file, wanted: wanted) {
                try consumer.consume($0, $1)
            }
        }
    }

    /// The fields that a table's first file has; none where it can't be opened, which is said when it
    /// is read.
    func fields(of source: TableSource) throws -> Set<String> {
        var found: Set<String> = []
        _ = try reading(source, isLooking: true) { files in
            if let first = files.first { found = try TableReading.fields(of: source, in: first) }
            return (TableReceipt(table: source.table), [])
        } database: { file in
            let result = try readTable(source, database: file) { batch, _ in
                found = Set(batch.columns.keys)
                throw Stop()
            }
            found = result.receipt.fields
            return result
        }
        return found
    }

    /// A text without what was filled into commands from the environment.
    func withoutSecrets(_ text: String) -> String {
        redactions.reduce(text) { $1.removed(from: $0) }
    }

    private struct Stop: Error {}

    private func reading(
        _ source: TableSource, isLooking: Bool = false, files read: ([TableFile]) throws -> Result,
        database readDatabase: (DatabaseFile) throws -> Result
    ) throws -> Result {
        do {
            switch source.origin.value {
            case .file(let pattern):
                let listing = try workspace.files(matching: pattern, in: "content")
                let result = try read(listing.files.map(tableFile))
                return (result.receipt, listing.diagnostics + result.diagnostics)
            case .sqlite(let path, _):
                let file = try workspace.locate(path, in: "content")
                let bytes = try file.read()
                return try readDatabase(
                    DatabaseFile(
                        path: file.path, absolutePath: file.place, byteCount: bytes.count,
                        sha256: Digest256.hexadecimal(of: bytes)))
            case .command(let arguments, let timeout):
                return try readCommand(
                    source, arguments, timeout: timeout, isLooking: isLooking, read)
            }
        } catch let error as FileError {
            guard let diagnostic = error.diagnostic(at: source.origin.location) else { throw error }
            return (TableReceipt(table: source.table), [diagnostic])
        } catch is Stop {
            return (TableReceipt(table: source.table), [])
        }
    }

    private func tableFile(_ file: WorkspaceFile) -> TableFile {
        TableFile(path: file.path) {
            let reading = FileBytes(try file.open())
            return ByteSource(
                path: file.path, fill: { try reading.fill(&$0, from: $1) },
                digest: { reading.digest })
        }
    }

    private func readCommand(
        _ source: TableSource, _ arguments: [String], timeout: Int, isLooking: Bool,
        _ read: ([TableFile]) throws -> Result
    ) throws -> Result {
        let output: CommandOutput
        if let known = started[source.table] {
            output = known
        } else {
            switch commands.start(
                arguments, timeout: timeout, in: workspace.root, at: source.origin.location)
            {
            case .success(let running): output = running
            case .failure(let refusal):
                return (TableReceipt(table: source.table), refusal.diagnostics)
            }
            started[source.table] = output
            redactions.append(output.redaction)
        }
        let file = TableFile(path: output.name, kind: .text) { output.source(keeps: isLooking) }
        let result = try read([file])
        if isLooking { return result }
        started[source.table] = nil
        return (result.receipt, output.explain(result.diagnostics))
    }
}

/// The bytes of a file in order, hashed as they are handed on.
private final class FileBytes: Sendable {
    private let file: OpenFile
    private let state: Mutex<(offset: Int, digest: Digest256)>

    init(_ file: OpenFile) {
        self.file = file
        state = Mutex((0, Digest256()))
    }

    func fill(_ buffer: inout [UInt8], from start: Int) throws -> Int {
        // Taken out, so that the buffer is not copied for the closure.
        var bytes: [UInt8] = []
        swap(&bytes, &buffer)
        defer { swap(&bytes, &buffer) }
        return try state.withLock { state in
            let count = try file.fill(&bytes, from: start, at: state.offset)
            state.offset += count
            state.digest.update(bytes.span.extracting(start..<start + count))
            return count
        }
    }

    var digest: String { state.withLock { $0.digest.finish() } }
}
