extension BulletChart {
    /// The drawing of the figures, a row each.
    func sketch(width: Double, id: String) -> Sketch {
        let layout = BulletLayout(self, width: width)
        var sketch = Sketch(width: width, height: layout.height, idPrefix: id)
        drawKey(into: &sketch, layout)
        for (index, row) in layout.rows.enumerated() {
            row.name.draw(
                into: &sketch, width: layout.nameWidth, middle: layout.middle(index))
            drawZones(row.zones, middle: layout.middle(index), into: &sketch, layout)
            drawMarks(rows[index], row.scale, middle: layout.middle(index), into: &sketch, layout)
            drawValues(rows[index], middle: layout.middle(index), into: &sketch, layout)
        }
        return sketch
    }

    private func drawZones(
        _ zones: [BulletLayout.Zone], middle: Double, into sketch: inout Sketch,
        _ layout: BulletLayout
    ) {
        let top = middle - layout.band / 2
        let bottom = middle + layout.band / 2
        for zone in zones {
            sketch.add(
                Box(left: zone.left, top: top, right: zone.right, bottom: bottom),
                zone.meaning.zoneClass, remark: singleLine(name(zone.meaning)))
        }
        for zone in zones where zone.hasLimit {
            sketch.add(
                Segment(from: Point(zone.right, top), to: Point(zone.right, bottom)), "c-link")
        }
    }

    private func drawMarks(
        _ row: BulletRow, _ scale: LinearScale, middle: Double, into sketch: inout Sketch,
        _ layout: BulletLayout
    ) {
        let half = layout.band / 2
        let zero = scale(0)
        if let value = row.actual.value, value != 0 {
            var end = scale(value)
            if (end - zero).magnitude < 1 { end = value < 0 ? zero - 1 : zero + 1 }
            sketch.add(
                Box(
                    left: zero, top: middle - layout.band / 6, right: end,
                    bottom: middle + layout.band / 6), .actual)
        }
        sketch.add(
            Segment(from: Point(zero, middle - half - 2), to: Point(zero, middle + half + 2)),
            "c-axis")
        if let plan = row.plan, let value = plan.value {
            let x = scale(value)
            sketch.add(
                Box(
                    left: x - 2.4, top: middle - half + 2, right: x + 2.4, bottom: middle + half - 2
                ),
                .plan, remark: remark(planName, plan.text))
        }
        if let previous = row.previous, let value = previous.value {
            let tip = Point(scale(value), middle + half + 0.5)
            sketch.addTriangle(tip: tip, half: 4.2, height: 6.5, "c-py")
            sketch.add(
                Box(left: tip.x - 5, top: tip.y, right: tip.x + 5, bottom: tip.y + 7),
                "c-blank", remark: remark(previousName, previous.text))
        }
    }

    private func drawValues(
        _ row: BulletRow, middle: Double, into sketch: inout Sketch, _ layout: BulletLayout
    ) {
        for column in layout.columns {
            guard let datum = row.datum(column.scenario) else { continue }
            let style: TextStyle =
                datum.value == nil
                ? .smallMuted : column.scenario == .actual ? .strong : .plain
            var text = ChartText(
                datum.text, within: column.width + 0.01, x: column.right, baseline: middle + 4,
                anchor: .end, style: style)
            text.remark = datum.reason ?? text.remark
            sketch.add(text)
        }
    }

    /// Names what is drawn: scenarios at the heads of their columns or with their signs in a row,
    /// stretches above the first row or with a swatch each.
    private func drawKey(into sketch: inout Sketch, _ layout: BulletLayout) {
        let style = TextStyle.smallMuted
        let baseline = layout.headLine
        for column in layout.columns where layout.hasKey {
            let text = ChartText(
                name(column.scenario), within: column.width - BulletLayout.sign + 0.01,
                x: column.right, baseline: baseline, anchor: .end, style: style)
            sketch.add(text)
            let left = text.box.left - BulletLayout.sign
            drawSign(column.scenario, left: left, middle: baseline - 4, into: &sketch)
        }
        var x = layout.keyLeft
        for (index, own) in layout.keyWidths.enumerated() {
            // What doesn't fit is dropped from the end.
            guard x + own <= layout.keyRight else { break }
            let text: String
            if index < layout.unlisted.count {
                text = name(layout.unlisted[index])
                drawSign(layout.unlisted[index], left: x, middle: baseline - 4, into: &sketch)
            } else {
                let meaning = layout.swatches[index - layout.unlisted.count]
                text = name(meaning)
                let box = Box(left: x, top: baseline - 8, right: x + 11, bottom: baseline)
                sketch.add(box, meaning.zoneClass)
            }
            sketch.add(ChartText(text, x: x + BulletLayout.sign, baseline: baseline, style: style))
            x += own + BulletLayout.keyGap
        }
        for zone in layout.rows.first?.zones ?? [] where layout.namesZones {
            sketch.add(
                ChartText(
                    name(zone.meaning), x: (zone.left + zone.right) / 2,
                    baseline: layout.zoneLine, anchor: .middle, style: style))
        }
    }

    /// Draws the mark of a scenario in small for the key.
    private func drawSign(
        _ scenario: ChartScenario, left: Double, middle: Double, into sketch: inout Sketch
    ) {
        switch scenario {
        case .plan:
            let box = Box(
                left: left + 5, top: middle - 5.5, right: left + 9.8, bottom: middle + 5.5)
            sketch.add(box, .plan)
        case .previous, .reported:
            sketch.addTriangle(
                tip: Point(left + 6.5, middle - 3.2), half: 4.2, height: 6.5, "c-py")
        case .actual, .forecast:
            let box = Box(left: left, top: middle - 2.5, right: left + 11, bottom: middle + 2.5)
            sketch.add(box, .actual)
        }
    }
}
