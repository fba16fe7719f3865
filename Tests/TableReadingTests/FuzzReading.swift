import Diagnostics
import Foundation
import ReportModel
import TableReading

/// What reading a table comes to, as texts to compare.
struct FuzzOutcome: Equatable {
    var rows: [NaiveTable.Row] = []
    var diagnostics: [String] = []
    var counts = ""
    /// What was found out from the files; the plain reader finds out nothing.
    var findings: [String] = []

    init(_ naive: NaiveTable) {
        rows = naive.rows
        diagnostics = naive.tally.result.map { Self.text($0) }
        counts = Self.text(
            naive.rowsRead, naive.rows.count, [naive.emptyLines, naive.filteredLines])
    }

    init(
        _ rows: [NaiveTable.Row], _ receipt: TableReceipt, _ diagnostics: [Diagnostic]
    ) {
        self.rows = rows
        findings = receipt.findings
        self.diagnostics = diagnostics.map { Self.text($0) }
        let left = ["empty row", "left out by where"].map { reason in
            receipt.leftOut.first { $0.reason == reason }
        }
        counts =
            "\(receipt.rowsRead) read, \(receipt.rowsUsed) used, left out "
            + left.map { "\($0?.rows ?? 0) \($0?.firstLines ?? [])" }.joined(separator: " and ")
    }

    private static func text(_ read: Int, _ used: Int, _ left: [[Int]]) -> String {
        "\(read) read, \(used) used, left out "
            + left.map { "\($0.count) \(Array($0.prefix(10)))" }.joined(separator: " and ")
    }

    /// What faults of the text say is always the same.
    private static func text(_ diagnostic: Diagnostic) -> String {
        let isFault =
            CSVFault.Kind(rawValue: diagnostic.id) != nil && diagnostic.severity == .error
            || diagnostic.id == "file-empty"
        let place = diagnostic.location
        return "\(diagnostic.severity) \(diagnostic.id) \(place?.path ?? "") \(place?.line ?? 0):"
            + "\(place?.column ?? 0) \(isFault ? "" : diagnostic.message)"
    }

    /// The first thing that differs; nil where nothing does.
    func difference(from other: FuzzOutcome) -> String? {
        if self == other { return nil }
        if findings != other.findings { return "\(findings) | \(other.findings)" }
        if counts != other.counts { return "\(counts) | \(other.counts)" }
        for i in 0..<max(diagnostics.count, other.diagnostics.count) {
            let a = i < diagnostics.count ? diagnostics[i] : "nothing"
            let b = i < other.diagnostics.count ? other.diagnostics[i] : "nothing"
            if a != b { return "\(a) | \(b)" }
        }
        for i in 0..<max(rows.count, other.rows.count) {
            let a = i < rows.count ? "\(rows[i])" : "nothing"
            let b = i < other.rows.count ? "\(other.rows[i])" : "nothing"
            if i >= rows.count || i >= other.rows.count || rows[i] != other.rows[i] {
                return "\(a) | \(b)"
            }
        }
        return "scalars of a text"
    }
}

/// How a file is cut into pieces for a reading.
struct FuzzCut {
    /// Bytes that the source gives at a time.
    var sizes = [1 << 20]
    var chunkSize: Int?
    var workers = 1

    /// Reads the files with the fast reader.
    func read(_ table: FuzzTable, _ files: [NaiveTable.File]) throws -> FuzzOutcome {
        let sources = files.map { file in
            TableFile(path: file.path) { opened(file) }
        }
        var collector = FuzzCollector()
        let (receipt, diagnostics) =
            workers > 1
            ? try readTable(
                table.source, files: sources, workers: workers,
                chunkSize: chunkSize, into: &collector)
            : try readTable(table.source, files: sources, chunkSize: chunkSize) {
                collector.consume($0, $1)
            }
        let order = Dictionary(uniqueKeysWithValues: files.enumerated().map { ($1.path, $0) })
        let rows =
            workers > 1
            ? collector.rows.sorted {
                (order[$0.path] ?? 0, $0.line) < (order[$1.path] ?? 0, $1.line)
            } : collector.rows
        return FuzzOutcome(rows, receipt, diagnostics)
    }

    private func opened(_ file: NaiveTable.File) -> ByteSource {
        pieces(file.bytes, path: file.path, sizes: sizes)
    }
}

/// Keeps all rows as texts.
struct FuzzCollector: TableConsumer {
    private(set) var rows: [NaiveTable.Row] = []

    mutating func consume(_ batch: TableBatch, _ dictionaries: [String: TextDictionary]) {
        let columns = batch.columns.sorted { $0.key < $1.key }
        for row in 0..<batch.rowCount {
            rows.append(
                NaiveTable.Row(
                    path: batch.path, line: Int(batch.lines[row]),
                    values: columns.map { Self.text(of: $1, row, dictionaries[$0]) }))
        }
    }

    mutating func merge(
        _ other: consuming FuzzCollector, own: [String: TextDictionary],
        others: [String: TextDictionary]
    ) {
        rows += other.rows
    }

    private static func text(
        of column: TableBatch.Column, _ row: Int, _ dictionary: TextDictionary?
    ) -> String {
        switch column {
        case .text(let codes): dictionary?[codes[row]] ?? "no dictionary"
        case .dates(let days):
            days[row] == TableBatch.Column.missingDay ? "" : Day(number: days[row]).description
        case .numbers(let numbers): numbers[row]?.canonical ?? ""
        }
    }
}
