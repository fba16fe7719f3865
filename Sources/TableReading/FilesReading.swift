import Diagnostics
import ReportModel

/// The files of one table on their way through one reader.
struct FilesReading {
    var reader: TableReader
    private let chunkSize: Int
    private var receipts: [TableReceipt.FileReceipt] = []
    private var rowsBefore = 0

    init(_ source: TableSource, wanted: Set<String>?, chunkSize: Int?) {
        reader = TableReader(source, wanted: wanted)
        self.chunkSize = chunkSize ?? ChunkFeed.chunkSize
    }

    /// Opens a text and reads its header; nil where it has none.
    mutating func begin(_ file: ByteSource) throws -> FileReading? {
        reader.tally.file = receipts.count
        rowsBefore = reader.rowsRead
        // What dates look like is found out from as much text, however small chunks are to be.
        let size = reader.mustSettleDates ? max(chunkSize, ChunkFeed.chunkSize) : chunkSize
        var feed = try ChunkFeed(file, format: reader.source.format, size: size)
        if feed.isWorkbook {
            reader.tally.add(
                Diagnostic(
                    id: "workbook-kind", "the file is a workbook, or another archive, and no text",
                    remedy: "name it .xlsx if it is one", at: SourceLocation(path: file.path)))
            addReceipt(file, bytes: feed.byteCount)
            return nil
        }
        if let finding = feed.finding { reader.findings.append("\(file.path) \(finding)") }
        let faults = feed.takeFaults()
        for fault in faults { reader.report(fault, in: file.path, remedy: feed.encodingRemedy) }
        guard let header = feed.header else {
            if let fault = feed.endFault {
                reader.report(fault, in: file.path)
            } else if faults.isEmpty {
                reader.reportEmpty(file.path)
            }
            addReceipt(file, bytes: feed.byteCount)
            return nil
        }
        if header.isDamaged {
            reader.skipFile(file.path, number: receipts.count)
        } else if reader.source.wide != nil {
            let intake = RecordIntake(
                &reader, path: file.path, number: receipts.count, header: header.cells)
            reader.fileDelimiter = feed.delimiter
            let batch = RecordBatch(
                width: header.cellCount, stored: Set(0..<header.cellCount))
            return FileReading(feed: feed, path: file.path, batch: batch, intake: intake)
        } else {
            reader.beginFile(file.path, number: receipts.count, header: header.cells)
            reader.fileDelimiter = feed.delimiter
        }
        return FileReading(feed: feed, path: file.path, batch: reader.emptyBatch())
    }

    mutating func end(_ file: ByteSource, _ text: inout FileReading) {
        for fault in text.endFaults() { reader.report(fault, in: file.path) }
        addReceipt(file, bytes: text.byteCount)
    }

    private mutating func addReceipt(_ file: ByteSource, bytes: Int) {
        receipts.append(
            TableReceipt.FileReceipt(
                path: file.path, bytes: bytes, sha256: file.digest(),
                rows: reader.rowsRead - rowsBefore))
    }

    mutating func finish() -> (receipt: TableReceipt, diagnostics: [Diagnostic]) {
        reader.reportWhole()
        return (reader.receipt(files: receipts), reader.tally.result)
    }
}

extension FilesReading {
    /// Reads a file whose rows come one by one; says whether it is one.
    mutating func readRows(
        of file: TableFile, _ source: ByteSource, _ consume: BatchConsumer
    ) throws -> Bool {
        if file.kind == .text { return false }
        reader.tally.file = receipts.count
        rowsBefore = reader.rowsRead
        var rows = Rows(
            path: file.path, number: receipts.count, isWorkbook: file.kind == .workbook,
            reader: reader)
        var byteCount = 0
        do {
            switch file.kind {
            case .text: break
            case .workbook:
                let bytes = try source.readAll()
                byteCount = bytes.count
                let format = rows.reader.source.format
                let found = try readWorkbook(
                    bytes, sheet: rows.reader.source.sheet?.value,
                    range: rows.reader.source.range.flatMap { CellRange($0.value) },
                    format: format
                ) {
                    rows.faults.append($0)
                } record: {
                    try rows.add($0, consume)
                }
                rows.reader.findings += found.map { "\(file.path) \($0)" }
            case .jsonLines:
                var first: ByteSource? = source
                byteCount = try readJSONLines {
                    defer { first = nil }
                    return try first ?? file.open()
                } fault: {
                    rows.faults.append($0)
                } record: {
                    try rows.add($0, consume)
                }
            }
        } catch let refusal as WorkbookRefusal {
            let source = rows.reader.source
            let place: SourceLocation =
                switch refusal.subject {
                case .file, .header: SourceLocation(path: file.path)
                case .sheet: source.sheet?.location ?? source.origin.location
                case .range: source.range?.location ?? source.origin.location
                }
            rows.reader.tally.add(refusal.diagnostic(at: place))
        } catch let change as JSONLinesChange {
            rows.reader.tally.add(
                Diagnostic(
                    id: "file-changed", change.description, remedy: "build again",
                    at: SourceLocation(path: file.path)))
        }
        try rows.finish(consume)
        reader = rows.reader
        addReceipt(source, bytes: byteCount)
        return true
    }

    /// The rows of one file as they come, the header first.
    private struct Rows {
        let path: String
        let number: Int
        let isWorkbook: Bool
        var reader: TableReader
        var faults: [CSVFault] = []
        private var intake: RecordIntake?
        /// Of a workbook: the sheet's columns that nothing looks at.
        private var unused: Set<Int> = []
        private var judged = 0

        init(path: String, number: Int, isWorkbook: Bool, reader: TableReader) {
            self.path = path
            self.number = number
            self.isWorkbook = isWorkbook
            self.reader = reader
        }

        mutating func add(_ record: CSVRecord, _ consume: BatchConsumer) throws {
            if intake == nil {
                if record.isDamaged {
                    reader.skipFile(path, number: number)
                } else {
                    intake = RecordIntake(
                        &reader, path: path, number: number, header: record.cells)
                    unused = unusedColumns(record)
                }
                judged = faults.count
                return
            }
            guard record.isDamaged, isWorkbook, !unused.isEmpty else {
                try intake?.add(record, &reader, consume)
                return
            }
            // Cells that nobody reads may be wrong.
            var row = record
            let found = faults[judged...].filter { !unused.contains($0.column) }
            faults.replaceSubrange(judged..., with: found)
            judged = faults.count
            row.isDamaged = !found.isEmpty
            try intake?.add(row, &reader, consume)
        }

        private func unusedColumns(_ header: CSVRecord) -> Set<Int> {
            guard reader.source.wide == nil, let stored = reader.columns?.stored else { return [] }
            let unused = header.columns.indices.filter { !stored.contains($0) }
            return Set(unused.map { header.columns[$0] })
        }

        mutating func finish(_ consume: BatchConsumer) throws {
            for fault in faults { reader.report(fault, in: path) }
            try intake?.finish(&reader, consume)
            if intake == nil, !reader.tally.hasErrors { reader.reportEmpty(path) }
        }
    }
}
