extension ColumnChart {
    /// The drawing of the columns with their tiers.
    func sketch(width: Double, id: String) -> Sketch {
        let layout = ColumnLayout(self, width: width)
        var sketch = Sketch(width: width, height: layout.height, idPrefix: id)
        for place in layout.tiers {
            ColumnTier(place: place, layout: layout, good: good).draw(into: &sketch)
        }
        drawColumns(into: &sketch, layout)
        drawBoundary(into: &sketch, layout)
        sketch.add(
            Segment(
                from: Point(layout.band.start, layout.zero), to: Point(layout.band.end, layout.zero)
            ),
            "c-axis")
        CategoryAxis(categories: categories, band: layout.band)
            .draw(into: &sketch, below: layout.plotBottom)
        layout.mark.draw(
            into: &sketch, left: 0, bottom: layout.zero, scale: layout.scale)
        drawKey(into: &sketch, layout)
        drawGrowth(into: &sketch, layout)
        drawValues(into: &sketch, layout)
        return sketch
    }

    private func drawColumns(into sketch: inout Sketch, _ layout: ColumnLayout) {
        for (index, group) in layout.groups.enumerated() {
            for bar in group.bars where bar.value != 0 {
                let box = layout.box(bar.value, at: index, shift: bar.shift)
                sketch.add(box, bar.scenario)
                sketch.board.keepOff(box)
            }
        }
    }

    /// A line where the actual turns into the forecast, with their codes at its top.
    private func drawBoundary(into sketch: inout Sketch, _ layout: ColumnLayout) {
        guard let boundary = layout.boundary else { return }
        let x = layout.band.start + Double(boundary) * layout.band.step
        let top = layout.plotTop - 28
        let line = Segment(from: Point(x, top), to: Point(x, layout.zero))
        sketch.add(line, "c-split")
        sketch.board.keepOff(line)
        for one in series where one.scenario.isFront {
            let isAfter = one.scenario == .forecast
            sketch.place([
                ChartText(
                    one.name, within: layout.band.step * 3, x: isAfter ? x + 5 : x - 5,
                    baseline: top + 11, anchor: isAfter ? .start : .end, style: .smallMuted)
            ])
        }
    }

    private func drawKey(into sketch: inout Sketch, _ layout: ColumnLayout) {
        let key = layout.key
        guard !key.isEmpty else { return }
        let heights = key.series.map { one in
            layout.scale(one.data.first { $0.value != nil }?.value ?? 0)
        }
        key.draw(
            into: &sketch, heights: heights.map { $0 + 5 },
            within: layout
                .plotTop...max(
                    layout.plotTop, layout.plotBottom - 6 - layout.mark.reach(layout.scale)),
            width: layout.band.start - 6)
    }

    /// The growth on an arrow from the first column to the last.
    private func drawGrowth(into sketch: inout Sketch, _ layout: ColumnLayout) {
        guard let y = layout.growthLine else { return }
        let from = layout.band.center(0)
        let to = layout.band.center(layout.groups.count - 1)
        let text = ChartText(
            growth, within: to - from - 24, x: (from + to) / 2, baseline: y + 4, anchor: .middle,
            style: .plain)
        sketch.place([text])
        let half = text.text.isEmpty ? 0 : text.width / 2 + 5
        let strokes = [
            Segment(from: Point(from, y + 7), to: Point(from, y)),
            Segment(from: Point(from, y), to: Point(text.x - half, y)),
            Segment(from: Point(text.x + half, y), to: Point(to, y)),
            Segment(from: Point(to, y), to: Point(to, y + 7)),
        ]
        for stroke in strokes {
            sketch.add(stroke, "c-link")
            sketch.board.keepOff(stroke)
        }
        let head = [Point(to - 3, y + 4), Point(to, y + 9), Point(to + 3, y + 4)]
        sketch.add(.path(head, role: "c-muted-fill", isClosed: true))
    }

    private func drawValues(into sketch: inout Sketch, _ layout: ColumnLayout) {
        let labelled = layout.groups.map(\.labelled)
        let ranks = labelRanks(labelled.map { $0?.value })
        var widest = 0.0
        for case let datum? in labelled {
            widest = max(widest, TextStyle.strong.width(singleLine(datum.text)))
        }
        // Where not even every second one would fit, only those that matter.
        let most = widest + 3 > layout.band.step * 2 ? 3 : 4
        var requests: [LabelRequest] = []
        requests.reserveCapacity(labelled.count)
        for index in labelled.indices {
            guard ranks[index] <= most, let datum = labelled[index], let value = datum.value
            else { continue }
            let isFront = layout.groups[index].front?.datum.value != nil
            let near = layout.label(
                datum.text, at: index, isAbove: value >= 0, beside: index...index,
                style: isFront ? .strong : .plain)
            var candidates = [near]
            if ranks[index] < 4 {
                candidates.append(
                    layout.label(
                        datum.text, at: index, isAbove: value >= 0,
                        beside: layout.neighbours(of: near, at: index), style: near.style))
            }
            requests.append(LabelRequest(candidates: candidates, rank: ranks[index]))
        }
        sketch.place(requests)
        for (index, group) in layout.groups.enumerated() {
            guard let gap = group.gap else { continue }
            sketch.addGap(
                gap,
                at: ChartText(
                    gap.text, x: layout.band.center(index), baseline: layout.zero - 4,
                    anchor: .middle, style: .smallMuted))
        }
    }
}
