package import Diagnostics
package import ReportModel

/// Unknown names, unknown functions and cycles in the formulas of a catalogue, each at its place.
package func validate(_ catalogue: Catalogue) -> [Diagnostic] {
    var found: [Diagnostic] = []
    var sizes: [String: Int] = [:]
    for id in catalogue.order {
        guard let metric = catalogue.metrics[id] else { continue }
        if expandedSize(id, catalogue, &sizes) > largestFormula {
            found.append(
                Diagnostic(
                    id: "formula-too-large",
                    "the metric '\(id)' comes down to more than \(largestFormula) names",
                    remedy: "name fewer metrics that name others", at: metric.location))
        }
        var own: [Diagnostic] = []
        for variant in metric.variants {
            // Alone it is the metric's own; within a formula nobody knew whose.
            if variant.formula.kind == .call("input", []) { continue }
            check(variant.formula, catalogue, &own)
        }
        if own.isEmpty {
            // What an unknown name counts in nobody knows.
            var units = UnitChecking(catalogue)
            units.check(metric)
            own = units.found
        }
        found += own
        for variant in metric.variants {
            var path = [id]
            var seen: Set<String> = []
            if reaches(id, variant.formula, catalogue, &seen, &path) {
                found.append(
                    Diagnostic(
                        id: "formula-cycle",
                        "the metric '\(id)' is computed from itself: \(path.joined(separator: " → "))",
                        remedy: "break the circle", at: variant.formula.location))
            }
        }
    }
    return found
}

private let largestFormula = 2_000

/// Unknown names and functions of one formula, and parts that don't go together.
package func formulaDiagnostics(_ formula: Expression, _ catalogue: Catalogue) -> [Diagnostic] {
    var found: [Diagnostic] = []
    check(formula, catalogue, &found)
    var units = UnitChecking(catalogue)
    _ = units.quantity(formula)
    return found + units.found
}

private func check(_ formula: Expression, _ catalogue: Catalogue, _ found: inout [Diagnostic]) {
    switch formula.kind {
    case .number, .text:
        return
    case .name(let name):
        if catalogue.metrics[name] == nil, catalogue.measures[name] == nil {
            found.append(
                Diagnostic(
                    id: "unknown-metric", "there is no metric '\(name)'",
                    remedy: didYouMean(name, among: catalogue.order), at: formula.location))
        }
    case .call(let name, let arguments):
        guard let count = FormulaFunction.all[name] else {
            found.append(
                Diagnostic(
                    id: "unknown-function", "there is no function '\(name)'",
                    remedy: didYouMean(name, among: FormulaFunction.all.keys.sorted()),
                    at: formula.location))
            return
        }
        if arguments.count != count {
            found.append(
                Diagnostic(
                    id: "formula-syntax",
                    "'\(name)' takes \(count) arguments, found \(arguments.count)",
                    remedy: "see the formulas of the definitions page", at: formula.location))
        }
        if name == "input" {
            found.append(
                Diagnostic(
                    id: "formula-syntax", "'input()' stands within a formula",
                    remedy: "make a metric with 'formula: input()' and name that one",
                    at: formula.location))
        }
        if name == "option" || name == "assumed", case .text(let path)? = arguments.first?.kind,
            !MetricOptions.known.contains(where: { $0.path == path })
        {
            found.append(
                Diagnostic(
                    id: "unknown-option", "there is no option '\(path)'",
                    remedy: didYouMean(path, among: MetricOptions.known.map(\.path)),
                    at: formula.location))
        }
        let isNamed =
            name == "where" || name == "above_zero" || FormulaFunction.isByPart(name)
        let formulas =
            isNamed
            ? arguments.prefix(1)
            : name == "option" ? [] : name == "assumed" ? arguments.dropFirst() : arguments[...]
        for argument in formulas { check(argument, catalogue, &found) }
    case .negative(let inner), .not(let inner):
        check(inner, catalogue, &found)
    case .binary(_, let left, let right):
        check(left, catalogue, &found)
        check(right, catalogue, &found)
    }
}

/// Whether a formula comes back to a metric; `path` then says how. Each metric is looked at once.
private func reaches(
    _ id: String, _ formula: Expression, _ catalogue: Catalogue, _ seen: inout Set<String>,
    _ path: inout [String]
) -> Bool {
    for (name, _) in formula.names {
        if name == id {
            path.append(name)
            return true
        }
        guard let metric = catalogue.metrics[name], seen.insert(name).inserted else { continue }
        path.append(name)
        for variant in metric.variants
        where reaches(id, variant.formula, catalogue, &seen, &path) {
            return true
        }
        path.removeLast()
    }
    return false
}

/// How many names a metric comes down to when all that it names is written out.
private func expandedSize(
    _ id: String, _ catalogue: Catalogue, _ known: inout [String: Int]
) -> Int {
    if let size = known[id] { return size }
    // Stands while the metric is being measured, so that a cycle ends.
    known[id] = 1
    var largest = 1
    for variant in catalogue.metrics[id]?.variants ?? [] {
        var size = 0
        for (name, _) in variant.formula.names {
            size = min(size + expandedSize(name, catalogue, &known), 1_000_000)
        }
        largest = max(largest, size)
    }
    known[id] = largest
    return largest
}
