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
            value = self.value(of: metric, scope)
        case .previousPeriod:
            scope.period = settings.calendar.moved(scope.period, by: -1)
            value = self.value(of: metric, scope)
        case .previousYear:
            scope.period = settings.calendar.shifted(scope.period, months: -12)
            value = self.value(of: metric, scope)
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
        if scenario == .actual, metric.id.hasPrefix("model_") {
            ranges = modelRanges(of: metric, scope)
        }
        var figure = Figure(
            metric: metric.id, period: scope.period, cut: cut, scenario: scenario,
            unit: metric.unit, value: settled(value, metric),
            definition: definition(of: metric))
        figure.ranges = ranges
        // Limits are of the whole company.
        if let limit = catalogue.limits[metric.id], cut == .whole, scope.filter == nil,
            scenario == .actual, let number = figure.value.number
        {
            figure.standing = FigureStanding(
                state: limit.state(of: number), headroom: limit.headroom(of: number))
        }
        return figure
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

    /// The options of the metric, and of those that it comes from, that the company has set.
    private func changedOptions(of metric: MetricDefinition) -> [String] {
        let ids = lineage(of: metric)
        return MetricOptions.known.filter { option in
            // The horizon and the window of retention have words of their own.
            ids.contains(option.metric) && settings.options.isChanged(option.path)
                && !["nrr.window", "grr.window", "mrr.from"].contains(option.path)
                && !metric.variants.contains { $0.when[option.path] != nil }
        }.map { settings.options.variant($0.path) }
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

    /// The same, and the metrics whose options bear on them.
    package func lineage(of metric: MetricDefinition) -> Set<String> {
        var found = metricsNamed(by: metric)
        for next in found.sorted().compactMap({ catalogue.metrics[$0] }) {
            let formula = availability.variant(of: next)?.formula
            let isRecurring = formula.map {
                measures(in: $0).contains { $0.aggregate == .recurring }
            }
            if isRecurring ?? false { found.insert("mrr") }
        }
        // Both follow the options of NRR.
        if !found.isDisjoint(with: ["grr", "logo_retention"]) { found.insert("nrr") }
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
}
