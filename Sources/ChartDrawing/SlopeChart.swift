/// A thing at two points of time.
package struct SlopeRow: Hashable, Sendable {
    package var name: String
    package var from: ChartDatum
    package var to: ChartDatum

    /// A thing with its two values.
    package init(_ name: String, from: ChartDatum, to: ChartDatum) {
        self.name = name
        self.from = from
        self.to = to
    }
}

/// Many things between two points of time, a line each.
package struct SlopeChart: Hashable, Sendable {
    package var rows: [SlopeRow]
    /// What the two points of time are called: `Q3 2025`, `Q3 2026`.
    package var fromName: String
    package var toName: String
    package var good: GoodDirection
    package var sharedDomain: ClosedRange<Double>?

    /// A slope chart.
    package init(
        rows: [SlopeRow], fromName: String, toName: String, good: GoodDirection = .up,
        sharedDomain: ClosedRange<Double>? = nil
    ) {
        self.rows = rows
        self.fromName = fromName
        self.toName = toName
        self.good = good
        self.sharedDomain = sharedDomain
    }
}
