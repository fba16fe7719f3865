import ReportModel

/// Each contract whose term ends, with what became of it.
///
/// What is renewed is the new term's price a month for as long as the old one ran, never more than the old
/// one's; a term that ended and was not followed is pending for the days of grace, then lost.
func renewals(_ sources: DerivationSources) -> DerivedRows {
    let contracts = sources[.contracts]
    let successors = contracts.rows(by: "renewed_from")
    let lines = ServiceLines(sources)
    let scores = HealthReadings(sources)
    let grace = sources.settings.options.whole("mrr.renewal_grace")
    let red =
        sources.settings.options.number("renewal_rate.at_risk_below")
        ?? sources.settings.health.red
    let amber = sources.settings.health.amber
    var writer = RowWriter(
        texts: Array(Set(contracts.textFields).union(["contract", "status", "risk"])).sorted(),
        days: ["date"], numbers: ["due", "renewed"])
    for row in 0..<contracts.count {
        guard let start = contracts.day("start", row), let end = contracts.day("term_end", row),
            end > start
        else { continue }
        let due = contracts.number("value", row)
        let customer = contracts.text("customer", row)
        let followers = successors[contracts.text("id", row)] ?? []
        var status = "open"
        var renewed = ExactDecimal.zero
        if !followers.isEmpty {
            // Of terms that have yet to end only those that were renewed are decided.
            status = end <= sources.asOf ? "renewed" : "renewed early"
            renewed = renewedValue(
                contracts, followers, months: termMonths(from: start, to: end), due: due)
        } else if end <= sources.asOf {
            if isYes(contracts.text("auto_renew", row)), lines.isServed(customer, on: end) {
                status = "renewed"
                renewed = due ?? .zero
            } else {
                status = sources.asOf.days(since: end) < grace ? "pending" : "lost"
            }
        }
        let score = scores.score(of: customer, on: sources.asOf)
        var numbers: [String: ExactDecimal] = [:]
        numbers["due"] = due
        numbers["renewed"] = due == nil ? nil : renewed
        writer.add(
            line: contracts.line(row), carrying: (contracts, row),
            texts: [
                "contract": contracts.text("id", row), "status": status,
                "risk": score.map { $0 < red ? "yes" : $0 < amber ? "watch" : "no" } ?? "unknown",
            ], days: ["date": end.adding(days: -1)], numbers: numbers)
    }
    return writer.finish()
}

func renewedValue(
    _ contracts: SourceRows, _ followers: [Int], months: ExactDecimal?, due: ExactDecimal?
) -> ExactDecimal {
    guard let due else { return .zero }
    var renewed = ExactDecimal.zero
    for row in followers {
        guard let value = contracts.number("value", row) else { return due }
        var part = value
        if let start = contracts.day("start", row), let end = contracts.day("term_end", row),
            end > start, let months, let own = termMonths(from: start, to: end), own != months
        {
            part = (value * months).divided(by: own)?.rounded(to: max(value.scale, 2)) ?? value
            part.isRounded = false
        }
        renewed += part
    }
    return min(renewed, due)
}

func isYes(_ text: String) -> Bool { ["yes", "y", "true", "1"].contains(text.lowercased()) }

/// Whether customers are still served a year after their first day of service.
func anniversaries(_ sources: DerivationSources) -> DerivedRows {
    let lines = ServiceLines(sources)
    var writer = RowWriter(texts: ["customer"], days: ["date"], numbers: ["active"])
    for customer in lines.customers {
        guard let first = lines.firstDay(of: customer) else { continue }
        let day = yearAfter(first)
        if day > sources.asOf { continue }
        writer.add(
            texts: ["customer": customer], days: ["date": day],
            numbers: ["active": lines.isServed(customer, on: day) ? .one : .zero])
    }
    return writer.finish()
}

/// The same day of the next year; 28 February for a 29th.
private func yearAfter(_ day: Day) -> Day {
    let (year, month, number) = day.components
    return Day(year: year + 1, month: month, day: number)
        ?? Day(year: year + 1, month: month, day: number - 1) ?? day.adding(days: 365)
}

/// The days from the first day of service to the first use.
func onboardings(_ sources: DerivationSources) -> DerivedRows {
    let lines = ServiceLines(sources)
    let usage = sources[.usage]
    var firstUse: [String: Day] = [:]
    for row in 0..<usage.count {
        guard let day = usage.day("date", row), day <= sources.asOf,
            let quantity = usage.number("quantity", row), !quantity.isZero, !quantity.isNegative
        else { continue }
        let customer = usage.text("customer", row)
        firstUse[customer] = firstUse[customer].map { min($0, day) } ?? day
    }
    // Who was a customer before use was recorded has a first use that nobody knows.
    let recorded = firstUse.values.min()
    var writer = RowWriter(texts: ["customer"], days: ["date"], numbers: ["days"])
    for customer in lines.customers {
        guard let start = lines.firstDay(of: customer), let use = firstUse[customer],
            let recorded, start >= recorded, use >= start
        else { continue }
        writer.add(
            texts: ["customer": customer], days: ["date": use],
            numbers: ["days": ExactDecimal(use.days(since: start))])
    }
    return writer.finish()
}
