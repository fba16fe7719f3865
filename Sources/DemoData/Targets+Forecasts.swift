/// Management's own forecasts, issued in the first days of the quarter that they are for.
extension Targets {
    private struct Spread {
        var metric: String
        /// How far forecasts miss what comes, per mille.
        var miss: Int
        /// How far the range reaches to either side, per mille.
        var reach: Int
    }

    private static let spreads = [
        Spread(metric: "revenue", miss: 34, reach: 45),
        Spread(metric: "mrr", miss: 16, reach: 20),
        Spread(metric: "won_amount", miss: 95, reach: 110),
    ]

    mutating func forecast(seed: UInt64) {
        var random = SeededRandom(seed: seed, stream: 30)
        for step in 0..<8 {
            let first = DemoMonth(2024, 10).adding(3 * step)
            let months = (0..<3).map { first.adding($0) }
            let actual = [
                sum(actuals.revenue, months), sum(actuals.recurring, [first.adding(2)]),
                sum(actuals.won, months),
            ]
            let issued = Self.workday(first.day(random.between(3, 8)))
            for (spread, cents) in zip(Self.spreads, actual) {
                let miss = spread.miss * (14 - step) / 14
                let value = Self.thousands(cents * (1000 + random.between(-miss, miss)) / 1000)
                add(spread, first.quarterName, value, issued, further: 0)
            }
        }
        lookAhead(&random)
    }

    /// The next two quarters, issued together; revenue and recurring revenue also by month.
    private mutating func lookAhead(_ random: inout SeededRandom) {
        let issued = DemoDay(2026, 10, 2)
        let months = future + DemoMonth.through(future[2].adding(1), future[2].adding(3))
        let recurring = Self.thousands(sum(actuals.recurring, [Company.lastMonth]))
        var revenue: [Int] = []
        for (index, month) in months.enumerated() {
            let before = Self.thousands(sum(actuals.revenue, [month.adding(-12)]))
            let value = before * (1176 - 6 * index + random.between(-8, 8)) / 1000
            revenue.append(value)
            add(Self.spreads[0], month.name, value, issued, further: index)
            let balance = recurring * (1009 + 12 * index + random.between(-2, 2)) / 1000
            add(Self.spreads[1], month.name, balance, issued, further: index)
            if index % 3 == 2 {
                let quarter = revenue.suffix(3).reduce(0, +)
                add(Self.spreads[0], month.quarterName, quarter, issued, further: index)
                add(Self.spreads[1], month.quarterName, balance, issued, further: index)
                let won =
                    index == 2
                    ? Self.thousands(Market.nextQuarterTarget) * 955 / 1000
                    : Self.thousands(sum(actuals.won, months.suffix(3).map { $0.adding(-12) }))
                        * 1120 / 1000
                add(Self.spreads[2], month.quarterName, won, issued, further: index)
            }
        }
    }

    /// The Monday after a weekend.
    private static func workday(_ day: DemoDay) -> DemoDay {
        let weekday = (day.number + 3) % 7
        return weekday < 5 ? day : day.adding(7 - weekday)
    }

    private func sum(_ table: [DemoMonth: [Int]], _ months: [DemoMonth]) -> Int {
        months.reduce(0) { $0 + (table[$1] ?? []).reduce(0, +) }
    }

    private mutating func add(
        _ spread: Spread, _ period: String, _ value: Int, _ issued: DemoDay, further: Int
    ) {
        let reach = spread.reach * (10 + further) / 10
        lines.append([
            spread.metric, period, "\(value)000", "forecast", "",
            "\(value * (1000 - reach) / 1000)000", "\(value * (1000 + reach * 7 / 10) / 1000)000",
            issued.iso,
        ])
    }
}
