/// The open deals on the day the data was taken.
extension Market {
    /// Bookings planned for the fourth quarter of 2026, in cents.
    static let nextQuarterTarget = 770_000_000
    /// What open deals due in that quarter add up to; 2.7 times the target or a little more.
    private static let dueNextQuarter = nextQuarterTarget * 271 / 100

    mutating func openPipeline() {
        closeEarlyInOctober()
        let present = Set(rows.filter { $0.isActive(on: Company.asOf) }.map(\.account))
        let customers = accounts.indices.filter {
            present.contains($0) && accounts[$0].segment != .small
        }
        let next = DemoDay(2026, 10, 5)...DemoDay(2026, 12, 31)
        var due = 0
        while due < Self.dueNextQuarter {
            let kind: Deal.Kind = random.chance(perMille: 610) ? .new : .expansion
            let account: Int
            if kind == .new {
                account = accounts.count
                accounts.append(draw.account())
                if accounts[account].isPartner, random.chance(perMille: 500) {
                    accounts[account].isPartner = false
                }
            } else {
                account = random.pick(customers)
            }
            var amount = landingAmount(accounts[account]) * (kind == .new ? 118 : 74) / 100
            amount = divided(amount, by: 50_000) * 50_000
            let closes = expectedClose()
            if next.contains(closes) { due += amount }
            open(kind, account, amount: amount, closes: closes)
        }
        for account in customers where accounts[account].segment == .enterprise {
            guard random.chance(perMille: 400) else { continue }
            open(
                .renewal, account, amount: random.between(8, 60) * 100_000,
                closes: DemoDay(2026, 10, 12).adding(random.below(110)))
        }
    }

    /// Two small expansions signed in the first days of the new quarter.
    private mutating func closeEarlyInOctober() {
        let customers = rows.filter { $0.isActive(on: Company.asOf) && $0.monthly > 600_000 }
        for day in 1...2 {
            let account = random.pick(customers).account
            open(
                .expansion, account, amount: random.between(40, 90) * 50_000,
                closes: DemoDay(2026, 10, day))
            deals[deals.count - 1].stage = .won
            deals[deals.count - 1].category = "Closed"
            deals[deals.count - 1].created = DemoDay(2026, 8, 10 + day)
        }
    }

    /// Most deals are due this year; some have been due for weeks.
    private mutating func expectedClose() -> DemoDay {
        switch random.below(100) {
        case 0..<4: DemoDay(2026, 8, 24).adding(random.below(38))
        case 4..<66: DemoDay(2026, 10, 9).adding(min(82, random.between(0, 110)))
        case 66..<92: DemoDay(2027, 1, 8).adding(random.below(80))
        default: DemoDay(2027, 4, 1).adding(random.below(85))
        }
    }

    private mutating func open(
        _ kind: Deal.Kind, _ index: Int, amount: Int, closes: DemoDay
    ) {
        let account = accounts[index]
        let age = min(4 + random.below(130), random.between(4, 190))
        let created = Company.asOf.adding(-age)
        let weeks = (closes.number - Company.asOf.number) / 7
        let advance = random.below(100) + age / 4 - weeks * 3
        let stage: Deal.Stage =
            advance > 76 ? .negotiation : advance > 44 ? .proposal : .qualified
        let category: String
        switch stage {
        case .negotiation: category = random.chance(perMille: 600) ? "Commit" : "Best Case"
        case .proposal: category = random.chance(perMille: 350) ? "Best Case" : "Pipeline"
        default: category = random.chance(perMille: 80) ? "Omitted" : "Pipeline"
        }
        deals.append(
            Deal(
                account: index, kind: kind, stage: stage, amount: amount,
                listAmount: divided(amount * 100, by: 100 - random.between(0, 14)),
                created: created, closed: closes, owner: seller(for: account, on: Company.asOf),
                product: random.pick([0, 0, 1, 1, 2, 3, 4, 7]), category: category,
                source: source(of: kind, account)))
    }

    /// The places of deals in the order of their creation.
    static func byCreation(_ deals: [Deal]) -> [Int] {
        deals.indices.sorted {
            let left = deals[$0].created?.number ?? 0
            let right = deals[$1].created?.number ?? 0
            return left == right ? $0 < $1 : left < right
        }
    }

    /// Brings the deals into the order of their creation and spoils some, as people do.
    mutating func finishDeals() {
        deals = Self.byCreation(deals).map { deals[$0] }
        for index in deals.indices {
            let isLostNew = deals[index].stage == .lost && deals[index].kind == .new
            if isLostNew, random.chance(perMille: 22) { deals[index].account = nil }
            let isOld = deals[index].closed < DemoDay(2024, 7, 1)
            if isOld, random.chance(perMille: 16) { deals[index].created = nil }
        }
    }
}
