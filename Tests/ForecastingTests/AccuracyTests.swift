import Forecasting
import Testing

@Suite("the accuracy of past forecasts")
struct AccuracyTests {
    @Test("errors are weighed by what came")
    func weighted() throws {
        let result = accuracy(of: [
            ForecastOutcome(forecast: 110, actual: 100),
            ForecastOutcome(forecast: 270, actual: 300),
        ])
        let error = try #require(result.weightedAbsolutePercentageError)
        #expect(abs(error - 0.1) < 1e-12)
        #expect(abs((result.accuracy ?? 0) - 0.9) < 1e-12)
        #expect(abs((result.bias ?? 0) + 0.05) < 1e-12)
        #expect(result.shareInRange == nil)
    }

    @Test("the accuracy is not below zero")
    func floor() {
        let result = accuracy(of: [ForecastOutcome(forecast: 500, actual: 100)])
        #expect(result.weightedAbsolutePercentageError == 4)
        #expect(result.accuracy == 0)
        #expect(result.bias == 4)
    }

    @Test("without a pair or of zeros it is undefined")
    func undefined() {
        for outcomes in [[], [ForecastOutcome(forecast: 5, actual: 0)]] {
            let result = accuracy(of: outcomes)
            #expect(result.weightedAbsolutePercentageError == nil)
            #expect(result.accuracy == nil)
            #expect(result.bias == nil)
        }
    }

    @Test("actuals that cancel out leave the bias undefined and nothing else")
    func cancelled() {
        let result = accuracy(of: [
            ForecastOutcome(forecast: 6, actual: 5), ForecastOutcome(forecast: -5, actual: -5),
        ])
        #expect(result.bias == nil)
        #expect(result.weightedAbsolutePercentageError == 0.1)
    }

    @Test("of the actuals with a range the share within is told, the ends being within")
    func ranges() {
        let result = accuracy(of: [
            ForecastOutcome(forecast: 5, actual: 6, range: 4...6),
            ForecastOutcome(forecast: 5, actual: 7, range: 4...6),
            ForecastOutcome(forecast: 5, actual: 9),
        ])
        #expect(result.shareInRange == 0.5)
    }
}
