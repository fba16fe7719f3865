import Forecasting
import Testing

@Suite("naive forecasts")
struct NaiveTests {
    @Test("the season before comes again, as often as it is asked for")
    func season() {
        let forecasts = seasonalNaive([9, 1, 2, 3], horizon: 7, season: 3)
        #expect(forecasts == [1, 2, 3, 1, 2, 3, 1])
    }

    @Test("with less than a season the last value comes again")
    func last() {
        #expect(seasonalNaive([4, 7], horizon: 3) == [7, 7, 7])
    }

    @Test("without a value there is no forecast, without a step an empty one")
    func nothing() {
        #expect(seasonalNaive([], horizon: 3) == nil)
        #expect(seasonalNaive([1], horizon: 0) == [])
    }
}
