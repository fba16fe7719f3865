import ChartDrawing
import Testing

/// What each kind of chart says by its shapes.
struct KindTests {
    private func drawing(_ kind: ChartKind, width: Double = 640) -> DrawnElement {
        drawn(Chart(kind, title: "Title", description: "Words", idPrefix: "k", width: width))
    }

    private func near(_ one: Double?, _ other: Double?, _ tolerance: Double = 0.05) -> Bool {
        guard let one, let other else { return false }
        return (one - other).magnitude <= tolerance
    }

    private func circles(_ svg: DrawnElement, _ role: String? = nil) -> [Point] {
        svg.all.filter { $0.name == "circle" && (role == nil || $0["class"] == role) }
            .compactMap { element in
                guard let x = element["cx"].flatMap(Double.init),
                    let y = element["cy"].flatMap(Double.init)
                else { return nil }
                return Point(x, y)
            }
    }

    @Test("the areas of points are as their sizes")
    func areas() {
        let axis = ValueAxis("x", ticks: [ChartDatum(0, "0"), ChartDatum(10, "10")])
        let sizes: [Double] = [4, 1, 16]
        let chart = ScatterChart(
            points: sizes.enumerated().map { index, size in
                ScatterPoint(
                    "P\(index)", x: ChartDatum(Double(2 + index * 3), ""), y: ChartDatum(5, ""),
                    size: ChartDatum(size, "\(size)"))
            }, x: axis, y: axis, sizeTitle: "Area")
        let radii = drawing(.scatter(chart)).all
            .filter { $0.name == "circle" && $0.elements.contains { $0.name == "title" } }
            .compactMap { $0["r"].flatMap(Double.init) }.sorted()
        #expect(radii.count >= 3)
        #expect(near(radii[1] / radii[0], 2, 0.01) && near(radii[2] / radii[0], 4, 0.01))
    }

    @Test("the line of the median stands at its value, and bins touch each other")
    func histogram() {
        let edges = (0...4).map { ChartDatum(Double($0 * 10), "\($0 * 10)") }
        let chart = HistogramChart(
            bins: [3, 5, 2, 1].enumerated().map { index, count in
                HistogramBin(
                    from: Double(index * 10), to: Double(index * 10 + 10),
                    ChartDatum(Double(count), "\(count)"))
            }, axis: ValueAxis("days", ticks: edges), median: ChartDatum(15, "Median 15"))
        let svg = drawing(.histogram(chart))
        let columns = svg.boxes("c-ac").sorted { $0.left < $1.left }
        #expect(columns.count == 4)
        for (one, next) in zip(columns, columns.dropFirst()) {
            #expect(next.left - one.right < 1.6 && next.left >= one.right)
        }
        let middle = columns[1].middle.x
        let median = svg.all.filter { $0.name == "line" && $0["x1"] == $0["x2"] }
            .compactMap { $0["x1"].flatMap(Double.init) }
        #expect(median.contains { near($0, middle, 0.6) })
        #expect(near((columns[1].height / columns[0].height), 5.0 / 3, 0.02))
    }

    @Test("the cumulative line reaches each share at the row of its part")
    func pareto() {
        let chart = ParetoChart(
            categories: ["a", "b", "c"].map { ChartCategory($0) }, data: tenths([60, 30, 10]),
            shares: wholes([60, 90, 100]).map { ChartDatum(($0.value ?? 0) / 100, $0.text) },
            shareName: "cumulative")
        let svg = drawing(.pareto(chart))
        let dots = circles(svg).sorted { $0.y < $1.y }
        let bars = svg.boxes("c-ac").sorted { $0.top < $1.top }
        #expect(dots.count == 3 && bars.count == 3)
        for (dot, bar) in zip(dots, bars) { #expect(near(dot.y, bar.middle.y, 0.1)) }
        #expect(near((dots[1].x - dots[0].x) / (dots[2].x - dots[1].x), 3, 0.05))
    }

    @Test("a calendar stacks what falls due to its amount, each risk in a fill of its own")
    func calendar() {
        let risks = CalendarPart.Risk.allCases
        let chart = CalendarChart(
            categories: periods(2),
            parts: risks.map { CalendarPart("\($0)", $0, tenths([10, 20])) },
            totals: tenths([60, 120]), counts: wholes([6, 12]), countName: "Contracts")
        let svg = drawing(.calendar(chart), width: 1000)
        let fills = svg.all.filter { $0.name == "rect" }.map {
            ($0["class"] ?? "") + ($0["fill"] ?? "")
        }
        #expect(Set(fills.filter { $0.hasPrefix("c-") }).count >= risks.count)
        let texts = svg.drawnTexts.map(\.text)
        #expect(texts.contains("6.0") && texts.contains("12.0") && texts.contains("Contracts"))
        #expect(risks.allSatisfy { texts.contains("\($0)") })
    }

    @Test("a bullet's bar, plan and bands are on one scale from zero")
    func bullet() {
        let chart = BulletChart(rows: [
            BulletRow(
                "NRR", ChartDatum(50, "50"), plan: ChartDatum(100, "100"),
                bands: [BulletBand(upTo: 25, .bad), BulletBand(upTo: nil, .good)])
        ])
        let svg = drawing(.bullet(chart))
        let bar = svg.boxes("c-ac").max { $0.width < $1.width }
        let bad = svg.boxes("c-band-2").max { $0.width < $1.width }
        #expect(near(bar.map { $0.width / 2 }, bad?.width, 0.5))
        let plan = svg.boxes("c-pl").max { $0.height < $1.height }
        #expect(near(plan?.middle.x, bar.map { $0.left + $0.width * 2 }, 1))
    }

    @Test("a funnel says between two stages how many came from one to the other")
    func funnel() {
        let chart = FunnelChart(
            stages: [
                FunnelStage("Leads", ChartDatum(100, "100")),
                FunnelStage(
                    "Won", ChartDatum(25, "25"), step: ChartDatum(0.25, "25%"),
                    overall: ChartDatum(0.25, "25% of all")),
            ], stepName: "of the stage before", overallName: "of the first")
        let svg = drawing(.funnel(chart))
        let bars = svg.boxes("c-ac").sorted { $0.top < $1.top }
        #expect(bars.count == 2 && near(bars[0].width / bars[1].width, 4, 0.02))
        let rate = svg.drawnTexts.first { $0.text == "25%" }
        #expect(
            rate.map { $0.box.middle.y > bars[0].bottom && $0.box.middle.y < bars[1].top } == true)
    }

    @Test("a change for the worse has a mark of its own besides its colour")
    func slope() {
        let rows = [
            SlopeRow("up", from: tenths([10])[0], to: tenths([20])[0]),
            SlopeRow("down", from: tenths([20])[0], to: tenths([12])[0]),
        ]
        func marks(_ good: GoodDirection) -> Int {
            drawing(.slope(SlopeChart(rows: rows, fromName: "a", toName: "b", good: good))).all
                .count { $0.name == "path" && $0["class"] == "c-bad" }
        }
        #expect(marks(.up) == 1 && marks(.down) == 1 && marks(.neither) == 0)
    }

    @Test("a band holds the values between its bounds, and ends where the line does")
    func interval() {
        let chart = LineChart(
            categories: periods(3),
            series: [ChartSeries("MD", .forecast, tenths([10, 20, 30]))],
            bands: [ChartBand("80%", [0.5...1.5, nil, 2...4])], includesZero: true)
        let svg = drawing(.line(chart))
        #expect(svg["class"] == "chart chart-interval")
        // One period alone has no area; the gap parts the stretches.
        #expect(svg.all.filter { $0["class"] == "c-band-0" }.isEmpty)
        var whole = chart
        whole.bands = [ChartBand("80%", [0.5...1.5, 1...3, 2...4])]
        let path = drawing(.line(whole)).all.first { $0["class"] == "c-band-0" }?["d"] ?? ""
        #expect(path.hasSuffix("Z") && path.split { "ML".contains($0) }.count == 6)
    }

    @Test("equal ratios have equal heights on a logarithmic scale, and zero is a gap")
    func logarithmic() {
        let chart = LineChart(
            categories: periods(4),
            series: [ChartSeries("AC", .actual, tenths([10, 100, 0, 1000]))], isLogarithmic: true)
        let dots = circles(drawing(.line(chart)))
        #expect(dots.count == 3)
        #expect(near(dots[0].y - dots[1].y, dots[1].y - dots[2].y))
    }

    @Test("charts of several kinds on one scale draw a value as long")
    func oneScale() {
        let column = ChartKind.column(
            ColumnChart(
                categories: periods(2), series: [ChartSeries("AC", .actual, tenths([50, 20]))]))
        let bridge = ChartKind.waterfall(
            WaterfallChart(steps: [
                WaterfallStep(.total, "A", tenths([100])[0]),
                WaterfallStep(.total, "B", tenths([50])[0]),
            ]))
        let domains = [column.domain, bridge.domain].compactMap { $0 }
        #expect(domains == [0...5, 0...10])
        let heights = [column, bridge].map { kind in
            drawing(kind.sharing(0...10)).boxes("c-ac").map(\.height)
        }
        #expect(near(heights[0].first, heights[1].last))
    }

    @Test("remarks too near to each other share a flag")
    func flags() {
        var categories = periods(24)
        categories[3].flags = [1, 2]
        categories[4].flags = [3]
        categories[20].flags = [4]
        let chart = ColumnChart(
            categories: categories,
            series: [ChartSeries("AC", .actual, tenths(Array(repeating: 5, count: 24)))])
        let svg = drawing(.column(chart), width: 340)
        #expect(svg.boxes("c-flag").count == 2)
        let texts = svg.drawnTexts.map(\.text)
        #expect(texts.contains("1–3") && texts.contains("4"))
    }
}
