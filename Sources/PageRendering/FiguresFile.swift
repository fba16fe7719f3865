import Diagnostics
import FigureWording
import FormulaReading
import KPIComputing
import ReportModel

/// All figures that a site shows, as JSON.
package struct FiguresFile: Sendable {
    private var figures: Set<ShownFigure> = []

    package init() {}

    package mutating func add(_ shown: [ShownFigure]) { figures.formUnion(shown) }

    package mutating func formUnion(_ other: FiguresFile) { figures.formUnion(other.figures) }

    /// The same for the same figures in one run.
    package var digest: Int { figures.hashValue }

    /// Why figures have no value, by metric, each reason once.
    var reasons: [String: [Undefined]] {
        var found: [String: [Undefined]] = [:]
        for shown in figures.sorted() {
            guard let reason = shown.figure.value.reason else { continue }
            if found[shown.figure.metric]?.contains(reason) == true { continue }
            found[shown.figure.metric, default: []].append(reason)
        }
        return found
    }

    /// The metrics that are shown, and those they come from, in the order of the catalogue.
    func metrics(_ computation: Computation) -> [String] {
        var found: Set<String> = []
        for id in Set(figures.map(\.figure.metric)) {
            guard let metric = computation.catalogue.metrics[id] else { continue }
            found.formUnion(computation.metricsNamed(by: metric))
        }
        return computation.catalogue.order.filter(found.contains)
    }

    package func file(currency: String) -> RenderedFile {
        RenderedFile(path: "data/figures.json", text: text(currency: currency))
    }

    func text(currency: String) -> String {
        var text = "{\"currency\": \(jsonQuoted(currency)),\n \"figures\": ["
        text += figures.sorted().map { "\n  " + line($0) }.joined(separator: ",")
        return text + "]}\n"
    }

    private func line(_ shown: ShownFigure) -> String {
        let figure = shown.figure
        let cut = figure.cut.parts.map { "\(jsonQuoted($0.dimension)): \(jsonQuoted($0.value))" }
        var pairs = [
            ("metric", jsonQuoted(figure.metric)), ("period", jsonQuoted(figure.period.name)),
            ("cut", "{\(cut.joined(separator: ", "))}"),
            ("scenario", jsonQuoted(figure.scenario.code)),
        ]
        if let filter = shown.filter { pairs.append(("where", jsonQuoted(filter.text))) }
        pairs += [
            ("unit", jsonQuoted(figure.unit.rawValue)),
            ("value", figure.value.number?.canonical ?? "null"),
            ("reason", figure.value.reason.map { jsonQuoted($0.text) } ?? "null"),
            ("definition", jsonQuoted(figure.definition)),
        ]
        pairs += figure.furtherPairs
        return "{" + pairs.map { "\(jsonQuoted($0.0)): \($0.1)" }.joined(separator: ", ") + "}"
    }
}
