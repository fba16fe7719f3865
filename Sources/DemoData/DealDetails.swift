/// What the CRM keeps of a deal beside its terms.
struct DealDetails {
    var partner: String
    var probability: Int
    var firstTouch: DemoDay?
    /// Nothing where what is sold is delivered once.
    var months: Int?
    /// Cents; nothing before it has been calculated.
    var cost: Int?

    static func all(
        _ market: Market, _ partners: [String], _ journeys: Journeys, _ contracts: [[Contract]]
    ) -> [DealDetails] {
        var random = SeededRandom(seed: market.seed, stream: 24)
        let signed = Dictionary(grouping: contracts.flatMap { $0 }, by: \.account)
        return market.deals.enumerated().map { index, deal in
            let usual = deal.account.map { partners[$0] } ?? ""
            let contract = deal.account.flatMap { account in
                (signed[account] ?? []).first {
                    deal.stage == .won && $0.signed == deal.closed
                        && $0.isRenewal == (deal.kind == .renewal)
                }
            }
            let region = Sellers.all[deal.owner].region
            return DealDetails(
                partner: partner(deal, usual, region, &random),
                probability: probability(deal, &random),
                firstTouch: firstTouch(deal, index, market, journeys),
                months: months(deal, contract, &random), cost: cost(deal, &random))
        }
    }

    /// That of the draft, where it is still of the same account and no later than the deal.
    private static func firstTouch(
        _ deal: Deal, _ index: Int, _ market: Market, _ journeys: Journeys
    ) -> DemoDay? {
        guard let first = journeys.firstTouches[index], let created = deal.created else {
            return nil
        }
        return first <= created && market.drafts[index].account == deal.account ? first : nil
    }

    /// The account's partner, nearly always; now and then one beside the company's own seller.
    private static func partner(
        _ deal: Deal, _ usual: String, _ region: Region, _ random: inout SeededRandom
    ) -> String {
        let other = Partners.draw(region, &random)
        let draw = random.below(1000)
        if !usual.isEmpty { return deal.source == "Partner" || draw < 850 ? usual : "" }
        return deal.source == "Partner" || draw < 25 ? other : ""
    }

    private static func probability(_ deal: Deal, _ random: inout SeededRandom) -> Int {
        let step = random.below(6)
        switch deal.stage {
        case .won: return 100
        case .lost: return 0
        case .negotiation: return (deal.category == "Commit" ? 70 : 55) + 5 * min(step, 4)
        case .proposal: return (deal.category == "Best Case" ? 40 : 30) + 5 * min(step, 4)
        case .qualified: return deal.category == "Omitted" ? 5 : 10 + 5 * min(step, 4)
        }
    }

    private static func months(
        _ deal: Deal, _ contract: Contract?, _ random: inout SeededRandom
    ) -> Int? {
        let drawn = [12, 24, 36][random.index(weights: [830, 80, 90])]
        if let contract { return max(12, divided(contract.months, by: 12) * 12) }
        if Products.hardware.contains(deal.product) { return nil }
        return deal.kind == .new && deal.stage != .won ? drawn : 12
    }

    /// Instruments in a deal cost more than the software that it is named after.
    private static func cost(_ deal: Deal, _ random: inout SeededRandom) -> Int? {
        let spread = random.between(0, 110)
        if deal.stage == .qualified { return nil }
        let own = Products.all[deal.product].costPercent * 10
        let share =
            switch deal.kind {
            case .new: max(own, 210) + 70 + spread
            case .expansion: max(own, 180) + 30 + spread
            case .renewal: 190 + spread
            }
        return divided(deal.amount * min(share, 640), by: 100_000) * 100
    }
}
