import ConfigReading
import Diagnostics
import ReportModel
import Testing

@Suite("how a table's file is laid out")
struct TableKeyTests {
    private func read(_ tables: String) -> (MarkedText, ReadSettings) {
        let marked = MarkedText(head + tables)
        return (marked, ReadSettings(marked.text))
    }

    /// The one table of some settings without a fault.
    private func source(_ name: TableName, _ body: String) throws -> TableSource {
        let (_, read) = read("tables: {\(name.rawValue): {\(body)}}\n")
        #expect(read.found == [])
        return try #require(read.settings?.tables[name])
    }

    private func ids(_ name: TableName, _ body: String) -> [String] {
        read("tables: {\(name.rawValue): {\(body)}}\n").1.ids
    }

    @Test("a command is a program and its arguments, as written")
    func command() throws {
        let leads = try source(
            .leads, "command: [psql, --csv, -c, \"select 1\", \"${env:DB}\", \"\"], timeout: 5")
        guard case .command(let words, let timeout) = leads.origin.value else {
            Issue.record("no command")
            return
        }
        #expect(words == ["psql", "--csv", "-c", "select 1", "${env:DB}", ""])
        #expect(timeout == 5)
        let short = try source(.leads, "command: [x]")
        guard case .command(_, 60) = short.origin.value else {
            Issue.record("60 seconds is usual")
            return
        }
    }

    @Test("a command that is none, and keys of another origin, are said")
    func wrongOrigins() {
        #expect(ids(.leads, "command: psql -c select") == ["type-mismatch"])
        #expect(ids(.leads, "command: []") == ["key-missing"])
        #expect(ids(.leads, "command: [\"\", a]") == ["command-invalid"])
        #expect(ids(.leads, "command: [psql, null]") == ["value-missing"])
        #expect(ids(.leads, "command: [psql, [a]]") == ["type-mismatch"])
        #expect(ids(.leads, "command: [psql], timeout: 0") == ["type-mismatch"])
        #expect(ids(.leads, "command: [psql], timeout: 3601") == ["type-mismatch"])
        #expect(ids(.leads, "file: a.csv, timeout: 5") == ["key-misplaced"])
        #expect(ids(.leads, "command: [psql], query: select") == ["key-misplaced"])
        #expect(ids(.leads, "command: [psql], file: a.csv") == ["origin-given-twice"])
        #expect(ids(.leads, "command: [psql], sheet: A") == ["key-misplaced"])
        #expect(
            ids(.leads, "file: a.csv, sheet: A, range: A1:B2") == [
                "key-misplaced", "key-misplaced",
            ])
        #expect(ids(.leads, "sqlite: a.db, query: q, header: 3") == ["key-misplaced"])
        #expect(ids(.leads, "file: a.csv, timeuot: 5") == ["unknown-key"])
    }

    @Test("a sheet and its cells are named as the workbook names them")
    func workbook() throws {
        let targets = try source(.targets, "file: plan.XLSX, sheet: Plan 2026, range: $a$3:n80")
        #expect(targets.sheet?.value == "Plan 2026")
        #expect(targets.range?.value == "A3:N80")
        for range in [
            "A3", "A3:", "3:80", "A:N", "N80:A3", "A0:B1", "XFE1:XFE2", "A1:B1048577", "A1:B2:C3",
        ] {
            #expect(
                ids(.targets, "file: a.xlsx, range: '\(range)'") == ["range-invalid"], "\(range)")
        }
    }

    @Test("the header is a line, a row with a cell of that name, or none")
    func header() throws {
        #expect(try source(.leads, "file: a.csv, header: 4").format.header == .line(4))
        #expect(try source(.leads, "file: a.csv, format: {header: 4}").format.header == .line(4))
        #expect(
            try source(.leads, "file: a.csv, header: Account ID").format.header
                == .row(containing: "Account ID"))
        #expect(
            try source(.leads, "file: a.csv, header: \"4\"").format.header == .row(containing: "4"))
        let bare = try source(
            .leads, "file: a.csv, skip: 2, header: none, columns: {id: 1, created: 3}")
        #expect(bare.format.header == TableFormat.Header.none)
        #expect(bare.format.skip == 2)
        #expect(bare.columns["created"]?.value == "3")
        #expect(try source(.leads, "file: a.csv, format: {skip: 3}").format.skip == 3)
    }

    @Test("leading lines are said once, and so that there can be such")
    func wrongHeader() {
        #expect(ids(.leads, "file: a.csv, skip: 3, format: {skip: 3}") == ["value-given-twice"])
        #expect(ids(.leads, "file: a.csv, header: 3, format: {header: A}") == ["value-given-twice"])
        #expect(ids(.leads, "file: a.csv, skip: 3, header: 3") == ["format-ambiguous"])
        #expect(ids(.leads, "file: a.csv, skip: -1") == ["type-mismatch"])
        #expect(ids(.leads, "file: a.csv, header: 0") == ["type-mismatch"])
        #expect(ids(.leads, "file: a.csv, header: \"\"") == ["value-missing"])
        let (marked, read) = read(
            "tables: {leads: {file: a.csv, header: none, columns: {id: 1️⃣ID, created: 2}}}\n")
        #expect(read.ids == ["column-not-numbered"])
        #expect(read.places == [marked[1]])
    }

    @Test(
        "numbers may stand in thousands, millions or any other unit",
        arguments: [
            ("thousand", "1000"), ("million", "1000000"), ("one", "1"), ("0.01", "0.01"),
            ("1000", "1000"), ("100.0", "100"),
        ])
    func units(text: String, number: String) throws {
        #expect(try source(.targets, "file: a.csv, unit: \(text)").unit.description == number)
    }

    @Test("a unit that there is not, and one of nothing, is said")
    func wrongUnits() {
        let (marked, read) = read(
            """
            tables:
              targets: {file: a.csv, unit: 1️⃣thousnd}
              inputs: {file: a.csv, unit: 2️⃣0}
              revenue: {file: a.csv, unit: 3️⃣-1000}
              owners: {file: a.csv, unit: 4️⃣thousand}
            """)
        #expect(read.ids == ["unknown-value", "type-mismatch", "type-mismatch", "key-misplaced"])
        #expect(read.places == (1...4).map { marked[$0] })
        #expect(read.found.first?.remedy == "did you mean 'thousand'?")
    }

    @Test(
        "columns that are periods are a range, a list, or all that are left",
        arguments: [
            ("\"M01…M12\"", (1...12).map { $0 < 10 ? "M0\($0)" : "M\($0)" }),
            ("Q1...Q4", ["Q1", "Q2", "Q3", "Q4"]), ("8..11", ["8", "9", "10", "11"]),
            ("2026-09 … 2026-11", ["2026-09", "2026-10", "2026-11"]),
            ("[Jan, Feb, H1…H2]", ["Jan", "Feb", "H1", "H2"]), ("Total", ["Total"]),
            ("columns", nil),
        ] as [(String, [String]?)])
    func widePeriods(text: String, names: [String]?) throws {
        let wide = try #require(
            try source(.targets, "file: a.csv, wide: {period: \(text), year: Year}").wide)
        #expect(wide.field.value == "period")
        #expect(wide.columns == names)
        #expect(wide.year?.value == "Year")
    }

    @Test("columns that are currencies, with the currency of their rates and its kind")
    func wideCurrencies() throws {
        let rates = try source(
            .rates, "file: a.csv, wide: {currency: columns}, base: EUR, kind: daily")
        #expect(rates.wide?.field.value == "currency")
        #expect(rates.wide?.columns == nil)
        #expect(rates.base?.value == "EUR")
        #expect(rates.kind?.value == "daily")
    }

    @Test("what can't be wide is said")
    func wrongWide() {
        for range in ["M01…N12", "M12…M01", "M…M12", "Jan…Dec", "M01…M120", "1…9999", "…", "a…"] {
            #expect(
                ids(.targets, "file: a.csv, wide: {period: \"\(range)\"}") == ["range-invalid"],
                "\(range)")
        }
        #expect(ids(.targets, "file: a.csv, wide: {period: [A, A]}") == ["value-given-twice"])
        #expect(ids(.targets, "file: a.csv, wide: {period: }") == ["value-missing"])
        #expect(ids(.targets, "file: a.csv, wide: {}") == ["key-missing"])
        #expect(ids(.targets, "file: a.csv, wide: columns") == ["type-mismatch"])
        #expect(ids(.targets, "file: a.csv, wide: {currency: columns}") == ["key-misplaced"])
        #expect(ids(.revenue, "file: a.csv, wide: {period: columns}") == ["key-misplaced"])
        #expect(
            ids(.rates, "file: a.csv, wide: {currency: columns, year: Y}") == ["key-misplaced"])
        #expect(ids(.targets, "file: a.csv, wide: {period: A, yaer: Y}") == ["unknown-key"])
        #expect(
            ids(.targets, "file: a.csv, columns: {value: V}, wide: {period: A}")
                == ["field-given-twice"])
    }

    @Test("a base and a kind belong to rates")
    func wrongRates() {
        #expect(
            ids(.revenue, "file: a.csv, base: EUR, kind: daily") == [
                "key-misplaced", "key-misplaced",
            ])
        #expect(ids(.rates, "file: a.csv, base: euro") == ["currency-unknown"])
        #expect(ids(.rates, "file: a.csv, kind: dayly") == ["unknown-value"])
        #expect(
            ids(.rates, "file: a.csv, columns: {kind: K}, kind: daily") == ["field-given-twice"])
    }

    @Test(
        "an encoding has its name or a usual other one, in any case",
        arguments: [
            ("UTF-8", .utf8), ("utf8", .utf8), ("utf-16", .utf16), ("UTF-16LE", .utf16LittleEndian),
            ("utf_16be", .utf16BigEndian), ("CP1252", .windows1252), ("Windows-1252", .windows1252),
            ("latin1", .latin1), ("ISO-8859-1", .latin1), ("latin2", .latin2),
            ("iso-8859-2", .latin2), ("Latin9", .latin9), ("ISO_8859-15", .latin9),
        ] as [(String, TableFormat.Encoding)])
    func encodings(text: String, encoding: TableFormat.Encoding) throws {
        #expect(
            try source(.leads, "file: a.csv, format: {encoding: \(text)}").format.encoding
                == encoding)
    }

    @Test(
        "dates are patterns, serial numbers or ISO",
        arguments: [
            "excel", "iso", "yyyy-'Q'Q", "Qyyyy", "MMM yyyy", "d MMMM yyyy", "yyyy", "dd.MM.yy",
        ])
    func dates(pattern: String) throws {
        #expect(
            try source(.leads, "file: a.csv, format: {date: \"\(pattern)\"}").format.date == pattern
        )
    }

    @Test(
        "what is no pattern of a date is said",
        arguments: [
            "dd/mm/yyyy", "DD.MM.YYYY", "dd.yyyy", "MM/dd", "excell", "soon", "2026-01-31",
        ])
    func wrongDates(pattern: String) {
        #expect(
            ids(.leads, "file: a.csv, format: {date: \"\(pattern)\"}") == ["date-pattern-invalid"])
    }

    @Test("an empty text may be a word for no value")
    func missing() throws {
        #expect(
            try source(.leads, "file: a.csv, format: {missing: [\"\", \"-\"]}").format.missing
                == ["", "-"])
    }

    @Test("every table has the zone of the company")
    func zones() {
        let settings = ReadSettings(
            head.replacing("currency: EUR", with: "currency: EUR, time_zone: Europe/Berlin")
                + "tables: {leads: {file: a.csv}, owners: {sqlite: a.db, query: q}}\n")
        #expect(settings.found == [])
        let tables = settings.settings?.tables
        #expect(tables?[.leads]?.format.timeZone == "Europe/Berlin")
        #expect(tables?[.owners]?.format.timeZone == "Europe/Berlin")
    }

    @Test("a zone that there is not is said with the one that was meant")
    func wrongZones() {
        for (zone, remedy) in [
            ("europe/berlin", "did you mean 'Europe/Berlin'?"),
            ("Berlin", "did you mean 'Europe/Berlin'?"),
            ("new york", "did you mean 'America/New_York'?"),
            ("Europe/Berln", "did you mean 'Europe/Berlin'?"),
            ("+02:00", "write it as continent and city: Europe/Berlin"),
        ] {
            let read = ReadSettings(
                head.replacing("currency: EUR", with: "currency: EUR, time_zone: \(zone)"))
            #expect(read.ids == ["time-zone-unknown"])
            #expect(read.found.first?.remedy == remedy)
        }
    }
}
