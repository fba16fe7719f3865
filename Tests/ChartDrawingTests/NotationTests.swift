import ChartDrawing
import Testing

struct NotationTests {
    private func drawing(_ kind: ChartKind, title: String = "Title", width: Double = 640)
        -> DrawnElement
    {
        drawn(Chart(kind, title: title, description: "Words", idPrefix: "p1", width: width))
    }

    private func columns(_ values: [Int?], _ others: [ChartSeries] = []) -> ColumnChart {
        ColumnChart(
            categories: periods(values.count),
            series: [ChartSeries("AC", .actual, tenths(values))] + others)
    }

    @Test("columns stand on zero and are as high as their values")
    func columnHeights() {
        let boxes = drawing(.column(columns([10, 20, 40]))).boxes("c-ac")
        #expect(boxes.count == 3)
        #expect(Set(boxes.map(\.bottom)).count == 1)
        #expect((boxes[2].height / boxes[0].height - 4).magnitude < 0.01)
    }

    @Test("an undefined value leaves a gap that tells its reason")
    func gap() {
        let svg = drawing(.column(columns([10, nil, 40])))
        #expect(svg.boxes("c-ac").count == 2)
        #expect(svg.all.contains { $0.name == "title" && $0.content == "no rows" })
    }

    @Test("each scenario has its own notation, and codes only where there are several")
    func scenarios() {
        let several = drawing(
            .column(
                columns(
                    [10, 20, nil],
                    [
                        ChartSeries("PL", .plan, tenths([11, 19, 30])),
                        ChartSeries("PY", .previous, tenths([9, 18, 27])),
                        ChartSeries("FC", .forecast, tenths([nil, nil, 31])),
                    ])))
        #expect(several.boxes("c-fc").count == 1)
        #expect(several.all.contains { $0["fill"] == "url(#p1-hatch)" })
        #expect(several.all.contains { $0.name == "pattern" && $0["id"] == "p1-hatch" })
        let codes = several.drawnTexts.map(\.text).filter { ["AC", "PL", "PY", "FC"].contains($0) }
        #expect(codes.sorted() == ["AC", "AC", "FC", "PL", "PY"])
        let alone = drawing(.column(columns([10, 20])))
        #expect(!alone.drawnTexts.contains { $0.text == "AC" })
    }

    @Test("good and bad follow the direction and not the sign")
    func direction() {
        var chart = columns([10, 20])
        chart.variance = [
            VarianceTier(.absolute, "ΔPL", against: .plan, tenths([2, -3], signed: true))
        ]
        func goodIsAbove() -> Bool {
            let svg = drawing(.column(chart))
            return (svg.boxes("c-good").first?.top ?? 0) < (svg.boxes("c-bad").first?.top ?? 0)
        }
        #expect(goodIsAbove())
        chart.good = .down
        #expect(!goodIsAbove())
        chart.good = .neither
        #expect(drawing(.column(chart)).boxes("c-good").isEmpty)
    }

    @Test("an outlier is cut and doesn't stretch the scale of the pins")
    func outlier() {
        var chart = columns([10, 20, 30, 40, 50])
        chart.variance = [
            VarianceTier(
                .relative, "ΔPL %", against: .plan, wholes([2, 3, 2, 1, 900], signed: true))
        ]
        let svg = drawing(.column(chart))
        #expect(svg.all.filter { $0["class"] == "c-cut" }.count == 1)
        #expect(svg.drawnTexts.contains { $0.text == "+900" })
    }

    @Test("where room is short the first, last, greatest and least values stay")
    func labelsThatStay() {
        let values = (0..<60).map { $0 == 20 ? 9999 : $0 == 40 ? 1001 : 5000 + $0 * 31 % 97 * 10 }
        let svg = drawing(.column(columns(values)), width: 340)
        let texts = svg.drawnTexts.filter(\.isBold).map(\.text)
        for kept in ["500.0", "999.9", "100.1", tenths([values[59]])[0].text] {
            #expect(texts.contains(kept))
        }
    }

    @Test("a long name at the end of a line or beside a bar stands in two lines, whole")
    func namesInTwoLines() {
        let line = LineChart(
            categories: periods(6),
            series: [
                ChartSeries("Net revenue retention", .actual, tenths([10, 20, 30, 40, 50, 60])),
                ChartSeries("Plan", .plan, tenths([60, 50, 40, 30, 20, 10])),
            ], includesZero: true)
        let ends = drawing(.line(line), width: 340).drawnTexts.map(\.text)
        #expect(ends.contains("Net revenue") && ends.contains("retention 6.0"))

        let bar = BarChart(
            categories: [
                ChartCategory("Competitor has an installed base"), ChartCategory("Price"),
            ],
            series: [ChartSeries("AC", .actual, tenths([50, 40]))])
        let names = drawing(.bar(bar), width: 340).drawnTexts.map(\.text)
        #expect(names.contains("Competitor has an") && names.contains("installed base"))
    }

    @Test("a name that is read from right to left doesn't turn its value round")
    func rightToLeftName() {
        let line = LineChart(
            categories: periods(2),
            series: [
                ChartSeries("חברה", .actual, tenths([10, 20])),
                ChartSeries("Two", .actual, tenths([20, 10])),
            ], includesZero: true)
        let texts = drawing(.line(line)).drawnTexts.map(\.text)
        #expect(texts.contains("\u{2068}חברה\u{2069} 2.0") && texts.contains("Two 1.0"))
    }

    @Test("a chart without a value is low")
    func nothingToDraw() {
        let height = { (kind: ChartKind) in
            Double(drawing(kind)["viewBox"]?.split(separator: " ").last ?? "") ?? 0
        }
        #expect(height(.column(columns([nil, nil]))) < height(.column(columns([1, 2]))) / 2)
    }

    @Test("the last period is bold, and the year stands under the first and where it changes")
    func timeAxis() {
        let svg = drawing(.column(columns(Array(repeating: 5, count: 12))))
        let texts = svg.drawnTexts
        #expect(texts.first { $0.text == "Sep" }?.isBold == true)
        #expect(texts.first { $0.text == "Oct" }?.isBold == false)
        #expect(
            texts.filter { $0.text == "2025" || $0.text == "2026" }.map(\.text) == ["2025", "2026"])
    }

    @Test("the largest part is at the bottom and what is left on top")
    func stackOrder() {
        let svg = drawing(
            .stacked(
                StackedChart(
                    categories: periods(1),
                    parts: [StackedPart("a", tenths([10])), StackedPart("b", tenths([30]))],
                    other: StackedPart("other", tenths([50])))))
        let tops = ["c-part-0", "c-part-5", "c-part-6"].compactMap { svg.boxes($0).first?.top }
        #expect(tops.count == 3 && tops == tops.sorted(by: >))
    }

    @Test("a waterfall hangs each step on the one before")
    func waterfallSteps() {
        let svg = drawing(
            .waterfall(
                WaterfallChart(steps: [
                    WaterfallStep(.total, "Start", tenths([100])[0]),
                    WaterfallStep(.change, "Up", tenths([50])[0]),
                    WaterfallStep(.change, "Down", tenths([-50])[0]),
                    WaterfallStep(.total, "End", tenths([100])[0]),
                ])))
        let totals = svg.boxes("c-ac")
        #expect(totals.count == 2)
        #expect(svg.boxes("c-good").first?.bottom == totals.first?.top)
        #expect(svg.boxes("c-bad").first?.top == svg.boxes("c-good").first?.top)
        #expect(svg.boxes("c-bad").first?.bottom == totals.last?.top)
    }

    @Test("cells not yet known are blank, and a cell without a spread of values is drawn")
    func heatmapCells() {
        let svg = drawing(
            .heatmap(
                HeatmapChart(
                    columns: ["0", "1"],
                    rows: [HeatmapRow("a", wholes([7, 7])), HeatmapRow("b", wholes([7, nil]))])))
        #expect(svg.boxes("c-heat-1").count == 3)
        #expect(svg.boxes("c-blank").count == 1)
        #expect(svg.drawnTexts.filter { $0.text == "7" }.count == 3)
    }

    @Test("a drawing names itself for those who can't see it, and a spark without a title hides")
    func accessibility() {
        let svg = drawing(.column(columns([1])))
        #expect(svg["role"] == "img")
        #expect(svg["class"] == "chart chart-column")
        #expect(svg["aria-labelledby"] == "p1-t")
        #expect(svg["aria-describedby"] == "p1-d")
        #expect(svg.elements.first { $0["id"] == "p1-t" }?.content == "Title")
        #expect(svg.elements.first { $0["id"] == "p1-d" }?.content == "Words")
        let spark = drawing(.spark(SparkChart([1, 2])), title: "", width: 96)
        #expect(spark["aria-hidden"] == "true")
        #expect(spark["role"] == nil)
    }

    @Test("ids are safe and differ when their prefixes do")
    func ids() {
        func id(_ prefix: String) -> String? {
            drawn(
                Chart(.column(columns([1])), title: "T", description: "", idPrefix: prefix)
            )["aria-labelledby"]
        }
        #expect(id("a b") != id("a-b"))
        #expect(id("営業") != id("売上"))
        #expect(id("1 \"<")?.allSatisfy { $0.isLetter || $0.isNumber || "_-".contains($0) } == true)
    }
}
