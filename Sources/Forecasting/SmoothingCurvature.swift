/// The slope of half the squared error at parameters, the initial states being the best ones for
/// them throughout, and its curvature after Gauss and Newton.
struct SmoothingCurvature: Sendable {
    /// By coordinate of the unit cube.
    private(set) var gradient: [Double]
    private(set) var hessian: [[Double]]

    /// Linear in the number of values times the number of states.
    init(_ regression: StateRegression, _ point: UnitPoint) {
        let slopes = Self.slopes(regression.run, Gains(point.parameters), regression.shape)
        let shadows = slopes.map { regression.factor.forward(regression.products(of: $0)) }
        let errors = regression.run.errors
        let steepness = slopes.map { Self.product($0, errors) }
        let bends = slopes.indices.map { row in
            slopes.indices.map { column in
                Self.product(slopes[row], slopes[column])
                    - Self.product(shadows[row], shadows[column])
            }
        }
        let chain = point.slopesOfGains
        gradient = chain.map { Self.product($0, steepness) }
        hessian = chain.map { row in
            let bent = bends.map { Self.product(row, $0) }
            return chain.map { Self.product($0, bent) }
        }
    }

    /// With the curvature that the slopes before and after a move show (Broyden, Fletcher, Goldfarb and
    /// Shanno), unless the move shows none.
    func improved(by previous: SmoothingCurvature, move: [Double]) -> SmoothingCurvature {
        let change = zip(gradient, previous.gradient).map { $0 - $1 }
        let bend = Self.product(move, change)
        let bent = previous.hessian.map { Self.product($0, move) }
        let known = Self.product(move, bent)
        let least = 1e-6 * (Self.product(move, move) * Self.product(change, change)).squareRoot()
        if bend <= least || known <= 0 { return self }
        var improved = self
        for row in move.indices {
            for column in move.indices {
                improved.hessian[row][column] =
                    previous.hessian[row][column] - bent[row] * bent[column] / known
                    + change[row] * change[column] / bend
            }
        }
        return improved
    }

    private static func product(_ first: [Double], _ second: [Double]) -> Double {
        var sum = 0.0
        for index in 0..<min(first.count, second.count) { sum += first[index] * second[index] }
        return sum
    }

    /// How the errors move with each gain, the initial states being held.
    private static func slopes(
        _ run: SmoothingRun, _ gains: Gains, _ shape: SmoothingShape
    ) -> [[Double]] {
        var slopes = [Self.slopes(run, gains, shape, ofLevel: 1)]
        if shape.hasTrend { slopes.append(Self.slopes(run, gains, shape, ofTrend: 1)) }
        if shape.season > 0 { slopes.append(Self.slopes(run, gains, shape, ofSeason: 1)) }
        return slopes
    }

    private static func slopes(
        _ run: SmoothingRun, _ gains: Gains, _ shape: SmoothingShape, ofLevel: Double = 0,
        ofTrend: Double = 0, ofSeason: Double = 0
    ) -> [Double] {
        var (level, trend) = (0.0, 0.0)
        var seasons = [Double](repeating: 0, count: shape.season)
        var slopes = run.errors
        for step in slopes.indices {
            let error = slopes[step]
            let base = level + trend
            var slope = -base
            if shape.season > 0 {
                let place = step % shape.season
                slope -= seasons[place]
                seasons[place] += ofSeason * error + gains.season * slope
            }
            level = base + ofLevel * error + gains.level * slope
            trend += ofTrend * error + gains.trend * slope
            slopes[step] = slope
        }
        return slopes
    }
}
