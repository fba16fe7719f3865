package import Measuring
package import ReportModel

/// All that figures are computed from: catalogue, cubes, targets and names. Asking it twice gives the same
/// figure; an object, for it is handed on with every question.
package final class Computation: Sendable {
    package let settings: Settings
    package let catalogue: Catalogue
    package let entities: Entities
    let cubes: [CubeAddress: PreparedCube]
    let targets: Targets
    let availability: Availability
    /// By table and dimension a value of its own column that the customers, owners or products with a
    /// dimension of that name do not have.
    let strangers: [DimensionPlace: String]
    /// What is asked of a metric with every figure.
    let notions: [String: MetricNotion]
    /// What is asked of a measure with every value, by its id.
    let measureNotions: [String: MeasureNotion]
    /// The part of the company that all figures are of.
    package let part: Cut
    let ownSelection: Selection
    /// The rows of the part.
    let found = FoundRows()

    /// - Parameter parts: the dimensions whose values `of` may be asked for.
    package init(
        settings: Settings, catalogue: Catalogue, entities: Entities,
        cubes: [CubeRequest: Cube], targets: Targets, availability: Availability,
        rates: ExchangeRates? = nil, parts: [String] = []
    ) {
        part = .whole
        ownSelection = .whole
        self.settings = settings
        self.catalogue = catalogue
        self.entities = entities
        self.targets = targets
        let availability = availability.settled(for: catalogue)
        self.availability = availability
        let measureNotions = catalogue.measures.mapValues { MeasureNotion($0, availability) }
        self.measureNotions = measureNotions
        notions = MetricNotion.all(
            catalogue, Planner(catalogue: catalogue, availability: availability), settings,
            cubes, measureNotions)
        let complete = settings.calendar.lastCompleteMonth(settings.asOf)
        let recurring = RecurringSettings(
            rule: RecurringRule(settings.options), rates: rates, calendar: settings.calendar)
        self.cubes = Dictionary(
            cubes.map {
                (CubeAddress($0), PreparedCube($1, through: complete, recurring, parts: parts))
            },
            uniquingKeysWith: { first, _ in first })
        strangers = Self.strangers(cubes, availability, entities)
    }

    package var planner: Planner {
        Planner(
            catalogue: catalogue, availability: availability,
            within: part.parts.map(\.dimension))
    }

    /// The same of a part of the company, for which it was planned.
    package func of(_ part: Cut) -> Computation { Computation(self, of: part) }

    private init(_ whole: Computation, of part: Cut) {
        self.part = part
        ownSelection = Selection(part)
        settings = whole.settings
        catalogue = whole.catalogue
        entities = whole.entities
        cubes = whole.cubes
        targets = whole.targets
        availability = whole.availability
        strangers = whole.strangers
        notions = whole.notions
        measureNotions = whole.measureNotions
    }

    /// The month of the day on which the data was taken.
    var runningMonth: Month { settings.calendar.month(of: settings.asOf) }

    /// What every figure of a metric needs to know of it.
    func notion(of metric: MetricDefinition) -> MetricNotion {
        notions[metric.id]
            ?? MetricNotion(
                metric, availability.variant(of: metric), catalogue, definition: metric.id,
                options: [], measures: [], starts: [])
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
    var through: Day?

    init(measure: String, dimensions: [String], filter: Expression?, through: Day? = nil) {
        self.measure = measure
        self.dimensions = dimensions
        self.filter = filter
        self.through = through
    }

    init(_ request: CubeRequest) {
        self.init(
            measure: request.measure.id, dimensions: request.dimensions, filter: request.filter,
            through: request.through)
    }
}

/// Which tables and fields there are, and so which variant of a metric is in force.
package struct Availability: Sendable {
    package var fields: [TableName: Set<String>]
    /// The table that recurring revenue is read from, if any.
    package var recurringTable: TableName?
    package var recurringOrigin: Settings.RecurringOrigin?
    private let basis: Settings.Basis
    private let hasStages: Bool
    private let hasProbabilities: Bool
    private let options: MetricOptions
    let calendar: FiscalCalendar
    let asOf: Day
    /// By metric the place of the variant in force; nil where there is none.
    private var inForce: [String: Int?] = [:]

    /// Subscriptions where there are any, else the ledger's service dates or, if asked for, its months.
    package init(fields: [TableName: Set<String>], settings: Settings) {
        self.fields = fields
        basis = settings.basis
        hasStages = !settings.stages.isEmpty
        hasProbabilities = settings.stages.contains { $0.probability != nil }
        options = settings.options
        calendar = settings.calendar
        asOf = settings.asOf
        for derivation in TableDerivation.all
        where derivation.needs.allSatisfy({ fields[$0] != nil }) {
            let carried = derivation.carries.flatMap { fields[$0] } ?? []
            self.fields[derivation.table] = carried.union(derivation.fields)
        }
        let revenue = fields[.revenue] ?? []
        let hasServiceDates = revenue.isSuperset(of: ["service_start", "service_end", "customer"])
        switch settings.recurringOrigin {
        case .subscriptions:
            recurringTable = fields[.subscriptions] == nil ? nil : .recurringLines
            recurringOrigin = .subscriptions
        case .ledgerMonth:
            recurringTable = revenue.contains("customer") ? .revenue : nil
            recurringOrigin = .ledgerMonth
        case .serviceDates:
            recurringTable = hasServiceDates ? .revenue : nil
            recurringOrigin = .serviceDates
        case nil:
            if fields[.subscriptions] != nil {
                recurringTable = .recurringLines
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

    /// Whether there is what a variant needs: a table, a field (`deals.list_amount`), recurring
    /// revenue, the order of the stages, a basis of revenue (`basis:recognised`).
    package func has(_ need: String) -> Bool {
        if need == "recurring" { return recurringTable != nil }
        if need == "stages" { return hasStages }
        if need == "stage probabilities" { return hasProbabilities }
        if need.hasPrefix("basis:") { return need == "basis:" + basis.rawValue }
        let parts = need.split(separator: ".", maxSplits: 1).map(String.init)
        guard let table = parts.first.flatMap(TableName.init(rawValue:)),
            let own = fields[table]
        else { return false }
        return parts.count < 2 || own.contains(parts[1])
    }

    /// What the variant that comes closest lacks, in words.
    package func lack(of metric: MetricDefinition) -> String {
        let variant = metric.variants.first(where: isChosen) ?? metric.variants[0]
        let need = variant.needs.first { !has($0) } ?? ""
        if need == "recurring" {
            return "the table 'subscriptions', or recurring revenue with service dates"
        }
        if need == "stage probabilities" {
            return "the probabilities of the stages, under 'stages' in the settings"
        }
        if need == "stages" { return "the order of the stages, under 'stages' in the settings" }
        if need.hasPrefix("basis:") { return "revenue with service dates, or of another basis" }
        let parts = need.split(separator: ".", maxSplits: 1).map(String.init)
        guard let table = parts.first.flatMap(TableName.init(rawValue:)) else { return need }
        if let missing = missing(table).first { return "the table '\(missing.rawValue)'" }
        let origin = TableDerivation.of(table)?.carries ?? table
        return "the field '\(parts.last ?? "")' of the table '\(origin.rawValue)'"
    }

    /// The tables that the chosen variant lacks, or the one whose field it lacks.
    package func missingTables(of metric: MetricDefinition) -> [String] {
        let variant = metric.variants.first(where: isChosen) ?? metric.variants[0]
        var found: [String] = []
        for need in variant.needs where !has(need) {
            if need == "recurring" {
                found.append(TableName.subscriptions.rawValue)
            } else if let name = need.split(separator: ".").first,
                let table = TableName(rawValue: String(name))
            {
                let lacking = missing(table)
                let origin = TableDerivation.of(table)?.carries ?? table
                found += (lacking.isEmpty ? [origin] : lacking).map(\.rawValue)
            }
        }
        return Array(Set(found)).sorted()
    }

    /// The tables of the contract that this one needs and that are not there.
    package func missing(_ table: TableName) -> [TableName] {
        if fields[table] != nil { return [] }
        return TableDerivation.of(table)?.needs.filter { fields[$0] == nil } ?? [table]
    }

    /// Whose forecasts are held against what came.
    var forecastMetric: String { options.text("forecast_accuracy.of") }

    /// Whether rows of a table can be cut by a dimension.
    func canCut(_ table: TableName, by dimension: String) -> Bool {
        let own = fields[table] ?? []
        let parts = dimension.split(separator: ".").map(String.init)
        if parts.count == 2 {
            return Entities.keys.contains {
                $0.field == parts[0] && own.contains($0.field)
                    && fields[$0.table]?.contains(parts[1]) ?? false
            }
        }
        return own.contains(dimension)
            || Entities.keys.contains {
                own.contains($0.field) && fields[$0.table]?.contains(dimension) ?? false
            }
    }

    /// Whether the company's options choose it.
    private func isChosen(_ variant: MetricDefinition.Variant) -> Bool {
        variant.when.allSatisfy { options.text($0.key) == $0.value }
    }

    /// The same with the variants of all metrics looked up.
    func settled(for catalogue: Catalogue) -> Availability {
        var own = self
        own.inForce = catalogue.metrics.mapValues { metric in
            metric.variants.firstIndex { $0.needs.allSatisfy(has) && isChosen($0) }
        }
        return own
    }

    /// The variant in force, or nil when the data has what none of them needs.
    package func variant(of metric: MetricDefinition) -> MetricDefinition.Variant? {
        if let place = inForce[metric.id] { return place.map { metric.variants[$0] } }
        return metric.variants.first { $0.needs.allSatisfy(has) && isChosen($0) }
    }
}
