/// The leads of marketing automation, some of which became deals.
enum Leads {
    static let campaigns = [
        "Website": ["Calculator flow rate", "White paper drift", "Search brand"],
        "Event": ["Messe Köln", "Roadshow 2026", "Webinar"],
        "Partner": ["Partner referral"],
    ]

    struct Lead {
        var created: DemoDay
        var qualified: DemoDay?
        var accepted: DemoDay?
        var deal: Int?
        var won: DemoDay?
        var channel: String
        var campaign = ""
        var account: Int?
    }

    /// All leads in the order of their creation.
    static func all(_ market: Market) -> [Lead] {
        var random = SeededRandom(seed: market.seed, stream: 3)
        var leads: [Lead] = []
        for (index, deal) in market.drafts.enumerated() where deal.isFromLead {
            guard let opened = deal.created, opened >= Company.firstMonth.firstDay else { continue }
            let accepted = opened.adding(-random.between(1, 9))
            let qualified = accepted.adding(-random.between(2, 21))
            leads.append(
                Lead(
                    created: qualified.adding(-random.between(0, 40)), qualified: qualified,
                    accepted: accepted, deal: index,
                    won: deal.stage == .won ? deal.closed : nil, channel: deal.source,
                    account: deal.account))
        }
        for month in Company.months { leads += idle(in: month, &random) }
        let ordered = leads.enumerated().sorted {
            ($0.element.created.number, $0.offset) < ($1.element.created.number, $1.offset)
        }
        return ordered.map { _, lead in
            var lead = lead
            lead.campaign = random.pick(campaigns[lead.channel] ?? ["None"])
            return lead
        }
    }

    static func file(_ leads: [Lead], _ deals: [Deal]) -> String {
        var text =
            "Lead ID,Created,MQL Date,SQL Date,Opportunity ID,Won Date,Channel,Campaign,"
            + "Account ID\n"
        for (index, lead) in leads.enumerated() {
            text += csvLine([
                "L\(30_001 + index)", lead.created.iso, lead.qualified?.iso ?? "",
                lead.accepted?.iso ?? "", lead.deal.map { deals[$0].id } ?? "", lead.won?.iso ?? "",
                lead.channel, lead.campaign,
                lead.account.map(Account.id) ?? "",
            ])
        }
        return text
    }

    /// Leads that came to nothing; fewer of them from partners since spring 2026.
    private static func idle(in month: DemoMonth, _ random: inout SeededRandom) -> [Lead] {
        let isThin = month >= DemoMonth(2026, 4)
        let counts = [("Website", 5), ("Event", 3), ("Partner", isThin ? 1 : 3)]
        return counts.flatMap { channel, usual in
            (0..<usual + random.below(5)).map { _ in
                let created = month.day(random.between(1, 28))
                let isQualified = random.chance(perMille: 380)
                let isAccepted = isQualified && random.chance(perMille: 250)
                let qualified = created.adding(random.between(1, 30))
                let accepted = qualified.adding(random.between(2, 20))
                return Lead(
                    created: created,
                    qualified: isQualified && qualified <= Company.asOf ? qualified : nil,
                    accepted: isAccepted && accepted <= Company.asOf ? accepted : nil,
                    channel: channel)
            }
        }
    }
}
