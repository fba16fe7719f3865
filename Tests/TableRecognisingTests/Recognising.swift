import ConfigReading
import Diagnostics
import Foundation
import ReportModel
import TableReading
import TableRecognising
import Testing

/// What `revsite import` says of a small text.
struct Imported {
    var table: RecognisedTable?
    var diagnostics: [Diagnostic]

    var yaml: String { table?.yaml() ?? "" }

    init(_ bytes: [UInt8], name: String = "data/export.csv", as table: TableName? = nil) throws {
        let found = try recogniseTable(
            path: name, file: name, table: table, byteCount: bytes.count
        ) {
            ByteSource(path: name, bytes: bytes)
        }
        self.table = found.table
        diagnostics = found.diagnostics
    }

    init(_ text: String, name: String = "data/export.csv", as table: TableName? = nil) throws {
        try self.init(Array(text.utf8), name: name, as: table)
    }

    /// The table as settings that have the printed lines say it, which must be without a mistake.
    func source() throws -> TableSource {
        let name = try #require(table?.table)
        let settings = """
            site: {title: Test}
            company: {name: Test, currency: USD}
            period: 2026-01
            as_of: 2026-01-31
            tables:

            """
        var found: [Diagnostic] = []
        let read = readSettings(settings + yaml, path: "revsite.yml", diagnostics: &found)
        #expect(found == [], "\(yaml)")
        return try #require(read?.tables[name])
    }

    /// The rows that a build would read.
    func read(_ bytes: [UInt8]) throws -> Rows {
        var rows = Rows()
        let result = try readTable(
            source(), files: [ByteSource(path: "export.csv", bytes: bytes)], chunkSize: 1 << 16
        ) { batch, dictionaries in
            rows.take(batch, dictionaries)
        }
        rows.receipt = result.receipt
        rows.errors = result.diagnostics.filter { $0.severity == .error }
        return rows
    }
}

/// The rows of a table, their fields as texts.
struct Rows {
    var receipt = TableReceipt(table: .revenue)
    var errors: [Diagnostic] = []
    private(set) var fields: [String: [String]] = [:]

    mutating func take(_ batch: TableBatch, _ dictionaries: [String: TextDictionary]) {
        for (field, column) in batch.columns {
            for row in 0..<batch.rowCount {
                let text: String =
                    switch column {
                    case .text(let codes): dictionaries[field]?[codes[row]] ?? ""
                    case .dates(let days):
                        days[row] == TableBatch.Column.missingDay
                            ? "" : "\(Day(number: days[row]))"
                    case .numbers(let numbers): numbers[row]?.canonical ?? ""
                    }
                fields[field, default: []].append(text)
            }
        }
    }

    /// The sum of a field, over the rows where another has a value of these.
    func sum(
        _ field: String, where other: String? = nil, isOneOf words: Set<String> = []
    ) throws -> Decimal {
        var sum = Decimal(0)
        for (row, text) in (fields[field] ?? []).enumerated() where !text.isEmpty {
            if let other, !words.contains(fields[other]?[row] ?? "") { continue }
            sum += try #require(Decimal(string: text))
        }
        return sum
    }

    func count(where field: String, is word: String) -> Int {
        (fields[field] ?? []).count { $0 == word }
    }
}

/// The export layouts that all of a company's tools share; nil where they are not there.
func layout(_ path: String) -> URL? {
    let project = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    let named = ProcessInfo.processInfo.environment["REVSITE_SHARED"]
    let shared =
        named.map { URL(filePath: $0) }
        ?? project.deletingLastPathComponent().appending(path: "shared")
    let url = shared.appending(path: "data/export-layouts/\(path)")
    return FileManager.default.fileExists(atPath: url.path) ? url : nil
}
