/// A tier of differences to the right of bars.
struct BarTier {
    let place: BarLayout.TierPlace
    let layout: BarLayout
    let good: GoodDirection

    private var tier: VarianceTier { place.scale.tier }
    private var half: Double { tier.form == .absolute ? 1.5 : 0.5 }
    private static let head = 6.0

    func draw(into sketch: inout Sketch) {
        let top = layout.top - 2
        let bottom = layout.bottom - 2
        let line = Box(
            left: place.baseline - half, top: top, right: place.baseline + half, bottom: bottom)
        switch tier.form {
        case .absolute: sketch.add(line, tier.reference)
        case .relative:
            sketch.add(
                Segment(from: Point(place.baseline, top), to: Point(place.baseline, bottom)),
                "c-axis")
        }
        sketch.board.keepOff(line)
        sketch.add(
            ChartText(
                tier.name, within: place.right - place.left - 4, x: place.baseline, baseline: 14,
                anchor: .middle, style: .smallMuted
            ).moved(into: Box(left: place.left, top: 0, right: sketch.width, bottom: 20)))
        for (index, datum) in tier.data.prefix(layout.groups.count).enumerated() {
            guard let value = datum.value else { continue }
            let end = drawMark(value, at: index, into: &sketch)
            sketch.place([
                ChartText(
                    datum.text, x: value < 0 ? end - 4 : end + 4,
                    baseline: layout.middle(index) + 3.8, anchor: value < 0 ? .end : .start,
                    style: .small)
            ])
        }
    }

    /// Draws a bar or pin and tells where it ends.
    private func drawMark(_ value: Double, at index: Int, into sketch: inout Sketch) -> Double {
        let (length, isCut) = place.scale.length(value)
        let y = layout.middle(index)
        let way = value < 0 ? -1.0 : 1
        var end = place.baseline + way * (half + length)
        let meaning = good.differenceClass(value)
        switch tier.form {
        case .absolute:
            let bar = Box(
                left: place.baseline + way * half, top: y - layout.bar / 2, right: end,
                bottom: y + layout.bar / 2)
            if value != 0 { sketch.add(bar, meaning) }
            sketch.board.keepOff(bar)
        case .relative:
            end = place.baseline + way * length
            let stem = Segment(from: Point(place.baseline, y), to: Point(end, y))
            sketch.add(stem, "c-pin-" + meaning.dropFirst(2))
            sketch.board.keepOff(stem)
            let square = Box(
                left: end - Self.head / 2, top: y - Self.head / 2, right: end + Self.head / 2,
                bottom: y + Self.head / 2)
            sketch.add(square, "c-ink")
            sketch.board.keepOff(square)
            end += way * Self.head / 2
        }
        if isCut {
            let x = end - way * (tier.form == .relative ? Self.head + 3 : 5)
            let reach = tier.form == .relative ? 5 : layout.bar / 2 + 2
            sketch.add(Segment(from: Point(x + 2, y - reach), to: Point(x - 2, y + reach)), "c-cut")
        }
        return end
    }
}
