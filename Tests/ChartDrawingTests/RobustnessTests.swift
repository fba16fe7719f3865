import ChartDrawing
import Testing

struct RobustnessTests {
    static let widths: [Double] = [340, 420, 640, 1000]

    @Test(
        "whatever the data, the drawing is well-formed and all its numbers are numbers",
        arguments: [0, 200, 340, 640, 1000, .infinity, .nan])
    func wellFormed(width: Double) {
        let charts = hostileCharts(width: width.isFinite ? width : 640).map { name, _, chart in
            var chart = chart
            chart.width = width
            return (name, chart)
        }
        for (name, chart) in charts {
            #expect(numberFaults(drawn(chart)) == [], "\(name)")
        }
    }

    @Test("no text overlaps another or leaves the frame", arguments: widths)
    func textsStandClear(width: Double) {
        for (name, chart) in allCharts(width: width) {
            #expect(drawn(chart).textFaults == [], "\(name)")
        }
    }

    @Test("no value stands on a column or bar", arguments: widths)
    func valuesStandClearOfMarks(width: Double) {
        for (name, chart) in allCharts(width: width) {
            guard ["column", "bar", "waterfall"].contains(chart.kind.name) else { continue }
            let drawing = drawn(chart)
            let boxes = drawing.boxes()
            for text in drawing.drawnTexts {
                let hit = boxes.first { $0.intersects(text.ink) }
                #expect(hit == nil, "\(name): \(text.text)")
            }
        }
    }

    @Test("nothing carries a style attribute, which a strict policy forbids")
    func noStyleAttributes() {
        for (name, chart) in sampleCharts(width: 640) {
            #expect(!drawn(chart).all.contains { $0["style"] != nil }, "\(name)")
        }
    }

    private func allCharts(width: Double) -> [(name: String, chart: Chart)] {
        sampleCharts(width: width) + hostileCharts(width: width).map { ($0.name, $0.chart) }
    }

    private func numberFaults(_ drawing: DrawnElement) -> [String] {
        let geometry: Set = [
            "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height", "font-size",
        ]
        return drawing.all.flatMap { element in
            element.attributes.sorted { $0.key < $1.key }.compactMap { name, value in
                if name == "d" || name == "viewBox" {
                    let letters = value.filter { $0.isLetter && !"MLZ".contains($0) }
                    return letters.isEmpty ? nil : "\(name)=\(value)"
                }
                guard geometry.contains(name) else { return nil }
                let number = Double(value) ?? .nan
                let isLength = ["width", "height", "r"].contains(name)
                let isSane = number.isFinite && number.magnitude < 1e6 && !(isLength && number < 0)
                return isSane ? nil : "\(element.name) \(name)=\(value)"
            }
        }
    }
}
