import ConfigReading
import Diagnostics
import ReportModel
import Testing

@Suite("a company's metrics")
struct CatalogueReadingTests {
    private func read(
        _ text: String, builtIn: String = ""
    ) -> (catalogue: Catalogue, found: [Diagnostic]) {
        var catalogue = Catalogue()
        var found: [Diagnostic] = []
        if !builtIn.isEmpty {
            readCatalogue(
                builtIn, path: "(built-in)/metrics.yml", isBuiltIn: true, into: &catalogue,
                diagnostics: &found)
        }
        readCatalogue(
            text, path: "content/metrics.yml", isBuiltIn: false, into: &catalogue,
            diagnostics: &found)
        return (catalogue, found.inReadingOrder())
    }

    private let builtIn = """
        measures:
          revenue_amount: {table: revenue, aggregate: sum, of: amount, date: date}
        metrics:
          revenue: {label: {en: Revenue, es: Ingresos}, unit: money, kind: flow, formula: revenue_amount,
            definition: {en: All lines., es: Todas las líneas.}}
        """

    @Test("the example of the contract is read, its formula in quotes")
    func example() throws {
        let (catalogue, found) = read(
            """
            metrics:
              services_share: {label: Services share of revenue, unit: percent, better: lower,
                formula: 'where(revenue, type = "service") / revenue',
                definition: Service revenue as a share of all revenue of the period.}
            """, builtIn: builtIn)
        #expect(found == [])
        #expect(catalogue.order == ["revenue", "services_share"])
        let metric = try #require(catalogue.metrics["services_share"])
        #expect(metric.label == ["en": "Services share of revenue"])
        #expect(metric.unit == .percent)
        #expect(metric.better == .lower)
        #expect(!metric.isOverride)
        #expect(metric.variants.count == 1)
        #expect(metric.variants.first?.kind == .rate)
        #expect(
            metric.variants.first?.definition
                == ["en": "Service revenue as a share of all revenue of the period."])
    }

    @Test("a formula that YAML tears at its comma is told to go into quotes")
    func tornFormula() {
        let (_, found) = read(
            "metrics: {a: {label: A, unit: percent, formula: where(revenue, type = \"x\") / revenue}}"
        )
        #expect(found.map(\.id) == ["formula-syntax", "unknown-key"])
        #expect(found.last?.remedy?.contains("quotes") == true)
    }

    @Test("a label and a definition may be given in each language")
    func languages() {
        let (catalogue, found) = read(
            """
            metrics:
              margin: {label: {en: Margin, es: Margen}, unit: percent, formula: 1 / 2,
                definition: {en: Half., es: La mitad.}, owner: CFO, source: Handbook 4.2}
            """)
        #expect(found == [])
        #expect(catalogue.metrics["margin"]?.label == ["en": "Margin", "es": "Margen"])
        #expect(catalogue.metrics["margin"]?.owner == "CFO")
        #expect(catalogue.metrics["margin"]?.source == "Handbook 4.2")
    }

    @Test("an override is marked as one and keeps its place in the order")
    func overrides() {
        let (catalogue, found) = read(
            "metrics: {revenue: {label: Net sales, unit: money, kind: flow, formula: revenue_amount}}",
            builtIn: builtIn)
        #expect(found == [])
        #expect(catalogue.order == ["revenue"])
        #expect(catalogue.metrics["revenue"]?.isOverride == true)
        #expect(catalogue.metrics["revenue"]?.label["en"] == "Net sales")
    }

    @Test("everything that is wrong with every metric is said in one run")
    func errors() {
        let marked = MarkedText(
            """
            metrics:
              a: {label: A, unit: 1️⃣mony, formula: 1}
              2️⃣b: {label: B, unit: money}
              3️⃣c: {}
              d: {label: D, unit: money, formula: 4️⃣/ 2, 5️⃣formla: x}
              6️⃣My Metric: {label: E, unit: money, formula: 1}
              f: {label: F, unit: money, better: 7️⃣up, formula: 1}
            8️⃣mesures: {}
            """, path: "content/metrics.yml")
        let (_, found) = read(marked.text)
        #expect(found.map(\.location) == (1...8).map { marked[$0] })
        #expect(
            found.map(\.id) == [
                "unknown-value", "metric-incomplete", "metric-incomplete", "formula-syntax",
                "unknown-key", "metric-name-invalid", "unknown-value", "unknown-key",
            ])
        #expect(found[1].message == "the metric 'b' lacks 'formula'")
        #expect(found[2].message == "the metric 'c' lacks 'label' and 'unit' and 'formula'")
    }

    @Test("a wrong metric is there all the same, so that pages that name it are not blamed")
    func standIns() {
        let (catalogue, found) = read("metrics: {a: {label: A, unit: mony, formula: 1 +}}")
        #expect(found.map(\.id) == ["unknown-value", "formula-syntax"])
        #expect(catalogue.order == ["a"])
        #expect(catalogue.metrics["a"]?.variants.count == 1)
    }

    @Test("a label in Spanish alone is not enough")
    func englishMissing() {
        let (_, found) = read("metrics: {a: {label: {es: Uno}, unit: count, formula: 1}}")
        #expect(found.map(\.id) == ["metric-incomplete"])
        #expect(found.first?.remedy == "give the label in 'en' too")
    }

    @Test("a company has metrics of its own and no measures")
    func measures() {
        let (_, found) = read(
            "measures: {x: {table: revenue, aggregate: sum}}\nmetrics: {}\n", builtIn: builtIn)
        #expect(found.map(\.id) == ["unknown-key"])
        let (_, taken) = read(
            "metrics: {revenue_amount: {label: A, unit: money, formula: 1}}", builtIn: builtIn)
        #expect(taken.map(\.id) == ["metric-name-taken"])
    }

    @Test(
        "a limit says from where on a metric is red or amber, and how far it is from there",
        arguments: [
            ("red: '< 1.00', amber: '< 1.05'", "1.06", "green", "0.06"),
            ("red: '< 1.00', amber: '< 1.05'", "1.05", "green", "0.05"),
            ("red: '< 1.00', amber: '< 1.05'", "1.02", "amber", "0.02"),
            ("red: '< 100 %', amber: '< 105%'", "0.97", "red", "-0.03"),
            ("red: '>= 30', amber: '> 20'", "30", "red", "0"),
            ("amber: '> 20'", "25", "amber", "-5"),
        ])
    func limits(bounds: String, value: String, state: String, headroom: String) throws {
        let own =
            "metrics: {a: {label: A, unit: ratio, formula: 1}}\nlimits: {a: {\(bounds)}}\n"
        let (catalogue, found) = read(own)
        #expect(found.isEmpty)
        let limit = try #require(catalogue.limits["a"])
        let number = try #require(ExactDecimal(value))
        #expect(limit.state(of: number).rawValue == state)
        #expect(limit.headroom(of: number)?.canonical == headroom)
    }

    @Test(
        "a limit that says nothing, or nothing that holds together, is an error",
        arguments: [
            ("b: {red: '< 1'}", "unknown-metric"), ("a: {red: '1'}", "limit-invalid"),
            ("a: {red: '= 1'}", "limit-invalid"), ("a: {red: '< one'}", "limit-invalid"),
            ("a: {reason: Covenant}", "key-missing"),
            ("a: {red: '< 1', ambre: '< 2'}", "unknown-key"),
            ("a: {red: '< 1.05', amber: '< 1.00'}", "value-invalid"),
            ("a: {red: '< 1', amber: '> 2'}", "value-invalid"),
        ])
    func wrongLimits(limit: String, expected: String) {
        let own = "metrics: {a: {label: A, unit: ratio, formula: 1}}\nlimits: {\(limit)}\n"
        #expect(read(own).1.map(\.id) == [expected])
    }
}
