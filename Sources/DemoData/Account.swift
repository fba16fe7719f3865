/// A customer, or a company that has been offered something.
struct Account {
    var name: String
    var region: Region
    var segment: Segment
    var industry: String
    var isPartner: Bool
    var owner: Int
    /// The day of the first subscription.
    var acquired: DemoDay?

    /// The number that the ledger and the CRM know the account by.
    static func id(_ index: Int) -> String { "K\(10_001 + index)" }
}

/// Draws accounts whose mix of regions, segments and channels is the company's.
struct AccountDraw {
    var random: SeededRandom
    private var names = AccountNames()

    init(random: SeededRandom) { self.random = random }

    mutating func account(region: Region? = nil, segment: Segment? = nil) -> Account {
        let place = region ?? Region.allCases[random.index(weights: Region.weights)]
        let size = segment ?? Segment.allCases[random.index(weights: [125, 375, 500])]
        let industry = Industry.all[random.index(weights: Industry.weights)]
        let partnerPerMille = [180, 300, 420][size.rawValue] + (place == .latinAmerica ? 250 : 0)
        return Account(
            name: names.draw(place, &random), region: place, segment: size, industry: industry,
            isPartner: random.chance(perMille: partnerPerMille),
            owner: Sellers.draw(place, on: Company.asOf, &random),
            acquired: nil)
    }
}

extension Account {
    static func file(_ accounts: [Account], _ details: AccountDetails) -> String {
        var text =
            "Account ID,Account Name,Tier,Sales Region,Sector,Route to Market,"
            + "Account Owner,Customer Since,Parent Account,Acquisition Cost EUR,Partner\n"
        for (index, account) in accounts.enumerated() {
            text += csvLine([
                id(index), account.name, account.segment.code, account.region.name,
                account.industry, account.isPartner ? "Partner" : "Direct",
                Sellers.all[account.owner].id, account.acquired?.iso ?? "",
                details.parents[index].map(Account.id) ?? "",
                details.costs[index].map { euros($0) } ?? "", details.partners[index],
            ])
        }
        return text
    }
}
