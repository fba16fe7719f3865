import BundledFiles
import ConfigReading
import Diagnostics
import KPIComputing
import ReportModel
import Testing

/// What the engine says, by the place at which the example has its own figure.
typealias PublishedAnswers = [(place: String, value: String)]

/// A published example as rows and settings, and what is asked of the catalogue.
struct PublishedCase: Sendable, CustomTestStringConvertible {
    var id: String
    /// What it takes to put the example as a company's data.
    var needs: String
    /// Places of what was published that are not asked, with the reason.
    var leavesOut: [String: String]
    var answer: @Sendable (PublishedValue) throws -> PublishedAnswers

    init(
        _ id: String, needs: String, leavesOut: [String: String] = [:],
        answer: @escaping @Sendable (_ inputs: PublishedValue) throws -> PublishedAnswers
    ) {
        self.id = id
        self.needs = needs
        self.leavesOut = leavesOut
        self.answer = answer
    }

    var testDescription: String { id }
}

extension PublishedCase {
    /// Compares every figure of the example with what the engine says.
    func check(_ example: PublishedExample) throws {
        let end = "(\(example.source.name); \(example.variant); needs \(needs))"
        var found: [String: String] = [:]
        for (place, value) in try answer(example.inputs) {
            #expect(found[place] == nil, "\(id): \(place) twice")
            found[place] = value
        }
        let exact = example.exact.leaves
        for (place, printed) in example.expected.leaves.sorted(by: { $0.key < $1.key }) {
            if leavesOut[place] != nil { continue }
            let answered = found.removeValue(forKey: place)
            let value = try #require(answered, "\(id) says nothing of \(place) \(end)")
            let isMet =
                printed.isMet(by: value, within: example.tolerance)
                && (exact[place]?.isMetExactly(by: value) ?? false)
            #expect(isMet, "\(id) \(place): \(value), published \(printed.shown) \(end)")
        }
        for place in leavesOut.keys where example.expected.leaves[place] == nil {
            Issue.record("\(id): nothing was published at '\(place)' that is left out")
        }
        #expect(found.isEmpty, "\(id): \(found) was not published")
    }
}

extension PublishedValue {
    /// Whether a figure is this one. Of a tolerance of 0 it is, where both read into the same number.
    fileprivate func isMet(by value: String, within tolerance: Double) -> Bool {
        switch self {
        case .number(let number): Double(value).map { abs($0 - number) <= tolerance } ?? false
        case .text(let text): value == text
        case .nothing: value.hasPrefix("n/a: ")
        default: false
        }
    }

    /// Ten digits are known of it.
    fileprivate func isMetExactly(by value: String) -> Bool {
        guard case .number(let number) = self else { return isMet(by: value, within: 0) }
        return isMet(by: value, within: 1e-9 * max(1, abs(number)))
    }

    fileprivate var shown: String {
        switch self {
        case .number(let number): "\(number)"
        case .text(let text): text
        case .nothing: "undefined"
        default: "\(self)"
        }
    }
}

/// Answers at the places of a list.
func listed(_ place: String, _ values: [String]) -> PublishedAnswers {
    values.enumerated().map { ("\(place).\($0)", $1) }
}

/// The one value that all of them are, or all of them.
func same(_ values: [String]) -> String {
    Set(values).count == 1 ? values[0] : values.joined(separator: " and ")
}

/// `content/metrics.yml` with rates of these formulas, each of the first unit that fits it.
func ownMetrics(_ formulas: KeyValuePairs<String, String>) -> String {
    formulas.reduce("metrics:\n") { text, one in
        let lines = ["ratio", "money", "days"].map { unit in
            text + "  \(one.key): {label: a, unit: \(unit), better: higher, kind: rate, "
                + "formula: '\(one.value)'}\n"
        }
        return lines.first { !hasMistakes($0) } ?? lines[0]
    }
}

private func hasMistakes(_ metrics: String) -> Bool {
    var catalogue = Catalogue()
    var found: [Diagnostic] = []
    readCatalogue(
        BundledFiles.own.text("catalogue/metrics.yml") ?? "", path: "metrics.yml",
        isBuiltIn: true, into: &catalogue, diagnostics: &found)
    readCatalogue(
        metrics, path: "content/metrics.yml", isBuiltIn: false, into: &catalogue,
        diagnostics: &found)
    return !validate(catalogue).isEmpty
}

extension Company {
    /// The metrics of a period, each at the place of its name.
    func answers(
        _ period: String, _ metrics: KeyValuePairs<String, String>
    ) throws -> PublishedAnswers {
        try metrics.map { ($0.key, try value($0.value, period)) }
    }

    /// The steps of the bridge of MRR over a month that are not zero, losses below it.
    func movements(_ month: String) throws -> [(category: String, amount: String)] {
        let mrr = try #require(catalogue.metrics["mrr"])
        let ids = [
            "new_mrr", "reactivation_mrr", "expansion_mrr", "contraction_mrr", "churned_mrr",
        ]
        let (computation, found) = try measured { planner in
            (["mrr"] + ids).flatMap {
                planner.requests(for: Expression(.name($0)), dimensions: [], filter: nil)
            }
        }
        #expect(!found.hasErrors, "\(found)")
        let bridge = computation.movementBridge(mrr, over: try period(month), filter: nil)
        let words = [
            "new_mrr": "new", "reactivation_mrr": "reactivation", "expansion_mrr": "expansion",
            "contraction_mrr": "contraction", "churned_mrr": "churn",
        ]
        return bridge.steps.filter { $0.change.number != .zero }
            .map { (words[$0.key] ?? $0.key, $0.change.shown) }
    }
}
