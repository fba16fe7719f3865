import ChartDrawing
import Foundation
import Testing

struct GoldenTests {
    private static let tests = URL(filePath: #filePath).deletingLastPathComponent()
    private static let goldens = tests.appending(path: "Goldens")
    private static let documentation = tests.appending(path: "../../Sources/revsite")
        .appending(path: "Documentation.docc").standardizedFileURL
    /// The gallery of the documentation shows the same drawings that are tested.
    private static let gallery = documentation.appending(path: "Resources")

    private static let isRecording =
        ProcessInfo.processInfo.environment["REVSITE_RECORD"] == "1"

    /// An element a line.
    private static func lines(_ markup: String) -> String {
        markup.replacingOccurrences(of: "><", with: ">\n<") + "\n"
    }

    /// The drawing of each kind and option, as a file of its own for the gallery and as on a phone.
    private static func drawings() -> [(file: URL, text: String)] {
        let full = sampleCharts(width: 640).map { name, chart in
            (gallery.appending(path: "chart-\(name).svg"), lines(draw(chart).standalone))
        }
        let narrow = sampleCharts(width: 340).filter { $0.name != "spark" }.map { name, chart in
            (goldens.appending(path: "\(name)-340.svg"), lines(draw(chart).text))
        }
        return full + narrow
    }

    /// All kinds with data that is hard to draw, a file for each sort of data.
    private static func edges() -> [(file: URL, text: String)] {
        hostileRowNames.map { row in
            let charts = hostileCharts(width: 340).filter { $0.row == row }
            let name = row.replacingOccurrences(of: " ", with: "-")
            return (
                goldens.appending(path: "edge-\(name).txt"),
                charts.map { "\($0.name)\n" + lines(draw($0.chart).text) }.joined(separator: "\n")
            )
        }
    }

    @Test("each kind and option is drawn as recorded, whatever the data")
    func drawingsAsRecorded() throws {
        for (url, text) in Self.drawings() + Self.edges() {
            if Self.isRecording { try text.write(to: url, atomically: true, encoding: .utf8) }
            let recorded = try? String(contentsOf: url, encoding: .utf8)
            #expect(recorded == text, "\(url.lastPathComponent)")
        }
        #expect(!Self.isRecording, "recorded; run again without REVSITE_RECORD to check")
    }

    @Test("nothing is recorded that isn't drawn")
    func noFileTooMany() throws {
        let expected = Set((Self.drawings() + Self.edges()).map(\.file.lastPathComponent))
        let files =
            try FileManager.default.contentsOfDirectory(atPath: Self.goldens.path())
            + FileManager.default.contentsOfDirectory(atPath: Self.gallery.path())
            .filter { $0.hasPrefix("chart-") }
        #expect(files.filter { !expected.contains($0) }.sorted() == [])
    }

    @Test("a drawing that was kept is the one that is drawn, under each name")
    func memory() {
        let memory = DrawingMemory()
        for round in 1...2 {
            for (name, chart) in sampleCharts(width: 640) + sampleCharts(width: 340) {
                var own = chart
                own.idPrefix = "round \(round)"
                own.title = "\(chart.title) \(round)"
                #expect(memory.draw(own).text == draw(own).text, "\(name), \(round)")
                #expect(memory.draw(own).standalone == draw(own).standalone, "\(name), \(round)")
            }
        }
    }

    @Test(
        "texts that are equal and have other bytes are drawn as they are",
        arguments: [("caf\u{E9}", "cafe\u{301}"), ("K", "\u{212A}"), ("\u{C5}", "\u{212B}")])
    func memoryOfBytes(_ one: String, _ other: String) {
        let memory = DrawingMemory()
        #expect(one == other)
        for name in [one, other, one] {
            let series = ChartSeries("AC", .actual, [ChartDatum(1, "1"), ChartDatum(2, "2")])
            let columns = ColumnChart(
                categories: [ChartCategory(name), ChartCategory("b")], series: [series])
            let chart = Chart(.column(columns), title: "t", description: "d", idPrefix: "c")
            #expect(memory.draw(chart).text.utf8.elementsEqual(draw(chart).text.utf8), "\(name)")
            #expect(draw(chart).text.utf8.contains(name.utf8))
        }
    }

    @Test("the gallery of the documentation shows every one of them")
    func galleryIsWhole() throws {
        let page = try String(
            contentsOf: Self.documentation.appending(path: "Charts.md"), encoding: .utf8)
        let shown = page.components(separatedBy: "](chart-").dropFirst()
            .map { String($0.prefix { $0 != ")" }) }.sorted()
        #expect(shown == sampleCharts(width: 640).map(\.name).sorted())
    }

    @Test("the same chart is drawn with the same bytes, and its file holds its own rules")
    func standalone() {
        for (name, chart) in sampleCharts(width: 640) {
            let drawing = draw(chart)
            #expect(draw(chart).standalone == drawing.standalone, "\(name)")
            for mark in drawing.text.components(separatedBy: "class=\"").dropFirst(2) {
                for role in mark.prefix(while: { $0 != "\"" }).split(separator: " ") {
                    #expect(drawing.standalone.contains(".\(role)"), "\(name): \(role)")
                }
            }
        }
    }
}
