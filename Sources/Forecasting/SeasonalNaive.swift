/// Forecasts of the next `horizon` steps, in the unit of the series: the value one season before, or
/// the last value with less than one season; nil without a value.
package func seasonalNaive(_ series: [Double], horizon: Int, season: Int = 12) -> [Double]? {
    guard let last = series.last else { return nil }
    let steps = 0..<max(horizon, 0)
    if season < 1 || series.count < season { return steps.map { _ in last } }
    let start = series.count - season
    return steps.map { series[start + $0 % season] }
}
