import Diagnostics
import FigureJudging
import ReportModel
import Testing

private let mixed = """
    date:date, amount:number, quantity:number, currency, region
    2026-07-03, 100, 1, USD, North
    2026-07-04, 10, 2, EUR, North
    2026-08-04, 5, 3, , South
    2026-08-05, 7, 4, eur, South
    2026-09-01, 9, 5, GBP, South
    """

private func failures(_ rule: String, _ control: String? = nil) throws -> [String] {
    try CheckedWorkspace(
        "{table: revenue, reconcile: {\(rule)}}", [SmallTable(.revenue, mixed)],
        files: control.map { [SmallTable(.spend, path: "content/data/gl.csv", $0)] } ?? []
    ).failures()
}

@Suite("reconciling amounts of several currencies")
struct ReconcileCurrencyTests {
    @Test("a sum over currencies never agrees, whatever the control says")
    func several() throws {
        let found = try failures("control: 131")
        #expect(found.count == 1)
        #expect(
            found[0].hasSuffix(
                "rows are in EUR, GBP and USD: cut by currency, as in by: [month, currency], "
                    + "or compare formulas with assert"))
        #expect(
            try failures("control: 110, period: 2026-07")[0].contains("rows are in EUR and USD: "))
    }

    @Test("amounts in one foreign currency are not those of the report either")
    func foreign() throws {
        #expect(
            try failures("control: 9, period: 2026-09")[0].contains(
                "rows are in GBP, not in EUR: cut by currency"))
    }

    @Test(
        "rows of the company's currency, written or not, are summed up; others elsewhere in time matter not"
    )
    func own() throws {
        #expect(try failures("control: 12, period: 2026-08") == [])
        #expect(try failures("control: 13, period: 2026-08").count == 1)
    }

    @Test("a cut by currency compares each with its own control, another cut does not")
    func cut() throws {
        let text = """
            month, currency, amount:number
            2026-07, USD, 100
            2026-07, EUR, 10
            2026-08, EUR, 12
            2026-09, GBP, 9
            """
        #expect(try failures("control: data/gl.csv, by: [month, currency]", text) == [])
        let regions = "month, region, amount:number\n2026-07, North, 110"
        #expect(
            try failures("control: data/gl.csv, by: [month, region]", regions)[0].contains(
                "as in by: [month, region, currency]"))
    }

    @Test("a quantity is in no currency")
    func quantity() throws {
        #expect(try failures("control: 15, field: quantity") == [])
    }

    @Test("passes over parts of the rows know the currencies of all of them")
    func merged() throws {
        let table = SmallTable(.revenue, mixed)
        let workspace = try CheckedWorkspace(
            "{table: revenue, reconcile: {control: 110, period: 2026-07}}", [table])
        var whole = workspace.pass(.revenue)
        for row in table.rows.indices {
            var dictionaries: [String: TextDictionary] = [:]
            let batch = table.batch(row..<row + 1, &dictionaries)
            var part = workspace.pass(.revenue)
            part.consume(batch, dictionaries)
            whole.merge(part)
        }
        #expect(workspace.verdicts([.revenue: whole]).map(\.outcome) == [.failed])
    }
}

@Suite("the columns of a control")
struct ControlColumnTests {
    private static let ledger = SmallTable(
        .revenue, "date:date, amount:number\n2026-07-03, 100\n2026-08-04, 20")

    private func verdict(_ text: String, _ rule: String = "by: month, tolerance: 0.01") throws
        -> (outcomes: [CheckVerdict.Outcome], faults: [String])
    {
        let workspace = try CheckedWorkspace(
            "{table: revenue, reconcile: {control: data/gl.csv, \(rule)}}", [Self.ledger],
            files: [SmallTable(.spend, path: "content/data/gl.csv", text)])
        let controls = workspace.controls()
        return (
            workspace.verdicts(controls: controls).map(\.outcome),
            controls.diagnostics.map(\.message)
        )
    }

    @Test(
        "customary names of the period and the amount are known in any case",
        arguments: [
            "month, amount:number", "Month, Amount:number", "MONTH, total:number",
            "Period, Total:number", "period, Value:number", "month, value:number",
        ])
    func names(header: String) throws {
        let found = try verdict(header + "\n2026-07, 100\n2026-08, 20")
        #expect(found.faults == [])
        #expect(found.outcomes == [.passed])
    }

    @Test("a date is known in any case, and so are quarter and year")
    func times() throws {
        let dated = try verdict("Date:date, Amount:number\n2026-07-31, 100\n2026-08-31, 20")
        #expect(dated.faults == [] && dated.outcomes == [.passed])
        let quarters = try verdict("Quarter, amount:number\n2026-Q3, 120", "by: quarter")
        #expect(quarters.faults == [] && quarters.outcomes == [.passed])
        let years = try verdict("year, amount:number\n2026, 120", "by: year")
        #expect(years.faults == [] && years.outcomes == [.passed])
    }

    @Test("the column of the length of time that is compared comes first, then the others")
    func order() throws {
        let found = try verdict(
            "quarter, month, amount:number\n2026-Q3, 2026-07, 100\n2026-Q3, 2026-08, 20")
        #expect(found.outcomes == [.passed])
    }

    @Test("a column that the author maps is the one, whatever others there are")
    func mapped() throws {
        let found = try verdict(
            "month, amount:number\n2026-07, 100", "columns: {period: Posted}")
        #expect(found.outcomes == [.notJudged])
        #expect(found.faults.count == 1)
    }

    @Test("a control that differs fails under such names as well")
    func differing() throws {
        #expect(try verdict("Month, Total:number\n2026-07, 99").outcomes == [.failed])
    }
}
