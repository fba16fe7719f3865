package import Diagnostics

/// One entry of `checks:`: a rule that the data must keep, and how much it matters when it does not.
package struct DataCheck: Sendable {
    package enum Rule: Sendable {
        /// No two rows have the same values in all of these fields.
        case unique([String])
        /// Every row has a value in each of these fields.
        case notNull([String])
        case acceptedValues([FieldValues])
        case range([FieldRange])
        case references([Reference])
        /// The newest date of the field is at most that long before the data was taken.
        case freshWithin(Age, field: String)
        case rowCount(least: Int?, most: Int?)
        case reconcile(Reconciliation)
        case comparison(FormulaComparison)
    }

    /// The values that a field may have.
    package struct FieldValues: Sendable {
        package var field: String
        package var values: [CellValue]

        package init(_ field: String, _ values: [CellValue]) {
            self.field = field
            self.values = values
        }
    }

    /// The least and the largest value that a field may have, both allowed.
    package struct FieldRange: Sendable {
        package var field: String
        package var least: CellValue?
        package var most: CellValue?

        package init(_ field: String, least: CellValue?, most: CellValue?) {
            self.field = field
            self.least = least
            self.most = most
        }
    }

    /// A field whose values are those of a field of another table.
    package struct Reference: Sendable {
        package var field: String
        package var table: TableName
        package var target: String

        package init(_ field: String, to table: TableName, _ target: String) {
            self.field = field
            self.table = table
            self.target = target
        }
    }

    /// A length of time in days or calendar months.
    package enum Age: Hashable, Sendable {
        case days(Int)
        case months(Int)
    }

    /// The table whose rows are checked; nil for a comparison of formulas.
    package var table: TableName?
    package var rule: Rule
    package var severity: Diagnostic.Severity
    package var name: String?
    /// Why the rule is there, in the author's words.
    package var reason: String?
    package var location: SourceLocation

    package init(
        table: TableName?, rule: Rule, severity: Diagnostic.Severity = .error, name: String? = nil,
        reason: String? = nil, at location: SourceLocation
    ) {
        self.table = table
        self.rule = rule
        self.severity = severity
        self.name = name
        self.reason = reason
        self.location = location
    }
}

/// What one cell holds, as a check compares it.
package enum CellValue: Hashable, Sendable {
    case text(String)
    case number(ExactDecimal)
    case day(Day)

    /// As an author would write it.
    package var text: String {
        switch self {
        case .text(let text): text
        case .number(let number): number.canonical
        case .day(let day): day.description
        }
    }
}
