import Foundation
import Testing

/// The demonstration site in a real browser.
@Suite(.serialized) struct BrowserTests {
    private static let chromium = ["/usr/bin/chromium", "/usr/bin/chromium-browser"]
        .first { FileManager.default.isExecutableFile(atPath: $0) }

    private static let missingChromium: Comment =
        "there is no Chromium: install Debian's package chromium"

    private static func built() throws -> TemporaryFolder {
        let workspace = try Place.copy(Place.project)
        let build = try Program.run("build", in: workspace.url)
        try #require(build.exitCode == 0, "\(build.all)")
        return workspace
    }

    private static func run(_ arguments: [String]) throws -> Program.Outcome {
        let browser = try #require(chromium, missingChromium)
        let profile = try TemporaryFolder()
        // A sandbox cannot be made by root; these are files of our own making.
        let base = [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            "--user-data-dir=\(profile.url.path)",
        ]
        return try Program.run(URL(filePath: browser), base + arguments)
    }

    @Test("no page overlaps, cuts or leaks its texts, is out of reach for anybody, or is no HTML")
    func pagesInTheBrowser() throws {
        let workspace = try Self.built()
        // What thousands of pages have in common is looked at on a few of them.
        let told = ["k10014", "k10046"].map { "customers/\($0).html" }
        let spanish = ["index", "recurring", "pipeline", "definitions", "customers/k10014"]
        let pages = try workspace.files(in: "output").keys.filter { path in
            guard path.hasSuffix(".html") else { return false }
            if path.hasPrefix("es/") { return spanish.contains { path == "es/\($0).html" } }
            return !path.hasPrefix("customers/") || told.contains(path)
        }.sorted()
        #expect(pages.count >= 8)
        let report = try PageReport(
            of: pages, in: workspace.url.appending(path: "output"),
            checks: "layout,axe,names,markup")
        for finding in report.findings {
            Issue.record("\(finding.page) at \(finding.view): \(finding.problem)")
        }
        // What a screen reader says of a chart: metric and unit, period, last value, against plan.
        #expect(report.names.count >= 20)
        for chart in report.names {
            let parts = chart.name.components(separatedBy: " · ")
            #expect(parts.count >= 3, "\(chart.page): \(chart.name)")
            #expect(chart.name.contains("20"), "\(chart.name)")
            #expect(
                chart.description.contains("plan") && chart.description.contains { $0.isNumber },
                "\(chart.page): \(chart.description)")
        }
        let revenue = report.names.first {
            $0.page == "index.html" && $0.name.contains("Revenue in")
        }
        let description = revenue?.description ?? ""
        #expect(description.contains("€7.64M in Sep 2026"))
        #expect(description.contains("Sep 2026 against plan €7.02M: +8.9%"))
    }

    @Test("the theme that others extend is as sound, in both languages")
    func plainInTheBrowser() throws {
        let workspace = try Place.copy(Place.project)
        try workspace.replace("theme: boardroom", with: "theme: plain", in: "content/revsite.yml")
        let build = try Program.run("build", in: workspace.url)
        try #require(build.exitCode == 0, "\(build.all)")
        let slugs = ["index", "pipeline", "customers", "audit", "metrics/nrr", "customers/k10014"]
        let spanish = ["customers", "definitions"]
        let report = try PageReport(
            of: slugs.map { $0 + ".html" } + spanish.map { "es/\($0).html" },
            in: workspace.url.appending(path: "output"), checks: "layout,axe,markup")
        for finding in report.findings {
            Issue.record("\(finding.page) at \(finding.view): \(finding.problem)")
        }
    }

    @Test("every page prints, with its text on the paper")
    func printing() throws {
        let workspace = try Self.built()
        for page in ["index", "recurring", "definitions"] {
            let pdf = workspace.url.appending(path: "\(page).pdf")
            let source = workspace.url.appending(path: "output/\(page).html")
            _ = try Self.run([
                "--no-pdf-header-footer", "--print-to-pdf=\(pdf.path)", source.absoluteString,
            ])
            let text = try Program.run(
                URL(filePath: "/usr/bin/pdftotext"), ["-layout", pdf.path, "-"])
            #expect(text.exitCode == 0, "\(page): \(text.all)")
            #expect(text.output.contains("Vestring Metrology"), "\(page)")
            if page == "index" {
                #expect(text.output.contains("71.6"))
                #expect(!text.output.contains("file://"))
            }
        }
    }

    @Test("the site asks no other host for anything, and runs its own script alone")
    func selfContained() throws {
        let workspace = try Place.demonstration()
        #expect(try Program.run("build", in: workspace.url).exitCode == 0)
        for (path, bytes) in try workspace.files(in: "output")
        where path.hasSuffix(".html") || path.hasSuffix(".css") {
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(
                text.ranges(of: "<script").count == (path.hasSuffix(".html") ? 1 : 0), "\(path)")
            #expect(!text.contains(" style="), "\(path)")
            for marker in ["src=\"http", "url(http", "url(//", "@import", "src=\"//"] {
                #expect(!text.contains(marker), "\(path) has \(marker)")
            }
        }
    }
}
