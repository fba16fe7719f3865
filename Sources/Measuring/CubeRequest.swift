package import ReportModel

/// One question to one table: which measure, of which rows, grouped by what; always by month.
package struct CubeRequest: Hashable, Sendable {
    package var measure: Measure
    /// Beyond the measure's own filter; names are dimensions or fields.
    package var filter: Expression?
    /// Group by these, in order; the customer is added by the measures that need it.
    package var dimensions: [String]

    package init(measure: Measure, filter: Expression? = nil, dimensions: [String] = []) {
        self.measure = measure
        self.filter = filter
        self.dimensions = dimensions.sorted()
    }

    /// Measures of recurring revenue share one matrix of customers and months.
    package var canonical: CubeRequest {
        guard measure.aggregate == .recurring else { return self }
        let matrix = Measure(
            id: "recurring", table: measure.table, aggregate: .recurring, recurring: .balance)
        return CubeRequest(measure: matrix, filter: filter, dimensions: dimensions)
    }

    var groupsByCustomer: Bool { measure.aggregate == .recurring || measure.aggregate == .top }
}

/// The answer: for each combination of values (and customer, where the measure needs it) the months.
package struct Cube: Sendable {
    package enum Cell: Sendable {
        case sum(ExactDecimal)
        case count(Int)
        /// Codes of the table's dictionary; sets of several months are united, never added.
        case distinct(Set<Int32>)
        case values([ExactDecimal])
    }

    /// Values in the order of the request's dimensions; the customer last, where there is one.
    package struct Key: Hashable, Comparable, Sendable {
        package var values: [String]
        package var customer: String

        package init(values: [String], customer: String = "") {
            self.values = values
            self.customer = customer
        }

        package static func < (left: Key, right: Key) -> Bool {
            left.values != right.values
                ? left.values.lexicographicallyPrecedes(right.values)
                : left.customer < right.customer
        }
    }

    package var request: CubeRequest
    package var cells: [Key: [Month: Cell]]
    /// First and last month of any row of the measure, over all cuts; nil without rows.
    package var coverage: ClosedRange<Month>?
    /// Rows that the measure could not place, by reason, for the audit page.
    package var unplaced: [String: Int]
    /// Whether the filter that applies only where its field is mapped did apply.
    package var appliesMappedFilter: Bool

    package init(request: CubeRequest) {
        self.request = request
        cells = [:]
        coverage = nil
        unplaced = [:]
        appliesMappedFilter = false
    }
}
