package import Diagnostics
package import ReportModel

/// Takes a batch, and the dictionaries of its text fields as they stand; keep neither.
package typealias BatchConsumer = (TableBatch, [String: TextDictionary]) throws -> Void

/// Reads the files of a table into batches of typed columns.
///
/// A batch has the columns that its file has; a field that is in none of `receipt.fields` has no
/// column anywhere. Codes of texts are those of `receipt.dictionaries`, over all files.
///
/// - Parameters:
///   - wanted: The fields to read beside the required ones; nil reads all there are.
///   - consume: Takes each batch of at most 16,384 rows, in file order.
/// - Throws: What a source or `consume` throws; the author's mistakes are diagnostics.
package func readTable(
    _ source: TableSource, files: [ByteSource], wanted: Set<String>? = nil,
    consume: BatchConsumer
) throws -> (receipt: TableReceipt, diagnostics: [Diagnostic]) {
    var reader = TableReader(source, wanted: wanted)
    var receipts: [TableReceipt.FileReceipt] = []
    for file in files {
        var hasHeader = false
        var hasFault = false
        let byteCount = try readRecords(of: file, format: source.format) { fault in
            hasFault = true
            reader.report(fault, in: file.path)
        } record: { record in
            if hasHeader {
                try reader.add(record, consume)
            } else {
                hasHeader = true
                if !record.isDamaged { reader.beginFile(file.path, header: record.cells) }
            }
        }
        if !hasHeader, !hasFault { reader.reportEmpty(file.path) }
        let rows = reader.fileRows
        try reader.endFile(consume)
        receipts.append(
            TableReceipt.FileReceipt(
                path: file.path, bytes: byteCount, sha256: file.digest(), rows: rows))
    }
    reader.reportOverlaps()
    reader.reportUnmappedWords()
    if reader.rowsRead == 0, !reader.tally.result.hasErrors { reader.reportNoRows() }
    return (reader.receipt(files: receipts), reader.tally.result)
}

extension TableReader {
    fileprivate mutating func reportEmpty(_ path: String) {
        tally.add(
            Diagnostic(
                id: "file-empty", "the file is empty", remedy: "a table begins with a header line",
                at: SourceLocation(path: path)))
    }

    /// Says that the table has no rows, where nothing else is wrong with it.
    mutating func reportNoRows() {
        tally.add(
            Diagnostic(
                .warning, id: "table-empty", "table '\(source.table.rawValue)' has no rows",
                at: source.origin.location))
    }

    fileprivate mutating func report(_ fault: CSVFault, in path: String) {
        if !tally.counts(fault.kind.rawValue) { return }
        tally.show(
            Diagnostic(
                id: fault.kind.rawValue, fault.kind.message, remedy: fault.kind.remedy,
                at: SourceLocation(path: path, line: fault.line, column: fault.column)))
    }
}

extension CSVFault.Kind {
    fileprivate var message: String {
        switch self {
        case .quoteMisplaced: "there is text after the quote that closes the cell"
        case .quoteUnclosed: "the quote that opens here is not closed before the end of the file"
        case .nulByte: "there is a NUL byte"
        case .cellTooLong: "the cell is longer than 1 MB, or its row than 16 MB"
        case .tooManyColumns: "the header has more than 16,384 columns"
        case .encodingInvalid: "these bytes are no text in the file's encoding"
        case .gzipTruncated: "the gzip file ends before its data does"
        case .gzipCorrupt: "the gzip file is damaged"
        }
    }

    fileprivate var remedy: String {
        switch self {
        case .quoteMisplaced: "write a quote inside a quoted cell twice"
        case .quoteUnclosed: "close it, or write a quote inside a quoted cell twice"
        case .nulByte: "if the file is UTF-16, set format: {encoding: utf-16}"
        case .cellTooLong: "look for a quote that is not closed"
        case .tooManyColumns: "look for a line break that is missing after the header"
        case .encodingInvalid:
            "if the file comes from Excel on Windows, set format: {encoding: windows-1252}"
        case .gzipTruncated, .gzipCorrupt: "copy or export the file again"
        }
    }
}
