/// Exponential smoothing fitted to a series: parameters, states and how well it followed.
package struct ExponentialSmoothing: Sendable {
    /// Holt-Winters, Holt or simple.
    package let method: ForecastMethod
    package let parameters: SmoothingParameters
    /// Before the first value; the seasons of a fit sum to zero.
    package let initial: SmoothingStates
    /// After the last value.
    package let final: SmoothingStates
    /// The sum of the squared one-step errors, in the unit of the series squared.
    package let squaredError: Double

    /// The recurrence over a series from given states; linear in the number of values.
    package init(
        _ series: [Double], _ method: ForecastMethod, _ parameters: SmoothingParameters,
        from initial: SmoothingStates
    ) {
        let run = SmoothingRun(series, Gains(parameters), from: initial)
        self.method = method
        self.parameters = parameters
        self.initial = initial
        final = run.finalStates
        squaredError = run.squaredError
    }

    /// The next `horizon` steps in the unit of the series.
    package func forecasts(horizon: Int) -> [Double] {
        (0..<max(horizon, 0)).map { step in
            let line = final.level + Double(step + 1) * final.trend
            return final.seasons.isEmpty ? line : line + final.seasons[step % final.seasons.count]
        }
    }
}

extension ExponentialSmoothing {
    /// The fit of the least sum of squared one-step errors over parameters and initial states, with
    /// the method that the length allows: level in (0, 1), trend ≤ level, season ≤ 1 − level.
    ///
    /// Nil without a value or with one that is not finite (or from 1e150 on). Some hundred passes over
    /// the series.
    package static func fit(_ series: [Double], season: Int = 12) -> ExponentialSmoothing? {
        guard let method = ForecastMethod.smoothing(for: series.count, season: season) else {
            return nil
        }
        return fit(series, method, season: season)
    }

    /// The same with a given method; nil also when the series is shorter than the method needs.
    package static func fit(
        _ series: [Double], _ method: ForecastMethod, season: Int = 12
    ) -> ExponentialSmoothing? {
        guard let scaled = ScaledSeries(series),
            let shape = SmoothingShape(method, season: season),
            series.count >= method.leastCount(season: season)
        else { return nil }
        let search = SmoothingSearch(values: scaled.values, shape: shape)
        guard let best = search.best(of: search.grid()) else { return nil }
        return ExponentialSmoothing(series, method, best, scaled)
    }

    init(
        _ series: [Double], _ method: ForecastMethod, _ fit: SmoothingSearch.Candidate,
        _ scaled: ScaledSeries
    ) {
        let states = fit.regression.initial
        self.init(
            series, method, fit.point.parameters,
            from: SmoothingStates(
                level: scaled.original(states.level), trend: scaled.size * states.trend,
                seasons: states.seasons.map { scaled.size * $0 }))
    }
}

extension ForecastMethod {
    /// The values that the method needs to say anything.
    func leastCount(season: Int) -> Int {
        switch self {
        case .naive, .simpleExponentialSmoothing: 1
        case .seasonalNaive: season
        case .holt: 4
        case .holtWinters: 2 * season
        }
    }
}
