/// Parameters as a point in the unit cube, in which all points are admissible: the trend's parameter
/// as a share of the level's, the season's as a share of what the level's leaves to one.
struct UnitPoint: Sendable {
    /// Level, trend and season, as many as there are states of the kind.
    var coordinates: [Double]

    /// The smallest share of the level: the root of the least difference of doubles near one.
    static var margin: Double { Double.ulpOfOne.squareRoot() }

    var parameters: SmoothingParameters {
        let level = Self.margin + coordinates[0] * (1 - 2 * Self.margin)
        let trend = coordinates.count > 1 ? coordinates[1] * level : 0
        let season = coordinates.count > 2 ? coordinates[2] * (1 - level) : 0
        return SmoothingParameters(level: level, trend: trend, season: season)
    }

    /// How the gains of level, trend and season (columns) move with each coordinate (rows).
    var slopesOfGains: [[Double]] {
        let level = parameters.level
        let width = 1 - 2 * Self.margin
        let trend = coordinates.count > 1 ? coordinates[1] : 0
        let season = coordinates.count > 2 ? coordinates[2] : 0
        return [
            [width, 2 * trend * level * width, -season * width],
            [0, level * level, 0],
            [0, 0, 1 - level],
        ].prefix(coordinates.count).map { $0 }
    }
}
