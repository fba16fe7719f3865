extension CalendarChart {
    /// The drawing of the columns with the names of their parts.
    func sketch(width: Double, id: String) -> Sketch {
        let layout = CalendarLayout(self, width: width)
        var sketch = Sketch(width: width, height: layout.height, idPrefix: id)
        for index in categories.indices {
            for block in layout.blocks(at: index) {
                draw(block, at: index, into: &sketch)
            }
        }
        let zero = layout.scale(0)
        let end = min(layout.band.end, layout.nameStart - 14)
        sketch.add(
            Segment(from: Point(layout.band.start, zero), to: Point(end, zero)), "c-axis")
        layout.axis.draw(into: &sketch, below: layout.plotBottom)
        drawCounts(into: &sketch, layout)
        drawNames(into: &sketch, layout)
        drawTotals(into: &sketch, layout)
        return sketch
    }

    /// Draws a part of a column, with its text where it can be read in it.
    private func draw(_ block: CalendarLayout.Block, at index: Int, into sketch: inout Sketch) {
        let part = parts[block.part]
        sketch.add(block.box, risk: part.risk)
        sketch.board.keepOff(block.box)
        guard index < part.data.count else { return }
        let isDark = part.risk == .settled || part.risk == .lost
        let style = TextStyle(size: 10.5, role: isDark ? "c-on-dark" : nil)
        let text = ChartText(
            part.data[index].text, x: block.box.middle.x, baseline: block.box.middle.y + 3.8,
            anchor: .middle, style: style)
        let room: Double = part.risk.pattern == nil ? 4 : 12
        guard !text.text.isEmpty, block.box.height >= (part.risk.pattern == nil ? 14 : 18),
            block.box.width >= text.width + room
        else { return }
        if part.risk.pattern != nil {
            var plate = text.inkBox
            plate.left -= 3
            plate.right += 3
            plate.top -= 1.5
            plate.bottom += 0.5
            sketch.add(plate, "c-paper")
        }
        sketch.place([text], onMarks: true)
    }

    /// The numbers of what falls due beneath the names of the periods.
    private func drawCounts(into sketch: inout Sketch, _ layout: CalendarLayout) {
        guard !counts.isEmpty, !categories.isEmpty else { return }
        sketch.add(
            ChartText(
                countName,
                within: layout.countNameBaseline == layout.countBaseline
                    ? max(layout.band.start - 7, 0) : sketch.width, x: 0,
                baseline: layout.countNameBaseline, style: .smallMuted))
        let shown = Array(counts.prefix(categories.count))
        let texts = shown.indices.map { index in
            ChartText(
                shown[index].text, x: layout.band.center(index), baseline: layout.countBaseline,
                anchor: .middle, style: shown[index].value == nil ? .smallMuted : .small,
                remark: shown[index].reason)
        }
        let kept = thinned(texts.reversed().map { -$0.box.right...(-$0.box.left) }, apart: 3)
        for index in kept { sketch.place([texts[texts.count - 1 - index]]) }
    }

    private func drawNames(into sketch: inout Sketch, _ layout: CalendarLayout) {
        switch layout.naming {
        case .none: return
        case .direct: drawDirectNames(into: &sketch, layout)
        case .list:
            let order = Array(layout.parts.reversed())
            let lowest = layout.plotBottom - CalendarLayout.line / 2
            let places = spread(
                order.indices.map { index in
                    lowest - Double(order.count - 1 - index) * CalendarLayout.line
                }, apart: CalendarLayout.line, within: 8...max(8, lowest))
            for (part, place) in zip(order, places) {
                guard let place else { continue }
                drawKey(
                    part, at: Point(layout.nameStart, place), within: layout.nameWidth,
                    into: &sketch)
            }
        case .head:
            for (part, place) in zip(layout.parts, layout.headPlaces) {
                drawKey(part, at: place, within: sketch.width - place.x, into: &sketch)
            }
        }
    }

    /// A swatch of a part with its name.
    private func drawKey(
        _ part: Int, at place: Point, within width: Double, into sketch: inout Sketch
    ) {
        let (swatch, height) = CalendarLayout.swatch
        let box = Box(
            left: place.x, top: place.y - height / 2, right: place.x + swatch,
            bottom: place.y + height / 2)
        sketch.add(box, risk: parts[part].risk)
        sketch.board.keepOff(box)
        sketch.add(
            ChartText(
                parts[part].name, within: width - swatch - 6, x: place.x + swatch + 6,
                baseline: place.y + 4, style: .plain))
    }

    /// The names of the parts beside the last column, spread apart, with links.
    private func drawDirectNames(into sketch: inout Sketch, _ layout: CalendarLayout) {
        let blocks = layout.blocks(at: categories.count - 1).sorted {
            $0.box.height > $1.box.height
        }
        let places = spread(
            blocks.map(\.box.middle.y), apart: 14,
            within: 8...max(8, layout.plotBottom - 4))
        let x = layout.nameStart
        for (block, place) in zip(blocks, places) {
            guard let place, !singleLine(parts[block.part].name).isEmpty else { continue }
            let bend = Point(x - 12, block.box.middle.y)
            let start = Point(block.box.right + 1, block.box.middle.y)
            for line in [
                Segment(from: start, to: bend), Segment(from: bend, to: Point(x - 4, place)),
            ] {
                sketch.add(line, "c-link")
                sketch.board.keepOff(line)
            }
            sketch.add(
                ChartText(
                    parts[block.part].name, within: layout.nameWidth, x: x, baseline: place + 4,
                    style: .plain))
        }
    }

    /// The totals at their columns; those that matter stand higher, with a link, where others are in
    /// their way.
    private func drawTotals(into sketch: inout Sketch, _ layout: CalendarLayout) {
        let shown = Array(totals.prefix(categories.count))
        let ranks = labelRanks(shown.map(\.value))
        let zero = layout.scale(0)
        let widest = shown.map { TextStyle.strong.width(singleLine($0.text)) }.max() ?? 0
        // Where not even every second one would fit, only those that matter.
        let most = widest + 3 > layout.band.step * 2 ? 3 : 4
        let kept = shown.indices.filter { ranks[$0] <= most }
        for index in kept.sorted(by: { (ranks[$0], $0) < (ranks[$1], $1) }) {
            let datum = shown[index]
            let boxes = layout.blocks(at: index).map(\.box)
            let top = min(boxes.map(\.top).min() ?? zero, zero)
            let isEmpty = datum.value == nil || datum.value == 0
            // A column that is all below zero has its total beneath.
            let isBelow = top >= zero - 0.5 && (datum.value ?? 0) < 0
            let bottom = boxes.map(\.bottom).max() ?? zero
            let near = ChartText(
                datum.text, x: layout.band.center(index), baseline: isBelow ? bottom + 12 : top - 4,
                anchor: .middle, style: isEmpty ? .smallMuted : .strong, remark: datum.reason)
            if sketch.place([near]) || isEmpty || isBelow || ranks[index] > 3 { continue }
            let raised = raised(near, at: index, layout)
            let link = Segment(
                from: Point(near.x, raised.baseline + 4), to: Point(near.x, top - 2))
            if sketch.texts.contains(where: { link.crosses($0.inkBox.widened(1)) }) { continue }
            guard sketch.place([raised]), near.baseline - raised.baseline > 8 else { continue }
            sketch.add(link, "c-link")
            sketch.board.keepOff(link)
        }
    }

    /// A text above all columns that it reaches.
    private func raised(_ text: ChartText, at index: Int, _ layout: CalendarLayout) -> ChartText {
        guard layout.band.step > 0 else { return text }
        let reach = Int(min(text.width / layout.band.step + 0.5, 100).rounded(.up))
        let tops = (max(0, index - reach)...min(categories.count - 1, index + reach)).flatMap {
            layout.blocks(at: $0).map(\.box.top)
        }
        var raised = text
        raised.baseline = min(text.baseline, (tops.min() ?? text.baseline) - 4)
        return raised
    }
}

extension CalendarPart.Risk {
    /// What it is hatched with; nil where it is plain.
    var pattern: HatchPattern? {
        switch self {
        case .watch: .watch
        case .high: .risk
        case .unknown: .unknown
        case .settled, .lost, .low: nil
        }
    }

    /// The class of its fill.
    fileprivate var fillClass: String {
        switch self {
        case .settled: "c-ac"
        case .lost: "c-bad"
        case .low: "c-soft"
        case .watch, .high, .unknown: "c-hatched"
        }
    }
}

extension Sketch {
    /// Adds a rectangle in the notation of a risk; an outline is drawn inside the box.
    fileprivate mutating func add(_ box: Box, risk: CalendarPart.Risk) {
        let hasOutline = risk.pattern != nil || risk == .low
        let inner = hasOutline ? box.widened(-min(0.5, box.width / 2, box.height / 2)) : box
        add(inner, risk.fillClass, pattern: risk.pattern)
    }
}
