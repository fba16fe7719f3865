extension StackedChart {
    /// The drawing of the stacks with the names of their parts at the right.
    func sketch(width: Double, id: String) -> Sketch {
        let layout = StackedLayout(self, width: width)
        var sketch = Sketch(width: width, height: layout.height, idPrefix: id)
        for index in categories.indices {
            for segment in layout.segments(at: index) {
                sketch.add(segment.box, "c-part-\(segment.step)")
                sketch.board.keepOff(segment.box)
                sketch.place([segment.label], onMarks: true)
            }
        }
        let zero = layout.scale(0)
        sketch.add(
            Segment(from: Point(layout.band.start, zero), to: Point(layout.band.end, zero)),
            "c-axis")
        layout.mark.draw(into: &sketch, left: 0, bottom: zero, scale: layout.scale)
        CategoryAxis(categories: categories, band: layout.band)
            .draw(into: &sketch, below: layout.plotBottom)
        drawNames(into: &sketch, layout)
        drawTotals(into: &sketch, layout)
        return sketch
    }

    private func drawNames(into sketch: inout Sketch, _ layout: StackedLayout) {
        guard let last = categories.indices.last(where: { !layout.segments(at: $0).isEmpty })
        else { return }
        let segments = layout.segments(at: last).sorted { $0.box.height > $1.box.height }
        let places = spread(
            segments.map(\.box.middle.y), apart: 13.5,
            within: 8...max(8, layout.plotBottom - 4))
        let x = layout.band.end + 10
        for (segment, place) in zip(segments, places) {
            guard let place else { continue }
            let text = ChartText(
                layout.parts[segment.part].name, within: layout.nameWidth, x: x + 4,
                baseline: place + 3.8, style: .plain)
            let link = [
                Segment(
                    from: Point(segment.box.right + 1, segment.box.middle.y),
                    to: Point(x - 6, segment.box.middle.y)),
                Segment(from: Point(x - 6, segment.box.middle.y), to: Point(x + 1, place)),
            ]
            for line in link { sketch.add(line, "c-link") }
            sketch.add(text)
        }
    }

    private func drawTotals(into sketch: inout Sketch, _ layout: StackedLayout) {
        let shown = Array(totals.prefix(categories.count))
        let ranks = labelRanks(shown.map(\.value))
        var requests: [LabelRequest] = []
        for (index, datum) in shown.enumerated() {
            let top = layout.segments(at: index).map(\.box.top).min() ?? layout.scale(0)
            let near = ChartText(
                datum.text, x: layout.band.center(index), baseline: min(top, layout.scale(0)) - 4,
                anchor: .middle, style: datum.value == nil ? .smallMuted : .strong,
                remark: datum.reason)
            var far = near
            far.baseline = layout.plotTop - 4
            requests.append(
                LabelRequest(
                    candidates: ranks[index] < 4 ? [near, far] : [near], rank: ranks[index]))
        }
        sketch.place(requests)
    }
}
