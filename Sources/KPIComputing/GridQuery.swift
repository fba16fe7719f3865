package import ReportModel

/// What a binding asks for: metrics, cut by a dimension or by time, over a period, against scenarios.
package struct GridQuery: Hashable, Sendable {
    package enum Axis: Hashable, Sendable {
        /// One row: the whole.
        case none
        case dimension(String)
        case time(Period.Grain)
    }

    package var metrics: [String]
    package var axis: Axis
    /// Only these values of the dimension, in this order; nil for all.
    package var values: [String]?
    package var filter: Expression?
    package var period: Period
    /// Number of periods on a time axis up to the period's end; nil: those in the period.
    package var last: Int?
    /// What the actual figures are compared with.
    package var comparisons: [Scenario]
    /// Rows of a dimension shown; the rest is one row when `hasOther`.
    package var top: Int?
    /// The metric that orders the rows, largest first; nil: the first one.
    package var sort: String?
    package var hasOther: Bool

    package init(
        metrics: [String], axis: Axis = .none, values: [String]? = nil,
        filter: Expression? = nil, period: Period, last: Int? = nil,
        comparisons: [Scenario] = [], top: Int? = nil, sort: String? = nil, hasOther: Bool = true
    ) {
        self.metrics = metrics
        self.axis = axis
        self.values = values
        self.filter = filter
        self.period = period
        self.last = last
        self.comparisons = comparisons
        self.top = top
        self.sort = sort
        self.hasOther = hasOther
    }
}

/// The figures of a binding: rows of the axis, a cell for each metric, a figure for each scenario.
package struct FigureGrid: Sendable {
    package struct Cell: Sendable {
        package var metric: String
        package var actual: Figure
        /// In the order of the query's comparisons.
        package var comparisons: [Figure]

        package init(metric: String, actual: Figure, comparisons: [Figure]) {
            self.metric = metric
            self.actual = actual
            self.comparisons = comparisons
        }
    }

    package enum RowKind: Hashable, Sendable {
        case value, other, total, period
    }

    package struct Row: Sendable {
        package var kind: RowKind
        /// The id of the dimension's value, or the name of the period.
        package var key: String
        /// As a page writes it; empty where the value is missing, and for other and total.
        package var name: String
        package var period: Period
        /// In the order of the query's metrics.
        package var cells: [Cell]
        /// How many values an `other` row holds.
        package var valueCount: Int

        package init(
            kind: RowKind, key: String, name: String, period: Period, cells: [Cell],
            valueCount: Int = 1
        ) {
            self.kind = kind
            self.key = key
            self.name = name
            self.period = period
            self.cells = cells
            self.valueCount = valueCount
        }
    }

    package var query: GridQuery
    package var rows: [Row]
    /// Of a dimension axis only; recomputed, never a sum of the rows.
    package var total: Row?

    package init(query: GridQuery, rows: [Row], total: Row? = nil) {
        self.query = query
        self.rows = rows
        self.total = total
    }
}

/// Customers by the month of their first revenue, followed month by month.
package struct CohortGrid: Sendable {
    package struct Row: Sendable {
        package var cohort: Month
        /// Customers in the cohort.
        package var size: Int
        /// Value k months after the first, in the metric's unit; undefined where the data ends before.
        package var values: [FigureValue]
        /// The same as a share of month 0.
        package var shares: [FigureValue]

        package init(cohort: Month, size: Int, values: [FigureValue], shares: [FigureValue]) {
            self.cohort = cohort
            self.size = size
            self.values = values
            self.shares = shares
        }
    }

    package var metric: String
    package var unit: Unit
    package var rows: [Row]

    package init(metric: String, unit: Unit, rows: [Row]) {
        self.metric = metric
        self.unit = unit
        self.rows = rows
    }
}

/// From one figure to another in steps that add up exactly.
package struct Bridge: Sendable {
    package struct Step: Sendable {
        /// A metric id (`new_mrr`) or a value of a dimension.
        package var key: String
        package var name: String
        /// With its sign.
        package var change: FigureValue

        package init(key: String, name: String, change: FigureValue) {
            self.key = key
            self.name = name
            self.change = change
        }
    }

    package var metric: String
    package var opening: Figure
    package var steps: [Step]
    package var closing: Figure
    /// Whether opening and steps are known and add up to the closing figure.
    package var isClosed: Bool

    package init(
        metric: String, opening: Figure, steps: [Step], closing: Figure, isClosed: Bool
    ) {
        self.metric = metric
        self.opening = opening
        self.steps = steps
        self.closing = closing
        self.isClosed = isClosed
    }
}
