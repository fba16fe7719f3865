/// Finds places for the names of points: beside them, else further off with a link.
struct ScatterLabels {
    private let chart: ScatterChart
    private let layout: ScatterLayout
    private let style = TextStyle.plain
    /// The links of names that stand further off.
    private(set) var links: [Segment] = []
    /// The rooms of the names.
    private(set) var rooms: [Box] = []

    /// How many names are tried; more would never find room.
    private static let most = 160

    init(_ chart: ScatterChart, _ layout: ScatterLayout) {
        self.chart = chart
        self.layout = layout
    }

    /// Sets the names of the points in the order of their importance.
    mutating func place(into sketch: inout Sketch) {
        for spot in order.prefix(Self.most) {
            let name = singleLine(chart.points[spot.index].name)
            let cut = shortened(name, to: min(sketch.width * 0.34, 150), size: style.size)
            if cut.isEmpty { continue }
            place(cut, remark: cut == name ? nil : name, at: spot, into: &sketch)
        }
    }

    /// The points by importance: the largest tenth, then those at the ends of the axes, then others.
    private var order: [ScatterLayout.Spot] {
        let spots = layout.spots
        let large = max(3, spots.count / 10)
        let byX = spots.sorted { ($0.center.x, $0.index) < ($1.center.x, $1.index) }
        let byY = spots.sorted { ($0.center.y, $0.index) < ($1.center.y, $1.index) }
        let ends = [byX.first, byX.last, byY.first, byY.last].map { $0?.index }
        func rank(_ number: Int) -> Int {
            if number < large, spots[number].radius > 4.5 { return 0 }
            return ends.contains(spots[number].index) ? 1 : 2
        }
        return spots.indices.sorted { (rank($0), $0) < (rank($1), $1) }.map { spots[$0] }
    }

    private mutating func place(
        _ name: String, remark: String?, at spot: ScatterLayout.Spot, into sketch: inout Sketch
    ) {
        for (candidate, end) in candidates(name, remark, at: spot) {
            guard candidate.inkBox.top > layout.field.top - 6, sketch.board.isFree(candidate)
            else { continue }
            if let end {
                let link = Segment(from: edge(of: spot, towards: end), to: end)
                guard isClear(link, of: spot, in: sketch) else { continue }
                links.append(link)
                sketch.board.keepOff(link)
            }
            rooms.append(candidate.inkBox.widened(1))
            sketch.add(candidate)
            return
        }
    }

    /// The places of a name, best first; those further off with the end of their link.
    private func candidates(_ name: String, _ remark: String?, at spot: ScatterLayout.Spot)
        -> [(text: ChartText, end: Point?)]
    {
        let (x, y, radius) = (spot.center.x, spot.center.y, spot.radius)
        func text(_ x: Double, _ baseline: Double, _ anchor: TextAnchor) -> ChartText {
            ChartText(name, x: x, baseline: baseline, anchor: anchor, style: style, remark: remark)
        }
        let side = radius + 3.5
        let slant = radius * 0.71
        var all: [(text: ChartText, end: Point?)] = [
            (text(x + side, y + 4, .start), nil), (text(x - side, y + 4, .end), nil),
            (text(x, y - radius - 4.5, .middle), nil), (text(x, y + radius + 11.5, .middle), nil),
            (text(x + slant + 2.5, y - slant - 3, .start), nil),
            (text(x + slant + 2.5, y + slant + 9.5, .start), nil),
            (text(x - slant - 2.5, y - slant - 3, .end), nil),
            (text(x - slant - 2.5, y + slant + 9.5, .end), nil),
        ]
        for distance in [13.0, 23, 35, 50] {
            let far = radius + distance
            for (across, up) in [(0.71, 0.71), (0.89, 0.45), (0.45, 0.89)] {
                for (dx, dy) in [(1.0, -1.0), (1, 1), (-1, -1), (-1, 1)] {
                    let end = Point(x + dx * across * far, y + dy * up * far)
                    all.append((text(end.x + dx * 2, end.y + 4, dx > 0 ? .start : .end), end))
                }
            }
            all.append((text(x, y - far - 3, .middle), Point(x, y - far)))
            all.append((text(x, y + far + 9.5, .middle), Point(x, y + far)))
        }
        return all
    }

    /// Where a line from the middle of a point leaves its circle.
    private func edge(of spot: ScatterLayout.Spot, towards end: Point) -> Point {
        let run = Point(end.x - spot.center.x, end.y - spot.center.y)
        let length = (run.x * run.x + run.y * run.y).squareRoot()
        guard length > 0 else { return end }
        let part = spot.radius / length
        return Point(spot.center.x + run.x * part, spot.center.y + run.y * part)
    }

    /// Whether a link crosses no text, no other link and no other point.
    private func isClear(_ link: Segment, of spot: ScatterLayout.Spot, in sketch: Sketch) -> Bool {
        let reach = Box(
            left: link.from.x, top: link.from.y, right: link.to.x, bottom: link.to.y)
        return !sketch.texts.contains { link.crosses($0.inkBox.widened(1)) }
            && !links.contains { other in
                Box(
                    left: other.from.x, top: other.from.y, right: other.to.x, bottom: other.to.y
                ).intersects(reach)
            }
            && !layout.spots.contains { other in
                other.index != spot.index
                    && distance(from: other.center, to: link) < other.radius + 1
            }
    }

    /// How far a place is from the nearest point of a link.
    private func distance(from place: Point, to link: Segment) -> Double {
        let run = Point(link.to.x - link.from.x, link.to.y - link.from.y)
        let way = Point(place.x - link.from.x, place.y - link.from.y)
        let square = run.x * run.x + run.y * run.y
        let part = square > 0 ? min(max((way.x * run.x + way.y * run.y) / square, 0), 1) : 0
        let gap = Point(way.x - part * run.x, way.y - part * run.y)
        return (gap.x * gap.x + gap.y * gap.y).squareRoot()
    }
}
