/// The recurrence run over values: the states before each step and its one-step error.
struct SmoothingRun: Sendable {
    let season: Int
    /// Value minus one-step forecast, step by step.
    private(set) var errors: [Double]
    /// Before each step, and after the last.
    private(set) var levels: [Double]
    private(set) var trends: [Double]
    /// Season states by the step that they are for; empty without season.
    private(set) var seasons: [Double]

    /// Linear in the number of values.
    init(_ values: [Double], _ gains: Gains, from initial: SmoothingStates) {
        let count = values.count
        let season = initial.seasons.count
        var errors = [Double](repeating: 0, count: count)
        var levels = [Double](repeating: 0, count: count + 1)
        var trends = levels
        var seasons = initial.seasons
        seasons.reserveCapacity(count + season)
        var (level, trend) = (initial.level, initial.trend)
        for step in 0..<count {
            levels[step] = level
            trends[step] = trend
            let base = level + trend
            var error = values[step] - base
            if season > 0 {
                error -= seasons[step]
                seasons.append(seasons[step] + gains.season * error)
            }
            errors[step] = error
            level = base + gains.level * error
            trend += gains.trend * error
        }
        levels[count] = level
        trends[count] = trend
        self.season = season
        self.errors = errors
        self.levels = levels
        self.trends = trends
        self.seasons = seasons
    }

    /// What is forecast `step` steps (from 1) after the first `count` values.
    func forecast(_ step: Int, after count: Int) -> Double {
        let line = levels[count] + Double(step) * trends[count]
        return season > 0 ? line + seasons[count + (step - 1) % season] : line
    }

    var squaredError: Double { errors.reduce(0) { $0 + $1 * $1 } }

    var finalStates: SmoothingStates {
        let count = errors.count
        return SmoothingStates(
            level: levels[count], trend: trends[count], seasons: Array(seasons.suffix(season)))
    }
}
