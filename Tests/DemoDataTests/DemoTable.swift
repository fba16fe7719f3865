import DemoData

/// A file of the demonstration company, read as the tests need it: no cell holds a line break.
struct DemoTable {
    private let columns: [String: Int]
    let rows: [Row]

    struct Row {
        fileprivate let columns: [String: Int]
        fileprivate let cells: [String]

        subscript(column: String) -> String { columns[column].map { cells[$0] } ?? "no \(column)" }

        /// `-1234.50` or `-1234,50` as cents.
        func cents(_ column: String) -> Int {
            Int(self[column].filter { $0 != "." && $0 != "," }) ?? .min
        }
    }

    func has(_ column: String) -> Bool { columns[column] != nil }

    private static let files = demoFiles()

    static func named(_ path: String) -> DemoTable {
        let bytes = files.first { $0.path == "data/" + path }?.bytes ?? []
        return DemoTable(bytes)
    }

    /// The lines of the general ledger but for charges between companies.
    static let ledger = files.map(\.path).filter { $0.hasPrefix("data/ledger-") }
        .flatMap { named(String($0.dropFirst("data/".count))).rows }
        .filter { $0["Posting Group"] != "Intercompany" }

    private init(_ bytes: [UInt8]) {
        let lines = bytes.split(separator: 10)
        let separator = UInt8(ascii: (lines.first ?? []).contains(59) ? ";" : ",")
        let header = lines.first.map { Self.cells($0, separator) } ?? []
        let columns = Dictionary(uniqueKeysWithValues: zip(header, header.indices))
        self.columns = columns
        rows = lines.dropFirst().map { Row(columns: columns, cells: Self.cells($0, separator)) }
    }

    private static func cells(_ line: ArraySlice<UInt8>, _ separator: UInt8) -> [String] {
        var cells: [String] = []
        var start = line.startIndex
        var isQuoted = false
        for index in line.indices {
            if line[index] == UInt8(ascii: "\"") { isQuoted.toggle() }
            guard line[index] == separator, !isQuoted else { continue }
            cells.append(text(line[start..<index]))
            start = index + 1
        }
        return cells + [text(line[start...])]
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes.filter { $0 != UInt8(ascii: "\"") }, as: UTF8.self)
    }
}

/// The days from 0000-03-01 to a date such as `2026-09-30`.
func dayNumber(_ iso: String) -> Int {
    let parts = iso.split(separator: "-").compactMap { Int($0) }
    guard parts.count == 3 else { return .min }
    let year = parts[1] > 2 ? parts[0] : parts[0] - 1
    let month = (parts[1] + 9) % 12
    return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + parts[2] - 1
}

/// `2026-09-30` of the ledger's `30.09.2026`
func isoDay(german: String) -> String {
    german.split(separator: ".").reversed().joined(separator: "-")
}

/// `2026-Q3` of `2026-09-30`
func quarterName(_ iso: String) -> String {
    let month = Int(iso.dropFirst(5).prefix(2)) ?? 0
    return iso.prefix(4) + "-Q\((month + 2) / 3)"
}
