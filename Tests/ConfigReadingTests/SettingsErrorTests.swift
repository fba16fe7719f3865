import ConfigReading
import Diagnostics
import ReportModel
import Testing

@Suite("settings that are wrong")
struct SettingsErrorTests {
    @Test("an unknown key is said at its place in bytes, with the one that was meant")
    func unknownKeys() {
        let marked = MarkedText(
            """
            site: {title: "Übersicht für Größen", 1️⃣tittle: x}
            company: {name: Müller & Söhne, currency: EUR, 2️⃣fiscal_year_strt: 4}
            period: 2026-Q3
            as_of: 2026-10-04
            3️⃣tabels: {}
            """)
        let read = ReadSettings(marked.text)
        #expect(read.ids == ["unknown-key", "unknown-key", "unknown-key"])
        #expect(read.places == [marked[1], marked[2], marked[3]])
        #expect(
            read.found.map(\.message) == [
                "'site' has no key 'tittle'", "'company' has no key 'fiscal_year_strt'",
                "'revsite.yml' has no key 'tabels'",
            ])
        #expect(
            read.found.map(\.remedy) == [
                "did you mean 'title'?", "did you mean 'fiscal_year_start'?",
                "did you mean 'tables'?",
            ])
    }

    @Test("columns are counted in bytes and lines at line feeds, whatever stands before")
    func bytePlaces() {
        for (text, name) in [
            ("# ä €\r\nsite: {title: 'ü👍🏽e\u{301}', 1️⃣x: 1}\r\n", "CR LF"),
            ("\u{FEFF}site: {title: 'ü', 1️⃣x: 1}\n", "byte order mark"),
            ("# a\u{2028}b\u{85}c\nsite: {title: 'ü', 1️⃣x: 1}\n", "exotic line breaks"),
            ("# a\rb\nsite: {title: ü, 1️⃣x: 1}\n", "a lone carriage return"),
        ] {
            let marked = MarkedText(text.replacing("\u{FEFF}", with: ""))
            // The second line of '# a\rb' is YAML's third and no comment any more.
            let sound = text.replacing("a\rb", with: "a\r#b").replacing(
                "\u{2028}b", with: "\u{2028}#b"
            )
            .replacing("\u{85}c", with: "\u{85}#c")
            let read = ReadSettings(
                sound.replacing("1️⃣", with: "")
                    + "company: {name: a, currency: EUR}\nperiod: 2026\nas_of: 2026-01-01\n")
            #expect(read.ids == ["unknown-key"], "\(name)")
            #expect(read.places == [marked[1]], "\(name)")
        }
    }

    @Test("what is required and not there is said")
    func missing() {
        #expect(ReadSettings("").ids == ["settings-empty"])
        #expect(ReadSettings("# nothing\n").ids == ["settings-empty"])
        #expect(
            ReadSettings("dimensions: [region]").found.map(\.message) == [
                "the settings lack 'as_of'", "the settings lack 'company'",
                "the settings lack 'period'", "the settings lack 'site'",
            ])
        let hollow = ReadSettings("site:\ncompany: {}\nperiod:\nas_of: ~\n")
        #expect(
            Set(hollow.found.map(\.message)) == [
                "'site' lacks the key 'title'", "'company' lacks the key 'name'",
                "'company' lacks the key 'currency'", "the settings lack 'period'",
                "the settings lack 'as_of'",
            ])
        #expect(hollow.found.allSatisfy { $0.location != nil && $0.remedy != nil })
    }

    @Test("a value of the wrong kind is said once, with what was found")
    func typeMismatches() {
        let marked = MarkedText(
            """
            site: {title: 1️⃣[a, b], unsafe_html: 2️⃣maybe}
            company: {name: Example, currency: EUR, fiscal_year_start: 3️⃣13}
            period: 4️⃣{a: 1}
            as_of: 5️⃣2026-02-30
            tables: 6️⃣[revenue]
            dimensions: 7️⃣{region: 1}
            metrics: {nrr: {window: 8️⃣twelve}}
            """)
        let read = ReadSettings(marked.text)
        #expect(read.places == (1...8).map { marked[$0] })
        #expect(
            read.ids == [
                "type-mismatch", "type-mismatch", "type-mismatch", "type-mismatch",
                "date-invalid", "type-mismatch", "type-mismatch", "type-mismatch",
            ])
        #expect(read.found.first?.message == "'site.title' must be a single value, found a list")
        #expect(
            read.found.last?.message
                == "'metrics.nrr.window' must be a whole number, found 'twelve'")
    }

    @Test("a whole that is no mapping is said")
    func noMapping() {
        for (text, kind) in [("just a text", "'just a text'"), ("- a\n- b\n", "a list")] {
            let read = ReadSettings(text)
            #expect(read.ids == ["type-mismatch"])
            #expect(read.found.first?.message == "'revsite.yml' must be a mapping, found \(kind)")
        }
    }

    @Test("values that there are not are said with those that there are")
    func unknownValues() {
        let marked = MarkedText(
            """
            site: {title: A, languages: [en, 1️⃣klingon, 2️⃣pl]}
            company: {name: A, currency: 3️⃣Euro, fiscal_year_label: 4️⃣begin}
            period: 5️⃣2026-Q5
            as_of: 2026-10-04
            metrics: {mrr: {from: 6️⃣ledger}, pipeline_coverage: {horizon: 7️⃣year}}
            tables:
              revenue: {file: a.csv, basis: 8️⃣recognized}
            """)
        let read = ReadSettings(marked.text)
        #expect(read.places == (1...8).map { marked[$0] })
        #expect(
            read.ids == [
                "language-unknown", "language-unknown", "currency-unknown", "unknown-value",
                "period-invalid", "unknown-value", "unknown-value", "unknown-value",
            ])
        #expect(read.found.last?.remedy == "did you mean 'recognised'?")
    }

    @Test("with a wrong period or date there are settings to check the rest with")
    func standIns() {
        for text in [
            head.replacing("2026-Q3", with: "soon"), head.replacing("2026-10-04", with: "today"),
            head.replacing("title: Board pack", with: ""),
        ] {
            let read = ReadSettings(text)
            #expect(read.errors.count == 1)
            #expect(read.settings != nil)
        }
    }

    @Test(
        "stages, health and options of metrics are checked where they stand",
        arguments: [
            ("stages: [{name: Qualified, probability: 0.2}]", ""),
            ("stages: [{name: A, probability: 20}]", "type-mismatch"),
            ("stages: [{name: A}, {name: A}]", "value-given-twice"),
            ("stages: [{name: won}]", "value-given-twice"),
            ("stages: [{probability: 0.5}]", "key-missing"),
            ("stages: Qualified", "type-mismatch"),
            ("health: {weights: {usage: 40}, red: 50}", ""),
            ("health: {weights: {usage: -1}}", "type-mismatch"),
            ("health: {red: 80, amber: 70}", "value-invalid"),
            ("health: {red: 50, green: 70}", "unknown-key"),
            ("metrics: {win_rate: {by: value}}", ""),
            ("metrics: {win_rate: {by: worth}}", "unknown-value"),
            ("metrics: {win_rate: {buy: value}}", "unknown-key"),
            ("metrics: {winrate: {by: value}}", "unknown-key"),
            ("metrics: {ltv: {cap: 0}}", "type-mismatch"),
            ("metrics: {attributed_revenue: {half_life: 400}}", "type-mismatch"),
            ("metrics: {nrr: {window: 6}, grr: {window: 12}}", "value-given-twice"),
            ("metrics: {sourced_pipeline: {sources: [Web, Event]}}", ""),
        ])
    func optionKeys(line: String, expected: String) {
        #expect(ReadSettings(head + line + "\n").ids == (expected.isEmpty ? [] : [expected]))
    }

    @Test("keys for later versions are warnings, those that figures would depend on are errors")
    func later() {
        for key in [
            "editions: {board: {}}",
            "mail: {from: a@example.test, to: [b@example.test], attach: pdf}",
            "approvals: [{role: CFO, covers: figures}]",
            "restatements: {unexplained: error, tolerance: 0.005}", "embargo: 2026-10-20",
        ] {
            let read = ReadSettings(head + key + "\n")
            #expect(read.ids == ["not-supported"], "\(key)")
            #expect(read.errors == [], "\(key)")
        }
        for key in [
            "engine: {dialect: postgres}", "entities: [{name: A, currency: EUR}]",
        ] {
            let read = ReadSettings(head + key + "\n")
            #expect(read.ids == ["not-supported"], "\(key)")
            #expect(read.errors.count == 1, "\(key)")
        }
        #expect(
            ReadSettings(head + "limits: {}\n").found.first?.remedy?.contains("metrics.yml") == true
        )
    }

    @Test(
        "a calendar of weeks needs a rule, a weekday, a month and a pattern that there are",
        arguments: [
            ("{pattern: 4-4-5}", ["key-missing", "key-missing", "key-missing"]),
            ("{rule: last, weekday: caturday, month: 1, pattern: 4-4-5}", ["unknown-value"]),
            ("{rule: first, weekday: sunday, month: 1, pattern: 4-4-5}", ["unknown-value"]),
            ("{rule: last, weekday: sunday, month: 13, pattern: 4-4-5}", ["type-mismatch"]),
            ("{rule: last, weekday: sunday, month: 1, pattern: 4-4-4}", ["unknown-value"]),
            (
                "{rule: last, weekday: sunday, month: 1, pattern: 4-4-5, week_53: 0}",
                ["type-mismatch"]
            ),
        ])
    func weekCalendars(calendar: String, expected: [String]) {
        let read = ReadSettings(
            head.replacing("currency: EUR", with: "currency: EUR, calendar: \(calendar)"))
        #expect(read.errors.map(\.id).prefix(expected.count) == expected[...])
    }

    @Test("two values for one setting are said, even where they stand apart")
    func contradictions() {
        let marked = MarkedText(
            head + """
                mrr: {from: subscriptions}
                metrics: {mrr: {from: 1️⃣ledger_month}, nrr: {window: 12}, grr: {window: 2️⃣6}}
                """)
        let read = ReadSettings(marked.text)
        #expect(read.ids == ["value-given-twice", "value-given-twice"])
        #expect(read.places == [marked[1], marked[2]])
        #expect(
            ReadSettings(head.replacing("pack}", with: "pack, languages: [en, en]}")).ids
                == ["value-given-twice"])
    }

    @Test("metric options that there are not are unknown keys")
    func metricOptions() {
        let marked = MarkedText(
            head + "metrics: {1️⃣win_rat: {}, nrr: {2️⃣windw: 3}, mrr: {3️⃣form: x}}\n")
        let read = ReadSettings(marked.text)
        #expect(read.ids == ["unknown-key", "unknown-key", "unknown-key"])
        #expect(read.places == [marked[1], marked[2], marked[3]])
    }
}
