import ChartDrawing
import FigureWording
import KPIComputing
import PageBinding
import ReportModel

extension ComposedForm {
    /// A waterfall: by movements for recurring revenue, else by the values of a dimension.
    init(bridge request: ChartRequest, _ metric: MetricDefinition, _ setting: Setting) {
        var query = request.query
        query.top = query.values == nil ? query.top ?? Self.mostRows : query.top
        let bridge: Bridge
        var dimension: String?
        if case .dimension(let name) = query.axis, let base = query.comparisons.first {
            dimension = name
            bridge = setting.computation.dimensionBridge(
                metric, query, dimension: name, against: base)
        } else if request.series == .retentionWalk {
            bridge = setting.computation.retentionBridge(
                metric, over: query.period, filter: query.filter)
        } else {
            bridge = setting.computation.movementBridge(
                metric, over: Self.run(query, setting), filter: query.filter)
        }
        // A retention walk goes in the money that its rate is made of.
        let metric = request.series == .retentionWalk ? setting.metric("mrr") ?? metric : metric
        let plan =
            dimension == nil && query.comparisons.contains(.plan)
            ? setting.computation.figure(
                metric, period: query.period, filter: query.filter, scenario: .plan) : nil
        let levels = [bridge.opening, bridge.closing] + (plan.map { [$0] } ?? [])
        let levelFormat = FigureColumnFormat(
            setting.writer, metric, values: levels.compactMap(\.value.number), in: .chart,
            digits: request.digits, unit: request.unit)
        // Without an opening figure there is nothing that steps could hang on.
        let steps =
            bridge.opening.value.number == nil ? [] : Self.steps(bridge, dimension, setting)
        let format = levelFormat.showing(steps.compactMap(\.value.number))
        var drawn = [
            WaterfallStep(
                bridge.opening.scenario == .plan
                    ? .plan : bridge.opening.scenario == .actual ? .total : .previous,
                dimension == nil ? Self.short(metric, setting) : bridge.opening.scenario.code,
                detail: setting.language.text(
                    setting.end(of: bridge.opening.period, metric), .short),
                format.datum(bridge.opening, setting, isMain: true))
        ]
        drawn += steps.map { name, value in
            let datum =
                value.number.map { ChartDatum($0.approximate, format.signed($0)) }
                ?? ChartDatum(
                    nil, setting.language.undefined, reason: value.reason.map(setting.reason))
            var step = WaterfallStep(.change, name, datum)
            if dimension == nil { step.shortName = setting.words.short(name) }
            return step
        }
        drawn.append(
            WaterfallStep(
                .total, dimension == nil ? Self.short(metric, setting) : Scenario.actual.code,
                detail: setting.language.text(
                    setting.end(of: bridge.closing.period, metric), .short),
                format.datum(bridge.closing, setting, isMain: true)))
        if let plan, plan.value.number != nil {
            drawn.append(
                WaterfallStep(
                    .plan, setting.word(.plan).capitalisedFirst,
                    format.datum(plan, setting, isMain: true)))
        }
        let all = drawn
        let good = setting.good(metric)
        what = setting.what([metric], in: format.label, by: dimension)
        when =
            dimension == nil
            ? setting.when(
                setting.range([
                    setting.end(of: bridge.opening.period, metric),
                    setting.end(of: bridge.closing.period, metric),
                ]), plan?.value.number == nil ? [] : [.plan])
            : setting.when(setting.language.text(query.period, .short), query.comparisons)
        sheet = FigureSheet(
            corner: setting.words[.step].capitalisedFirst,
            columns: [
                FigureSheet.Column(
                    name: setting.label(metric), notation: .plain, unit: format.label,
                    exactUnit: format.exactLabel)
            ],
            rows: Self.rows(drawn, bridge, steps, plan))
        notes =
            setting.incompleteNotes([bridge.closing.period])
            + setting.undefinedNotes(levels)
        if !bridge.isClosed, bridge.opening.value.number != nil {
            notes.append(setting.words[.openBridgeNote])
        }
        // The levels of a retention walk are those of its cohort: no metric's own.
        let named =
            request.series == .retentionWalk
            ? request.query.metrics.compactMap(setting.metric).map {
                setting.computation.figure($0, period: query.period, filter: query.filter)
            } : levels
        shown = named.map { ShownFigure($0, filter: query.filter) }
        summary = setting.summary(bridge, metric, steps)
        drawing = { _ in .waterfall(WaterfallChart(steps: all, good: good)) }
    }

    /// The months that a bridge goes over: `last` of them, or those of the period.
    static func run(_ query: GridQuery, _ setting: Setting) -> Period {
        guard let last = query.last else { return query.period }
        let grain = if case .time(let grain) = query.axis { grain } else { Period.Grain.month }
        let months = last * max(grain.rawValue, 1)
        return setting.site.settings.calendar.run(
            first: query.period.last.adding(1 - months), months: months)
    }

    private static func short(_ metric: MetricDefinition, _ setting: Setting) -> String {
        setting.shortLabel(metric)
    }

    /// Steps by name; those that are zero all along are left out.
    static func steps(
        _ bridge: Bridge, _ dimension: String?, _ setting: Setting
    ) -> [(name: String, value: FigureValue)] {
        bridge.steps.compactMap { step in
            if step.change.number?.isZero == true { return nil }
            guard dimension != nil else {
                return (setting.movement(step.key), step.change)
            }
            if step.key == "other", step.name.isEmpty {
                return (setting.words[.other, ["n": ""]].replacing(" ()", with: ""), step.change)
            }
            if step.name.isEmpty, step.key.isEmpty {
                return (setting.words[.notAssigned], step.change)
            }
            return (step.name.isEmpty ? step.key : step.name, step.change)
        }
    }

    private static func rows(
        _ drawn: [WaterfallStep], _ bridge: Bridge, _ changes: [(name: String, value: FigureValue)],
        _ plan: Figure?
    ) -> [FigureSheet.Row] {
        let values =
            [bridge.opening.value] + changes.map(\.value) + [bridge.closing.value]
            + (plan.map { [$0.value] } ?? [])
        return zip(drawn, values).enumerated().map { index, pair in
            let (step, value) = pair
            let name =
                step.form == .change
                ? changes[index - 1].name
                : [step.name, step.detail].compactMap { $0 }.joined(separator: " · ")
            return FigureSheet.Row(
                name: name, kind: step.form == .total ? .total : .value,
                cells: [
                    FigureSheet.Cell(
                        text: step.datum.text, number: value.number, reason: step.datum.reason)
                ])
        }
    }
}
