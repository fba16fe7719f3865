/// Parts from the largest down, with what they amount to together.
package struct ParetoChart: Hashable, Sendable {
    package var categories: [ChartCategory]
    /// One datum for each category, the largest first.
    package var data: [ChartDatum]
    /// The share of all that the part and those before it make: 0 to 1, with texts in per cent.
    package var shares: [ChartDatum]
    /// What the line is called.
    package var shareName: String
    /// What the guide at four fifths is called, in the reader's notation.
    package var guideName: String
    package var sharedDomain: ClosedRange<Double>?

    /// A chart of concentration.
    package init(
        categories: [ChartCategory], data: [ChartDatum], shares: [ChartDatum], shareName: String,
        guideName: String = "80 %", sharedDomain: ClosedRange<Double>? = nil
    ) {
        self.categories = categories
        self.data = data
        self.shares = shares
        self.shareName = shareName
        self.guideName = guideName
        self.sharedDomain = sharedDomain
    }
}
