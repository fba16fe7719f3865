import ReportModel

/// What deals are expected to be won for, by month ahead: what is open, by the chances of deals that stood
/// at the same stage at the same age; and what deals that are still to come usually add by then.
///
/// Of the current origin each deal has its rows; of earlier ones there are sums by type.
func expectedWins(_ sources: DerivationSources) -> DerivedRows {
    let deals = sources[.opportunities]
    let origins = ForecastOrigins(sources.settings)
    let past = DealPast(sources, through: origins.current)
    let options = sources.settings.options
    var writer = RowWriter(
        texts: Array(Set(deals.textFields).union(["outlook_origin", "type"])).sorted(),
        days: ["date"], numbers: ["amount"])
    for origin in origins.all where past.reaches(1, from: origin) {
        let chances = past.chances(at: origin)
        let isCurrent = origin == origins.current
        let assumed = WinAssumptions(isCurrent ? options : MetricOptions())
        let open = past.open[origin] ?? []
        let factors = open.map { assumed.factor(chances, $0.kind) }
        for horizon in 1...ForecastOrigins.farthest where past.reaches(horizon, from: origin) {
            let date = origins.lastDay(origin.adding(horizon))
            let name = origins.name(origin)
            var sums = past.unborn(horizon, from: origin).mapValues { $0 * assumed.unborn }
            for (deal, factor) in zip(open, factors) {
                let chance = chances.chance(deal.kind, horizon)
                if chance.won == 0 { continue }
                let amount =
                    deal.amount.times(ExactDecimal(chance.won), over: ExactDecimal(chance.open))
                    * factor
                if isCurrent {
                    writer.add(
                        line: deals.line(deal.row), carrying: (deals, deal.row),
                        texts: ["outlook_origin": name], days: ["date": date],
                        numbers: ["amount": amount])
                } else {
                    let type = deals.text("type", deal.row)
                    sums[type] = (sums[type] ?? .zero) + amount
                }
            }
            // A month in which nothing is expected is known, too.
            if sums.isEmpty { sums[""] = .zero }
            for type in sums.keys.sorted() {
                writer.add(
                    texts: ["outlook_origin": name, "type": type], days: ["date": date],
                    numbers: ["amount": sums[type] ?? .zero])
            }
        }
    }
    return writer.finish()
}

/// What the company assumes beside what was: chances, sizes and further deals so much better or worse.
private struct WinAssumptions {
    private let winRate: ExactDecimal
    private let size: ExactDecimal
    private let further: ExactDecimal

    init(_ options: MetricOptions) {
        winRate = options.factor("forecast.win_rate")
        size = options.factor("forecast.deal_size")
        further = options.factor("forecast.new_pipeline")
    }

    /// Of what is won of deals that are still to come.
    var unborn: ExactDecimal { winRate * size * further }

    /// Of what is won of an open deal; no deal is won more surely than surely.
    func factor(_ chances: DealChances, _ kind: DealPast.Kind) -> ExactDecimal {
        guard winRate > .one else { return winRate * size }
        var total = ExactDecimal.zero
        for horizon in 1...ForecastOrigins.farthest {
            let chance = chances.chance(kind, horizon)
            total += ExactDecimal.one.times(
                ExactDecimal(chance.won), over: ExactDecimal(max(chance.open, 1)))
        }
        let most = ExactDecimal.one.divided(by: total).map { max(.one, $0) }
        return min(winRate, most ?? winRate).rounded(to: 6) * size
    }
}
