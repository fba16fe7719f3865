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
        }
        return Figure(
            metric: metric.id, period: scope.period, cut: cut, scenario: scenario,
            unit: metric.unit, value: settled(value, metric),
            definition: definition(of: metric))
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
            if metric.id == "nrr" || metric.id == "grr" {
                parts.append("\(settings.retentionWindow)-months")
            }
            if let origin = availability.recurringOrigin, origin != .subscriptions {
                parts.append("from-" + origin.rawValue.replacing("_", with: "-"))
            }
        }
        if measures.contains(where: { $0.filterWhereMapped != nil }) {
            let hasType = availability.fields[.opportunities]?.contains("type") ?? false
            parts.append(hasType ? "new-business" : "all-types")
        }
        if measures.contains(where: { $0.table == .revenue && $0.aggregate != .recurring }) {
            parts.append(settings.basis.rawValue)
        }
        if metric.isOverride { parts.append("own") }
        return parts.joined(separator: "/")
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
