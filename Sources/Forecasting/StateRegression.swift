/// For given parameters the one-step errors are linear in the initial states, so that least squares
/// finds the best initial states at once.
///
/// The unknowns are the seasons but the last, then the level, then the trend.
struct StateRegression: Sendable {
    let shape: SmoothingShape
    let count: Int
    /// The recurrence without values from a level, a trend and a first season of one.
    private let level: SmoothingRun
    private let trend: SmoothingRun?
    private let pulse: SmoothingRun?
    let factor: CholeskyFactor
    /// The best initial states; the seasons sum to zero.
    let initial: SmoothingStates
    /// The recurrence from the best initial states.
    let run: SmoothingRun
    let squaredError: Double

    /// Linear in the number of values times the number of states.
    init(_ values: [Double], _ shape: SmoothingShape, _ gains: Gains) {
        let zeros = [Double](repeating: 0, count: values.count)
        let flat = [Double](repeating: 0, count: shape.season)
        let level = SmoothingRun(zeros, gains, from: SmoothingStates(level: 1, seasons: flat))
        let trend =
            shape.hasTrend
            ? SmoothingRun(zeros, gains, from: SmoothingStates(level: 0, trend: 1, seasons: flat))
            : nil
        var pulse: SmoothingRun?
        if shape.season > 0 {
            var first = flat
            first[0] = 1
            pulse = SmoothingRun(zeros, gains, from: SmoothingStates(level: 0, seasons: first))
        }
        self.shape = shape
        count = values.count
        self.level = level
        self.trend = trend
        self.pulse = pulse
        let lines = [level.errors] + (trend.map { [$0.errors] } ?? [])
        let wave = pulse?.errors ?? []
        let pulses = max(shape.season - 1, 0)
        factor = CholeskyFactor(Self.products(wave, pulses, lines))
        let rest = SmoothingRun(values, gains, from: SmoothingStates(level: 0, seasons: flat))
        let solution = factor.solve(Self.products(of: rest.errors, wave, pulses, lines))
        initial = Self.states(solution, shape)
        run = SmoothingRun(values, gains, from: initial)
        squaredError = run.squaredError
    }

    /// The products of the columns with each other. The column of a season is that of the first,
    /// later, so that each product follows from the one before.
    private static func products(
        _ wave: [Double], _ pulses: Int, _ lines: [[Double]]
    ) -> SymmetricMatrix {
        var matrix = SymmetricMatrix(size: pulses + lines.count)
        for row in 0..<pulses {
            matrix[row, 0] = product(wave, from: row, wave)
            for column in 1..<max(row + 1, 1) {
                matrix[row, column] =
                    matrix[row - 1, column - 1]
                    - wave[wave.count - row] * wave[wave.count - column]
            }
        }
        for (index, line) in lines.enumerated() {
            for column in 0..<pulses {
                matrix[pulses + index, column] = product(line, from: column, wave)
            }
            for other in 0...index {
                matrix[pulses + index, pulses + other] = product(line, from: 0, lines[other])
            }
        }
        return matrix
    }

    /// The products of the columns with errors.
    private static func products(
        of errors: [Double], _ wave: [Double], _ pulses: Int, _ lines: [[Double]]
    ) -> [Double] {
        (0..<pulses).map { product(errors, from: $0, wave) }
            + lines.map { product(errors, from: 0, $0) }
    }

    /// The sum of products, the second factor moved later.
    private static func product(_ first: [Double], from start: Int, _ second: [Double]) -> Double {
        var sum = 0.0
        for index in start..<first.count { sum += first[index] * second[index - start] }
        return sum
    }

    /// A column is what one more of a state adds to the errors, so that the best states are minus the
    /// solution.
    private static func states(_ solution: [Double], _ shape: SmoothingShape) -> SmoothingStates {
        let pulses = max(shape.season - 1, 0)
        let level = -solution[pulses]
        let trend = shape.hasTrend ? -solution[pulses + 1] : 0
        if shape.season == 0 { return SmoothingStates(level: level, trend: trend) }
        let seasons = solution.prefix(pulses).map { -$0 } + [0]
        let mean = seasons.reduce(0, +) / Double(shape.season)
        return SmoothingStates(
            level: level + mean, trend: trend, seasons: seasons.map { $0 - mean })
    }

    /// The products of the columns with other slopes of the errors.
    func products(of slopes: [Double]) -> [Double] {
        Self.products(
            of: slopes, pulse?.errors ?? [], max(shape.season - 1, 0),
            [level.errors] + (trend.map { [$0.errors] } ?? []))
    }

    /// How much the forecast of a step (from 1) moves with each unknown.
    func slopes(ofForecast step: Int) -> [Double] {
        var slopes: [Double] = []
        if let pulse {
            slopes = (0..<(shape.season - 1)).map { pulse.forecast(step, after: count - $0) }
        }
        slopes.append(level.forecast(step, after: count))
        if let trend { slopes.append(trend.forecast(step, after: count)) }
        return slopes
    }
}
