import ChartDrawing
import Foundation
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

struct RobustnessTests {
    static let widths: [Double] = [340, 420, 640, 1000]

    @Test(
        "whatever the data, the drawing is well-formed and all its numbers are numbers",
        arguments: [0, 200, 340, 640, 1000, .infinity, .nan])
    func wellFormed(width: Double) {
        let charts = hostileCharts(width: width.isFinite ? width : 640).map { name, chart in
            var chart = chart
            chart.width = width
            return (name, chart)
        }
        for (name, chart) in charts {
            let drawing = draw(chart)
            let parser = XMLParser(data: Data(drawing.text.utf8))
            #expect(parser.parse(), "\(name): \(parser.parserError.debugDescription)")
            #expect(numberFaults(drawing) == [], "\(name)")
        }
    }

    @Test("no text overlaps another or leaves the frame", arguments: widths)
    func textsStandClear(width: Double) {
        for (name, chart) in sampleCharts(width: width) + hostileCharts(width: width) {
            #expect(draw(chart).textFaults == [], "\(name)")
        }
    }

    @Test("no value stands on a column or bar", arguments: widths)
    func valuesStandClearOfMarks(width: Double) {
        for (name, chart) in sampleCharts(width: width) + hostileCharts(width: width) {
            guard ["column", "bar", "waterfall"].contains(chart.kind.name) else { continue }
            let drawing = draw(chart)
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
            #expect(!draw(chart).all.contains { $0["style"] != nil }, "\(name)")
        }
    }

    private func numberFaults(_ drawing: SVGElement) -> [String] {
        let geometry: Set = [
            "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "width", "height", "font-size",
        ]
        return drawing.all.flatMap { element in
            element.attributes.compactMap { attribute in
                let value = attribute.value
                if attribute.name == "d" || attribute.name == "viewBox" {
                    let letters = value.filter { $0.isLetter && $0 != "M" && $0 != "L" }
                    return letters.isEmpty ? nil : "\(attribute.name)=\(value)"
                }
                guard geometry.contains(attribute.name) else { return nil }
                let number = Double(value) ?? .nan
                let isLength = ["width", "height", "r"].contains(attribute.name)
                let isSane = number.isFinite && number.magnitude < 1e6 && !(isLength && number < 0)
                return isSane ? nil : "\(element.name) \(attribute.name)=\(value)"
            }
        }
    }
}
