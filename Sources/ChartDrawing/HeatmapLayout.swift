/// Where the cells of a heat map lie.
struct HeatmapLayout {
    /// Some of the columns with the rows that have values there.
    struct Panel {
        var columns: Range<Int>
        var rows: [Int]
        var top: Double
    }

    let nameWidth: Double
    /// The room for the remarks beside the names; 0 where there is none.
    let detailWidth: Double
    /// Whether the corner has a line of its own above the names of the columns.
    let cornerStandsAlone: Bool
    /// Where the cells begin.
    let left: Double
    let cell: Double
    let panels: [Panel]
    let height: Double
    private let domain: ClosedRange<Double>

    /// How high a row is; many rows stand closer, so that they fit a sheet.
    let row: Double
    static let head = 19.0

    init(_ chart: HeatmapChart, width: Double) {
        let style = TextStyle.small
        row = chart.rows.count > 14 ? 18 : 22
        let names = chart.rows.map { TextStyle.plain.width(singleLine($0.name)) }.max() ?? 0
        let details = chart.rows.map { style.width(singleLine($0.detail ?? "")) }.max() ?? 0
        nameWidth = min(names, width * 0.25)
        let hasDetails = details > 0 && width >= 420
        detailWidth = hasDetails ? min(details, width * 0.1) : 0
        let corner = style.width(singleLine(chart.corner)) + 6
        let named = nameWidth + (hasDetails ? detailWidth + 16 : 8)
        let heads = corner <= width * 0.25 ? max(named, corner) : named
        left = heads
        cornerStandsAlone = corner > heads
        let texts = chart.rows.flatMap(\.cells).map { style.width(singleLine($0.text)) }
        let titles = chart.columns.map { style.width(singleLine($0)) }
        // Wide enough for nearly every text; a few longer ones are shortened.
        let widest = min((texts + titles).max() ?? 0, 54) + 5
        let most = max(1, Int((width - heads) / max(widest, 12)))
        let count = chart.columns.count
        let panelCount = max(1, (count + most - 1) / most)
        let each = max(1, (count + panelCount - 1) / panelCount)
        cell = min((width - heads) / Double(each), 120)

        var panels: [Panel] = []
        var top = cornerStandsAlone ? 17.0 : 2
        for start in stride(from: 0, to: max(count, 1), by: each) {
            let columns = start..<min(start + each, count)
            let rows = chart.rows.indices.filter { row in
                start == 0
                    || columns.contains {
                        $0 < chart.rows[row].cells.count && chart.rows[row].cells[$0].value != nil
                    }
            }
            if rows.isEmpty, start > 0 { continue }
            panels.append(Panel(columns: columns, rows: rows, top: top))
            top += Self.head + Double(rows.count) * row + 10
        }
        self.panels = panels
        height = max(top - 8, 24)
        domain = valueDomain(
            chart.rows.flatMap { $0.cells.prefix(count) }.compactMap(\.value), includesZero: false,
            shared: chart.sharedDomain)
    }

    /// Which of the shades a value has.
    func step(_ value: Double) -> Int {
        let span = domain.upperBound / 2 - domain.lowerBound / 2
        guard span > 0 else { return 1 }
        let part = (value / 2 - domain.lowerBound / 2) / span
        return min(max(Int(part * Double(heatSteps.count)), 0), heatSteps.count - 1)
    }
}
