import ReportModel

/// Readings of customers' health, and the score that they make.
struct HealthReadings {
    private struct Reading {
        var day: Day
        var score: ExactDecimal
    }

    /// By customer and component in order of time.
    private var readings: [String: [String: [Reading]]] = [:]
    private let weights: [String: ExactDecimal]
    /// Older readings say nothing any more.
    private static let staleAfter = 365

    init(_ sources: DerivationSources) {
        weights = sources.settings.health.weights
        let rows = sources[.health]
        for row in 0..<rows.count {
            guard let day = rows.day("date", row), day <= sources.asOf,
                let score = rows.number("score", row)
            else { continue }
            let component = rows.text("component", row)
            readings[rows.text("customer", row), default: [:]][component, default: []].append(
                Reading(day: day, score: score))
        }
        for customer in readings.keys {
            for component in readings[customer]?.keys.sorted() ?? [] {
                readings[customer]?[component]?.sort { $0.day < $1.day }
            }
        }
    }

    /// In order.
    var customers: [String] { readings.keys.filter { !$0.isEmpty }.sorted() }

    func firstDay(of customer: String) -> Day? {
        readings[customer]?.values.compactMap { $0.first?.day }.min()
    }

    /// The weighted mean of the latest reading of each component; one that is missing counts for
    /// nothing, and the others for more.
    func score(of customer: String, on day: Day) -> ExactDecimal? {
        guard let components = readings[customer] else { return nil }
        var sum = ExactDecimal.zero
        var total = ExactDecimal.zero
        for component in components.keys.sorted() {
            let weight = weights.isEmpty ? .one : weights[component] ?? .zero
            guard !weight.isZero,
                let latest = components[component]?.last(where: { $0.day <= day }),
                day.days(since: latest.day) <= Self.staleAfter
            else { continue }
            sum += latest.score * weight
            total += weight
        }
        guard let score = sum.divided(by: total) else { return nil }
        var settled = score.rounded(to: 12)
        settled.isRounded = false
        return settled.normalised
    }
}

/// By customer and month end the score of those who are customers then.
func healthScores(_ sources: DerivationSources) -> DerivedRows {
    let readings = HealthReadings(sources)
    let lines = ServiceLines(sources)
    var writer = RowWriter(texts: ["customer"], days: ["date"], numbers: ["score"])
    let asOf = sources.asOf
    let calendar = sources.settings.calendar
    let running = calendar.month(of: asOf)
    for customer in readings.customers {
        guard let first = readings.firstDay(of: customer) else { continue }
        let start = max(calendar.month(of: first), running.adding(-240))
        for index in start.index...running.index {
            let day = min(calendar.lastDay(of: Month(index: index)), asOf)
            if !lines.isEmpty, !lines.isServed(customer, on: day) { continue }
            guard let score = readings.score(of: customer, on: day) else { continue }
            writer.add(
                texts: ["customer": customer], days: ["date": day], numbers: ["score": score])
        }
    }
    return writer.finish()
}

/// The answers that count: of several by one respondent to one survey the latest.
func answers(_ sources: DerivationSources) -> DerivedRows {
    let rows = sources[.feedback]
    struct Key: Hashable {
        var survey: String
        var respondent: String
    }
    var latest: [Key: Int] = [:]
    var kept: [Int] = []
    for row in 0..<rows.count {
        let key = Key(survey: rows.text("survey", row), respondent: rows.text("respondent", row))
        guard !key.respondent.isEmpty, !key.survey.isEmpty else {
            kept.append(row)
            continue
        }
        if let other = latest[key], let day = rows.day("date", row),
            let known = rows.day("date", other), day < known
        {
            continue
        }
        latest[key] = row
    }
    kept += latest.values
    var writer = RowWriter(texts: rows.textFields, days: ["date"], numbers: ["score"])
    for row in kept.sorted() {
        guard let score = rows.number("score", row), !score.isNegative, score <= ExactDecimal(10)
        else { continue }
        writer.add(line: rows.line(row), carrying: (rows, row))
    }
    return writer.finish()
}
