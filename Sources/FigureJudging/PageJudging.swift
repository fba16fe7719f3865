package import Diagnostics
package import FigureWording
import FormulaReading
package import KPIComputing
import MarkdownReading
package import PageBinding
package import ReportModel

/// What was found true or false on a page.
package struct PageVerdict: Sendable {
    package var diagnostics: [Diagnostic] = []
    /// Claims of figures and directions that were compared.
    package var claims = 0
    package var assertions = 0

    package init() {}
}

/// Compares what a page says with the figures: claims, asserts, and the values its cuts name.
package func judge(
    _ page: BoundPage, computation: Computation, writer: FigureWriter
) -> PageVerdict {
    var verdict = PageVerdict()
    if let assertion = page.assertion {
        let place = SourceLocation(path: page.text.path, line: 1, column: 1)
        judge(
            assertion, of: "title", page.title, at: assertion.location ?? place,
            period: page.period, computation, &verdict)
    }
    for binding in page.bindingsInOrder {
        verdict.diagnostics += missingTables(binding, computation)
        switch binding {
        case .figure(let request):
            judge(request, computation, writer, &verdict)
        case .chart(let request):
            judge(request.captions, period: request.query.period, computation, &verdict)
            checkValues(
                request.query, split: request.split ?? request.panels, at: request.location,
                computation, &verdict)
        case .table(let request):
            judge(request.captions, period: request.query.period, computation, &verdict)
            checkValues(request.query, at: request.location, computation, &verdict)
        case .tiles, .note:
            break
        }
    }
    return verdict
}

private func judge(
    _ captions: Captions, period: Period, _ computation: Computation,
    _ verdict: inout PageVerdict
) {
    guard let assertion = captions.assertion else { return }
    judge(
        assertion, of: "message", captions.message ?? captions.title ?? "",
        at: assertion.location ?? captions.messageLocation, period: period, computation, &verdict)
}

private func judge(
    _ assertion: Expression, of what: String, _ wording: String, at location: SourceLocation,
    period: Period, _ computation: Computation, _ verdict: inout PageVerdict
) {
    verdict.assertions += 1
    switch computation.judge(assertion, period: period) {
    case .success(true):
        return
    case .success(false):
        verdict.diagnostics.append(
            Diagnostic(
                id: "assert-false",
                "the \(what) '\(wording)' does not hold in \(period.name): \(assertion.text) is false"
                    + sides(of: assertion, period, computation),
                remedy: "reword the \(what), or mend its assert", at: location))
    case .failure(let undefined):
        verdict.diagnostics.append(
            Diagnostic(
                id: "assert-undefined",
                "the \(what) '\(wording)' can't be judged in \(period.name): "
                    + undefined.reason.text,
                remedy: "assert something that the data shows", at: location))
    }
}

/// Both sides of a comparison, as figures.
private func sides(
    of assertion: Expression, _ period: Period, _ computation: Computation
) -> String {
    guard case .binary(_, let left, let right) = assertion.kind,
        let a = computation.evaluate(left, period: period).number,
        let b = computation.evaluate(right, period: period).number
    else { return "" }
    return " (\(a.rounded(toSignificant: 10).canonical) against "
        + "\(b.rounded(toSignificant: 10).canonical))"
}

private func judge(
    _ request: FigureRequest, _ computation: Computation, _ writer: FigureWriter,
    _ verdict: inout PageVerdict
) {
    for part in request.cut.parts {
        verdict.diagnostics += unknownValue(
            part.value, of: part.dimension, metric: request.metric.id, filter: request.filter,
            at: request.location, computation)
    }
    guard let claim = request.claim else { return }
    verdict.claims += 1
    let (value, kind) = claimedValue(request, computation)
    let figure = ClaimedFigure(
        value: value, unit: request.metric.unit, difference: kind,
        betterIs: request.metric.better, destination: request.destination)
    if let defect = writer.defect(ofClaim: claim.value, about: figure) {
        verdict.diagnostics.append(defect.diagnostic(at: claim.location))
    }
}

/// The figure, or the difference that the request asks for.
package func claimedValue(
    _ request: FigureRequest, _ computation: Computation
) -> (FigureValue, DifferenceKind?) {
    let actual = computation.figure(
        request.metric, period: request.period, cut: request.cut, filter: request.filter)
    guard let comparison = request.comparison else { return (actual.value, nil) }
    let base = computation.figure(
        request.metric, period: request.period, cut: request.cut, filter: request.filter,
        scenario: comparison)
    return (actual.difference(from: base), DifferenceKind(of: request.metric.unit))
}

private func checkValues(
    _ query: GridQuery, split: String? = nil, at location: SourceLocation,
    _ computation: Computation, _ verdict: inout PageVerdict
) {
    var dimension = split
    if case .dimension(let name) = query.axis { dimension = name }
    guard let dimension else { return }
    for value in query.values ?? [] {
        verdict.diagnostics += unknownValue(
            value, of: dimension, metric: query.metrics[0], filter: query.filter, at: location,
            computation)
    }
}

/// A value that no row has, at no time, is a slip of the pen and no zero.
private func unknownValue(
    _ value: String, of dimension: String, metric: String, filter: Expression?,
    at location: SourceLocation, _ computation: Computation
) -> [Diagnostic] {
    let known = computation.knownValues(of: dimension, metric: metric, filter: filter)
    if known.contains(value) || known.isEmpty { return [] }
    return [
        Diagnostic(
            id: "unknown-value", "no row of '\(metric)' has the \(dimension) '\(value)'",
            remedy: didYouMean(value, among: known), at: location)
    ]
}

/// Metrics whose table the workspace does not have.
private func missingTables(_ binding: Binding, _ computation: Computation) -> [Diagnostic] {
    let (metrics, location) = askedMetrics(binding, computation)
    return metrics.flatMap { metric in
        computation.missingTables(of: metric).map { table in
            Diagnostic(
                id: "table-missing",
                "the metric '\(metric.id)' needs the table '\(table)', which is not in revsite.yml",
                remedy: "add it under 'tables:', or take the metric off this page",
                at: location)
        }
    }
}

private func askedMetrics(
    _ binding: Binding, _ computation: Computation
) -> ([MetricDefinition], SourceLocation?) {
    func named(_ ids: [String]) -> [MetricDefinition] {
        ids.compactMap { computation.catalogue.metrics[$0] }
    }
    switch binding {
    case .figure(let request): return ([request.metric], request.location)
    case .chart(let request): return (named(request.query.metrics), request.location)
    case .table(let request): return (named(request.query.metrics), request.location)
    case .tiles(let request): return (request.metrics, request.location)
    case .note: return ([], nil)
    }
}
