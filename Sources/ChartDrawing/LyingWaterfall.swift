/// A waterfall of bars from top to bottom, for narrow drawings and long names.
struct LyingWaterfall {
    private let chart: WaterfallChart
    private let spans: [WaterfallSpan]
    private let scale: LinearScale
    private let nameWidth: Double
    private let mark: ScaleMark

    private static let row = 25.0
    private static let bar = 15.0

    init(_ chart: WaterfallChart, width: Double) {
        self.chart = chart
        mark = ScaleMark(datum: chart.scaleMark)
        let spans = WaterfallSpan.all(chart.steps)
        self.spans = spans
        let widest = spans.map { Self.style($0).width(Self.name($0)) }.max() ?? 0
        nameWidth = min(widest, width * 0.36)
        let label = spans.map { TextStyle.strong.width(singleLine($0.step.datum.text)) }.max() ?? 0
        let room = min(label + 8, width * 0.25)
        let domain = spans.domain(shared: chart.sharedDomain)
        let left = nameWidth + 8 + (domain.lowerBound < 0 ? room : 0)
        scale = LinearScale(domain, from: left, to: max(left + 20, width - room))
    }

    func sketch(width: Double, id: String) -> Sketch {
        let bottom = Double(spans.count) * Self.row + 8
        let height = bottom + mark.height
        var sketch = Sketch(width: width, height: height, idPrefix: id)
        var boxes: [Box] = []
        for (index, span) in spans.enumerated() {
            let y = 4 + (Double(index) + 0.5) * Self.row
            let to = scale(span.to ?? span.from)
            var box = Box(
                left: scale(span.from), top: y - Self.bar / 2, right: to, bottom: y + Self.bar / 2)
            if box.width < 1 {
                box = Box(left: box.left, top: box.top, right: box.left + 1, bottom: box.bottom)
            }
            boxes.append(box)
            if let value = span.step.datum.value, value != 0 || span.step.form == .change {
                span.draw(box, good: chart.good, into: &sketch)
            }
            sketch.add(
                ChartText(
                    Self.name(span), within: nameWidth, x: 0, baseline: y + 4,
                    style: Self.style(span)))
        }
        for (one, next) in spans.links {
            let x = scale(spans[one].level)
            let link = Segment(from: Point(x, boxes[one].bottom), to: Point(x, boxes[next].top))
            sketch.add(link, "c-link")
            sketch.board.keepOff(link)
        }
        let zero = scale(0)
        sketch.add(Segment(from: Point(zero, 2), to: Point(zero, bottom - 2)), "c-axis")
        sketch.board.keepOff(Segment(from: Point(zero, 2), to: Point(zero, bottom - 2)))
        mark.drawLying(into: &sketch, left: zero, middle: bottom + 8, scale: scale)
        sketch.place(spans.indices.map { request(spans[$0], boxes[$0]) })
        return sketch
    }

    /// The value of a step at the end of its bar, else at its other end.
    private func request(_ span: WaterfallSpan, _ box: Box) -> LabelRequest {
        let style: TextStyle =
            span.step.datum.value == nil ? .smallMuted : span.isTotal ? .strong : .plain
        let right = ChartText(
            span.step.datum.text, x: box.right + 5, baseline: box.middle.y + 4, style: style,
            remark: span.step.datum.reason)
        var left = right
        left.x = box.left - 5
        left.anchor = .end
        return LabelRequest(
            candidates: span.labelIsBeyond ? [right, left] : [left, right],
            rank: span.isTotal ? 0 : 1)
    }

    private static func style(_ span: WaterfallSpan) -> TextStyle {
        span.isTotal ? .strong : .plain
    }

    private static func name(_ span: WaterfallSpan) -> String {
        singleLine(
            [span.step.name, span.step.detail ?? ""].filter { !$0.isEmpty }
                .joined(separator: " "))
    }
}
