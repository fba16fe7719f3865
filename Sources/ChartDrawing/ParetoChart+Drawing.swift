extension ParetoChart {
    /// The drawing of the bars with the line of their shares beside them.
    func sketch(width: Double, id: String) -> Sketch {
        let layout = ParetoLayout(self, width: width)
        var sketch = Sketch(width: width, height: layout.height, idPrefix: id)
        let scale = categories.isEmpty ? nil : layout.shares
        if let scale { drawPanel(scale, into: &sketch, layout) }
        drawBars(into: &sketch, layout)
        if let scale { drawLine(scale, into: &sketch, layout) }
        return sketch
    }

    private func drawBars(into sketch: inout Sketch, _ layout: ParetoLayout) {
        let zero = layout.scale(0)
        if !categories.isEmpty {
            let axis = Segment(
                from: Point(zero, layout.top - 2), to: Point(zero, layout.height - 2))
            sketch.add(axis, "c-axis")
            sketch.board.keepOff(axis)
        }
        for index in categories.indices {
            let y = layout.middle(index)
            layout.names[index].draw(into: &sketch, width: layout.nameWidth, middle: y)
            guard index < data.count else { continue }
            let datum = data[index]
            let limit = (layout.shares?.start ?? sketch.width + 3) - 3
            guard let value = datum.value else {
                let x = zero + 5
                let text = ChartText(
                    datum.text, within: limit - x, x: x, baseline: y + 4, style: .smallMuted)
                sketch.addGap(datum, at: text)
                continue
            }
            let box = layout.box(value, at: index)
            if value != 0 {
                sketch.add(box, .actual, remark: singleLine(datum.text))
                sketch.board.keepOff(box)
            }
            let text = ChartText(
                datum.text, x: value < 0 ? box.left - 5 : box.right + 5, baseline: y + 4,
                anchor: value < 0 ? .end : .start, style: .strong)
            sketch.placeValue(text, of: box, before: limit)
        }
    }

    private func drawPanel(
        _ scale: LinearScale, into sketch: inout Sketch, _ layout: ParetoLayout
    ) {
        let top = layout.top - 2
        let bottom = layout.height - 2
        let zero = Segment(from: Point(scale(0), top), to: Point(scale(0), bottom))
        sketch.add(zero, "c-line")
        sketch.board.keepOff(zero)
        let last = layout.top - 7
        let above = layout.hasGuideLine ? 13.2 : 0
        for (number, line) in layout.head.enumerated() {
            let below = Double(layout.head.count - 1 - number) * 13.2
            sketch.add(
                ChartText(
                    line, x: scale.start, baseline: last - above - below, style: .smallMuted,
                    remark: line.last == "…" ? singleLine(shareName) : nil))
        }
        sketch.place([
            ChartText(
                guideName, within: sketch.width - scale.start, x: scale(ParetoLayout.guide),
                baseline: last,
                anchor: .middle, style: .smallMuted)
        ])
    }

    private func drawLine(
        _ scale: LinearScale, into sketch: inout Sketch, _ layout: ParetoLayout
    ) {
        let known = shares.prefix(categories.count)
        let points = known.enumerated().map { index, share in
            share.value.map { Point(scale($0), layout.middle(index)) }
        }
        let passing = known.firstIndex { ($0.value ?? 0) >= ParetoLayout.guide - 1e-9 }
        for stretch in stretches(points) where stretch.count > 1 {
            sketch.add(.path(stretch, role: "l-spark"))
            for (one, next) in zip(stretch, stretch.dropFirst()) {
                sketch.board.keepOff(Segment(from: one, to: next))
            }
        }
        for (index, point) in points.enumerated() {
            guard let point else { continue }
            let radius = index == passing ? 4 : 2.6
            let remark = singleLine(shares[index].text)
            sketch.add(.circle(point, radius: radius, role: "m-ac", remark: remark))
            sketch.board.keepOff(Box(point, around: radius))
        }
        drawLabels(points, passing: passing, scale, into: &sketch, layout)
    }

    /// The shares at their dots: the one that passes the guide, the last and the first come first;
    /// of many rows every fifth besides.
    private func drawLabels(
        _ points: [Point?], passing: Int?, _ scale: LinearScale, into sketch: inout Sketch,
        _ layout: ParetoLayout
    ) {
        let first = points.firstIndex { $0 != nil }
        let last = points.lastIndex { $0 != nil }
        var requests: [LabelRequest] = []
        for (index, point) in points.enumerated() {
            let share = shares[index]
            guard let point else {
                sketch.addGap(
                    share,
                    at: ChartText(
                        share.text, x: scale.start + 5, baseline: layout.middle(index) + 4,
                        style: .smallMuted))
                continue
            }
            let rank = index == passing ? 0 : index == last ? 1 : index == first ? 2 : 3
            if rank == 3, points.count > 16, (index + 1) % 5 != 0 { continue }
            let style: TextStyle = rank < 2 ? .strong : .plain
            let reach = index == passing ? 7.5 : 6
            // Right above and left below the line is out of the way where shares rise.
            let offsets = [(1.0, 4.0), (1, -1.5), (-1, 10), (-1, 4), (1, 10), (-1, -1.5)]
            let candidates = offsets.map { way, drop in
                ChartText(
                    share.text, x: point.x + way * reach, baseline: point.y + drop,
                    anchor: way > 0 ? .start : .end, style: style)
            }
            let panel = candidates.filter {
                $0.box.left >= scale.start + 2 && $0.box.right <= sketch.width
            }
            requests.append(LabelRequest(candidates: panel, rank: rank))
        }
        drawGuide(at: scale(ParetoLayout.guide), around: requests, into: &sketch, layout)
    }

    /// Places the labels beside the guide, and draws it: of the labels that stay, one that has no
    /// other place interrupts it.
    private func drawGuide(
        at x: Double, around requests: [LabelRequest], into sketch: inout Sketch,
        _ layout: ParetoLayout
    ) {
        let order = requests.indices.sorted {
            (requests[$0].rank, $0) < (requests[$1].rank, $1)
        }
        for index in order {
            let candidates = requests[index].candidates
            let beside = candidates.filter { $0.box.left > x + 2 || $0.box.right < x - 2 }
            if sketch.place(beside) || requests[index].rank > 2 { continue }
            sketch.place(candidates)
        }
        let crossed = sketch.texts.map(\.box).filter {
            $0.left < x + 2 && $0.right > x - 2 && $0.bottom > layout.top
        }
        var y = layout.top - 2
        for gap in crossed.sorted(by: { $0.top < $1.top }) {
            if gap.top > y {
                sketch.add(Segment(from: Point(x, y), to: Point(x, gap.top)), "c-split")
            }
            y = max(y, gap.bottom)
        }
        sketch.add(Segment(from: Point(x, y), to: Point(x, layout.height - 2)), "c-split")
    }
}

extension Box {
    /// The square around a place.
    init(_ middle: Point, around reach: Double) {
        self.init(
            left: middle.x - reach, top: middle.y - reach, right: middle.x + reach,
            bottom: middle.y + reach)
    }
}
