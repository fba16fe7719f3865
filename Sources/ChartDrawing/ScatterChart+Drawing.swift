extension ScatterChart {
    /// The drawing of the points with their names.
    func sketch(width: Double, id: String) -> Sketch {
        let layout = ScatterLayout(self, width: width)
        var sketch = Sketch(width: width, height: layout.height, idPrefix: id)
        drawTicks(into: &sketch, layout)
        drawTitles(into: &sketch, layout)
        for spot in layout.spots { keepOff(spot, in: &sketch) }
        drawReferences(into: &sketch, layout)
        var labels = ScatterLabels(self, layout)
        labels.place(into: &sketch)
        // No line of the field runs through a name.
        for room in labels.rooms { sketch.add(room, "c-paper") }
        for link in labels.links { sketch.add(link, "c-link") }
        for spot in layout.spots {
            sketch.add(
                .circle(
                    spot.center, radius: spot.radius, role: spot.isTrue ? "c-point" : "c-outline",
                    remark: remark(points[spot.index])))
        }
        return sketch
    }

    /// Keeps names off a circle, but lets them into the corners of its box.
    private func keepOff(_ spot: ScatterLayout.Spot, in sketch: inout Sketch) {
        let few = [(1.0, 0.38), (0.71, 0.71), (0.38, 1.0)]
        let more = [
            (0.98, 0.28), (0.92, 0.46), (0.84, 0.6), (0.6, 0.84), (0.46, 0.92), (0.28, 0.98),
        ]
        for (x, y) in spot.radius < 8 ? few : few + more {
            sketch.board.keepOff(
                Box(
                    left: spot.center.x - x * spot.radius, top: spot.center.y - y * spot.radius,
                    right: spot.center.x + x * spot.radius,
                    bottom: spot.center.y + y * spot.radius))
        }
    }

    /// The name and the values of a point in words.
    private func remark(_ point: ScatterPoint) -> String {
        let texts = [point.x, point.y, point.size].compactMap { datum -> String? in
            guard let datum else { return nil }
            let text = singleLine(datum.text)
            if datum.value == nil, let reason = datum.reason, !reason.isEmpty {
                return text.isEmpty ? singleLine(reason) : "\(text) (\(singleLine(reason)))"
            }
            return text.isEmpty ? nil : text
        }
        let name = isolated(singleLine(point.name))
        if texts.isEmpty || name.isEmpty { return name + texts.joined(separator: ", ") }
        return name + ": " + texts.joined(separator: ", ")
    }

    /// The ticks with room for their texts, and hairlines at them across the field.
    private func drawTicks(into sketch: inout Sketch, _ layout: ScatterLayout) {
        let field = layout.field
        let style = TextStyle.smallMuted
        let across = x.drawnTicks.compactMap { tick in
            layout.x.place(tick.value).map { place in
                (
                    place,
                    ChartText(
                        tick.text, within: field.width / 3, x: place, baseline: field.bottom + 17,
                        anchor: .middle, style: style
                    ).moved(into: sketch.board.frame)
                )
            }
        }
        for index in thinned(across.map { $0.1.box.left...$0.1.box.right }, apart: 8) {
            let x = across[index].0
            sketch.add(
                Segment(from: Point(x, field.top), to: Point(x, field.bottom)), "c-line")
            sketch.add(across[index].1)
        }
        let upwards = y.drawnTicks.compactMap { tick in
            layout.y.place(tick.value).map { place in
                (
                    place,
                    ChartText(
                        tick.text, within: max(field.left - 6, 0), x: field.left - 6,
                        baseline: place + 3.8, anchor: .end, style: style)
                )
            }
        }
        for index in thinned(upwards.map { (-$0.0 - 7)...(-$0.0 + 7) }, apart: 2) {
            let y = upwards[index].0
            sketch.add(Segment(from: Point(field.left, y), to: Point(field.right, y)), "c-line")
            sketch.add(upwards[index].1)
        }
        drawEdges(into: &sketch, layout)
    }

    /// The axes: dark at zero, else hairlines at the edges of the field.
    private func drawEdges(into sketch: inout Sketch, _ layout: ScatterLayout) {
        let field = layout.field
        for (zero, isUpright) in [(layout.x.zero, true), (layout.y.zero, false)] {
            let edge = isUpright ? field.left : field.bottom
            func line(_ place: Double) -> Segment {
                isUpright
                    ? Segment(from: Point(place, field.top), to: Point(place, field.bottom))
                    : Segment(from: Point(field.left, place), to: Point(field.right, place))
            }
            if zero == nil { sketch.add(line(edge), "c-line") }
            sketch.board.keepOff(line(edge))
            if let zero {
                sketch.add(line(zero), "c-axis")
                sketch.board.keepOff(line(zero))
            }
        }
    }

    private func drawTitles(into sketch: inout Sketch, _ layout: ScatterLayout) {
        let style = TextStyle.smallMuted
        if let text = xReferenceText(
            layout.x, width: sketch.width, baseline: layout.field.top - ScatterLayout.headGap)
        {
            sketch.add(text)
        }
        sketch.add(
            ChartText(
                y.title, within: sketch.width, x: 0, baseline: layout.titleBaseline, style: style))
        sketch.add(
            ChartText(
                x.title, within: sketch.width, x: sketch.width, baseline: layout.footBaseline,
                anchor: .end, style: style))
        drawNote(into: &sketch, layout)
        drawOmission(into: &sketch, layout)
    }

    /// What the size stands for, with the circles of one or two points and their texts.
    private func drawNote(into sketch: inout Sketch, _ layout: ScatterLayout) {
        guard let sizeTitle, layout.note > 0 else { return }
        let style = TextStyle.smallMuted
        var right = sketch.width
        for spot in layout.examples.reversed() {
            let text = ChartText(
                points[spot.index].size?.text ?? "", within: sketch.width / 4, x: right,
                baseline: layout.noteBaseline, anchor: .end, style: style)
            sketch.add(text)
            let x = text.box.left - 4 - spot.radius
            sketch.add(
                .circle(
                    Point(x, layout.noteBaseline - 3.8), radius: spot.radius, role: "c-point"))
            right = x - spot.radius - 9
        }
        sketch.add(
            ChartText(
                sizeTitle, within: right, x: right, baseline: layout.noteBaseline, anchor: .end,
                style: style))
    }

    /// The lines across the field, with their texts at the end.
    private func drawReferences(into sketch: inout Sketch, _ layout: ScatterLayout) {
        let field = layout.field
        if let place = layout.x.place(xReference?.value) {
            let line = Segment(from: Point(place, field.top - 2), to: Point(place, field.bottom))
            sketch.add(line, "c-split")
            sketch.board.keepOff(line)
        }
        guard let yReference, let place = layout.y.place(yReference.value) else { return }
        let line = Segment(from: Point(field.left, place), to: Point(field.right, place))
        sketch.add(line, "c-split")
        sketch.board.keepOff(line)
        let right = ChartText(
            yReference.text, within: field.width * 0.45, x: field.right, baseline: place - 4,
            anchor: .end, style: .small)
        var left = right
        left.x = field.left + 4
        left.anchor = .start
        let count = sketch.texts.count
        sketch.place(
            [right, left].flatMap { text in
                [text, text.moved(by: Point(0, 15))]
            })
        if sketch.texts.count > count, let text = sketch.texts.last {
            sketch.add(text.inkBox.widened(0.5), "c-paper")
        }
    }

    /// The points that have no place, with what stands for their values, as many as there is room
    /// for, and the number of the others.
    private func drawOmission(into sketch: inout Sketch, _ layout: ScatterLayout) {
        let style = TextStyle.smallMuted
        let isShared = layout.omissionBaseline == layout.footBaseline
        let title = isShared ? style.width(singleLine(x.title)) + 12 : 0
        let room = sketch.width - title
        var line = ""
        for (number, index) in layout.omitted.enumerated() {
            let point = points[index]
            let isX =
                point.x.value == nil || (x.spread == .logarithmic && (point.x.value ?? 1) <= 0)
            let text = singleLine((isX ? point.x : point.y).text)
            let name = shortened(singleLine(point.name), to: 110, size: style.size)
            let entry = isolated(name) + (name.isEmpty || text.isEmpty ? "" : " ") + text
            let rest = layout.omitted.count - number
            let next = line.isEmpty ? entry : line + " · " + entry
            let tail = rest > 1 ? " · +\(rest - 1)" : ""
            if style.width(next + tail) > room {
                line = line.isEmpty ? "+\(rest)" : line + " · +\(rest)"
                break
            }
            line = next
        }
        let all = layout.omitted.prefix(40).map { remark(points[$0]) }
        sketch.add(
            ChartText(
                line, x: 0, baseline: layout.omissionBaseline, style: style,
                remark: all.joined(separator: "; ")))
    }
}
