import Diagnostics
import FigureJudging
import ReportModel
import Testing

private let ledger = SmallTable(
    .revenue,
    """
    date:date, amount:number, customer
    2026-07-03, 100.00, c1
    2026-08-04, 20.50, c2
    2026-08-05, 9.50, c1
    2026-09-01, 7, c2
    """)

private let customers = SmallTable(
    .customers, path: "content/data/customers.csv", "id, region\nc1, North\nc2, South")

private func control(_ text: String) -> SmallTable {
    SmallTable(.spend, path: "content/data/gl.csv", text)
}

private func failures(_ rule: String, _ file: SmallTable? = nil) throws -> [String] {
    try CheckedWorkspace(
        "{table: revenue, reconcile: {\(rule)}}", [ledger, customers],
        files: file.map { [$0] } ?? []
    ).failures()
}

@Suite("reconciling with a control")
struct ReconcileTests {
    @Test("sums that agree with the control in every month pass")
    func agreeing() throws {
        let text = "period, amount:number\n2026-07, 100\n2026-08, 30\n2026-09, 7"
        #expect(try failures("control: data/gl.csv, by: month", control(text)) == [])
    }

    @Test(
        "each month that differs is named with both sums, the line of the control and the difference"
    )
    func differing() throws {
        let text = "period, amount:number\n2026-07, 100\n2026-08, 31.25\n2026-09, 8"
        #expect(
            try failures("control: data/gl.csv, by: month, tolerance: 1", control(text)) == [
                "check 'reconcile: amount with data/gl.csv by month' of 'revenue' "
                    + "fails in 1 of 3 comparisons: "
                    + "2026-08: 30 against 31.25 (content/data/gl.csv:3), off by -1.25"
            ])
    }

    @Test("a tolerance may be a share of the control")
    func share() throws {
        let text = "period, amount:number\n2026-07, 101\n2026-08, 30\n2026-09, 7"
        #expect(try failures("control: data/gl.csv, tolerance: 1%", control(text)) == [])
        #expect(try failures("control: data/gl.csv, tolerance: 0.9%", control(text)).count == 1)
    }

    @Test("a month that only one of the two has fails, within the time of the control")
    func oneSided() throws {
        let text = "period, amount:number\n2026-07, 100\n2026-09, 7\n2026-06, 5"
        let found = try failures("control: data/gl.csv", control(text))
        #expect(found.count == 1)
        #expect(
            found[0].hasSuffix(
                "fails in 2 of 4 comparisons: 2026-06: no rows against 5 (content/data/gl.csv:4), "
                    + "off by -5; 2026-08: 30, and no control"))
        let short = "period, amount:number\n2026-08, 30"
        #expect(try failures("control: data/gl.csv", control(short)) == [])
    }

    @Test("a control by date is summed up by the period asked for, its lines added")
    func dated() throws {
        let text = "date:date, amount:number\n2026-07-31, 90\n2026-07-31, 10\n2026-09-30, 37"
        #expect(try failures("control: data/gl.csv, by: quarter", control(text)) == [])
        #expect(try failures("control: data/gl.csv, by: month", control(text)).count == 1)
    }

    @Test("parts are those of the row or of the customer that it names")
    func cuts() throws {
        let text = """
            period, region, amount:number
            2026-07, North, 100
            2026-08, South, 20.5
            2026-08, North, 9.5
            2026-09, South, 8
            """
        #expect(
            try failures("control: data/gl.csv, by: [month, region]", control(text)).map {
                $0.suffix(60)
            } == ["2026-09, South: 7 against 8 (content/data/gl.csv:5), off by -1".suffix(60)])
    }

    @Test("a control by period may be in thousands")
    func thousands() throws {
        let text = "period, amount:number\n2026-07, 0.1\n2026-08, 0.03"
        #expect(try failures("control: data/gl.csv, unit: thousand", control(text)) == [])
    }

    @Test("a number is a control, of the report's period where none is named")
    func numbers() throws {
        #expect(try failures("control: 137") == [])
        #expect(try failures("control: 30, period: 2026-08") == [])
        #expect(try failures("control: {2026-07: 100, 2026-08: 30.0}") == [])
        #expect(
            try failures("control: {2026-07: 100, 2026-09: 7}").map { $0.suffix(32) }
                == ["parisons: 2026-08: 30, and no control".suffix(32)])
    }

    @Test("a control that cannot be read is an error of its own, and the check is not judged")
    func unreadable() throws {
        let workspace = try CheckedWorkspace(
            "{table: revenue, reconcile: {control: data/gl.csv}}", [ledger],
            files: [control("posted, amount:number\n2026-07, 1")])
        let controls = workspace.controls()
        #expect(
            controls.diagnostics.map(\.message) == [
                "data/gl.csv has no column 'period', which a control needs"
            ])
        #expect(
            controls.diagnostics.map(\.remedy) == [
                "(columns: {period: their column}, or {date: their column})"
            ])
        #expect(workspace.verdicts(controls: controls).map(\.outcome) == [.notJudged])
        let words = try CheckedWorkspace(
            "{table: revenue, reconcile: {control: data/gl.csv}}", [ledger],
            files: [control("period, amount:number\nAugust, 1")])
        #expect(words.controls().diagnostics.map(\.id) == ["period-invalid"])
        #expect(
            words.controls().diagnostics.map(\.location) == [
                SourceLocation(path: "content/data/gl.csv", line: 2, column: 1)
            ])
    }

    @Test("the files of controls are known with their bytes")
    func files() throws {
        let workspace = try CheckedWorkspace(
            "{table: revenue, reconcile: {control: data/gl.csv}}", [ledger],
            files: [control("period, amount:number\n2026-07, 100")])
        #expect(workspace.controls().files.map(\.path) == ["content/data/gl.csv"])
    }

    @Test("rows that name nobody in the region's table are a part of their own")
    func unassigned() throws {
        let workspace = try CheckedWorkspace(
            "{table: revenue, reconcile: {control: data/gl.csv, by: [year, region]}}",
            [
                SmallTable(.revenue, "date:date, amount:number, customer\n2026-01-01, 5, c9"),
                customers,
            ],
            files: [control("period, region, amount:number\n2026, North, 0")])
        #expect(
            workspace.failures().map { $0.suffix(29) } == [
                "2026, (none): 5, and no control".suffix(29)
            ])
    }
}
