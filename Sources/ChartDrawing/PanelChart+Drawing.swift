extension PanelChart {
    /// The drawing of the panels in rows, each row as high as its tallest panel.
    func sketch(width: Double, id: String) -> Sketch {
        let layout = PanelLayout(self, width: width)
        let sketches = panels.map { $0.kind.sketch(width: layout.panel, id: id) }
        let rows = stride(from: 0, to: sketches.count, by: layout.columns).map {
            $0..<min($0 + layout.columns, sketches.count)
        }
        let heights = rows.map { row in
            (row.map { sketches[$0].height }.max() ?? 0) + PanelLayout.head
        }
        let gaps = Double(max(rows.count - 1, 0)) * PanelLayout.rowGap
        let height = max(heights.reduce(gaps, +), 24)
        var sketch = Sketch(width: width, height: height, idPrefix: id)
        var top = 0.0
        for (row, height) in zip(rows, heights) {
            for index in row {
                let left = Double(index - row.lowerBound) * (layout.panel + PanelLayout.gap(width))
                sketch.add(
                    ChartText(
                        panels[index].name, within: layout.panel, x: left, baseline: top + 12,
                        style: TextStyle(size: 12, isBold: true)))
                // Charts with an axis at the bottom stand on one line.
                let isStanding = panels[index].kind.standsOnAxis
                let slack = isStanding ? height - PanelLayout.head - sketches[index].height : 0
                sketch.add(
                    sketches[index], at: Point(left, top + PanelLayout.head + slack))
            }
            top += height + PanelLayout.rowGap
        }
        return sketch
    }
}
