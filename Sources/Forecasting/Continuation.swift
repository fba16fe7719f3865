/// The forecasts of one method and, whatever the method, the ranges of the predictive distribution of
/// the exponential smoothing that the length allows, around them.
struct Continuation: Sendable {
    private(set) var steps: [ForecastValue] = []
    private(set) var sums: [ForecastValue] = []

    init(
        _ series: [Double], _ scaled: ScaledSeries, _ method: ForecastMethod, horizon: Int,
        season: Int
    ) {
        guard let ranging = ForecastMethod.smoothing(for: series.count, season: season),
            let shape = SmoothingShape(ranging, season: season)
        else { return }
        let search = SmoothingSearch(values: scaled.values, shape: shape)
        let grid = search.grid()
        let distribution = PredictiveDistribution(grid, search, horizon: horizon)
        // In units of the scaled series, in which sums do not lose digits to a far origin.
        let ahead = Self.ahead(
            scaled.values, method, horizon: horizon, season: season,
            known: method == ranging ? grid : nil)
        let isNaive = SmoothingShape(method, season: season) == nil
        let values =
            isNaive
            ? Self.ahead(series, method, horizon: horizon, season: season, known: nil)
            : ahead.map { scaled.original($0) }
        let totals = Self.totals(ahead)
        let radii = ahead.indices.compactMap { step in
            distribution?.radii(around: ahead[step]) { $0.steps[step] }
        }
        let totalRadii = ahead.indices.compactMap { step in
            distribution?.radii(around: totals[step]) { $0.sums[step] }
        }
        steps = Self.ranged(values, radii, scaled.size)
        sums = Self.ranged(Self.totals(values), totalRadii, scaled.size)
    }

    /// What is further ahead is not known better.
    private static func ranged(
        _ values: [Double], _ radii: [PredictiveDistribution.Radii], _ size: Double
    ) -> [ForecastValue] {
        if radii.isEmpty { return values.map { ForecastValue(value: $0) } }
        let halves = isotonic(radii.map { $0.half })
        let most = isotonic(radii.map { $0.most })
        return values.indices.map { step in
            let (value, half, most) = (values[step], halves[step] * size, most[step] * size)
            return ForecastValue(
                value: value, range50: (value - half)...(value + half),
                range80: (value - most)...(value + most))
        }
    }

    private static func totals(_ values: [Double]) -> [Double] {
        var sum = 0.0
        return values.map {
            sum += $0
            return sum
        }
    }

    private static func ahead(
        _ values: [Double], _ method: ForecastMethod, horizon: Int, season: Int,
        known: [SmoothingSearch.Candidate]?
    ) -> [Double] {
        guard let shape = SmoothingShape(method, season: season) else {
            return seasonalNaive(
                values, horizon: horizon, season: method == .seasonalNaive ? season : 1) ?? []
        }
        let search = SmoothingSearch(values: values, shape: shape)
        guard let best = search.best(of: known ?? search.grid()) else { return [] }
        return (1...horizon).map { best.regression.run.forecast($0, after: values.count) }
    }
}
