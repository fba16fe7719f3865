import Diagnostics
import FigureJudging
import PageRendering
import ReportModel
import Testing

private func check(
    _ rule: DataCheck.Rule, table: TableName? = .revenue, warns: Bool = false, name: String? = nil,
    reason: String? = nil
) -> DataCheck {
    DataCheck(
        table: table, rule: rule, severity: warns ? .warning : .error, name: name, reason: reason,
        at: Diagnostics.SourceLocation(path: "content/revsite.yml", line: 31, column: 5))
}

private func place(_ line: Int) -> Diagnostics.SourceLocation {
    Diagnostics.SourceLocation(path: "content/data/ledger-2026-q3.csv", line: line, column: 1)
}

/// A build with something in every part of the audit page.
private func fullReport() -> AuditReport {
    var receipt = TableReceipt(
        table: .revenue,
        files: [
            TableReceipt.FileReceipt(
                path: "content/data/ledger-2026-q3.csv", bytes: 612_345_678,
                sha256: String(repeating: "0123456789abcdef", count: 4), rows: 10_000_000)
        ], rowsRead: 10_000_000, rowsUsed: 9_999_990,
        leftOut: [TableReceipt.LeftOut(reason: "where", rows: 10, firstLines: [4, 5])])
    receipt.findings = [
        "content/data/ledger-2026-q3.csv is UTF-8 with commas between cells",
        "dates of 'date' are day first: 31/12/2025 in line 412",
    ]
    let first = (0..<10).map { index in
        CheckVerdict.Failure(
            "INV-\(700 + index), 1, also line \(12 + index)", at: place(1_000_000 + index))
    }
    return AuditReport(
        receipts: [receipt], warnings: [], unplacedRows: [], claims: 12, assertions: 3,
        toolVersion: "revsite 9.9",
        checks: [
            CheckVerdict(
                check(.unique(["document", "line"]), name: "Invoice lines", reason: "Each once"),
                .failed, .rows, checked: 10_000_000, failing: 1_234, failures: first),
            CheckVerdict(
                check(.notNull(["customer"])), .passed, .rows, checked: 9_999_990),
            CheckVerdict(
                check(.range([.init("amount", least: .number(.zero), most: nil)]), warns: true),
                .failed, .rows, checked: 10, failing: 1,
                failures: [CheckVerdict.Failure("amount <b>-1</b>", at: place(7))], isQuery: true),
            CheckVerdict(
                check(.rowCount(least: 1, most: nil)), .notJudged, .table, checked: 0),
            CheckVerdict(
                check(
                    .comparison(
                        FormulaComparison(
                            formula: Expression(.name("x")),
                            wording: "revenue = recurring_revenue + usage_revenue",
                            tolerance: .absolute(.zero), periods: [])), table: nil),
                .failed, .periods, checked: 12, failing: 1,
                failures: [CheckVerdict.Failure("2026-08: 100 against 99")]),
        ],
        controlFiles: [
            TableReceipt.FileReceipt(
                path: "content/data/gl.csv", bytes: 99, sha256: "77", rows: 9)
        ], rates: ["Sundays take Friday's rate <EUR/USD>"])
}

@Suite("The audit page")
struct AuditTests {
    @Test("every check is there, passed or not, with what it found")
    func checks() throws {
        let sample = Sample()
        let html = try #require(
            try sample.render([], audit: fullReport()).files["audit.html"])
        for text in [
            "Invoice lines", ">unique: document+line</code>", "Each once",
            "content/data/ledger-2026-q3.csv:1000009", "INV-709, 1, also line 21",
            "and 1,224 more", "10,000,000", "1,234", "not_null: customer", "Passed", "Failed",
            "Warning", "row 7", "amount &lt;b&gt;-1&lt;/b&gt;", "Not judged",
            "revenue = recurring_revenue + usage_revenue", "2026-08: 100 against 99",
            "12 comparisons", "1 of 5 passed", "content/data/gl.csv",
            "dates of &#39;date&#39; are day first", "Friday&#39;s rate &lt;EUR/USD&gt;",
        ] {
            #expect(html.contains(text), "\(text)")
        }
        #expect(html.ranges(of: "class=\"check-").count == 5)
    }

    @Test("a single comparison is counted without a noun in the plural")
    func single() throws {
        let rule = DataCheck.Rule.comparison(
            FormulaComparison(
                formula: Expression(.name("x")), wording: "revenue >= 0",
                tolerance: .absolute(.zero), periods: []))
        var report = fullReport()
        report.checks = [CheckVerdict(check(rule, table: nil), .passed, .periods, checked: 1)]
        let html = try #require(
            try Sample().render([], audit: report).files["audit.html"])
        #expect(html.contains("revenue &gt;= 0"))
        #expect(!html.contains("1 comparison"))
    }

    @Test("without checks, findings or rates the page says so or leaves them out")
    func nothing() throws {
        let html = try #require(try Sample().render([]).files["audit.html"])
        #expect(html.contains("The settings have none."))
        #expect(!html.contains("Found out from the files") && !html.contains("Exchange rates"))
        #expect(!html.contains("check-passed"))
    }

    @Test("the page speaks Spanish throughout")
    func spanish() throws {
        let html = try #require(
            try Sample().render([], language: "es", audit: fullReport()).files["audit.html"])
        for text in ["No superado", "Sin evaluar", "1 de 5 superados", "y 1224 más", "fila 7"] {
            #expect(
                html.contains(text) || html.contains(text.replacing("1224", with: "1.224")),
                "\(text)")
        }
    }
}
