import Measuring
import ReportModel

/// What every figure of a metric needs to know of it, worked out once; a class, for it is looked up with
/// every figure.
final class MetricNotion: Sendable {
    let metric: MetricDefinition
    /// Of the variant in force; nil where there is none.
    let formula: Expression?
    /// The measure that the formula is nothing but.
    let soleMeasure: MeasureNotion?
    let kind: TimeKind
    /// Whether it was computed elsewhere.
    let isInput: Bool
    /// What it is a model of, or a forecast by drivers.
    let modelled: MetricDefinition?
    let driven: MetricDefinition?
    /// The days after which what began in a period is mature.
    let maturity: Expression?
    /// Whether rows of one of its measures count up to some day.
    let isByDay: Bool
    /// The same but for recurring revenue.
    let isCutByDay: Bool
    /// Metric, variant, options that change it.
    let definition: String
    /// Those that bear on it, in the order of the registry.
    let options: [MetricOption]
    /// What its formula comes down to.
    let measures: [Measure]
    /// The first month of each of those.
    let starts: [Month]

    init(
        _ metric: MetricDefinition, _ variant: MetricDefinition.Variant?, _ catalogue: Catalogue,
        definition: String, options: [MetricOption], measures: [Measure], starts: [Month],
        soleMeasure: MeasureNotion? = nil
    ) {
        self.soleMeasure = soleMeasure
        self.metric = metric
        self.definition = definition
        self.options = options
        self.measures = measures
        self.starts = starts
        formula = variant?.formula
        kind = variant?.kind ?? .rate
        func inner(_ function: String) -> MetricDefinition? {
            guard case .call(function, let arguments)? = variant?.formula.kind,
                case .name(let id)? = arguments.first?.kind
            else { return nil }
            return catalogue.metrics[id]
        }
        modelled = inner("model")
        driven = inner("drivers")
        isInput = if case .call("input", _)? = variant?.formula.kind { true } else { false }
        if case .call("mature", let arguments)? = variant?.formula.kind, arguments.count == 2 {
            maturity = arguments[1]
        } else {
            maturity = nil
        }
        isByDay = measures.contains(where: \.timing.isByDay)
        isCutByDay = measures.contains { $0.aggregate != .recurring && $0.timing.isByDay }
    }

    static func all(
        _ catalogue: Catalogue, _ planner: Planner, _ settings: Settings,
        _ cubes: [CubeRequest: Cube], _ measureNotions: [String: MeasureNotion]
    ) -> [String: MetricNotion] {
        // A measure begins where it begins, however it is cut.
        var starts: [String: Month] = [:]
        for (request, cube) in cubes where request.filter == nil && request.through == nil {
            starts[CubeAddress(request).measure] = cube.coverage?.lowerBound
        }
        let ground = NotionGround(catalogue: catalogue, planner: planner, settings: settings)
        return catalogue.metrics.mapValues { metric in
            let options = ground.options(of: metric)
            let measures = ground.measures(in: Expression(.name(metric.id)))
            let variant = planner.availability.variant(of: metric)
            var sole: MeasureNotion?
            if case .name(let name)? = variant?.formula.kind, catalogue.metrics[name] == nil {
                sole = measureNotions[name]
            }
            return MetricNotion(
                metric, variant, catalogue,
                definition: ground.definition(of: metric, options), options: options,
                measures: measures,
                starts: measures.compactMap { measure in
                    let isRecurring = measure.aggregate == .recurring
                    return starts[isRecurring ? CubeAddress.recurring : measure.id]
                }, soleMeasure: sole)
        }
    }
}

/// What every value of a measure needs to know of it, worked out once.
final class MeasureNotion: Sendable {
    let measure: Measure
    /// The table that answers for it.
    let table: TableName
    /// The table of the contract that its rows come from.
    let sourceName: String
    /// Why it has no value at all.
    let missing: Undefined?
    /// Whether its rows look ahead, each from one month.
    let isOutlook: Bool
    /// Whether its rows are worked out of those of other tables.
    let isDerived: Bool

    init(_ measure: Measure, _ availability: Availability) {
        self.measure = measure
        let table =
            measure.aggregate == .recurring
            ? availability.recurringTable ?? .recurringLines : measure.table
        self.table = table
        sourceName = (TableDerivation.of(table)?.needs.first ?? table).rawValue
        missing = availability.missing(table).first.map {
            .missingInput("the table '\($0.rawValue)'")
        }
        let derivation = TableDerivation.of(measure.table)
        isDerived = derivation != nil
        isOutlook = derivation?.isOutlook ?? false
    }
}

private struct NotionGround {
    let catalogue: Catalogue
    let planner: Planner
    let settings: Settings

    private var availability: Availability { planner.availability }

    func measures(in expression: Expression) -> [Measure] {
        planner.requests(for: expression, dimensions: [], filter: nil).map(\.measure)
    }

    func definition(of metric: MetricDefinition, _ options: [MetricOption]) -> String {
        guard let variant = availability.variant(of: metric) else { return metric.id }
        var parts = [metric.id]
        if !variant.name.isEmpty { parts.append(variant.name) }
        let measures = self.measures(in: variant.formula)
        let isRecurring = measures.contains { $0.aggregate == .recurring }
        if isRecurring {
            if ["nrr", "grr", "logo_retention"].contains(metric.id) {
                parts.append("\(settings.retentionWindow)-months")
            }
            if let origin = availability.recurringOrigin, origin != .subscriptions {
                parts.append("from-" + origin.rawValue.replacing("_", with: "-"))
            }
        }
        if measures.contains(where: \.isByDealType) {
            let hasType = availability.fields[.opportunities]?.contains("type") ?? false
            parts.append(hasType ? "new-business" : "all-types")
        }
        parts += changed(options, metric)
        if measures.contains(where: { $0.table == .revenue && $0.aggregate != .recurring }) {
            parts.append(settings.basis.rawValue)
        }
        if metric.isOverride { parts.append("own") }
        return parts.joined(separator: "/")
    }

    /// The options that the company has set among those that bear on the metric.
    private func changed(_ options: [MetricOption], _ metric: MetricDefinition) -> [String] {
        options.filter { option in
            // The window of retention and the table of MRR have words of their own.
            settings.options.isChanged(option.path)
                && !["nrr.window", "grr.window", "mrr.from"].contains(option.path)
                && !metric.variants.contains { $0.when[option.path] != nil }
        }.map { settings.options.variant($0.path) }
    }

    /// The options that bear on a metric, in the order of the registry.
    func options(of metric: MetricDefinition) -> [MetricOption] {
        let ids = availability.metricsNamed(by: metric, catalogue)
        var paths: Set<String> = []
        for next in ids.compactMap({ catalogue.metrics[$0] }) {
            paths.formUnion(next.variants.flatMap(\.when.keys))
            guard let formula = availability.variant(of: next)?.formula else { continue }
            paths.formUnion(formula.statedOptions)
            for measure in measures(in: formula) { paths.formUnion(measure.options) }
        }
        // They hold for all that is measured of recurring revenue, but for these.
        if ids.isDisjoint(with: ["nrr", "grr", "logo_retention"]) {
            paths.subtract(["nrr.window", "nrr.include_reactivated"])
        }
        if !tellsMovements(ids) { paths.remove("mrr.movements") }
        return MetricOptions.known.filter { paths.contains($0.path) }
    }

    /// Whether one of the metrics is measured in movements of recurring revenue.
    private func tellsMovements(_ ids: Set<String>) -> Bool {
        ids.contains { id in
            let names = catalogue.metrics[id].flatMap(availability.variant)?.formula.names ?? []
            return names.contains { catalogue.measures[$0.name]?.recurring?.isMovement ?? false }
        }
    }
}

extension Availability {
    /// The metric and all those that its formula comes down to.
    func metricsNamed(by metric: MetricDefinition, _ catalogue: Catalogue) -> Set<String> {
        var found: Set<String> = [metric.id]
        var open = [metric]
        while let next = open.popLast() {
            for (name, _) in variant(of: next)?.formula.names ?? [] {
                guard let other = catalogue.metrics[name], found.insert(name).inserted else {
                    continue
                }
                open.append(other)
            }
        }
        return found
    }
}

extension Measure {
    /// Whether it is of new business, or leaves renewals out, where deals have a type.
    fileprivate var isByDealType: Bool {
        filterWhereMapped?.names.contains { $0.name == "type" } ?? false
    }

    /// The options that its rows or their months follow.
    fileprivate var options: [String] {
        var prefixes: [String] = []
        if aggregate == .recurring { prefixes += ["mrr.", "nrr."] }
        if case .service = timing, table != .contracts { prefixes.append("recognised_revenue.") }
        if timing == .dueFromMonthEnd { prefixes.append("pipeline_coverage.") }
        switch table {
        case .credits: prefixes.append("attributed_revenue.")
        case .quotas: prefixes.append("quota_attainment.")
        case .renewals: prefixes += ["renewal_rate.", "mrr.renewal_grace"]
        case .expectedWins:
            prefixes += ["forecast.win_rate", "forecast.deal_size", "forecast.new_pipeline"]
        case .expectedRenewals: prefixes += ["forecast.renewal_rate", "mrr.renewal_grace"]
        default: break
        }
        if filter?.names.contains(where: { $0.name == "sourced" }) ?? false {
            prefixes.append("sourced_pipeline.")
        }
        return MetricOptions.known.map(\.path).filter { path in
            prefixes.contains { path.hasPrefix($0) }
        }
    }
}

extension Expression {
    /// Options that the formula itself asks for.
    fileprivate var statedOptions: [String] {
        switch kind {
        case .number, .text, .name: []
        case .call("option", let arguments):
            if case .text(let path)? = arguments.first?.kind { [path] } else { [] }
        case .call("forecast_accuracy", _): ["forecast_accuracy.of"]
        case .call("assumed", let arguments):
            if case .text(let path)? = arguments.first?.kind {
                [path] + arguments.dropFirst().flatMap(\.statedOptions)
            } else {
                []
            }
        case .call(let name, let arguments):
            arguments.flatMap(\.statedOptions)
                + (name.hasPrefix("horizon") ? ["pipeline_coverage.horizon"] : [])
        case .negative(let inner), .not(let inner): inner.statedOptions
        case .binary(_, let left, let right): left.statedOptions + right.statedOptions
        }
    }
}
