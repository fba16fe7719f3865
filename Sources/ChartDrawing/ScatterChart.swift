/// An axis of values: what it measures, its round values, and how they are spread.
package struct ValueAxis: Hashable, Sendable {
    /// How values are spread over the axis.
    package enum Spread: Hashable, Sendable {
        case linear
        /// By their logarithms; for positive values only, and never for bars.
        case logarithmic
    }

    /// What is measured, with its unit: `Win rate in %`.
    package var title: String
    /// The round values with their texts, which the axis reaches at least.
    package var ticks: [ChartDatum]
    package var spread: Spread

    /// An axis with its ticks.
    package init(_ title: String, ticks: [ChartDatum], spread: Spread = .linear) {
        self.title = title
        self.ticks = ticks
        self.spread = spread
    }
}

/// A thing with two measures, and a third for its size.
package struct ScatterPoint: Hashable, Sendable {
    package var name: String
    package var x: ChartDatum
    package var y: ChartDatum
    /// What the area of the point stands for; nil where all are alike.
    package var size: ChartDatum?

    /// A point.
    package init(_ name: String, x: ChartDatum, y: ChartDatum, size: ChartDatum? = nil) {
        self.name = name
        self.x = x
        self.y = y
        self.size = size
    }
}

/// Things by two measures, their sizes by a third.
package struct ScatterChart: Hashable, Sendable {
    package var points: [ScatterPoint]
    package var x: ValueAxis
    package var y: ValueAxis
    /// What the size stands for, with its unit; nil where points are alike.
    package var sizeTitle: String?
    /// Lines across the field at values such as the figures of all together.
    package var xReference: ChartDatum?
    package var yReference: ChartDatum?

    /// A scatter chart.
    package init(
        points: [ScatterPoint], x: ValueAxis, y: ValueAxis, sizeTitle: String? = nil,
        xReference: ChartDatum? = nil, yReference: ChartDatum? = nil
    ) {
        self.points = points
        self.x = x
        self.y = y
        self.sizeTitle = sizeTitle
        self.xReference = xReference
        self.yReference = yReference
    }
}
