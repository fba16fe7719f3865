/// Where the bars, marks and stretches of a bullet chart lie.
struct BulletLayout {
    /// A stretch of a row's scale as it is drawn.
    struct Zone {
        var left: Double
        var right: Double
        var meaning: BulletBand.Meaning
        /// Whether it ends at a limit rather than with the scale.
        var hasLimit: Bool
    }

    /// A row on its own scale.
    struct Row {
        var name: RowName
        var scale: LinearScale
        var zones: [Zone]
    }

    /// A column of values at the right.
    struct Column {
        var scenario: ChartScenario
        var right: Double
        var width: Double
    }

    let rows: [Row]
    let nameWidth: Double
    let left: Double
    let right: Double
    /// Actual, then plan and previous where there is room.
    let columns: [Column]
    /// Whether there is something to tell apart in a key.
    let hasKey: Bool
    /// Which of plan and previous are drawn without a column.
    let unlisted: [ChartScenario]
    /// Whether the stretches are named above the first row; otherwise in the key.
    let namesZones: Bool
    /// Which stretches have a swatch in the key.
    let swatches: [BulletBand.Meaning]
    /// The widths of the parts of the key, from where to where they go, and their baseline.
    let keyWidths: [Double]
    let keyLeft: Double
    let keyRight: Double
    let headLine: Double
    /// The baseline of the names of the stretches.
    let zoneLine: Double
    let top: Double
    let step: Double
    /// The height of the stretches.
    let band: Double
    let height: Double

    /// The room of a sign in the key with its gap.
    static let sign = 15.0
    static let keyGap = 12.0

    init(_ chart: BulletChart, width: Double) {
        let names = chart.rows.map { RowName($0.name, detail: $0.unit) }
        let nameWidth = min(names.map(\.width).max() ?? 0, width * 0.32)
        self.nameWidth = nameWidth
        let lines = names.map { $0.count(within: nameWidth) }.max() ?? 1
        step = lines > 2 ? 50 : 42
        band = 20

        let compared: [ChartScenario] = [.plan, .previous].filter { scenario in
            chart.rows.contains { $0.datum(scenario)?.value != nil }
        }
        let known = chart.rows.flatMap { $0.stretches }.map(\.meaning)
        let named = BulletBand.Meaning.inOrder.filter {
            known.contains($0) && !singleLine(chart.name($0)).isEmpty
        }
        hasKey = !compared.isEmpty
        let own = Self.width(.actual, chart, hasHead: !compared.isEmpty)
        let left = nameWidth + 12
        self.left = left
        var columns = [Column(scenario: .actual, right: width, width: min(own, width * 0.34))]
        var plotRight = width - (columns.first?.width ?? 0) - 14
        for scenario in compared {
            let own = Self.width(scenario, chart, hasHead: true)
            // A column must leave room for the bars, and none jumps the queue.
            guard columns.count == 1 || columns.last?.scenario == .plan,
                plotRight - own - 14 - left >= width * 0.4
            else { break }
            columns.append(Column(scenario: scenario, right: 0, width: own))
            plotRight -= own + 14
        }
        var x = plotRight
        for index in columns.indices {
            x += 14 + columns[index].width
            columns[index].right = x
        }
        self.columns = columns
        unlisted = compared.filter { one in !columns.contains { $0.scenario == one } }
        let end = max(plotRight, left + 16)
        right = end

        let rows = zip(chart.rows, names).map { row, name in
            let scale = LinearScale(row.domain, from: left, to: end - 3)
            return Row(name: name, scale: scale, zones: row.zones(on: scale, to: end))
        }
        self.rows = rows
        let first = rows.first?.zones ?? []
        namesZones =
            !named.isEmpty
            && named.allSatisfy { one in first.contains { $0.meaning == one } }
            && first.allSatisfy {
                TextStyle.smallMuted.width(singleLine(chart.name($0.meaning))) + 4
                    <= $0.right - $0.left
            }
        swatches = namesZones ? [] : named
        let texts = unlisted.map { chart.name($0) } + swatches.map { chart.name($0) }
        keyWidths = texts.map { Self.sign + TextStyle.smallMuted.width(singleLine($0)) }
        let whole = keyWidths.reduce(0) { $0 + $1 + Self.keyGap } - Self.keyGap
        keyRight = end + 4
        keyLeft = max(0, min(left, keyRight - whole))
        let hasHead = !compared.isEmpty || !named.isEmpty
        // A key that begins above the names, or above names of stretches, takes a line of its own.
        let isAlone = !texts.isEmpty && (keyLeft < left || namesZones)
        top = !hasHead ? 0 : !isAlone ? 13 : namesZones ? 25 : 22
        zoneLine = top + step / 2 - 3 - band / 2 - 8
        headLine = isAlone ? 12 : zoneLine
        height = max(top + Double(rows.count) * step, 24)
    }

    /// The room of a column of values.
    private static func width(
        _ scenario: ChartScenario, _ chart: BulletChart, hasHead: Bool
    ) -> Double {
        let texts = chart.rows.compactMap { $0.datum(scenario) }.map {
            (scenario == .actual ? TextStyle.strong : .plain).width(singleLine($0.text))
        }
        let head = TextStyle.smallMuted.width(singleLine(chart.name(scenario))) + sign
        return max(texts.max() ?? 0, hasHead ? min(head, 60) : 0)
    }

    /// The middle of the stretches of a row.
    func middle(_ index: Int) -> Double { top + (Double(index) + 0.5) * step - 3 }
}

extension BulletBand.Meaning {
    static let inOrder: [Self] = [.bad, .watch, .good]

    /// The class of a stretch: the worse, the darker.
    var zoneClass: String {
        switch self {
        case .bad: "c-band-2"
        case .watch: "c-band-1"
        case .good: "c-band-0"
        }
    }
}

extension BulletChart {
    /// What a scenario is called.
    func name(_ scenario: ChartScenario) -> String {
        switch scenario {
        case .plan: planName
        case .previous, .reported: previousName
        case .actual, .forecast: actualName
        }
    }

    /// What a stretch is called.
    func name(_ meaning: BulletBand.Meaning) -> String {
        switch meaning {
        case .bad: badName
        case .watch: watchName
        case .good: goodName
        }
    }
}

extension BulletRow {
    /// The value of a scenario.
    func datum(_ scenario: ChartScenario) -> ChartDatum? {
        switch scenario {
        case .plan: plan
        case .previous, .reported: previous
        case .actual, .forecast: actual
        }
    }

    /// The stretches whose limits rise; the others have no meaning.
    var stretches: [BulletBand] {
        var rising: [BulletBand] = []
        for band in bands {
            if rising.last.map({ $0.upTo == nil }) == true { break }
            if let limit = band.upTo {
                guard limit.magnitude < 1e300, limit > rising.last?.upTo ?? -.infinity else {
                    continue
                }
            }
            rising.append(band)
        }
        return rising
    }

    /// All that its scale must show, with room for the outer stretches.
    var domain: ClosedRange<Double> {
        let stretches = stretches
        let limits = stretches.compactMap(\.upTo)
        let values = [actual.value, plan?.value, previous?.value].compactMap { $0 }
        let domain = valueDomain(values + limits, includesZero: true, shared: nil)
        var lower = domain.lowerBound
        var upper = domain.upperBound
        let most = (upper / 2 - lower / 2) * 0.36
        if stretches.last?.upTo == nil, let last = limits.last, upper - last < most {
            upper = last + most
        }
        if let first = limits.first, first <= 0, first - lower < most { lower = first - most }
        // Some room beyond zero tells a bar to the left from one to the right.
        if upper <= 0, lower < 0 { upper = most }
        return lower...upper
    }

    /// Its stretches as they lie on a scale that ends at a place.
    func zones(on scale: LinearScale, to end: Double) -> [BulletLayout.Zone] {
        var zones: [BulletLayout.Zone] = []
        var left = scale.start
        for band in stretches {
            let isLast = band.upTo == nil
            let right = band.upTo.map { min(max(scale($0), left), end) } ?? end
            if right - left > 0.01 {
                zones.append(
                    BulletLayout.Zone(
                        left: left, right: right, meaning: band.meaning, hasLimit: !isLast))
            }
            left = right
        }
        return zones
    }
}
