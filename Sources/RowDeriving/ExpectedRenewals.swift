import ReportModel

/// What of the terms in force is expected to be renewed, by month ahead: what is due, times the share that
/// was renewed of the terms of customers in the same band of health that, as many months before their end,
/// were not renewed either.
///
/// A term that is renewed falls due again. Of the current origin each contract has its rows; of earlier
/// ones there are sums.
func expectedRenewals(_ sources: DerivationSources) -> DerivedRows {
    let contracts = sources[.contracts]
    let origins = ForecastOrigins(sources.settings)
    let terms = ContractTerms(sources)
    var writer = RowWriter(
        texts: Array(Set(contracts.textFields).union(["outlook_origin"])).sorted(),
        days: ["date"], numbers: ["due", "renewed", "lost", "contracted"])
    for origin in origins.all {
        let isCurrent = origin == origins.current
        let factor =
            isCurrent ? sources.settings.options.factor("forecast.renewal_rate") : .one
        let day = origins.lastDay(origin)
        guard let rates = terms.rates(at: origin, factor: factor) else { continue }
        let name = origins.name(origin)
        var sums = Dictionary(
            uniqueKeysWithValues: (0...ForecastOrigins.farthest).map {
                (origin.adding($0), RenewalSums())
            })
        for term in terms.inForce(on: day) {
            let own = term.outlook(
                from: origin, rates.chances(of: term, origin), sources.settings)
            if isCurrent {
                for month in own.keys.sorted() {
                    writer.add(
                        line: contracts.line(term.row), carrying: (contracts, term.row),
                        texts: ["outlook_origin": name], days: ["date": origins.lastDay(month)],
                        numbers: own[month]?.numbers ?? [:])
                }
            } else {
                sums.merge(own) { $0 + $1 }
            }
        }
        for month in sums.keys.sorted() {
            writer.add(
                texts: ["outlook_origin": name], days: ["date": origins.lastDay(month)],
                numbers: sums[month]?.numbers ?? [:])
        }
    }
    return writer.finish()
}

/// What is due in a month, and what becomes of it.
private struct RenewalSums {
    var due = ExactDecimal.zero
    var renewed = ExactDecimal.zero
    /// Recurring revenue a month that is not renewed, in the first month without it.
    var lost = ExactDecimal.zero
    /// Recurring revenue a month of the terms in force, in the month of the origin.
    var contracted = ExactDecimal.zero

    var numbers: [String: ExactDecimal] {
        ["due": due, "renewed": renewed, "lost": lost, "contracted": contracted]
    }

    static func + (left: RenewalSums, right: RenewalSums) -> RenewalSums {
        RenewalSums(
            due: left.due + right.due, renewed: left.renewed + right.renewed,
            lost: left.lost + right.lost, contracted: left.contracted + right.contracted)
    }
}

/// A contract's term that has a value.
private struct ContractTerm {
    var row: Int
    var customer: String
    var start: Day
    var end: Day
    var value: ExactDecimal
    var months: ExactDecimal
    /// A month.
    var price: ExactDecimal
    /// The month of the last day of service.
    var dueMonth: Month
    /// How many months before that one it was renewed first; nil: never.
    var renewedFrom: Int?
    /// By the day since which it is known what was renewed with the followers known then.
    var renewed: [(since: Day, value: ExactDecimal)]
    /// The day on which the first follower starts.
    var replacedOn: Day?
    /// Renewed by itself: the customer is served on the day after it.
    var isProlonged: Bool
    /// The customer's band of health ninety days before the end.
    var band: String

    func renewed(knownOn day: Day) -> ExactDecimal? {
        renewed.last { $0.since <= day }?.value
    }

    /// What becomes of it, by month.
    func outlook(
        from origin: Month, _ chances: (first: ExactDecimal, later: ExactDecimal),
        _ settings: Settings
    ) -> [Month: RenewalSums] {
        let calendar = settings.calendar
        let last = origin.adding(ForecastOrigins.farthest)
        let step = max(1, Int(months.rounded(to: 0).approximate))
        let lostMonth = calendar.month(
            of: end.adding(days: settings.options.whole("mrr.renewal_grace")))
        var found: [Month: RenewalSums] = [:]
        found[origin, default: RenewalSums()].contracted = price
        var due = value
        var chance = chances.first
        var shift = 0
        while dueMonth.adding(shift) <= last {
            let renewed = (due * chance).rounded(to: 6)
            let month = dueMonth.adding(shift)
            if month > origin {
                found[month, default: RenewalSums()].due += due
                found[month, default: RenewalSums()].renewed += renewed
            }
            let ended = lostMonth.adding(shift)
            if ended > origin, ended <= last {
                found[ended, default: RenewalSums()].lost += price.times(due - renewed, over: value)
            }
            due = renewed
            chance = chances.later
            shift += step
        }
        return found
    }
}

/// The terms of all contracts.
private struct ContractTerms {
    private var terms: [ContractTerm] = []
    private let scores: HealthReadings
    private let settings: Settings

    /// Months whose terms rates are taken from.
    private static let observed = 24

    init(_ sources: DerivationSources) {
        let contracts = sources[.contracts]
        let lines = ServiceLines(sources)
        let successors = contracts.rows(by: "renewed_from")
        settings = sources.settings
        scores = HealthReadings(sources)
        for row in 0..<contracts.count {
            guard let start = contracts.day("start", row), let end = contracts.day("term_end", row),
                end > start, let value = contracts.number("value", row), !value.isNegative,
                !value.isZero, let months = termMonths(from: start, to: end),
                let price = value.divided(by: months)?.rounded(to: 6)
            else { continue }
            let followers = (successors[contracts.text("id", row)] ?? []).compactMap { other in
                (contracts.day("signed", other) ?? contracts.day("start", other)).map {
                    (row: other, since: $0)
                }
            }.sorted { ($0.since, $0.row) < ($1.since, $1.row) }
            let customer = contracts.text("customer", row)
            let calendar = settings.calendar
            let due = calendar.month(of: end.adding(days: -1))
            // At the end of the month in which it is renewed it is; in the one before it was not.
            let first = followers.first.map { Int(due.index - calendar.month(of: $0.since).index) }
            terms.append(
                ContractTerm(
                    row: row, customer: customer, start: start, end: end, value: value,
                    months: months, price: price, dueMonth: due, renewedFrom: first,
                    renewed: followers.indices.map { index in
                        (
                            followers[index].since,
                            renewedValue(
                                contracts, followers[...index].map(\.row), months: months,
                                due: value)
                        )
                    },
                    replacedOn: followers.compactMap { contracts.day("start", $0.row) }.min(),
                    isProlonged: isYes(contracts.text("auto_renew", row))
                        && lines.isServed(customer, on: end),
                    band: Self.band(scores, customer, end.adding(days: -90), settings)))
        }
    }

    private static func band(
        _ scores: HealthReadings, _ customer: String, _ day: Day, _ settings: Settings
    ) -> String {
        guard let score = scores.score(of: customer, on: day) else { return "none" }
        if score < settings.health.red { return "red" }
        return score < settings.health.amber ? "amber" : "green"
    }

    /// Those that nothing has replaced yet.
    func inForce(on day: Day) -> [ContractTerm] {
        terms.filter { $0.start <= day && day < $0.end && $0.replacedOn.map { $0 > day } ?? true }
    }

    /// The shares that were renewed, by what was known at the end of a month; nil for lack of terms.
    func rates(at origin: Month, factor: ExactDecimal) -> RenewalRates? {
        let day = settings.calendar.lastDay(of: origin)
        let grace = settings.options.whole("mrr.renewal_grace")
        var rates = RenewalRates(day: day, factor: factor) { Self.band(scores, $0, day, settings) }
        for term in terms where term.end <= day {
            if term.dueMonth <= origin.adding(-Self.observed) || term.dueMonth > origin { continue }
            var renewed = term.renewed(knownOn: day)
            if renewed == nil, term.isProlonged { renewed = term.value }
            if renewed == nil, day.days(since: term.end) < grace { continue }
            rates.add(term, renewed ?? .zero)
        }
        return rates.isKnown ? rates : nil
    }
}

/// The shares of what fell due that were renewed, by band of health and by how long before their end the
/// terms were not renewed yet.
private struct RenewalRates {
    private struct Share {
        var count = 0
        var due = ExactDecimal.zero
        var renewed = ExactDecimal.zero

        var rate: ExactDecimal { renewed.divided(by: due)?.rounded(to: 12) ?? .zero }
    }

    private static let bands = ["none", "red", "amber", "green"]
    /// Months before the end at which it makes a difference whether a term was renewed already.
    private static let farthest = 12
    /// Fewest terms of all bands and of one that a rate is taken from.
    private static let fewest = 5
    private static let fewestOfBand = 10

    private let day: Day
    private let factor: ExactDecimal
    /// Of a customer on the day.
    private let band: (String) -> String
    /// By band (0: all) and months before the end (0: at any time).
    private var shares = [[Share]](
        repeating: [Share](repeating: Share(), count: farthest + 2), count: bands.count + 1)

    init(day: Day, factor: ExactDecimal, band: @escaping (String) -> String) {
        self.day = day
        self.factor = factor
        self.band = band
    }

    var isKnown: Bool { shares[0][0].count >= Self.fewest }

    private static func place(of band: String) -> Int { (bands.firstIndex(of: band) ?? 0) + 1 }

    mutating func add(_ term: ContractTerm, _ renewed: ExactDecimal) {
        let firstDistance = term.renewedFrom.map { max(0, $0 + 1) } ?? 0
        let distances = [0] + stride(from: firstDistance + 1, through: Self.farthest + 1, by: 1)
        for band in [0, Self.place(of: term.band)] {
            for distance in distances {
                shares[band][distance].count += 1
                shares[band][distance].due += term.value
                shares[band][distance].renewed += renewed
            }
        }
    }

    /// Of the next end of a term, known where it was renewed already, and of those after it.
    func chances(
        of term: ContractTerm, _ origin: Month
    ) -> (first: ExactDecimal, later: ExactDecimal) {
        let band = Self.place(of: band(term.customer))
        func rate(_ distance: Int) -> ExactDecimal {
            let tried = [
                (shares[band][distance], Self.fewestOfBand), (shares[0][distance], Self.fewest),
                (shares[band][0], Self.fewestOfBand),
            ]
            let share = tried.first { $0.0.count >= $0.1 }?.0 ?? shares[0][0]
            return min(.one, share.rate * factor)
        }
        let distance = max(0, Int(term.dueMonth.index - origin.index))
        let known = term.renewed(knownOn: day)?.divided(by: term.value)
        return (known ?? rate(min(distance, Self.farthest) + 1), rate(0))
    }
}
