/// The persons at the 120 largest customers.
enum Contacts {
    private static let roles = [
        "End User", "System Administrator", "Purchasing", "Budget Holder", "Executive Sponsor",
    ]
    private static let stances = ["Champion", "Reference", "Stand-in", "Sceptic"]

    static func file(_ market: Market, _ services: [CustomerService]) -> String {
        var random = SeededRandom(seed: market.seed, stream: 25)
        let largest = services.map { ($0.account, $0.monthly(on: Company.asOf)) }
            .filter { $0.1 > 0 }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }.prefix(120)
        var text = "Account ID,Contact Name,Buying Role,Attitude\n"
        for (account, _) in largest.sorted(by: { $0.0 < $1.0 }) {
            var names: Set<String> = []
            var order = Array(roles.indices)
            random.shuffle(&order)
            let segment = market.accounts[account].segment
            let count = segment == .enterprise ? random.between(3, 6) : random.between(2, 4)
            for place in 0..<count {
                let region = market.accounts[account].region
                var name = PersonNames.draw(region, &random)
                while !names.insert(name).inserted { name = PersonNames.draw(region, &random) }
                let stance =
                    random.chance(perMille: 240) ? random.index(weights: [45, 20, 20, 15]) : nil
                text += csvLine([
                    Account.id(account), name, roles[order[place % order.count]],
                    stance.map { stances[$0] } ?? "",
                ])
            }
        }
        return text
    }
}
