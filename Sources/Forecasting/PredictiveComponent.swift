/// What comes next if these parameters are the true ones: for each step and for the sums of the
/// first steps a centre and a scale of Student's t, whose degrees of freedom are values less states.
struct PredictiveComponent: Sendable {
    struct Location: Sendable {
        var centre: Double
        var scale: Double
    }

    var weight: Double
    private(set) var steps: [Location]
    private(set) var sums: [Location]

    /// The spread of the noise to come, carried on by the states, and that of the estimated initial
    /// states. Square in the horizon and in the number of states.
    init(_ regression: StateRegression, _ gains: Gains, variance: Double, horizon: Int) {
        weight = 1
        steps = []
        sums = []
        let season = regression.shape.season
        let responses = (1...max(horizon, 1)).map { step in
            gains.level + Double(step) * gains.trend
                + (season > 0 && step % season == 0 ? gains.season : 0)
        }
        var (total, noise, sumNoise) = (0.0, 1.0, 0.0)
        // What an error `lag` steps before adds to the sum of all steps since.
        var cumulated = 1.0
        var sumSlopes = [Double](repeating: 0, count: regression.shape.freeStates)
        for step in 1...max(horizon, 1) {
            let centre = regression.run.forecast(step, after: regression.count)
            let slopes = regression.factor.forward(regression.slopes(ofForecast: step))
            for index in sumSlopes.indices { sumSlopes[index] += slopes[index] }
            sumNoise += cumulated * cumulated
            total += centre
            steps.append(
                Location(
                    centre: centre, scale: Self.scale(variance, noise, slopes)))
            sums.append(
                Location(
                    centre: total, scale: Self.scale(variance, sumNoise, sumSlopes)))
            noise += responses[step - 1] * responses[step - 1]
            cumulated += responses[step - 1]
        }
    }

    private static func scale(_ variance: Double, _ noise: Double, _ slopes: [Double]) -> Double {
        (variance * (noise + slopes.reduce(0) { $0 + $1 * $1 })).squareRoot()
    }
}
