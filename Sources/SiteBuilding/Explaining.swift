package import Diagnostics
package import FileAccess
import FigureJudging
import FigureWording
import FormulaReading
import KPIComputing
import Measuring
import PageBinding
import ReportModel

/// Explains a metric: definition, options, the formula with its numbers, each input down to tables,
/// files and row counts, and the rows themselves if asked for.
///
/// - Returns: nil text, with diagnostics, when the settings or data are wrong.
/// - Throws: `QuestionDefect`, or `FileError` when the disk fails.
package func explain(
    _ id: String, filter: String?, showsRows: Bool, in workspace: Workspace, options: BuildOptions
) throws -> (text: String?, diagnostics: [Diagnostic]) {
    let (inputs, found) = try readInputs(workspace, options: options, readsPages: false)
    guard let inputs, !found.hasErrors else { return (nil, found.inReadingOrder()) }
    let plan = try QuestionPlan(FigureQuestion(metrics: [id], filter: filter), inputs)
    guard let metric = inputs.catalogue.metrics[id] else { return (nil, found) }
    var mistakes: [Diagnostic] = []
    let condition = filter.flatMap { parseExpression($0, at: nil, diagnostics: &mistakes) }
    let measurement = try measure(inputs) { plan.requests($0) }
    let judged = FigureJudging.diagnostics(of: measurement.verdicts)
    let all = (found + measurement.diagnostics + judged).inReadingOrder()
    if all.hasErrors { return (nil, all) }
    let explanation = measurement.computation.explain(
        metric, period: inputs.settings.period, filter: condition)
    var listings: [RowListing] = []
    if showsRows {
        let wishes = explanation.steps.compactMap { step in
            step.request.map { RowWish(request: $0, months: step.months) }
        }
        listings = try measure(inputs, wishes: wishes) { plan.requests($0) }.listings
    }
    let page = ExplanationPage(
        metric: metric, explanation: explanation, listings: listings, inputs: inputs,
        measurement: measurement)
    return (page.text, all)
}

/// The lines of an explanation.
private struct ExplanationPage {
    let metric: MetricDefinition
    let explanation: Explanation
    /// In the order of the steps that are measures; empty where rows were not asked for.
    let listings: [RowListing]
    let inputs: WorkspaceInputs
    let measurement: Measurement

    private var computation: Computation { measurement.computation }

    var text: String {
        var lines = head
        var listing = listings.makeIterator()
        for (place, step) in explanation.steps.enumerated() {
            lines.append("")
            lines += step.measure == nil ? metricLines(step, place) : measureLines(step)
            if step.measure != nil, let rows = listing.next() { lines += rowLines(rows, step) }
        }
        lines.append("")
        lines += tableLines
        lines += checkLines
        return lines.joined(separator: "\n") + "\n"
    }

    private var head: [String] {
        let writer = FigureWriter(
            language: inputs.language, currency: inputs.settings.currency)
        let first = explanation.steps.first?.value ?? .undefined(.noRows(""))
        let shown = first.number.map { writer.text($0, unit: metric.unit) } ?? "n/a"
        var lines = [
            "\(metric.label["en"] ?? metric.id) (\(metric.id)), \(inputs.settings.period.name): \(shown)",
            "  definition  " + computation.definitionText(of: metric, language: "en"),
            "  in force    " + computation.definition(of: metric),
            "  unit        \(metric.unit.rawValue), \(metric.better.rawValue) is better, "
                + "\(computation.variant(of: metric)?.kind.rawValue ?? "rate")",
        ]
        let figure = computation.figure(metric, period: inputs.settings.period)
        if let ranges = figure.ranges {
            for (chance, range) in [("50", ranges.half), ("80", ranges.fourFifths)] {
                guard let range else { continue }
                lines.append(
                    "  range       \(range.low.canonical) to \(range.high.canonical), "
                        + "with \(chance) % probability")
            }
            if let method = ranges.method { lines.append("  method      " + method) }
        }
        lines += record
        if let through = figure.through {
            lines.append("  known to    \(through), the period ends on \(figure.period.end)")
        }
        if let source = metric.source { lines.append("  source      " + source) }
        if let owner = metric.owner { lines.append("  owner       " + owner) }
        if let limit = inputs.catalogue.limits[metric.id], let number = first.number {
            let state = limit.state(of: number).rawValue
            let headroom = limit.headroom(of: number).map { ", headroom \($0.canonical)" } ?? ""
            lines.append("  limit       \(state)\(headroom)")
        }
        for option in computation.options(of: metric) {
            let options = inputs.settings.options
            let value =
                option.kind == .texts
                ? options.texts(option.path).joined(separator: ", ") : options.text(option.path)
            if value.isEmpty { continue }
            let mark = options.isChanged(option.path) ? "" : " (default)"
            lines.append("  option      \(option.path) = \(value)\(mark)")
        }
        return lines
    }

    /// What was expected of earlier periods, and what came: of forecasts by drivers, and of management's
    /// own where their accuracy is asked for.
    private var record: [String] {
        let period = inputs.settings.period
        let drivers = computation.driverRecord(of: metric, period: period).map {
            ($0.period, $0.expected, $0.actual, nil as Day?)
        }
        let own =
            metric.id == "forecast_accuracy"
            ? computation.forecastRecord(through: period).map {
                ($0.period, $0.forecast, $0.actual, $0.issued)
            } : []
        return (drivers + own).map { period, expected, actual, issued in
            let day = issued.map { ", issued \($0)" } ?? ""
            return "  record      \(period.name): expected \(expected.canonical), came "
                + actual.canonical + day
        }
    }

    private func place(_ step: Explanation.Step) -> String {
        var text = step.period.name
        if let filter = step.filter { text += ", where \(filter.text)" }
        return text
    }

    private func value(_ value: FigureValue) -> String {
        value.number?.canonical ?? "undefined: " + (value.reason?.text ?? "")
    }

    private func metricLines(_ step: Explanation.Step, _ place: Int) -> [String] {
        var lines = ["\(step.name) in \(self.place(step))"]
        if let formula = step.formula, let filled = step.filledIn {
            lines.append("  = " + formula.text)
            if filled != formula.text, filled != value(step.value) { lines.append("  = " + filled) }
        }
        lines.append("  = " + value(step.value))
        return lines
    }

    private func measureLines(_ step: Explanation.Step) -> [String] {
        let months = step.months.map(\.description)
        let when =
            months.count > 3
            ? "\(months[0]) … \(months[months.count - 1])"
            : months.joined(separator: ", ")
        let settings = inputs.settings
        let day = step.months.last.map { min(settings.calendar.lastDay(of: $0), settings.asOf) }
        let snapshot =
            step.measure?.timing.isBalance ?? false ? day.map { ", as on \($0)" } ?? "" : ""
        return [
            "\(step.name) in \(place(step)) = \(value(step.value))",
            "  \(step.measure?.text ?? ""); months \(when)\(snapshot)",
        ]
    }

    private func rowLines(_ listing: RowListing, _ step: Explanation.Step) -> [String] {
        var lines = ["  \(listing.count) \(listing.count == 1 ? "row counts" : "rows count")"]
        if listing.count > listing.rows.count {
            lines[0] += ", the first \(listing.rows.count) are"
        }
        let isOfMonths = listing.months.count > 1 && step.measure?.aggregate == .recurring
        for row in listing.rows {
            let place = row.path.isEmpty ? "worked out" : "\(row.path):\(row.line)"
            let months =
                isOfMonths || row.months.count > 1
                ? " in " + row.months.map(\.description).joined(separator: ", ") : ""
            let fields = row.fields.map { "\($0.name)=\($0.text)" }.joined(separator: " ")
            lines.append("    \(row.amount.canonical)\(months)  \(place)  \(fields)")
        }
        return lines + customerLines(listing, step)
    }

    /// Of measures that are netted by customer: what each has in each month, so that it can be added
    /// up by hand.
    private func customerLines(_ listing: RowListing, _ step: Explanation.Step) -> [String] {
        guard step.measure?.aggregate == .recurring, listing.count == listing.rows.count else {
            return []
        }
        var amounts: [String: [Month: ExactDecimal]] = [:]
        for row in listing.rows {
            let customer = row.fields.first { $0.name == "customer" }?.text ?? ""
            for month in row.months {
                amounts[customer, default: [:]][month, default: .zero] += row.amount
            }
        }
        let header = "  by customer: " + listing.months.map(\.description).joined(separator: ", ")
        return [header]
            + amounts.keys.sorted().map { customer in
                let cells = listing.months.map { amounts[customer]?[$0]?.canonical ?? "0" }
                return "    \(customer)  " + cells.joined(separator: "  ")
            }
    }

    private var tableLines: [String] {
        let names = explanation.tables
        return measurement.receipts.filter { names.contains($0.table) }.flatMap { receipt in
            [
                "table \(receipt.table.rawValue): \(receipt.rowsRead) rows read, \(receipt.rowsUsed) used"
            ]
                + receipt.leftOut.map { "  \($0.rows) left out: \($0.reason)" }
                + receipt.files.map { "  \($0.path)  \($0.rows) rows  SHA-256 \($0.sha256)" }
        }
    }

    private var checkLines: [String] {
        let tables = Set(
            tableLines.compactMap { line -> String? in
                guard line.hasPrefix("table ") else { return nil }
                return line.dropFirst(6).split(separator: ":").first.map(String.init)
            })
        let covering = measurement.verdicts.filter { verdict in
            verdict.check.table.map { tables.contains($0.rawValue) } ?? false
        }
        if covering.isEmpty { return ["checks: none covers these tables"] }
        return covering.map { verdict in
            let outcome =
                switch verdict.outcome {
                case .passed: "passed"
                case .failed: "\(verdict.failing) of \(verdict.checked) fail"
                case .notJudged: "not judged"
                }
            let name = verdict.check.name ?? verdict.check.wording
            return "check of \(verdict.check.table?.rawValue ?? "figures"): \(name): \(outcome)"
        }
    }
}
