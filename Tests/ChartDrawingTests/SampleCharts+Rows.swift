import ChartDrawing

/// Funnels as a board sees them.
func funnelSamples() -> [(name: String, kind: ChartKind)] {
    let stages = [
        FunnelStage("Leads", ChartDatum(4_820, "4,820"), reference: ChartDatum(4_500, "4,500")),
        FunnelStage(
            "Qualified leads", ChartDatum(1_735, "1,735"), step: ChartDatum(0.36, "36.0 %"),
            overall: ChartDatum(0.36, "36.0 %"), reference: ChartDatum(1_890, "1,890")),
        FunnelStage(
            "Opportunities", ChartDatum(694, "694"), step: ChartDatum(0.4, "40.0 %"),
            overall: ChartDatum(0.144, "14.4 %"), reference: ChartDatum(720, "720")),
        FunnelStage(
            "Offers", ChartDatum(402, "402"), step: ChartDatum(0.579, "57.9 %"),
            overall: ChartDatum(0.083, "8.3 %"), reference: ChartDatum(396, "396")),
        FunnelStage(
            "Won", ChartDatum(110, "110"), step: ChartDatum(0.274, "27.4 %"),
            overall: ChartDatum(0.023, "2.3 %"), reference: ChartDatum(119, "119")),
    ]
    func chart(_ stages: [FunnelStage], _ reference: ChartScenario?, _ name: String) -> ChartKind {
        .funnel(
            FunnelChart(
                stages: stages, stepName: "from stage before", overallName: "from start",
                reference: reference, referenceName: name))
    }
    var withGap = stages
    withGap[2].datum = ChartDatum(nil, "–", reason: "Not counted before the new system")
    withGap[2].step = ChartDatum(nil, "–", reason: "Opportunities were not counted")
    withGap[2].overall = ChartDatum(nil, "–", reason: "Opportunities were not counted")
    withGap[3].step = ChartDatum(nil, "–", reason: "Opportunities were not counted")
    let trial = [
        FunnelStage("Visitors of the pricing page", ChartDatum(61_400, "61.4k")),
        FunnelStage(
            "Trials started with a company address", ChartDatum(8_900, "8.9k"),
            step: ChartDatum(0.145, "14.5 %")),
        FunnelStage(
            "Active in the second week", ChartDatum(5_100, "5.1k"),
            step: ChartDatum(0.573, "57.3 %")),
        FunnelStage("Paying", ChartDatum(1_240, "1.2k"), step: ChartDatum(0.243, "24.3 %")),
    ]
    return [
        ("funnel-plan", chart(stages, .plan, "PL")),
        ("funnel-previous", chart(stages, .previous, "PY")),
        ("funnel-alone", chart(stages, nil, "")),
        ("funnel-gap", chart(withGap, .plan, "PL")),
        ("funnel-steps-only", chart(trial, nil, "")),
    ]
}

/// Figures against plan and limits.
func bulletSamples() -> [(name: String, kind: ChartKind)] {
    func up(_ bad: Double, _ watch: Double) -> [BulletBand] {
        [
            BulletBand(upTo: bad, .bad), BulletBand(upTo: watch, .watch),
            BulletBand(upTo: nil, .good),
        ]
    }
    func down(_ good: Double, _ watch: Double) -> [BulletBand] {
        [
            BulletBand(upTo: good, .good), BulletBand(upTo: watch, .watch),
            BulletBand(upTo: nil, .bad),
        ]
    }
    let rows = [
        BulletRow(
            "Revenue", unit: "mEUR", ChartDatum(22.2, "22.2"), plan: ChartDatum(22.1, "22.1"),
            previous: ChartDatum(18.7, "18.7"), bands: up(16, 20)),
        BulletRow(
            "Gross margin", unit: "%", ChartDatum(71.4, "71.4"), plan: ChartDatum(74, "74.0"),
            previous: ChartDatum(72.1, "72.1"), bands: up(60, 70)),
        BulletRow(
            "Net revenue retention", unit: "%", ChartDatum(112.4, "112.4"),
            plan: ChartDatum(111, "111.0"), previous: ChartDatum(109.3, "109.3"),
            bands: up(95, 105)),
        BulletRow(
            "Sales cycle, median", unit: "days", ChartDatum(71, "71"), plan: ChartDatum(65, "65"),
            previous: ChartDatum(62, "62"), bands: down(60, 75)),
        BulletRow(
            "Free cash flow", unit: "mEUR", ChartDatum(-1.8, "−1.8"),
            plan: ChartDatum(-0.9, "−0.9"),
            previous: ChartDatum(0.6, "0.6"), bands: up(-2, 0)),
    ]
    var withGap = rows
    withGap[1].actual = ChartDatum(nil, "–", reason: "Cost of sales not closed yet")
    withGap[3].plan = nil
    let plain = rows.map {
        BulletRow($0.name, unit: $0.unit, $0.actual, plan: $0.plan, previous: $0.previous)
    }
    let alone = rows.map { BulletRow($0.name, unit: $0.unit, $0.actual, bands: $0.bands) }
    func named(_ rows: [BulletRow]) -> ChartKind {
        .bullet(
            BulletChart(
                rows: rows, badName: "off track", watchName: "at risk", goodName: "on track"))
    }
    return [
        ("bullet-bands", named(rows)),
        ("bullet-gap", named(withGap)),
        ("bullet-plain", .bullet(BulletChart(rows: plain))),
        ("bullet-alone", named(alone)),
    ]
}

/// Shares of customers and of losses.
func paretoSamples() -> [(name: String, kind: ChartKind)] {
    func chart(_ parts: [(String, Double, String)], bold: Int? = nil) -> ChartKind {
        let whole = parts.reduce(0) { $0 + $1.1 }
        var sum = 0.0
        let shares = parts.map { part in
            sum += part.1
            let share = sum / whole
            return ChartDatum(share, "\(Int((share * 100).rounded())) %")
        }
        return .pareto(
            ParetoChart(
                categories: parts.indices.map {
                    ChartCategory(parts[$0].0, isEmphasized: $0 == bold)
                },
                data: parts.map { ChartDatum($0.1, $0.2) }, shares: shares,
                shareName: "cumulative share"))
    }
    let customers = [
        ("Nordwind Energy", 6.8, "6.8"), ("Baltic Rail", 4.1, "4.1"), ("Ostara Foods", 2.9, "2.9"),
        ("Hafen Logistics", 1.9, "1.9"), ("Lumen Optics", 1.3, "1.3"), ("Kestrel Air", 0.9, "0.9"),
        ("Fjord Marine", 0.6, "0.6"), ("Alpine Water", 0.4, "0.4"), ("Others", 0.3, "0.3"),
    ]
    let reasons = [
        ("Price too high compared with what we offered", 41.0, "41"),
        ("Product lacks a function", 22.0, "22"),
        ("Company was sold or closed", 14.0, "14"), ("Support", 9.0, "9"), ("Other", 5.0, "5"),
    ]
    let result = [
        ("Software", 5.2, "5.2"), ("Services", 2.4, "2.4"), ("Training", 0.7, "0.7"),
        ("Hardware", -0.4, "−0.4"), ("Central costs", -1.9, "−1.9"),
    ]
    let many = (1...40).map { index in
        let value = 1000 / Double(index * index + 12)
        return ("Account \(index)", value, "\(Int(value.rounded()))")
    }
    return [
        ("pareto-customers", chart(customers)), ("pareto-reasons", chart(reasons)),
        ("pareto-negative", chart(result)), ("pareto-many", chart(many)),
    ]
}

/// Regions and accounts between two quarters.
func slopeSamples() -> [(name: String, kind: ChartKind)] {
    func row(_ name: String, _ from: (Double, String), _ to: (Double, String)) -> SlopeRow {
        SlopeRow(name, from: ChartDatum(from.0, from.1), to: ChartDatum(to.0, to.1))
    }
    let regions = [
        row("EMEA", (9.5, "9.5"), (11.4, "11.4")), row("Americas", (7.3, "7.3"), (7.0, "7.0")),
        row("Asia-Pacific", (2.3, "2.3"), (2.7, "2.7")),
        row("Latin America", (0.9, "0.9"), (1.1, "1.1")),
        row("Middle East and Africa", (2.5, "2.5"), (2.2, "2.2")),
    ]
    let churn = [
        row("Enterprise", (4.1, "4.1 %"), (3.2, "3.2 %")),
        row("Mid-market", (6.8, "6.8 %"), (8.9, "8.9 %")),
        row("Small business", (14.2, "14.2 %"), (12.0, "12.0 %")),
        SlopeRow(
            "Public sector", from: ChartDatum(nil, "–", reason: "No customers then"),
            to: ChartDatum(2.1, "2.1 %")),
        SlopeRow(
            "Partners", from: ChartDatum(9.4, "9.4 %"),
            to: ChartDatum(nil, "–", reason: "Sold in June")),
        SlopeRow(
            "Start-ups", from: ChartDatum(nil, "–", reason: "Not reported"),
            to: ChartDatum(nil, "–", reason: "Not reported")),
    ]
    let result = [
        row("Software", (3.1, "3.1"), (4.6, "4.6")), row("Services", (1.2, "1.2"), (-0.4, "−0.4")),
        row("Hardware", (-2.2, "−2.2"), (-0.9, "−0.9")),
        row("Training", (0.3, "0.3"), (0.3, "0.3")),
    ]
    let many = (0..<30).map { index -> SlopeRow in
        let from = 20 + (index * 37 % 61)
        let to = from + (index * 17 % 23) - 9
        return row("Account \(index + 1)", (Double(from), "\(from)"), (Double(to), "\(to)"))
    }
    func chart(_ rows: [SlopeRow], _ good: GoodDirection) -> ChartKind {
        .slope(SlopeChart(rows: rows, fromName: "Q3 2025", toName: "Q3 2026", good: good))
    }
    return [
        ("slope-regions", chart(regions, .up)), ("slope-churn", chart(churn, .down)),
        ("slope-signs", chart(result, .up)), ("slope-many", chart(many, .up)),
        ("slope-neutral", chart(regions, .neither)),
    ]
}
