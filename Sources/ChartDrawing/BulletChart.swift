/// A stretch of a bullet's scale with its meaning.
package struct BulletBand: Hashable, Sendable {
    /// What values in the stretch mean.
    package enum Meaning: Hashable, Sendable {
        case bad
        case watch
        case good
    }

    /// Where the stretch ends and the next begins; nil for the last.
    package var upTo: Double?
    package var meaning: Meaning

    /// A stretch from the end of the one before.
    package init(upTo: Double?, _ meaning: Meaning) {
        self.upTo = upTo
        self.meaning = meaning
    }
}

/// One figure on a scale of its own.
package struct BulletRow: Hashable, Sendable {
    package var name: String
    /// The unit, in small type under the name; may be empty.
    package var unit: String
    package var actual: ChartDatum
    package var plan: ChartDatum?
    package var previous: ChartDatum?
    /// From the least values to the greatest; empty where there are no limits.
    package var bands: [BulletBand]

    /// A figure against its plan, its past and its limits.
    package init(
        _ name: String, unit: String = "", _ actual: ChartDatum, plan: ChartDatum? = nil,
        previous: ChartDatum? = nil, bands: [BulletBand] = []
    ) {
        self.name = name
        self.unit = unit
        self.actual = actual
        self.plan = plan
        self.previous = previous
        self.bands = bands
    }
}

/// Figures against plan and limits, each on its own scale from zero.
package struct BulletChart: Hashable, Sendable {
    package var rows: [BulletRow]
    /// What stands for actual, plan and previous in a key: their codes.
    package var actualName: String
    package var planName: String
    package var previousName: String
    /// What stands for the stretches in a key; an empty one is left out.
    package var badName: String
    package var watchName: String
    package var goodName: String

    /// A bullet chart.
    package init(
        rows: [BulletRow], actualName: String = "AC", planName: String = "PL",
        previousName: String = "PY", badName: String = "", watchName: String = "",
        goodName: String = ""
    ) {
        self.rows = rows
        self.actualName = actualName
        self.planName = planName
        self.previousName = previousName
        self.badName = badName
        self.watchName = watchName
        self.goodName = goodName
    }
}
