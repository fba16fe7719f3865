import Testing

/// What would give a wrong figure is an error at its place, with what to do.
@Suite("bad input of metrics")
struct BadInputTests {
    private func check(
        period: String = "2026-Q1", tables: String = "", further: String = "",
        _ files: [String: String] = [:]
    ) throws -> Program.Outcome {
        let folder = try TemporaryFolder()
        try folder.write(
            """
            site: {title: T}
            company: {name: T, currency: EUR}
            period: \(period)
            as_of: 2026-03-31
            \(further)
            tables:
              revenue: {file: data/revenue.csv}
            \(tables)
            """, to: "content/revsite.yml")
        try folder.write(
            "date,amount,customer,region\n2026-01-05,120,a,North\n",
            to: "content/data/revenue.csv")
        try folder.write(
            "# Page\n\n[](kpi:revenue) [](kpi:revenue?by=region&is=North)\n", to: "content/index.md"
        )
        for (path, text) in files { try folder.write(text, to: "content/data/\(path)") }
        return try Program.run("check", in: folder.url)
    }

    @Test("a report of a period that the data cannot have is refused where it is stated")
    func periods() throws {
        for period in ["2031-Q1", "1999"] {
            let outcome = try check(period: period, further: "dimensions: [region]")
            #expect(outcome.exitCode == 1)
            #expect(outcome.errors.contains("content/revsite.yml:3:"), "\(outcome.errors)")
            #expect(outcome.errors.contains("[period-outside-data]"))
        }
        #expect(try check(period: "2026-YTD", further: "dimensions: [region]").exitCode == 0)
    }

    @Test(
        "a column of targets that nothing reads is refused, for its rows would count for the whole")
    func unreadColumns() throws {
        let targets = "  targets: {file: data/t.csv}"
        let rows = ["t.csv": "metric,period,value,regoin\nrevenue,2026-Q1,5,North\n"]
        let outcome = try check(tables: targets, further: "dimensions: [region]", rows)
        #expect(outcome.exitCode == 1)
        #expect(outcome.errors.contains("did you mean 'region'? [column-unread]"))
        let other = ["t.csv": "metric,period,value,note\nrevenue,2026-Q1,5,ours\n"]
        #expect(
            try check(tables: targets, further: "dimensions: [region]", other).errors.contains(
                "'dimensions:'"))
        let mapped = "  targets: {file: data/t.csv, columns: {metric: metric}}"
        #expect(
            try check(tables: mapped, further: "dimensions: [region]", rows).exitCode == 0)
        let near = try check(
            tables: targets, further: "dimensions: [region]",
            ["t.csv": "metric,period,value,region\nrevenue,2026-Q1,5,Nort\n"])
        #expect(near.exitCode == 0)
        #expect(near.errors.contains("did you mean 'North'? [target-part-unknown]"))
    }
}
