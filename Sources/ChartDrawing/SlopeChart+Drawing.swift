extension SlopeChart {
    /// The drawing of the lines between the two points of time.
    func sketch(width: Double, id: String) -> Sketch {
        let layout = SlopeLayout(self, width: width)
        var sketch = Sketch(width: width, height: layout.height, idPrefix: id)
        if rows.isEmpty { return sketch }
        drawAxes(into: &sketch, layout)
        for index in rows.indices where !isBad(rows[index]) {
            drawLine(index, into: &sketch, layout)
        }
        for index in rows.indices where isBad(rows[index]) {
            drawLine(index, into: &sketch, layout)
        }
        for index in rows.indices { drawMarkers(index, into: &sketch, layout) }
        drawZero(into: &sketch, layout)
        for index in rows.indices {
            drawLabel(index, rows[index].from, layout.from, into: &sketch, layout)
            drawLabel(index, rows[index].to, layout.to, into: &sketch, layout)
        }
        drawEmpty(into: &sketch, layout)
        return sketch
    }

    /// Whether a thing has gone the wrong way.
    private func isBad(_ row: SlopeRow) -> Bool {
        guard let from = row.from.value, let to = row.to.value, from != to else { return false }
        return good.differenceClass(to - from) == "c-bad"
    }

    private func drawAxes(into sketch: inout Sketch, _ layout: SlopeLayout) {
        if layout.hasZero {
            let y = layout.scale(0)
            sketch.add(
                Segment(from: Point(layout.from.axis, y), to: Point(layout.to.axis, y)), "c-line")
        }
        for side in [layout.from, layout.to] where layout.empty.count < rows.count {
            sketch.add(
                Segment(
                    from: Point(side.axis, layout.top - 8),
                    to: Point(side.axis, layout.bottom + 4)),
                "c-line")
        }
        // Each head ends or begins a little inside of its axis, so that they can't meet.
        let inner = max((layout.to.axis - layout.from.axis) / 2 - 6, 0)
        let reach = min(inner, 14)
        sketch.add(
            ChartText(
                fromName, within: layout.from.axis + reach, x: layout.from.axis + reach,
                baseline: 12, anchor: .end, style: .smallMuted))
        sketch.add(
            ChartText(
                toName, within: sketch.width - layout.to.axis + reach,
                x: layout.to.axis - reach, baseline: 12, style: TextStyle(size: 10.5, isBold: true))
        )
    }

    /// Names the line of zero where both signs occur and the lines leave room.
    private func drawZero(into sketch: inout Sketch, _ layout: SlopeLayout) {
        guard layout.hasZero else { return }
        let y = layout.scale(0)
        let left = layout.from.axis + 9
        let right = layout.to.axis - 9
        let places = [left, right, (left + right) / 2].flatMap { x in
            [Point(x, y - 4), Point(x, y + 12)]
        }
        sketch.place(
            places.map {
                ChartText("0", x: $0.x, baseline: $0.y, anchor: .middle, style: .smallMuted)
            })
    }

    private func drawLine(_ index: Int, into sketch: inout Sketch, _ layout: SlopeLayout) {
        guard let from = layout.from.points[index], let to = layout.to.points[index] else { return }
        let line = Segment(
            from: Point(layout.from.axis, from), to: Point(layout.to.axis, to))
        sketch.add(
            .path([line.from, line.to], role: isBad(rows[index]) ? "l-bad" : "l-spark l-1"))
        sketch.board.keepOff(line)
    }

    /// Dots at the ends; where a thing has gone the wrong way, a triangle at the end points there.
    private func drawMarkers(_ index: Int, into sketch: inout Sketch, _ layout: SlopeLayout) {
        let row = rows[index]
        let isBad = isBad(row)
        if let y = layout.from.points[index] {
            sketch.add(.circle(Point(layout.from.axis, y), radius: 2.8, role: "m-ac"))
        }
        guard let y = layout.to.points[index] else { return }
        if isBad, let from = row.from.value, let to = row.to.value {
            let height = to < from ? -7.5 : 7.5
            sketch.addTriangle(
                tip: Point(layout.to.axis, y - height * 0.6), half: 4.6, height: height, "c-bad")
        } else {
            sketch.add(.circle(Point(layout.to.axis, y), radius: 2.8, role: "m-ac"))
        }
    }

    private func drawLabel(
        _ index: Int, _ datum: ChartDatum, _ side: SlopeLayout.Side, into sketch: inout Sketch,
        _ layout: SlopeLayout
    ) {
        guard let point = side.points[index], let y = side.labels[index] else { return }
        if (y - point).magnitude > 1.5 {
            let bend = Point(side.start - side.way * 3, y)
            let own = TextStyle.strong.width(singleLine(datum.text))
            let edge = side.way < 0 ? side.start : side.start + max(side.valueWidth - own, 0)
            sketch.add(
                .path(
                    [
                        Point(side.axis + side.way * 5.5, point), bend,
                        Point(edge - side.way * 3, y),
                    ], role: "c-link"))
        }
        let row = rows[index]
        let other = row.from.value == nil ? row.from : row.to.value == nil ? row.to : nil
        draw(index, datum, side, at: y, reason: other?.reason, into: &sketch, layout)
    }

    /// Sets a value and its name on their side of the axis.
    private func draw(
        _ index: Int, _ datum: ChartDatum, _ side: SlopeLayout.Side, at y: Double,
        reason: String?, into sketch: inout Sketch, _ layout: SlopeLayout
    ) {
        // Values end on one line on both sides, so that their digits stand beneath each other.
        let end = side.way < 0 ? side.start : side.start + side.valueWidth
        let style: TextStyle =
            datum.value == nil ? .smallMuted : side.way < 0 ? .plain : .strong
        var value = ChartText(
            datum.text, within: side.valueWidth + 0.01, x: end, baseline: y + 4, anchor: .end,
            style: style)
        value.remark = reason ?? value.remark
        sketch.add(value)
        let name = layout.names[index]
        let lines = name.lines(within: side.nameWidth)
        let isCut = lines.last?.last == "…"
        let x = side.start + side.way * (side.valueWidth + 6)
        for (number, line) in lines.enumerated() {
            let offset = (Double(number) - Double(lines.count - 1) / 2) * 13.2
            sketch.add(
                ChartText(
                    line, x: x, baseline: y + 4 + offset, anchor: side.way < 0 ? .end : .start,
                    style: name.style, remark: isCut ? name.name : reason))
        }
    }

    /// Lists what is undefined at both points of time beneath the lines.
    private func drawEmpty(into sketch: inout Sketch, _ layout: SlopeLayout) {
        for (number, index) in layout.empty.enumerated() {
            let y = layout.bottom + 8 + layout.apart * (Double(number) + 1)
            let reason = rows[index].from.reason ?? rows[index].to.reason
            draw(
                index, rows[index].from, layout.from, at: y, reason: reason, into: &sketch, layout)
            draw(index, rows[index].to, layout.to, at: y, reason: reason, into: &sketch, layout)
        }
    }
}
