package import ReportModel

extension Measure {
    /// What the measure asks of its table, in words: `sum of amount in revenue, by date`.
    package var text: String {
        if let recurring {
            return
                "\(recurring.rawValue.replacing("_", with: " ")) of recurring revenue, by customer"
        }
        var words = aggregate == .top ? topWords : "\(aggregate.rawValue)"
        if let value { words += " of \(value.text)" }
        words += " in \(table.rawValue)"
        if let date { words += ", by \(date)" }
        if isOpenBalance { words += ", open at the end of the period" }
        if isDueNextQuarter { words += ", closing in the fiscal quarter after the period" }
        if let filter { words += ", where \(filter.text)" }
        if let filterWhereMapped { words += ", and \(filterWhereMapped.text) where it is known" }
        return words
    }

    private var topWords: String {
        count == 0 ? "sum over customers above zero" : "sum over the \(count) largest customers"
    }
}
