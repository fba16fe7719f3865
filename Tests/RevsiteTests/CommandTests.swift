import Foundation
import Testing

@Suite struct CommandTests {
    @Test("init writes a workspace that builds at once")
    func initialWorkspace() throws {
        let folder = try TemporaryFolder()
        let made = try Program.run("init", "report", in: folder.url)
        #expect(made.exitCode == 0, "\(made.all)")
        let workspace = folder.url.appending(path: "report")
        let build = try Program.run("build", in: workspace)
        #expect(build.exitCode == 0, "\(build.all)")
        #expect(build.errors.contains("3 pages"))
        let index = try folder.text("report/output/index.html")
        #expect(index.contains("€7.16k"), "revenue of the third quarter")
        #expect(index.contains("€3.67k") || index.contains("€3,670"))
    }

    @Test("init leaves what is there alone")
    func initTwice() throws {
        let folder = try TemporaryFolder()
        #expect(try Program.run("init", ".", in: folder.url).exitCode == 0)
        try folder.write("mine", to: "content/index.md")
        #expect(try Program.run("init", ".", in: folder.url).exitCode == 1)
        #expect(try folder.text("content/index.md") == "mine")
    }

    @Test("a wrong call exits with 64 and says what was meant")
    func wrongCalls() throws {
        let folder = try TemporaryFolder()
        _ = try Program.run("init", ".", in: folder.url)
        let metric = try Program.run("kpi", "revenu", in: folder.url)
        #expect(metric.exitCode == 64)
        #expect(metric.errors.contains("did you mean 'revenue'?"))
        #expect(try Program.run("kpi", "--by", "regoin", "revenue", in: folder.url).exitCode == 64)
        #expect(try Program.run("biuld", in: folder.url).exitCode == 64)
        #expect(try Program.run("build", "--format", "xml", in: folder.url).exitCode == 64)
        #expect(
            try Program.run("kpi", "revenue", "--vs", "tomorrow", in: folder.url).exitCode == 64)
        for options in [
            ["revenue", "--by", "region", "--last", "3"], ["revenue", "--series", "movements"],
            ["mrr", "--series", "movements", "--by", "region"],
            ["mrr", "--series", "cohorts", "--by", "region"],
            ["mrr", "--series", "retention_walk"],
            ["nrr", "--series", "retention_walk", "--by", "region"],
            ["nrr", "--series", "retention_walk", "--last", "3"],
            ["mrr", "--series", "cohorts", "--where", "region = \"EMEA\""],
        ] {
            let conflict = try Program.run(
                Program.executable, ["kpi"] + options, in: folder.url)
            #expect(conflict.exitCode == 64, "\(options)")
            #expect(conflict.errors.contains("[option-conflict]"), "\(options)")
        }
    }

    @Test("the retention walk ties NRR to all MRR, as figures, table and waterfall")
    func retentionWalk() throws {
        let folder = try TemporaryFolder()
        _ = try Program.run("init", ".", in: folder.url)
        try folder.write(
            """
            customer,start,end,amount
            a,2024-01-01,2026-01-01,100
            a,2026-01-01,,130
            b,2024-01-01,2026-02-01,50
            c,2026-03-01,,20
            """, to: "content/data/subscriptions.csv")
        let settings = try folder.text("content/revsite.yml")
        try folder.write(
            settings.replacing(
                "\ntables:", with: "\ntables:\n  subscriptions: {file: data/subscriptions.csv}"),
            to: "content/revsite.yml")
        try folder.write(
            "---\ntitle: Retention\n---\n\n![Walk](table:nrr?series=retention_walk)\n\n"
                + "![Walk](chart:waterfall?metric=nrr&series=retention_walk)\n",
            to: "content/retention.md")
        let csv = try Program.run(
            "kpi", "nrr", "--series", "retention_walk", "--format", "csv", in: folder.url)
        let values = csv.output.split(whereSeparator: \.isNewline).dropFirst().map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        #expect(
            values.map { "\($0[3]) \($0[5])" } == [
                " 0.866666666666667", "base_cohort 150", "expansion_mrr 30",
                "discount_expiry_mrr 0", "contraction_mrr 0", "churned_mrr -50",
                "reactivation_mrr 0", "nrr_numerator 130", "joined_later 20", "mrr 150",
            ], "\(csv.all)")
        let build = try Program.run("build", in: folder.url)
        #expect(build.exitCode == 0, "\(build.all)")
        let page = try folder.text("output/retention.html")
        for word in ["Cohort at the start", "Cohort at the end", "Joined later"] {
            #expect(page.contains(word), "\(word)")
        }
    }

    @Test("without names every metric comes that the columns can answer, and no error besides")
    func allThatThereIs() throws {
        let folder = try TemporaryFolder()
        try folder.write(
            """
            site: {title: T}
            company: {name: T, currency: EUR}
            period: 2026-03
            as_of: 2026-03-31
            tables:
              revenue: {file: data/revenue.csv}
              opportunities: {file: data/deals.csv}
            """, to: "content/revsite.yml")
        try folder.write(
            "date,amount,customer\n2026-03-02,10,a\n", to: "content/data/revenue.csv")
        try folder.write(
            "id,stage,amount,closed\n1,won,5,2026-03-09\n", to: "content/data/deals.csv")
        let all = try Program.run("kpi", "--format", "json", in: folder.url)
        #expect(all.exitCode == 0, "\(all.all)")
        for metric in ["revenue", "customers", "won_amount", "win_rate"] {
            #expect(all.output.contains("\"\(metric)\""), "\(metric)")
        }
        for metric in ["orders", "recurring_revenue", "pipeline_created", "mrr"] {
            #expect(!all.output.contains("\"\(metric)\""), "\(metric)")
        }
        let orders = try Program.run("kpi", "orders", in: folder.url)
        #expect(orders.exitCode != 0)
        #expect(orders.errors.contains("field-missing"))
    }

    @Test("figures are printed with differences of scenario as a table, JSON and CSV")
    func figureFormats() throws {
        let folder = try TemporaryFolder()
        _ = try Program.run("init", ".", in: folder.url)
        let table = try Program.run(
            "kpi", "revenue", "--by", "region", "--vs", "pp", in: folder.url)
        #expect(table.output.contains("region North"))
        #expect(table.output.contains("PP"))
        let csv = try Program.run(
            "kpi", "revenue", "--by", "region", "--format", "csv", in: folder.url)
        #expect(
            csv.output.hasPrefix(
                "metric,period,scenario,region,unit,value,reason,definition\r\n"))
        let json = try Program.run(
            "kpi", "revenue", "--by", "month", "--last", "2", "--format", "json", in: folder.url)
        let decoded = try #require(
            try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        #expect(decoded["currency"] as? String == "EUR")
        #expect((decoded["figures"] as? [Any])?.count == 2)
    }

    @Test("diagnostics are printed as text, as JSON and as annotations")
    func diagnosticFormats() throws {
        let folder = try TemporaryFolder()
        _ = try Program.run("init", ".", in: folder.url)
        let settings = try folder.text("content/revsite.yml")
        try folder.write(
            settings.replacingOccurrences(of: "currency: EUR", with: "curency: EUR"),
            to: "content/revsite.yml")
        let text = try Program.run("check", in: folder.url)
        #expect(text.exitCode == 1)
        #expect(text.errors.contains("content/revsite.yml:5:3: error: "))
        #expect(text.errors.contains("did you mean 'currency'?"))
        #expect(text.errors.contains("[unknown-key]"))
        let json = try Program.run("check", "--format", "json", in: folder.url)
        let decoded = try #require(
            try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        let diagnostics = try #require(decoded["diagnostics"] as? [[String: Any]])
        #expect(diagnostics.contains { $0["id"] as? String == "unknown-key" })
        let github = try Program.run("check", "--format", "github", in: folder.url)
        #expect(
            github.output.contains(
                "::error file=content/revsite.yml,title=unknown-key,line=5,col=3::"))
    }

    @Test("strict makes a warning an error")
    func strict() throws {
        let folder = try TemporaryFolder()
        _ = try Program.run("init", ".", in: folder.url)
        let settings = try folder.text("content/revsite.yml")
        try folder.write(settings + "\nembargo: 2026-10-20\n", to: "content/revsite.yml")
        #expect(try Program.run("build", in: folder.url).exitCode == 0)
        #expect(try Program.run("build", "--strict", in: folder.url).exitCode == 1)
    }

    @Test("an output/ that is a link, or holds somebody's own files, is left alone")
    func foreignOutput() throws {
        let folder = try TemporaryFolder()
        _ = try Program.run("init", ".", in: folder.url)
        try folder.write("mine", to: "elsewhere/thesis.txt")
        let output = folder.url.appending(path: "output")
        try FileManager.default.createSymbolicLink(
            at: output, withDestinationURL: folder.url.appending(path: "elsewhere"))
        let linked = try Program.run("build", in: folder.url)
        #expect(linked.exitCode == 1)
        #expect(linked.errors.contains("[output-not-a-folder]"), "\(linked.all)")
        try FileManager.default.removeItem(at: output)
        try folder.write("mine", to: "output/thesis.txt")
        let foreign = try Program.run("build", in: folder.url)
        #expect(foreign.exitCode == 1)
        #expect(foreign.errors.contains("[output-foreign]"), "\(foreign.all)")
        #expect(try folder.text("output/thesis.txt") == "mine")
        #expect(try folder.text("elsewhere/thesis.txt") == "mine")
    }

    @Test("figures that can't be written down are no success")
    func fullOutput() throws {
        let folder = try TemporaryFolder()
        _ = try Program.run("init", ".", in: folder.url)
        let outcome = try Program.run(
            URL(filePath: "/bin/sh"),
            ["-c", "\"$0\" kpi revenue > /dev/full", Program.executable.path], in: folder.url)
        #expect(outcome.exitCode == 74, "\(outcome.all)")
    }
}
