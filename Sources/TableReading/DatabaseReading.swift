package import Diagnostics
import GRDB
import Glibc
package import ReportModel

/// A SQLite file that was looked at and may be read.
package struct DatabaseFile: Sendable {
    /// Relative to the workspace, for receipts and diagnostics.
    package var path: String
    /// Where SQLite opens it.
    package var absolutePath: String
    package var byteCount: Int
    /// Lower-case hexadecimal.
    package var sha256: String

    package init(path: String, absolutePath: String, byteCount: Int = 0, sha256: String = "") {
        self.path = path
        self.absolutePath = absolutePath
        self.byteCount = byteCount
        self.sha256 = sha256
    }
}

/// Reads the rows of a table's query into batches of typed columns.
///
/// The file is opened as one that nobody changes, so that nothing is written beside it; what a
/// `-wal` file beside it holds would not be seen and is an error.
///
/// - Throws: What `consume` throws; a query or file that SQLite refuses is a diagnostic.
package func readTable(
    _ source: TableSource, database: DatabaseFile, wanted: Set<String>? = nil,
    consume: BatchConsumer
) throws -> (receipt: TableReceipt, diagnostics: [Diagnostic]) {
    guard case .sqlite(_, let query) = source.origin.value else {
        preconditionFailure("a database is read for a table that has a query")
    }
    var reader = TableReader(source, wanted: wanted)
    var rows = 0
    if hasUnmergedRows(database.absolutePath) {
        reader.tally.add(
            Diagnostic(
                id: "database-in-use",
                "\(database.path) has rows that are still in the file '-wal' beside it",
                remedy: "close the program that writes it, or export a copy with"
                    + " sqlite3's '.backup'", at: source.origin.location))
    }
    do {
        try databaseQueue(database.absolutePath).read { connection in
            let statement = try checked(connection.makeStatement(sql: query))
            var intake = RecordIntake(
                &reader, path: database.path, number: 0, header: statement.columnNames)
            var record = CSVRecord()
            let cursor = try Row.fetchCursor(statement)
            while let row = try cursor.next() {
                rows += 1
                record.fill(row, number: rows)
                do {
                    try intake.add(record, &reader, consume)
                } catch {
                    throw ConsumerFailure(error: error)
                }
            }
            do {
                try intake.finish(&reader, consume)
            } catch {
                throw ConsumerFailure(error: error)
            }
        }
    } catch let failure as ConsumerFailure {
        throw failure.error
    } catch let refusal as QueryRefusal {
        reader.tally.add(
            Diagnostic(
                id: "query-failed", refusal.message,
                remedy: "a query is one SELECT that reads", at: source.origin.location))
    } catch let error as DatabaseError {
        reader.tally.add(diagnostic(of: error, database.path, at: source.origin.location))
    }
    reader.reportWhole()
    let receipt = TableReceipt.FileReceipt(
        path: database.path, bytes: database.byteCount, sha256: database.sha256, rows: rows)
    return (reader.receipt(files: [receipt]), reader.tally.result)
}

/// Tells what `consume` threw from what the database did.
private struct ConsumerFailure: Error {
    var error: any Error
}

private struct QueryRefusal: Error {
    var message: String
}

/// Whether a write-ahead log lies beside the database: rows that a file opened as unchanging lacks.
private func hasUnmergedRows(_ path: String) -> Bool {
    var status = stat()
    return stat(path + "-wal", &status) == 0 && status.st_size > 0
}

private func databaseQueue(_ path: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.readonly = true
    var escaped = ""
    for byte in path.utf8 {
        let isPlain =
            (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
            || "/-_.~".utf8.contains(byte)
        if isPlain {
            escaped.unicodeScalars.append(UnicodeScalar(byte))
        } else {
            let digits = String(byte, radix: 16, uppercase: true)
            escaped += (byte < 16 ? "%0" : "%") + digits
        }
    }
    return try DatabaseQueue(path: "file:\(escaped)?immutable=1", configuration: configuration)
}

/// Only a query: no ATTACH, no PRAGMA, nothing that writes.
private func checked(_ statement: Statement) throws -> Statement {
    let word = firstWord(of: statement.sql)
    guard statement.isReadonly, statement.columnCount > 0,
        ["select", "with", "values"].contains(word)
    else {
        throw QueryRefusal(message: "the query begins with '\(excerpt(word))' and is no SELECT")
    }
    return statement
}

/// The first word of a statement in lower case, comments and parentheses passed over.
private func firstWord(of sql: String) -> String {
    var rest = Substring(sql)
    while let first = rest.first {
        if first.isWhitespace || first == "(" || first == ";" {
            rest = rest.dropFirst()
        } else if rest.hasPrefix("--") {
            rest = rest.drop { !$0.isNewline }
        } else if rest.hasPrefix("/*") {
            rest = rest.dropFirst(2)
            while !rest.isEmpty, !rest.hasPrefix("*/") { rest = rest.dropFirst() }
            rest = rest.dropFirst(2)
        } else {
            break
        }
    }
    return rest.prefix { $0.isLetter }.lowercased()
}

private func diagnostic(
    of error: DatabaseError, _ path: String, at location: SourceLocation
) -> Diagnostic {
    let message = excerpt(
        error.message ?? "SQLite error \(error.resultCode.rawValue)", limit: 300)
    switch error.resultCode {
    case .SQLITE_NOTADB, .SQLITE_CORRUPT:
        return Diagnostic(
            id: "database-invalid", "\(path) is no SQLite database that can be read: \(message)",
            remedy: "copy the file again, or read it as CSV by 'file:'", at: location)
    case .SQLITE_CANTOPEN, .SQLITE_IOERR, .SQLITE_PERM, .SQLITE_AUTH:
        return Diagnostic(
            id: "database-invalid", "\(path) cannot be opened: \(message)",
            remedy: "look whether it is there and may be read", at: location)
    case .SQLITE_MISUSE:
        // The library's message speaks of its own functions.
        return Diagnostic(
            id: "query-failed", "the query for \(path) is more than one statement",
            remedy: "a query is one SELECT that reads", at: location)
    default:
        return Diagnostic(
            id: "query-failed", "SQLite refuses the query for \(path): \(message)",
            remedy: "try it with sqlite3", at: location)
    }
}

extension CSVRecord {
    /// Takes the values of a row of a query as cells.
    fileprivate mutating func fill(_ row: Row, number: Int) {
        clear()
        line = number
        for value in row.databaseValues {
            var kind = CellKind.text
            switch value.storage {
            case .null: break
            case .int64(let integer):
                bytes.append(contentsOf: String(integer).utf8)
                kind = .number
            case .double(let real):
                bytes.append(contentsOf: real.description.utf8)
                kind = .number
            case .string(let text): bytes.append(contentsOf: text.utf8)
            case .blob:
                // One byte stands for them all: the cell isn't empty, and nothing reads it.
                bytes.append(UInt8(ascii: "?"))
                kind = .binary
            }
            ends.append(bytes.count)
            kinds.append(kind)
            cellCount += 1
        }
    }
}
