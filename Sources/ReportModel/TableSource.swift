package import Diagnostics

/// Where a table comes from and how its columns become fields: one entry of `tables:` in the YAML.
package struct TableSource: Sendable {
    package enum Origin: Sendable {
        /// A path or glob relative to `content/`.
        case file(String)
        /// A SQLite file relative to `content/`, and the query.
        case sqlite(String, query: String)
    }

    /// A value with the place in the YAML where it was written.
    package struct Placed<Value: Sendable>: Sendable {
        package var value: Value
        package var location: SourceLocation

        package init(_ value: Value, at location: SourceLocation) {
            self.value = value
            self.location = location
        }
    }

    package var table: TableName
    package var origin: Placed<Origin>
    /// Field (or a dimension of the company) to column of the file.
    package var columns: [String: Placed<String>]
    /// Field to their word to ours.
    package var values: [String: [String: String]]
    /// Rows that are kept; the names are their columns.
    package var filter: Expression?
    /// Field to an expression over their columns, `row_number` and `file_name`.
    package var computed: [String: Placed<Expression>]
    package var format: TableFormat
    /// Fields beyond the schema that the company's dimensions name; read when the file has them.
    package var dimensions: [String]

    package init(
        table: TableName, origin: Placed<Origin>, columns: [String: Placed<String>] = [:],
        values: [String: [String: String]] = [:], filter: Expression? = nil,
        computed: [String: Placed<Expression>] = [:], format: TableFormat = TableFormat(),
        dimensions: [String] = []
    ) {
        self.table = table
        self.origin = origin
        self.columns = columns
        self.values = values
        self.filter = filter
        self.computed = computed
        self.format = format
        self.dimensions = dimensions
    }
}

/// How the bytes of a file are to be read; nil means: found out from the file, or ISO.
package struct TableFormat: Hashable, Sendable {
    package enum Encoding: String, CaseIterable, Hashable, Sendable {
        case utf8 = "utf-8"
        case utf16 = "utf-16"
        case utf16LittleEndian = "utf-16le"
        case utf16BigEndian = "utf-16be"
        case windows1252 = "windows-1252"
        case latin1 = "iso-8859-1"
    }

    /// One ASCII character.
    package var delimiter: UInt8?
    package var encoding: Encoding?
    /// `dd/MM/yyyy`, `yyyy-MM-dd HH:mm:ss.SSS`; nil reads ISO dates with or without a time.
    package var date: String?
    /// `.` or `,`.
    package var decimal: UInt8
    /// A character between groups of three digits, where numbers have one.
    package var grouping: UInt8?
    /// Cells that mean "no value" beside the empty one.
    package var missing: [String]

    package init(
        delimiter: UInt8? = nil, encoding: Encoding? = nil, date: String? = nil,
        decimal: UInt8 = UInt8(ascii: "."), grouping: UInt8? = nil, missing: [String] = []
    ) {
        self.delimiter = delimiter
        self.encoding = encoding
        self.date = date
        self.decimal = decimal
        self.grouping = grouping
        self.missing = missing
    }
}
