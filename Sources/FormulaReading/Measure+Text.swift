package import ReportModel

extension Measure {
    /// What the measure asks of its table, in words: `sum of amount in revenue, by date`.
    package var text: String {
        if let recurring {
            return
                "\(recurring.rawValue.replacing("_", with: " ")) of recurring revenue, by customer"
        }
        var words =
            switch aggregate {
            case .top: topWords
            case .squares: "sum of the squares of the customers' sums above zero"
            case .first: "new ones"
            case .major: "customers with a tenth or more of the sum"
            default: aggregate.rawValue
            }
        if let value { words += " of \(value.text)" }
        words += " in \(table.rawValue)"
        words += timing.text
        if let filter { words += ", where \(filter.text)" }
        if let filterWhereMapped { words += ", and \(filterWhereMapped.text) where it is known" }
        return words
    }

    private var topWords: String {
        count == 0 ? "sum over customers above zero" : "sum over the \(count) largest customers"
    }
}

extension Measure.Timing {
    fileprivate var text: String {
        switch self {
        case .dated(let field): ", by \(field)"
        case .ahead(let field): ", by \(field), also after the data was taken"
        case .monthEnd(let field): ", at the end of the month of \(field)"
        case .inForce(let from, let to):
            ", in force at the end of the month: '\(from)' by then and not yet '\(to)'"
        case .openDeals: ", open at the end of the period"
        case .dueDeals: ", in the month in which they are due"
        case .dueFromMonthEnd: ", at month ends, due in the horizon after them"
        case .service(let from, let to): ", spread over the days from \(from) to \(to)"
        case .never: ""
        }
    }
}
