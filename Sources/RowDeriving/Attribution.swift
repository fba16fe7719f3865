import Foundation
package import ReportModel

/// A marketing touch on the way to a deal.
package struct AttributionTouch: Hashable, Sendable {
    package var day: Day
    package var channel: String

    package init(day: Day, channel: String) {
        self.day = day
        self.channel = channel
    }
}

/// A deal that was won, and the touches before it, oldest first.
package struct AttributionJourney: Sendable {
    package var touches: [AttributionTouch]
    /// When the deal was won, the opportunity made, and the lead.
    package var won: Day
    package var opportunity: Day?
    package var lead: Day?

    package init(touches: [AttributionTouch], won: Day, opportunity: Day? = nil, lead: Day? = nil) {
        self.touches = touches
        self.won = won
        self.opportunity = opportunity
        self.lead = lead
    }

    /// By touch its share of the deal; they add up to 1 exactly. Empty without touches.
    ///
    /// - Parameter halfLife: days in which a touch loses half its weight, for `time_decay`.
    package func shares(_ model: AttributionModel, halfLife: ExactDecimal) -> [ExactDecimal] {
        let count = touches.count
        if count == 0 { return [] }
        var weights = [ExactDecimal](repeating: .zero, count: count)
        switch model {
        case .first: weights[0] = .one
        case .last: weights[count - 1] = .one
        case .lastNonDirect:
            weights[touches.lastIndex { $0.channel.lowercased() != "direct" } ?? count - 1] = .one
        case .linear: weights = weights.map { _ in .one }
        case .timeDecay:
            weights = touches.map { touch in
                decay(days: won.days(since: touch.day), halfLife: halfLife)
            }
        case .uShaped:
            weights = spread([0, count - 1], 40, others: 20)
        case .wShaped:
            weights = spread(
                [0, touch(at: lead) ?? 0, touch(at: opportunity) ?? 0], 30, others: 10)
        case .fullPath:
            let milestones = [0, touch(at: lead) ?? 0, touch(at: opportunity) ?? 0, count - 1]
            weights = spread(milestones, ExactDecimal(225, scale: 1), others: 10)
        }
        return Self.shares(of: weights)
    }

    /// A weight for each milestone, added up where one touch is several, and the rest over the others.
    private func spread(
        _ milestones: [Int], _ weight: ExactDecimal, others: Int
    ) -> [ExactDecimal] {
        var weights = [ExactDecimal](repeating: .zero, count: touches.count)
        for place in milestones { weights[place] += weight }
        let rest = weights.indices.filter { weights[$0].isZero }
        if let part = ExactDecimal(others).divided(by: ExactDecimal(rest.count)) {
            for place in rest { weights[place] = part.rounded(to: 12) }
        }
        return weights
    }

    private func spread(_ milestones: [Int], _ weight: Int, others: Int) -> [ExactDecimal] {
        spread(milestones, ExactDecimal(weight), others: others)
    }

    /// The last touch up to a day; the first one where none lies before it.
    private func touch(at day: Day?) -> Int? {
        day.map { day in touches.lastIndex { $0.day <= day } ?? 0 }
    }

    /// 2^(-days / half-life) to twelve digits.
    private func decay(days: Int, halfLife: ExactDecimal) -> ExactDecimal {
        let weight = exp2(-Double(max(days, 0)) / max(halfLife.approximate, 0.001))
        // Even the oldest touch has some weight, or a journey of old ones had none at all.
        return ExactDecimal(max(Int128((weight * 1e12).rounded()), 1), scale: 12)
    }

    /// Weights as shares of their sum; what rounding leaves goes to the last that has any.
    private static func shares(of weights: [ExactDecimal]) -> [ExactDecimal] {
        let sum = weights.reduce(.zero, +)
        var shares = weights.map { weight -> ExactDecimal in
            var share = weight.divided(by: sum)?.rounded(to: 15) ?? .zero
            share.isRounded = false
            return share
        }
        if let last = shares.lastIndex(where: { !$0.isZero }) {
            shares[last] += ExactDecimal.one - shares.reduce(.zero, +)
        }
        return shares.map(\.normalised)
    }
}

/// By won deal and touch what of the amount it is credited with, under every model.
func credits(_ sources: DerivationSources) -> DerivedRows {
    let deals = sources[.opportunities]
    let touches = sources[.touches]
    let leads = sources[.leads]
    let options = sources.settings.options
    let window = options.whole("attributed_revenue.window")
    let halfLife = options.number("attributed_revenue.half_life") ?? ExactDecimal(7)
    let isDeduped = options.flag("attributed_revenue.dedupe_consecutive")
    let byCustomer = touches.rows(by: "customer")
    let leadsByDeal = leads.rows(by: "opportunity")
    let leadsByCustomer = leads.rows(by: "customer")
    var writer = RowWriter(
        texts: Array(Set(deals.textFields).union(["channel", "campaign", "model", "chosen"]))
            .sorted(),
        days: ["date"], numbers: ["amount", "share"])
    for row in 0..<deals.count where deals.text("stage", row) == "won" {
        guard let won = deals.day("closed", row), won <= sources.asOf else { continue }
        let customer = deals.text("customer", row)
        if customer.isEmpty { continue }
        var own = (byCustomer[customer] ?? []).filter {
            touches.day("at", $0).map { $0 <= won && won.days(since: $0) <= window } ?? false
        }
        .sorted {
            let left = touches.day("at", $0) ?? won
            let right = touches.day("at", $1) ?? won
            return left != right ? left < right : $0 < $1
        }
        if isDeduped { own = withoutRepeats(own) { touches.text("channel", $0) } }
        if own.isEmpty { continue }
        let leadRows =
            leadsByDeal[deals.text("id", row)] ?? leadsByCustomer[customer] ?? []
        let journey = AttributionJourney(
            touches: own.map {
                AttributionTouch(
                    day: touches.day("at", $0) ?? won, channel: touches.text("channel", $0))
            },
            won: won, opportunity: deals.day("created", row),
            lead: leadRows.compactMap { leads.day("created", $0) }.min())
        let amount = deals.number("amount", row) ?? .zero
        for model in AttributionModel.allCases {
            var before = ExactDecimal.zero
            var credited = ExactDecimal.zero
            for (place, share) in journey.shares(model, halfLife: halfLife).enumerated() {
                if share.isZero { continue }
                before += share
                // Rounded on the way, so that the parts add up to the amount.
                var through = (amount * before).rounded(to: max(amount.scale, 2))
                through.isRounded = false
                writer.add(
                    line: deals.line(row), carrying: (deals, row),
                    texts: [
                        "channel": touches.text("channel", own[place]),
                        "campaign": touches.text("campaign", own[place]), "model": model.rawValue,
                        "chosen": model == options.attributionModel ? "yes" : "no",
                    ], days: ["date": won],
                    numbers: ["amount": through - credited, "share": share])
                credited = through
            }
        }
    }
    return writer.finish()
}

/// Without those that are like the one before.
private func withoutRepeats(_ rows: [Int], _ text: (Int) -> String) -> [Int] {
    var kept: [Int] = []
    for row in rows where kept.last.map({ text($0) != text(row) }) ?? true { kept.append(row) }
    return kept
}
