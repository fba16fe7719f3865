extension FunnelChart {
    /// The drawing of the stages with the rates beside them.
    func sketch(width: Double, id: String) -> Sketch {
        let layout = FunnelLayout(self, width: width)
        var sketch = Sketch(width: width, height: layout.height, idPrefix: id)
        drawBars(into: &sketch, layout)
        drawHeads(into: &sketch, layout)
        let ends = stages.indices.map { drawValue(at: $0, into: &sketch, layout) }
        drawSteps(ends, into: &sketch, layout)
        drawOverall(into: &sketch, layout)
        return sketch
    }

    private func drawBars(into sketch: inout Sketch, _ layout: FunnelLayout) {
        for (index, stage) in stages.enumerated() {
            layout.names[index].draw(
                into: &sketch, width: layout.nameWidth, middle: layout.middle(index))
            if let reference = layout.reference, let value = stage.reference?.value, value != 0 {
                let way = reference == .previous || reference == .reported ? -1.0 : 1
                let box = layout.box(value, at: index, shift: way)
                let text = remark(referenceName, stage.reference?.text ?? "")
                sketch.add(box, reference, remark: text)
                sketch.board.keepOff(box)
            }
            if let value = stage.datum.value, value != 0 {
                let box = layout.box(value, at: index)
                sketch.add(box, .actual, remark: singleLine(stage.datum.text))
                sketch.board.keepOff(box)
            }
        }
        let zero = layout.scale(0)
        let axis = Segment(
            from: Point(zero, layout.top - 2), to: Point(zero, layout.height - 2))
        if !stages.isEmpty { sketch.add(axis, "c-axis") }
        sketch.board.keepOff(axis)
    }

    private func drawHeads(into sketch: inout Sketch, _ layout: FunnelLayout) {
        var free = sketch.width
        for (column, name) in [(layout.overall, overallName), (layout.steps, stepName)] {
            guard let column else { continue }
            for (number, line) in column.head.enumerated() {
                let below = Double(column.head.count - 1 - number) * 14
                let text = ChartText(
                    line, x: column.right, baseline: layout.top - 9 - below, anchor: .end,
                    style: .smallMuted, remark: line.last == "…" ? singleLine(name) : nil)
                sketch.add(text)
                free = min(free, text.box.left)
            }
        }
        layout.key.drawRow(
            into: &sketch, left: layout.scale(0), right: free - 6, middle: layout.top - 12.8)
    }

    /// Sets a value at the end of its bar and tells where the text ends, if it stands there.
    private func drawValue(
        at index: Int, into sketch: inout Sketch, _ layout: FunnelLayout
    ) -> Double? {
        let datum = stages[index].datum
        let behind = layout.reference == nil ? nil : stages[index].reference?.value
        let zero = layout.scale(0)
        let ends = [datum.value, behind].compactMap { $0 }.map { layout.scale($0) } + [zero]
        let isLeft = (datum.value ?? behind ?? 0) < 0
        let x = isLeft ? (ends.min() ?? zero) - 5 : (ends.max() ?? zero) + 5
        let limit = (layout.steps?.left ?? layout.overall?.left ?? sketch.width + 3) - 3
        let baseline = layout.middle(index) + 4
        let anchor: TextAnchor = isLeft ? .end : .start
        guard let value = datum.value else {
            let text = ChartText(
                datum.text, within: isLeft ? x : limit - x, x: x, baseline: baseline,
                anchor: anchor, style: .smallMuted)
            sketch.addGap(datum, at: text)
            return text.text.isEmpty ? nil : max(text.box.right, zero)
        }
        let text = ChartText(datum.text, x: x, baseline: baseline, anchor: anchor, style: .strong)
        let end = sketch.placeValue(text, of: layout.box(value, at: index), before: limit)
        return end.map { max($0, zero) }
    }

    /// The rates from stage to stage, each at a bracket from the row before to its own.
    private func drawSteps(_ ends: [Double?], into sketch: inout Sketch, _ layout: FunnelLayout) {
        guard let column = layout.steps else { return }
        let turn = column.left + FunnelLayout.bracket
        for (index, stage) in stages.enumerated() {
            let isJoined =
                (index > 0 && stage.step != nil)
                || (index + 1 < stages.count && stages[index + 1].step != nil)
            if isJoined, let end = ends[index], column.left - end > 24 {
                let y = layout.middle(index)
                sketch.add(
                    Segment(from: Point(end + 7, y), to: Point(column.left - 5, y)), "c-line")
            }
            guard index > 0, let step = stage.step else { continue }
            let top = layout.middle(index - 1) + 4
            let bottom = layout.middle(index) - 4
            let isKnown = step.value != nil
            sketch.add(
                .path(
                    [
                        Point(column.left, top), Point(turn, top), Point(turn, bottom),
                        Point(column.left + (isKnown ? 4 : 0), bottom),
                    ], role: "c-link"))
            if isKnown {
                let head = [
                    Point(column.left - 1, bottom), Point(column.left + 5, bottom - 3),
                    Point(column.left + 5, bottom + 3),
                ]
                sketch.add(.path(head, role: "c-even", isClosed: true))
            }
            var text = ChartText(
                step.text, within: column.right - turn - 4.99, x: turn + 5,
                baseline: (top + bottom) / 2 + 4, style: isKnown ? .plain : .smallMuted)
            text.remark = step.reason ?? text.remark
            sketch.add(text)
        }
    }

    private func drawOverall(into sketch: inout Sketch, _ layout: FunnelLayout) {
        guard let column = layout.overall else { return }
        for (index, stage) in stages.enumerated() {
            guard let overall = stage.overall else { continue }
            var text = ChartText(
                overall.text, within: column.right - column.left + 0.01, x: column.right,
                baseline: layout.middle(index) + 4, anchor: .end,
                style: overall.value == nil ? .smallMuted : .plain)
            text.remark = overall.reason ?? text.remark
            sketch.add(text)
        }
    }
}
