/// A measure over time in columns; scenarios overlap, with tiers of variance above when given.
package struct ColumnChart: Hashable, Sendable {
    package var categories: [ChartCategory]
    /// At most one series of each scenario; a forecast stands where there is no actual.
    package var series: [ChartSeries]
    /// Drawn from the columns upwards in the order given.
    package var variance: [VarianceTier]
    package var good: GoodDirection
    /// Whether the codes of its scenarios stand beside it; small multiples have them once.
    package var isKeyed = true
    /// The growth from the first to the last column in words, on an arrow above them; may be empty.
    package var growth = ""
    /// Values the scale must reach too, so that charts of a unit can share it.
    package var sharedDomain: ClosedRange<Double>?
    /// A round value whose length shows how the scale relates to those of other charts.
    package var scaleMark: ChartDatum?

    /// A column chart.
    package init(
        categories: [ChartCategory], series: [ChartSeries], variance: [VarianceTier] = [],
        good: GoodDirection = .up, sharedDomain: ClosedRange<Double>? = nil
    ) {
        self.categories = categories
        self.series = series
        self.variance = variance
        self.good = good
        self.sharedDomain = sharedDomain
    }
}

/// One part of a stack over all categories.
package struct StackedPart: Hashable, Sendable {
    package var name: String
    package var data: [ChartDatum]

    /// A part with a datum for each category.
    package init(_ name: String, _ data: [ChartDatum]) {
        self.name = name
        self.data = data
    }
}

/// Parts over time, the largest at the bottom, the total on top.
package struct StackedChart: Hashable, Sendable {
    package var categories: [ChartCategory]
    /// Up to six parts in any order; the drawing puts the largest at the bottom.
    package var parts: [StackedPart]
    /// What is left, always on top and lightest.
    package var other: StackedPart?
    /// The totals, whose texts stand on top; empty for none.
    package var totals: [ChartDatum]
    package var sharedDomain: ClosedRange<Double>?
    /// A round value whose length shows how the scale relates to those of other charts.
    package var scaleMark: ChartDatum?

    /// A stacked chart.
    package init(
        categories: [ChartCategory], parts: [StackedPart], other: StackedPart? = nil,
        totals: [ChartDatum] = [], sharedDomain: ClosedRange<Double>? = nil
    ) {
        self.categories = categories
        self.parts = parts
        self.other = other
        self.totals = totals
        self.sharedDomain = sharedDomain
    }
}

/// Parts at a point of time in horizontal bars, in the order given.
package struct BarChart: Hashable, Sendable {
    package var categories: [ChartCategory]
    /// At most one series of each scenario.
    package var series: [ChartSeries]
    /// Drawn to the right of the bars in the order given.
    package var variance: [VarianceTier]
    package var good: GoodDirection
    package var sharedDomain: ClosedRange<Double>?
    /// A round value whose length shows how the scale relates to those of other charts.
    package var scaleMark: ChartDatum?

    /// A bar chart.
    package init(
        categories: [ChartCategory], series: [ChartSeries], variance: [VarianceTier] = [],
        good: GoodDirection = .up, sharedDomain: ClosedRange<Double>? = nil
    ) {
        self.categories = categories
        self.series = series
        self.variance = variance
        self.good = good
        self.sharedDomain = sharedDomain
    }
}

/// One step on the way from one figure to another.
package struct WaterfallStep: Hashable, Sendable {
    /// What a step is.
    package enum Form: Hashable, Sendable {
        /// A level standing on zero: start, subtotal or end.
        case total
        /// A difference hanging on the level before it.
        case change
        /// A level to compare the end with, outlined.
        case plan
        /// A level to compare the end with, lighter.
        case previous
    }

    package var form: Form
    package var name: String
    /// What stands for the name where there is little room; nil for the name.
    package var shortName: String?
    /// A second line under the name, such as the period.
    package var detail: String?
    package var datum: ChartDatum

    /// A step; the text of a change carries its sign.
    package init(_ form: Form, _ name: String, detail: String? = nil, _ datum: ChartDatum) {
        self.form = form
        self.name = name
        self.detail = detail
        self.datum = datum
    }
}

/// From one figure to another in steps that add up.
package struct WaterfallChart: Hashable, Sendable {
    package var steps: [WaterfallStep]
    package var good: GoodDirection
    package var sharedDomain: ClosedRange<Double>?
    /// A round value whose length shows how the scale relates to those of other charts.
    package var scaleMark: ChartDatum?

    /// A waterfall; that its steps add up is the caller's to see to.
    package init(
        steps: [WaterfallStep], good: GoodDirection = .up,
        sharedDomain: ClosedRange<Double>? = nil
    ) {
        self.steps = steps
        self.good = good
        self.sharedDomain = sharedDomain
    }
}

/// A row of a heat map, such as a cohort.
package struct HeatmapRow: Hashable, Sendable {
    package var name: String
    /// A small remark beside the name, such as the number of customers.
    package var detail: String?
    /// One datum for each column; undefined ones are blank.
    package var cells: [ChartDatum]

    /// A row of cells.
    package init(_ name: String, detail: String? = nil, _ cells: [ChartDatum]) {
        self.name = name
        self.detail = detail
        self.cells = cells
    }
}

/// Rows by columns, the value in each cell and its size in the cell's shade.
package struct HeatmapChart: Hashable, Sendable {
    /// What rows and columns are, above the names of the rows: `Cohort · months →`.
    package var corner: String
    package var columns: [String]
    package var rows: [HeatmapRow]
    package var sharedDomain: ClosedRange<Double>?

    /// A heat map.
    package init(
        corner: String = "", columns: [String], rows: [HeatmapRow],
        sharedDomain: ClosedRange<Double>? = nil
    ) {
        self.corner = corner
        self.columns = columns
        self.rows = rows
        self.sharedDomain = sharedDomain
    }
}

/// The shape of a trend without words, the last point marked.
package struct SparkChart: Hashable, Sendable {
    /// 12 to 24 points; undefined ones are gaps.
    package var points: [Double?]
    /// The height it is drawn for in CSS pixels.
    package var height: Double

    /// A spark; a chart of 96 pixels suits a tile, one of 72 a table.
    package init(_ points: [Double?], height: Double = 24) {
        self.points = points
        self.height = height
    }
}
