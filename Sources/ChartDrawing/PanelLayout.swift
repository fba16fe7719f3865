/// Where the panels of small multiples lie.
struct PanelLayout {
    /// How many stand side by side.
    let columns: Int
    /// The width of each.
    let panel: Double

    static let head = 20.0
    static let rowGap = 18.0

    init(_ chart: PanelChart, width: Double) {
        let count = chart.panels.count
        let least = chart.panels.map { $0.kind.leastPanelWidth }.max() ?? 150
        let gap = Self.gap(width)
        var most = 1
        for columns in 2...4 where columns <= count {
            let each = (width - gap * Double(columns - 1)) / Double(columns)
            // More than two need more room each, so that they don't look crowded.
            if each >= max(least, columns > 2 ? 190 : 150) { most = columns }
        }
        // As even as can be: five stand as three and two, not as four and one.
        let rows = max(1, (count + most - 1) / most)
        let even = max(1, (count + rows - 1) / rows)
        columns = even
        panel = (width - gap * Double(even - 1)) / Double(even)
    }

    static func gap(_ width: Double) -> Double { width < 420 ? 16 : 24 }
}

extension ChartKind {
    /// The width from which a chart of the kind can be read in a panel beside others.
    fileprivate var leastPanelWidth: Double {
        switch self {
        case .column(let chart): chart.series.count > 1 || !chart.variance.isEmpty ? 200 : 150
        case .line(let chart): chart.series.count > 1 ? 200 : 150
        case .histogram, .spark: 150
        case .stacked, .waterfall, .calendar, .scatter, .pareto, .slope: 200
        case .bar, .funnel, .bullet: 220
        case .heatmap, .panels: 300
        }
    }

    /// Whether the labels of its axis are at its bottom.
    var standsOnAxis: Bool {
        switch self {
        case .column, .line, .stacked, .calendar, .histogram, .scatter, .pareto, .spark: true
        case .bar, .waterfall, .heatmap, .funnel, .bullet, .slope, .panels: false
        }
    }
}
