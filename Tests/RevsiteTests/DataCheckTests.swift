import Foundation
import Testing

@Suite struct DataCheckTests {
    private static let ledger = """
        date,amount,customer,document,line
        2026-07-03,100.00,c1,INV-1,1
        2026-08-04,20.50,c2,INV-2,1
        2026-08-05,9.50,c9,INV-2,1
        2026-09-01,-7,,INV-3,1

        """

    private static func workspace(_ checks: String) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try folder.write(ledger, to: "content/data/ledger.csv")
        try folder.write("id,region\nc1,North\nc2,South\n", to: "content/data/customers.csv")
        try folder.write(
            "period,amount\n2026-07,100.00\n2026-08,31.00\n2026-09,-7.00\n",
            to: "content/data/gl.csv")
        try folder.write("# Page\n\n[](kpi:revenue)\n", to: "content/index.md")
        try folder.write(
            """
            site: {title: Board pack}
            company: {name: Example, currency: EUR}
            period: 2026-Q3
            as_of: 2026-10-04
            tables:
              revenue: {file: data/ledger.csv}
              customers: {file: data/customers.csv}
            checks:
            \(checks)
            """, to: "content/revsite.yml")
        return folder
    }

    @Test("a failing check prints table, rule, lines and values, exits with 1 and writes nothing")
    func failing() throws {
        let folder = try Self.workspace(
            """
              - {table: revenue, unique: document+line}
              - {table: revenue, not_null: customer}
              - {table: revenue, references: {customer: customers.id}}
              - {table: revenue, range: {amount: {min: 0}}}
              - {table: revenue, fresh_within: 30}
              - {table: revenue, row_count: 5}
              - {table: revenue, reconcile: {control: data/gl.csv, by: month, tolerance: 0.01}}
              - {assert: revenue = 122, tolerance: 0.5}
            """)
        for command in [["check"], ["build"], ["kpi", "revenue"]] {
            let run = try Program.run(Program.executable, command, in: folder.url)
            #expect(run.exitCode == 1, "\(command): \(run.all)")
            for line in [
                "content/data/ledger.csv:4:1: error: check 'unique: document+line' of 'revenue' "
                    + "fails in 1 row: line 4 (INV-2, 1, also line 3)",
                "check 'not_null: customer' of 'revenue' fails in 1 row: line 5 ",
                "check 'references: customer in customers.id' of 'revenue' fails in 1 row: "
                    + "line 4 (customer c9)",
                "check 'range: amount at least 0' of 'revenue' fails in 1 row: line 5 (amount -7)",
                "the newest 'date' is 2026-09-01, 33 days before 2026-10-04", "there are 4 rows",
                "2026-08: 30 against 31 (content/data/gl.csv:3), off by -1",
                "check 'assert: revenue = 122' fails: 2026-Q3: 123 against 122",
                "[check-failed]",
            ] {
                #expect(run.all.contains(line), "\(command): \(line)\n\(run.all)")
            }
        }
        #expect(
            !FileManager.default.fileExists(
                atPath: folder.url.appending(path: "output/index.html").path))
    }

    @Test("with severity: warning the site is built and its audit page shows the check")
    func warning() throws {
        let folder = try Self.workspace(
            """
              - {table: revenue, unique: document+line, severity: warning, name: Invoice lines}
              - {table: revenue, row_count: 4}
            """)
        let build = try Program.run("build", in: folder.url)
        #expect(build.exitCode == 0, "\(build.all)")
        #expect(build.errors.contains("warning: check 'Invoice lines' (unique: document+line)"))
        let audit = try folder.text("output/audit.html")
        for text in ["1 of 2 passed", "Invoice lines", "INV-2, 1, also line 3", "row_count: 4"] {
            #expect(audit.contains(text), "\(text)")
        }
    }

    @Test(
        "a formula of a check with an unknown metric, and a control that is not there, are errors")
    func mistakes() throws {
        let folder = try Self.workspace(
            """
              - {assert: revenu = 1}
              - {table: revenue, reconcile: {control: data/none.csv}}
            """)
        let check = try Program.run("check", in: folder.url)
        #expect(check.exitCode == 1)
        #expect(
            check.errors.contains("content/revsite.yml:9:14: error: there is no metric 'revenu'"))
        #expect(check.errors.contains("data/none.csv"))
    }
}
