import ChartDrawing

/// Data that a report should never hold, by name; each must be drawn all the same.
func hostileCharts(width: Double) -> [(name: String, row: String, chart: Chart)] {
    hostileRows().flatMap { row in
        (kinds(row.categories, row.data) + laterKinds(row.categories, row.data)).map { kind in
            (
                "\(kind.name), \(row.name), \(Int(width))", row.name,
                Chart(
                    kind, title: "A < B & \"C\"\u{0}\u{1B}", description: "]]>", idPrefix: "ä b\"<",
                    width: width)
            )
        }
    }
}

/// What the sorts of data are called.
let hostileRowNames = hostileRows().map(\.name)

/// A row of values with the names of their categories.
private struct HostileRow {
    var name: String
    var categories: [ChartCategory]
    var data: [ChartDatum]

    init(_ name: String, _ values: [Double?], names: [String] = ["Jan", "Feb", "Mar"]) {
        self.name = name
        categories = values.indices.map {
            ChartCategory(names[$0 % max(names.count, 1)], group: "\(2024 + $0 / 12)")
        }
        data = values.map { ChartDatum($0, $0.map { "\($0)" } ?? "–", reason: "no rows") }
    }
}

private func hostileRows() -> [HostileRow] {
    let long = String(repeating: "Gesellschaft für Messtechnik ", count: 7)
    let unbroken = String(repeating: "W", count: 200)
    return [
        HostileRow("nothing", []), HostileRow("one", [5]), HostileRow("two", [5, 6]),
        HostileRow("all zero", [0, 0, 0, 0]), HostileRow("all negative", [-3, -1, -2]),
        HostileRow("mixed", [3, -1, 0, -2, 5]), HostileRow("all nil", [nil, nil, nil]),
        HostileRow("gaps", [nil, 1, nil, nil, 2, nil]),
        HostileRow("a million times", [1, 2, 1_000_000, 2, 1]),
        HostileRow("huge", [1e299, -1e299, 1, 0]), HostileRow("tiny", [1e-300, 2e-300]),
        HostileRow("no numbers", [.nan, .infinity, -.infinity, 1e305, 4]),
        HostileRow("sixty", (0..<60).map { Double($0 * 37 % 101) }),
        HostileRow("long names", [3, 1, 2], names: [long, unbroken, "a\nb\tc"]),
        HostileRow(
            "other scripts", [3, 1, 2, 4], names: ["東京本社営業部門", "שלום עולם", "مرحبا", "👩‍👩‍👧‍👦🇩🇪"]),
        HostileRow("markup", [1, 2], names: ["<script>alert(1)</script>", "a\" onload=\"x&amp;"]),
        HostileRow("control characters", [1, 2], names: ["\u{0}\u{7}x\u{FFFF}", "\u{202E}abc"]),
    ]
}

private func kinds(_ categories: [ChartCategory], _ data: [ChartDatum]) -> [ChartKind] {
    let backwards = Array(data.reversed())
    let scenarios = [
        ChartSeries("AC", .actual, data), ChartSeries("PL", .plan, backwards),
        ChartSeries("PY", .previous, Array(data.dropLast())),
        ChartSeries("FC", .forecast, backwards),
    ]
    let tiers = [
        VarianceTier(.absolute, "ΔPL", against: .plan, data),
        VarianceTier(.relative, "ΔPL %", against: .plan, backwards),
    ]
    let parts = (0..<8).map { StackedPart(categories.first?.name ?? "part \($0)", data) }
    return [
        .column(ColumnChart(categories: categories, series: scenarios, variance: tiers)),
        .column(ColumnChart(categories: categories, series: [])),
        .stacked(
            StackedChart(
                categories: categories, parts: parts, other: StackedPart("other", backwards),
                totals: data)),
        .bar(BarChart(categories: categories, series: scenarios, variance: tiers)),
        .line(LineChart(categories: categories, series: scenarios + scenarios)),
        .waterfall(waterfall(categories, data)),
        .heatmap(
            HeatmapChart(
                corner: categories.first?.name ?? "", columns: categories.map(\.name),
                rows: categories.prefix(5).map { HeatmapRow($0.name, detail: $0.name, data) })),
        .spark(SparkChart(data.map(\.value))),
    ]
}

private func waterfall(_ categories: [ChartCategory], _ data: [ChartDatum]) -> WaterfallChart {
    let forms: [WaterfallStep.Form] = [.total, .change, .change, .total, .plan, .previous]
    return WaterfallChart(
        steps: zip(categories, data).enumerated().map { index, pair in
            WaterfallStep(forms[index % 6], pair.0.name, detail: pair.0.group, pair.1)
        })
}

/// The kinds of things, counts and ranges.
private func laterKinds(_ categories: [ChartCategory], _ data: [ChartDatum]) -> [ChartKind] {
    let names = categories.map(\.name)
    let backwards = Array(data.reversed())
    let values = data.map { $0.value ?? 0 }
    let series = [ChartSeries(names.first ?? "AC", .actual, data)]
    let axis = ValueAxis(names.last ?? "", ticks: data)
    let bounds = zip(values, backwards.map { $0.value ?? 1 }).map { min($0, $1)...max($0, $1) }
    let small = ColumnChart(categories: categories, series: series)
    return [
        .line(
            LineChart(
                categories: categories,
                series: series + [ChartSeries("FC", .forecast, backwards)],
                bands: [ChartBand("80%", bounds), ChartBand(names.first ?? "", bounds)])),
        .line(LineChart(categories: categories, series: series, isFilled: true)),
        .line(LineChart(categories: categories, series: series, isLogarithmic: true)),
        .funnel(
            FunnelChart(
                stages: zip(names, data).map { FunnelStage($0, $1, step: $1, overall: $1) },
                stepName: names.first ?? "", overallName: names.last ?? "", reference: .plan)),
        .bullet(
            BulletChart(
                rows: zip(names, data).map { name, datum in
                    BulletRow(
                        name, unit: name, datum, plan: data.first, previous: data.last,
                        bands: [BulletBand(upTo: datum.value, .bad), BulletBand(upTo: nil, .good)])
                })),
        .pareto(
            ParetoChart(
                categories: categories, data: data, shares: backwards,
                shareName: names.first ?? "")),
        .slope(
            SlopeChart(
                rows: names.indices.map {
                    SlopeRow(names[$0], from: data[$0], to: backwards[$0])
                }, fromName: names.first ?? "", toName: names.last ?? "")),
        .scatter(
            ScatterChart(
                points: names.indices.map {
                    ScatterPoint(names[$0], x: data[$0], y: backwards[$0], size: data[$0])
                }, x: axis, y: axis, sizeTitle: names.first)),
        .histogram(
            HistogramChart(
                bins: data.enumerated().map {
                    HistogramBin(from: Double($0), to: Double($0 + 1), $1)
                },
                axis: axis, median: data.first, beyond: names.first ?? "")),
        .calendar(
            CalendarChart(
                categories: categories,
                parts: CalendarPart.Risk.allCases.map {
                    CalendarPart(names.first ?? "part", $0, $0 == .watch ? backwards : data)
                }, totals: data, counts: data, countName: names.last ?? "")),
        .panels(PanelChart(panels: names.prefix(5).map { ChartPanel($0, .column(small)) })),
    ]
}
