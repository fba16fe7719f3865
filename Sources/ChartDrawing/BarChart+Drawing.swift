extension BarChart {
    /// The drawing of the bars with their tiers.
    func sketch(width: Double, id: String) -> Sketch {
        let layout = BarLayout(self, width: width)
        var sketch = Sketch(width: width, height: layout.height, idPrefix: id)
        drawBars(into: &sketch, layout)
        for place in layout.tiers {
            BarTier(place: place, layout: layout, good: good).draw(into: &sketch)
        }
        let right = layout.tiers.first.map { $0.left } ?? width
        layout.key.drawRow(into: &sketch, left: layout.scale(0), right: right, middle: 10)
        layout.mark.drawLying(
            into: &sketch, left: layout.scale(0), middle: layout.bottom + 9, scale: layout.scale)
        drawValues(into: &sketch, layout)
        return sketch
    }

    private func drawBars(into sketch: inout Sketch, _ layout: BarLayout) {
        for (index, category) in categories.enumerated() {
            RowName(category.name, isEmphasized: category.isEmphasized)
                .draw(into: &sketch, width: layout.nameWidth, middle: layout.middle(index))
            if category.isEmphasized, index > 0 {
                let y = layout.top + Double(index) * layout.row
                sketch.add(
                    Segment(from: Point(0, y), to: Point(sketch.width, y)), "c-line")
            }
            for bar in layout.groups[index].bars where bar.value != 0 {
                let box = layout.box(bar.value, at: index, shift: bar.shift)
                sketch.add(box, bar.scenario)
                sketch.board.keepOff(box)
            }
        }
        let zero = layout.scale(0)
        let axis = Segment(
            from: Point(zero, layout.top - 2), to: Point(zero, layout.bottom - 2))
        sketch.add(axis, "c-axis")
        sketch.board.keepOff(axis)
    }

    private func drawValues(into sketch: inout Sketch, _ layout: BarLayout) {
        let ranks = labelRanks(layout.groups.map { $0.labelled?.value })
        var requests: [LabelRequest] = []
        for (index, group) in layout.groups.enumerated() {
            let baseline = layout.middle(index) + 4
            if let gap = group.gap {
                sketch.addGap(
                    gap,
                    at: ChartText(
                        gap.text, x: layout.scale(0) + 5, baseline: baseline, style: .smallMuted))
            }
            guard let datum = group.labelled, let value = datum.value else { continue }
            let ends = group.values.map { layout.scale($0) } + [layout.scale(0)]
            let x = value < 0 ? (ends.min() ?? 0) - 5 : (ends.max() ?? 0) + 5
            let label = ChartText(
                datum.text, x: x, baseline: baseline, anchor: value < 0 ? .end : .start,
                style: group.front?.datum.value == nil ? .plain : .strong)
            requests.append(LabelRequest(candidates: [label], rank: ranks[index]))
        }
        sketch.place(requests)
    }
}
