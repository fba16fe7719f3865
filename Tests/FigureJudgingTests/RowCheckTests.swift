import Diagnostics
import FigureJudging
import ReportModel
import Testing

private let ledger = SmallTable(
    .revenue,
    """
    date:date, amount:number, customer, type, document, line
    2026-08-03, 100.00, c1, recurring, INV-7, 1
    2026-08-04, 20.50, c2, usage, INV-7, 2
    2026-08-05, -3, c9, gift, INV-7, 1
    2026-09-01, 7, , recurring, ,
    2026-09-02, 8, c1, recurring, ,
    2026-09-03, 9, c1, , INV-7, 1
    """)

private let customers = SmallTable(
    .customers, path: "content/data/customers.csv", "id, region\nc1, North\nc2, South")

private func failures(_ rule: String, _ tables: [SmallTable] = [ledger, customers]) throws
    -> [String]
{
    try CheckedWorkspace("{table: revenue, \(rule)}", tables).failures()
}

@Suite("checks of rows")
struct RowCheckTests {
    @Test(
        "a key that comes twice is named with the row that has it first; rows without a key are not"
    )
    func unique() throws {
        #expect(
            try failures("unique: document+line") == [
                "check 'unique: document+line' of 'revenue' fails in 2 rows: "
                    + "line 4 (INV-7, 1, also line 2); line 7 (INV-7, 1, also line 2)"
            ])
        #expect(try failures("unique: date") == [])
        #expect(try failures("unique: customer+document") != [])
    }

    @Test("parts of a key are not run together")
    func uniqueParts() throws {
        let table = SmallTable(.revenue, "document, line\nab, c\na, bc\nabc,\n, abc")
        #expect(try failures("unique: document+line", [table]) == [])
    }

    @Test("equal numbers are equal keys, however they are written")
    func uniqueNumbers() throws {
        let table = SmallTable(.revenue, "amount:number\n1.50\n1.5\n-1.5")
        #expect(
            try failures("unique: amount", [table]) == [
                "check 'unique: amount' of 'revenue' fails in 1 row: line 3 (1.5, also line 2)"
            ])
    }

    @Test("a row without a value fails not_null")
    func notNull() throws {
        #expect(
            try failures("not_null: [customer, type]") == [
                "check 'not_null: customer, type' of 'revenue' fails in 2 rows: "
                    + "line 5 (customer is missing, type recurring); "
                    + "line 7 (customer c1, type is missing)"
            ])
    }

    @Test("a value that is not listed fails; none is not_null's matter")
    func acceptedValues() throws {
        #expect(
            try failures("accepted_values: {type: [recurring, usage]}") == [
                "check 'accepted_values: type [recurring, usage]' of 'revenue' fails in 1 row: "
                    + "line 4 (type gift)"
            ])
        #expect(try failures("accepted_values: {amount: [100, 20.5, -3, 7.0, 8, 9]}") == [])
    }

    @Test("numbers and dates outside their range fail, the bounds themselves do not")
    func range() throws {
        #expect(
            try failures("range: {amount: {min: 7, max: 20.5}}") == [
                "check 'range: amount 7 to 20.5' of 'revenue' fails in 2 rows: "
                    + "line 2 (amount 100); line 4 (amount -3)"
            ])
        #expect(
            try failures("range: {date: {min: 2026-08-04, max: 2026-09-02}}") == [
                "check 'range: date 2026-08-04 to 2026-09-02' of 'revenue' fails in 2 rows: "
                    + "line 2 (date 2026-08-03); line 7 (date 2026-09-03)"
            ])
    }

    @Test("a value that the other table lacks fails")
    func references() throws {
        for rule in ["references: {customer: customers.id}", "references: customers"] {
            #expect(
                try failures(rule) == [
                    "check 'references: customer in customers.id' of 'revenue' fails in 1 row: "
                        + "line 4 (customer c9)"
                ])
        }
    }

    @Test("data that is older than it may be fails; days after the data was taken do not count")
    func freshness() throws {
        #expect(try failures("fresh_within: 31") == [])
        #expect(
            try failures("fresh_within: 30 days") == [
                "check 'fresh_within: 30 days (date)' of 'revenue' fails: "
                    + "the newest 'date' is 2026-09-03, 31 days before 2026-10-04"
            ])
        #expect(try failures("fresh_within: 1 month") != [])
        #expect(try failures("fresh_within: 2 months") == [])
        let ahead = SmallTable(.revenue, "date:date\n2026-01-01\n2027-01-01")
        #expect(try failures("fresh_within: 30", [ahead]).count == 1)
        let later = SmallTable(.revenue, "date:date\n2027-01-01")
        #expect(
            try failures("fresh_within: 30", [later]) == [
                "check 'fresh_within: 30 days (date)' of 'revenue' fails: "
                    + "no row has a 'date' up to 2026-10-04"
            ])
    }

    @Test("a month before the 31st of March is the end of February")
    func months() {
        let age = DataCheck.Age.months(1)
        #expect(Day(iso: "2026-03-31").map { age.before($0).description } == "2026-02-28")
        #expect(Day(iso: "2026-10-04").map { age.before($0).description } == "2026-09-04")
    }

    @Test("too many and too few rows fail")
    func rowCount() throws {
        #expect(try failures("row_count: 6") == [])
        #expect(try failures("row_count: {min: 6, max: 6}") == [])
        #expect(
            try failures("row_count: {min: 7}") == [
                "check 'row_count: at least 7' of 'revenue' fails: there are 6 rows"
            ])
        #expect(try failures("row_count: {max: 5}").count == 1)
    }

    @Test("ten rows are shown and all are counted, in the order of files and lines")
    func firstTen() throws {
        let rows = String(repeating: "\nx", count: 30)
        let tables = ["b", "a"].map {
            SmallTable(.revenue, path: "content/data/\($0).csv", "type" + rows)
        }
        let workspace = try CheckedWorkspace(
            "{table: revenue, accepted_values: {type: [y]}}", tables)
        let verdict = try #require(workspace.verdicts().first)
        #expect(verdict.failing == 60 && verdict.checked == 60)
        #expect(
            verdict.failures.map(\.location?.path)
                == Array(repeating: "content/data/a.csv", count: 10))
        #expect(verdict.failures.map(\.location?.line) == Array(2...11))
        #expect(workspace.failures()[0].hasSuffix("line 11 (type x); and 50 more"))
    }

    @Test("a failing row of another file is named with its path")
    func twoFiles() throws {
        let tables = ["a", "b"].map {
            SmallTable(.revenue, path: "content/data/\($0).csv", "document, line\nI, 1")
        }
        let workspace = try CheckedWorkspace("{table: revenue, unique: document+line}", tables)
        let diagnostic = try #require(diagnostics(of: workspace.verdicts()).first)
        #expect(
            diagnostic.message
                == "check 'unique: document+line' of 'revenue' fails in 1 row: "
                + "line 2 (I, 1, also content/data/a.csv:2)")
        #expect(
            diagnostic.location
                == SourceLocation(path: "content/data/b.csv", line: 2, column: 1))
    }

    @Test("a failing check stands at its first row, with severity, name and reason")
    func diagnostic() throws {
        let workspace = try CheckedWorkspace(
            """
            {table: revenue, accepted_values: {type: [usage, recurring]}, severity: warning, name: Types}
            {table: revenue, row_count: 1, reason: one row a year}
            """, [ledger])
        let found = diagnostics(of: workspace.verdicts())
        #expect(found.map(\.id) == ["check-failed", "check-failed"])
        #expect(found.map(\.severity) == [.warning, .error])
        #expect(
            found.map(\.location) == [
                SourceLocation(path: "content/data/ledger.csv", line: 4, column: 1),
                workspace.settings.checks[1].location,
            ])
        #expect(
            found[0].message.hasPrefix(
                "check 'Types' (accepted_values: type [usage, recurring]) of 'revenue' fails"))
        #expect(found[1].remedy == "the check is there because: one row a year")
    }

    @Test("a field that no file has fails the check; in a table with errors it is not judged")
    func missingField() throws {
        let table = SmallTable(.revenue, "date:date, amount:number\n2026-09-30, 1")
        let workspace = try CheckedWorkspace(
            "{table: revenue, not_null: customer}\n{table: revenue, row_count: 1}", [table])
        #expect(
            workspace.failures() == [
                "check 'not_null: customer' of 'revenue' fails: "
                    + "the files of 'revenue' have no column for 'customer'"
            ])
        #expect(
            workspace.verdicts(broken: [.revenue]).map(\.outcome) == [.notJudged, .notJudged])
    }

    @Test("a pass says which fields it needs, and whether it needs any")
    func fields() throws {
        let workspace = try CheckedWorkspace(
            """
            {table: revenue, references: {customer: customers.id}}
            {table: revenue, reconcile: {control: 1, field: quantity}}
            """, [ledger, customers])
        #expect(workspace.pass(.revenue).fields == ["customer", "date", "quantity"])
        #expect(workspace.pass(.customers).fields == ["id"])
        #expect(!workspace.pass(.spend).isNeeded)
        let counted = try CheckedWorkspace("{table: revenue, row_count: 1}", [ledger])
        #expect(counted.pass(.revenue).isNeeded && counted.pass(.revenue).fields == [])
    }
}
