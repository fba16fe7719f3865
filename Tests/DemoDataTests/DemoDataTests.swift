import DemoData
import Foundation
import Testing

@Suite("the demonstration company's data")
struct DemoDataTests {
    private static let files = demoFiles()
    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    @Test("the same seed gives the same bytes, another seed others")
    func seeds() {
        let again = demoFiles()
        #expect(again.map(\.path) == Self.files.map(\.path))
        #expect(again.map(\.bytes) == Self.files.map(\.bytes))
        let other = demoFiles(seed: 7)
        #expect(other.map(\.path) == Self.files.map(\.path))
        let fixed: Set<String> = ["data/owners.csv", "data/products.csv"]
        for (one, another) in zip(Self.files, other) where !fixed.contains(one.path) {
            #expect(one.bytes != another.bytes, "\(one.path) is the same for both seeds")
        }
    }

    @Test("the committed files are those that the generator writes, all of them and no others")
    func committed() throws {
        let folder = Self.root.appending(path: "content/data")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { !$0.hasPrefix(".") }
        #expect(names.map { "data/" + $0 }.sorted() == Self.files.map(\.path).sorted())
        for file in Self.files {
            let place = Self.root.appending(path: "content/" + file.path)
            if ProcessInfo.processInfo.environment["REVSITE_RECORD"] == "1" {
                try Data(file.bytes).write(to: place)
                Issue.record("recorded \(file.path)")
                continue
            }
            let bytes = try [UInt8](Data(contentsOf: place))
            #expect(bytes == file.bytes, "\(file.path) is not what the generator writes")
        }
    }

    @Test("all of it is below 6 MB")
    func size() {
        #expect(Self.files.map(\.bytes.count).reduce(0, +) < 6_000_000)
    }

    @Test("every row has the cells of its header, every quote is closed", arguments: [2026, 7])
    func wellFormed(seed: UInt64) {
        for file in demoFiles(seed: seed) {
            let rows = cells(file.bytes)
            let header = rows.first ?? []
            #expect(rows.count > 1, "\(file.path) has rows")
            #expect(Set(header).count == header.count, "\(file.path) names a column twice")
            #expect(file.bytes.last == UInt8(ascii: "\n"))
            #expect(!file.bytes.contains(0))
            for (index, row) in rows.enumerated() where row.count != header.count {
                Issue.record("\(file.path), row \(index + 1), seed \(seed): \(row.count) cells")
            }
        }
    }

    @Test("ids are unique in every table that has them")
    func ids() {
        for (path, column) in [
            ("data/customers.csv", "Account ID"), ("data/opportunities.csv", "Opportunity ID"),
            ("data/owners.csv", "Employee No"), ("data/products.csv", "Item No"),
            ("data/leads.csv", "Lead ID"), ("data/contracts.csv", "Contract No"),
            ("data/support.csv", "Case No"),
        ] {
            let rows = Self.files.first { $0.path == path }.map { cells($0.bytes) } ?? []
            guard let index = rows.first?.firstIndex(of: column) else {
                Issue.record("\(path) has no column '\(column)'")
                continue
            }
            let ids = rows.dropFirst().map { $0[index] }
            #expect(Set(ids).count == ids.count, "\(path) has an id twice")
        }
    }

    /// Records of a file with commas or semicolons; cells as Latin-1 or UTF-8 bytes, which is enough
    /// to count and compare them.
    private func cells(_ bytes: [UInt8]) -> [[String]] {
        let head = bytes.prefix { $0 != 10 }
        let separator = UInt8(ascii: head.contains(UInt8(ascii: ";")) ? ";" : ",")
        var rows: [[String]] = []
        var row: [String] = []
        var cell: [UInt8] = []
        var isQuoted = false
        for byte in bytes {
            if byte == UInt8(ascii: "\"") {
                isQuoted.toggle()
            } else if byte == separator, !isQuoted {
                row.append(String(decoding: cell, as: UTF8.self))
                cell = []
            } else if byte == 10, !isQuoted {
                rows.append(row + [String(decoding: cell, as: UTF8.self)])
                (row, cell) = ([], [])
            } else if byte != 13 || isQuoted {
                cell.append(byte)
            }
        }
        if isQuoted { Issue.record("a quote is not closed") }
        return rows
    }
}
