import Diagnostics
import Foundation
import FormulaReading
import ReportModel
import TableReading
import Synchronization
import Testing

/// A source that gives the bytes in pieces of the given sizes, over and over.
func pieces(_ bytes: [UInt8], path: String = "data.csv", sizes: [Int]) -> ByteSource {
    let place = Mutex((position: 0, turn: 0))
    return ByteSource(path: path, state: place) { place, buffer, offset in
        let count = min(
            sizes[place.turn % sizes.count], bytes.count - place.position, buffer.count - offset)
        place.turn += 1
        for i in 0..<count { buffer[offset + i] = bytes[place.position + i] }
        place.position += count
        return count
    }
}

/// What a source remembers between two pieces.
private final class Remembered<Value: Sendable>: Sendable {
    let value: Mutex<Value>

    init(_ value: consuming sending Mutex<Value>) { self.value = value }
}

extension ByteSource {
    init<Value: Sendable>(
        path: String, state: consuming sending Mutex<Value>,
        fill: @escaping @Sendable (inout Value, inout [UInt8], Int) throws -> Int
    ) {
        let remembered = Remembered(state)
        self.init(path: path) { buffer, offset in
            var copy: [UInt8] = []
            swap(&copy, &buffer)
            defer { swap(&copy, &buffer) }
            return try remembered.value.withLock { try fill(&$0, &copy, offset) }
        }
    }
}

/// Rows and faults of a file, at whatever sizes its pieces have.
func records(
    _ bytes: [UInt8], format: TableFormat = TableFormat(), sizes: [Int] = [1 << 20],
    chunkSize: Int? = nil
) throws -> (rows: [[String]], faults: [CSVFault]) {
    var rows: [[String]] = []
    var faults: [CSVFault] = []
    _ = try readRecords(
        of: pieces(bytes, sizes: sizes), format: format, chunkSize: chunkSize
    ) {
        faults.append($0)
    } record: {
        if !$0.isDamaged { rows.append($0.cells) }
    }
    return (rows, faults)
}

func records(_ text: String, format: TableFormat = TableFormat()) throws -> [[String]] {
    let (rows, faults) = try records(Array(text.utf8), format: format)
    #expect(faults == [])
    return rows
}

/// A whole table as texts: field to its values, row by row.
struct ReadTable {
    var columns: [String: [String]] = [:]
    var lines: [Int32] = []
    var batches = 0
    var receipt = TableReceipt(table: .revenue)
    var diagnostics: [Diagnostic] = []

    var ids: [String] { diagnostics.map(\.id) }

    /// `id line:column`, or the id alone where there is no line.
    var places: [String] {
        diagnostics.map { diagnostic in
            guard let place = diagnostic.location, place.line > 0 else { return diagnostic.id }
            return "\(diagnostic.id) \(place.line):\(place.column)"
        }
    }

    fileprivate mutating func take(_ receipt: TableReceipt, _ batches: [TableBatch]) {
        self.receipt = receipt
        self.batches = batches.count
        for batch in batches {
            lines += batch.lines
            for (field, column) in batch.columns {
                columns[field, default: []] += Self.texts(of: column, receipt.dictionaries[field])
            }
        }
    }

    private static func texts(
        of column: TableBatch.Column, _ dictionary: TextDictionary?
    ) -> [String] {
        switch column {
        case .text(let codes): codes.map { dictionary?[$0] ?? "no dictionary" }
        case .dates(let days):
            days.map { $0 == TableBatch.Column.missingDay ? "" : Day(number: $0).description }
        case .numbers(let numbers): (0..<numbers.count).map { numbers[$0]?.canonical ?? "" }
        }
    }
}

/// Settings of a table, written short.
struct Table {
    var name = TableName.revenue
    var columns: [String: String] = [:]
    var values: [String: [String: String]] = [:]
    var filter: String?
    var computed: [String: String] = [:]
    var format = TableFormat()
    var dimensions: [String] = []
    var query: String?

    func source() -> TableSource {
        let origin: TableSource.Origin =
            query.map { .sqlite("data.sqlite", query: $0) } ?? .file("data.csv")
        return TableSource(
            table: name, origin: .init(origin, at: place(1)),
            columns: columns.mapValues { .init($0, at: place(2)) }, values: values,
            filter: filter.flatMap { parsed($0, line: 3) },
            computed: computed.compactMapValues { text in
                parsed(text, line: 4).map { .init($0, at: place(4)) }
            },
            format: format, dimensions: dimensions)
    }

    func read(
        _ files: [ByteSource], wanted: Set<String>? = nil, chunkSize: Int? = nil
    ) throws -> ReadTable {
        var result = ReadTable()
        var batches: [TableBatch] = []
        let (receipt, diagnostics) = try readTable(
            source(), files: files, wanted: wanted, chunkSize: chunkSize
        ) { batch, _ in
            batches.append(batch)
        }
        result.diagnostics = diagnostics
        result.take(receipt, batches)
        return result
    }

    func read(_ text: String, wanted: Set<String>? = nil) throws -> ReadTable {
        try read([ByteSource(path: "data.csv", bytes: Array(text.utf8))], wanted: wanted)
    }

    func read(database: DatabaseFile) throws -> ReadTable {
        var result = ReadTable()
        var batches: [TableBatch] = []
        let (receipt, diagnostics) = try readTable(source(), database: database) { batch, _ in
            batches.append(batch)
        }
        result.diagnostics = diagnostics
        result.take(receipt, batches)
        return result
    }

    private func place(_ line: Int) -> Diagnostics.SourceLocation {
        Diagnostics.SourceLocation(path: "revsite.yml", line: line, column: 1)
    }

    private func parsed(_ text: String, line: Int) -> ReportModel.Expression? {
        var diagnostics: [Diagnostic] = []
        let expression = parseExpression(text, at: place(line), diagnostics: &diagnostics)
        #expect(diagnostics == [])
        return expression
    }
}

/// The shared fixtures; nil, with an issue recorded, where they are missing.
func shared(_ path: String) -> URL? {
    let root =
        ProcessInfo.processInfo.environment["REVSITE_SHARED"].map { URL(filePath: $0) }
        ?? URL(filePath: FileManager.default.currentDirectoryPath).appending(path: "../shared")
    let file = root.appending(path: path)
    if FileManager.default.fileExists(atPath: file.path) { return file }
    Issue.record("the shared fixture \(path) is missing at \(root.path)")
    return nil
}

/// A file's bytes in pieces.
func source(_ file: URL, path: String = "data.csv", size: Int = 1 << 18) throws -> ByteSource {
    try pieces([UInt8](Data(contentsOf: file)), path: path, sizes: [size])
}
