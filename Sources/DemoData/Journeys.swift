/// The marketing that accounts have met before, during and after their deals.
struct Journeys {
    struct Touch {
        var day: DemoDay
        var account: Int
        var channel: String
        var campaign: String
    }

    /// By account; at most eight.
    private(set) var touches: [Int: [Touch]] = [:]
    /// By the index of the deal.
    private(set) var firstTouches: [Int: DemoDay] = [:]
    private var random: SeededRandom

    init(_ market: Market, _ leads: [Leads.Lead]) {
        random = SeededRandom(seed: market.seed, stream: 23)
        for lead in leads {
            if let deal = lead.deal { firstTouches[deal] = lead.created }
            guard let account = lead.account else { continue }
            keep(
                Touch(
                    day: lead.created, account: account, channel: lead.channel,
                    campaign: lead.campaign))
        }
        for index in market.drafts.indices where market.drafts[index].kind == .new {
            follow(market.drafts[index], index)
        }
        for index in market.drafts.indices where market.drafts[index].kind != .new {
            let account = market.drafts[index].account ?? -1
            if touches[account] == nil || random.chance(perMille: 420) {
                follow(market.drafts[index], index)
            }
        }
    }

    private mutating func follow(_ deal: Deal, _ index: Int) {
        let created = deal.created ?? deal.closed.adding(-45)
        let first = firstTouches[index] ?? created.adding(-random.between(2, 64))
        if let account = deal.account {
            if firstTouches[index] == nil { keep(draw(first, account, source: deal.source)) }
            let last = min(deal.closed, Company.asOf)
            for _ in 0..<[0, 1, 1, 2, 2, 3, 4][random.below(7)] {
                let span = max(1, last.number - first.number)
                keep(draw(first.adding(random.below(span)), account, source: ""))
            }
            let after = last.adding(random.between(6, 90))
            if random.chance(perMille: 280) { keep(draw(after, account, source: "")) }
        }
        let isKnown = deal.account.map { account in
            touches[account]?.contains { $0.day == first } ?? false
        }
        if deal.created != nil, isKnown ?? true { firstTouches[index] = first }
    }

    private mutating func keep(_ touch: Touch) {
        let known = touches[touch.account] ?? []
        let isThere = known.contains { $0.day == touch.day && $0.channel == touch.channel }
        if touch.day <= Company.asOf, known.count < 8, !isThere {
            touches[touch.account, default: []].append(touch)
        }
    }

    private mutating func draw(_ day: DemoDay, _ account: Int, source: String) -> Touch {
        let channels = ["Website", "Event", "Partner", "Outbound"]
        let channel =
            channels.contains(source)
            ? source : channels[random.index(weights: [420, 270, 110, 200])]
        let names = (Leads.campaigns[channel] ?? []).filter {
            !$0.hasSuffix("2026") || day >= DemoDay(2025, 11, 1)
        }
        return Touch(
            day: day, account: account, channel: channel,
            campaign: names.isEmpty ? "" : random.pick(names))
    }

    func file() -> String {
        let all = touches.values.flatMap { $0 }.sorted {
            ($0.day.number, $0.account, $0.channel) < ($1.day.number, $1.account, $1.channel)
        }
        return all.reduce(into: "Touched On,Account ID,Channel,Campaign\n") { text, touch in
            text += csvLine([
                touch.day.iso, Account.id(touch.account), touch.channel, touch.campaign,
            ])
        }
    }
}
