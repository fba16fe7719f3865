import Diagnostics
import ReportModel

/// Rows of one file or query that come one by one, on their way to the reader in batches.
struct RecordIntake {
    private var batch: RecordBatch
    private let wide: WideRecords?
    private static let rows = 1 << 12

    /// Begins a file whose header is known.
    init(_ reader: inout TableReader, path: String, number: Int, header: [String]) {
        wide = WideRecords(reader.source, header: header, path: path)
        reader.beginFile(path, number: number, header: wide?.header ?? header)
        for diagnostic in wide?.diagnostics ?? [] { reader.tally.add(diagnostic) }
        batch = reader.emptyBatch()
        batch.beginRecords(Self.rows)
    }

    mutating func add(
        _ record: CSVRecord, _ reader: inout TableReader, _ consume: BatchConsumer
    ) throws {
        guard let wide else {
            try addRow(record, &reader, consume)
            return
        }
        if !record.isDamaged, !record.isEmpty, wide.hasWrongLength(record) {
            reader.reportLength(record, wide.width)
            return
        }
        try wide.expand(record) { try addRow($0, &reader, consume) }
    }

    /// Hands over the rows of the last batch.
    mutating func finish(_ reader: inout TableReader, _ consume: BatchConsumer) throws {
        batch.endRecords()
        if let columns = reader.read(batch) { try consume(columns, reader.textDictionaries) }
        batch.beginRecords(Self.rows)
    }

    private mutating func addRow(
        _ record: CSVRecord, _ reader: inout TableReader, _ consume: BatchConsumer
    ) throws {
        batch.append(record)
        if batch.rowCount == Self.rows { try finish(&reader, consume) }
    }
}
