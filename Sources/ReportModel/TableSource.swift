package import Diagnostics

/// Where a table comes from and how its columns become fields: one entry of `tables:` in the YAML.
package struct TableSource: Sendable {
    package enum Origin: Sendable {
        /// A path or glob relative to `content/`.
        case file(String)
        /// A SQLite file relative to `content/`, and the query.
        case sqlite(String, query: String)
        /// A program and its arguments, as written, `${env:NAME}` not filled in; it prints CSV.
        case command([String], timeout: Int)
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
    /// Of a workbook: the sheet's name, and the cells `A3:N80` with the header first; nil: the first
    /// sheet, all cells.
    package var sheet: Placed<String>?
    package var range: Placed<String>?
    /// Which columns are turned into rows, a value a row.
    package var wide: Wide?
    /// What numbers of the `value` or `amount` are multiplied by: `thousand` is 1000.
    package var unit: ExactDecimal
    /// Of rates: the currency that all are for one of, and the kind where no column says it.
    package var base: Placed<String>?
    package var kind: Placed<String>?

    /// A table that has a column for each period or currency.
    package struct Wide: Sendable {
        /// The field that the columns' names become: `period` or `currency`.
        package var field: Placed<String>
        /// The columns' names in order; nil: every column that is not mapped otherwise.
        package var columns: [String]?
        /// The column that says the year of columns that name months or quarters, `M01` or `Q1`.
        package var year: Placed<String>?

        package init(field: Placed<String>, columns: [String]? = nil, year: Placed<String>? = nil) {
            self.field = field
            self.columns = columns
            self.year = year
        }
    }

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
        unit = .one
    }
}

/// How the bytes of a file are to be read; nil means: found out from the file, or ISO.
package struct TableFormat: Hashable, Sendable {
    package enum Header: Hashable, Sendable {
        /// The line of the file, 1-based.
        case line(Int)
        /// The first row that has a cell of this name.
        case row(containing: String)
        /// There are none: columns are named `1`, `2`, ….
        case none
    }

    package enum Encoding: String, CaseIterable, Hashable, Sendable {
        case utf8 = "utf-8"
        case utf16 = "utf-16"
        case utf16LittleEndian = "utf-16le"
        case utf16BigEndian = "utf-16be"
        case windows1252 = "windows-1252"
        case latin1 = "iso-8859-1"
        case latin2 = "iso-8859-2"
        case latin9 = "iso-8859-15"
    }

    /// One ASCII character.
    package var delimiter: UInt8?
    package var encoding: Encoding?
    /// `dd/MM/yyyy`, `yyyy-MM-dd HH:mm:ss.SSS`, `excel` for serial numbers; nil reads ISO dates with
    /// or without a time, quarters and months, and what the column itself shows to be its form.
    ///
    /// Several forms, of which a cell may have any, are parted by `dateSeparator`.
    package var date: String?
    package static let dateSeparator = "|"
    /// The zone whose date a timestamp with a zone is given; UTC where nil.
    package var timeZone: String?
    /// The company's reporting currency, in which amounts of a table without `currency` are; where
    /// nil, the signs of currencies in numbers mean nothing.
    package var currency: String?
    /// Lines before the header that are no data.
    package var skip: Int
    /// Where the column names stand; nil: in the first line that is left.
    package var header: Header?
    /// `.` or `,`.
    package var decimal: UInt8
    /// Whether somebody said so; where nobody did, the numbers must tell.
    package var isDecimalDeclared: Bool
    /// A character between groups of three digits, where numbers have one.
    package var grouping: UInt8?
    /// Cells that mean "no value" beside the empty one.
    package var missing: [String]

    package init(
        delimiter: UInt8? = nil, encoding: Encoding? = nil, date: String? = nil,
        decimal: UInt8 = UInt8(ascii: "."), grouping: UInt8? = nil, missing: [String] = [],
        timeZone: String? = nil, currency: String? = nil, skip: Int = 0, header: Header? = nil,
        isDecimalDeclared: Bool = true
    ) {
        self.delimiter = delimiter
        self.encoding = encoding
        self.date = date
        self.decimal = decimal
        self.isDecimalDeclared = isDecimalDeclared
        self.grouping = grouping
        self.missing = missing
        self.timeZone = timeZone
        self.currency = currency
        self.skip = skip
        self.header = header
    }
}
