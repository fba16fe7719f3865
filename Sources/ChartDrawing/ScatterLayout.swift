/// Where the points of a scatter chart lie.
struct ScatterLayout {
    /// A point at its place.
    struct Spot {
        var index: Int
        var center: Point
        var radius: Double
        /// Whether its area stands for a size, or all points are alike.
        var isTrue: Bool
    }

    let x: ValueScale
    let y: ValueScale
    /// The area of the points.
    let field: Box
    /// The points that can be drawn, the largest first.
    let spots: [Spot]
    /// Those that can't be.
    let omitted: [Int]
    /// The points whose circles explain the size, the lesser first.
    let examples: [Spot]
    let note: Double
    let titleBaseline: Double
    let noteBaseline: Double
    /// The line beneath the ticks.
    let footBaseline: Double
    let omissionBaseline: Double
    let height: Double

    static let line = 15.0
    /// From the lowest text above the field to the field.
    static let headGap = 9.5

    init(_ chart: ScatterChart, width: Double) {
        let style = TextStyle.smallMuted
        let texts = chart.y.drawnTicks.map { style.width($0.text) }
        let left = min(texts.max() ?? -4, width * 0.22) + 6
        let lastTick = chart.x.drawnTicks.last.map { style.width($0.text) / 2 } ?? 0
        let right = max(width - min(max(lastTick, 2), 24), left + 20)
        let drawn = chart.points.indices.filter { chart.place($0) }
        omitted = chart.points.indices.filter { !chart.place($0) }
        let isEmpty = drawn.isEmpty && chart.x.ticks.isEmpty && chart.y.ticks.isEmpty
        let plot = isEmpty ? 44 : min(max(width * 0.56, 190), 400)
        let radii = Self.radii(chart, drawn, width: width, area: (right - left) * plot)

        func values(_ axis: ValueAxis, _ reference: ChartDatum?, _ own: (ScatterPoint) -> Double?)
            -> [Double]
        {
            let values = drawn.compactMap { own(chart.points[$0]) }
            let reference = [reference?.value].compactMap { $0 }
            if axis.ticks.isEmpty, axis.spread == .linear, let least = values.min(),
                let greatest = values.max()
            {
                let nice = niceDomain(least...greatest, count: 5)
                return [nice.lowerBound, nice.upperBound] + reference
            }
            return values + reference + axis.drawnTicks.map(\.value)
        }
        let xs = values(chart.x, chart.xReference) { $0.x.value }
        x = Self.scale(xs, chart.x.spread, left, right, drawn.map { chart.points[$0].x }, radii)

        // The rows above the field, the lowest first.
        let reference = chart.xReferenceText(x, width: width, baseline: 0)?.box
        let title = min(style.width(singleLine(chart.y.title)), width)
        let examples = Self.examples(chart, drawn, radii)
        self.examples = examples
        let note = chart.noteWidth(examples)
        self.note = min(note, width)
        var titleRow = 0
        if let reference, title > 0, reference.left < title + 8 { titleRow = 1 }
        var noteRow = 0
        let free = width - note - 10
        if titleRow == 0, free < title { noteRow = 1 }
        if let reference, reference.right > free { noteRow = max(noteRow, 1) }
        if titleRow == 1, noteRow == 1, free < title { noteRow = 2 }
        if note == 0 { noteRow = 0 }
        let hasHead = title > 0 || note > 0 || reference != nil
        let rows = hasHead ? max(titleRow, noteRow) + 1 : 0
        let round = max(0, (examples.map(\.radius).max() ?? 0) * 2 + 3 - Self.line)
        let top = 8 + Double(rows) * Self.line + round
        let lowest = top - Self.headGap
        let isAbove = titleRow > noteRow
        titleBaseline =
            lowest - Double(titleRow) * Self.line
            - (isAbove ? round : titleRow == noteRow ? round / 2 : 0)
        noteBaseline = lowest - Double(noteRow) * Self.line - round / 2

        let bottom = top + plot
        let ys = values(chart.y, chart.yReference) { $0.y.value }
        y = Self.scale(ys, chart.y.spread, bottom, top, drawn.map { chart.points[$0].y }, radii)
        field = Box(left: left, top: top, right: right, bottom: bottom)
        var foot = bottom + 2 + (chart.x.drawnTicks.isEmpty ? 0 : Self.line)
        let foots = style.width(singleLine(chart.x.title))
        if foots > 0 { foot += Self.line }
        footBaseline = foot
        let sharesFoot = foots > 0 && width - foots > 140
        if !omitted.isEmpty, !sharesFoot { foot += Self.line }
        omissionBaseline = foot
        height = foot + 6

        let (x, y) = (x, y)
        spots = zip(drawn, radii).compactMap { index, radius in
            guard let left = x.place(chart.points[index].x.value),
                let top = y.place(chart.points[index].y.value)
            else { return nil }
            return Spot(
                index: index, center: Point(left, top), radius: radius ?? 4.5,
                isTrue: radius != nil || chart.points[index].size == nil)
        }.sorted { (-$0.radius, $0.index) < (-$1.radius, $1.index) }
    }

    /// The radii of points by the area of their sizes; nil for those without a size to draw.
    private static func radii(_ chart: ScatterChart, _ drawn: [Int], width: Double, area: Double)
        -> [Double?]
    {
        let sizes = drawn.map { index in
            (chart.points[index].size?.value).flatMap { $0 > 0 ? $0 : nil }
        }
        guard let greatest = sizes.compactMap({ $0 }).max() else { return sizes.map { _ in nil } }
        let parts = sizes.map { $0.map { $0 / greatest } }
        var most = min(max(width * 0.04, 9), 30)
        // So many large points that they would hide each other are all drawn smaller.
        let sum = parts.compactMap { $0 }.reduce(0, +) * most * most * 3.14
        if sum > area * 0.14 { most = max(most * (area * 0.14 / sum).squareRoot(), 6) }
        return parts.map { $0.map { max(most * $0.squareRoot(), 1.3) } }
    }

    /// Up to two points whose circles are small enough to stand in a line of text.
    private static func examples(_ chart: ScatterChart, _ drawn: [Int], _ radii: [Double?])
        -> [Spot]
    {
        guard chart.sizeTitle?.isEmpty == false else { return [] }
        let known = zip(drawn, radii).compactMap { index, radius in
            radius.map {
                Spot(index: index, center: Point(0, 0), radius: $0, isTrue: true)
            }
        }.filter { chart.points[$0.index].size?.text.isEmpty == false }
        func greatest(within most: Double) -> Spot? {
            known.filter { $0.radius <= most }.max { $0.radius < $1.radius }
        }
        guard let large = greatest(within: 10) ?? known.min(by: { $0.radius < $1.radius }),
            large.radius <= 14
        else { return [] }
        return [greatest(within: large.radius * 0.7), large].compactMap { $0 }
    }

    /// A scale along a side of the field, drawn in as far as circles at its ends need room.
    private static func scale(
        _ values: [Double], _ spread: ValueAxis.Spread, _ start: Double, _ end: Double,
        _ data: [ChartDatum], _ radii: [Double?]
    ) -> ValueScale {
        let whole = ValueScale(values, spread: spread, from: start, to: end)
        var before = 0.0
        var after = 0.0
        for (datum, radius) in zip(data, radii) {
            guard let place = whole.place(datum.value) else { continue }
            let room = (radius ?? 4.5) + 2
            before = max(before, room - (place - start).magnitude)
            after = max(after, room - (end - place).magnitude)
        }
        let way = start < end ? 1.0 : -1
        return ValueScale(
            values, spread: spread, from: start + way * before, to: end - way * after)
    }
}

extension ScatterChart {
    /// Whether a point has a place.
    fileprivate func place(_ index: Int) -> Bool {
        func holds(_ datum: ChartDatum, _ axis: ValueAxis) -> Bool {
            datum.value.map { axis.spread == .linear || $0 > 0 } ?? false
        }
        return holds(points[index].x, x) && holds(points[index].y, y)
    }

    /// The text above the line across the field at a value of the x axis.
    func xReferenceText(_ scale: ValueScale, width: Double, baseline: Double) -> ChartText? {
        guard let xReference, let place = scale.place(xReference.value), !xReference.text.isEmpty
        else { return nil }
        return ChartText(
            xReference.text, within: width * 0.45, x: place, baseline: baseline, anchor: .middle,
            style: .small
        ).moved(into: Box(left: 0, top: -50, right: width, bottom: 50))
    }

    /// The room of what the size stands for and of its examples; 0 without.
    fileprivate func noteWidth(_ examples: [ScatterLayout.Spot]) -> Double {
        guard let sizeTitle, !sizeTitle.isEmpty else { return 0 }
        let style = TextStyle.smallMuted
        let own = examples.map { spot in
            spot.radius * 2 + 13 + style.width(singleLine(points[spot.index].size?.text ?? ""))
        }
        return style.width(singleLine(sizeTitle)) + own.reduce(0, +)
    }
}
