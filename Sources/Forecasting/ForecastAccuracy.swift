/// What was forecast for a period, and what came, in the same unit.
package struct ForecastOutcome: Sendable, Hashable {
    /// What was said before.
    package var forecast: Double
    /// What came.
    package var actual: Double
    /// In which the actual was said to lie; nil when nothing was said.
    package var range: ClosedRange<Double>?

    /// A pair, with the range that was given with it, if one was.
    package init(forecast: Double, actual: Double, range: ClosedRange<Double>? = nil) {
        self.forecast = forecast
        self.actual = actual
        self.range = range
    }
}

/// How good past forecasts were, as shares.
package struct ForecastAccuracy: Sendable, Hashable {
    /// WAPE, Σ|actual − forecast| / Σ|actual|; nil without an actual other than zero.
    package var weightedAbsolutePercentageError: Double?
    /// 1 − WAPE, at least 0; nil as WAPE is.
    package var accuracy: Double?
    /// Σ(forecast − actual) / Σ actual, positive when too much was forecast of a positive sum; nil
    /// without a pair or when the actuals sum to zero.
    package var bias: Double?
    /// The share of the actuals within their ranges, of those with a range; nil without one.
    package var shareInRange: Double?
}

/// The accuracy of forecasts over all outcomes together; linear in their number.
package func accuracy(of outcomes: [ForecastOutcome]) -> ForecastAccuracy {
    let distance = outcomes.reduce(0) { $0 + abs($1.actual - $1.forecast) }
    let size = outcomes.reduce(0) { $0 + abs($1.actual) }
    let difference = outcomes.reduce(0) { $0 + $1.forecast - $1.actual }
    let sum = outcomes.reduce(0) { $0 + $1.actual }
    let inside = outcomes.compactMap { outcome in
        outcome.range.map { $0.contains(outcome.actual) }
    }
    let error = size > 0 ? distance / size : nil
    return ForecastAccuracy(
        weightedAbsolutePercentageError: error,
        accuracy: error.map { max(0, 1 - $0) },
        bias: sum != 0 ? difference / sum : nil,
        shareInRange: inside.isEmpty
            ? nil : Double(inside.filter { $0 }.count) / Double(inside.count))
}
