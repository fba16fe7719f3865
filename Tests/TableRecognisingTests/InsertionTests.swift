import Diagnostics
import TableRecognising
import Testing

@Suite("adding a table to the settings")
struct InsertionTests {
    private func table() throws -> RecognisedTable {
        let found = try Imported(
            "Date,Customer,Amount\n2025-01-05,A,1.5\n2025-02-05,B,2\n", name: "data/sales.csv")
        return try #require(found.table)
    }

    private func inserted(
        _ text: String, _ ids: [String] = []
    ) throws -> String? {
        var found: [Diagnostic] = []
        let result = try insert(
            table(), into: text, path: "content/revsite.yml", diagnostics: &found)
        #expect(found.map(\.id) == ids)
        guard let result else { return nil }
        // All that was there is there still, and nothing came but what is said.
        #expect(result.text.utf8.count >= text.utf8.count)
        #expect(result.text.contains(result.added))
        return result.text
    }

    @Test("it goes after the other tables, as far in as they are")
    func afterOthers() throws {
        let text = """
            site: {title: T}
            tables:
                # hand-kept
                customers:
                    file: data/c.csv   # ours

            # what we cut by
            dimensions: [region]
            """
        let new = try #require(try inserted(text))
        #expect(new.hasPrefix("site: {title: T}\ntables:\n    # hand-kept\n    customers:\n"))
        #expect(new.contains("# ours\n    # columns guessed"))
        #expect(new.contains("\n    revenue:\n      file: data/sales.csv\n"))
        #expect(new.hasSuffix("\n\n# what we cut by\ndimensions: [region]"))
    }

    @Test("it gets a key 'tables' where there is none, at the end of the file")
    func withoutTables() throws {
        let new = try #require(try inserted("site: {title: T}"))
        #expect(new.hasPrefix("site: {title: T}\n\ntables:\n  # columns guessed"))
        #expect(new.hasSuffix("\n"))
        #expect(try #require(try inserted("")).hasPrefix("tables:\n"))
    }

    @Test("an empty 'tables' gets it beneath", arguments: ["tables:", "tables: {}", "tables: ~"])
    func emptyTables(_ line: String) throws {
        let new = try #require(try inserted("site: {title: T}\n\(line)\nperiod: 2025-01\n"))
        #expect(new.hasPrefix("site: {title: T}\ntables:\n  # columns guessed"))
        #expect(new.hasSuffix("\nperiod: 2025-01\n"))
    }

    @Test("lines that end as on Windows stay so")
    func windowsLines() throws {
        let new = try #require(
            try inserted("tables:\r\n  customers:\r\n    file: c.csv\r\n"))
        #expect(new.utf8.count { $0 == 10 } == new.utf8.count { $0 == 13 })
    }

    @Test("a table that is there, tables in braces and broken YAML are refused")
    func refusals() throws {
        #expect(try inserted("tables:\n  revenue: {file: a.csv}\n", ["table-exists"]) == nil)
        #expect(try inserted("tables: {customers: {file: a.csv}}\n", ["not-supported"]) == nil)
        #expect(try inserted("tables: [\n", ["yaml-syntax"]) == nil)
        #expect(try inserted("tables: 7\n", ["type-mismatch"]) == nil)
    }
}
