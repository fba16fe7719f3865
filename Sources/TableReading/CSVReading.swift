package import ReportModel

/// Reads a file record by record, the header first; blank lines are passed over.
///
/// - Returns: how many bytes the file has on the disk.
/// - Throws: what the source or `record` throws; what is wrong in the file goes to `fault`.
package func readRecords(
    of source: ByteSource, format: TableFormat, chunkSize: Int? = nil, fault: (CSVFault) -> Void,
    record: (CSVRecord) throws -> Void
) throws -> Int {
    var feed = try ChunkFeed(source, format: format, size: chunkSize ?? ChunkFeed.chunkSize)
    feed.takeFaults().forEach(fault)
    if let header = feed.header {
        try record(header)
        var splitter = RecordSplitter(delimiter: feed.delimiter)
        var batch = RecordBatch(
            width: header.cellCount, stored: Set(0..<header.cellCount))
        var chunk = TextChunk()
        while try feed.next(into: &chunk) {
            chunk.decode(feed.form)
            for place in chunk.faultPlaces {
                fault(CSVFault(.encodingInvalid, line: place.line, column: place.column))
            }
            splitter.split(&chunk, into: &batch)
            splitter.takeFaults().forEach(fault)
            for row in 0..<batch.rowCount { try record(batch.record(row)) }
            batch.end(&chunk.bytes)
        }
        feed.takeFaults().forEach(fault)
    }
    if let end = feed.endFault { fault(end) }
    return feed.byteCount
}
