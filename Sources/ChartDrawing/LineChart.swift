/// A range around a line, such as the one that holds eight of ten values to come.
package struct ChartBand: Hashable, Sendable {
    /// What stands at its end: `80%: 6.4 to 7.1`.
    package var name: String
    /// The lower and upper bounds, one pair for each category; nil where there is none.
    package var bounds: [ClosedRange<Double>?]

    /// A range; bounds that are no finite numbers count as missing.
    package init(_ name: String, _ bounds: [ClosedRange<Double>?]) {
        self.name = name
        self.bounds = bounds.map { bound in
            bound.flatMap {
                max($0.lowerBound.magnitude, $0.upperBound.magnitude) < 1e300 ? $0 : nil
            }
        }
    }
}

/// Many points over time, up to six series with their names at the end.
package struct LineChart: Hashable, Sendable {
    package var categories: [ChartCategory]
    package var series: [ChartSeries]
    /// Ranges behind the lines, the widest first; at most two.
    package var bands: [ChartBand]
    /// Whether the room between a line and zero is filled; then the scale starts at zero.
    package var isFilled: Bool
    /// Whether the scale starts at zero; otherwise it spans the data, widened to round values.
    package var includesZero: Bool
    /// Whether equal ratios have equal heights; values that are not positive count as gaps then.
    package var isLogarithmic: Bool
    package var sharedDomain: ClosedRange<Double>?
    /// A round value whose length shows how the scale relates to those of other charts.
    package var scaleMark: ChartDatum?

    /// A line chart; filled it is an area chart, and with bands one of intervals.
    package init(
        categories: [ChartCategory], series: [ChartSeries], bands: [ChartBand] = [],
        isFilled: Bool = false, includesZero: Bool = false, isLogarithmic: Bool = false,
        sharedDomain: ClosedRange<Double>? = nil
    ) {
        self.categories = categories
        self.series = series
        self.bands = bands
        self.isFilled = isFilled
        self.includesZero = includesZero
        self.isLogarithmic = isLogarithmic
        self.sharedDomain = sharedDomain
    }
}
