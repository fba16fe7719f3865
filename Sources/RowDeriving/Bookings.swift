import ReportModel

/// Each contract on the day it was signed, with what it is worth in all and in its first year.
func bookings(_ sources: DerivationSources) -> DerivedRows {
    let contracts = sources[.contracts]
    var writer = RowWriter(
        texts: Array(Set(contracts.textFields).union(["contract", "has_term"])).sorted(),
        days: ["date"],
        numbers: ["tcv", "acv"])
    for row in 0..<contracts.count {
        guard let day = contracts.day("signed", row) ?? contracts.day("start", row),
            let value = contracts.number("value", row)
        else { continue }
        var months: ExactDecimal?
        if let start = contracts.day("start", row), let end = contracts.day("term_end", row),
            end > start
        {
            months = termMonths(from: start, to: end)
        }
        var numbers = ["tcv": value]
        numbers["acv"] = firstYear(of: value, months: months)
        writer.add(
            line: contracts.line(row), carrying: (contracts, row),
            texts: [
                "contract": contracts.text("id", row), "has_term": months == nil ? "no" : "yes",
            ], days: ["date": day], numbers: numbers)
    }
    return writer.finish()
}

/// What of a commitment falls into its first year; all of it where it is no longer, or has no term.
func firstYear(of value: ExactDecimal, months: ExactDecimal?) -> ExactDecimal? {
    guard let months, months > ExactDecimal(12) else { return value }
    return (value * ExactDecimal(12)).divided(by: months)?.rounded(to: 20)
}

/// Whole months where the term has them, else days of a year of 365 in twelve months.
func termMonths(from start: Day, to end: Day) -> ExactDecimal? {
    if let months = start.wholeMonths(to: end) { return ExactDecimal(months) }
    // An end that was written as the last day, not as the one after it.
    let after = end.adding(days: 1)
    if after.components.day == start.components.day, let months = start.wholeMonths(to: after) {
        return ExactDecimal(months)
    }
    return ExactDecimal(end.days(since: start) * 12).divided(by: ExactDecimal(365))
}
