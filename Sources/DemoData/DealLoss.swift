/// Why deals are lost, and to whom.
enum DealLoss {
    static let reasons = [
        "No decision", "Price", "Competitor, installed base", "Missing certification",
        "Budget cut", "Delivery time",
    ]
    static let reasonWeights = [340, 200, 190, 90, 110, 70]
    static let renewalReasons = [
        "Price", "Plant closed", "Budget cut", "Competitor, installed base",
    ]
    static let competitors = ["Senswerk", "Flowmark", "Tessera Controls", "In-house"]

    /// The share of decided new business that is won in a quarter, per mille.
    static func winRate(in month: DemoMonth) -> Int {
        let rates = [240, 243, 249, 246, 252, 250, 256, 253, 259, 264, 268, 273]
        let quarter = (month.index - Company.firstMonth.index) / 3
        return rates[min(max(quarter, 0), rates.count - 1)]
    }
}

extension Market {
    /// What was offered and not bought, month by month beside what was won.
    mutating func loseDeals() {
        let won = deals
        var carriedNew = 500
        var carriedMore = 500
        var prospects: [Int] = []
        for month in Company.months {
            let inMonth = won.filter { $0.stage == .won && $0.closed.month == month }
            let new = inMonth.filter { $0.kind == .new }.count
            let rate = DealLoss.winRate(in: month)
            carriedNew += new * (1000 - rate) * 1000 / rate
            let lostNew = carriedNew / 1000
            carriedNew -= lostNew * 1000
            let cycles = Cycles.spread(
                lostNew, median: Cycles.median(of: month) * 112 / 100, &random)
            for cycle in cycles { loseNewBusiness(in: month, cycle: cycle, &prospects) }

            carriedMore += inMonth.filter { $0.kind == .expansion }.count * 520
            let lostMore = carriedMore / 1000
            carriedMore -= lostMore * 1000
            for _ in 0..<lostMore { loseExpansion(in: month) }
        }
    }

    private mutating func loseNewBusiness(
        in month: DemoMonth, cycle: Int, _ prospects: inout [Int]
    ) {
        let closed = month.day(random.between(2, 31))
        let prospect: Int
        if prospects.count > 40, random.chance(perMille: 340) {
            prospect = random.pick(prospects)
        } else {
            prospect = accounts.count
            accounts.append(draw.account())
            prospects.append(prospect)
        }
        lose(.new, prospect, amount: landingAmount(accounts[prospect]), closed, cycle)
    }

    private mutating func loseExpansion(in month: DemoMonth) {
        let closed = month.day(random.between(2, 31))
        let present = rows.filter { $0.isActive(on: closed) && $0.monthly > 300_000 }
        let row = random.pick(present)
        let amount = row.monthly * 12 * random.between(100, 420) / 1000
        lose(.expansion, row.account, amount: amount, closed, random.between(25, 120))
    }

    mutating func lose(
        _ kind: Deal.Kind, _ index: Int, amount: Int, _ closed: DemoDay, _ cycle: Int
    ) {
        let account = accounts[index]
        let created = closed.adding(-cycle)
        let reason = DealLoss.reasons[random.index(weights: DealLoss.reasonWeights)]
        let whole = divided(amount, by: 50_000) * 50_000
        deals.append(
            Deal(
                account: index, kind: kind, stage: .lost, amount: whole,
                listAmount: divided(whole * 100, by: 100 - random.between(0, 16)),
                created: created, closed: closed, owner: seller(for: account, on: created),
                product: random.pick([0, 0, 0, 2, 3, 4, 6, 7]), source: source(of: kind, account),
                lossReason: reason,
                competitor: reason == "No decision" || reason == "Budget cut"
                    ? "" : random.pick(DealLoss.competitors)))
    }

    /// What a first order of an account of this size is worth, in cents.
    mutating func landingAmount(_ account: Account) -> Int {
        let usual = [29_000_000, 11_900_000, 4_500_000][account.segment.rawValue]
        return usual * random.spread() / 1000
    }
}
