/// Deals that nobody closes: they are put off, and most of them are lost in the end.
///
/// What a lead began keeps its dates, so that marketing's figures stay as they are.
extension Market {
    /// Days for which deals lie open before they are lost.
    private static let lives = [35, 75, 115, 150, 185, 220, 255, 295, 345, 410, 520]
    /// Days for which those still open have done so.
    private static let ages = [6, 27, 55, 86, 117, 150, 184, 222, 268, 330, 450]
    /// No deal is older.
    private static let firstDay = DemoDay(2023, 6, 5)

    /// Creates such deals earlier, with numbers that are drawn apart from all others.
    mutating func letDealsLinger() {
        random = SeededRandom(seed: seed, stream: 54)
        for index in deals.indices where !deals[index].isWon && deals[index].created != nil {
            let isLost = deals[index].stage == .lost
            switch (deals[index].kind, deals[index].isFromLead) {
            case (.renewal, _): continue
            case (.new, true): if !isLost { scale(index, percent: 80) }
            case _ where isLost:
                if deals[index].kind == .expansion {
                    scale(index, percent: random.between(150, 320))
                }
                linger(index, since: deals[index].closed.adding(-life(of: deals[index])))
            default:
                offerToCustomer(index)
                linger(index, since: Company.asOf.adding(-drawn(Self.ages)))
            }
        }
        loseLargeExpansions()
        for (number, index) in Self.byCreation(deals).enumerated() {
            deals[index].number = number
        }
    }

    /// Deals are lost later from year to year, and new business later than expansions.
    private mutating func life(of deal: Deal) -> Int {
        let quarter = max(0, deal.closed.month.index - Company.firstMonth.index) / 3
        let usual = drawn(Self.lives) * (970 + 14 * quarter) / 1000
        return deal.kind == .new ? usual * 125 / 100 : usual
    }

    private mutating func drawn(_ quantiles: [Int]) -> Int {
        let index = random.below(quantiles.count - 1)
        return random.between(quantiles[index], quantiles[index + 1])
    }

    private mutating func scale(_ index: Int, percent: Int) {
        func scaled(_ cents: Int) -> Int {
            divided(cents * percent / 100, by: 50_000) * 50_000
        }
        deals[index].amount = scaled(deals[index].amount)
        deals[index].listAmount = max(scaled(deals[index].listAmount), deals[index].amount)
    }

    /// Creates a deal on an earlier day, but not before its customer, its seller or the CRM.
    private mutating func linger(_ index: Int, since day: DemoDay) {
        let deal = deals[index]
        guard let created = deal.created else { return }
        deals[index].lingers = true
        var earliest = max(Self.firstDay, Sellers.all[deal.owner].start)
        if deal.kind == .expansion, let joined = deal.account.flatMap({ accounts[$0].acquired }) {
            earliest = max(earliest, joined.adding(40))
        }
        guard earliest < created else { return }
        deals[index].created =
            day >= earliest
            ? day : earliest.adding(random.below(created.number - earliest.number))
    }

    /// What sellers begin on their own is an expansion more often than new business.
    private mutating func offerToCustomer(_ index: Int) {
        guard deals[index].kind == .new, deals[index].source == "Outbound",
            let prospect = deals[index].account.map({ accounts[$0] }),
            random.chance(perMille: 800)
        else { return }
        let present = customers(through: Company.asOf, for: 300, paying: 0)
            .filter {
                accounts[$0].region == prospect.region
                    && accounts[$0].isPartner == prospect.isPartner
            }
        guard !present.isEmpty else { return }
        let account = random.pick(present)
        deals[index].kind = .expansion
        deals[index].account = account
        scale(index, percent: 157)
        deals[index].owner = seller(for: accounts[account], on: Company.asOf)
    }

    /// Expansions of several sites that customers have considered and not bought.
    private mutating func loseLargeExpansions() {
        var carried = 500
        for month in Company.months {
            carried += 6_300 + 88 * (month.index - Company.firstMonth.index)
            let count = carried / 1000
            carried -= count * 1000
            for _ in 0..<count {
                let closed = month.day(random.between(2, 31))
                let account = random.pick(customers(through: closed, for: 100, paying: 600_000))
                let monthly =
                    rows.filter { $0.account == account && $0.isActive(on: closed) }
                    .map(\.monthly).max() ?? 0
                let amount = monthly * 12 * random.between(250, 800) / 1000
                lose(
                    .expansion, account, amount: min(max(amount, 5_000_000), 22_000_000), closed, 5)
                let index = deals.count - 1
                deals[index].lossReason = random.pick(["No decision", "No decision", "Price"])
                deals[index].competitor = ""
                linger(index, since: closed.adding(-life(of: deals[index])))
            }
        }
    }

    /// Customers, small ones aside, for each subscription of some size for so many days up to one.
    private func customers(through day: DemoDay, for days: Int, paying least: Int) -> [Int] {
        let present = rows.filter {
            $0.isActive(on: day) && $0.isActive(on: day.adding(-days)) && $0.monthly > least
        }
        return present.map(\.account).filter { accounts[$0].segment != .small }
    }
}
