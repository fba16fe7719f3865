import ChartDrawing
import Foundation
import Testing

struct GoldenTests {
    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "Goldens")

    /// The drawing of each kind on a page and on a phone, an element a line.
    private static func drawings() -> [(file: String, text: String)] {
        [640, 340].flatMap { width in
            sampleCharts(width: Double(width)).filter { $0.name != "spark" || width == 640 }
                .map { name, chart in
                    (
                        "\(name)-\(width).svg",
                        draw(chart).text.replacingOccurrences(of: "><", with: ">\n<") + "\n"
                    )
                }
        }
    }

    @Test("each kind is drawn as recorded")
    func drawingsAsRecorded() throws {
        let isRecording = ProcessInfo.processInfo.environment["REVSITE_RECORD"] == "1"
        for (file, text) in Self.drawings() {
            let url = Self.folder.appending(path: file)
            if isRecording { try text.write(to: url, atomically: true, encoding: .utf8) }
            let recorded = try? String(contentsOf: url, encoding: .utf8)
            #expect(recorded == text, "\(file)")
        }
        #expect(!isRecording, "recorded; run again without REVSITE_RECORD to check")
    }

    @Test("nothing is recorded that isn't drawn")
    func noFileTooMany() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path())
        let expected = Set(Self.drawings().map(\.file))
        #expect(files.filter { !expected.contains($0) } == [])
    }
}
