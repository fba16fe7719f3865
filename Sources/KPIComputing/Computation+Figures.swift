package import ReportModel

extension Computation {
    /// The figure of a metric for a period, cut and scenario.
    ///
    /// - Parameter filter: a further condition on the rows, as in `where=`.
    /// - Returns: a figure whose value is known or undefined with a reason; previous periods carry
    ///   their own period.
    package func figure(
        _ metric: MetricDefinition, period: Period, cut: Cut = .whole, filter: Expression? = nil,
        scenario: Scenario = .actual
    ) -> Figure {
        let scope = Scope(period: period, selection: Selection(cut), filter: filter)
        return figure(metric, scope, scenario, cut: cut)
    }

    func figure(
        _ metric: MetricDefinition, _ scope: Scope, _ scenario: Scenario, cut: Cut
    ) -> Figure {
        var scope = scope
        let value: FigureValue
        var ranges: FigureRanges?
        switch scenario {
        case .actual:
            if let inner = modelledMetric(of: metric) {
                let expected = modelled(inner, scope)
                value = expected.value
                ranges = expected.ranges
            } else {
                value =
                    (notionReason(metric, scope) ?? unevenReason(metric, scope))
                    .map(FigureValue.undefined) ?? self.value(of: metric, scope)
                ranges = value.number.flatMap { drivenRanges(of: metric, $0, scope) }
            }
        case .previousPeriod, .previousYear:
            let running = runningBalanceReason(metric, scope, scenario)
            if let base = settings.calendar.compared(scope.period, scenario) {
                scope.through = settings.calendar.sameDay(
                    of: scope.period, on: settings.asOf, in: base)
                scope.period = base
            }
            let whole = self.value(of: metric, scope)
            value =
                (running ?? notionReason(metric, scope)).map { .undefined($0) } ?? partialReason(
                    Expression(.name(metric.id)), scope
                ).map { .undefined($0) } ?? whole
        case .plan:
            value = target(metric, scope, scenario: "plan")
        case .forecast:
            value = target(metric, scope, scenario: "forecast")
        case .model:
            let expected = modelled(metric, scope)
            value = expected.value
            ranges = expected.ranges
        }
        if scenario == .plan || scenario == .forecast, value.number != nil,
            let cut = scope.selection.cut
        {
            ranges = targets.ranges(metric.id, scope.period, cut, scenario: scenario.rawValue)
        }
        var figure = Figure(
            metric: metric.id, period: scope.period, cut: cut, scenario: scenario,
            unit: metric.unit, value: settled(value, metric),
            definition: definition(of: metric))
        figure.ranges = ranges
        let kind = availability.variant(of: metric)?.kind ?? .rate
        figure.isFlow = kind == .flow
        if kind != .balance, value.number != nil {
            figure.through = lastDay(of: metric, scope, scenario)
        }
        // Limits are of the whole company.
        if let limit = catalogue.limits[metric.id], cut == .whole, scope.filter == nil,
            scenario == .actual, let number = figure.value.number
        {
            figure.standing = FigureStanding(
                state: limit.state(of: number), headroom: limit.headroom(of: number))
        }
        return figure
    }

    /// The last day whose rows count in a figure of a period that runs, or of one compared with it.
    private func lastDay(
        of metric: MetricDefinition, _ scope: Scope, _ scenario: Scenario
    ) -> Day? {
        switch scenario {
        case .actual:
            if isYoung(metric, scope) { return settings.asOf }
            guard scope.period.start <= settings.asOf, settings.asOf < scope.period.end,
                drivenMetric(of: metric) == nil, modelledMetric(of: metric) == nil,
                measures(in: Expression(.name(metric.id))).contains(where: \.timing.isByDay)
            else { return nil }
            return settings.asOf
        case .previousPeriod, .previousYear:
            let isCut = measures(in: Expression(.name(metric.id))).contains {
                $0.aggregate != .recurring && $0.timing.isByDay
            }
            return isCut ? scope.through : nil
        case .plan, .forecast, .model: return nil
        }
    }

    /// Whether it is of what began in the period and that ended fewer days ago than it usually takes.
    private func isYoung(_ metric: MetricDefinition, _ scope: Scope) -> Bool {
        guard case .call("mature", let arguments)? = availability.variant(of: metric)?.formula.kind,
            arguments.count == 2, let days = evaluate(arguments[1], scope).number
        else { return false }
        return ExactDecimal(settings.asOf.days(since: scope.period.end)) < days
    }

    /// Why what a formula comes to in a half-year or year can be compared with nothing: the data begins
    /// in the second half of it. Nil for shorter periods, in which little may happen.
    func partialReason(_ formula: Expression, _ scope: Scope) -> Undefined? {
        let ledgers: Set<TableName> = [
            .revenue, .invoices, .spend, .financials, .opportunities, .deals, .leads,
        ]
        for measure in measures(in: formula)
        where ledgers.contains(measure.table) && measure.timing.isByDay {
            guard let first = cube(of: measure, scope)?.coverage?.lowerBound,
                scope.period.months >= 6, first <= scope.period.last,
                Int(first.index - scope.period.first.index) * 2 >= scope.period.months
            else { continue }
            return .notKnown("the data starts in \(first), inside \(scope.period.name)")
        }
        return nil
    }

    /// Why a balance of a period that runs is not compared with that of a year before: it stands on the day
    /// of the data, the other one at the end of its period. That of the period before is the one it began
    /// with.
    private func runningBalanceReason(
        _ metric: MetricDefinition, _ scope: Scope, _ scenario: Scenario
    ) -> Undefined? {
        guard scenario == .previousYear, availability.variant(of: metric)?.kind == .balance,
            drivenMetric(of: metric) == nil, modelledMetric(of: metric) == nil,
            scope.period.start <= settings.asOf, settings.asOf < scope.period.end
        else { return nil }
        return .notKnown(
            "\(scope.period.name) is known to \(settings.asOf), and is not compared with a whole period"
        )
    }

    /// Why a rate of a half-year or year is none: one of the tables it is made of begins in the second half
    /// of it, and another one earlier.
    private func unevenReason(_ metric: MetricDefinition, _ scope: Scope) -> Undefined? {
        guard scope.period.months >= 6, availability.variant(of: metric)?.kind == .rate,
            let reason = partialReason(Expression(.name(metric.id)), scope)
        else { return nil }
        let starts = measures(in: Expression(.name(metric.id))).compactMap {
            cube(of: $0, scope)?.coverage?.lowerBound
        }
        return Set(starts).count > 1 ? reason : nil
    }

    /// A count is not given more digits than are known of it.
    func settled(_ value: FigureValue, _ metric: MetricDefinition) -> FigureValue {
        guard case .known(let number) = value, metric.unit == .count, number.isRounded else {
            return value
        }
        return .known(number.rounded(toSignificant: 15))
    }

    /// The id of what was computed: metric, variant, options that change it.
    package func definition(of metric: MetricDefinition) -> String {
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
        parts += changedOptions(of: metric)
        if measures.contains(where: { $0.table == .revenue && $0.aggregate != .recurring }) {
            parts.append(settings.basis.rawValue)
        }
        if metric.isOverride { parts.append("own") }
        return parts.joined(separator: "/")
    }

    /// The options that the company has set among those that bear on the metric.
    private func changedOptions(of metric: MetricDefinition) -> [String] {
        options(of: metric).filter { option in
            // The window of retention and the table of MRR have words of their own.
            settings.options.isChanged(option.path)
                && !["nrr.window", "grr.window", "mrr.from"].contains(option.path)
                && !metric.variants.contains { $0.when[option.path] != nil }
        }.map { settings.options.variant($0.path) }
    }

    /// The options that bear on a metric, in the order of the registry.
    package func options(of metric: MetricDefinition) -> [MetricOption] {
        let ids = metricsNamed(by: metric)
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

    /// The metric and all those that its formula comes down to.
    package func metricsNamed(by metric: MetricDefinition) -> Set<String> {
        var found: Set<String> = [metric.id]
        var open = [metric]
        while let next = open.popLast() {
            for (name, _) in availability.variant(of: next)?.formula.names ?? [] {
                guard let other = catalogue.metrics[name], found.insert(name).inserted else {
                    continue
                }
                open.append(other)
            }
        }
        return found
    }

    /// The sentence that defines the metric in the variant in force.
    package func definitionText(of metric: MetricDefinition, language: String) -> String {
        let variant = availability.variant(of: metric) ?? metric.variants[0]
        return variant.definition[language] ?? variant.definition["en"] ?? ""
    }

    package func variant(of metric: MetricDefinition) -> MetricDefinition.Variant? {
        availability.variant(of: metric)
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
