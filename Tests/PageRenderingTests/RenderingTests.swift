import Diagnostics
import PageBinding
import PageRendering
import ReportModel
import Testing

private let table = "```table\nmetric: revenue\nby: customer\nvs: py\n```\n"
private let bars = "```chart\nkind: bar\nmetric: revenue\nby: customer\n```\n"
private let columns = "```chart\nkind: column\nmetric: revenue\nlast: 12\n```\n"
private let stack = "```chart\nkind: stacked\nmetric: revenue\nby: customer\nlast: 12\n```\n"

@Suite("Rendering")
struct RenderingTests {
    @Test("a site is its pages, a page for each metric, definitions, audit, style sheets and data")
    func files() throws {
        let sample = Sample()
        let (files, diagnostics) = try sample.render([sample.page("# Head\n\n" + table)])
        #expect(diagnostics == [])
        #expect(
            files.keys.filter { !$0.hasPrefix("assets/") }.sorted() == [
                "audit.html", "data/figures.json", "data/index-1.csv", "data/search.js",
                "definitions.html", "index.html", "metrics/revenue.html", "pack.html",
            ])
        let sheets = files.keys.filter { $0.hasPrefix("assets/") }
        #expect(sheets.count == 6)
        #expect(
            sheets.allSatisfy { path in
                ["css", "js", "svg"].contains { path.hasSuffix(".01234567.\($0)") }
            })
    }

    @Test("no page has a script or a style in it, or an address of another host")
    func policy() throws {
        let sample = Sample()
        let files = try sample.render([sample.page(columns + table + stack)]).files
        for path in files.keys.sorted() where path.hasSuffix(".html") {
            let text = files[path] ?? ""
            #expect(text.ranges(of: "<script").count == 1, "\(path)")
            #expect(text.contains(".js\" defer></script>"), "\(path)")
            #expect(!text.contains("<style") && !text.contains("style="), "\(path)")
            let links = text.replacing("http://www.w3.org/2000/svg", with: "")
            #expect(!links.contains("http://") && !links.contains("https://"), "\(path)")
            #expect(text.contains("default-src 'none'"), "\(path)")
            #expect(text.ranges(of: "<h1").count == 1, "\(path)")
            #expect(text.contains("<html lang=\"en\""), "\(path)")
        }
    }

    @Test("names of customers never become markup, in a table, a chart or a title")
    func hostileNames() throws {
        let names = [
            "<script>alert(1)</script>", "\" onmouseover=\"x", "'\u{301}\"\u{301}>",
            "\u{202E}txet", String(repeating: "very long ", count: 20), "=1+1", "-2", "@SUM",
            "a\u{0}b", "]]>", "&amp;",
        ]
        let sample = Sample(
            company: "<b>Co</b>",
            customers: names.enumerated().map { ("c\($0.offset)", $0.element) })
        let page = try sample.page(
            "---\ntitle: <i>T</i>\n---\n\n" + table + "\n" + bars + "\n" + stack)
        let files = try sample.render([page]).files
        let html = try #require(files["index.html"])
        #expect(!html.contains("<script>") && !html.contains("<b>") && !html.contains("<i>"))
        #expect(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        #expect(html.contains("&quot; onmouseover=&quot;x"))
        #expect(html.utf8.count { $0 == UInt8(ascii: "\"") }.isMultiple(of: 2))
        #expect(!html.utf8.contains(0))
        #expect(html.contains("<bdi>\u{202E}txet</bdi>"))
        #expect(!files.values.contains { $0.contains("</style") })
    }

    @Test("a cell of a CSV is never a formula, and its numbers are exact")
    func csv() throws {
        let names = [("a", "=1+1"), ("b", "x,\"y\""), ("c", " +3"), ("d", "-4")]
        let sample = Sample(customers: names.map { (id: $0.0, name: $0.1) })
        let files = try sample.render([sample.page(table)]).files
        let lines = try #require(files["data/index-1.csv"]).split(separator: "\r\n").map(
            String.init)
        #expect(lines[0] == "Customer,AC (EUR),PY (EUR),ΔPY (EUR),ΔPY\u{A0}% (1 = 100%)")
        #expect(lines[1] == "'-4,15273004.95,15021004.95,252000,0.0167765073534577")
        #expect(lines[2] == "' +3,12273003.96,12021003.96,252000,0.0209633072943435")
        #expect(lines[3].hasPrefix("\"x,\"\"y\"\"\",9273002.97,"))
        #expect(lines[4].hasPrefix("'=1+1,6273001.98,"))
        #expect(lines[5].hasPrefix("Total,43092013.86,"))
    }

    @Test("months in a CSV are written the same in every language")
    func csvPeriods() throws {
        let sample = Sample()
        for language in ["en", "es"] {
            let files = try sample.render([sample.page(columns)], language: language).files
            #expect(files["data/index-1.csv"]?.contains("\r\n2025-10,2021000.66\r\n") == true)
        }
    }

    @Test("a figure in the text is linked to its definition; a claim stands as it was typed")
    func figures() throws {
        let sample = Sample()
        let page = try sample.page("It is [](kpi:revenue), [6.3 million](kpi:revenue).\n")
        let html = try #require(try sample.render([page]).files["index.html"])
        #expect(html.contains("href=\"definitions.html#revenue\""))
        #expect(html.contains(">€6.27M</a>, <a"))
        #expect(html.contains(">6.3 million</a>"))
        #expect(html.contains("Revenue · Q3 2026 · €6,273,001.98"))
    }

    @Test("an undefined figure says why and looks different")
    func undefined() throws {
        var sample = Sample()
        sample.hasTable = false
        let files = try sample.render([sample.page("It is [](kpi:revenue).\n")]).files
        #expect(files["index.html"]?.contains("class=\"figure undefined\"") == true)
        #expect(files["index.html"]?.contains(">n/a</a>") == true)
        #expect(files["index.html"]?.contains("missing input") == true)
        #expect(files["data/figures.json"]?.contains("\"value\": null") == true)
        #expect(files["definitions.html"]?.contains("needs the table revenue") == true)
    }

    @Test("the reason of an undefined figure names periods and metrics as the page does")
    func readableReason() throws {
        let page = try Sample().page(
            "![Plan](table:revenue?by=customer&vs=plan)\n\n"
                + "![Before](table:revenue?by=customer&period=2024-Q3)\n")
        let html = try #require(try Sample().render([page]).files["index.html"])
        #expect(html.contains("no plan of Revenue for c1 in Q3 2026"))
        #expect(html.contains("Q3 2024") && !html.contains("2024-Q3"))
    }

    @Test("a short paragraph before all else stands under the title; a later one has a card")
    func lead() throws {
        let sample = Sample()
        let page = try sample.page("Short words.\n\n\(table)\n\nLater words.\n")
        let html = try #require(try sample.render([page]).files["index.html"])
        #expect(html.contains("<div class=\"lead prose wide\">\n<p>Short words.</p>"))
        #expect(html.contains("<section class=\"card prose half\">\n<p>Later words.</p>"))
    }

    @Test("differences too small for the digits of the figures get one digit more")
    func finerDifferences() throws {
        let sample = Sample()
        let page = try sample.page("![By month](chart:column?metric=revenue&last=3&vs=pp&unit=m)\n")
        let html = try #require(try sample.render([page]).files["index.html"])
        #expect(html.contains(">+0.01</text>"))
        #expect(!html.contains(">0.0</text>"))
    }

    @Test("a page in a folder finds everything above it")
    func folders() throws {
        let sample = Sample()
        let page = try sample.page(
            "[](kpi:revenue) [home](../index.md#x)\n\n" + table, slug: "customers/c1")
        let files = try sample.render([sample.page("Hello\n"), page]).files
        let html = try #require(files["customers/c1.html"])
        #expect(html.contains("href=\"../assets/"))
        #expect(html.contains("href=\"../definitions.html#revenue\""))
        #expect(html.contains("href=\"../index.html#x\""))
        #expect(html.contains("href=\"../data/customers/c1-1.csv\""))
        #expect(files["data/customers/c1-1.csv"] != nil)
    }

    @Test("the same site has the same bytes")
    func reproducible() throws {
        let sample = Sample(customers: (0..<9).map { ("c\($0)", "Name \($0)") })
        let page = try sample.page(columns + "\n" + table + "\n" + stack)
        #expect(try sample.render([page]).files == sample.render([page]).files)
    }

    @Test("a chart has a drawing for each width, its figures as a table, and words for it")
    func chart() throws {
        let sample = Sample()
        let html = try #require(try sample.render([sample.page(columns)]).files["index.html"])
        #expect(html.ranges(of: "<svg").count == 3)
        #expect(html.contains("<details>"))
        #expect(html.contains("Revenue rose from €2.02M in Oct 2025 to €2.10M in Sep 2026."))
        #expect(html.contains("Example · Revenue in €m · Oct 2025 – Sep 2026, AC"))
    }

    @Test("parts of a stack beyond the fifth are one, and the parts add up to the total")
    func rest() throws {
        let sample = Sample(customers: (0..<9).map { ("c\($0)", "Name \($0)") })
        let files = try sample.render([sample.page(stack)]).files
        let lines = try #require(files["data/index-1.csv"]).split(separator: "\r\n")
        #expect(lines[0].split(separator: ",").count == 8)
        #expect(lines[0].contains("Other (4) (EUR)"))
        for line in lines.dropFirst() {
            let numbers = line.split(separator: ",").dropFirst().compactMap { ExactDecimal($0) }
            #expect(numbers.dropLast().reduce(.zero, +) == numbers.last)
        }
    }

    @Test("a period that is not over is marked")
    func incomplete() throws {
        var sample = Sample()
        sample.settings.asOf = Day(iso: "2026-09-20") ?? sample.settings.asOf
        let html = try #require(try sample.render([sample.page(table)]).files["index.html"])
        #expect(html.contains("Q3 2026 is not complete: data to 20 September 2026."))
    }

    @Test("Spanish pages are Spanish throughout")
    func spanish() throws {
        let sample = Sample()
        let page = try sample.page("[](kpi:revenue)\n\n" + table)
        let html = try #require(try sample.render([page], language: "es").files["index.html"])
        #expect(html.contains("<html lang=\"es\""))
        #expect(html.contains("6,27\u{A0}M€"))
        #expect(html.contains("Ingresos en k€ por cliente · T3 2026, AC,\u{A0}PY"))
        #expect(html.contains("Definiciones"))
    }

    @Test("headings have ids of their own, and none competes with the title")
    func headings() throws {
        let sample = Sample()
        let page = try sample.page(
            "---\ntitle: T\n---\n# Top\n\n## Same\n\n## Same\n\n### Über uns!\n")
        let html = try #require(try sample.render([page]).files["index.html"])
        #expect(html.contains("<h2 id=\"top\">Top</h2>"))
        #expect(html.contains("<h3 id=\"same\">") && html.contains("<h3 id=\"same-2\">"))
        #expect(html.contains("<h4 id=\"über-uns\">"))
    }

    @Test("a title taken from the first heading is not said twice")
    func titleOnce() throws {
        let sample = Sample()
        let html = try #require(
            try sample.render([sample.page("# Only once\n\nText\n")]).files["index.html"])
        #expect(!html.contains("<h2"))
        #expect(html.contains("<h1><bdi>Only once</bdi></h1>"))
    }

    @Test("the audit page names files, rows and warnings")
    func audit() throws {
        let sample = Sample()
        let receipt = TableReceipt(
            table: .revenue,
            files: [
                TableReceipt.FileReceipt(path: "data/a.csv", bytes: 1234, sha256: "abc", rows: 7)
            ], rowsRead: 7, rowsUsed: 5,
            leftOut: [TableReceipt.LeftOut(reason: "no <date>", rows: 2, firstLines: [3])])
        let report = AuditReport(
            receipts: [receipt],
            warnings: [
                Diagnostic(
                    .warning, id: "some-rule", "message",
                    at: Diagnostics.SourceLocation(path: "a.md", line: 2, column: 3))
            ], unplacedRows: ["A sentence"], claims: 3, assertions: 4, toolVersion: "revsite 9.9")
        let html = try #require(try sample.render([], audit: report).files["audit.html"])
        for text in [
            "data/a.csv", "1,234", "abc", "no &lt;date&gt;", "3, …", "a.md:2:3", "[some-rule]",
            "A sentence", "revsite 9.9",
        ] {
            #expect(html.contains(text), "\(text)")
        }
    }
}
