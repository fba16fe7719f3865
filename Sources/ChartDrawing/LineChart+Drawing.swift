extension LineChart {
    /// The drawing of the lines with labels at their ends.
    func sketch(width: Double, id: String) -> Sketch {
        let layout = LineLayout(self, width: width)
        var sketch = Sketch(width: width, height: layout.height, idPrefix: id)
        drawBands(into: &sketch, layout)
        drawAxis(into: &sketch, layout)
        let rows = series.map { layout.points($0) }
        let order = series.indices.sorted {
            (series[$0].scenario.isFront ? 1 : 0, $0) < (series[$1].scenario.isFront ? 1 : 0, $1)
        }
        if isFilled { drawAreas(rows, into: &sketch, layout) }
        for index in order { drawLine(index, rows[index], into: &sketch, layout) }
        for index in order { drawMarkers(index, rows[index], into: &sketch, layout) }
        drawEnds(rows, into: &sketch, layout)
        drawValues(rows, into: &sketch, layout)
        drawGaps(rows, into: &sketch, layout)
        return sketch
    }

    private func drawAxis(into sketch: inout Sketch, _ layout: LineLayout) {
        let y = layout.zero ?? layout.plotBottom
        let end = min(layout.band.end, sketch.width - layout.endWidth - 4)
        let axis = Segment(from: Point(layout.band.start, y), to: Point(end, y))
        sketch.add(axis, layout.zero == nil ? "c-line" : "c-axis")
        if layout.zero != nil { sketch.board.keepOff(axis) }
        if let boundary = layout.boundary {
            let x = layout.band.start + Double(boundary) * layout.band.step
            let line = Segment(from: Point(x, layout.plotTop - 8), to: Point(x, layout.plotBottom))
            sketch.add(line, "c-split")
            sketch.board.keepOff(line)
        }
        layout.mark.draw(into: &sketch, left: 0, bottom: y, scale: layout.scale)
        CategoryAxis(categories: categories, band: layout.band)
            .draw(into: &sketch, below: layout.plotBottom)
    }

    private func drawBands(into sketch: inout Sketch, _ layout: LineLayout) {
        for (index, band) in bands.prefix(2).enumerated() {
            for outline in layout.outlines(band.bounds) where outline.count > 2 {
                sketch.add(.path(outline, role: "c-band-\(index)", isClosed: true))
            }
        }
    }

    /// The room between the actual lines and zero, beneath all lines.
    private func drawAreas(_ rows: [[Point?]], into sketch: inout Sketch, _ layout: LineLayout) {
        guard let zero = layout.zero else { return }
        for (index, row) in rows.enumerated() where series[index].scenario.isFront {
            for stretch in stretches(row) where stretch.count > 1 {
                guard let first = stretch.first, let last = stretch.last else { continue }
                let floor = [Point(last.x, zero), Point(first.x, zero)]
                sketch.add(.path(stretch + floor, role: "c-area", isClosed: true))
            }
        }
    }

    private func drawLine(
        _ index: Int, _ points: [Point?], into sketch: inout Sketch, _ layout: LineLayout
    ) {
        for stretch in stretches(points) where stretch.count > 1 {
            sketch.add(.path(stretch, role: layout.classes(index, "l")))
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
            sketch.add(.circle(point, radius: radius, role: layout.classes(index, "m")))
            sketch.board.keepOff(
                Box(
                    left: point.x - radius, top: point.y - radius, right: point.x + radius,
                    bottom: point.y + radius))
        }
    }

    /// The names of the series at their ends, spread apart, with a link where they had to move; those
    /// that end early have them at their last points.
    private func drawEnds(_ rows: [[Point?]], into sketch: inout Sketch, _ layout: LineLayout) {
        var ends: [(index: Int, point: Point)] = []
        for (index, row) in rows.enumerated() {
            guard let last = row.lastIndex(where: { $0 != nil }), let point = row[last] else {
                continue
            }
            // One that ends just before the others has its name beside theirs.
            let isEarly = Double(categories.count - 1 - last) * layout.band.step > 24
            let room = sketch.width - layout.endWidth - 6
            let beside = isEarly ? earlyEnd(index, at: last, point) : []
            if sketch.place(beside.filter { $0.box.right <= room }) { continue }
            ends.append((index, point))
        }
        ends += bandEnds(layout)
        let places = spread(
            ends.map(\.point.y), apart: layout.endHeight,
            within: (layout.endHeight / 2 + 1)...max(16, layout.plotBottom - 4))
        let x = sketch.width - layout.endWidth
        for (end, place) in zip(ends, places) {
            guard let place else { continue }
            let isBand = end.index >= series.count
            let isStrong = !isBand && series[end.index].scenario == .actual
            let lines = layout.endLabel(end.index)
            let texts = lines.enumerated().map { number, line in
                let offset = (Double(number) - Double(lines.count - 1) / 2) * 13.6
                return ChartText(
                    line, x: x, baseline: place + 4 + offset,
                    style: isStrong ? .strong : isBand ? .muted : .plain,
                    remark: isBand ? nil : series[end.index].name)
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

    /// The name of a series and its last value near its last point.
    private func earlyEnd(_ index: Int, at place: Int, _ point: Point) -> [ChartText] {
        let text = [isolated(singleLine(series[index].name)), series[index].data[place].text]
            .filter { !$0.isEmpty }.joined(separator: " ")
        let style: TextStyle = series[index].scenario == .actual ? .strong : .plain
        let places: [(x: Double, y: Double, anchor: TextAnchor)] = [
            (0, -9, .middle), (0, 17, .middle), (5, -9, .start), (5, 17, .start), (-5, -9, .end),
            (-5, 17, .end), (0, -22, .middle), (0, 30, .middle),
        ]
        return places.map { offset in
            ChartText(
                text, x: point.x + offset.x, baseline: point.y + offset.y, anchor: offset.anchor,
                style: style)
        }
    }

    /// Where the names of the bands belong: the widest at its upper end, the other at its lower.
    private func bandEnds(_ layout: LineLayout) -> [(index: Int, point: Point)] {
        bands.prefix(2).enumerated().compactMap { index, band in
            let bounds = band.bounds.prefix(layout.band.count)
            guard let last = bounds.lastIndex(where: { $0 != nil }), let bound = bounds[last],
                let y = layout.y(index == 0 ? bound.upperBound : bound.lowerBound)
            else { return nil }
            return (series.count + index, Point(layout.band.center(last), y))
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
                // The end label holds the last value.
                if ranks[place] == 0 { continue }
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
