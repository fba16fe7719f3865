package import ReportModel

/// The fields that a file has, found in its header.
///
/// - Throws: What the source throws; what is wrong with the file is said when its rows are read.
package func fields(of source: TableSource, in file: TableFile) throws -> Set<String> {
    if file.kind == .text {
        var reading = FilesReading(source, wanted: nil, chunkSize: nil)
        _ = try reading.begin(file.open())
        return reading.reader.receipt(files: []).fields
    }
    var found: Set<String> = []
    do {
        found = try readTable(source, files: [file]) { batch, _ in
            throw FieldsFound(fields: Set(batch.columns.keys))
        }.receipt.fields
    } catch let stop as FieldsFound {
        found = stop.fields
    }
    return found
}

/// Ends the reading of a file of which only the columns are of interest.
private struct FieldsFound: Error {
    var fields: Set<String>
}
