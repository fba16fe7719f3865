/// The lines of the accounts, month by month from a year before the ledger.
struct Financials {
    private let market: Market
    private let spend: [DemoMonth: Int]
    private var random: SeededRandom
    /// What was sold and what it cost, in cents by month and region.
    private var revenue: [DemoMonth: [Int]] = [:]
    private var cost: [DemoMonth: [Int]] = [:]

    /// Free cash flow of a quarter as per mille of its revenue: customers pay for a year in winter.
    private static let flows = [
        -64, -22, -71, 18, -35, 34, -48, 12, 41, 52, -27, 29, 57, 63, -12, 46,
    ]
    /// How a quarter's free cash flow spreads over its months, in per cent.
    private static let shapes = [55, 20, 25]

    init(_ market: Market, _ ledger: Ledger, _ spend: [Spend.Booking]) {
        self.market = market
        self.spend = Dictionary(grouping: spend, by: \.month).mapValues { bookings in
            bookings.reduce(0) { $0 + $1.cents }
        }
        random = SeededRandom(seed: market.seed, stream: 26)
        sell(ledger)
        sellBefore()
    }

    private mutating func sell(_ ledger: Ledger) {
        for line in ledger.lines {
            let region = market.accounts[line.account].region.rawValue
            let percent = Products.all[line.product].costPercent
            add(line.cents, percent, line.day.month, region)
        }
    }

    /// Before the ledger, instruments and services are estimated beside the subscriptions.
    private mutating func sellBefore() {
        for month in DemoMonth.through(Company.openingMonth, Company.firstMonth.adding(-1)) {
            for row in market.rows {
                let cents = row.recognised(in: month)
                let region = market.accounts[row.account].region.rawValue
                add(cents, Products.all[row.product].costPercent, month, region)
                add(cents * 24 / 100, 52, month, region)
            }
        }
    }

    private mutating func add(_ cents: Int, _ percent: Int, _ month: DemoMonth, _ region: Int) {
        let none = Region.allCases.map { _ in 0 }
        revenue[month, default: none][region] += cents
        cost[month, default: none][region] += cents * percent / 100
    }

    /// Half of what the products cost as the month sold them, half as they do on average.
    private mutating func costOfRevenue(_ month: DemoMonth, _ region: Int) -> Int {
        let sold = revenue[month]?[region] ?? 0
        let direct = (cost[month]?[region] ?? 0) + sold * 40 / 1000
        return (direct + sold * 288 / 1000) / 2 * random.between(985, 1015) / 1000
    }

    mutating func file() -> String {
        var text = "Month End,Statement Line,Amount EUR,Sales Region\n"
        var cash = 2_480_000_000
        let months = DemoMonth.through(Company.openingMonth, Company.lastMonth)
        for (index, month) in months.enumerated() {
            func line(_ name: String, _ cents: Int, _ region: String = "") {
                text += csvLine([month.lastDay.iso, name, euros(cents), region])
            }
            for region in Region.allCases {
                line("Cost of revenue", costOfRevenue(month, region.rawValue), region.name)
            }
            let growing = spend[month] ?? (98_000_000 + 1_250_000 * index)
            let others = (132_000_000 + 1_900_000 * index) * random.between(97, 103) / 100
            line("Operating expenses", growing + others)
            let quarter = months[(index / 3 * 3)..<(index / 3 * 3 + 3)]
            let sold = quarter.reduce(0) { $0 + (revenue[$1] ?? []).reduce(0, +) }
            let flow =
                sold * Self.flows[index / 3] / 1000 * Self.shapes[index % 3] / 100
                + random.between(-60_000, 60_000) * 100
            cash += flow
            line("Free cash flow", flow)
            line("Cash", cash)
        }
        return text
    }
}
