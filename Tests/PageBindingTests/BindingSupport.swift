import BundledFiles
import ConfigReading
import Diagnostics
import KPIComputing
import MarkdownReading
import PageBinding
import ReportModel

/// The built-in metrics.
func builtInCatalogue() -> (catalogue: Catalogue, found: [Diagnostic]) {
    var catalogue = Catalogue()
    var found: [Diagnostic] = []
    readCatalogue(
        BundledFiles.own.text("catalogue/metrics.yml") ?? "", path: "(built-in)/metrics.yml",
        isBuiltIn: true, into: &catalogue, diagnostics: &found)
    return (catalogue, found)
}

/// A company with two dimensions that reports the third quarter of 2026.
let ground = makeGround()

private func makeGround() -> BindingGround {
    var found: [Diagnostic] = []
    let settings = readSettings(
        """
        site: {title: Board pack}
        company: {name: Example, currency: EUR}
        period: 2026-Q3
        as_of: 2026-10-04
        dimensions: [region, segment]
        """, path: "content/revsite.yml", diagnostics: &found)
    guard let settings, found.isEmpty else {
        preconditionFailure("the settings of the tests are right")
    }
    return BindingGround(settings: settings, catalogue: builtInCatalogue().catalogue)
}

/// A page bound to the company, its text with `¶` at each place that a test asks about.
struct BoundText {
    let page: BoundPage?
    let found: [Diagnostic]
    let marks: [Diagnostics.SourceLocation]

    init(_ marked: String) {
        var bytes: [UInt8] = []
        var marks: [Diagnostics.SourceLocation] = []
        var (line, column) = (1, 1)
        for scalar in marked.unicodeScalars {
            if scalar == "¶" {
                marks.append(
                    Diagnostics.SourceLocation(path: "content/p.md", line: line, column: column))
                continue
            }
            bytes += String(scalar).utf8
            column += UTF8.width(scalar)
            if scalar == "\n" { (line, column) = (line + 1, 1) }
        }
        let reading = readPage(bytes, path: "content/p.md")
        var found = reading.diagnostics
        page = bind(reading.page, slug: "p", ground: ground, diagnostics: &found)
        self.found = found.inReadingOrder()
        self.marks = marks
    }

    var ids: [String] { found.map(\.id) }
    var places: [Diagnostics.SourceLocation?] { found.map(\.location) }
    var binding: Binding? { page?.bindingsInOrder.first }

    var figure: FigureRequest? {
        if case .figure(let request) = binding { request } else { nil }
    }
    var chart: ChartRequest? { if case .chart(let request) = binding { request } else { nil } }
    var table: TableRequest? { if case .table(let request) = binding { request } else { nil } }
    var tiles: TilesRequest? { if case .tiles(let request) = binding { request } else { nil } }
}
