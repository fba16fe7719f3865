/// A way to continue a series, by its stable name; the simpler ones come first.
package enum ForecastMethod: String, Sendable, Hashable, CaseIterable {
    /// The last value again.
    case naive
    /// The value one season before again.
    case seasonalNaive = "seasonal-naive"
    /// A level that adapts, without trend and season.
    case simpleExponentialSmoothing = "simple-exponential-smoothing"
    /// Level and additive trend.
    case holt
    /// Level, additive trend and additive season.
    case holtWinters = "holt-winters"
}

extension ForecastMethod {
    /// The exponential smoothing that a number of values allows: Holt-Winters from two full seasons on,
    /// Holt from 4 values on, else simple; nil without a value.
    package static func smoothing(for count: Int, season: Int) -> ForecastMethod? {
        if count < 1 { return nil }
        if count < 4 { return .simpleExponentialSmoothing }
        return season > 1 && count >= 2 * season ? .holtWinters : .holt
    }
}
