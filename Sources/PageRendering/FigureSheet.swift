import KPIComputing
import ReportModel

/// A table of figures, worded and exact: what a page prints, a chart has beneath it, and a CSV holds.
struct FigureSheet: Sendable {
    /// How a column is marked at its head.
    enum Notation: String, Sendable {
        case actual, previous, plan, forecast, difference, relative, plain

        init(_ scenario: Scenario) {
            switch scenario {
            case .actual: self = .actual
            case .previousPeriod, .previousYear: self = .previous
            case .plan: self = .plan
            case .forecast, .model: self = .forecast
            }
        }
    }

    enum Tone: String, Sendable {
        case good, bad, even
    }

    struct Column: Sendable {
        /// `AC`, `ΔPL`, `Sep 2026`.
        var name: String
        var notation: Notation
        /// The metric above it, where there are several.
        var group: String?
        /// Where that metric is defined.
        var href: String?
        /// `€m`; printed where columns differ.
        var unit: String
        /// Whether the head states the unit, since no title or group does.
        var showsUnit = false
        /// The unit of the exact numbers, for a CSV: `EUR`.
        var exactUnit = ""
    }

    struct Cell: Sendable {
        var text: String
        var number: ExactDecimal?
        var reason: String?
        var tone: Tone?
    }

    struct Row: Sendable {
        var name: String
        /// What a CSV calls it where the name depends on the language: `2026-09`.
        var exactName: String?
        var detail: String?
        /// The page of what the row is named after.
        var href: String?
        var kind: FigureGrid.RowKind
        var cells: [Cell]
    }

    /// Whether the rows have an order that means something.
    enum Order: String, Sendable {
        /// By a figure, or by name: any other would do.
        case value
        /// Steps, stages, metrics of several units.
        case scale
    }

    /// What the rows are.
    var corner: String
    var order = Order.scale
    var columns: [Column]
    var rows: [Row]
    /// Sentences beneath it.
    var notes: [String] = []

    /// Whether the differences of a column have one unit, so that bars can show their sizes.
    var hasBars = true
}
