extension SmoothingSearch {
    /// The places on each axis of the unit cube, closer where the parameters are small, as they are in
    /// most series.
    private var axes: [[Double]] {
        var axes = [[0, 0.03, 0.07, 0.14, 0.25, 0.4, 0.6, 0.8, 1]]
        if shape.hasTrend { axes.append([0, 0.1, 0.4]) }
        if shape.season > 0 { axes.append([0, 0.15, 0.45]) }
        return axes
    }

    /// The regressions at points over the whole cube; about a hundred passes over the values.
    func grid() -> [Candidate] {
        var points: [[Double]] = [[]]
        for axis in axes { points = points.flatMap { point in axis.map { point + [$0] } } }
        return points.map { candidate(UnitPoint(coordinates: $0)) }
    }

    /// How likely a point of the grid is beforehand: that a state is fixed is as likely as that it
    /// adapts, and then each share other than zero is as likely as the next.
    func prior(_ point: UnitPoint) -> Double {
        var prior = 1.0
        for (index, axis) in axes.enumerated() {
            // Without a move of the level nothing moves the trend, whatever its share.
            let isMoot = index == 1 && point.coordinates[0] == 0
            let isFixed = point.coordinates[index] == 0
            prior *= isMoot ? 1 / Double(axis.count) : isFixed ? 0.5 : 0.5 / Double(axis.count - 1)
        }
        return prior
    }

    /// The best of the search from the points of the grid with the least squared errors.
    func best(of grid: [Candidate]) -> Candidate? {
        let ranked = grid.sorted { $0.regression.squaredError < $1.regression.squaredError }
        var starts: [UnitPoint] = []
        for candidate in ranked where starts.count < 4 {
            let isApart = starts.allSatisfy { known in
                zip(known.coordinates, candidate.point.coordinates).contains { abs($0 - $1) > 0.16 }
            }
            if isApart { starts.append(candidate.point) }
        }
        return best(from: starts)
    }
}
