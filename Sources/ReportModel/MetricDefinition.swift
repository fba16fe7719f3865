package import Diagnostics

/// A metric of the catalogue or of the company: what it means and the formula it comes from.
package struct MetricDefinition: Sendable {
    /// One way to compute the metric, in force when the data has what it needs.
    package struct Variant: Sendable {
        /// `count-by-close-date`; part of the definition id. Empty where there is only one way.
        package var name: String
        /// Tables or `recurring` that must be there.
        package var needs: [String]
        /// By path the option values that it is for: `win_rate.by` is `value`.
        package var when: [String: String] = [:]
        package var formula: Expression
        package var kind: TimeKind
        /// By language; one sentence.
        package var definition: [String: String]

        package init(
            name: String, needs: [String], formula: Expression, kind: TimeKind,
            definition: [String: String]
        ) {
            self.name = name
            self.needs = needs
            self.formula = formula
            self.kind = kind
            self.definition = definition
        }
    }

    package var id: String
    /// By language; `en` is always there.
    package var label: [String: String]
    package var unit: Unit
    package var better: Direction
    package var area: String
    package var source: String?
    package var owner: String?
    /// At least one, the preferred first.
    package var variants: [Variant]
    package var location: SourceLocation
    /// The company's own definition replaced the built-in one.
    package var isOverride: Bool

    package init(
        id: String, label: [String: String], unit: Unit, better: Direction, area: String,
        source: String?, owner: String?, variants: [Variant], location: SourceLocation,
        isOverride: Bool = false
    ) {
        self.id = id
        self.label = label
        self.unit = unit
        self.better = better
        self.area = area
        self.source = source
        self.owner = owner
        self.variants = variants
        self.location = location
        self.isOverride = isOverride
    }
}

/// All measures and metrics in force, by id.
package struct Catalogue: Sendable {
    package var measures: [String: Measure]
    package var metrics: [String: MetricDefinition]
    /// Metric ids in the order of the catalogue.
    package var order: [String]
    /// By metric what makes it red or amber.
    package var limits: [String: MetricLimit] = [:]

    package init(
        measures: [String: Measure] = [:], metrics: [String: MetricDefinition] = [:],
        order: [String] = []
    ) {
        self.measures = measures
        self.metrics = metrics
        self.order = order
    }
}
