/// A forecast value with the ranges in which what comes lies, in the unit of the series.
package struct ForecastValue: Sendable, Hashable {
    /// The forecast itself.
    package var value: Double
    /// In which what comes lies with 50 % probability, around the value; nil when the series is too
    /// short to tell.
    package var range50: ClosedRange<Double>?
    /// The same with 80 %.
    package var range80: ClosedRange<Double>?

    /// A value with its ranges, if there are any.
    package init(
        value: Double, range50: ClosedRange<Double>? = nil, range80: ClosedRange<Double>? = nil
    ) {
        self.value = value
        self.range50 = range50
        self.range80 = range80
    }
}

/// The next steps of a series by the method that was best at past origins.
package struct Forecast: Sendable, Hashable {
    /// The one that was best, `naive` when nothing could be compared.
    package var method: ForecastMethod
    /// One for each step ahead.
    package var steps: [ForecastValue]
    /// The sums of the first one, two, three … steps.
    package var sums: [ForecastValue]
    /// Of the method; nil when the series is too short for one past origin.
    package var backtest: BacktestError?
}

/// Forecasts of the next `horizon` steps and of their sums, by the method with the least mean absolute
/// error at past origins (of equal ones the simplest).
///
/// Nil without a value, with one that is not finite (or from 1e150 on), or without a step. Some
/// thousand passes over the series, in which the number of states counts, too.
package func forecast(_ series: [Double], horizon: Int, season: Int = 12) -> Forecast? {
    guard let scaled = ScaledSeries(series), horizon > 0 else { return nil }
    let backtest = Backtest(series, scaled, horizon: horizon, season: season)
    let chosen = backtest.best(among: backtest.errors(), tolerance: scaled.size * 1e-12)
    let method = chosen?.method ?? .naive
    let continuation = Continuation(series, scaled, method, horizon: horizon, season: season)
    return Forecast(
        method: method, steps: continuation.steps, sums: continuation.sums,
        backtest: chosen?.error)
}
