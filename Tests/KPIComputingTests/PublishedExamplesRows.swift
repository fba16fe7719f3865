import ReportModel
import Testing

/// Subscriptions with these movements between the ends of January and February 2026.
struct MovementRows {
    /// All that there is at the end of January; nil: as much as the losses need.
    var start: ExactDecimal?
    var new = ExactDecimal.zero
    var expansion = ExactDecimal.zero
    var contraction = ExactDecimal.zero
    var churn = ExactDecimal.zero
    var reactivation = ExactDecimal.zero

    var csv: String {
        let half =
            ((start ?? churn + contraction + ExactDecimal(2)) - churn - contraction)
            * ExactDecimal(5, scale: 1)
        var lines = ["customer,start,end,amount"]
        func add(_ customer: String, _ dates: String, _ amount: ExactDecimal) {
            if !amount.isZero { lines.append("\(customer),\(dates),\(amount.canonical)") }
        }
        add("leaver", "2026-01-01,2026-02-15", churn)
        add("shrinker", "2026-01-01,2026-02-15", contraction)
        add("shrinker", "2026-01-01,", half)
        add("grower", "2026-01-01,", half)
        add("grower", "2026-02-10,", expansion)
        add("newcomer", "2026-02-10,", new)
        add("returner", "2025-11-01,2025-12-10", reactivation)
        add("returner", "2026-02-10,", reactivation)
        return lines.joined(separator: "\n")
    }
}

/// So many customers that pay the same, from the first day to the last.
func subscribers(
    _ name: String, _ count: Int, _ amount: ExactDecimal = ExactDecimal(10), from start: String,
    until end: String = ""
) -> String {
    (0..<count).map { "\(name)\($0),\(start),\(end),\(amount.canonical)\n" }.joined()
}

/// Revenue of 100 on a day, and its cost.
func marginTables(_ margin: ExactDecimal, on day: String) -> [TableName: String] {
    let cost = ExactDecimal(100) * (.one - margin)
    return [
        .revenue: "date,amount\n\(day),100",
        .financials: "date,line,amount\n\(day),cost_of_revenue,\(cost.canonical)",
    ]
}

/// Revenue of January 2026 by customer.
func concentrated(_ shares: [ExactDecimal]) -> String {
    shares.enumerated().reduce("date,amount,customer\n") {
        $0 + "2026-01-15,\($1.element.canonical),c\($1.offset)\n"
    }
}

/// Of how many one is this share.
func wholeNumber(ofShare share: ExactDecimal) throws -> Int {
    let count = ExactDecimal.one.divided(by: share)
    return try #require(Int(count?.canonical ?? ""), "one is no share of \(share)")
}
