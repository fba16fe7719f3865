extension HeatmapChart {
    /// The drawing: one panel of cells, or several below each other where columns are many.
    func sketch(width: Double, id: String) -> Sketch {
        let layout = HeatmapLayout(self, width: width)
        var sketch = Sketch(width: width, height: layout.height, idPrefix: id)
        if layout.cornerStandsAlone {
            sketch.add(
                ChartText(corner, within: width, x: 0, baseline: 12, style: .smallMuted))
        }
        for panel in layout.panels { draw(panel, into: &sketch, layout) }
        return sketch
    }

    private func draw(
        _ panel: HeatmapLayout.Panel, into sketch: inout Sketch, _ layout: HeatmapLayout
    ) {
        let baseline = panel.top + 12
        if !layout.cornerStandsAlone {
            sketch.add(ChartText(corner, x: 0, baseline: baseline, style: .smallMuted))
        }
        for (place, column) in panel.columns.enumerated() {
            sketch.place([
                ChartText(
                    columns[column], within: layout.cell - 2,
                    x: layout.left + (Double(place) + 0.5) * layout.cell, baseline: baseline,
                    anchor: .middle, style: .smallMuted)
            ])
        }
        for (line, row) in panel.rows.enumerated() {
            let top = panel.top + HeatmapLayout.head + Double(line) * layout.row
            drawHead(rows[row], top: top, into: &sketch, layout)
            for (place, column) in panel.columns.enumerated() {
                guard column < rows[row].cells.count else { continue }
                let left = layout.left + Double(place) * layout.cell
                let box = Box(
                    left: left, top: top, right: left + layout.cell,
                    bottom: top + layout.row)
                draw(rows[row].cells[column], in: box, into: &sketch, layout)
            }
        }
    }

    private func drawHead(
        _ row: HeatmapRow, top: Double, into sketch: inout Sketch, _ layout: HeatmapLayout
    ) {
        let baseline = top + layout.row / 2 + 3.8
        sketch.add(
            // A letter such as j leans over its own beginning.
            ChartText(
                row.name, within: layout.nameWidth - 1, x: 1, baseline: baseline, style: .plain))
        if let detail = row.detail, layout.detailWidth > 0 {
            sketch.add(
                ChartText(
                    detail, within: layout.detailWidth, x: layout.left - 8, baseline: baseline,
                    anchor: .end, style: .smallMuted))
        }
    }

    private func draw(
        _ datum: ChartDatum, in box: Box, into sketch: inout Sketch, _ layout: HeatmapLayout
    ) {
        guard let value = datum.value else {
            // Blank, but for its reason on pointing at it.
            if let reason = datum.reason, !reason.isEmpty {
                sketch.add(box.widened(-0.75), "c-blank", remark: reason)
            }
            return
        }
        let step = layout.step(value)
        sketch.add(box.widened(-0.75), "c-heat-\(step)")
        let isDark = heatSteps[step] > lightestLegibleStep
        let style = TextStyle(size: 10.5, role: isDark ? "c-on-dark" : nil)
        sketch.place(
            [
                ChartText(
                    datum.text, within: layout.cell - 1, x: box.middle.x,
                    baseline: box.middle.y + 3.8, anchor: .middle, style: style)
            ], onMarks: true)
    }
}
