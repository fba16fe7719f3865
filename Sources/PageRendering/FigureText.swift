import FigureWording
import FormulaReading
import KPIComputing
import PageBinding
import ReportModel

/// A figure in running text, linked to its definition.
struct FigureText {
    let html: SafeHTML
    /// The figures it shows or compares.
    let figures: [ShownFigure]

    init(_ request: FigureRequest, _ setting: Setting) {
        let metric = request.metric
        let computation = setting.computation
        let actual = computation.figure(
            metric, period: request.period, cut: request.cut, filter: request.filter)
        var shown = [ShownFigure(actual, filter: request.filter)]
        var text: String
        var reason = actual.value.reason.map(setting.reason)
        var details: [String] = []
        let period = setting.text(request.period)
        let parts = request.cut.parts.map { setting.name(of: $0.value, in: $0.dimension) }
        let name = ([setting.label(metric)] + parts).joined(separator: ", ")
        if let scenario = request.comparison {
            let base = computation.figure(
                metric, period: request.period, cut: request.cut, filter: request.filter,
                scenario: scenario)
            shown.append(ShownFigure(base, filter: request.filter))
            let difference = Difference(actual, to: base, metric, setting, digits: request.digits)
            text = difference.text
            reason = difference.reason
            if reason == nil {
                let full = FigureFormat(.full)
                details = [
                    "\(Scenario.actual.code) "
                        + setting.writer.text(actual.value, unit: metric.unit, full),
                    "\(scenario.code) " + setting.writer.text(base.value, unit: metric.unit, full),
                ]
            }
        } else {
            let format = FigureFormat(
                .prose, digits: request.digits,
                magnitude: request.unit.flatMap(Magnitude.init(name:)))
            text = setting.writer.text(actual.value, unit: metric.unit, format)
            if actual.value.number != nil {
                details = [setting.writer.text(actual.value, unit: metric.unit, .full)]
            }
        }
        // A claim that doesn't hold never gets as far as here.
        if reason == nil, let claim = request.claim, !claim.value.isEmpty { text = claim.value }
        var title = name
        for part in [period] + details + (reason.map { [$0] } ?? []) {
            title += " · "
            title += part
        }
        title += "\n"
        title += setting.definition(metric)
        var link = SafeHTML(capacity: title.utf8.count + text.utf8.count + 120)
        link.add(
            "a",
            [
                "class": reason == nil ? "figure" : "figure undefined",
                "href": setting.definitionLink(metric.id), "title": title,
            ]
        ) { $0.add(text: text) }
        html = link
        figures = shown
    }
}

/// A figure that a page shows, with the condition it was asked under.
package struct ShownFigure: Hashable, Comparable, Sendable {
    var figure: Figure
    var filter: Expression?

    init(_ figure: Figure, filter: Expression? = nil) {
        self.figure = figure
        self.filter = filter
    }

    package static func < (left: ShownFigure, right: ShownFigure) -> Bool {
        let a = left.figure
        let b = right.figure
        if a.metric != b.metric { return a.metric < b.metric }
        if a.period != b.period { return a.period < b.period }
        if a.cut != b.cut { return a.cut < b.cut }
        if a.scenario != b.scenario { return a.scenario < b.scenario }
        if a.definition != b.definition { return a.definition < b.definition }
        return (left.filter?.text ?? "") < (right.filter?.text ?? "")
    }
}

extension FigureGrid {
    /// Every figure in it; the rest of a dimension has no cut of its own and is left out.
    var shown: [ShownFigure] {
        (rows + (total.map { [$0] } ?? [])).filter { $0.kind != .other }.flatMap { row in
            row.cells.flatMap { cell in
                ([cell.actual] + cell.comparisons).map { ShownFigure($0, filter: query.filter) }
            }
        }
    }
}
