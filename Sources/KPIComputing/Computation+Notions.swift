import Measuring
import ReportModel

/// A dimension where a table has it.
struct DimensionPlace: Hashable, Sendable {
    var table: TableName
    var dimension: String
}

/// Two tables may have columns of one name that mean two things: the channel of spend is where
/// marketing works, the channel of a customer is how he buys.
extension Computation {
    static func strangers(
        _ cubes: [CubeRequest: Cube], _ availability: Availability, _ entities: Entities
    ) -> [DimensionPlace: String] {
        var found: [DimensionPlace: String] = [:]
        var known: [String: Set<String>] = [:]
        for (request, cube) in cubes where request.filter == nil && !request.dimensions.isEmpty {
            for dimension in request.dimensions {
                guard availability.hasOwn(dimension, in: request.measure.table) else { continue }
                if known[dimension] == nil {
                    known[dimension] = entities.values(of: dimension)
                }
                guard let own = known[dimension], !own.isEmpty else { continue }
                let place = DimensionPlace(table: request.measure.table, dimension: dimension)
                for rows in cube.groups {
                    let value = cube.value(of: dimension, ofRow: rows.lowerBound) ?? ""
                    if value.isEmpty || own.contains(value) { continue }
                    found[place] = min(found[place] ?? value, value)
                }
            }
        }
        return found
    }

    /// Why a rate cut by a dimension is none: one of its tables means something else by it than another.
    func notionReason(_ notion: MetricNotion, _ scope: Scope) -> Undefined? {
        if strangers.isEmpty || notion.kind != .rate || notion.formula == nil { return nil }
        let names = scope.selection.dimensions + (scope.filter?.names.map(\.name) ?? [])
        for dimension in names {
            let tables = Set(
                planner.requests(
                    for: Expression(.name(notion.metric.id)), dimensions: [dimension], filter: nil
                ).filter { $0.dimensions.contains(dimension) }.map(\.measure.table)
            ).sorted()
            guard tables.contains(where: { !availability.hasOwn(dimension, in: $0) }) else {
                continue
            }
            for table in tables {
                if let value = strangers[DimensionPlace(table: table, dimension: dimension)] {
                    return .notKnown(
                        "'\(dimension)' of '\(table.told.rawValue)' is not that of the others: it has '\(value)'"
                    )
                }
            }
        }
        return nil
    }
}

extension Availability {
    /// Whether rows of a table have a dimension of their own, not by their customer, owner or product.
    func hasOwn(_ dimension: String, in table: TableName) -> Bool {
        fields[table]?.contains(dimension) ?? false
            && !Entities.keys.contains { $0.field == dimension }
    }
}
