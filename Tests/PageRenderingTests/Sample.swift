import ConfigReading
import Diagnostics
import FigureWording
import Foundation
import KPIComputing
import MarkdownReading
import Measuring
import PageBinding
import PageRendering
import ReportModel
import Testing

/// The checkout that these tests stand in.
let checkout = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

/// The files of the theme in the checkout, by path, over those of the theme that it extends.
func boardroomFiles() throws -> [String: [UInt8]] {
    try boardroomChain().reduce(into: [:]) { files, theme in
        files.merge(theme.files) { _, new in new }
    }
}

/// The theme of the checkout after the one that it extends.
func boardroomChain() throws -> [ThemeFiles] {
    try ["plain", "boardroom"].map { theme in
        var files: [String: [UInt8]] = [:]
        let folder = checkout.appending(path: "themes/" + theme)
        let paths = try FileManager.default.subpathsOfDirectory(
            atPath: folder.path(percentEncoded: false))
        for path in paths where path.contains(".") {
            files[path] = Array(try Data(contentsOf: folder.appending(path: path)))
        }
        return ThemeFiles(name: theme, files: files)
    }
}

func boardroom() throws -> Theme {
    var diagnostics: [Diagnostic] = []
    let theme = Theme.read(chain: try boardroomChain(), diagnostics: &diagnostics)
    #expect(diagnostics.map { "\($0.location?.path ?? ""): \($0.message)" } == [])
    return try #require(theme)
}

/// A company with one metric, revenue, from July 2025 to September 2026.
struct Sample {
    var settings: Settings
    var catalogue = Catalogue()
    var entities = Entities()
    var customers: [(id: String, name: String)]
    var hasTable = true
    var events: [Remark] = []

    static let revenue = Measure(
        id: "revenue_amount", table: .revenue, aggregate: .sum,
        value: Expression(.name("amount")), timing: .dated("date"))

    init(company: String = "Example", customers: [(id: String, name: String)] = [("c1", "One")]) {
        let calendar = FiscalCalendar()
        settings = Settings(
            site: Settings.Site(title: "Board pack"), companyName: company, currency: "EUR",
            calendar: calendar,
            period: calendar.period(.quarter, containing: Month(year: 2026, month: 9)),
            asOf: Day(iso: "2026-10-04") ?? Day(number: 0), tables: [:], path: "content/revsite.yml"
        )
        self.customers = customers
        let metric = MetricDefinition(
            id: "revenue", label: ["en": "Revenue", "es": "Ingresos"], unit: .money,
            better: .higher,
            area: "revenue", source: nil, owner: nil,
            variants: [
                MetricDefinition.Variant(
                    name: "", needs: [], formula: Expression(.name("revenue_amount")), kind: .flow,
                    definition: ["en": "The sum of all lines."])
            ], location: Diagnostics.SourceLocation(path: "metrics.yml"))
        catalogue = Catalogue(
            measures: ["revenue_amount": Self.revenue], metrics: ["revenue": metric],
            order: ["revenue"])
    }

    func computation() -> Computation {
        var entities = Entities()
        var ids = TextDictionary()
        var names = TextDictionary()
        let codes = customers.map { ids.encode($0.id) }
        let nameCodes = customers.map { names.encode($0.name) }
        entities.add(
            .customers,
            TableBatch(
                rowCount: customers.count, columns: ["id": .text(codes), "name": .text(nameCodes)],
                lines: customers.indices.map { Int32($0 + 2) }),
            ["id": ids, "name": names])
        let first = Month(year: 2025, month: 7)
        let months = (0..<15).map { first.adding($0) }
        var wholeCells: [Cube.Key: [Month: Cube.Cell]] = [:]
        var cells: [Cube.Key: [Month: Cube.Cell]] = [:]
        for (index, customer) in customers.enumerated() {
            for (step, month) in months.enumerated() {
                let amount = ExactDecimal(
                    Int128((index + 2) * 100_000_033 + step * 700_000), scale: 2)
                cells[Cube.Key(values: [customer.id]), default: [:]][month] = .sum(amount)
                let before = wholeCells[Cube.Key(values: [])]?[month]
                var sum = amount
                if case .sum(let other) = before { sum += other }
                wholeCells[Cube.Key(values: []), default: [:]][month] = .sum(sum)
            }
        }
        let coverage = first...first.adding(14)
        let whole = Cube(
            request: CubeRequest(measure: Self.revenue), coverage: coverage, cells: wholeCells)
        let parts = Cube(
            request: CubeRequest(measure: Self.revenue, dimensions: ["customer"]),
            coverage: coverage, cells: cells)
        return Computation(
            settings: settings, catalogue: catalogue, entities: entities,
            cubes: hasTable ? [whole.request: whole, parts.request: parts] : [:],
            targets: Targets(),
            availability: Availability(
                fields: hasTable ? [.revenue: ["date", "amount", "customer"]] : [:],
                settings: settings))
    }

    /// A page of Markdown; what is wrong with it fails the test.
    func page(_ markdown: String, slug: String = "index") throws -> BoundPage {
        var found: [Diagnostic] = []
        let text = readPage(Array(markdown.utf8), path: "content/\(slug).md").page
        let ground = BindingGround(settings: settings, catalogue: catalogue)
        let page = bind(text, slug: slug, ground: ground, diagnostics: &found)
        #expect(found.map(\.message) == [])
        return try #require(page)
    }

    /// The site's files by path, and what is wrong.
    func render(
        _ pages: [BoundPage], language: String = "en", audit: AuditReport? = nil,
        theme: Theme? = nil
    ) throws
        -> (
            files: [String: String], diagnostics: [Diagnostic]
        )
    {
        var found: [Diagnostic] = []
        let path = "Sources/BundledFiles/languages/\(language).yml"
        let text = try String(contentsOf: checkout.appending(path: path), encoding: .utf8)
        let node = try #require(readYAML(text, path: path, diagnostics: &found))
        let words = try #require(Language(node, diagnostics: &found))
        let site = SitePages(
            settings: settings, pages: pages, computation: computation(), language: words,
            audit: audit
                ?? AuditReport(
                    receipts: [], warnings: [], unplacedRows: [], claims: 0, assertions: 0,
                    toolVersion: "0"), events: events)
        var files: [String: String] = [:]
        let diagnostics = PageRendering.render(
            site: site, theme: try theme ?? boardroom(), contentHash: { "0123456789\($0.count)" }
        ) { file in
            #expect(files[file.path] == nil, "\(file.path) is made twice")
            files[file.path] = String(decoding: file.bytes, as: UTF8.self)
        }
        return (files, diagnostics)
    }
}
