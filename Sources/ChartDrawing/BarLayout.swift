/// Where the parts of a bar chart lie.
struct BarLayout {
    let groups: [ScenarioGroup]
    let key: ScenarioKey
    let nameWidth: Double
    let scale: LinearScale
    let tiers: [TierPlace]
    let top: Double
    let row: Double
    let bar: Double
    let shift: Double
    let height: Double
    /// Where the rows end.
    let bottom: Double
    let mark: ScaleMark

    /// A tier to the right of the bars.
    struct TierPlace {
        var scale: VarianceScale
        var baseline: Double
        var left: Double
        var right: Double
    }

    init(_ chart: BarChart, width: Double) {
        let groups = chart.series.groups(chart.categories.count)
        self.groups = groups
        key = ScenarioKey(chart.series)
        let hasHead = !key.isEmpty || !chart.variance.isEmpty
        top = hasHead ? 24 : 4
        let names = chart.categories.map {
            TextStyle(size: 11, isBold: $0.isEmphasized).width(singleLine($0.name))
        }
        let widest = names.max() ?? 0
        nameWidth = min(widest, width * (chart.variance.isEmpty ? 0.36 : 0.28))
        // A name that is too long stands in two lines.
        row = widest > nameWidth ? 31 : chart.series.count > 1 ? 29 : 25
        (bar, shift) = ScenarioGroup.thickness(chart.series, band: min(row, 29) - 1, most: 16)
        mark = ScaleMark(datum: chart.scaleMark)
        bottom = top + Double(groups.count) * row + 4
        height = bottom + mark.height
        let domain = valueDomain(
            groups.flatMap(\.values), includesZero: true, shared: chart.sharedDomain)
        let texts = groups.map { TextStyle.strong.width(singleLine($0.labelled?.text ?? "")) }
        let label = min((texts.max() ?? 0) + 9, width * 0.2)
        let sides = label * (domain.lowerBound < 0 ? 2 : 1)
        let free = width - nameWidth - 8 - sides

        var needs = chart.variance.map { TierNeed($0, domain: domain, free: free) }
        func baseWidth() -> Double {
            (free - needs.map(\.fixed).reduce(0, +)) / (1 + needs.map(\.share).reduce(0, +))
        }
        // On a narrow drawing the last tiers give way before the bars become illegible.
        while needs.count > 1, baseWidth() < width * 0.2 { needs.removeLast() }
        let base = max(baseWidth(), 24)
        let left = nameWidth + 8 + (domain.lowerBound < 0 ? label : 0)
        scale = LinearScale(domain, from: left, to: left + base)
        var x = left + base + label
        let lengths = LinearScale(domain, from: 0, to: base)
        tiers = needs.map { need in
            let scale = VarianceScale(
                need.tier, limit: need.tier.form == .relative ? need.pin : base * 0.45
            ) { lengths.length($0) }
            let start = x
            x += need.before + scale.negative
            let baseline = x
            x += scale.positive + need.after
            return TierPlace(scale: scale, baseline: baseline, left: start, right: min(x, width))
        }
    }

    /// The middle of a row.
    func middle(_ index: Int) -> Double { top + (Double(index) + 0.5) * row }

    /// The box of a value's bar.
    func box(_ value: Double, at index: Int, shift way: Double) -> Box {
        let y = middle(index) + way * shift
        var end = scale(value)
        let zero = scale(0)
        if (end - zero).magnitude < 0.6 { end = value < 0 ? zero - 0.6 : zero + 0.6 }
        return Box(left: zero, top: y - bar / 2, right: end, bottom: y + bar / 2)
    }
}

/// The room a tier beside bars asks for.
private struct TierNeed {
    let tier: VarianceTier
    /// The room of labels and gaps left and right of its marks.
    let before: Double
    let after: Double
    /// The greatest length of a pin.
    let pin: Double
    /// The length of its bars as a part of that of the base.
    let share: Double
    let fixed: Double

    init(_ tier: VarianceTier, domain: ClosedRange<Double>, free: Double) {
        self.tier = tier
        func room(_ holds: (Double) -> Bool) -> Double {
            tier.data.filter { holds($0.value ?? 0) }
                .map { TextStyle.small.width(singleLine($0.text)) }.max() ?? 0
        }
        let head = tier.form == .relative ? 3.0 : 0
        let most = free * 0.2
        before = min(room { $0 < 0 }, most) + 12 + head
        after = min(room { $0 >= 0 }, most) + 8 + head
        let values = tier.data.compactMap(\.value)
        let sides = (values.contains { $0 < 0 } ? 1.0 : 0) + (values.contains { $0 > 0 } ? 1 : 0)
        switch tier.form {
        case .relative:
            pin = min(30, free * 0.07)
            share = 0
            fixed = before + after + pin * sides
        case .absolute:
            pin = 0
            let span = domain.upperBound / 2 - domain.lowerBound / 2
            let positive = max(0, values.max() ?? 0) / 2
            let negative = max(0, -(values.min() ?? 0)) / 2
            share =
                span > 0 ? min(positive / span, 0.45) + min(negative / span, 0.45) : 0
            fixed = before + after
        }
    }
}
