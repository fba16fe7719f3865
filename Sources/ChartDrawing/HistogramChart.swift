/// How many values lie between two numbers.
package struct HistogramBin: Hashable, Sendable {
    package var from: Double
    package var to: Double
    package var count: ChartDatum

    /// A bin from one number to another, the latter left out.
    package init(from: Double, to: Double, _ count: ChartDatum) {
        self.from = from
        self.to = to
        self.count = count
    }
}

/// How often values of a size occur, the median marked.
package struct HistogramChart: Hashable, Sendable {
    /// Bins of one width, each beginning where the one before ends.
    package var bins: [HistogramBin]
    /// What is measured and the edges of the bins with their texts.
    package var axis: ValueAxis
    /// The median; its text holds the name: `Median 71 days`.
    package var median: ChartDatum?
    /// What lies beyond the last bin, in words: `4 above 400`; may be empty.
    package var beyond: String

    /// A histogram.
    package init(
        bins: [HistogramBin], axis: ValueAxis, median: ChartDatum? = nil, beyond: String = ""
    ) {
        self.bins = bins
        self.axis = axis
        self.median = median
        self.beyond = beyond
    }
}
