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
        figure(notion(of: metric), scope(period, cut, filter: filter), scenario, cut: cut)
    }

    func figure(
        _ notion: MetricNotion, _ scope: Scope, _ scenario: Scenario, cut: Cut
    ) -> Figure {
        var scope = scope
        let cut = cut.parts.isEmpty ? part : part.joined(with: cut)
        let value: FigureValue
        var ranges: FigureRanges?
        switch scenario {
        case .actual:
            if let inner = notion.modelled {
                let expected = modelled(inner, scope)
                value = expected.value
                ranges = expected.ranges
            } else {
                let isRate = notion.kind == .rate
                let reason =
                    isRate ? notionReason(notion, scope) ?? unevenReason(notion, scope) : nil
                value = reason.map(FigureValue.undefined) ?? self.value(of: notion, scope)
                if notion.driven != nil {
                    ranges = value.number.flatMap { drivenRanges(of: notion.metric, $0, scope) }
                }
            }
        case .previousPeriod, .previousYear:
            let running = runningBalanceReason(notion, scope, scenario)
            if let base = settings.calendar.compared(scope.period, scenario) {
                scope.through = settings.calendar.sameDay(
                    of: scope.period, on: settings.asOf, in: base)
                scope.period = base
            }
            let whole = self.value(of: notion, scope)
            value =
                (running ?? notionReason(notion, scope)).map { .undefined($0) } ?? partialReason(
                    Expression(.name(notion.metric.id)), scope
                ).map { .undefined($0) } ?? whole
        case .plan:
            value = target(notion.metric, scope, scenario: "plan")
        case .forecast:
            value = target(notion.metric, scope, scenario: "forecast")
        case .model:
            let expected = modelled(notion.metric, scope)
            value = expected.value
            ranges = expected.ranges
        }
        if scenario == .plan || scenario == .forecast, value.number != nil,
            let cut = scope.selection.cut
        {
            ranges = targets.ranges(
                notion.metric.id, scope.period, cut, scenario: scenario.rawValue)
        }
        var figure = Figure(
            metric: notion.metric.id, period: scope.period, cut: cut, scenario: scenario,
            unit: notion.metric.unit, value: settled(value, notion.metric),
            definition: notion.definition)
        if ranges != nil { figure.ranges = ranges }
        figure.isFlow = notion.kind == .flow
        if notion.kind != .balance, value.number != nil {
            figure.through = lastDay(of: notion, scope, scenario)
        }
        // Limits are of the whole company.
        if cut == .whole, scope.filter == nil, scenario == .actual,
            let limit = catalogue.limits[notion.metric.id], let number = figure.value.number
        {
            figure.standing = FigureStanding(
                state: limit.state(of: number), headroom: limit.headroom(of: number))
        }
        return figure
    }

    /// The last day whose rows count in a figure of a period that runs, or of one compared with it.
    private func lastDay(
        of notion: MetricNotion, _ scope: Scope, _ scenario: Scenario
    ) -> Day? {
        switch scenario {
        case .actual:
            if isYoung(notion, scope) { return settings.asOf }
            guard scope.period.start <= settings.asOf, settings.asOf < scope.period.end,
                notion.driven == nil, notion.modelled == nil, notion.isByDay
            else { return nil }
            return settings.asOf
        case .previousPeriod, .previousYear: return notion.isCutByDay ? scope.through : nil
        case .plan, .forecast, .model: return nil
        }
    }

    /// Whether it is of what began in the period and that ended fewer days ago than it usually takes.
    private func isYoung(_ notion: MetricNotion, _ scope: Scope) -> Bool {
        guard let days = notion.maturity.flatMap({ evaluate($0, scope).number }) else {
            return false
        }
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
        _ notion: MetricNotion, _ scope: Scope, _ scenario: Scenario
    ) -> Undefined? {
        guard scenario == .previousYear, notion.kind == .balance, notion.driven == nil,
            notion.modelled == nil,
            scope.period.start <= settings.asOf, settings.asOf < scope.period.end
        else { return nil }
        return .notKnown(
            "\(scope.period.name) is known to \(settings.asOf), and is not compared with a whole period"
        )
    }

    /// Why a rate of a half-year or year is none: one of the tables it is made of begins in the second half
    /// of it, and another one earlier.
    private func unevenReason(_ notion: MetricNotion, _ scope: Scope) -> Undefined? {
        guard scope.period.months >= 6, notion.kind == .rate, notion.formula != nil,
            let reason = partialReason(Expression(.name(notion.metric.id)), scope)
        else { return nil }
        let starts = notion.measures.compactMap {
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
        notions[metric.id]?.definition ?? metric.id
    }

    /// The options that bear on a metric, in the order of the registry.
    package func options(of metric: MetricDefinition) -> [MetricOption] {
        notions[metric.id]?.options ?? []
    }

    /// The metric and all those that its formula comes down to.
    package func metricsNamed(by metric: MetricDefinition) -> Set<String> {
        availability.metricsNamed(by: metric, catalogue)
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
