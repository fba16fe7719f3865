import Forecasting
import Testing

@Suite("exponential smoothing")
struct SmoothingTests {
    @Test("a step moves level, trend and season by its error")
    func step() {
        let smoothing = ExponentialSmoothing(
            [20], .holtWinters, SmoothingParameters(level: 0.5, trend: 0.2, season: 0.25),
            from: SmoothingStates(level: 10, trend: 1, seasons: [1, -1]))
        // 20 comes where 10 + 1 + 1 was forecast.
        #expect(smoothing.squaredError == 64)
        #expect(abs(smoothing.final.level - 15) < 1e-12)
        #expect(abs(smoothing.final.trend - 1.8) < 1e-12)
        #expect(smoothing.final.seasons == [-1, 3])
        let expected = [15.8, 21.6, 19.4]
        for (forecast, value) in zip(smoothing.forecasts(horizon: 3), expected) {
            #expect(abs(forecast - value) < 1e-12)
        }
    }

    @Test(
        "the length says which smoothing it is",
        arguments: [
            (1, ForecastMethod.simpleExponentialSmoothing), (3, .simpleExponentialSmoothing),
            (4, .holt), (23, .holt), (24, .holtWinters), (60, .holtWinters),
        ])
    func methods(count: Int, method: ForecastMethod) {
        var seeded = SeededSeries(seed: 1)
        let series = seeded.series(count, noise: 3)
        #expect(ExponentialSmoothing.fit(series)?.method == method)
    }

    @Test("a line with a season and no noise goes on as it is")
    func line() throws {
        let values = (0..<48).map { 50 + 2 * Double($0) + [5, -3, -2][$0 % 3] }
        let fit = try #require(ExponentialSmoothing.fit(Array(values.prefix(36)), season: 3))
        for (forecast, value) in zip(fit.forecasts(horizon: 12), values.suffix(12)) {
            #expect(abs(forecast - value) < 1e-7)
        }
        #expect(fit.squaredError < 1e-12)
        #expect(abs(fit.initial.seasons.reduce(0, +)) < 1e-9)
    }

    @Test("parameters stay where they are allowed")
    func bounds() throws {
        var seeded = SeededSeries(seed: SeededSeries.seed(4))
        for round in 0..<12 {
            let series = seeded.series(30 + round, noise: 5, .some)
            let parameters = try #require(ExponentialSmoothing.fit(series)).parameters
            #expect(parameters.level > 0 && parameters.level < 1)
            #expect(parameters.trend >= 0 && parameters.trend <= parameters.level)
            #expect(parameters.season >= 0 && parameters.season <= 1 - parameters.level)
        }
    }

    @Test("no parameters and states beside the fit follow the series more closely")
    func least() throws {
        var seeded = SeededSeries(seed: SeededSeries.seed(9))
        let series = seeded.series(40, noise: 6, .some)
        let fit = try #require(ExponentialSmoothing.fit(series))
        for _ in 0..<300 {
            var parameters = fit.parameters
            let level = parameters.level + 0.05 * (seeded.uniform() - 0.5)
            parameters.level = min(max(level, 1e-7), 1)
            parameters.trend = min(parameters.level, parameters.trend + 0.05 * seeded.uniform())
            parameters.season = (1 - parameters.level) * 0.1 * seeded.uniform()
            var states = fit.initial
            states.level += seeded.normal()
            states.trend += 0.1 * seeded.normal()
            states.seasons[Int(12 * seeded.uniform())] += seeded.normal()
            let other = ExponentialSmoothing(series, .holtWinters, parameters, from: states)
            #expect(other.squaredError >= fit.squaredError * (1 - 1e-9))
        }
    }

    @Test("there is no fit without a value, with what is no number, or with too few values")
    func nothing() {
        #expect(ExponentialSmoothing.fit([]) == nil)
        #expect(ExponentialSmoothing.fit([1, .nan, 3]) == nil)
        #expect(ExponentialSmoothing.fit([1, 2, 3], .holt) == nil)
        #expect(ExponentialSmoothing.fit([1, 2, 3], .naive) == nil)
    }
}
