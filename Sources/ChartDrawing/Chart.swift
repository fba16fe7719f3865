/// A chart as a value: every text is already worded for its reader, every size is a number.
package struct Chart: Hashable, Sendable {
    /// Which kind of chart, with its data.
    package var kind: ChartKind
    /// What the chart shows, for readers who can't see it; may be empty for a spark only.
    package var title: String
    /// The message of the data in words, for readers who can't see it.
    package var description: String
    /// A text that is unique on its page; the ids inside the drawing begin with it.
    package var idPrefix: String
    /// The width it is drawn for in CSS pixels; its type stays legible at this width.
    package var width: Double

    /// A chart of a kind, 640 pixels wide unless told otherwise; ask for 340 for a phone.
    package init(
        _ kind: ChartKind, title: String, description: String, idPrefix: String,
        width: Double = 640
    ) {
        self.kind = kind
        self.title = title
        self.description = description
        self.idPrefix = idPrefix
        self.width = width
    }
}

/// The kinds of chart.
package enum ChartKind: Hashable, Sendable {
    case column(ColumnChart)
    case stacked(StackedChart)
    case bar(BarChart)
    case line(LineChart)
    case waterfall(WaterfallChart)
    case heatmap(HeatmapChart)
    case funnel(FunnelChart)
    case bullet(BulletChart)
    case spark(SparkChart)
    case scatter(ScatterChart)
    case pareto(ParetoChart)
    case slope(SlopeChart)
    case histogram(HistogramChart)
    case calendar(CalendarChart)
    /// Small multiples of one of the other kinds.
    case panels(PanelChart)

    /// The name of the kind as the class of its drawing has it: `column`, `bar`, …
    package var name: String {
        switch self {
        case .column: "column"
        case .stacked: "stacked"
        case .bar: "bar"
        case .line(let chart):
            !chart.bands.isEmpty ? "interval" : chart.isFilled ? "area" : "line"
        case .waterfall: "waterfall"
        case .heatmap: "heatmap"
        case .funnel: "funnel"
        case .bullet: "bullet"
        case .spark: "spark"
        case .scatter: "scatter"
        case .pareto: "pareto"
        case .slope: "slope"
        case .histogram: "histogram"
        case .calendar: "calendar"
        case .panels: "panels"
        }
    }
}

/// What a series stands for; it decides fill, stroke and marker.
package enum ChartScenario: Hashable, Sendable {
    /// Solid and dark.
    case actual
    /// Solid and lighter: the previous year or period.
    case previous
    /// Outlined and empty.
    case plan
    /// Hatched or dashed.
    case forecast
    /// With a dotted outline: as it was reported earlier.
    case reported
}

/// Which sign of a difference is good.
package enum GoodDirection: Hashable, Sendable {
    case up
    case down
    /// A difference is neither good nor bad.
    case neither
}

/// One value to draw: its size, its label, or why there is none.
package struct ChartDatum: Hashable, Sendable {
    /// The size, or nil where the value is undefined: a gap, never a zero.
    package var value: Double?
    /// The value as the reader sees it; for an undefined one what stands in the gap (may be empty).
    package var text: String
    /// Why the value is undefined; shown on pointing at the gap.
    package var reason: String?

    /// A datum; sizes that are no finite number count as undefined.
    package init(_ value: Double?, _ text: String, reason: String? = nil) {
        self.value = value.flatMap { $0.magnitude < 1e300 ? $0 : nil }
        self.text = text
        self.reason = reason
    }
}

/// A place on the category axis: a period, a region, a product.
package struct ChartCategory: Hashable, Sendable {
    /// The label: `Jan`, `EMEA`.
    package var name: String
    /// What it belongs to, such as its year: set under the first category and where it changes.
    package var group: String?
    /// Whether the label is bold, as for a total; the last period of a time axis always is.
    package var isEmphasized: Bool
    /// The numbers of the remarks on it, each a flag on the axis.
    package var flags: [Int]

    /// A category with its label.
    package init(
        _ name: String, group: String? = nil, isEmphasized: Bool = false, flags: [Int] = []
    ) {
        self.name = name
        self.group = group
        self.isEmphasized = isEmphasized
        self.flags = flags
    }
}

/// The values of one scenario or one thing, one for each category in order.
package struct ChartSeries: Hashable, Sendable {
    /// The direct label: `AC`, `PL`, `PY`, or the name of what a line shows.
    package var name: String
    package var scenario: ChartScenario
    /// One datum for each category; missing ones at the end count as undefined.
    package var data: [ChartDatum]

    /// A series of a scenario.
    package init(_ name: String, _ scenario: ChartScenario, _ data: [ChartDatum]) {
        self.name = name
        self.scenario = scenario
        self.data = data
    }
}

/// A row (or, beside bars, a column) of differences to a reference.
package struct VarianceTier: Hashable, Sendable {
    /// How the differences are drawn.
    package enum Form: Hashable, Sendable {
        /// Bars on the scale of the base figures.
        case absolute
        /// Pins with a square head on a scale of their own.
        case relative
    }

    package var form: Form
    /// The label of the tier: `ΔPL`, `ΔPL %`.
    package var name: String
    /// What is compared with; the baseline is drawn in its notation.
    package var reference: ChartScenario
    /// The differences, one for each category, with signs in their texts.
    package var data: [ChartDatum]

    /// A tier of differences.
    package init(
        _ form: Form, _ name: String, against reference: ChartScenario, _ data: [ChartDatum]
    ) {
        self.form = form
        self.name = name
        self.reference = reference
        self.data = data
    }
}
