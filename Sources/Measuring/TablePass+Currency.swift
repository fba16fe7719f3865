import Diagnostics
import ReportModel

extension TablePass {
    /// The rows with their amounts in the reporting currency, and the rates that took them there.
    ///
    /// Subscriptions and deals are seen at one rate for all months, so that rates make no movement.
    mutating func inReportingCurrency(_ reader: RowReader) -> RowReader {
        guard case .numbers(let amounts)? = reader.batch.columns["amount"],
            case .text(let codes)? = reader.batch.columns["currency"],
            let words = reader.dictionaries["currency"]
        else { return reader }
        let own = surroundings.rates.reportingCurrency
        let isStock = table == .subscriptions || table == .opportunities
        var converted = amounts
        var rates = [ExactDecimal?](repeating: nil, count: reader.batch.rowCount)
        for row in 0..<reader.batch.rowCount where codes[row] != 0 {
            let currency = words[codes[row]]
            if currency == own { continue }
            var day = surroundings.asOf
            if !isStock, case .day(let date) = reader.field("date", row) { day = date }
            rates[row] =
                isStock
                ? surroundings.rates.constantRate(of: currency, asOf: day)
                : surroundings.rates.rate(of: currency, on: day)
            if let rate = rates[row] {
                converted[row] = amounts[row]?.divided(by: rate)?.settled
            } else {
                converted[row] = nil
                reportRate(currency, day, at: reader.batch.location(ofRow: row))
            }
        }
        var batch = reader.batch
        batch.columns["amount"] = .numbers(converted)
        return RowReader(batch: batch, dictionaries: reader.dictionaries, rates: rates)
    }

    private mutating func reportRate(_ currency: String, _ day: Day, at place: SourceLocation) {
        guard reported.insert("rate " + currency).inserted else { return }
        diagnostics.append(
            Diagnostic(
                id: "rate-missing",
                "a row of '\(table.rawValue)' is in \(currency), for which there is "
                    + "no rate to \(surroundings.rates.reportingCurrency) on \(day)",
                remedy: "add a table 'rates', or leave these rows out with 'where'",
                at: place))
    }
}

extension ExactDecimal {
    /// Twenty digits after the point, so that sums of quotients stay exact in any order.
    var settled: ExactDecimal { rounded(to: 20) }
}
