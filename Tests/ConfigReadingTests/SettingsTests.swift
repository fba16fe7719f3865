import ConfigReading
import Diagnostics
import ReportModel
import Testing

@Suite("settings that are right")
struct SettingsTests {
    @Test("every key that is acted on arrives")
    func everything() throws {
        let read = ReadSettings(
            """
            site:
              title: Board pack
              url: https://reports.example.test/board/
              theme: house
              languages: [en, es]
              unsafe_html: true
            company:
              name: Größenwerk
              currency: USD
              time_zone: Europe/Berlin
              fiscal_year_start: 4
              fiscal_year_label: start
            period: FY2026-Q3
            as_of: 2026-12-31
            tables:
              revenue:
                file: data/ledger-*.csv
                basis: invoiced
                columns: {customer: Account ID, region: Gebiet}
                values: {type: {recurring: [Subscription, Support], one_time: Hardware}}
                where: Type != "Test" and [Posting Date] != ""
                compute: {amount: "Quantity * [Unit Price]"}
                format:
                  delimiter: ";"
                  decimal: ","
                  grouping: "."
                  encoding: windows-1252
                  date: dd/MM/yyyy
                  missing: ["-", n/a]
              subscriptions: {sqlite: data/billing.db, query: select 1}
            dimensions: [region, owner.region]
            metrics:
              mrr: {from: subscriptions}
              nrr: {window: 6, include_reactivated: false}
              grr: {window: 6}
              pipeline_coverage: {horizon: next_quarter}
            """)
        #expect(read.found == [])
        let settings = try #require(read.settings)
        #expect(settings.site.title == "Board pack")
        #expect(settings.site.url == "https://reports.example.test/board/")
        #expect(settings.site.theme == "house")
        #expect(settings.site.languages == ["en", "es"])
        #expect(settings.site.allowsUnsafeHTML)
        #expect(settings.companyName == "Größenwerk")
        #expect(settings.currency == "USD")
        #expect(settings.calendar == FiscalCalendar(startMonth: 4, yearLabel: .start))
        #expect(settings.period.name == "FY2026-Q3")
        #expect(settings.period.first.description == "2026-10")
        #expect(settings.asOf == Day(iso: "2026-12-31"))
        #expect(settings.basis == .invoiced)
        #expect(settings.dimensions.map(\.value) == ["region", "owner.region"])
        #expect(settings.recurringOrigin == .subscriptions)
        #expect(settings.retentionWindow == 6)
        #expect(!settings.includesReactivated)
        let revenue = try #require(settings.tables[.revenue])
        #expect(
            revenue.columns.mapValues(\.value) == ["customer": "Account ID", "region": "Gebiet"])
        #expect(
            revenue.values == [
                "type": [
                    "Subscription": "recurring", "Support": "recurring", "Hardware": "one_time",
                ]
            ])
        #expect(revenue.filter != nil)
        #expect(revenue.computed.keys.sorted() == ["amount"])
        #expect(revenue.dimensions == ["region"])
        #expect(
            revenue.format
                == TableFormat(
                    delimiter: UInt8(ascii: ";"), encoding: .windows1252, date: "dd/MM/yyyy",
                    decimal: UInt8(ascii: ","), grouping: UInt8(ascii: "."), missing: ["-", "n/a"],
                    timeZone: "Europe/Berlin", currency: "USD"))
        guard case .file("data/ledger-*.csv") = revenue.origin.value else {
            Issue.record("the revenue has its file")
            return
        }
        guard
            case .sqlite("data/billing.db", query: "select 1") =
                settings.tables[.subscriptions]?.origin.value
        else {
            Issue.record("the subscriptions have their query")
            return
        }
    }

    @Test("what is left out has the defaults of the contract")
    func defaults() throws {
        let settings = try #require(ReadSettings(head).settings)
        #expect(settings.site.languages == ["en"])
        #expect(settings.site.theme == "boardroom")
        #expect(!settings.site.allowsUnsafeHTML)
        #expect(settings.calendar == FiscalCalendar(startMonth: 1, yearLabel: .end))
        #expect(settings.basis == .ledger)
        #expect(settings.recurringOrigin == nil)
        #expect(settings.retentionWindow == 12)
        #expect(settings.includesReactivated)
        #expect(settings.tables.isEmpty)
    }

    @Test("every table of the contract may be named, with every field it has")
    func everyTable() {
        for table in TableName.allCases {
            let fields = TableSchema.of(table).fields.map { "      \($0.name): X" }
            let read = ReadSettings(
                head + "tables:\n  \(table.rawValue):\n    file: a.csv\n    columns:\n"
                    + fields.joined(separator: "\n") + "\n")
            #expect(read.found == [], "\(table.rawValue)")
            #expect(read.settings?.tables[table]?.columns.count == fields.count)
        }
    }

    @Test(
        "MRR from the ledger's month may stand at the top or under metrics",
        arguments: ["mrr: {from: ledger_month}", "metrics: {mrr: {from: ledger_month}}"])
    func recurringOrigin(line: String) {
        let read = ReadSettings(head + line)
        #expect(read.found == [])
        #expect(read.settings?.recurringOrigin == .ledgerMonth)
    }

    @Test("a period of the command line takes the place of the file's, even of a wrong one")
    func periodOverride() {
        let text = head.replacing("2026-Q3", with: "nonsense")
        #expect(ReadSettings(text, period: "2026-08").settings?.period.name == "2026-08")
        #expect(ReadSettings(text, period: "2026-08").found == [])
        let wrong = ReadSettings(head, period: "2026-13")
        #expect(wrong.ids == ["period-invalid"])
        #expect(wrong.places == [nil])
    }

    @Test(
        "a fiscal year that starts later than January needs to be named",
        arguments: ["2026-Q3", "2026", "2026-H1"])
    func fiscalPrefix(period: String) {
        let text = head.replacing("currency: EUR", with: "currency: EUR, fiscal_year_start: 4")
        let read = ReadSettings(text.replacing("2026-Q3", with: period))
        #expect(read.ids == ["period-invalid"])
        #expect(read.found.first?.remedy?.contains("FY\(period) or CY\(period)") == true)
        #expect(ReadSettings(text.replacing("2026-Q3", with: "FY" + period)).found == [])
        #expect(ReadSettings(text.replacing("2026-Q3", with: "CY" + period)).found == [])
        #expect(ReadSettings(text.replacing("2026-Q3", with: "2026-09")).found == [])
    }

    @Test("anchors may be used sparingly")
    func anchors() {
        let read = ReadSettings(
            head + """
                tables:
                  revenue: {file: a.csv, format: &ours {delimiter: ";"}}
                  customers: {file: c.csv, format: *ours}
                """)
        #expect(read.found == [])
        #expect(read.settings?.tables[.customers]?.format.delimiter == UInt8(ascii: ";"))
    }

    @Test("a product of columns and an ampersand are neither aliases nor anchors")
    func noAliases() {
        let lines = (1...20).map { "      x\($0): Price * Rate\($0)" }.joined(separator: "\n")
        let read = ReadSettings(
            head.replacing("Example", with: "Smith & Co")
                + "tables:\n  revenue:\n    file: R & D.csv\n    compute:\n\(lines)\n"
                + "dimensions: [\((1...20).map { "x\($0)" }.joined(separator: ", "))]\n")
        #expect(read.found == [])
    }

    @Test("a byte order mark and lines that end in CR LF change nothing")
    func lineEnds() {
        let text = head + "tables:\n  revenue: {file: a.csv}\ndimensions:\n- region\n"
        for variant in [
            "\u{FEFF}" + text, text.replacing("\n", with: "\r\n"),
            "\u{FEFF}" + text.replacing("\n", with: "\r\n"), text.replacing("\n", with: "\r"),
        ] {
            let read = ReadSettings(variant)
            #expect(read.found == [])
            #expect(read.settings?.companyName == "Example")
            #expect(read.settings?.dimensions.map(\.value) == ["region"])
        }
    }
}
