/// The data of one category by scenario: what stands in front and what it is compared with.
struct ScenarioGroup {
    /// The actual, or the forecast where there is no actual.
    var front: (scenario: ChartScenario, datum: ChartDatum)?
    var plan: ChartDatum?
    var previous: ChartDatum?
    /// What stands behind before: the previous year, or what was reported earlier.
    var before = ChartScenario.previous

    init(_ series: [ChartSeries], at index: Int) {
        for one in series where index < one.data.count {
            let datum = one.data[index]
            switch one.scenario {
            case .plan: plan = plan ?? datum
            case .previous, .reported:
                if previous == nil { before = one.scenario }
                previous = previous ?? datum
            case .actual:
                if front?.datum.value == nil, datum.value != nil || front == nil {
                    front = (.actual, datum)
                }
            case .forecast:
                if front?.datum.value == nil, datum.value != nil { front = (.forecast, datum) }
            }
        }
    }

    /// What is labelled: what stands in front, else the plan, else the previous year.
    var labelled: ChartDatum? {
        if let datum = front?.datum, datum.value != nil { return datum }
        if let plan, plan.value != nil { return plan }
        if let previous, previous.value != nil { return previous }
        return nil
    }

    /// The undefined datum whose gap is to be shown.
    var gap: ChartDatum? {
        guard let datum = front?.datum, datum.value == nil else { return nil }
        return datum
    }

    /// All defined values.
    var values: [Double] {
        var values: [Double] = []
        forEachValue { values.append($0) }
        return values
    }

    var isEmpty: Bool {
        front?.datum.value == nil && plan?.value == nil && previous?.value == nil
    }

    /// Goes through all defined values.
    func forEachValue(_ body: (Double) -> Void) {
        if let value = front?.datum.value { body(value) }
        if let value = plan?.value { body(value) }
        if let value = previous?.value { body(value) }
    }

    /// The values with the notation and the place of their bar: -1 behind before, 0 in front,
    /// 1 behind after; in the order of drawing.
    var bars: [(scenario: ChartScenario, value: Double, shift: Double)] {
        var bars: [(scenario: ChartScenario, value: Double, shift: Double)] = []
        if let value = previous?.value { bars.append((before, value, -1)) }
        if let value = plan?.value { bars.append((.plan, value, 1)) }
        if let front, let value = front.datum.value { bars.append((front.scenario, value, 0)) }
        return bars
    }

    /// How thick bars are in a band, and how far those behind are shifted.
    static func thickness(_ series: [ChartSeries], band: Double, most: Double)
        -> (bar: Double, shift: Double)
    {
        let overlaps = series.contains { !$0.scenario.isFront } && series.count > 1
        let bar = min(band * (overlaps ? 0.58 : 0.68), most)
        return (bar, overlaps ? min(max(bar * 0.17, 1), 7) : 0)
    }
}

extension [ChartSeries] {
    /// The data of all categories.
    func groups(_ count: Int) -> [ScenarioGroup] {
        (0..<count).map { ScenarioGroup(self, at: $0) }
    }
}
