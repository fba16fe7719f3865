import FigureWording
import FormulaReading
import KPIComputing
import ReportModel

/// The page that shows how a metric's figure of the report's period came to be.
struct MetricView: Sendable {
    struct Step: Sendable {
        var name: String
        /// A metric's label; empty for a measure.
        var label: String
        /// Its own page, where it has one.
        var page: String?
        var period: String
        /// The formula, and the same with numbers; of a measure what is counted.
        var lines: [String]
        var value: String
    }

    var frame: FrameView
    var definition: String
    var value: String
    var facts: [(label: String, text: String)]
    var steps: [Step]
    var files: [ViewValue]

    /// Where the page of a metric stands.
    static func path(_ metric: String) -> String { "metrics/\(metric).html" }

    var levels: [ViewRecord] {
        let own: ViewRecord = [
            "definition": .text(definition), "value": .text(value),
            "facts": .list(
                facts.map { .record(["label": .text($0.label), "text": .text($0.text)]) }),
            "steps": .list(steps.map(\.view)),
            "has_files": .flag(!files.isEmpty), "files": .list(files),
        ]
        return frame.levels + [own]
    }

    static func specimen(_ words: Words) -> [ViewRecord] {
        let step = Step(
            name: "revenue", label: "Revenue", page: "revenue.html", period: "Q3 2026",
            lines: ["a + b", "1 + 2"], value: "3")
        return MetricView(
            frame: .specimen(words), definition: "Definition", value: "3",
            facts: [(label: "Unit", text: "money")], steps: [step],
            files: [AuditView.file("revenue", "data/a.csv", hash: "00", rows: "3", bytes: "99")]
        ).levels
    }
}

extension MetricView.Step {
    fileprivate var view: ViewValue {
        .record([
            "name": .text(name), "label": ViewValue(label.isEmpty ? nil : label),
            "page": ViewValue(page), "period": .text(period),
            "lines": .list(lines.map(ViewValue.text)), "value": .text(value),
        ])
    }
}

extension MetricView {
    init(
        _ metric: MetricDefinition, _ setting: Setting, frame: FrameView, pages: Set<String>
    ) {
        self.frame = frame
        let computation = setting.computation
        let explanation = computation.explain(metric, period: setting.site.settings.period)
        let words = setting.words
        definition = setting.definition(metric)
        let figure = computation.figure(metric, period: setting.site.settings.period)
        value =
            figure.value.number.map { setting.writer.text($0, unit: metric.unit) }
            ?? setting.language.undefined
        let kind = computation.variant(of: metric)?.kind ?? .rate
        var facts: [(label: String, text: String)] = [
            (
                words.texts["unit"] ?? "",
                [
                    words.texts[metric.unit.rawValue] ?? "",
                    words[metric.better == .higher ? .higherIsBetter : .lowerIsBetter],
                    words.texts[kind.rawValue] ?? "",
                ].joined(separator: " · ")
            ),
            (words.texts["variant"] ?? "", computation.definition(of: metric)),
        ]
        if let reference = metric.source {
            facts.append((words.texts["reference"] ?? "", reference))
        }
        if let owner = metric.owner { facts.append((words.texts["owner"] ?? "", owner)) }
        if let limit = setting.limit(of: metric) { facts.append((words[.limit], limit)) }
        let options = setting.options(of: metric)
        if !options.isEmpty {
            facts.append((words.texts["options"] ?? "", options.joined(separator: "; ")))
        }
        self.facts = facts
        steps = explanation.steps.prefix(Self.mostSteps).map {
            Step($0, of: metric.id, setting, pages)
        }
        files = Self.files(explanation, setting)
    }

    /// A formula over twelve months of three measures has some forty.
    private static var mostSteps: Int { 60 }

    private static func files(_ explanation: Explanation, _ setting: Setting) -> [ViewValue] {
        func count(_ number: Int) -> String {
            setting.writer.text(ExactDecimal(number), unit: .count)
        }
        let tables = explanation.tables
        return setting.site.audit.receipts.filter { tables.contains($0.table) }.flatMap { receipt in
            receipt.files.map { file in
                AuditView.file(
                    receipt.table.rawValue, file.path, hash: file.sha256,
                    rows: count(file.rows), bytes: count(file.bytes))
            }
        }
    }
}

extension MetricView.Step {
    fileprivate /// - Parameter own: the metric whose page this is.
        init(
            _ step: Explanation.Step, of own: String, _ setting: Setting, _ pages: Set<String>
        )
    {
        name = step.name
        let metric = step.measure == nil ? setting.metric(step.name) : nil
        label = metric.map(setting.label) ?? ""
        page =
            pages.contains(step.name) && metric != nil && own != step.name
            ? step.name + ".html" : nil
        period = setting.language.text(step.period)
        if let filter = step.filter { period += ", " + filter.text }
        lines = [step.formula?.text, step.filledIn, step.measure?.text].compactMap { $0 }
        if lines.count == 2, lines[0] == lines[1] { lines.removeLast() }
        switch step.value {
        case .known(let number): value = number.canonical
        case .undefined(let reason): value = setting.reason(reason)
        }
        if lines.last == value { lines.removeLast() }
    }
}
