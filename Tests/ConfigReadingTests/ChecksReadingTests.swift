import ConfigReading
import Diagnostics
import Foundation
import ReportModel
import Testing

private let tables = """
    dimensions: [region, customer.segment]
    tables:
      revenue: {file: data/revenue.csv}
      customers: {file: data/customers.csv}
      opportunities: {file: data/deals.csv}
      contacts: {file: data/contacts.csv}

    """

private func read(_ checks: String, _ more: String = "") -> ReadSettings {
    ReadSettings(head + more + tables + "checks:\n" + checks)
}

/// What is wrong with one check, `{table: revenue, …}` written around it.
private func faults(_ rule: String) -> [String] {
    read("  - {table: revenue, \(rule)}\n").found.map { "\($0.id): \($0.message)" }
}

@Suite("checks in the settings")
struct ChecksReadingTests {
    @Test("every rule is read as it is written, in the author's order")
    func rules() throws {
        let settings = read(
            """
              - {table: revenue, unique: document+line}
              - {table: revenue, unique: [document, line]}
              - {table: revenue, not_null: [customer, type]}
              - {table: revenue, accepted_values: {type: [recurring, usage]}}
              - {table: revenue, range: {amount: {min: -10000, max: 1e6}, date: {min: 2020-01-01}}}
              - {table: revenue, range: {quantity: [0, 9.5]}}
              - {table: revenue, range: {quantity: {between: [0, 9]}}}
              - {table: revenue, between: {quantity: [0, 9]}}
              - {table: revenue, references: {customer: customers.id}}
              - {table: revenue, references: customers}
              - {table: revenue, fresh_within: 35}
              - {table: opportunities, fresh_within: 2 months, field: closed}
              - {table: revenue, row_count: {min: 1}}
              - {table: revenue, row_count: 12}
              - {table: revenue, reconcile: {control: data/gl.csv, by: [quarter, region]}}
              - {table: revenue, reconcile: {control: 1234567.89, period: 2026-09}}
              - {assert: revenue = recurring_revenue + usage_revenue, by: month, last: 3}
              - {compare: "revenue >= 0"}
            """)
        #expect(settings.found == [])
        let checks = try #require(settings.settings).checks
        #expect(
            checks.map(\.wording) == [
                "unique: document+line", "unique: document+line", "not_null: customer, type",
                "accepted_values: type [recurring, usage]",
                "range: amount -10000 to 1000000, date at least 2020-01-01",
                "range: quantity 0 to 9.5", "range: quantity 0 to 9", "range: quantity 0 to 9",
                "references: customer in customers.id", "references: customer in customers.id",
                "fresh_within: 35 days (date)", "fresh_within: 2 months (closed)",
                "row_count: at least 1", "row_count: 12",
                "reconcile: amount with data/gl.csv by quarter, region",
                "reconcile: amount with 1234567.89 in 2026-09 by month",
                "assert: revenue = recurring_revenue + usage_revenue", "assert: revenue >= 0",
            ])
        #expect(checks.allSatisfy { $0.severity == .error && $0.name == nil && $0.reason == nil })
        guard case .comparison(let comparison) = checks[16].rule else {
            Issue.record("no comparison")
            return
        }
        #expect(comparison.periods.map(\.name) == ["2026-07", "2026-08", "2026-09"])
    }

    @Test("the examples of the article about checks are read without a word")
    func article() throws {
        let project = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(
            contentsOf: project.appending(path: "Sources/revsite/Documentation.docc/Checks.md"),
            encoding: .utf8)
        let block = try #require(
            text.firstRange(of: "```yaml\n").flatMap { start in
                text[start.upperBound...].firstRange(of: "```").map {
                    text[start.upperBound..<$0.lowerBound]
                }
            })
        let read = ReadSettings(head + tables + block)
        #expect(read.found == [])
        #expect(read.settings?.checks.count == 11)
    }

    @Test("a field may be named beside what is asked of it")
    func fieldBeside() throws {
        let settings = read(
            """
              - {table: revenue, range: {column: amount, min: 0, max: 9}}
              - {table: revenue, range: {field: amount, max: 9}}
              - {table: revenue, between: {column: amount, between: [0, 9]}}
              - {table: revenue, accepted_values: {column: type, values: [recurring, usage]}}
              - {table: revenue, accepted_values: {field: type, values: usage}}
            """)
        #expect(settings.found == [])
        #expect(
            settings.settings?.checks.map(\.wording) == [
                "range: amount 0 to 9", "range: amount at most 9", "range: amount 0 to 9",
                "accepted_values: type [recurring, usage]", "accepted_values: type [usage]",
            ])
    }

    @Test("severity, name and reason belong to any check")
    func words() throws {
        let read = read(
            "  - {table: revenue, not_null: type, severity: warning, name: Types, reason: The split}"
        )
        let check = try #require(read.settings?.checks.first)
        #expect(read.found == [])
        #expect(check.severity == .warning)
        #expect(check.name == "Types" && check.reason == "The split")
        #expect(check.table == .revenue)
    }

    @Test("a control file is read by period or by date, as its columns are named")
    func controls() throws {
        func sources(_ columns: String) throws -> [TableSource] {
            let check = try #require(
                read(
                    """
                      - table: revenue
                        reconcile: {control: data/gl.csv, by: [month, region], \(columns)
                                    format: {delimiter: ";"}, where: Kind = "R", tolerance: 0.1%}
                    """
                ).settings?.checks.first)
            guard case .reconcile(let reconciliation) = check.rule,
                case .file(let sources) = reconciliation.control
            else { return [] }
            #expect(reconciliation.tolerance.text == "0.1%")
            #expect(sources.allSatisfy { $0.format.delimiter == UInt8(ascii: ";") })
            #expect(sources.allSatisfy { $0.filter != nil && $0.dimensions == ["region"] })
            return sources
        }
        #expect(try sources("").map(\.table) == [.inputs, .spend])
        #expect(try sources("columns: {date: Day},").map(\.table) == [.spend])
        let byPeriod = try sources("columns: {period: P, amount: Sum, region: Area},")
        #expect(byPeriod.map(\.table) == [.inputs])
        #expect(byPeriod[0].columns["value"]?.value == "Sum")
        #expect(byPeriod[0].columns["region"]?.value == "Area")
    }

    @Test("numbers by period are a control, in the order of time")
    func numbers() throws {
        let check = try #require(
            read(
                "  - {table: revenue, reconcile: {control: {2026-09: 2.50, 2026-08: 1_000}}}"
            ).settings?.checks.first)
        guard case .reconcile(let reconciliation) = check.rule,
            case .sums(let sums) = reconciliation.control
        else {
            Issue.record("no numbers")
            return
        }
        #expect(sums.map(\.period.name) == ["2026-08", "2026-09"])
        #expect(sums.map(\.sum.canonical) == ["1000", "2.5"])
    }

    @Test(
        "what a check cannot mean is said",
        arguments: [
            (
                "unique: dokument",
                "unknown-field: 'dokument' is neither a field of 'revenue' nor a dimension"
            ),
            (
                "unique: document+",
                "unknown-field: '' is neither a field of 'revenue' nor a dimension"
            ),
            ("unique: ~", "value-missing: the rule 'unique' of 'checks[1]' is empty"),
            ("uniqe: document", "key-missing: 'checks[1]' has no rule"),
            (
                "accepted_values: {type: []}",
                "value-missing: 'checks[1].accepted_values.type' lists no value"
            ),
            ("accepted_values: {amount: [x]}", "number-invalid: 'x' is no number for 'amount'"),
            (
                "range: {type: {min: 1}}",
                "type-mismatch: 'type' is a text; a range is one of numbers or dates"
            ),
            (
                "range: {amount: {min: 2, max: 1}}",
                "range-empty: 'checks[1].range.amount' allows nothing: its least value is the larger one"
            ),
            (
                "range: {date: {min: 2020-13-01}}",
                "date-invalid: '2020-13-01' is no date for 'date'"
            ),
            (
                "range: {amount: [1]}",
                "type-mismatch: 'checks[1].range.amount' must be two values, found 1"
            ),
            (
                "range: {column: amonut, min: 0}",
                "unknown-field: 'amonut' is neither a field of 'revenue' nor a dimension"
            ),
            (
                "range: {column: amount}",
                "value-missing: 'checks[1].range.amount' has neither 'min' nor 'max'"
            ),
            (
                "range: {field: amount, mni: 0}",
                "unknown-key: 'checks[1].range.amount' has no key 'mni'"
            ),
            (
                "accepted_values: {column: type}",
                "value-missing: 'checks[1].accepted_values.type' lists no value"
            ),
            (
                "accepted_values: {column: type, value: [usage]}",
                "unknown-key: 'checks[1].accepted_values' has no key 'value'"
            ),
            ("range: {amount: {mni: 1}}", "unknown-key: 'checks[1].range.amount' has no key 'mni'"),
            (
                "references: products",
                "table-missing: the settings have no table 'products' that could be checked"
            ),
            (
                "references: {customer: customers.key}",
                "unknown-field: 'key' is neither a field of 'customers' nor a dimension"
            ),
            ("fresh_within: soon", "type-mismatch: 'soon' is no length of time"),
            ("fresh_within: 3, field: type", "type-mismatch: 'type' holds no dates"),
            ("row_count: many", "type-mismatch: 'checks[1].row_count' must be a number of rows"),
            (
                "row_count: {min: 3, max: 2}",
                "range-empty: 'checks[1].row_count' allows nothing: its least value is the larger one"
            ),
            (
                "reconcile: {by: month}",
                "type-mismatch: 'checks[1].reconcile' lacks the key 'control'"
            ),
            (
                "reconcile: {control: a.csv, by: regoin}",
                "unknown-dimension: 'regoin' is neither month, quarter or year nor a dimension"
            ),
            (
                "reconcile: {control: 5, by: region}",
                "type-mismatch: a number can't be compared by 'region'"
            ),
            ("reconcile: {control: a.csv, tolerance: -1}", "type-mismatch: '-1' is no tolerance"),
            ("reconcile: {control: {2026-13: 1}}", "period-invalid: '2026-13' is not a period"),
            ("reconcile: {control: a.csv, field: type}", "type-mismatch: 'type' holds no numbers"),
            ("not_null: type, last: 3", "unknown-key: 'checks[1]' has no key 'last'"),
            (
                "not_null: type, severity: fatal",
                "unknown-value: 'fatal' is not a value of 'checks[1].severity'"
            ),
        ])
    func mistakes(rule: String, message: String) {
        #expect(faults(rule).contains(message), "\(faults(rule))")
    }

    @Test("a check has one rule and the table that it is about")
    func shapes() {
        #expect(read("  unique: x\n").ids == ["type-mismatch"])
        #expect(read("  - {unique: document}\n").ids == ["key-missing"])
        #expect(read("  - {table: revenu, unique: document}\n").ids == ["unknown-table"])
        #expect(read("  - {table: spend, not_null: channel}\n").ids == ["table-missing"])
        #expect(faults("unique: document, not_null: type").count == 1)
        #expect(read("  - {table: contacts, fresh_within: 3}\n").ids == ["key-missing"])
        #expect(read("  - {assert: revenue + 1}\n").ids == ["type-mismatch"])
        #expect(read("  - {assert: revenue > 1, last: 3}\n").ids == ["type-mismatch"])
        #expect(read("  - {assert: revenue > 1, table: revenue}\n").ids == ["table-needless"])
        #expect(
            read("  - {assert: revenue > 1 and revenue < 9, tolerance: 1}\n").ids
                == ["type-mismatch"])
        #expect(ReadSettings(head + tables + "checks:\n").found == [])
        #expect(ReadSettings(head + tables + "checks: []\n").found == [])
    }

    @Test("a mistake stands where it was written")
    func places() {
        let marked = MarkedText(
            head + tables + """
                checks:
                  - {table: revenue, unique: 1️⃣dokument+line}
                  - {table: revenue, range: {2️⃣amonut: {min: 1}}}
                  - {table: 3️⃣revenu, not_null: type}
                  - {assert: revenue = 4️⃣* 2}
                """)
        #expect(ReadSettings(marked.text).places == (1...4).map { marked[$0] })
    }
}
