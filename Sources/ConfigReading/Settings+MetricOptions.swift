import Diagnostics
import ReportModel

/// `metrics:`, and `mrr:` at the top as a short form of `metrics: {mrr: …}`; `forecast:` with what is
/// assumed for forecasts by drivers.
func readMetricOptions(_ cursor: inout YAMLCursor, _ found: inout [Diagnostic]) -> MetricOptions {
    var options = MetricOptions()
    var places: [String: SourceLocation] = [:]
    if let short = cursor.map("mrr", &found) {
        readOptions(of: "mrr", short, into: &options, &places, &found)
    }
    if let assumed = cursor.map(MetricOptions.assumptions, &found) {
        readOptions(of: MetricOptions.assumptions, assumed, into: &options, &places, &found)
    }
    guard let node = cursor.take("metrics"),
        var metrics = YAMLCursor(node, name: "metrics", diagnostics: &found)
    else { return options }
    let known = Set(MetricOptions.known.map(\.metric)).subtracting([MetricOptions.assumptions])
    for metric in known.sorted() {
        if let own = metrics.map(metric, &found) {
            readOptions(of: metric, own, into: &options, &places, &found)
        }
    }
    metrics.finish(&found)
    settleWindow(&options, places, &found)
    return options
}

private func readOptions(
    of metric: String, _ cursor: YAMLCursor, into options: inout MetricOptions,
    _ places: inout [String: SourceLocation], _ found: inout [Diagnostic]
) {
    var cursor = cursor
    for option in MetricOptions.known where option.metric == metric {
        guard let place = cursor.location(of: option.key) else { continue }
        switch option.kind {
        case .texts:
            options.set(option.path, cursor.texts(option.key, &found).map(\.value))
        default:
            guard let text = readValue(option, &cursor, &found) else { continue }
            if places[option.path] != nil, options.text(option.path) != text {
                contradict(
                    "'\(option.path)' is '\(options.text(option.path))' and '\(text)'", place,
                    &found)
            }
            options.set(option.path, text)
        }
        places[option.path] = place
    }
    cursor.finish(&found)
}

private func readValue(
    _ option: MetricOption, _ cursor: inout YAMLCursor, _ found: inout [Diagnostic]
) -> String? {
    let name = option.metric == MetricOptions.assumptions ? option.path : "metrics." + option.path
    switch option.kind {
    case .whole(let range): return cursor.integer(option.key, in: range, &found).map(String.init)
    case .flag: return cursor.flag(option.key, &found).map { $0 ? "true" : "false" }
    case .number(let range):
        guard let node = cursor.take(option.key),
            let text = node.scalarText(named: name, &found)
        else { return nil }
        if let number = ExactDecimal(text), number >= ExactDecimal(range.lowerBound),
            number <= ExactDecimal(range.upperBound)
        {
            return number.canonical
        }
        found.append(
            Diagnostic(
                id: "type-mismatch", "'\(name)' must be a number, found '\(excerpt(text))'",
                remedy: "write a number from \(range.lowerBound) to \(range.upperBound)",
                at: node.location))
        return nil
    case .choice(let words):
        guard let node = cursor.take(option.key),
            let text = node.scalarText(named: name, &found)
        else { return nil }
        if words.contains(text) { return text }
        found.append(
            Diagnostic(
                id: "unknown-value", "'\(excerpt(text))' is not a value of '\(name)'",
                remedy: didYouMean(text, among: words), at: node.location))
        return nil
    case .change:
        guard let node = cursor.take(option.key),
            let text = node.scalarText(named: name, &found)
        else { return nil }
        if let change = percentage(text) { return change }
        found.append(
            Diagnostic(
                id: "type-mismatch",
                "'\(name)' must be a change in per cent, found '\(excerpt(text))'",
                remedy: "write how much more or less than what was: +5% or -10%",
                at: node.location))
        return nil
    case .texts:
        return nil
    }
}

/// `+5%` in one form; nil for anything else, and for less than nothing or more than ten times as much.
private func percentage(_ text: String) -> String? {
    guard text.hasSuffix("%") else { return nil }
    var digits = text.dropLast()
    if digits.hasPrefix("+") {
        digits = digits.dropFirst()
        if digits.hasPrefix("-") || digits.hasPrefix("+") { return nil }
    }
    guard let number = ExactDecimal(digits), number >= ExactDecimal(-100),
        number <= ExactDecimal(900)
    else { return nil }
    if number.isZero { return "0%" }
    return (number.isNegative ? "" : "+") + number.canonical + "%"
}

/// NRR and GRR look back alike; two windows would make one of them another than it says.
private func settleWindow(
    _ options: inout MetricOptions, _ places: [String: SourceLocation],
    _ found: inout [Diagnostic]
) {
    guard let place = places["grr.window"] else { return }
    let own = options.text("grr.window")
    if places["nrr.window"] != nil, options.text("nrr.window") != own {
        contradict(
            "NRR and GRR look back \(options.text("nrr.window")) and \(own) months", place, &found)
    }
    options.set("nrr.window", own)
}

private func contradict(
    _ message: String, _ place: SourceLocation, _ found: inout [Diagnostic]
) {
    found.append(
        Diagnostic(id: "value-given-twice", message, remedy: "keep one", at: place))
}

/// `stages:` in the order in which deals pass them.
func readStages(_ cursor: inout YAMLCursor, _ found: inout [Diagnostic]) -> [Settings.Stage] {
    guard let node = cursor.take("stages") else { return [] }
    guard case .list(let items) = node.content else {
        found.append(
            Diagnostic(
                id: "type-mismatch", "'stages' must be a list, found \(node.kindName)",
                remedy: "write - {name: Qualified, probability: 0.2} for each", at: node.location))
        return []
    }
    var stages: [Settings.Stage] = []
    for item in items {
        guard var one = YAMLCursor(item, name: "stages", diagnostics: &found) else { continue }
        let name = one.requiredText("name", remedy: "name the stage as the deals do", &found)
        var probability: ExactDecimal?
        if let node = one.take("probability"),
            let text = node.scalarText(named: "stages.probability", &found)
        {
            probability = ExactDecimal(text)
            if probability.map({ $0.isNegative || $0 > .one }) ?? true {
                found.append(
                    Diagnostic(
                        id: "type-mismatch",
                        "a probability must be a number from 0 to 1, found '\(excerpt(text))'",
                        remedy: "write 0.2 for 20 %", at: node.location))
                probability = nil
            }
        }
        one.finish(&found)
        guard let name else { continue }
        if stages.contains(where: { $0.name == name }) || ["won", "lost"].contains(name) {
            found.append(
                Diagnostic(
                    id: "value-given-twice",
                    ["won", "lost"].contains(name)
                        ? "'\(name)' is where every pipeline ends and is no stage of it"
                        : "the stage '\(excerpt(name))' is given twice",
                    remedy: "leave it out", at: item.location))
            continue
        }
        stages.append(Settings.Stage(name: name, probability: probability))
    }
    return stages
}

/// `health: {weights: {usage: 40}, red: 50, amber: 70}`.
func readHealth(_ cursor: inout YAMLCursor, _ found: inout [Diagnostic]) -> Settings.HealthRule {
    var rule = Settings.HealthRule()
    guard var health = cursor.map("health", &found) else { return rule }
    if var weights = health.map("weights", &found) {
        for entry in weights.takeRest() {
            let text = entry.value.scalarText(named: "health.weights.\(entry.key)", &found)
            guard let text else { continue }
            guard let weight = ExactDecimal(text), !weight.isNegative else {
                found.append(
                    Diagnostic(
                        id: "type-mismatch",
                        "a weight must be a number from 0 on, found '\(excerpt(text))'",
                        remedy: "write 40", at: entry.value.location))
                continue
            }
            rule.weights[entry.key] = weight
        }
    }
    if let red = health.integer("red", in: 0...100, &found) { rule.red = ExactDecimal(red) }
    if let amber = health.integer("amber", in: 0...100, &found) { rule.amber = ExactDecimal(amber) }
    if rule.amber < rule.red {
        found.append(
            Diagnostic(
                id: "value-invalid", "'health.amber' lies below 'health.red'",
                remedy: "customers are red below the lower, amber below the higher of the two",
                at: health.location))
    }
    health.finish(&found)
    return rule
}
