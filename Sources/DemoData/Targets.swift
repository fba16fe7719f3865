/// The plan: flows by month, balances and rates by month and quarter; beside it the forecasts.
struct Targets {
    let actuals: Actuals
    private var random: SeededRandom
    /// Five cells, and three more where a forecast has them.
    var lines: [[String]] = []
    /// The fourth quarter of 2026 is planned too.
    let future = DemoMonth.through(
        Company.lastMonth.adding(1), Company.lastMonth.adding(3))

    init(_ market: Market, _ ledger: Ledger) {
        actuals = Actuals(market, ledger)
        random = SeededRandom(seed: market.seed, stream: 6)
        planRevenue()
        planBookings()
        planBalances()
        planMovements()
        planRates()
        forecast(seed: market.seed)
    }

    func file() -> String {
        let header = "Measure,Period,Value,Scenario,Sales Region,Low,High,Issued\n"
        return lines.reduce(header) { text, line in
            text + csvLine(line + (line.count..<8).map { _ in "" })
        }
    }

    private mutating func add(_ metric: String, _ period: String, _ value: String) {
        lines.append([metric, period, value, "plan", ""])
    }

    /// The regions, and the total that is exactly their sum.
    private mutating func add(_ metric: String, _ period: String, thousands: [Int]) {
        let total = thousands.reduce(0, +)
        lines.append([metric, period, "\(total)000", "plan", ""])
        for region in Region.allCases {
            lines.append([
                metric, period, "\(thousands[region.rawValue])000", "plan", region.name,
            ])
        }
    }

    static func thousands(_ cents: Int) -> Int { divided(cents, by: 100_000) }

    private mutating func planRevenue() {
        for month in Company.months {
            var base = actuals.revenue[month] ?? []
            let emea = Region.emea.rawValue
            base[emea] += Market.slipped(from: month) - Market.slipped(from: month.adding(-1))
            let planned = base.enumerated().map { region, cents in
                let ahead = Variance.revenue(month, region) + random.between(-6, 6)
                return Self.thousands(cents * 1000 / (1000 + ahead))
            }
            add("revenue", month.name, thousands: planned)
        }
        for month in future {
            let before = actuals.revenue[month.adding(-12)] ?? []
            add(
                "revenue", month.name,
                thousands: before.map { Self.thousands($0 * 1185 / 1000) })
        }
    }

    /// Bookings are planned by quarter; the months follow the usual shape of a quarter.
    private mutating func planBookings() {
        var months = Company.months[...]
        while let first = months.first {
            let quarter = months.prefix(3)
            months = months.dropFirst(3)
            let planned = Region.allCases.map { region -> Int in
                let sum = quarter.reduce(0) { $0 + (actuals.won[$1]?[region.rawValue] ?? 0) }
                let ahead = Variance.bookings(first, region.rawValue) + random.between(-9, 9)
                return divided(Self.thousands(sum * 1000 / (1000 + ahead)), by: 10) * 10
            }
            addQuarter(first, planned)
        }
        let target = Self.thousands(Market.nextQuarterTarget)
        var shares = Region.weights.map { divided(target * $0 / 1000, by: 10) * 10 }
        shares[0] += target - shares.reduce(0, +)
        addQuarter(future[0], shares)
    }

    private mutating func addQuarter(_ first: DemoMonth, _ planned: [Int]) {
        let openings = planned.map { $0 * 29 / 100 }
        let middles = planned.map { $0 * 30 / 100 }
        let closings = planned.indices.map { planned[$0] - openings[$0] - middles[$0] }
        add("won_amount", first.quarterName, thousands: planned)
        add("won_amount", first.name, thousands: openings)
        add("won_amount", first.adding(1).name, thousands: middles)
        add("won_amount", first.adding(2).name, thousands: closings)
    }

    /// Recurring revenue and customers at the ends of months and quarters.
    private mutating func planBalances() {
        for month in Company.months {
            let planned = (actuals.recurring[month] ?? []).enumerated().map { region, cents in
                Self.thousands(cents * 1000 / (1000 + Variance.recurring(month, region)))
            }
            addBalance(month, planned, customers: (actuals.customers[month] ?? 0) + 3)
        }
        let last = actuals.recurring[Company.lastMonth] ?? []
        for month in future {
            let steps = month.index - Company.lastMonth.index
            addBalance(
                month, last.map { Self.thousands($0 * (985 + 15 * steps) / 1000) },
                customers: (actuals.customers[Company.lastMonth] ?? 0) + 3 + 5 * steps)
        }
    }

    private mutating func addBalance(_ month: DemoMonth, _ planned: [Int], customers: Int) {
        let quarter = month.number % 3 == 0 ? [month.quarterName] : []
        for period in [month.name] + quarter {
            add("mrr", period, thousands: planned)
            add("arr", period, thousands: planned.map { $0 * 12 })
            add("customers", period, String(customers))
        }
    }

    /// Movements are planned evenly over a year.
    private mutating func planMovements() {
        for year in Company.firstMonth.year...Company.lastMonth.year {
            let months = Company.months.filter { $0.year == year }
            let moved = months.compactMap { actuals.movements[$0] }
            let planned: [(String, Int, Int)] = [
                ("new_mrr", moved.reduce(0) { $0 + $1.new }, 101),
                ("expansion_mrr", moved.reduce(0) { $0 + $1.expansion }, 96),
                ("contraction_mrr", moved.reduce(0) { $0 + $1.contraction }, 105),
                ("churned_mrr", moved.reduce(0) { $0 + $1.churned }, 93),
            ]
            for (metric, sum, percent) in planned {
                let value = Self.thousands(sum * percent / 100 / max(1, moved.count))
                for month in months { add(metric, month.name, "\(value)000") }
            }
        }
    }

    /// Rates are set for a year and move by quarter where the plan wants progress.
    private mutating func planRates() {
        for month in DemoMonth.through(DemoMonth(2024, 10), future[2]) {
            let quarter = month.number % 3 == 0 ? [month.quarterName] : []
            let step = (month.year - 2025) * 4 + month.quarter
            for period in [month.name] + quarter {
                add("nrr", period, fraction(perMille: 1075 + 4 * step))
                add("grr", period, fraction(perMille: 924 + step))
                add("win_rate", period, fraction(perMille: 250 + 2 * step))
                add("sales_cycle", period, String(62 + max(0, step) / 3))
                add("pipeline_coverage", period, "3.2")
                add("deal_size", period, String(98_000 + 2_000 * step))
                add("top10_share", period, "0.18")
            }
        }
    }
}
