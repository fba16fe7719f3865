/// The sums by month and region that plans are made around, in cents.
struct Actuals {
    /// Revenue as posted, by month and region.
    private(set) var revenue: [DemoMonth: [Int]] = [:]
    /// Monthly recurring revenue on the last day of the month, by region.
    private(set) var recurring: [DemoMonth: [Int]] = [:]
    private(set) var customers: [DemoMonth: Int] = [:]
    private(set) var won: [DemoMonth: [Int]] = [:]
    private(set) var movements: [DemoMonth: Movements] = [:]

    struct Movements {
        var new = 0
        var expansion = 0
        var contraction = 0
        var churned = 0
        var reactivation = 0
    }

    init(_ market: Market, _ ledger: Ledger) {
        let none = Region.allCases.map { _ in 0 }
        for month in Company.months {
            revenue[month] = none
            won[month] = none
        }
        for line in ledger.lines {
            let region = market.accounts[line.account].region.rawValue
            revenue[line.day.month]?[region] += line.cents
        }
        for deal in market.deals where deal.stage == .won {
            guard let account = deal.account else { continue }
            won[deal.closed.month]?[market.accounts[account].region.rawValue] += deal.amount
        }
        var before = Self.balances(market, Company.firstMonth.adding(-1).lastDay)
        for month in Company.months {
            let after = Self.balances(market, month.lastDay)
            var regions = none
            var movement = Movements()
            for account in market.accounts.indices {
                let then = before[account]
                let now = after[account]
                regions[market.accounts[account].region.rawValue] += now
                if then == 0, now > 0 {
                    let isNew = market.accounts[account].acquired?.month == month
                    if isNew { movement.new += now } else { movement.reactivation += now }
                } else if now == 0 {
                    movement.churned += then
                } else if now > then {
                    movement.expansion += now - then
                } else {
                    movement.contraction += then - now
                }
            }
            recurring[month] = regions
            movements[month] = movement
            customers[month] = after.filter { $0 > 0 }.count
            before = after
        }
    }

    private static func balances(_ market: Market, _ day: DemoDay) -> [Int] {
        var balances = market.accounts.map { _ in 0 }
        for row in market.rows where row.isActive(on: day) {
            balances[row.account] += row.monthly
        }
        return balances
    }
}
