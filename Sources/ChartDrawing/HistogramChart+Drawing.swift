extension HistogramChart {
    /// The drawing of the columns with the median.
    func sketch(width: Double, id: String) -> Sketch {
        let layout = HistogramLayout(self, width: width)
        var sketch = Sketch(width: width, height: layout.height, idPrefix: id)
        for (index, bin) in bins.enumerated() {
            guard let value = bin.count.value, value != 0 else { continue }
            let box = layout.box(index, value)
            sketch.add(box, "c-ac")
            sketch.board.keepOff(box)
        }
        drawAxis(into: &sketch, layout)
        drawMedian(into: &sketch, layout)
        drawCounts(into: &sketch, layout)
        return sketch
    }

    /// The line the columns stand on, the texts of their edges and the title beneath.
    private func drawAxis(into sketch: inout Sketch, _ layout: HistogramLayout) {
        let band = layout.band
        let style = TextStyle.smallMuted
        sketch.add(
            Segment(from: Point(band.start, layout.zero), to: Point(band.end, layout.zero)),
            "c-axis")
        let edges = axis.drawnTicks.compactMap { tick in
            layout.place(tick.value).map { place in
                ChartText(
                    tick.text, within: sketch.width * 0.2, x: place,
                    baseline: layout.plotBottom + 17, anchor: .middle, style: style
                ).moved(into: sketch.board.frame)
            }
        }
        drawBeyond(into: &sketch, layout)
        for index in thinned(edges.map { $0.box.left...$0.box.right }, apart: 6) {
            let text = edges[index]
            guard sketch.place([text]) else { continue }
            sketch.add(
                Segment(
                    from: Point(text.x, layout.plotBottom),
                    to: Point(text.x, layout.plotBottom + 4)), "c-axis")
        }
        let right = layout.beyond.isEmpty ? sketch.width : band.end
        sketch.place([
            ChartText(
                axis.title, within: right, x: right, baseline: layout.titleBaseline, anchor: .end,
                style: style)
        ])
    }

    /// What lies beyond the last bin, beneath a broken piece of the axis.
    private func drawBeyond(into sketch: inout Sketch, _ layout: HistogramLayout) {
        if layout.beyond.isEmpty { return }
        let whole = singleLine(beyond)
        let isCut = layout.beyond.last?.last == "…" && whole.last != "…"
        sketch.add(
            Segment(
                from: Point(layout.band.end + 3, layout.zero),
                to: Point(sketch.width, layout.zero)), "c-split")
        for (row, line) in layout.beyond.enumerated() {
            sketch.add(
                ChartText(
                    line, x: layout.beyondStart,
                    baseline: layout.plotBottom + 17 + Double(row) * 14, style: .smallMuted,
                    remark: isCut ? whole : nil))
        }
    }

    /// The median as a line from top to bottom, light on the column it crosses.
    private func drawMedian(into sketch: inout Sketch, _ layout: HistogramLayout) {
        guard let median, let value = median.value, let x = layout.place(value) else { return }
        let top = layout.plotTop - 28
        let line = Segment(from: Point(x, max(top, 2)), to: Point(x, layout.zero))
        sketch.add(line, "c-axis")
        sketch.board.keepOff(line)
        for index in layout.bins(from: x - 0.5, to: x + 0.5) {
            guard let count = bins[index].count.value, count > 0 else { continue }
            let box = layout.box(index, count)
            guard box.left < x + 1, box.right > x - 1 else { continue }
            sketch.add(Segment(from: Point(x, box.top), to: Point(x, layout.zero)), "c-cut")
        }
        let wanted = TextStyle.strong.width(singleLine(median.text))
        let after = sketch.width - x - 5
        let isAfter = wanted <= after || after >= x - 5
        sketch.add(
            ChartText(
                median.text, within: isAfter ? after : x - 5, x: isAfter ? x + 5 : x - 5,
                baseline: top + 9, anchor: isAfter ? .start : .end, style: .strong))
    }

    /// The counts at the ends of the columns, beside the line of the median where it is in their way.
    private func drawCounts(into sketch: inout Sketch, _ layout: HistogramLayout) {
        let ranks = labelRanks(bins.map(\.count.value))
        // All of them, or only those that matter.
        let widest = bins.map { TextStyle.plain.width(singleLine($0.count.text)) }.max() ?? 0
        let most = widest + 3 > layout.band.step ? 2 : 4
        var requests: [LabelRequest] = []
        for (index, bin) in bins.enumerated() {
            let x = layout.band.center(index)
            guard let value = bin.count.value else {
                sketch.addGap(
                    bin.count,
                    at: ChartText(
                        bin.count.text, x: x, baseline: layout.zero - 4, anchor: .middle,
                        style: .smallMuted))
                continue
            }
            if ranks[index] > most { continue }
            let style: TextStyle = value == 0 ? .smallMuted : .plain
            var near = ChartText(
                bin.count.text, x: x, baseline: 0, anchor: .middle, style: style)
            let own = value == 0 ? layout.zero : layout.box(index, value).top
            near.baseline = value < 0 ? layout.box(index, value).bottom + 12 : own - 4
            var candidates = [near]
            if let value = median?.value, let line = layout.place(value),
                near.box.left - 2 < line, near.box.right + 2 > line
            {
                let half = near.width / 2 + 2.5
                let isBefore = x <= line + 0.01
                candidates.append(moved(near, to: isBefore ? line - half : line + half))
                candidates.append(moved(near, to: isBefore ? line + half : line - half))
            }
            if ranks[index] < 3, value >= 0 {
                candidates += candidates.map { raised($0, layout) }
            }
            requests.append(LabelRequest(candidates: candidates, rank: ranks[index]))
        }
        sketch.place(requests)
    }

    private func moved(_ text: ChartText, to x: Double) -> ChartText {
        var text = text
        text.x = x
        return text
    }

    /// A text above all columns that it reaches.
    private func raised(_ text: ChartText, _ layout: HistogramLayout) -> ChartText {
        let tops = layout.bins(from: text.box.left - 1, to: text.box.right + 1).map { index in
            layout.scale(max(bins[index].count.value ?? 0, 0))
        }
        var raised = text
        raised.baseline = min(text.baseline, (tops.min() ?? layout.zero) - 4)
        // Too far up it would be taken for that of another column.
        return text.baseline - raised.baseline > 28 ? text : raised
    }
}
