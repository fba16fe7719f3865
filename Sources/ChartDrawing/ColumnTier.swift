/// A tier of differences above columns.
struct ColumnTier {
    let place: ColumnLayout.TierPlace
    let layout: ColumnLayout
    let good: GoodDirection

    private var tier: VarianceTier { place.scale.tier }
    /// Half the thickness of the baseline, on which bars stand.
    private var half: Double { tier.form == .absolute ? 1.5 : 0.5 }
    private var head: Double { min(6, max(layout.bar * 0.5, 2)) }

    func draw(into sketch: inout Sketch) {
        drawBaseline(into: &sketch)
        let data = Array(tier.data.prefix(layout.groups.count))
        let ranks = labelRanks(data.map(\.value))
        var requests: [LabelRequest] = []
        for (index, datum) in data.enumerated() {
            guard let value = datum.value else { continue }
            let end = drawMark(value, at: index, into: &sketch)
            let label = ChartText(
                datum.text, x: layout.band.center(index),
                baseline: value < 0 ? end + 11 : end - 3.5, anchor: .middle, style: .small)
            requests.append(LabelRequest(candidates: [label], rank: ranks[index]))
        }
        sketch.place(requests)
    }

    private func drawBaseline(into sketch: inout Sketch) {
        let box = Box(
            left: layout.band.start, top: place.baseline - half, right: layout.band.end,
            bottom: place.baseline + half)
        switch tier.form {
        case .absolute: sketch.add(box, tier.reference)
        case .relative:
            sketch.add(
                Segment(
                    from: Point(box.left, place.baseline), to: Point(box.right, place.baseline)),
                "c-axis")
        }
        sketch.board.keepOff(box)
        sketch.add(
            ChartText(
                tier.name, within: layout.band.start - 6, x: 0,
                baseline: place.baseline + 3.8,
                style: .smallMuted))
    }

    /// Draws a bar or pin and tells where it ends.
    private func drawMark(_ value: Double, at index: Int, into sketch: inout Sketch) -> Double {
        let (length, isCut) = place.scale.length(value)
        let x = layout.band.center(index)
        let way = value < 0 ? 1.0 : -1
        var end = place.baseline + way * (half + length)
        let meaning = good.differenceClass(value)
        switch tier.form {
        case .absolute:
            let bar = Box(
                left: x - layout.bar / 2, top: place.baseline + way * half,
                right: x + layout.bar / 2, bottom: end)
            if value != 0 { sketch.add(bar, meaning) }
            sketch.board.keepOff(bar)
        case .relative:
            end = place.baseline + way * length
            let stem = Segment(from: Point(x, place.baseline), to: Point(x, end))
            sketch.add(stem, "c-pin-" + meaning.dropFirst(2))
            sketch.board.keepOff(stem)
            let square = Box(
                left: x - head / 2, top: end - head / 2, right: x + head / 2, bottom: end + head / 2
            )
            sketch.add(square, "c-ink")
            sketch.board.keepOff(square)
            end += way * head / 2
        }
        if isCut {
            let y = end - way * (tier.form == .relative ? head + 3 : 5)
            let reach = tier.form == .relative ? 5 : layout.bar / 2 + 2
            sketch.add(Segment(from: Point(x - reach, y + 2), to: Point(x + reach, y - 2)), "c-cut")
        }
        return end
    }
}
