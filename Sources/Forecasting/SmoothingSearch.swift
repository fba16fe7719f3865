/// The search for the parameters of the least squared error in the unit cube.
struct SmoothingSearch: Sendable {
    let values: [Double]
    let shape: SmoothingShape

    struct Candidate: Sendable {
        var point: UnitPoint
        var regression: StateRegression
    }

    /// From each of a few starts downhill; the best end. The first of equal ones.
    func best(from starts: [UnitPoint]) -> Candidate? {
        var best: Candidate?
        for start in starts {
            let end = descend(from: start)
            if let known = best, known.regression.squaredError <= end.regression.squaredError {
                continue
            }
            best = end
        }
        return best
    }

    func candidate(_ point: UnitPoint) -> Candidate {
        Candidate(
            point: point, regression: StateRegression(values, shape, Gains(point.parameters)))
    }

    /// A quasi-Newton descent with damped steps and the walls of the cube: coordinates at a wall against
    /// which the slope pushes are held. Ends when a step gains nothing, at most after 200.
    private func descend(from start: UnitPoint) -> Candidate {
        var current = candidate(start)
        var curvature = SmoothingCurvature(current.regression, current.point)
        let floor = exactness
        var damping = 1e-3
        for _ in 0..<200 where current.regression.squaredError > floor {
            guard let next = lower(than: current, curvature, &damping) else { break }
            let gain = current.regression.squaredError - next.regression.squaredError
            let slopes = SmoothingCurvature(next.regression, next.point)
            curvature = slopes.improved(
                by: curvature,
                move: zip(next.point.coordinates, current.point.coordinates).map { $0 - $1 })
            current = next
            if gain <= current.regression.squaredError * 1e-13 { break }
        }
        return current
    }

    /// The first of ever shorter steps that lowers the squared error; nil when they become too short.
    private func lower(
        than current: Candidate, _ curvature: SmoothingCurvature, _ damping: inout Double
    ) -> Candidate? {
        while damping < 1e9 {
            let point = step(from: current.point, curvature, damping)
            let pairs = zip(point.coordinates, current.point.coordinates)
            if pairs.allSatisfy({ abs($0 - $1) < 1e-10 }) { return nil }
            let next = candidate(point)
            if next.regression.squaredError < current.regression.squaredError {
                damping = max(damping / 8, 1e-9)
                return next
            }
            damping *= 8
        }
        return nil
    }

    /// The squared error below which what is left is rounding.
    var exactness: Double {
        let largest = values.reduce(0) { max($0, abs($1)) }
        return Double(values.count) * largest * largest * 1e-24
    }

    private func step(
        from point: UnitPoint, _ curvature: SmoothingCurvature, _ damping: Double
    ) -> UnitPoint {
        let free = point.coordinates.indices.filter { index in
            let (place, slope) = (point.coordinates[index], curvature.gradient[index])
            return !(place <= 0 && slope > 0) && !(place >= 1 && slope < 0)
        }
        if free.isEmpty { return point }
        let strongest = free.reduce(0) { max($0, curvature.hessian[$1][$1]) }
        var matrix = SymmetricMatrix(size: free.count)
        for row in free.indices {
            for column in 0...row {
                matrix[row, column] = curvature.hessian[free[row]][free[column]]
            }
            matrix[row, row] += damping * (matrix[row, row] + strongest * 1e-3)
        }
        let move = CholeskyFactor(matrix).solve(free.map { -curvature.gradient[$0] })
        var next = point
        for (index, change) in zip(free, move) {
            next.coordinates[index] = min(max(point.coordinates[index] + change, 0), 1)
        }
        return next
    }
}
