import ChartDrawing
import Foundation
import Testing

/// The drawings that are recorded for every kind and sort of data, in a real browser.
struct GalleryTests {
    private static func drawings() throws -> [(name: String, markup: String)] {
        let gallery = Place.project.appending(path: "Sources/revsite/Documentation.docc/Resources")
        let goldens = Place.project.appending(path: "Tests/ChartDrawingTests/Goldens")
        var found: [(name: String, markup: String)] = []
        for folder in [gallery, goldens] {
            for file in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
                guard file.hasSuffix(".svg") || file.hasPrefix("edge-") else { continue }
                let text = try String(contentsOf: folder.appending(path: file), encoding: .utf8)
                if file.hasSuffix(".svg") {
                    found.append((file, text))
                    continue
                }
                let parts = text.components(separatedBy: "<svg ").dropFirst()
                for (number, part) in parts.enumerated() {
                    let end = part.range(of: "</svg>", options: .backwards)?.upperBound
                    found.append(
                        ("\(file) \(number + 1)", "<svg " + part[..<(end ?? part.endIndex)]))
                }
            }
        }
        return found
    }

    @Test("no texts of any recorded drawing overlap or leave their frame, at any width or in print")
    func drawingsInTheBrowser() throws {
        let drawings = try Self.drawings()
        #expect(drawings.count > 300)
        let folder = try TemporaryFolder()
        var pages: [String] = []
        for start in stride(from: 0, to: drawings.count, by: 60) {
            var page = """
                <!doctype html><html lang="en"><meta charset="utf-8"><title>Drawings</title>
                <style>\(chartStyleSheet)
                body { margin: 8px; } section { overflow-x: auto; margin-bottom: 24px; }
                .chart-spark { width: 96px; }</style><main>
                """
            for drawing in drawings[start..<min(start + 60, drawings.count)] {
                let id = drawing.name.map { $0.isLetter || $0.isNumber ? String($0) : "-" }.joined()
                let width =
                    drawing.markup.components(separatedBy: " width=\"").dropFirst().first?
                    .prefix { $0 != "\"" } ?? "640"
                page += "<section id=\"\(id)\"><div style=\"width: \(width)px\">"
                page += drawing.markup + "</div></section>\n"
            }
            pages.append("drawings-\(start / 60).html")
            try folder.write(page + "</main></html>\n", to: pages[pages.count - 1])
        }
        let report = try PageReport(
            of: pages, in: folder.url, checks: "layout", areFragments: true)
        for finding in report.findings {
            Issue.record("\(finding.page) at \(finding.view): \(finding.problem)")
        }
    }
}
