/// What the CRM keeps of an account beside its address: group, cost of winning it, partner.
struct AccountDetails {
    private(set) var parents: [Int?]
    /// Cents, of customers who joined since 2023.
    private(set) var costs: [Int?]
    private(set) var partners: [String]

    init(_ market: Market, _ services: [CustomerService]) {
        parents = market.accounts.map { _ in nil }
        costs = market.accounts.map { _ in nil }
        var random = SeededRandom(seed: market.seed, stream: 22)
        partners = market.accounts.map { account in
            let partner = Partners.draw(account.region, &random)
            return random.chance(perMille: 870) && account.isPartner ? partner : ""
        }
        for service in services where service.anchor >= DemoDay(2023, 1, 1) {
            let segment = market.accounts[service.account].segment
            let usual = [1220, 1080, 960][segment.rawValue] * random.between(78, 130) / 100
            let annual = service.monthly(on: service.anchor) * 12
            costs[service.account] = divided(annual * usual / 1000, by: 10_000) * 10_000
        }
        group(market, services)
    }

    /// Customers of one name are one group where none of them is among the largest.
    private mutating func group(_ market: Market, _ services: [CustomerService]) {
        let sizes = services.map { ($0.account, $0.monthly(on: Company.asOf)) }
            .filter { $0.1 > 0 }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
        var groups: [Substring: [Int]] = [:]
        var order: [Substring] = []
        for (account, _) in sizes.dropFirst(40)
        where market.accounts[account].region != .latinAmerica {
            let name = market.accounts[account].name.prefix { $0 != " " }
            if groups[name] == nil { order.append(name) }
            groups[name, default: []].append(account)
        }
        for name in order.filter({ (2...6).contains(groups[$0]?.count ?? 0) }).prefix(9) {
            let members = (groups[name] ?? []).prefix(4)
            for child in members.dropFirst() { parents[child] = members.first }
        }
    }
}
