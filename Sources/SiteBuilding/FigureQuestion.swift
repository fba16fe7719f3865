package import Diagnostics
package import FileAccess
import FormulaReading
import FigureJudging
import KPIComputing
package import ReportModel
package import FigureWording

/// What `revsite kpi` is asked.
package struct FigureQuestion: Sendable {
    /// None: every metric that the workspace's tables can answer.
    package var metrics: [String]
    package var by: String?
    package var filter: String?
    package var comparisons: [Scenario]
    package var last: Int?
    /// `cohorts`, `movements`, `stages` or `retention_walk`.
    package var series: String?

    package init(
        metrics: [String] = [], by: String? = nil, filter: String? = nil,
        comparisons: [Scenario] = [], last: Int? = nil, series: String? = nil
    ) {
        self.metrics = metrics
        self.by = by
        self.filter = filter
        self.comparisons = comparisons
        self.last = last
        self.series = series
    }
}

package struct FigureAnswer: Sendable {
    package var figures: [Figure]
    package var diagnostics: [Diagnostic]
    package var currency: String
    package var writer: FigureWriter
    /// English labels by metric.
    package var labels: [String: String]
}

/// The question does not make sense: an unknown metric, dimension or series.
package struct QuestionDefect: Error, Sendable {
    package var diagnostics: [Diagnostic]
}

/// The figures that a command asks for, from the same tables by the same rules as those of the pages.
///
/// - Returns: nil figures, with diagnostics, when the settings or data are wrong.
/// - Throws: `QuestionDefect`, or `FileError` when the disk fails.
package func answer(
    _ question: FigureQuestion, in workspace: Workspace, options: BuildOptions
) throws -> (answer: FigureAnswer?, diagnostics: [Diagnostic]) {
    let (inputs, found) = try readInputs(workspace, options: options, readsPages: false)
    guard let inputs, !found.hasErrors else { return (nil, found.inReadingOrder()) }
    let plan = try QuestionPlan(question, inputs)
    let measurement = try measure(inputs) { planner in plan.requests(planner) }
    let judged = FigureJudging.diagnostics(of: measurement.verdicts)
    let all = (found + measurement.diagnostics + judged).inReadingOrder()
    if all.hasErrors { return (nil, all) }
    let labels = inputs.catalogue.metrics.compactMapValues { $0.label["en"] }
    let figures = plan.figures(measurement.computation)
    return (
        FigureAnswer(
            figures: figures, diagnostics: all, currency: inputs.settings.currency,
            writer: FigureWriter(language: inputs.language, currency: inputs.settings.currency),
            labels: labels), all
    )
}
