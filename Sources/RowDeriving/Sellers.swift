import ReportModel

/// By seller and month the quota for the days on which he was there, until a year after the data.
func quotas(_ sources: DerivationSources) -> DerivedRows {
    let owners = sources[.owners]
    let interval =
        switch sources.settings.options.text("quota_attainment.quota") {
        case "month": 1
        case "quarter": 3
        default: 12
        }
    let calendar = sources.settings.calendar
    let asOf = calendar.month(of: sources.asOf)
    var writer = RowWriter(texts: ["owner", "ramped"], days: ["date"], numbers: ["amount"])
    for row in 0..<owners.count {
        guard let quota = owners.number("quota", row), !quota.isZero, !quota.isNegative else {
            continue
        }
        let start = owners.day("start", row) ?? calendar.firstDay(of: asOf.adding(-120))
        let end = owners.day("end", row)
        let ramp = owners.number("ramp_months", row).flatMap {
            Int(exactly: $0.rounded(to: 0).significand)
        }
        let entered = calendar.month(of: start)
        let ramped = entered.adding(min(max(ramp ?? 0, 0), 1200))
        let months =
            max(
                entered.index, asOf.adding(-240).index)...max(
                entered.index, asOf.adding(12).index)
        for index in months {
            let month = Month(index: index)
            let monthEnd = calendar.lastDay(of: month)
            let first = max(start, calendar.firstDay(of: month))
            let last = end.map { min($0.adding(days: -1), monthEnd) } ?? monthEnd
            if last < first { continue }
            let days = monthEnd.days(since: calendar.firstDay(of: month)) + 1
            let present = last.days(since: first) + 1
            var amount = (quota * ExactDecimal(present)).divided(by: ExactDecimal(interval * days))
            if present == days { amount = quota.divided(by: ExactDecimal(interval)) }
            guard let amount else { continue }
            writer.add(
                line: owners.line(row),
                texts: [
                    "owner": owners.text("id", row),
                    // Ramped from the first month end on which the months are over.
                    "ramped": month >= ramped && last == monthEnd ? "yes" : "no",
                ],
                days: ["date": monthEnd], numbers: ["amount": amount.rounded(to: 20)])
        }
    }
    return writer.finish()
}

/// The customers with the day on which they were won and what that cost.
func acquisitions(_ sources: DerivationSources) -> DerivedRows {
    let customers = sources[.customers]
    var writer = RowWriter(texts: ["customer"], days: ["date"], numbers: ["amount"])
    var seen: Set<String> = []
    for row in 0..<customers.count {
        let id = customers.text("id", row)
        guard let day = customers.day("acquired", row), seen.insert(id).inserted else { continue }
        var numbers: [String: ExactDecimal] = [:]
        numbers["amount"] = customers.number("acquisition_cost", row)
        writer.add(
            line: customers.line(row), texts: ["customer": id], days: ["date": day],
            numbers: numbers)
    }
    return writer.finish()
}
