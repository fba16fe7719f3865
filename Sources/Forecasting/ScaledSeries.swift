/// A series around its first value in units of a power of two, so that computing with it is the same
/// for any unit.
struct ScaledSeries: Sendable {
    let values: [Double]
    /// What one is in the unit of the series; 1 when all values are the same.
    let size: Double
    let origin: Double

    /// The size from which values are not computed with, as squares and sums of them may not be finite.
    static var limit: Double { 1e150 }

    /// Nil without a value, or with one that is not a number or beyond the limit.
    init?(_ series: [Double]) {
        guard let first = series.first, series.allSatisfy({ abs($0) < Self.limit }) else {
            return nil
        }
        let largest = series.reduce(0) { max($0, abs($1 - first)) }
        origin = first
        let unit = largest > 0 ? Double(sign: .plus, exponent: largest.exponent, significand: 1) : 1
        size = unit
        values = series.map { ($0 - first) / unit }
    }

    func original(_ value: Double) -> Double { origin + value * size }
}
