import BundledFiles
import ConfigReading
import Diagnostics
import KPIComputing
import ReportModel
import Testing

@Suite("units of formulas")
struct UnitCheckingTests {
    private func mistakes(_ formula: String, unit: String) -> [String] {
        var found: [Diagnostic] = []
        var catalogue = Catalogue()
        readCatalogue(
            BundledFiles.own.text("catalogue/metrics.yml") ?? "", path: "metrics.yml",
            isBuiltIn: true, into: &catalogue, diagnostics: &found)
        readCatalogue(
            "metrics:\n  own:\n    label: Own\n    unit: \(unit)\n    formula: '\(formula)'\n",
            path: "content/metrics.yml", isBuiltIn: false, into: &catalogue, diagnostics: &found)
        return (found + validate(catalogue)).map(\.id)
    }

    @Test("an input stands alone, and an option that is asked for is one that there is")
    func names() {
        #expect(mistakes("input()", unit: "count") == [])
        #expect(mistakes("input() * 2", unit: "count") == ["formula-syntax"])
        #expect(mistakes("assumed(\"forecast.churn\", revenue)", unit: "money") == [])
        #expect(
            mistakes("assumed(\"forecast.chrun\", revenue)", unit: "money") == ["unknown-option"])
    }

    @Test(
        "what goes together is no mistake",
        arguments: [
            ("revenue / orders", "money"), ("revenue / plan(revenue)", "percent"),
            ("revenue - lag(revenue, 12)", "money"), ("1 - win_rate", "percent"),
            ("win_rate + lag(win_rate, 12)", "percent"), ("100 * nrr", "score"),
            ("won_deals + lost_deals", "count"), ("won_deals + 1", "count"),
            ("revenue + 1000", "money"),
            ("sales_cycle / 30", "months"), ("revenue / sales_cycle", "money"),
            ("cac / arpa", "months"), ("if_undefined(revenue, 0)", "money"),
            ("0 - revenue", "money"), ("at_most(revenue, 1000000)", "money"),
            ("-revenue * 0.19", "money"), ("revenue * win_rate", "money"),
            ("nrr * quick_ratio", "ratio"), ("ytd(revenue) / trailing(revenue, 12)", "percent"),
            ("where(revenue, type = \"service\") / revenue", "percent"),
        ])
    func fitting(formula: String, unit: String) {
        #expect(mistakes(formula, unit: unit) == [])
    }

    @Test(
        "what does not go together is reported",
        arguments: [
            ("nrr + revenue", "money"), ("revenue - orders", "money"),
            ("won_deals - sales_cycle", "count"),
            ("won_deals + win_rate", "count"), ("revenue * revenue", "money"),
            ("revenue", "percent"), ("revenue / orders", "percent"), ("orders", "money"),
            ("revenue / plan(revenue)", "money"), ("sales_cycle * won_amount", "days"),
            ("if_undefined(revenue, orders)", "money"), ("revenue > 5", "money"),
            ("\"a\" + 1", "count"), ("(revenue > 5) * 2", "count"),
        ])
    func clashing(formula: String, unit: String) {
        #expect(mistakes(formula, unit: unit) == ["unit-mismatch"])
    }

    @Test("the built-in catalogue has no mistake in its units")
    func builtIn() {
        #expect(mistakes("1", unit: "count") == [])
    }
}
