package import Diagnostics
package import ReportModel

/// Adds the `measures:` and `metrics:` of a YAML text to a catalogue.
///
/// The built-in catalogue and a company's `content/metrics.yml` have the same form; only the built-in
/// one may declare measures. A metric that is there already is replaced and marked as an override.
package func readCatalogue(
    _ text: String, path: String, isBuiltIn: Bool, into catalogue: inout Catalogue,
    diagnostics: inout [Diagnostic]
) {
    guard let root = readYAML(text, path: path, diagnostics: &diagnostics),
        var cursor = YAMLCursor(root, name: "metrics.yml", isFile: true, diagnostics: &diagnostics)
    else { return }
    if isBuiltIn, var measures = cursor.map("measures", &diagnostics) {
        for entry in measures.takeRest() {
            if let measure = readMeasure(entry, &diagnostics) {
                catalogue.measures[entry.key] = measure
            }
        }
    }
    if var metrics = cursor.map("metrics", &diagnostics) {
        for entry in metrics.takeRest() {
            guard var metric = readMetric(entry, isBuiltIn: isBuiltIn, &diagnostics) else {
                continue
            }
            let letters = metric.id.utf8
            let isPlain = letters.allSatisfy { 97...122 ~= $0 || 48...57 ~= $0 || $0 == 95 }
            if !isPlain || letters.first.map({ 48...57 ~= $0 }) ?? true {
                diagnostics.append(
                    Diagnostic(
                        id: "metric-name-invalid",
                        "'\(excerpt(metric.id))' cannot be the name of a metric",
                        remedy: "use small letters a to z, digits and '_', a letter first",
                        at: entry.keyLocation))
            }
            if catalogue.measures[metric.id] != nil {
                diagnostics.append(
                    Diagnostic(
                        id: "metric-name-taken", "'\(metric.id)' is the name of a measure",
                        remedy: "choose another id", at: entry.keyLocation))
            }
            metric.isOverride = catalogue.metrics[metric.id] != nil
            if !metric.isOverride { catalogue.order.append(metric.id) }
            catalogue.metrics[metric.id] = metric
        }
    }
    if !isBuiltIn { readLimits(&cursor, into: &catalogue, &diagnostics) }
    cursor.finish(&diagnostics)
}

private func readMeasure(_ entry: YAMLNode.Entry, _ found: inout [Diagnostic]) -> Measure? {
    guard var cursor = YAMLCursor(entry.value, name: "measures.\(entry.key)", diagnostics: &found),
        let table: TableName = cursor.choice("table", &found),
        let aggregate: Measure.Aggregate = cursor.choice("aggregate", &found)
    else { return nil }
    var measure = Measure(id: entry.key, table: table, aggregate: aggregate)
    measure.value = cursor.formula("of", &found)
    measure.filter = cursor.formula("where", &found)
    measure.filterWhereMapped = cursor.formula("where_mapped", &found)
    measure.timing = readTiming(&cursor, &found)
    measure.isByGrain = cursor.flag("by_grain", &found) ?? false
    measure.recurring = cursor.choice("recurring", &found)
    measure.count = cursor.integer("n", in: 1...1000, &found) ?? 0
    cursor.finish(&found)
    return measure
}

private func readTiming(
    _ cursor: inout YAMLCursor, _ found: inout [Diagnostic]
) -> Measure.Timing {
    var timing = Measure.Timing.never
    if let field = cursor.text("date", &found) { timing = .dated(field) }
    if let field = cursor.text("ahead", &found) { timing = .ahead(field) }
    if let field = cursor.text("month_end", &found) { timing = .monthEnd(field) }
    let span = cursor.texts("in_force", &found).map(\.value)
    if span.count == 2 { timing = .inForce(from: span[0], to: span[1]) }
    if cursor.flag("open_balance", &found) ?? false { timing = .openDeals }
    if cursor.flag("due", &found) ?? false { timing = .dueDeals }
    if cursor.flag("due_from_month_end", &found) ?? false { timing = .dueFromMonthEnd }
    let service = cursor.texts("service", &found).map(\.value)
    if service.count == 2 { timing = .service(from: service[0], to: service[1]) }
    return timing
}

private func readMetric(
    _ entry: YAMLNode.Entry, isBuiltIn: Bool, _ found: inout [Diagnostic]
) -> MetricDefinition? {
    guard var cursor = YAMLCursor(entry.value, name: "metrics.\(entry.key)", diagnostics: &found)
    else { return nil }
    defer { cursor.finish(&found) }
    let before = found.count
    let label = readWording("label", &cursor, &found)
    let unit: Unit? = cursor.choice("unit", &found)
    let better: Direction? = cursor.choice("better", &found)
    let area = cursor.text("area", &found) ?? "company"
    let source = cursor.text("source", &found)
    let owner = cursor.text("owner", &found)
    let kind: TimeKind? = cursor.choice("kind", &found)
    let definition = readWording("definition", &cursor, &found)
    var variants: [MetricDefinition.Variant] = []
    if let list = cursor.take("variants"), case .list(let nodes) = list.content {
        for node in nodes {
            guard
                var one = YAMLCursor(
                    node, name: "metrics.\(entry.key).variants", diagnostics: &found)
            else { continue }
            let ownKind: TimeKind? = one.choice("kind", &found)
            let ownDefinition = readWording("definition", &one, &found)
            let name = one.text("name", &found) ?? ""
            let needs = one.texts("needs", &found).map(\.value)
            var when: [String: String] = [:]
            if isBuiltIn, var options = one.map("when", &found) {
                for entry in options.takeRest() {
                    when[entry.key] = entry.value.scalarText(named: "when", &found)
                }
            }
            if let formula = one.formula("formula", &found) {
                var variant = MetricDefinition.Variant(
                    name: name, needs: needs, formula: formula, kind: ownKind ?? kind ?? .rate,
                    definition: ownDefinition.isEmpty ? definition : ownDefinition)
                variant.when = when
                variants.append(variant)
            }
            one.finish(&found)
        }
    } else {
        let name = cursor.text("variant", &found) ?? ""
        let needs = cursor.texts("needs", &found).map(\.value)
        if let formula = cursor.formula("formula", &found) {
            variants.append(
                MetricDefinition.Variant(
                    name: name, needs: needs, formula: formula, kind: kind ?? .rate,
                    definition: definition))
        }
    }
    let missing = [
        label["en"] == nil ? "'label'" : nil, unit == nil ? "'unit'" : nil,
        variants.isEmpty ? "'formula'" : nil,
    ].compactMap { $0 }
    // What is there and wrong has been reported; only what is not there at all is missing.
    if !missing.isEmpty, found.count == before {
        found.append(
            Diagnostic(
                id: "metric-incomplete",
                "the metric '\(excerpt(entry.key))' lacks \(missing.joined(separator: " and "))",
                remedy: label.isEmpty || label["en"] != nil
                    ? "write it beneath the metric" : "give the label in 'en' too",
                at: entry.keyLocation))
    }
    // With something to stand in for what is wrong, so that the pages that name it are checked too.
    var wording = label
    wording["en"] = label["en"] ?? entry.key
    if variants.isEmpty {
        variants.append(
            MetricDefinition.Variant(
                name: "", needs: [], formula: Expression(.number(.zero)), kind: .rate,
                definition: definition))
    }
    return MetricDefinition(
        id: entry.key, label: wording, unit: unit ?? .count, better: better ?? .higher, area: area,
        source: source, owner: owner, variants: variants, location: entry.keyLocation)
}

/// One text for all languages, or a mapping of language to text.
private func readWording(
    _ key: String, _ cursor: inout YAMLCursor, _ found: inout [Diagnostic]
) -> [String: String] {
    guard let node = cursor.take(key) else { return [:] }
    guard case .map(let entries) = node.content else {
        return node.scalarText(named: "\(cursor.name).\(key)", &found).map { ["en": $0] } ?? [:]
    }
    var wording: [String: String] = [:]
    for entry in entries {
        wording[entry.key] = entry.value.scalarText(named: "\(cursor.name).\(key)", &found)
    }
    return wording
}
