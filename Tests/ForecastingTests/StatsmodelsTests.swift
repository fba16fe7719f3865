import Forecasting
import Foundation
import Testing

/// What statsmodels 0.15.0 says of ten seeded series with season, two with trend and one of 3 values.
///
/// Facts/statsmodels.json was made in Python by, for each series (and without season and trend):
///
///     model = ExponentialSmoothing(values, trend="add", seasonal="add", seasonal_periods=12,
///                                  initialization_method="estimated")
///     fit = model.fit()  # parameters, level, trend, seasons, squaredError, forecasts
///     # leastSquaredError, leastForecasts: the least of L-BFGS-B with ftol=1e-16, gtol=1e-10,
///     # method="SLSQP" with ftol=1e-15 and method="ls" with ftol=xtol=gtol=1e-15
@Suite("exponential smoothing beside statsmodels")
struct StatsmodelsTests {
    struct Fact: Decodable {
        var kind: String
        var values: [Double]
        var parameters: [Double]
        var level: Double
        var trend: Double
        var seasons: [Double]
        var squaredError: Double
        var forecasts: [Double]
        var leastSquaredError: Double
        var leastForecasts: [Double]
    }

    private func facts() throws -> [Fact] {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
        let data = try Data(contentsOf: folder.appending(path: "Facts/statsmodels.json"))
        return try JSONDecoder().decode([Fact].self, from: data)
    }

    private func isNear(_ values: [Double], _ others: [Double], _ share: Double) -> Bool {
        values.count == others.count
            && zip(values, others).allSatisfy { abs($0 - $1) <= share * max(abs($1), 1) }
    }

    @Test("with the same parameters and states the forecasts are the same")
    func recurrence() throws {
        for fact in try facts() {
            let method = try #require(ForecastMethod(rawValue: fact.kind))
            let smoothing = ExponentialSmoothing(
                fact.values, method,
                SmoothingParameters(
                    level: fact.parameters[0], trend: fact.parameters[1],
                    season: fact.parameters[2]),
                from: SmoothingStates(
                    level: fact.level, trend: fact.trend, seasons: fact.seasons))
            #expect(isNear(smoothing.forecasts(horizon: 12), fact.forecasts, 1e-9))
            #expect(isNear([smoothing.squaredError], [fact.squaredError], 1e-9))
        }
    }

    @Test("the fit is never worse, and the same where statsmodels finds the best, too")
    func fits() throws {
        var same = 0
        for fact in try facts() {
            let method = try #require(ForecastMethod(rawValue: fact.kind))
            let fit = try #require(ExponentialSmoothing.fit(fact.values))
            #expect(fit.method == method)
            #expect(fit.squaredError <= fact.leastSquaredError * (1 + 1e-9))
            #expect(fit.squaredError <= fact.squaredError * (1 + 1e-9))
            #expect(isNear(fit.forecasts(horizon: 12), fact.leastForecasts, 1e-5))
            // One of the ten searches of `fit()` ends where the squared error is 4 % larger.
            if fact.squaredError > fact.leastSquaredError * 1.0001 { continue }
            #expect(isNear(fit.forecasts(horizon: 12), fact.forecasts, 1e-4))
            same += 1
        }
        #expect(same == 12)
    }
}
