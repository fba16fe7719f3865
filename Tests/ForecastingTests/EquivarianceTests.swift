import Forecasting
import Testing

/// Forecasts know no unit and no zero.
@Suite("forecasts of a series in another unit")
struct EquivarianceTests {
    /// Values and ends of ranges, steps before sums.
    private func numbers(_ forecast: Forecast) -> [Double] {
        (forecast.steps + forecast.sums).flatMap { value in
            let ranges = [value.range50, value.range80].compactMap { $0 }
            return [value.value] + ranges.flatMap { [$0.lowerBound, $0.upperBound] }
        }
    }

    @Test("are the forecasts in that unit", arguments: [-1, 1e-12, 0.37, 3, 1e12])
    func scale(factor: Double) throws {
        var seeded = SeededSeries(seed: SeededSeries.seed(8))
        for count in [3, 9, 20, 29, 45] {
            let series = seeded.series(count, noise: 6, .some)
            let one = try #require(forecast(series, horizon: 12))
            let other = try #require(forecast(series.map { factor * $0 }, horizon: 12))
            #expect(other.method == one.method)
            let ends = zip(one.steps + one.sums, other.steps + other.sums)
            for (mine, its) in ends {
                let size = abs(factor * mine.value)
                #expect(abs(its.value - factor * mine.value) <= 1e-7 * size)
                let width = try #require(mine.range80).upperBound - mine.value
                let itsWidth = try #require(its.range80).upperBound - its.value
                #expect(abs(itsWidth - abs(factor) * width) <= 1e-5 * abs(factor) * width)
            }
        }
    }

    @Test("and around another zero move with it", arguments: [-1000, -100, 12.5, 1e6])
    func shift(constant: Double) throws {
        var seeded = SeededSeries(seed: SeededSeries.seed(9))
        for count in [3, 9, 20, 29, 45] {
            let series = seeded.series(count, noise: 6, .some)
            let one = try #require(forecast(series, horizon: 12))
            let other = try #require(forecast(series.map { $0 + constant }, horizon: 12))
            #expect(other.method == one.method)
            let moves = one.steps.map { _ in constant } + (1...12).map { Double($0) * constant }
            let expected = zip(numbers(one), moves.flatMap { [$0, $0, $0, $0, $0] }).map { $0 + $1 }
            for (number, value) in zip(numbers(other), expected) {
                #expect(abs(number - value) <= 1e-4)
            }
        }
    }

    @Test("and stay numbers for odd series")
    func odd() throws {
        let spike = (0..<40).map { $0 == 20 ? 1.0 : 0 }
        let stair = (0..<40).map { $0 < 30 ? 0.0 : 1e12 }
        let zigzag = (0..<27).map { $0 % 2 == 0 ? 1e-200 : -1e-200 }
        let explosion = (0..<36).map { Double(sign: .plus, exponent: $0, significand: 1) }
        let late = [Double](repeating: 0, count: 25) + [1]
        for series in [spike, stair, zigzag, explosion, late, [0, 1], [5, 5, 5, 6]] {
            let result = try #require(forecast(series, horizon: 13))
            #expect(numbers(result).count == 26 * 5)
            #expect(numbers(result).allSatisfy { $0.isFinite })
        }
    }
}
