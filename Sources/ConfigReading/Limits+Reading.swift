import Diagnostics
import ReportModel

/// `limits:` of `content/metrics.yml`: by metric what makes it red or amber.
func readLimits(
    _ cursor: inout YAMLCursor, into catalogue: inout Catalogue, _ found: inout [Diagnostic]
) {
    guard var limits = cursor.map("limits", &found) else { return }
    for entry in limits.takeRest() {
        guard catalogue.metrics[entry.key] != nil else {
            found.append(
                Diagnostic(
                    id: "unknown-metric", "a limit for '\(excerpt(entry.key))', which is no metric",
                    remedy: didYouMean(entry.key, among: catalogue.order), at: entry.keyLocation))
            continue
        }
        guard
            var limit = YAMLCursor(entry.value, name: "limits.\(entry.key)", diagnostics: &found)
        else { continue }
        let before = found.count
        let red = readBound("red", &limit, &found)
        let amber = readBound("amber", &limit, &found)
        let reason = limit.text("reason", &found)
        let owner = limit.text("owner", &found)
        limit.finish(&found)
        if red == nil, amber == nil {
            if found.count == before {
                found.append(
                    Diagnostic(
                        id: "key-missing", "the limit of '\(entry.key)' has no bound",
                        remedy: "write red: \"< 1.00\"", at: entry.keyLocation))
            }
            continue
        }
        if let red, let amber, !isOutside(amber, red) {
            found.append(
                Diagnostic(
                    id: "value-invalid",
                    "the limit of '\(entry.key)' turns red before it turns amber",
                    remedy: "amber must begin first, as in red: \"< 1.00\", amber: \"< 1.05\"",
                    at: entry.keyLocation))
        }
        catalogue.limits[entry.key] = MetricLimit(
            red: red, amber: amber, reason: reason, owner: owner, location: entry.keyLocation)
    }
}

/// Whether all that is red would be amber without the red bound.
private func isOutside(_ amber: MetricLimit.Bound, _ red: MetricLimit.Bound) -> Bool {
    func isBelow(_ bound: MetricLimit.Bound) -> Bool {
        bound.comparison == .less || bound.comparison == .lessOrEqual
    }
    if isBelow(amber) != isBelow(red) { return false }
    return isBelow(amber) ? amber.value >= red.value : amber.value <= red.value
}

/// `"< 1.05"`, also with a percent sign: `"< 105 %"`.
private func readBound(
    _ key: String, _ cursor: inout YAMLCursor, _ found: inout [Diagnostic]
) -> MetricLimit.Bound? {
    let name = cursor.name + "." + key
    guard let node = cursor.take(key), let text = node.scalarText(named: name, &found) else {
        return nil
    }
    let body = text.drop { "<>=".contains($0) }
    let symbol = Expression.Operator(rawValue: String(text.dropLast(body.count)))
    var number = body.drop { $0 == " " }
    let isPercent = number.hasSuffix("%")
    if isPercent { number = number.dropLast() }
    while number.hasSuffix(" ") { number = number.dropLast() }
    guard let symbol, [.less, .lessOrEqual, .greater, .greaterOrEqual].contains(symbol),
        let value = ExactDecimal(number)
    else {
        found.append(
            Diagnostic(
                id: "limit-invalid", "'\(excerpt(text))' is no bound",
                remedy: "write a comparison with a number in quotes: \"< 1.05\"",
                at: node.location))
        return nil
    }
    return MetricLimit.Bound(
        comparison: symbol,
        value: isPercent
            ? ExactDecimal(value.significand, scale: value.scale + 2) : value)
}
