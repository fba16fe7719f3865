package import Diagnostics
package import KPIComputing
package import ReportModel

/// What a place of a page asks for, checked against the catalogue and the company's dimensions.
package enum Binding: Sendable {
    case figure(FigureRequest)
    case chart(ChartRequest)
    case table(TableRequest)
    case tiles(TilesRequest)
    case note(NoteRequest)
}

/// A figure in running text; with a typed text it is a claim.
package struct FigureRequest: Sendable {
    package var metric: MetricDefinition
    package var period: Period
    package var cut: Cut
    package var filter: Expression?
    /// The figure is the difference to this scenario.
    package var comparison: Scenario?
    package var digits: Int?
    package var unit: String?
    /// What the author typed in the brackets; nil for an empty pair.
    package var claim: TableSource.Placed<String>?
    /// The link's destination as written, for the remedy.
    package var destination: String
    package var location: SourceLocation
}

/// What a chart or table says of itself.
package struct Captions: Sendable {
    /// The alt text, or `title:`.
    package var title: String?
    /// A sentence above the title, in the author's words.
    package var message: String?
    /// The formula that makes the message true.
    package var assertion: Expression?
    package var messageLocation: SourceLocation

    package init(
        title: String? = nil, message: String? = nil, assertion: Expression? = nil,
        messageLocation: SourceLocation
    ) {
        self.title = title
        self.message = message
        self.assertion = assertion
        self.messageLocation = messageLocation
    }
}

/// A chart of one metric, or of several that belong together.
package struct ChartRequest: Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case column, stacked, bar, line, area, waterfall, variance, heatmap, funnel, bullet, spark
        case scatter, pareto, slope, histogram, calendar, interval

        /// Whether it runs over time.
        package var isOverTime: Bool {
            switch self {
            case .column, .stacked, .line, .area, .spark, .interval, .calendar: true
            case .bar, .waterfall, .variance, .heatmap, .funnel, .bullet, .scatter, .pareto, .slope,
                .histogram:
                false
            }
        }

        /// Whether several small charts of it may stand side by side.
        package var hasPanels: Bool { [.column, .line, .area, .variance].contains(self) }

        /// Whether equal ratios may have equal lengths; never for what stands on zero.
        package var canBeLogarithmic: Bool { self == .line || self == .scatter }
    }

    package enum Series: String, CaseIterable, Sendable {
        case cohorts, movements, stages
        case retentionWalk = "retention_walk"
    }

    /// How its scale relates to those of other charts.
    package enum Scale: String, CaseIterable, Sendable {
        /// That of the other charts of its unit on the page that share it.
        case shared
        /// Its own; of panels, one for each.
        case own
        /// By logarithms.
        case log
    }

    package var kind: Kind
    package var query: GridQuery
    /// For `stacked` and `line`: the dimension that the time axis is split by.
    package var split: String?
    /// The dimension that has a small chart for each of its values.
    package var panels: String?
    package var series: Series?
    package var scale: Scale?
    package var captions: Captions
    package var digits: Int?
    package var unit: String?
    package var location: SourceLocation
}

/// A table of figures.
package struct TableRequest: Sendable {
    package var query: GridQuery
    package var series: ChartRequest.Series?
    package var captions: Captions
    package var digits: Int?
    package var unit: String?
    package var location: SourceLocation
}

/// A row of tiles: each metric with its comparisons and a spark of the last months.
package struct TilesRequest: Sendable {
    package var metrics: [MetricDefinition]
    package var period: Period
    package var comparisons: [Scenario]
    package var location: SourceLocation
}

/// A remark on a period, printed where it stands.
package struct NoteRequest: Sendable {
    package var period: Period
    package var text: String
    package var location: SourceLocation
}
