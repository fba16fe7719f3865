/// Where the parts of a column chart stand.
struct ColumnLayout {
    let groups: [ScenarioGroup]
    /// The first category whose value is a forecast after an actual.
    let boundary: Int?
    let key: ScenarioKey
    let band: BandScale
    let bar: Double
    let shift: Double
    let scale: LinearScale
    let plotTop: Double
    /// Where the labels of the categories begin.
    let plotBottom: Double
    let height: Double
    let tiers: [TierPlace]
    let mark: ScaleMark
    /// Where the arrow of growth runs; nil where there is none.
    let growthLine: Double?

    /// A tier between the top and the columns.
    struct TierPlace {
        var scale: VarianceScale
        var baseline: Double
    }

    /// Room for a line of labels.
    private static let line = 15.0

    init(_ chart: ColumnChart, width: Double) {
        let groups = chart.series.groups(chart.categories.count)
        self.groups = groups
        let isForecast = groups.map { $0.front?.scenario == .forecast }
        let first = isForecast.firstIndex(of: true) ?? 0
        boundary = first > 0 && groups[first - 1].front?.datum.value != nil ? first : nil
        // Where there is a boundary, the codes of what it parts stand at it.
        let keyed = chart.isKeyed ? chart.series : []
        key = ScenarioKey(
            boundary == nil ? keyed : keyed.filter { $0.scenario != .forecast })
        let names = chart.variance.map { TextStyle.smallMuted.width(singleLine($0.name)) }
        mark = ScaleMark(datum: chart.scaleMark)
        let gutter = max(min(max(key.width, names.max() ?? 0), width * 0.24), mark.width)
        band = BandScale(
            count: chart.categories.count, from: gutter > 0 ? gutter + 9 : 2, to: width - 2)
        (bar, shift) = ScenarioGroup.thickness(chart.series, band: band.step, most: 64)

        let isEmpty = groups.allSatisfy(\.isEmpty)
        let plot =
            isEmpty
            ? 44
            : plotHeight(
                width, part: chart.variance.isEmpty ? 0.34 : 0.27, within: 120...240,
                shared: chart.sharedDomain)
        let domain = valueDomain(
            groups.flatMap(\.values), includesZero: true, shared: chart.sharedDomain)
        let base = LinearScale(domain, from: 0, to: plot)
        var y = 2.0
        var places: [TierPlace] = []
        for tier in chart.variance.reversed() {
            let limit = tier.form == .absolute ? plot * 0.45 : 22
            let scale = VarianceScale(tier, limit: limit) { base.length($0) }
            let head = tier.form == .relative ? 3.0 : 0
            y += Self.line + head + scale.positive
            places.append(TierPlace(scale: scale, baseline: y))
            y += scale.hasNegative ? scale.negative + head + Self.line : 3
            y += 5
        }
        tiers = places
        let hasGrowth = !chart.growth.isEmpty && groups.count > 1
        growthLine = hasGrowth ? y + 9 : nil
        if hasGrowth { y += 18 }
        plotTop = y + Self.line + (boundary == nil ? 0 : 14)
        let labelsBelow = domain.lowerBound < 0 ? Self.line : 0
        plotBottom = plotTop + plot + labelsBelow
        scale = LinearScale(domain, from: plotTop + plot, to: plotTop)
        height = plotBottom + CategoryAxis(categories: chart.categories, band: band).height
    }

    /// Where zero is.
    var zero: Double { scale(0) }

    /// The box of a value's column.
    func box(_ value: Double, at index: Int, shift way: Double) -> Box {
        let center = band.center(index) + way * shift
        var end = scale(value)
        if (end - zero).magnitude < 0.6 { end = value < 0 ? zero + 0.6 : zero - 0.6 }
        return Box(left: center - bar / 2, top: end, right: center + bar / 2, bottom: zero)
    }

    /// A label clear of the columns of some categories.
    func label(
        _ text: String, at index: Int, isAbove: Bool, beside range: ClosedRange<Int>,
        style: TextStyle
    ) -> ChartText {
        let zero = zero
        var top = zero
        var bottom = zero
        for index in range {
            groups[index].forEachValue { value in
                let end = scale(value)
                top = min(top, end)
                bottom = max(bottom, end)
            }
        }
        let y = isAbove ? top - 4 : bottom + 12
        return ChartText(text, x: band.center(index), baseline: y, anchor: .middle, style: style)
    }

    /// The categories above or below whose columns a label at one of them reaches.
    func neighbours(of label: ChartText, at index: Int) -> ClosedRange<Int> {
        guard band.step > 0 else { return index...index }
        let reach = Int((label.box.width / 2 / band.step + 0.5).rounded(.up))
        return max(0, index - reach)...min(groups.count - 1, index + reach)
    }
}
