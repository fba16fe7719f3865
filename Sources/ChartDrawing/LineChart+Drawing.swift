extension LineChart {
    /// The drawing of the lines with labels at their ends.
    func sketch(width: Double, id: String) -> Sketch {
        let layout = LineLayout(self, width: width)
        var sketch = Sketch(width: width, height: layout.height, idPrefix: id)
        drawAxis(into: &sketch, layout)
        let rows = series.map { layout.points($0) }
        let order = series.indices.sorted {
            (series[$0].scenario.isFront ? 1 : 0, $0) < (series[$1].scenario.isFront ? 1 : 0, $1)
        }
        for index in order { drawLine(index, rows[index], into: &sketch, layout) }
        for index in order { drawMarkers(index, rows[index], into: &sketch, layout) }
        drawEnds(rows, into: &sketch, layout)
        drawValues(rows, into: &sketch, layout)
        drawGaps(rows, into: &sketch, layout)
        return sketch
    }

    private func drawAxis(into sketch: inout Sketch, _ layout: LineLayout) {
        let hasZero = layout.scale.domain.contains(0)
        let y = hasZero ? layout.scale(0) : layout.plotBottom
        let end = min(layout.band.end, sketch.width - layout.endWidth - 4)
        let axis = Segment(from: Point(layout.band.start, y), to: Point(end, y))
        sketch.add(axis, hasZero ? "c-axis" : "c-line")
        if hasZero { sketch.board.keepOff(axis) }
        CategoryAxis(categories: categories, band: layout.band)
            .draw(into: &sketch, below: layout.plotBottom)
    }

    private func drawLine(
        _ index: Int, _ points: [Point?], into sketch: inout Sketch, _ layout: LineLayout
    ) {
        for stretch in stretches(points) where stretch.count > 1 {
            sketch.add(
                SVGElement(
                    "path", ["d": pathData(stretch), "class": layout.classes(index, "l")]))
            for (one, next) in zip(stretch, stretch.dropFirst()) {
                sketch.board.keepOff(Segment(from: one, to: next))
            }
        }
    }

    /// Markers at every point when there is room, else at the last one and at lone ones.
    private func drawMarkers(
        _ index: Int, _ points: [Point?], into sketch: inout Sketch, _ layout: LineLayout
    ) {
        let isRoomy = layout.band.step >= 16
        let last = points.lastIndex { $0 != nil }
        for (place, point) in points.enumerated() {
            guard let point else { continue }
            let before = place > 0 ? points[place - 1] : nil
            let after = place + 1 < points.count ? points[place + 1] : nil
            let isLone = before == nil && after == nil
            guard isRoomy || isLone || place == last else { continue }
            let radius = series[index].scenario == .previous ? 2.2 : place == last ? 3.6 : 2.8
            sketch.add(
                SVGElement(
                    "circle",
                    [
                        "cx": svgNumber(point.x), "cy": svgNumber(point.y),
                        "r": svgNumber(radius), "class": layout.classes(index, "m"),
                    ]))
            sketch.board.keepOff(
                Box(
                    left: point.x - radius, top: point.y - radius, right: point.x + radius,
                    bottom: point.y + radius))
        }
    }

    /// The names of the series at their ends, spread apart, with a link where they had to move.
    private func drawEnds(_ rows: [[Point?]], into sketch: inout Sketch, _ layout: LineLayout) {
        let ends = rows.indices.compactMap { index in
            rows[index].last { $0 != nil }.flatMap { $0 }.map { (index: index, point: $0) }
        }
        let places = spread(
            ends.map(\.point.y), apart: layout.endHeight,
            within: (layout.endHeight / 2 + 1)...max(16, layout.plotBottom - 4))
        let x = sketch.width - layout.endWidth
        for (end, place) in zip(ends, places) {
            guard let place else { continue }
            let isStrong = series[end.index].scenario == .actual
            let lines = layout.endLabel(end.index)
            let texts = lines.enumerated().map { number, line in
                let offset = (Double(number) - Double(lines.count - 1) / 2) * 13.6
                return ChartText(
                    line, x: x, baseline: place + 4 + offset, style: isStrong ? .strong : .plain,
                    remark: series[end.index].name)
            }
            let isFar = (place - end.point.y).magnitude > 4 || x - end.point.x > 40
            if isFar, texts.contains(where: { !$0.text.isEmpty }) {
                sketch.add(
                    Segment(from: Point(end.point.x + 5, end.point.y), to: Point(x - 3, place)),
                    "c-link")
            }
            for text in texts { sketch.add(text) }
        }
    }

    /// The first, greatest and least values at their points.
    private func drawValues(_ rows: [[Point?]], into sketch: inout Sketch, _ layout: LineLayout) {
        var requests: [LabelRequest] = []
        for (index, row) in rows.enumerated() {
            let one = series[index]
            let ranks = labelRanks(row.indices.map { row[$0] == nil ? nil : one.data[$0].value })
            let isStrong = one.scenario == .actual
            for (place, point) in row.enumerated() {
                let most = series.count > 3 || !one.scenario.isFront ? 1 : 3
                guard let point, ranks[place] <= most else { continue }
                let isEnd = place == categories.count - 1
                // The end label holds the last value.
                if isEnd { continue }
                let above = Point(point.x, point.y - 7)
                let below = Point(point.x, point.y + 15)
                let isLow = ranks[place] == 3
                let text = ChartText(
                    one.data[place].text, x: point.x, baseline: 0, anchor: .middle,
                    style: isStrong ? .strong : .plain)
                let sides = isLow ? [below, above] : [above, below]
                let further = [Point(point.x, point.y - 13), Point(point.x, point.y + 21)]
                requests.append(
                    LabelRequest(
                        candidates: (sides + further).map { side in
                            var candidate = text
                            candidate.baseline = side.y
                            return candidate
                        },
                        rank: ranks[place] + (one.scenario.isFront ? 0 : 10)))
            }
        }
        sketch.place(requests)
    }

    private func drawGaps(_ rows: [[Point?]], into sketch: inout Sketch, _ layout: LineLayout) {
        for (index, row) in rows.enumerated() where series[index].scenario == .actual {
            for place in row.indices where row[place] == nil && place < series[index].data.count {
                let datum = series[index].data[place]
                sketch.addGap(
                    datum,
                    at: ChartText(
                        datum.text, x: layout.band.center(place), baseline: layout.plotBottom - 4,
                        anchor: .middle, style: .smallMuted))
            }
        }
    }
}
