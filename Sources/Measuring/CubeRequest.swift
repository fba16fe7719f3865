package import ReportModel

/// One question to one table: which measure, of which rows, grouped by what; always by month.
package struct CubeRequest: Hashable, Sendable {
    package var measure: Measure
    /// Beyond the measure's own filter; names are dimensions or fields.
    package var filter: Expression?
    /// Group by these, in order; the customer is added by the measures that need it.
    package var dimensions: [String]
    /// Rows dated later do not count: of a period compared with one that still runs.
    package var through: Day?

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

    var groupsByCustomer: Bool { measure.aggregate.isByCustomer }

    /// The field whose values the measure keeps apart: customers, or what is counted once.
    var groupedField: String? {
        if groupsByCustomer { return "customer" }
        if [.distinct, .first].contains(measure.aggregate),
            case .name(let field)? = measure.value?.kind
        {
            return field
        }
        return nil
    }
}
