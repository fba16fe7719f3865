/// Draws the contracts of one customer, term after term, as the subscriptions have run.
struct ContractChain {
    let service: CustomerService
    let account: Account
    let fate: Fate.Kind
    /// The customer's deals that were won, by the day on which they were.
    let won: [Deal]
    var random: SeededRandom
    private(set) var contracts: [Contract] = []

    init(
        _ service: CustomerService, _ account: Account, fate: Fate.Kind, won: [Deal],
        random: SeededRandom
    ) {
        self.service = service
        self.account = account
        self.fate = fate
        self.won = won
        self.random = random
        for stay in service.stays { sign(through: stay) }
    }

    /// The day on which a term is bound to end, whatever the anniversary.
    private var boundEnd: DemoDay? {
        switch fate {
        case .ordinary: nil
        case .leaves(let day): day
        case .renewsLate(let day, _): day.adding(-21)
        }
    }

    private mutating func sign(through stay: CustomerService.Stay) {
        var start = stay.start
        var isRenewal = false
        while start <= Company.asOf {
            let end = termEnd(from: start, in: stay)
            append(start: start, end: end, isRenewal: isRenewal)
            if end > Company.asOf || end == stay.end { return }
            guard let next = nextStart(after: end) else { return }
            start = next
            isRenewal = true
        }
    }

    /// One year mostly, two or three for some; never beyond the day the customer leaves.
    private mutating func termEnd(from start: DemoDay, in stay: CustomerService.Stay) -> DemoDay {
        let several = [280, 130, 40][account.segment.rawValue]
        let years = random.chance(perMille: several) ? random.between(2, 3) : 1
        let most = fate == .ordinary ? years : 1
        let anchor = boundEnd.flatMap { $0 <= start ? $0 : nil } ?? service.anchor
        var months = (start.month.index - anchor.month.index) / 12 * 12 - 12
        while CustomerService.anniversary(anchor, months: months) < start.adding(120) {
            months += 12
        }
        let ends = (0..<most).map {
            CustomerService.anniversary(anchor, months: months + 12 * $0)
        }
        let end = ends.first(where: isNegotiated) ?? ends[ends.count - 1]
        if let boundEnd, start < boundEnd, end > boundEnd.adding(-120) { return boundEnd }
        return min(end, stay.end ?? end)
    }

    /// Whether a renewal was sold for this day, or less was ordered from it on.
    private func isNegotiated(_ day: DemoDay) -> Bool {
        isSold(day) || service.monthly(on: day) < service.monthly(on: day.adding(-1))
    }

    private func isSold(_ day: DemoDay) -> Bool {
        won.contains {
            $0.kind == .renewal && $0.closed < day && $0.closed >= day.adding(-40)
        }
    }

    /// When the next term begins: at once, some weeks late, or not yet.
    private mutating func nextStart(after end: DemoDay) -> DemoDay? {
        if case .renewsLate(let day, _) = fate, end.month.index == day.month.index - 1 {
            return day
        }
        if contracts.last?.isRenewedByItself ?? false || isSold(end) { return end }
        if end > Company.asOf.adding(-30), random.chance(perMille: 480) { return nil }
        let late = end.adding(random.between(5, 28))
        return random.chance(perMille: 60) ? late : end
    }

    private mutating func append(start: DemoDay, end: DemoDay, isRenewal: Bool) {
        let before = isRenewal ? contracts.last : nil
        let deal = won.last {
            $0.kind == (isRenewal ? .renewal : .new) && $0.closed <= start
                && $0.closed >= start.adding(-70)
        }
        let isLate = before.map { $0.end < start } ?? false
        let isAutomatic = before?.isRenewedByItself ?? false
        let signed: DemoDay =
            if let deal {
                deal.closed
            } else if isAutomatic, let before {
                before.notice.adding(1)
            } else {
                start.adding(-random.between(2, isLate ? 4 : 45))
            }
        let lines = service.active(on: start)
        let main = lines.max { $0.monthly < $1.monthly }
        contracts.append(
            Contract(
                number: contracts.count + 1, account: service.account, start: start, end: end,
                signed: signed,
                notice: end.adding(-[90, 60, 30][account.segment.rawValue]),
                isRenewedByItself: random.chance(
                    perMille: [150, 400, 700][account.segment.rawValue]),
                value: service.price(from: start, to: end), isRenewal: isRenewal,
                product: main?.product ?? Products.analytics,
                owner: deal?.owner ?? seller(on: signed)))
    }

    /// The account's owner, or on days before the time of that one whoever sold to it then.
    private mutating func seller(on day: DemoDay) -> Int {
        let known = [account.owner] + contracts.suffix(1).map(\.owner)
        if let owner = known.first(where: { Sellers.all[$0].isActive(on: day) }) { return owner }
        let isAnyone = Sellers.all.contains {
            $0.region == account.region && $0.isActive(on: day)
        }
        return isAnyone ? Sellers.draw(account.region, on: day, &random) : account.owner
    }
}

extension Market {
    /// All contracts, customer after customer.
    func contracts(_ services: [CustomerService]) -> [[Contract]] {
        let won = Dictionary(
            grouping: deals.filter { $0.stage == .won && $0.account != nil },
            by: { $0.account ?? 0 })
        return services.map { service in
            ContractChain(
                service, accounts[service.account],
                fate: Self.fates.first { $0.index == service.account }?.kind ?? .ordinary,
                won: (won[service.account] ?? []).sorted { $0.closed < $1.closed },
                random: SeededRandom(seed: seed, stream: 100_000 + service.account)
            ).contracts
        }
    }
}
