import Foundation
import Testing

/// What happened in the company, from `content/events.csv`, and cuts that tables don't have.
@Suite("remarks and cuts")
struct RemarkTests {
    private func workspace(
        _ page: String, events: Data? = nil
    ) throws -> (folder: TemporaryFolder, outcome: Program.Outcome) {
        let folder = try TemporaryFolder()
        try folder.write(
            """
            site: {title: T}
            company: {name: T, currency: EUR}
            period: 2026-Q1
            as_of: 2026-03-31
            dimensions: [region, segment]
            tables:
              revenue: {file: data/revenue.csv}
              leads: {file: data/leads.csv}
            """, to: "content/revsite.yml")
        try folder.write(
            "date,amount,customer,region\n2026-01-05,120,a,North\n2026-03-05,150,b,South\n",
            to: "content/data/revenue.csv")
        try folder.write(
            "id,created,segment\n1,2026-01-05,x\n", to: "content/data/leads.csv")
        try folder.write("# Page\n\n" + page + "\n", to: "content/index.md")
        if let events { try folder.write(events, to: "content/events.csv") }
        return (folder, try Program.run("build", in: folder.url))
    }

    private let chart = "![Revenue](chart:column?metric=revenue&last=3)"

    @Test("events are flags on the charts of their metrics, with their texts beneath")
    func events() throws {
        let (folder, outcome) = try workspace(
            chart,
            events: Data(
                """
                period,text,metrics
                2026-02-14,"A fire, in the <store>",
                2026-03,Prices,revenue
                2026-01,Staff,leads

                """.utf8))
        #expect(outcome.exitCode == 0, "\(outcome.all)")
        let html = try folder.text("output/index.html")
        #expect(
            html.contains(
                "<li><bdi>Feb 2026: A fire, in the &lt;store&gt;</bdi></li>\n"
                    + "<li><bdi>Mar 2026: Prices</bdi></li>"))
        #expect(!html.contains("Staff"))
    }

    @Test(
        "what is wrong with an event is told with its line",
        arguments: [
            ("period,text\n2026-13,x\n", 2, "period-invalid"),
            ("period,text\n2026-02,\n", 2, "value-missing"),
            ("period,text\n2026-02,a, b\n", 2, "too-many-columns"),
            ("period,txt\n2026-02,x\n", 1, "unknown-column"),
            ("text\nx\n", 1, "column-missing"),
            ("period,text,text\n2026-02,x,y\n", 1, "named-twice"),
            ("period,text,metrics\n2026-02,x,revenu\n", 2, "unknown-metric"),
            ("period,text\n2026-02,\"x\n", 2, "quote-unclosed"),
        ])
    func badEvents(events: String, line: Int, rule: String) throws {
        let outcome = try workspace(chart, events: Data(events.utf8)).outcome
        #expect(outcome.exitCode == 1)
        #expect(outcome.errors.contains("content/events.csv:\(line):"), "\(outcome.errors)")
        #expect(outcome.errors.contains("[\(rule)]"), "\(outcome.errors)")
    }

    @Test("bytes that are no text are told, and no site is made")
    func bytes() throws {
        let (folder, outcome) = try workspace(
            chart, events: Data([0x70, 0x65, 0x72, 0xFF, 0x0A]))
        #expect(outcome.exitCode == 1 && outcome.errors.contains("content/events.csv:1:4"))
        #expect(!FileManager.default.fileExists(atPath: folder.url.path + "/output/index.html"))
    }

    @Test("a dimension that the rows of a metric lack is told where it is asked for")
    func lackingDimension() throws {
        for asked in ["bar?metric=leads&by=region", "column?metric=leads&panels=region"] {
            let outcome = try workspace("![Leads](chart:\(asked))").outcome
            #expect(outcome.exitCode == 1)
            #expect(outcome.errors.contains("content/index.md:3:"), "\(outcome.errors)")
            #expect(outcome.errors.contains("the rows of 'leads' have no 'region'"))
            #expect(outcome.errors.contains("use segment"), "\(outcome.errors)")
        }
    }

    @Test("a value of a filter that no row has, but nearly, is no zero")
    func misspelledFilter() throws {
        let outcome = try workspace(
            "![Revenue](<chart:column?metric=revenue&last=3&where=region = \"Norht\">)"
        ).outcome
        #expect(outcome.exitCode == 1)
        #expect(outcome.errors.contains("content/index.md:3:"), "\(outcome.errors)")
        #expect(outcome.errors.contains("did you mean 'North'? [unknown-value]"))
        let right = try workspace(
            "![Revenue](<chart:column?metric=revenue&last=3&where=region = \"North\">)")
        #expect(right.outcome.exitCode == 0, "\(right.outcome.all)")
        #expect(try right.folder.text("output/index.html").contains("T, North · Revenue in €"))
    }
}
