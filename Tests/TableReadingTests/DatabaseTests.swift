import Diagnostics
import Foundation
import GRDB
import ReportModel
import TableReading
import Testing

@Suite("SQLite")
struct DatabaseTests {
    /// Runs the body with a database file in a folder of its own.
    private func withDatabase(
        _ sql: String, _ body: (DatabaseFile, URL) throws -> Void
    ) throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "table #1 \(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "a?b%.sqlite").path
        let queue = try DatabaseQueue(path: path)
        try queue.write { try $0.execute(sql: sql) }
        try queue.close()
        try body(
            DatabaseFile(path: "data/a.sqlite", absolutePath: path, byteCount: 5, sha256: "ab"),
            folder)
    }

    private let rows = """
        create table t (date text, amount, customer, note);
        insert into t values ('2024-01-01', 0.15, 7, 'x'), ('2024-01-02', 12, 'A', null),
            ('2024-01-03', '1,5', null, null);
        """

    @Test("integers, reals and texts are exact; texts keep to the format, NULL is no value")
    func types() throws {
        try withDatabase(rows) { database, folder in
            var table = Table()
            table.query = "select * from t order by date"
            table.format.decimal = UInt8(ascii: ",")
            table.filter = "row_number < 9 and file_name = \"a.sqlite\""
            table.computed = ["quantity": "amount * 2"]
            let found = try table.read(database: database)
            #expect(found.diagnostics == [])
            #expect(found.columns["amount"] == ["0.15", "12", "1.5"])
            #expect(found.columns["quantity"] == ["0.3", "24", "3"])
            #expect(found.columns["customer"] == ["7", "A", ""])
            #expect(found.lines == [1, 2, 3])
            #expect(found.receipt.files.map(\.rows) == [3])
            #expect(found.receipt.files.map(\.sha256) == ["ab"])
            let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(files == ["a?b%.sqlite"])
        }
    }

    @Test("rows that are still in a log beside the database are an error, not left out silently")
    func writeAheadLog() throws {
        try withDatabase(rows) { database, _ in
            try Data([1]).write(to: URL(filePath: database.absolutePath + "-wal"))
            var table = Table()
            table.query = "select date, 1 as amount from t"
            #expect(try table.read(database: database).places == ["database-in-use 1:1"])
            try Data().write(to: URL(filePath: database.absolutePath + "-wal"))
            #expect(try table.read(database: database).diagnostics == [])
        }
    }

    @Test("two statements are refused in our own words")
    func twoStatements() throws {
        try withDatabase(rows) { database, _ in
            var table = Table()
            table.query = "select date, 1 as amount from t; drop table t"
            let found = try table.read(database: database)
            #expect(found.places == ["query-failed 1:1"])
            #expect(found.diagnostics.first?.message.contains("one statement") == true)
        }
    }

    @Test("a wrong value names the row of the query, at the query's place")
    func wrongValue() throws {
        try withDatabase(rows + "insert into t values ('2024-01-04', x'00', 'B', null);") {
            database, _ in
            var table = Table()
            table.query = "select * from t order by date"
            let found = try table.read(database: database)
            #expect(found.places == ["number-invalid 1:1", "value-type 1:1"])
            #expect(
                found.diagnostics[0].message
                    == "'1,5' is no number for 'amount' in row 3 of the query")
            #expect(found.columns["amount"] == ["0.15", "12"])
        }
    }

    @Test(
        "only one SELECT is run",
        arguments: [
            "delete from t", "attach 'x' as y", "pragma journal_mode", "select 1; select 2", "",
            "select nothing from t", "vacuum into 'x'", "explain select 1",
            "insert into t (date) values ('x') returning date",
        ])
    func refused(query: String) throws {
        try withDatabase(rows) { database, folder in
            var table = Table()
            table.query = query
            let found = try table.read(database: database)
            #expect(found.ids == ["query-failed"])
            #expect(found.diagnostics.first?.location?.path == "revsite.yml")
            let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(files == ["a?b%.sqlite"])
        }
    }

    @Test("a query may begin with a comment or a common table expression")
    func otherBeginnings() throws {
        try withDatabase(rows) { database, _ in
            var table = Table()
            table.query =
                "-- all\n/* of */ with s as (select * from t) select date, 1 as amount from s;"
            let found = try table.read(database: database)
            #expect(found.receipt.rowsUsed == 3)
        }
    }

    @Test("a file that is missing or no database is an error at its place")
    func unreadable() throws {
        try withDatabase(rows) { _, folder in
            var table = Table()
            table.query = "select 1"
            let missing = folder.appending(path: "none.sqlite").path
            let none = try table.read(
                database: DatabaseFile(path: "none", absolutePath: missing))
            #expect(none.ids == ["database-invalid"])
            let text = folder.appending(path: "text.sqlite")
            try Data(repeating: 65, count: 4096).write(to: text)
            let wrong = try table.read(
                database: DatabaseFile(path: "text", absolutePath: text.path))
            #expect(wrong.ids == ["database-invalid"])
            #expect(!FileManager.default.fileExists(atPath: missing))
        }
    }

    @Test("what the consumer throws comes through")
    func thrown() throws {
        struct Failure: Error {}
        try withDatabase(rows) { database, _ in
            var table = Table()
            table.query = "select date, 1 as amount from t"
            let source = table.source()
            #expect(throws: Failure.self) {
                _ = try readTable(source, database: database) { _, _ in throw Failure() }
            }
        }
    }
}
