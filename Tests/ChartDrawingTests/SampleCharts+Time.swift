import ChartDrawing

/// What may stand on a time axis besides columns: areas, ranges, logarithms, flags, growth, marks.
func timeSamples() -> [(name: String, kind: ChartKind)] {
    let level = [52, 53, 55, 54, 56, 58, 57, 59, 62, 61, 63, 66]
    func line(_ values: [Int?], _ name: String = "AC", _ scenario: ChartScenario = .actual)
        -> ChartSeries
    {
        ChartSeries(name, scenario, tenths(values))
    }
    var area = LineChart(categories: periods(12), series: [line(level)], isFilled: true)
    area.categories[4].flags = [1]
    area.categories[9].flags = [2, 3]
    var grown = ColumnChart(
        categories: (2021...2026).map { ChartCategory(String($0)) },
        series: [line([412, 455, 513, 561, 640, 729])])
    grown.growth = "CAGR +12.1%"
    var marked = ColumnChart(categories: periods(6), series: [line([61, 63, 70, 62, 64, 69])])
    marked.scaleMark = ChartDatum(2, "€2M")
    let reported = ColumnChart(
        categories: periods(6),
        series: [
            line([61, 63, 70, 62, 64, 69]),
            line([60, 63, 68, 62, 64, 69], "AR", .reported),
        ])
    return [
        ("area", .line(area)), ("interval", .line(statistical(level))),
        ("interval-stated", .line(stated(level))), ("line-log", .line(logarithmic())),
        ("column-growth", .column(grown)), ("column-mark", .column(marked)),
        ("column-reported", .column(reported)),
        (
            "line-log-mark",
            .line(
                LineChart(
                    categories: periods(4), series: [line([10, 0, -20, 400])],
                    isLogarithmic: true))
        ),
    ]
}

/// A forecast of six months more, with two ranges, and the actuals as they came in.
private func statistical(_ level: [Int]) -> LineChart {
    let expected: [Int] = [51, 53, 54, 55, 55, 57, 58, 58, 60, 62, 62, 64, 67, 68, 69, 71, 72, 74]
    func band(_ name: String, _ half: Double) -> ChartBand {
        ChartBand(
            name,
            expected.enumerated().map { index, value in
                let width = half * (index < 12 ? 1 : 1 + Double(index - 11) * 0.4)
                return Double(value) / 10 - width...Double(value) / 10 + width
            })
    }
    return LineChart(
        categories: periods(18),
        series: [
            ChartSeries("MD", .forecast, tenths(expected.map { $0 })),
            ChartSeries("AC", .actual, tenths(level.map { $0 })),
        ], bands: [band("80% 6.6 to 8.2", 0.24), band("50% 7.0 to 7.8", 0.12)])
}

/// A plan with one range, which some periods don't have.
private func stated(_ level: [Int]) -> LineChart {
    LineChart(
        categories: periods(12),
        series: [
            ChartSeries("PL", .plan, tenths(level.map { $0 + 2 })),
            ChartSeries("AC", .actual, tenths(level.prefix(7).map { $0 })),
        ],
        bands: [
            ChartBand(
                "6.3 to 7.0",
                level.enumerated().map { index, value in
                    index < 4 ? nil : Double(value) / 10 - 0.3...Double(value) / 10 + 0.4
                })
        ])
}

private func logarithmic() -> LineChart {
    let names = ["EMEA", "Americas", "Asia-Pacific", "Latin America"]
    return LineChart(
        categories: periods(24),
        series: names.enumerated().map { row, name in
            ChartSeries(
                name, .actual,
                tenths(
                    (0..<24).map { index in
                        let size = [440, 180, 60, 8][row]
                        return size + size * index / 40 + (index * (row + 3)) % 7
                    }))
        }, isLogarithmic: true)
}
