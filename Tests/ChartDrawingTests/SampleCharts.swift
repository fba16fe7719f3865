import ChartDrawing

/// A chart of each kind as a report would have it, by name.
func sampleCharts(width: Double) -> [(name: String, chart: Chart)] {
    let all =
        sampleKinds() + timeSamples() + funnelSamples() + bulletSamples() + paretoSamples()
        + slopeSamples() + thingSamples()
    return all.map { name, kind in
        (
            name,
            Chart(
                kind, title: "Halden Instruments, \(name)", description: "Made-up figures.",
                idPrefix: "\(name)-\(Int(width))", width: name == "spark" ? 96 : width)
        )
    }
}

private let months = [
    "Oct", "Nov", "Dec", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep",
]

/// Periods from October 2025 on.
func periods(_ count: Int) -> [ChartCategory] {
    (0..<count).map { ChartCategory(months[$0 % 12], group: "\(2025 + ($0 + 9) / 12)") }
}

/// Tenths as data with one decimal in their texts.
func tenths(_ values: [Int?], signed: Bool = false) -> [ChartDatum] {
    values.map { value in
        guard let value else { return ChartDatum(nil, "–", reason: "no rows") }
        let sign = value < 0 ? "−" : signed && value > 0 ? "+" : ""
        let text = "\(sign)\(value.magnitude / 10).\(value.magnitude % 10)"
        return ChartDatum(Double(value) / 10, text)
    }
}

/// Whole numbers as data.
func wholes(_ values: [Int?], signed: Bool = false) -> [ChartDatum] {
    values.map { value in
        guard let value else { return ChartDatum(nil, "", reason: "not known yet") }
        let sign = value < 0 ? "−" : signed && value > 0 ? "+" : ""
        return ChartDatum(Double(value), sign + String(value.magnitude))
    }
}

private let actual = [61, 63, 70, 62, 64, 69, 67, 68, 74, 70, 71, 81]
private let plan = [60, 62, 68, 64, 66, 70, 70, 71, 74, 72, 73, 76]
private let previous = [52, 53, 60, 53, 54, 59, 57, 58, 63, 60, 61, 66]

private func differences() -> [VarianceTier] {
    let absolute = zip(actual, plan).map { $0 - $1 }
    let relative = zip(actual, plan).map {
        Int((Double($0 - $1) / Double($1) * 100).rounded())
    }
    return [
        VarianceTier(.absolute, "ΔPL", against: .plan, tenths(absolute, signed: true)),
        VarianceTier(.relative, "ΔPL %", against: .plan, wholes(relative, signed: true)),
    ]
}

private func sampleKinds() -> [(name: String, kind: ChartKind)] {
    columnKinds() + [
        ("stacked", .stacked(stacked())), ("bar", .bar(regions())), ("line", .line(lines())),
        ("line-many", .line(retention())), ("waterfall", .waterfall(bridge())),
        ("heatmap", .heatmap(cohorts())),
        (
            "spark",
            .spark(SparkChart([3, 3.2, 3.1, 3.6, 4, 3.9, 4.4, 4.6, 4.5, 5, 5.2, 5.6]))
        ),
    ]
}

private func columnKinds() -> [(String, ChartKind)] {
    let scenarios = [
        ChartSeries("AC", .actual, tenths(actual)), ChartSeries("PL", .plan, tenths(plan)),
        ChartSeries("PY", .previous, tenths(previous)),
    ]
    let forecast = [
        ChartSeries("AC", .actual, tenths([61, 63, nil, 62, 64, 69, 67, 68])),
        ChartSeries(
            "FC", .forecast, tenths([nil, nil, nil, nil, nil, nil, nil, nil, 74, 70, 71, 81])),
    ]
    return [
        (
            "variance",
            .column(
                ColumnChart(categories: periods(12), series: scenarios, variance: differences()))
        ),
        ("column", .column(ColumnChart(categories: periods(12), series: forecast))),
        (
            "column-signs",
            .column(
                ColumnChart(
                    categories: periods(6),
                    series: [
                        ChartSeries("AC", .actual, tenths([21, -14, 3, 0, -32, 44])),
                        ChartSeries("PY", .previous, tenths([12, 8, -9, 4, -20, 30])),
                    ]))
        ),
    ]
}

private func stacked() -> StackedChart {
    let software = [21, 22, 24, 23, 24, 26, 26, 27, 29, 28, 29, 33]
    let service = [14, 14, 16, 14, 15, 16, 15, 16, 17, 16, 17, 19]
    let devices = [19, 20, 22, 18, 18, 19, 19, 18, 20, 18, 17, 20]
    let rest = [7, 7, 8, 7, 7, 8, 7, 7, 8, 8, 8, 9]
    return StackedChart(
        categories: periods(12),
        parts: [
            StackedPart("Service", tenths(service)), StackedPart("Software", tenths(software)),
            StackedPart("Instruments", tenths(devices)),
        ],
        other: StackedPart("Other", tenths(rest)), totals: tenths(actual))
}

private func regions() -> BarChart {
    BarChart(
        categories: ["EMEA", "Americas", "Asia-Pacific", "Latin America"].map {
            ChartCategory($0)
        } + [ChartCategory("Total", isEmphasized: true)],
        series: [
            ChartSeries("AC", .actual, tenths([114, 70, 27, 11, 222])),
            ChartSeries("PL", .plan, tenths([110, 73, 27, 11, 221])),
            ChartSeries("PY", .previous, tenths([95, 60, 23, 9, 187])),
        ],
        variance: [
            VarianceTier(
                .absolute, "ΔPY", against: .previous, tenths([19, 10, 4, 2, 35], signed: true)),
            VarianceTier(
                .relative, "ΔPL %", against: .plan, wholes([4, -4, 0, 0, 0], signed: true)),
        ])
}

private func lines() -> LineChart {
    LineChart(
        categories: periods(12),
        series: [
            ChartSeries(
                "NRR", .actual,
                tenths([1084, 1081, 1090, nil, 1102, 1099, 1108, 1112, 1106, 1118, 1121, 1124])),
            ChartSeries(
                "PL", .plan,
                tenths([1090, 1090, 1095, 1095, 1100, 1100, 1105, 1105, 1108, 1110, 1110, 1110])),
            ChartSeries(
                "PY", .previous,
                tenths([1061, 1064, 1066, 1070, 1069, 1074, 1077, 1080, 1079, 1083, 1088, 1093])),
        ])
}

private func retention() -> LineChart {
    let names = ["Enterprise", "Mid-market", "Small business", "Public", "Partners"]
    return LineChart(
        categories: periods(36),
        series: names.enumerated().map { row, name in
            ChartSeries(
                name, .actual,
                tenths(
                    (0..<36).map { 1000 + $0 * (9 - row * 2) + ($0 * (row + 3) * 7) % 23 }))
        })
}

private func bridge() -> WaterfallChart {
    WaterfallChart(steps: [
        WaterfallStep(.total, "ARR", detail: "2025-12", tenths([612])[0]),
        WaterfallStep(.change, "New", tenths([94], signed: true)[0]),
        WaterfallStep(.change, "React.", tenths([6], signed: true)[0]),
        WaterfallStep(.change, "Expans.", tenths([71], signed: true)[0]),
        WaterfallStep(.change, "Contract.", tenths([-19], signed: true)[0]),
        WaterfallStep(.change, "Churn", tenths([-32], signed: true)[0]),
        WaterfallStep(.change, "FX", tenths([-3], signed: true)[0]),
        WaterfallStep(.total, "ARR", detail: "2026-09", tenths([729])[0]),
        WaterfallStep(.plan, "Plan", tenths([710])[0]),
    ])
}

private func cohorts() -> HeatmapChart {
    HeatmapChart(
        corner: "Cohort · months →", columns: (0..<10).map { String($0 * 3) },
        rows: (0..<9).map { row in
            HeatmapRow(
                "\(2024 + row / 4)-Q\(row % 4 + 1)", detail: "n \(28 + row * 7 % 17)",
                wholes(
                    (0..<10).map { column in
                        column > 9 - row ? nil : 100 + (column * (11 - row * 3) * 5) % 17 - 5
                    }))
        })
}
