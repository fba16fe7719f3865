package import Diagnostics
package import ReportModel

/// Reads the files of a table into batches of typed columns, in order.
///
/// A batch has the columns that its file has; a field that is in none of `receipt.fields` has no
/// column anywhere. Codes of texts are those of `receipt.dictionaries`, over all files.
///
/// - Parameters:
///   - wanted: The fields to read beside the required ones; nil reads all there are.
///   - chunkSize: Bytes of text that are looked at together, nil for what is fast.
///   - consume: Takes each batch, in file order.
/// - Throws: What a source or `consume` throws; the author's mistakes are diagnostics.
/// - Complexity: O(bytes); memory is a chunk and the distinct texts of the fields.
package func readTable(
    _ source: TableSource, files: [TableFile], wanted: Set<String>? = nil,
    chunkSize: Int? = nil, consume: BatchConsumer
) throws -> (receipt: TableReceipt, diagnostics: [Diagnostic]) {
    var reading = FilesReading(source, wanted: wanted, chunkSize: chunkSize)
    for file in files {
        let bytes = try file.open()
        if try reading.readRows(of: file, bytes, consume) { continue }
        guard var text = try reading.begin(bytes) else { continue }
        while try text.read(&reading.reader, consume) {}
        reading.end(bytes, &text)
    }
    return reading.finish()
}

/// Reads files that are open already, text all of them.
package func readTable(
    _ source: TableSource, files: [ByteSource], wanted: Set<String>? = nil,
    chunkSize: Int? = nil, consume: BatchConsumer
) throws -> (receipt: TableReceipt, diagnostics: [Diagnostic]) {
    try readTable(
        source, files: files.map { TableFile($0) }, wanted: wanted, chunkSize: chunkSize,
        consume: consume)
}

/// Reads the files of a table, several parts of a large text at the same time.
///
/// What comes of it is what one reader would have found, but for the order of codes.
///
/// - Parameters:
///   - workers: How many threads may read; one where rows depend on those before them.
///   - consumer: Takes the batches; copies of it as it is now take those of other threads and are
///     merged into it.
/// - Throws: What a source or the consumer throws; the author's mistakes are diagnostics.
/// - Complexity: O(bytes); memory is a chunk and the distinct texts of the fields for each worker.
package func readTable<Consumer: TableConsumer>(
    _ source: TableSource, files: [TableFile], wanted: Set<String>? = nil, workers: Int,
    chunkSize: Int? = nil, into consumer: inout Consumer
) throws -> (receipt: TableReceipt, diagnostics: [Diagnostic]) {
    let fresh = consumer
    var reading = FilesReading(source, wanted: wanted, chunkSize: chunkSize)
    for file in files {
        let bytes = try file.open()
        if try reading.readRows(of: file, bytes, { try consumer.consume($0, $1) }) { continue }
        guard var text = try reading.begin(bytes) else { continue }
        // The first part with rows settles what the others build on: how dates are written, and the
        // codes that the consumer's are merged into. Of a small file it is all there is.
        var hasMore = true
        repeat {
            hasMore = try text.read(&reading.reader) { try consumer.consume($0, $1) }
        } while hasMore && (reading.reader.mustSettleDates || reading.reader.rowsUsed == 0)
        if hasMore, workers > 1, !reading.reader.needsOrder {
            try text.readRest(&reading.reader, &consumer, fresh: fresh, workers: workers)
        } else if hasMore {
            while try text.read(&reading.reader, { try consumer.consume($0, $1) }) {}
        }
        reading.end(bytes, &text)
    }
    return reading.finish()
}

extension TableReader {
    /// Says what only shows when all files were read.
    mutating func reportWhole() {
        reportOverlaps()
        reportDecimalDoubt()
        reportUnmappedWords()
        if rowsRead == 0, !tally.hasErrors { reportNoRows() }
    }

    /// Says that nothing tells what points in numbers mean.
    private mutating func reportDecimalDoubt() {
        guard let (diagnostic, field, file) = decimalDoubt.finding else { return }
        tally.file = file
        tally.add(diagnostic, field: field)
    }

    /// A file without a row of column names.
    mutating func reportEmpty(_ path: String) {
        if case .row(let name)? = source.format.header {
            tally.add(
                Diagnostic(
                    id: "header-missing", "no row has a cell '\(excerpt(name))', as 'header' says",
                    remedy: "name a column as the file has it, or the header's line",
                    at: SourceLocation(path: path)))
            return
        }
        var line = source.format.skip + 1
        if case .line(let number)? = source.format.header { line = number }
        let (message, remedy) =
            line > 1
            ? (
                "the file has no line \(line), where its header is to be",
                "correct 'skip' or 'header'"
            )
            : ("the file is empty", "a table begins with a header line")
        tally.add(
            Diagnostic(
                id: "file-empty", message, remedy: remedy,
                at: SourceLocation(path: path)))
    }

    /// Says that the table has no rows, where nothing else is wrong with it.
    private mutating func reportNoRows() {
        tally.add(
            Diagnostic(
                .warning, id: "table-empty", "table '\(source.table.rawValue)' has no rows",
                at: source.origin.location))
    }

    mutating func report(_ fault: CSVFault, in path: String, remedy: String? = nil) {
        if !tally.counts(fault.kind.rawValue) { return }
        let found = fault.detail.isEmpty ? "" : ": \(excerpt(fault.detail, limit: 120))"
        tally.show(
            Diagnostic(
                id: fault.kind.rawValue, fault.kind.message + found,
                remedy: remedy ?? fault.kind.remedy,
                at: SourceLocation(path: path, line: fault.line, column: fault.column)))
    }
}
