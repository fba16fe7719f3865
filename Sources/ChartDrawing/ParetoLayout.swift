/// Where the bars and the line of a chart of concentration lie.
struct ParetoLayout {
    let names: [RowName]
    let nameWidth: Double
    /// The sizes of the parts.
    let scale: LinearScale
    /// The shares in their panel; nil where there are none.
    let shares: LinearScale?
    /// The name of the line, and whether that of the guide stands beneath it.
    let head: [String]
    let hasGuideLine: Bool
    let top: Double
    let row: Double
    let bar: Double
    let height: Double

    /// The share that counts as most of all.
    static let guide = 0.8

    init(_ chart: ParetoChart, width: Double) {
        let count = chart.categories.count
        let isDense = count > 24
        names = chart.categories.map {
            RowName($0.name, isEmphasized: $0.isEmphasized, most: isDense ? 1 : 2)
        }
        let widest = names.map(\.width).max() ?? 0
        nameWidth = min(widest, width * 0.3)
        row = isDense ? 18 : widest > nameWidth ? 31 : 25
        bar = isDense ? 12 : 16

        let data = Array(chart.data.prefix(count))
        let domain = valueDomain(
            data.compactMap(\.value), includesZero: true, shared: chart.sharedDomain)
        let texts = data.map { TextStyle.strong.width(singleLine($0.text)) }
        let label = min((texts.max() ?? 0) + 10, width * 0.22)
        let sides = label * (domain.lowerBound < 0 ? 2 : 1)
        let known = chart.shares.prefix(count)
        let hasPanel = !known.isEmpty
        let shareLabel = known.map { TextStyle.strong.width(singleLine($0.text)) }.max() ?? 0
        // Room for a label right of the last dot.
        let margin = min(shareLabel + 9, 60)
        let free = width - nameWidth - 8 - sides
        let panel = hasPanel ? min(max(free * (width < 420 ? 0.54 : 0.44), 70), 320) : 0
        let gap = hasPanel ? 12.0 : 0
        let left = nameWidth + 8 + (domain.lowerBound < 0 ? label : 0)
        let end = max(width - panel - gap - label, left + 16)
        scale = LinearScale(domain, from: left, to: end)

        let panelLeft = min(end + label + gap, width - 30)
        let whole = valueDomain(
            known.compactMap(\.value), includesZero: true, shared: 0...1)
        let shares = LinearScale(whole, from: panelLeft, to: max(width - margin, panelLeft + 20))
        self.shares = hasPanel ? shares : nil
        let style = TextStyle.smallMuted
        let guide = style.width(singleLine(chart.guideName))
        let name = singleLine(chart.shareName)
        let room = shares(Self.guide) - guide / 2 - 8 - panelLeft
        hasGuideLine = style.width(name) > room
        head = inTwoLines(name, to: hasGuideLine ? width - panelLeft : room, style)
        let lines = Double(head.count) + (hasGuideLine ? 1 : 0)
        top = hasPanel ? lines * 13.2 + 7 : 2
        height = max(top + Double(count) * row + 4, 24)
    }

    /// The middle of a row.
    func middle(_ index: Int) -> Double { top + (Double(index) + 0.5) * row }

    /// The box of a part's bar.
    func box(_ value: Double, at index: Int) -> Box {
        let y = middle(index)
        let zero = scale(0)
        var end = scale(value)
        if (end - zero).magnitude < 0.6 { end = value < 0 ? zero - 0.6 : zero + 0.6 }
        return Box(left: zero, top: y - bar / 2, right: end, bottom: y + bar / 2)
    }
}
