import Diagnostics
import ReportModel

/// What `metrics:` of the settings says of the variants in force.
struct MetricOptions {
    var origin: TableSource.Placed<Settings.RecurringOrigin>?
    var window: TableSource.Placed<Int>?
    var includesReactivated: Bool?
}

/// `metrics:`, and `mrr:` at the top as a short form of `metrics: {mrr: …}`.
func readMetricOptions(_ cursor: inout YAMLCursor, _ found: inout [Diagnostic]) -> MetricOptions {
    var options = MetricOptions()
    if var short = cursor.map("mrr", &found) {
        readOrigin(&short, &options, &found)
        short.finish(&found)
    }
    guard var metrics = cursor.map("metrics", &found) else { return options }
    if var mrr = metrics.map("mrr", &found) {
        readOrigin(&mrr, &options, &found)
        mrr.finish(&found)
    }
    for id in ["nrr", "grr"] {
        guard var retention = metrics.map(id, &found) else { continue }
        readWindow(&retention, &options, &found)
        if id == "nrr" {
            options.includesReactivated = retention.flag("include_reactivated", &found)
        }
        retention.finish(&found)
    }
    if var coverage = metrics.map("pipeline_coverage", &found) {
        if let horizon = coverage.take("horizon"),
            let text = horizon.scalarText(named: "metrics.pipeline_coverage.horizon", &found),
            text != "next_quarter"
        {
            found.append(
                Diagnostic(
                    id: "unknown-value", "'\(excerpt(text))' is not a horizon",
                    remedy: "this version knows next_quarter", at: horizon.location))
        }
        coverage.finish(&found)
    }
    metrics.finish(&found)
    return options
}

private func readOrigin(
    _ mrr: inout YAMLCursor, _ options: inout MetricOptions, _ found: inout [Diagnostic]
) {
    guard let place = mrr.location(of: "from"),
        let origin: Settings.RecurringOrigin = mrr.choice("from", &found)
    else { return }
    if let other = options.origin, other.value != origin {
        contradict(
            "MRR is taken from '\(other.value.rawValue)' and from '\(origin.rawValue)'", place,
            &found)
    }
    options.origin = TableSource.Placed(origin, at: place)
}

/// NRR and GRR look back alike; two windows would make one of them another than it says.
private func readWindow(
    _ retention: inout YAMLCursor, _ options: inout MetricOptions, _ found: inout [Diagnostic]
) {
    guard let place = retention.location(of: "window"),
        let months = retention.integer("window", in: 1...60, &found)
    else { return }
    if let other = options.window, other.value != months {
        contradict("NRR and GRR look back \(other.value) and \(months) months", place, &found)
    }
    options.window = TableSource.Placed(months, at: place)
}

private func contradict(
    _ message: String, _ place: SourceLocation, _ found: inout [Diagnostic]
) {
    found.append(
        Diagnostic(id: "value-given-twice", message, remedy: "keep one", at: place))
}
