package import Diagnostics

/// A run of rows of one table as typed columns, all of the same length.
package struct TableBatch: Sendable {
    package var rowCount: Int
    package var columns: [String: Column]
    /// The line of the file (or row of the query) where each row starts, 1-based.
    package var lines: [Int32]
    /// The file that the rows stand in, relative to the workspace.
    package var path: String

    package init(
        rowCount: Int, columns: [String: Column], lines: [Int32], path: String = ""
    ) {
        self.path = path
        self.rowCount = rowCount
        self.columns = columns
        self.lines = lines
    }

    /// Where a row starts.
    package func location(ofRow row: Int) -> SourceLocation {
        SourceLocation(path: path, line: Int(lines[row]), column: 1)
    }

    package enum Column: Sendable {
        /// Codes of the table's dictionary for that field; 0 is the missing value.
        case text([Int32])
        /// Day numbers; `missingDay` where there is none.
        case dates([Int32])
        case numbers(DecimalColumn)

        package static let missingDay = Int32.min
    }
}

/// The texts of one text field of one table in order of first appearance; code 0 is "no value".
package struct TextDictionary: Sendable {
    package private(set) var texts: [String]
    private var codes: [String: Int32]

    package init() {
        texts = [""]
        codes = ["": 0]
    }

    package var count: Int { texts.count }
    package subscript(code: Int32) -> String { texts[Int(code)] }

    package func code(of text: String) -> Int32? { codes[text] }

    /// The code of a text, given one if it is new.
    package mutating func encode(_ text: String) -> Int32 {
        if let code = codes[text] { return code }
        let code = Int32(texts.count)
        texts.append(text)
        codes[text] = code
        return code
    }
}

/// What a reader says of a table once all of it was read.
package struct TableReceipt: Sendable {
    package var table: TableName
    package var files: [FileReceipt]
    /// Rows in the files, header and blank lines not counted.
    package var rowsRead: Int
    package var rowsUsed: Int
    /// Why rows were left out, with the number of them, in order of the reason.
    package var leftOut: [LeftOut]
    package var dictionaries: [String: TextDictionary]
    /// Fields that the batches hold.
    package var fields: Set<String>
    /// What was found out from the files rather than said in the settings, a sentence each.
    package var findings: [String] = []

    package struct FileReceipt: Hashable, Sendable {
        /// Relative to the workspace.
        package var path: String
        package var bytes: Int
        /// Lower-case hexadecimal.
        package var sha256: String
        package var rows: Int

        package init(path: String, bytes: Int, sha256: String, rows: Int) {
            self.path = path
            self.bytes = bytes
            self.sha256 = sha256
            self.rows = rows
        }
    }

    package struct LeftOut: Hashable, Sendable {
        package var reason: String
        package var rows: Int
        /// The first few, to look at.
        package var firstLines: [Int]

        package init(reason: String, rows: Int, firstLines: [Int]) {
            self.reason = reason
            self.rows = rows
            self.firstLines = firstLines
        }
    }

    package init(
        table: TableName, files: [FileReceipt] = [], rowsRead: Int = 0, rowsUsed: Int = 0,
        leftOut: [LeftOut] = [], dictionaries: [String: TextDictionary] = [:],
        fields: Set<String> = []
    ) {
        self.table = table
        self.files = files
        self.rowsRead = rowsRead
        self.rowsUsed = rowsUsed
        self.leftOut = leftOut
        self.dictionaries = dictionaries
        self.fields = fields
    }
}
