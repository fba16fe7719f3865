/// Where the lines and labels of a slope chart lie.
struct SlopeLayout {
    /// The labels of one of the two points of time.
    struct Side {
        /// Where its axis stands.
        var axis: Double
        /// Where the labels begin, seen from the axis.
        var start: Double
        /// 1 where labels stand to the right, -1 where to the left.
        var way: Double
        var valueWidth: Double
        var nameWidth: Double
        /// The height of each row's point; nil where it is undefined.
        var points: [Double?]
        /// The height of each row's label; nil where it is undefined.
        var labels: [Double?]
    }

    let from: Side
    let to: Side
    let scale: LinearScale
    /// Whether both signs occur, so that the line of zero is shown.
    let hasZero: Bool
    let names: [RowName]
    /// The rows with no value at all.
    let empty: [Int]
    let top: Double
    let bottom: Double
    /// How far apart labels are at least.
    let apart: Double
    let height: Double

    init(_ chart: SlopeChart, width: Double) {
        let rows = chart.rows
        let single = rows.map { RowName($0.name, most: 1) }
        func values(_ data: [ChartDatum], _ style: TextStyle) -> Double {
            min(data.map { style.width(singleLine($0.text)) }.max() ?? 0, width * 0.3)
        }
        let fromValues = values(rows.map(\.from), .plain)
        let toValues = values(rows.map(\.to), .strong)
        let free = width - fromValues - toValues - 2 * (20 + 6)
        let widest = single.map(\.width).max() ?? 0
        let canBreak = rows.count <= 16
        let broken = canBreak ? rows.map { RowName($0.name) } : single
        // The lines keep a part of the width; on a narrow drawing as much as no name is cut for.
        let parts = width < 420 ? [0.28, 0.3, 0.32, 0.34, 0.36, 0.38] : [0.34]
        let part = parts.first { part in
            broken.allSatisfy { $0.lines(within: free * part).last?.last != "…" }
        }
        let nameWidth = min(widest, max(min(free * (part ?? 0.34), 240), 0))
        let isBroken = widest > nameWidth && canBreak
        names = isBroken ? broken : single
        let apart = isBroken ? 27.6 : 14.0
        self.apart = apart

        let shown = rows.indices.filter { rows[$0].from.value != nil || rows[$0].to.value != nil }
        empty = rows.indices.filter { rows[$0].from.value == nil && rows[$0].to.value == nil }
        let lines = max(
            rows.filter { $0.from.value != nil }.count, rows.filter { $0.to.value != nil }.count)
        let wanted = shown.isEmpty ? 0 : min(max(width * 0.36, 150), 330)
        let plot = max(wanted, Double(lines) * apart * 1.12)
        let top = 24 + (isBroken ? 14.0 : 7)
        let bottom = top + plot
        self.top = top
        self.bottom = bottom
        height =
            rows.isEmpty
            ? 24 : bottom + apart / 2 + 2 + (empty.isEmpty ? 0 : Double(empty.count) * apart + 8)
        let domain = valueDomain(
            shown.flatMap { [rows[$0].from.value, rows[$0].to.value] }.compactMap { $0 },
            includesZero: false, shared: chart.sharedDomain)
        hasZero = domain.lowerBound < 0 && domain.upperBound > 0
        // A single value lies in the middle.
        let half = domain.lowerBound < domain.upperBound ? 0 : max(domain.upperBound.magnitude, 1)
        let scale = LinearScale(
            domain.lowerBound - half...domain.upperBound + half, from: bottom, to: top)
        self.scale = scale

        func side(
            _ data: [ChartDatum], way: Double, valueWidth: Double, after start: Double = 0
        ) -> Side {
            let known = data.indices.filter { data[$0].value != nil }
            let points = data.map { $0.value.map { scale($0) } }
            let places = spread(
                known.map { points[$0] ?? bottom }, apart: apart, within: top...bottom)
            var labels = [Double?](repeating: nil, count: data.count)
            for (index, place) in zip(known, places) { labels[index] = place }
            let isMoved = known.contains { index in
                ((labels[index] ?? 0) - (points[index] ?? 0)).magnitude > 1.5
            }
            let zone = isMoved ? (width < 420 ? 16.0 : 20) : 10
            let outer = valueWidth + (nameWidth > 0 ? 6 + nameWidth : 0) + zone
            // Too long a way from one axis to the other makes every slope look flat.
            let axis = way < 0 ? outer : min(width - outer, start + max(plot, 150) * 2.2)
            return Side(
                axis: axis, start: axis + way * zone, way: way, valueWidth: valueWidth,
                nameWidth: nameWidth, points: points, labels: labels)
        }
        from = side(rows.map(\.from), way: -1, valueWidth: fromValues)
        to = side(rows.map(\.to), way: 1, valueWidth: toValues, after: from.axis)
    }
}
