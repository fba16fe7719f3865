/// Where the parts of a stacked chart stand.
struct StackedLayout {
    /// The parts from the bottom up.
    let parts: [StackedPart]
    let band: BandScale
    let scale: LinearScale
    let nameWidth: Double
    let plotTop: Double
    let plotBottom: Double
    let height: Double
    let mark: ScaleMark
    private let steps: [Int]

    /// One part of one stack.
    struct Segment {
        var part: Int
        var step: Int
        var box: Box
        var label: ChartText
    }

    init(_ chart: StackedChart, width: Double) {
        let sizes = chart.parts.map { part in
            part.data.compactMap(\.value).reduce(0) { $0 + $1.magnitude }
        }
        let order = chart.parts.indices.sorted { (-sizes[$0], $0) < (-sizes[$1], $1) }
        let ordered = order.map { chart.parts[$0] } + [chart.other].compactMap { $0 }
        parts = ordered
        let named = chart.parts.count
        steps = ordered.indices.map { index in
            if index >= named { return partSteps.count - 1 }
            let most = Double(partSteps.count - 2)
            let place = Double(index) * most / Double(max(named - 1, 1))
            return min(Int(place.rounded()), partSteps.count - 2)
        }
        let names = parts.map { TextStyle.plain.width(singleLine($0.name)) }
        nameWidth = min(names.max() ?? 0, width * 0.34)
        mark = ScaleMark(datum: chart.scaleMark)
        band = BandScale(
            count: chart.categories.count, from: 2 + mark.width, to: width - nameWidth - 16)
        let domain = valueDomain(chart.sums, includesZero: true, shared: chart.sharedDomain)
        let plot = plotHeight(
            width, part: 0.38, within: 150...260, shared: chart.sharedDomain)
        plotTop = 18
        plotBottom = plotTop + plot
        scale = LinearScale(domain, from: plotBottom, to: plotTop)
        height = plotBottom + CategoryAxis(categories: chart.categories, band: band).height
    }

    /// The parts of a stack: positive ones up from zero, negative ones down.
    func segments(at index: Int) -> [Segment] {
        var up = 0.0
        var down = 0.0
        let half = min(band.step * 0.72, 72) / 2
        return parts.enumerated().compactMap { part, stacked in
            guard index < stacked.data.count, let value = stacked.data[index].value, value != 0
            else { return nil }
            let from = value > 0 ? up : down
            if value > 0 { up += value } else { down += value }
            let x = band.center(index)
            let box = Box(
                left: x - half, top: scale(from), right: x + half, bottom: scale(from + value))
            return Segment(
                part: part, step: steps[part], box: box,
                label: label(stacked.data[index].text, in: box, step: steps[part]))
        }
    }

    /// The value inside a segment, or an empty text where it doesn't fit.
    private func label(_ text: String, in box: Box, step: Int) -> ChartText {
        let isDark = partSteps[step] > lightestLegibleStep
        let style = TextStyle(size: 10.5, role: isDark ? "c-on-dark" : nil)
        let fits =
            box.height >= 14 && box.width >= style.width(singleLine(text)) + 4
        return ChartText(
            fits ? text : "", x: box.middle.x, baseline: box.middle.y + 3.8, anchor: .middle,
            style: style)
    }
}

extension StackedChart {
    /// The upper and lower ends of the stacks.
    var sums: [Double] {
        let all = parts + [other].compactMap { $0 }
        return categories.indices.flatMap { index in
            let values = all.compactMap { index < $0.data.count ? $0.data[index].value : nil }
            return [
                values.filter { $0 > 0 }.reduce(0, +), values.filter { $0 < 0 }.reduce(0, +),
            ]
        }
    }
}
