package import Diagnostics

/// A metric of the catalogue or of the company: what it means and the formula it comes from.
package struct MetricDefinition: Sendable {
    /// One way to compute the metric, in force when the data has what it needs.
    package struct Variant: Sendable {
        /// `count-by-close-date`; part of the definition id. Empty where there is only one way.
        package var name: String
        /// Tables or `recurring` that must be there.
        package var needs: [String]
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

/// What is counted in which rows at which time: the smallest thing that a table, or a warehouse, is
/// asked for.
package struct Measure: Hashable, Sendable {
    package enum Aggregate: String, CaseIterable, Hashable, Sendable {
        case sum, count, distinct, median
        /// Sum of the n customers with the largest sums: concentration.
        case top
        /// From the customer × month matrix of recurring revenue.
        case recurring
    }

    /// What is read off the customer × month matrix at a month end or over months.
    package enum Recurring: String, CaseIterable, Hashable, Sendable {
        case balance, customers
        case new, expansion, contraction, churn, reactivation
        case newCustomers = "new_customers"
        case churnedCustomers = "churned_customers"
        case reactivatedCustomers = "reactivated_customers"
        /// Then: the base of the closed cohort; now: what is left of it.
        case base, retained
        case retainedCapped = "retained_capped"
        case baseCustomers = "base_customers"
        case retainedCustomers = "retained_customers"
        /// Customers at the start of the period who are at zero at its end, and those at the start.
        case startCustomers = "start_customers"
        case lostCustomers = "lost_customers"
    }

    package var id: String
    package var table: TableName
    package var aggregate: Aggregate
    /// What is summed, counted once or put in order: an expression over the row's fields.
    package var value: Expression?
    /// Rows that count; fields of the row or dimensions.
    package var filter: Expression?
    /// Filter that applies only where the table has the field it names: `type = "new"`.
    package var filterWhereMapped: Expression?
    /// The date that puts a row into a period; nil for a balance.
    package var date: String?
    /// A balance of rows open at the period end: created before, not yet closed.
    package var isOpenBalance: Bool
    /// Rows of the snapshot due in the fiscal quarter after the period.
    package var isDueNextQuarter: Bool
    package var recurring: Recurring?
    /// For `top`.
    package var count: Int

    package init(
        id: String, table: TableName, aggregate: Aggregate, value: Expression? = nil,
        filter: Expression? = nil, filterWhereMapped: Expression? = nil, date: String? = nil,
        isOpenBalance: Bool = false, isDueNextQuarter: Bool = false, recurring: Recurring? = nil,
        count: Int = 0
    ) {
        self.id = id
        self.table = table
        self.aggregate = aggregate
        self.value = value
        self.filter = filter
        self.filterWhereMapped = filterWhereMapped
        self.date = date
        self.isOpenBalance = isOpenBalance
        self.isDueNextQuarter = isDueNextQuarter
        self.recurring = recurring
        self.count = count
    }
}

/// All measures and metrics in force, by id.
package struct Catalogue: Sendable {
    package var measures: [String: Measure]
    package var metrics: [String: MetricDefinition]
    /// Metric ids in the order of the catalogue.
    package var order: [String]

    package init(
        measures: [String: Measure] = [:], metrics: [String: MetricDefinition] = [:],
        order: [String] = []
    ) {
        self.measures = measures
        self.metrics = metrics
        self.order = order
    }
}
