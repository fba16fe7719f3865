/// A waterfall of columns from left to right.
struct StandingWaterfall {
    private let chart: WaterfallChart
    private let spans: [WaterfallSpan]
    private let band: BandScale
    private let scale: LinearScale
    private let mark: ScaleMark
    private let names: [[String]]
    private let bottom: Double
    private let height: Double

    init(_ chart: WaterfallChart, width: Double) {
        self.chart = chart
        spans = WaterfallSpan.all(chart.steps)
        mark = ScaleMark(datum: chart.scaleMark)
        band = BandScale(count: spans.count, from: 2 + mark.width, to: width - 2)
        let step = band.step
        names = spans.map { Self.lines($0, within: step - 5) }
        let plot = plotHeight(
            width, part: 0.46, within: 150...280, shared: chart.sharedDomain)
        let domain = spans.domain(shared: chart.sharedDomain)
        let top = 18.0
        bottom = top + plot + (domain.lowerBound < 0 ? 15 : 0)
        scale = LinearScale(domain, from: top + plot, to: top)
        let lines = names.map(\.count).max() ?? 0
        height = bottom + 8 + Double(lines) * 14
    }

    /// Whether each name stands beneath its column in full.
    var namesFit: Bool {
        zip(spans, names).allSatisfy { span, lines in
            lines.allSatisfy { Self.style(span).width($0) <= band.step - 4 } && lines.count <= 3
        }
    }

    func sketch(width: Double, id: String) -> Sketch {
        var sketch = Sketch(width: width, height: height, idPrefix: id)
        let half = min(band.step * 0.68, 64) / 2
        let zero = scale(0)
        var boxes: [Box] = []
        for (index, span) in spans.enumerated() {
            let x = band.center(index)
            let to = scale(span.to ?? span.from)
            var box = Box(left: x - half, top: scale(span.from), right: x + half, bottom: to)
            if box.height < 1 {
                box = Box(
                    left: box.left, top: box.middle.y - 0.5, right: box.right,
                    bottom: box.middle.y + 0.5)
            }
            boxes.append(box)
            if let value = span.step.datum.value, value != 0 || span.step.form == .change {
                span.draw(box, good: chart.good, into: &sketch)
            }
        }
        for (one, next) in spans.links {
            let y = scale(spans[one].level)
            let link = Segment(from: Point(boxes[one].right, y), to: Point(boxes[next].left, y))
            sketch.add(link, "c-link")
            sketch.board.keepOff(link)
        }
        sketch.add(Segment(from: Point(band.start, zero), to: Point(band.end, zero)), "c-axis")
        mark.draw(into: &sketch, left: 0, bottom: zero, scale: scale)
        setNames(into: &sketch)
        sketch.place(spans.indices.map { request(spans[$0], boxes[$0], x: band.center($0)) })
        return sketch
    }

    private func setNames(into sketch: inout Sketch) {
        for (index, span) in spans.enumerated() {
            for (row, line) in names[index].enumerated() {
                sketch.place([
                    ChartText(
                        line, within: band.step - 3, x: band.center(index),
                        baseline: bottom + 15 + Double(row) * 14, anchor: .middle,
                        style: Self.style(span))
                ])
            }
        }
    }

    /// The value of a step beyond its end, else on its other side, else further off.
    private func request(_ span: WaterfallSpan, _ box: Box, x: Double) -> LabelRequest {
        let above = box.top - 4
        let below = box.bottom + 12
        let isUp = span.labelIsBeyond
        let steps = stride(from: 4.0, through: 48, by: 4)
        let places =
            [isUp ? above : below, isUp ? below : above]
            + steps.flatMap { isUp ? [above - $0, below + $0] : [below + $0, above - $0] }
        let style: TextStyle =
            span.step.datum.value == nil ? .smallMuted : span.isTotal ? .strong : .plain
        return LabelRequest(
            candidates: places.map {
                ChartText(
                    span.step.datum.text, x: x, baseline: $0, anchor: .middle, style: style,
                    remark: span.step.datum.reason)
            },
            rank: span.isTotal ? 0 : 1)
    }

    private static func style(_ span: WaterfallSpan) -> TextStyle {
        span.isTotal ? .strong : .muted
    }

    /// The name in lines at its spaces, and the detail beneath in the same way.
    private static func lines(_ span: WaterfallSpan, within width: Double) -> [String] {
        let style = style(span)
        return [span.step.name, span.step.detail ?? ""].flatMap { text in
            var lines: [String] = []
            for word in singleLine(text).split(separator: " ").map(String.init) {
                if let last = lines.last, style.width(last + " " + word) <= width {
                    lines[lines.count - 1] = last + " " + word
                } else {
                    lines.append(word)
                }
            }
            return lines
        }
    }
}
