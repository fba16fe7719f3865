/// Where the bars and rates of a funnel lie.
struct FunnelLayout {
    /// A column of rates with its head.
    struct Column {
        var left: Double
        var right: Double
        var head: [String]
    }

    /// What is drawn behind the bars; nil where nothing is.
    let reference: ChartScenario?
    let key: ScenarioKey
    let names: [RowName]
    let nameWidth: Double
    let scale: LinearScale
    /// The rates from stage to stage.
    let steps: Column?
    /// The rates from the start; nil where there are none or no room.
    let overall: Column?
    let top: Double
    let row: Double
    let bar: Double
    /// How far what is behind is shifted.
    let shift: Double
    let height: Double

    /// How wide the bracket before a rate is.
    static let bracket = 8.0
    private static let gap = 14.0

    init(_ chart: FunnelChart, width: Double) {
        let stages = chart.stages
        let hasReference = stages.contains { $0.reference?.value != nil }
        let reference = hasReference ? chart.reference : nil
        self.reference = reference
        key = ScenarioKey(
            reference.map {
                [
                    ChartSeries(chart.actualName, .actual, []),
                    ChartSeries(chart.referenceName, $0, []),
                ]
            } ?? [])
        let values = stages.compactMap(\.datum.value)
        let others = reference == nil ? [] : stages.compactMap { $0.reference?.value }
        let domain = valueDomain(values + others, includesZero: true, shared: chart.sharedDomain)

        let texts = stages.map { TextStyle.strong.width(singleLine($0.datum.text)) }
        let label = min((texts.max() ?? 0) + 10, width * 0.25)
        let sides = label * (domain.lowerBound < 0 ? 2 : 1)
        let stepWidth = Self.width(
            stages.dropFirst().compactMap(\.step), "", bracket: Self.bracket + 5, width)
        let overallWidth = Self.width(
            stages.compactMap(\.overall), chart.overallName, bracket: 0, width)
        let widest = stages.map { RowName($0.name).width }.max() ?? 0
        var nameWidth = min(widest, width * 0.3)
        let fixed = sides + 8 + (stepWidth > 0 ? stepWidth + Self.gap : 0)
        let extra = overallWidth > 0 ? overallWidth + Self.gap : 0
        // Where bars would be too short, the rates from the start go beneath the names, or away.
        let showsOverall = extra > 0 && width - nameWidth - fixed - extra >= width * 0.3
        let beneath = stages.map { stage in
            stage.overall.map { singleLine(chart.overallName + " " + $0.text) } ?? ""
        }
        let underWidth = beneath.map { TextStyle.smallMuted.width($0) }.max() ?? 0
        let isUnder = extra > 0 && !showsOverall && underWidth <= width * 0.36
        if isUnder { nameWidth = max(nameWidth, underWidth) }
        let isDense = stages.count > 12
        let names = stages.indices.map {
            RowName(
                stages[$0].name, detail: isUnder ? beneath[$0] : "",
                most: isDense && isUnder ? 1 : 2)
        }
        self.names = names
        let lines = names.map { $0.count(within: nameWidth) }.max() ?? 1
        row = lines > 2 ? 46 : isDense ? 31 : 38
        bar = isDense ? 14 : 17
        shift = reference == nil ? 0 : isDense ? 2.4 : 2.9
        self.nameWidth = nameWidth

        let right = width - (showsOverall ? extra : 0)
        let left = nameWidth + 8 + (domain.lowerBound < 0 ? label : 0)
        let end = right - (stepWidth > 0 ? stepWidth + Self.gap : 0) - label
        scale = LinearScale(domain, from: left, to: max(end, left + 16))
        // The head of a column may hang over its left side.
        func column(_ right: Double, _ width: Double, _ name: String) -> Column {
            Column(
                left: right - width, right: right,
                head: inTwoLines(singleLine(name), to: max(width, 66), .smallMuted))
        }
        steps = stepWidth > 0 ? column(right, stepWidth, chart.stepName) : nil
        overall = showsOverall ? column(width, overallWidth, chart.overallName) : nil
        let heads = max(steps?.head.count ?? 0, overall?.head.count ?? 0, key.isEmpty ? 0 : 1)
        top = heads == 0 ? 2 : Double(heads) * 14 + 6
        height = max(top + Double(stages.count) * row + 2, 24)
    }

    /// The room of a column: its rates, and a head that may break once.
    private static func width(
        _ data: [ChartDatum], _ head: String, bracket: Double, _ width: Double
    ) -> Double {
        guard !data.isEmpty else { return 0 }
        let text = data.map { TextStyle.plain.width(singleLine($0.text)) }.max() ?? 0
        let name = TextStyle.smallMuted.width(singleLine(head))
        return min(max(text + bracket, min(name, 66)), width * 0.22)
    }

    /// The middle of a row.
    func middle(_ index: Int) -> Double { top + (Double(index) + 0.5) * row }

    /// The box of a value's bar.
    func box(_ value: Double, at index: Int, shift way: Double = 0) -> Box {
        let y = middle(index) + way * shift
        var end = scale(value)
        let zero = scale(0)
        if (end - zero).magnitude < 0.6 { end = value < 0 ? zero - 0.6 : zero + 0.6 }
        return Box(left: zero, top: y - bar / 2, right: end, bottom: y + bar / 2)
    }
}
