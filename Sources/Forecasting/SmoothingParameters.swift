/// The shares by which a new value moves the states, each from 0 to 1, without unit.
package struct SmoothingParameters: Sendable, Hashable {
    /// Alpha, the share of a one-step error that goes to the level.
    package var level: Double
    /// Beta, the share of a move of the level that goes to the trend; 0 without trend.
    package var trend: Double
    /// Gamma, the share of a one-step error that goes to the season; 0 without season.
    package var season: Double

    /// Parameters as they are given; whether they are admissible is not asked.
    package init(level: Double, trend: Double = 0, season: Double = 0) {
        self.level = level
        self.trend = trend
        self.season = season
    }
}

/// What exponential smoothing knows before a step, in the unit of the series.
package struct SmoothingStates: Sendable, Hashable {
    /// Where the series stands without its season.
    package var level: Double
    /// What the level gains with each step; 0 without trend.
    package var trend: Double
    /// One value for each of the next `season` steps, in their order; empty without season.
    package var seasons: [Double]

    /// States as they are given.
    package init(level: Double, trend: Double = 0, seasons: [Double] = []) {
        self.level = level
        self.trend = trend
        self.seasons = seasons
    }
}

/// What is added to the states for an error of one: the parameters as the recurrence uses them.
struct Gains: Sendable {
    var level: Double
    var trend: Double
    var season: Double

    init(_ parameters: SmoothingParameters) {
        level = parameters.level
        trend = parameters.level * parameters.trend
        season = parameters.season
    }
}

/// Which states there are.
struct SmoothingShape: Sendable {
    var hasTrend: Bool
    /// The steps of a season, or 0 without season.
    var season: Int

    init?(_ method: ForecastMethod, season: Int) {
        switch method {
        case .naive, .seasonalNaive: return nil
        case .simpleExponentialSmoothing: (hasTrend, self.season) = (false, 0)
        case .holt: (hasTrend, self.season) = (true, 0)
        case .holtWinters:
            if season < 2 { return nil }
            (hasTrend, self.season) = (true, season)
        }
    }

    /// The number of initial states that a series can tell apart: the seasons but one, level, trend.
    var freeStates: Int { max(season - 1, 0) + (hasTrend ? 2 : 1) }
}
