import Diagnostics
import ReportModel

/// The requests of a pass taken apart, so that what several of them need is worked out once a batch.
struct PassPlan: Sendable {
    /// Rows that count for a request: those of a placement that a filter takes.
    struct Stratum: Sendable {
        var placement: Int
        /// nil: all rows.
        var filter: Int?
        /// Rows without a month, by reason.
        var unplaced: [String: Int] = [:]
    }

    /// What a request is answered from.
    struct Answer: Sendable {
        var request: CubeRequest
        var lane: Int
        var appliesMappedFilter: Bool
    }

    var layout = MonthLayout()
    var values: [ValueColumn] = []
    var combinations: [Combination] = []
    var placements: [Placement] = []
    var filters: [FilterColumn] = []
    var strata: [Stratum] = []
    var lanes: [Lane] = []
    private(set) var answers: [Answer] = []
    private(set) var diagnostics: [Diagnostic] = []

    /// What two filters are the same by: their conditions, wherever they are written.
    private struct FilterKey: Hashable {
        var conditions: [Expression]
        var needsRecurringType: Bool
    }

    /// - Parameter batch: the first one; its columns are those of all.
    init(_ requests: [CubeRequest], _ batch: TableBatch, _ surroundings: TablePass.Surroundings) {
        var filterKeys: [FilterKey] = []
        for request in requests {
            let measure = request.measure
            let paths = paths(of: request, batch, surroundings.entities)
            let (filter, key, isMapped) = filter(of: request, batch, surroundings.entities)
            checkFields(of: request, batch)

            var filterIndex: Int?
            if !key.conditions.isEmpty || key.needsRecurringType {
                let known = filterKeys.firstIndex(of: key)
                filterIndex = known ?? filters.count
                if known == nil {
                    filterKeys.append(key)
                    filters.append(FilterColumn(filter))
                }
            }
            var rule = PlacementRule(measure, surroundings.recurringOrigin)
            rule.through = request.through
            let quantity =
                values.firstIndex { $0.quantity == rule.quantity } ?? values.endIndex
            if quantity == values.endIndex { values.append(ValueColumn(rule.quantity)) }
            let placement = placements.firstIndex { $0.rule == rule } ?? placements.endIndex
            if placement == placements.endIndex { placements.append(Placement(rule)) }
            let stratum =
                strata.firstIndex { $0.placement == placement && $0.filter == filterIndex }
                ?? strata.endIndex
            if stratum == strata.endIndex {
                strata.append(Stratum(placement: placement, filter: filterIndex))
            }
            let combination =
                combinations.firstIndex { $0.paths == paths } ?? combinations.endIndex
            if combination == combinations.endIndex { combinations.append(Combination(paths)) }
            let laneKey = Lane.Key(
                stratum: stratum, combination: combination, quantity: quantity,
                kind: measure.laneKind)
            let lane = lanes.firstIndex { $0.key == laneKey } ?? lanes.endIndex
            if lane == lanes.endIndex { lanes.append(Lane(laneKey)) }
            answers.append(
                Answer(request: request, lane: lane, appliesMappedFilter: isMapped))
        }
    }

    /// Whether the other was made of rows with the same columns, and so is put together the same.
    func matches(_ other: PassPlan) -> Bool {
        lanes.map(\.key) == other.lanes.map(\.key)
            && combinations.map(\.paths) == other.combinations.map(\.paths)
            && placements.map(\.rule) == other.placements.map(\.rule)
            && values.map(\.quantity) == other.values.map(\.quantity)
    }

    mutating func consume(_ rows: RowReader, _ surroundings: TablePass.Surroundings) {
        let entities = surroundings.entities
        let columns = values.indices.map { values[$0].values(rows) }
        let slots = combinations.indices.map { combinations[$0].slots(rows, entities) }
        let accepted = filters.indices.map { filters[$0].accepted(rows, entities) }
        let placed = placements.indices.map { index in
            let quantity = placements[index].rule.quantity
            let column = values.firstIndex { $0.quantity == quantity } ?? 0
            return placements[index].place(rows, columns[column], surroundings, &layout)
        }
        for index in strata.indices {
            let stratum = strata[index]
            let counted = placed[stratum.placement].accepted(
                stratum.filter.flatMap { accepted[$0] })
            for (_, reason) in counted.unplaced { strata[index].unplaced[reason, default: 0] += 1 }
            for lane in lanes.indices where lanes[lane].key.stratum == index {
                let key = lanes[lane].key
                lanes[lane].add(
                    counted, columns[key.quantity], slots: slots[key.combination],
                    slotCount: combinations[key.combination].count, layout)
            }
        }
    }

    /// Takes another part of the table in, whose codes are others.
    /// - Parameter codes: by field the code here of each code there.
    mutating func merge(_ other: consuming PassPlan, codes: [String: [Int32]]) {
        for year in other.layout.years { _ = layout.claim(Month(year: year, month: 1)) }
        let offsets = (0..<other.layout.width).map { offset in
            Int32(layout.offset(of: other.layout.month(at: offset)) ?? -1)
        }
        let slots = combinations.indices.map {
            combinations[$0].adopt(other.combinations[$0], codes: codes)
        }
        for index in values.indices { values[index].merge(other.values[index]) }
        for index in placements.indices {
            if let months = other.placements[index].coverage { placements[index].cover(months) }
        }
        for index in strata.indices {
            for (reason, rows) in other.strata[index].unplaced {
                strata[index].unplaced[reason, default: 0] += rows
            }
        }
        for index in lanes.indices {
            let combination = lanes[index].key.combination
            lanes[index].merge(
                other.lanes[index], slots: slots[combination],
                slotCount: combinations[combination].count, offsets: offsets, layout)
            // What was taken over is let go of at once.
            other.lanes[index] = Lane(lanes[index].key)
        }
    }
}

extension Measure {
    fileprivate var laneKind: Lane.Kind {
        switch aggregate {
        case .sum, .top, .squares, .major, .count, .recurring: .sum
        case .distinct, .first: .presence
        case .median: .values
        }
    }
}

extension PassPlan {
    private static let mostColumns = 5

    /// Where the values of the request's dimensions stand, and last what the measure groups by.
    private mutating func paths(
        of request: CubeRequest, _ batch: TableBatch, _ entities: Entities
    ) -> [DimensionPath] {
        let measure = request.measure
        let fields = Set(batch.columns.keys)
        var paths: [DimensionPath] = []
        for dimension in request.dimensions {
            switch entities.path(of: dimension, rowFields: fields, table: measure.table) {
            case .success(let path):
                paths.append(path)
                if case .text? = batch.columns[path.rowField] { continue }
                diagnostics.append(
                    Diagnostic(
                        id: "dimension-not-text",
                        "'\(dimension)' of '\(measure.table.rawValue)' holds dates or numbers",
                        remedy: "cut by a column of texts"))
            case .failure(let defect):
                diagnostics.append(
                    dimensionDiagnostic(dimension, defect, measure.table, fields, entities, nil))
            }
        }
        if Set(paths.map(\.rowField)).count > Self.mostColumns {
            diagnostics.append(
                Diagnostic(
                    id: "too-many-dimensions",
                    "'\(measure.id)' is cut by more than \(Self.mostColumns) columns at once",
                    remedy: "cut by fewer dimensions"))
        }
        if let grouped = request.groupedField {
            // Entities under common control are one customer; of those that buy each is one.
            let isShare = [.top, .squares, .major].contains(measure.aggregate)
            let hasParents = entities.tables[.customers]?.fields.contains("parent") ?? false
            paths.append(isShare && hasParents ? .root(key: grouped) : .row(grouped))
            if measure.aggregate == .recurring, measure.table == .recurringLines {
                paths.append(.row(RecurringField.track))
            }
        }
        return paths
    }

    private mutating func filter(
        of request: CubeRequest, _ batch: TableBatch, _ entities: Entities
    ) -> (plan: FilterPlan, key: FilterKey, isMapped: Bool) {
        let measure = request.measure
        let needsRecurringType =
            measure.aggregate == .recurring && measure.table == .revenue
            && batch.columns["type"] != nil
        var key = FilterKey(conditions: [], needsRecurringType: needsRecurringType)
        var isMapped = false
        if let own = measure.filter { key.conditions.append(own) }
        if let mapped = measure.filterWhereMapped,
            mapped.names.allSatisfy({ batch.columns[$0.name] != nil })
        {
            isMapped = true
            key.conditions.append(mapped)
        }
        if let further = request.filter { key.conditions.append(further) }
        var plan = FilterPlan()
        if needsRecurringType { plan.require("recurring", in: "type") }
        for condition in key.conditions {
            plan.add(
                condition, batch: batch, table: measure.table, entities: entities,
                diagnostics: &diagnostics)
        }
        return (plan, key, isMapped)
    }

    private mutating func checkFields(of request: CubeRequest, _ batch: TableBatch) {
        let measure = request.measure
        if request.groupsByCustomer, batch.columns["customer"] == nil {
            diagnostics.append(
                Diagnostic(
                    id: "field-missing",
                    "the table '\(measure.table.rawValue)' has no 'customer', "
                        + "which '\(measure.id)' needs",
                    remedy: "map it under 'columns'"))
        }
        let needed =
            (measure.value?.names.map(\.name) ?? []) + measure.neededTimeFields
        for name in Set(needed).sorted() where batch.columns[name] == nil {
            diagnostics.append(
                Diagnostic(
                    id: "field-missing",
                    "the table '\(measure.table.rawValue)' has no '\(name)', which "
                        + "'\(measure.id)' needs", remedy: "map or compute it"))
        }
    }
}
