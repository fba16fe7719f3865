/// What falls due in periods, by its risk.
package struct CalendarPart: Hashable, Sendable {
    /// How likely it is to be lost; it decides the fill, in black and white too.
    package enum Risk: Int, CaseIterable, Hashable, Sendable {
        /// Already renewed: solid, for it has come about.
        case settled
        /// Not at risk: light with an outline.
        case low
        /// To be watched: dots.
        case watch
        /// Likely to be lost: a dense grid in red.
        case high
        /// Nothing is known of it: thin lines.
        case unknown
        /// Lost already: solid and red.
        case lost
    }

    package var name: String
    package var risk: Risk
    /// One datum for each period.
    package var data: [ChartDatum]

    /// A part of what falls due.
    package init(_ name: String, _ risk: Risk, _ data: [ChartDatum]) {
        self.name = name
        self.risk = risk
        self.data = data
    }
}

/// What falls due, by period, amount and risk.
package struct CalendarChart: Hashable, Sendable {
    package var categories: [ChartCategory]
    /// In the order of their risk, from the bottom up.
    package var parts: [CalendarPart]
    /// The amount of each period, whose text stands on top.
    package var totals: [ChartDatum]
    /// How many fall due in each period, beneath its name; empty for none.
    package var counts: [ChartDatum]
    /// What the counts are of: `Contracts`.
    package var countName: String
    package var sharedDomain: ClosedRange<Double>?

    /// A calendar of what falls due.
    package init(
        categories: [ChartCategory], parts: [CalendarPart], totals: [ChartDatum],
        counts: [ChartDatum] = [], countName: String = "",
        sharedDomain: ClosedRange<Double>? = nil
    ) {
        self.categories = categories
        self.parts = parts
        self.totals = totals
        self.counts = counts
        self.countName = countName
        self.sharedDomain = sharedDomain
    }
}
