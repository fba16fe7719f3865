import ConfigReading
import Diagnostics
import KPIComputing
import ReportModel
import Testing

@Suite("the catalogue in force")
struct CatalogueValidationTests {
    @Test("the built-in catalogue is read and valid")
    func builtIn() {
        let (catalogue, found) = builtInCatalogue()
        #expect(found == [])
        #expect(validate(catalogue) == [])
        #expect(Set(catalogue.order) == Set(catalogue.metrics.keys))
        #expect(catalogue.order.count == catalogue.metrics.count)
    }

    @Test("every built-in metric has its label and definitions in English and Spanish")
    func wording() {
        let (catalogue, _) = builtInCatalogue()
        for id in catalogue.order {
            guard let metric = catalogue.metrics[id] else { continue }
            for language in ["en", "es"] {
                #expect(metric.label[language]?.isEmpty == false, "\(id): label in \(language)")
                for variant in metric.variants {
                    let text = variant.definition[language] ?? ""
                    #expect(!text.isEmpty, "\(id)/\(variant.name): definition in \(language)")
                    #expect(text.isEmpty || text.hasSuffix("."), "\(id): \(text)")
                }
            }
        }
    }

    @Test("the metrics that the first version owes are there")
    func promised() {
        let (catalogue, _) = builtInCatalogue()
        let promised = [
            "revenue", "recurring_revenue", "usage_revenue", "one_time_revenue",
            "royalty_revenue", "service_revenue", "orders", "average_order_value", "customers",
            "mrr", "arr", "new_mrr", "expansion_mrr", "contraction_mrr", "churned_mrr",
            "reactivation_mrr", "net_new_mrr", "nrr", "grr", "logo_churn", "won_amount",
            "won_deals", "lost_deals", "open_deals", "open_pipeline", "win_rate", "deal_size",
            "deal_size_median", "sales_cycle", "sales_cycle_mean", "pipeline_coverage",
            "top10_share",
        ]
        #expect(promised.filter { catalogue.metrics[$0] == nil } == [])
    }

    @Test("names, functions and numbers of arguments of a company's formulas are checked")
    func formulas() {
        let found = validated(
            """
            metrics:
              a: {label: A, unit: money, formula: revnue * 2}
              b: {label: B, unit: money, formula: lagg(revenue)}
              c: {label: C, unit: money, formula: lag(revenue)}
              d: {label: D, unit: money, formula: "trailing(revenue, 3, 4)"}
              e: {label: E, unit: money, formula: "where(revnue, region = 'x')"}
            """)
        #expect(
            found.map(\.id) == [
                "unknown-metric", "unknown-function", "formula-syntax", "formula-syntax",
                "unknown-metric",
            ])
        #expect(found.map { $0.location?.line } == [2, 3, 4, 5, 6])
        #expect(found.first?.remedy == "did you mean 'revenue'?")
        #expect(found[1].remedy == "did you mean 'lag'?")
    }

    @Test("a metric computed from itself is said, near or far")
    func cycles() {
        let found = validated(
            """
            metrics:
              a: {label: A, unit: money, formula: a + 1}
              b: {label: B, unit: money, formula: c}
              c: {label: C, unit: money, formula: revenue - b}
              d: {label: D, unit: money, formula: b}
            """)
        #expect(found.map(\.id) == ["formula-cycle", "formula-cycle", "formula-cycle"])
        #expect(found.map { $0.location?.line } == [2, 3, 4])
    }

    private func validated(_ text: String) -> [Diagnostic] {
        var (catalogue, found) = builtInCatalogue()
        readCatalogue(
            text, path: "content/metrics.yml", isBuiltIn: false, into: &catalogue,
            diagnostics: &found)
        #expect(found == [])
        return validate(catalogue).inReadingOrder()
    }
}
