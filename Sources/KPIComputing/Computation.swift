package import Measuring
package import ReportModel

/// All that figures are computed from: catalogue, cubes, targets and names. A value; asking it twice
/// gives the same figure.
package struct Computation: Sendable {
    package let settings: Settings
    package let catalogue: Catalogue
    package let entities: Entities
    let cubes: [CubeAddress: PreparedCube]
    let targets: Targets
    let availability: Availability

    package init(
        settings: Settings, catalogue: Catalogue, entities: Entities,
        cubes: [CubeRequest: Cube], targets: Targets, availability: Availability
    ) {
        self.settings = settings
        self.catalogue = catalogue
        self.entities = entities
        self.targets = targets
        self.availability = availability
        self.cubes = Dictionary(
            cubes.map { (CubeAddress($0), PreparedCube($1, asOf: settings.asOf)) },
            uniquingKeysWith: { first, _ in first })
    }

    /// What an axis or heading calls a value of a dimension; the id itself where it has no name.
    package func name(of value: String, in dimension: String) -> String {
        entities.name(of: value, in: dimension)
    }
}

/// What a cube is found by: less than its request, for it is asked for with every figure.
struct CubeAddress: Hashable, Sendable {
    /// Measures of recurring revenue share one cube.
    static let recurring = "recurring"

    var measure: String
    var dimensions: [String]
    var filter: Expression?

    init(measure: String, dimensions: [String], filter: Expression?) {
        self.measure = measure
        self.dimensions = dimensions
        self.filter = filter
    }

    init(_ request: CubeRequest) {
        self.init(
            measure: request.measure.id, dimensions: request.dimensions, filter: request.filter)
    }
}

/// Which tables and fields there are, and so which variant of a metric is in force.
package struct Availability: Sendable {
    package var fields: [TableName: Set<String>]
    /// The table that recurring revenue is read from, if any.
    package var recurringTable: TableName?
    package var recurringOrigin: Settings.RecurringOrigin?

    package init(
        fields: [TableName: Set<String>], recurringTable: TableName?,
        recurringOrigin: Settings.RecurringOrigin?
    ) {
        self.fields = fields
        self.recurringTable = recurringTable
        self.recurringOrigin = recurringOrigin
    }

    /// Subscriptions where there are any, else the ledger's service dates or, if asked for, its months.
    package init(fields: [TableName: Set<String>], settings: Settings) {
        self.fields = fields
        let revenue = fields[.revenue] ?? []
        let hasServiceDates = revenue.isSuperset(of: ["service_start", "service_end", "customer"])
        switch settings.recurringOrigin {
        case .subscriptions:
            recurringTable = fields[.subscriptions] == nil ? nil : .subscriptions
            recurringOrigin = .subscriptions
        case .ledgerMonth:
            recurringTable = revenue.contains("customer") ? .revenue : nil
            recurringOrigin = .ledgerMonth
        case .serviceDates:
            recurringTable = hasServiceDates ? .revenue : nil
            recurringOrigin = .serviceDates
        case nil:
            if fields[.subscriptions] != nil {
                recurringTable = .subscriptions
                recurringOrigin = .subscriptions
            } else if hasServiceDates {
                recurringTable = .revenue
                recurringOrigin = .serviceDates
            } else {
                recurringTable = nil
                recurringOrigin = nil
            }
        }
    }

    package func has(_ need: String) -> Bool {
        need == "recurring"
            ? recurringTable != nil : TableName(rawValue: need).map { fields[$0] != nil } ?? false
    }

    /// The variant in force, or nil when the data has what none of them needs.
    package func variant(of metric: MetricDefinition) -> MetricDefinition.Variant? {
        metric.variants.first { $0.needs.allSatisfy(has) }
    }
}
