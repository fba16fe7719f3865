import Forecasting
import Testing

@Suite("forecasts by the best method")
struct ForecastTests {
    private func widths(_ values: [ForecastValue]) -> [(half: Double, most: Double)] {
        values.map { value in
            let (half, most) = (value.range50, value.range80)
            return (
                half.map { $0.upperBound - $0.lowerBound } ?? -1,
                most.map { $0.upperBound - $0.lowerBound } ?? -1
            )
        }
    }

    @Test("ranges hold their values, one another, and do not narrow ahead")
    func nesting() throws {
        var seeded = SeededSeries(seed: SeededSeries.seed(2))
        for (count, horizon) in [(2, 3), (5, 12), (17, 12), (24, 6), (31, 12), (60, 14)] {
            let result = try #require(
                forecast(seeded.series(count, noise: 8, .some), horizon: horizon))
            #expect(result.steps.count == horizon)
            #expect(result.sums.count == horizon)
            for values in [result.steps, result.sums] {
                for value in values {
                    let half = try #require(value.range50)
                    let most = try #require(value.range80)
                    #expect(half.contains(value.value))
                    #expect(most.lowerBound < half.lowerBound && half.upperBound < most.upperBound)
                }
                for (width, next) in zip(widths(values), widths(values).dropFirst()) {
                    #expect(next.half >= width.half * (1 - 1e-12))
                    #expect(next.most >= width.most * (1 - 1e-12))
                }
            }
        }
    }

    @Test("the sums are those of the steps")
    func sums() throws {
        var seeded = SeededSeries(seed: SeededSeries.seed(3))
        let result = try #require(forecast(seeded.series(40, noise: 5), horizon: 12))
        var sum = 0.0
        for (step, total) in zip(result.steps, result.sums) {
            sum += step.value
            #expect(abs(total.value - sum) < 1e-9)
        }
    }

    @Test(
        "a constant series goes on without a doubt",
        arguments: [0, -3, 1e12, 0.1], [2, 3, 12, 24, 40])
    func constant(value: Double, count: Int) throws {
        let result = try #require(
            forecast([Double](repeating: value, count: count), horizon: 12))
        #expect(result.method == .naive)
        #expect(result.backtest?.meanAbsoluteError == 0)
        #expect(result.steps.allSatisfy { $0.value == value })
        #expect(result.steps.allSatisfy { $0.range80 == value...value })
        #expect(widths(result.sums).allSatisfy { $0.half == 0 && $0.most == 0 })
    }

    @Test("one value goes on, and nothing says how surely")
    func short() throws {
        let result = try #require(forecast([7], horizon: 3))
        #expect(result.method == .naive)
        #expect(result.steps == [ForecastValue](repeating: ForecastValue(value: 7), count: 3))
        #expect(result.sums.map { $0.value } == [7, 14, 21])
        #expect(result.backtest == nil)
    }

    @Test("without a value or a step, or with what is no number, there is no forecast")
    func nothing() {
        #expect(forecast([], horizon: 3) == nil)
        #expect(forecast([1, 2], horizon: 0) == nil)
        #expect(forecast([1, .infinity], horizon: 1) == nil)
        #expect(forecast([1, .nan], horizon: 1) == nil)
    }

    @Test(
        "the method that fits the series is found",
        arguments: [
            (48, 1.0, 15.0, ForecastMethod.holtWinters), (36, 1, 0, .holt),
            (36, 0, 15, .seasonalNaive),
        ])
    func selection(count: Int, trend: Double, season: Double, method: ForecastMethod) throws {
        var seeded = SeededSeries(seed: 5)
        let noise = method == .seasonalNaive ? 0.0 : 0.8
        let wave = [1, -1, 0.5, 0, -0.5, 2, -2, 0.7, -0.7, 0.1, -0.1, 0]
        let series = (0..<count).map {
            100 + trend * Double($0) + season * wave[$0 % 12] + noise * seeded.normal()
        }
        let result = try #require(forecast(series, horizon: 6))
        #expect(result.method == method)
        #expect(result.backtest?.origins == 12)
    }

    @Test(
        "as many past origins count as leave two seasons, at most 12",
        arguments: [(2, 1), (4, 3), (10, 6), (27, 3), (30, 6), (36, 12), (90, 12)])
    func origins(count: Int, origins: Int) throws {
        var seeded = SeededSeries(seed: 6)
        let result = try #require(forecast(seeded.series(count, noise: 4), horizon: 3))
        #expect(result.backtest?.origins == origins)
    }

    @Test("the same series gives the same forecast")
    func determinism() {
        var seeded = SeededSeries(seed: SeededSeries.seed(7))
        let series = seeded.series(33, noise: 5, .some)
        #expect(forecast(series, horizon: 12) == forecast(series, horizon: 12))
    }
}
