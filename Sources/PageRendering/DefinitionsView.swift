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

    var view: ViewValue {
        let areas = areas.map { area in
            ViewValue.record([
                "title": .text(area.title), "id": .text(area.id),
                "entries": .list(area.entries.map(\.view)),
            ])
        }
        return .record(frame.values.merging(["areas": .list(areas)]) { _, new in new })
    }

    static func specimen(_ words: Words) -> ViewValue {
        let entry = Entry(
            id: "revenue", label: "Revenue", definition: "Definition", formula: "a + b",
            measures: ["a = sum(amount) from revenue by date"],
            unit: "money", direction: "higher", kind: "flow", variant: "revenue/ledger",
            sources: "revenue", owner: "CFO", reference: "Source", isOwn: true,
            reasons: ["no rows"], isUndefined: true)
        let area = Area(title: "Revenue", id: "revenue", entries: [entry])
        return DefinitionsView(frame: .specimen(words), areas: [area]).view
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
            "has_reasons": .flag(!reasons.isEmpty),
            "reasons": .list(reasons.map(ViewValue.text)), "is_undefined": .flag(isUndefined),
        ])
    }
}

extension DefinitionsView {
    init(_ setting: Setting, frame: FrameView, figures: FiguresFile) {
        self.frame = frame
        let catalogue = setting.computation.catalogue
        let reasons = figures.reasons
        var areas: [Area] = []
        for id in catalogue.order {
            guard let metric = catalogue.metrics[id] else { continue }
            let entry = Entry(metric, setting, reasons[id] ?? [])
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
        isOwn = metric.isOverride
        let missing = computation.missingTables(of: metric)
        isUndefined = !missing.isEmpty
        reasons =
            missing.isEmpty
            ? undefined.prefix(4).map(setting.reason)
            : [words[.needs, ["tables": missing.joined(separator: ", ")]]]
    }
}
