import FigureWording
import FormulaReading
import KPIComputing
import ReportModel

/// The page that says what every metric means.
struct DefinitionsView: Sendable {
    struct Entry: Sendable {
        var id: String
        var label: String
        var definition: String
        var formula: String
        /// What is counted in which rows, for each measure that the formula names.
        var measures: [String]
        var unit: String
        var direction: String
        var kind: String
        /// The variant in force with its options; empty where there is none.
        var variant: String
        var sources: String
        var owner: String?
        var reference: String?
        /// Options of the metric and of what it comes from, a line each.
        var options: [String]
        /// The company's limits in words.
        var limit: String?
        /// The page that shows how its figure came to be, where the site shows one.
        var page: String?
        var isOwn: Bool
        /// Why it can't be computed, or why some of its figures are undefined.
        var reasons: [String]
        var isUndefined: Bool
    }

    struct Area: Sendable {
        var title: String
        var id: String
        var entries: [Entry]
    }

    var frame: FrameView
    var areas: [Area]

    var levels: [ViewRecord] {
        let areas = areas.map { area in
            ViewValue.record([
                "title": .text(area.title), "id": .text(area.id),
                "entries": .list(area.entries.map(\.view)),
            ])
        }
        return frame.levels + [["areas": .list(areas)]]
    }

    static func specimen(_ words: Words) -> [ViewRecord] {
        let entry = Entry(
            id: "revenue", label: "Revenue", definition: "Definition", formula: "a + b",
            measures: ["a = sum(amount) from revenue by date"],
            unit: "money", direction: "higher", kind: "flow", variant: "revenue/ledger",
            sources: "revenue", owner: "CFO", reference: "Source", options: ["window = 12"],
            limit: "red < 1", page: "metrics/revenue.html", isOwn: true,
            reasons: ["no rows"], isUndefined: true)
        let area = Area(title: "Revenue", id: "revenue", entries: [entry])
        return DefinitionsView(frame: .specimen(words), areas: [area]).levels
    }
}

extension DefinitionsView.Entry {
    var view: ViewValue {
        .record([
            "id": .text(id), "label": .text(label), "definition": .text(definition),
            "formula": .text(formula), "measures": .list(measures.map(ViewValue.text)),
            "unit": .text(unit), "direction": .text(direction),
            "kind": .text(kind), "variant": ViewValue(variant.isEmpty ? nil : variant),
            "sources": ViewValue(sources.isEmpty ? nil : sources), "owner": ViewValue(owner),
            "reference": ViewValue(reference), "is_own": .flag(isOwn),
            "has_options": .flag(!options.isEmpty),
            "options": .list(options.map(ViewValue.text)), "limit": ViewValue(limit),
            "page": ViewValue(page),
            "has_reasons": .flag(!reasons.isEmpty),
            "reasons": .list(reasons.map(ViewValue.text)), "is_undefined": .flag(isUndefined),
        ])
    }
}

extension DefinitionsView {
    /// - Parameter pages: metrics that have a page of their own.
    init(_ setting: Setting, frame: FrameView, figures: FiguresFile, pages: Set<String>) {
        self.frame = frame
        let catalogue = setting.computation.catalogue
        let reasons = figures.reasons
        var areas: [Area] = []
        for id in catalogue.order {
            guard let metric = catalogue.metrics[id] else { continue }
            var entry = Entry(metric, setting, reasons[id] ?? [])
            if pages.contains(id) { entry.page = MetricView.path(id) }
            let title =
                setting.words.texts["area_" + metric.area]
                ?? metric.area.replacing("_", with: " ").capitalisedFirst
            if let index = areas.firstIndex(where: { $0.id == metric.area }) {
                areas[index].entries.append(entry)
            } else {
                areas.append(Area(title: title, id: metric.area, entries: [entry]))
            }
        }
        // An area's anchor must not be that of a metric.
        self.areas = areas.map { Area(title: $0.title, id: "area-" + $0.id, entries: $0.entries) }
    }
}

extension DefinitionsView.Entry {
    init(_ metric: MetricDefinition, _ setting: Setting, _ undefined: [Undefined]) {
        let computation = setting.computation
        let words = setting.words
        let inForce = computation.variant(of: metric)
        let variant = inForce ?? metric.variants[0]
        id = metric.id
        label = setting.label(metric)
        definition = setting.definition(metric)
        formula = variant.formula.text
        var named: [String] = []
        for (name, _) in variant.formula.names where !named.contains(name) { named.append(name) }
        measures = named.compactMap { name in
            computation.catalogue.measures[name].map { "\(name) = \($0.text)" }
        }
        unit = words.texts[metric.unit.rawValue] ?? metric.unit.rawValue
        direction = words[metric.better == .higher ? .higherIsBetter : .lowerIsBetter]
        kind = words.texts[variant.kind.rawValue] ?? variant.kind.rawValue
        self.variant = inForce == nil ? "" : computation.definition(of: metric)
        sources = computation.tables(of: metric).joined(separator: ", ")
        owner = metric.owner
        reference = metric.source
        options = setting.options(of: metric)
        limit = setting.limit(of: metric)
        isOwn = metric.isOverride
        let missing = computation.missingTables(of: metric)
        isUndefined = !missing.isEmpty
        reasons =
            missing.isEmpty
            ? undefined.prefix(4).map(setting.reason)
            : [words[.needs, ["tables": missing.joined(separator: ", ")]]]
    }
}

extension Setting {
    /// The options that bear on a metric with what is in force, a line each.
    func options(of metric: MetricDefinition) -> [String] {
        let options = site.settings.options
        return computation.options(of: metric).compactMap { option in
            let value =
                option.kind == .texts
                ? options.texts(option.path).joined(separator: ", ") : options.text(option.path)
            if value.isEmpty { return nil }
            let mark = options.isChanged(option.path) ? "" : " (\(words[.standard]))"
            return "\(option.path) = \(value)\(mark)"
        }
    }

    /// What the company has set for metrics otherwise than is usual, a line for each of them.
    func variantNotes(_ form: ComposedForm) -> [String] {
        if !site.settings.options.areSet { return [] }
        let metrics = (form.shown + (form.grid?.shown ?? [])).map(\.figure.metric)
        var seen: Set<String> = []
        return metrics.filter { seen.insert($0).inserted }.compactMap { id in
            metric(id).flatMap { metric in
                changedOptions(of: metric).map { "\(label(metric)): \($0)" }
            }
        }
    }

    /// `window = 6, include_reactivated = false`; nil where all is as usual.
    func changedOptions(of metric: MetricDefinition) -> String? {
        let options = site.settings.options
        let changed = computation.options(of: metric).filter { options.isChanged($0.path) }
        if changed.isEmpty { return nil }
        return changed.map { option in
            let value =
                option.kind == .texts
                ? options.texts(option.path).joined(separator: ", ") : options.text(option.path)
            return "\(option.key) = \(value)"
        }.joined(separator: ", ")
    }

    /// From where on a metric is red or amber, why, and whose it is.
    func limit(of metric: MetricDefinition) -> String? {
        guard let limit = computation.catalogue.limits[metric.id] else { return nil }
        func text(_ key: Words.Key, _ bound: MetricLimit.Bound?) -> String? {
            bound.map {
                "\(words[key]) \($0.comparison.rawValue) \(writer.text($0.value, unit: metric.unit))"
            }
        }
        return [text(.red, limit.red), text(.amber, limit.amber), limit.reason, limit.owner]
            .compactMap { $0 }.joined(separator: " · ")
    }
}
