/// How far the forecasts of a method were off at past origins.
package struct BacktestError: Sendable, Hashable {
    /// The mean of |forecast − actual| over all origins and steps, in the unit of the series.
    package var meanAbsoluteError: Double
    /// The mean of |forecast − actual| / |actual|, as a share, over the actuals other than zero; nil
    /// without one.
    package var meanAbsolutePercentageError: Double?
    /// The number of past months from which was forecast.
    package var origins: Int
}

/// Forecasts from past origins beside what came; the origin moves on by one value.
struct Backtest: Sendable {
    /// In the unit that is asked for, and as it is computed with.
    private let series: [Double]
    private let scaled: ScaledSeries
    let horizon: Int
    let season: Int
    /// The numbers of values known at the origins.
    let origins: Range<Int>
    let methods: [ForecastMethod]

    /// The last origins, at most 12, at which all methods have the values that they need. A method for
    /// which fewer than three are left (fewer than the series allows) is not compared.
    init(_ series: [Double], _ scaled: ScaledSeries, horizon: Int, season: Int) {
        let needed = min(3, series.count - 1)
        methods = ForecastMethod.allCases.filter {
            let isSeasonal = $0 == .seasonalNaive || $0 == .holtWinters
            return $0.leastCount(season: season) + needed <= series.count
                && (!isSeasonal || season > 1)
        }
        let most = methods.reduce(1) { max($0, $1.leastCount(season: season)) }
        let first = max(series.count - 12, most)
        origins = first..<max(series.count, first)
        self.series = series
        self.scaled = scaled
        self.horizon = horizon
        self.season = season
    }

    typealias Result = (method: ForecastMethod, error: BacktestError)

    /// The error of each method, simpler ones first; empty when there is no origin.
    func errors() -> [Result] {
        origins.isEmpty || horizon < 1 ? [] : methods.map { ($0, error(of: $0)) }
    }

    /// The one with the least mean absolute error, the first of those that differ by rounding.
    func best(among results: [Result], tolerance: Double) -> Result? {
        var best = results.first
        for next in results.dropFirst() {
            guard let least = best?.error.meanAbsoluteError else { continue }
            if next.error.meanAbsoluteError < least * (1 - 1e-9) - tolerance { best = next }
        }
        return best
    }

    private func error(of method: ForecastMethod) -> BacktestError {
        var sum = 0.0
        var shares: [Double] = []
        var pairs = 0
        for (origin, forecasts) in zip(origins, forecasts(of: method)) {
            for (step, forecast) in zip(origin..<series.count, forecasts) {
                let distance = abs(forecast - scaled.values[step])
                let actual = abs(series[step])
                sum += distance
                pairs += 1
                if actual > 0 { shares.append(distance * scaled.size / actual) }
            }
        }
        return BacktestError(
            meanAbsoluteError: sum / Double(pairs) * scaled.size,
            meanAbsolutePercentageError: shares.isEmpty
                ? nil : shares.reduce(0, +) / Double(shares.count),
            origins: origins.count)
    }

    /// From each origin; a search for parameters starts where that at the origin before ended.
    private func forecasts(of method: ForecastMethod) -> [[Double]] {
        guard let shape = SmoothingShape(method, season: season) else {
            return origins.map {
                seasonalNaive(
                    Array(scaled.values.prefix($0)), horizon: horizon,
                    season: method == .seasonalNaive ? season : 1) ?? []
            }
        }
        var known: UnitPoint?
        return origins.map { origin in
            let search = SmoothingSearch(
                values: Array(scaled.values.prefix(origin)), shape: shape)
            let found = known.map { search.best(from: [$0]) } ?? search.best(of: search.grid())
            guard let best = found else { return [] }
            known = best.point
            return (1...horizon).map { best.regression.run.forecast($0, after: origin) }
        }
    }
}
