import Diagnostics
import ReportModel

/// One request during the pass.
struct RequestPass {
    let request: CubeRequest
    private let surroundings: TablePass.Surroundings
    private let measure: Measure
    /// Fields of the row whose codes make up the key, at most five.
    private var keyFields: [String] = []
    private var filter = FilterPlan()
    private var paths: [DimensionPath] = []
    private var appliesMappedFilter = false
    private let needsRecurringType: Bool
    private var index: [SIMD8<Int32>: Int] = [:]
    private var cells: [Cube.Cell] = []
    /// By the key of the row without its month, for a filter is only judged at the end.
    private var unplaced: [SIMD8<Int32>: [String: Int]] = [:]
    private var coverage: ClosedRange<Month>?
    private var lastKey = SIMD8<Int32>(repeating: -1)
    private var lastCell = -1

    var surroundingsAsOf: Day { surroundings.asOf }
    var recurringOrigin: Settings.RecurringOrigin? { surroundings.recurringOrigin }

    private static let mostKeys = 5
    private static let bitsLane = 5
    private static let customerLane = 6
    private static let monthLane = 7

    init(
        _ request: CubeRequest, _ batch: TableBatch, _ surroundings: TablePass.Surroundings,
        diagnostics: inout [Diagnostic]
    ) {
        self.request = request
        self.surroundings = surroundings
        measure = request.measure
        let entities = surroundings.entities
        let fields = Set(batch.columns.keys)
        needsRecurringType =
            measure.aggregate == .recurring && measure.table == .revenue && fields.contains("type")
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
        if let own = measure.filter {
            filter.add(
                own, batch: batch, table: measure.table, entities: entities,
                diagnostics: &diagnostics)
        }
        if let mapped = measure.filterWhereMapped,
            mapped.names.allSatisfy({ fields.contains($0.name) })
        {
            appliesMappedFilter = true
            filter.add(
                mapped, batch: batch, table: measure.table, entities: entities,
                diagnostics: &diagnostics)
        }
        if let further = request.filter {
            filter.add(
                further, batch: batch, table: measure.table, entities: entities,
                diagnostics: &diagnostics)
        }
        for path in paths + filter.paths where !keyFields.contains(path.rowField) {
            keyFields.append(path.rowField)
        }
        if needsRecurringType, !keyFields.contains("type") { keyFields.append("type") }
        if keyFields.count > Self.mostKeys {
            diagnostics.append(
                Diagnostic(
                    id: "too-many-dimensions",
                    "'\(measure.id)' is cut by more than \(Self.mostKeys) columns at once",
                    remedy: "cut by fewer dimensions"))
            keyFields.removeLast(keyFields.count - Self.mostKeys)
        }
        if measure.aggregate == .recurring || measure.aggregate == .top,
            batch.columns["customer"] == nil
        {
            diagnostics.append(
                Diagnostic(
                    id: "field-missing",
                    "the table '\(measure.table.rawValue)' has no 'customer', "
                        + "which '\(measure.id)' needs",
                    remedy: "map it under 'columns'"))
        }
        let needed =
            (measure.value?.names.map(\.name) ?? []) + (measure.date.map { [$0] } ?? [])
        for name in Set(needed).sorted() where batch.columns[name] == nil {
            diagnostics.append(
                Diagnostic(
                    id: "field-missing",
                    "the table '\(measure.table.rawValue)' has no '\(name)', which "
                        + "'\(measure.id)' needs", remedy: "map or compute it"))
        }
    }

    mutating func consume(_ reader: RowReader) {
        let batch = reader.batch
        var lanes: [[Int32]] = []
        for field in keyFields {
            if case .text(let codes)? = batch.columns[field] {
                lanes.append(codes)
            } else {
                lanes.append([Int32](repeating: 0, count: batch.rowCount))
            }
        }
        var customers: [Int32]?
        if request.groupsByCustomer, case .text(let codes)? = batch.columns["customer"] {
            customers = codes
        }
        for row in 0..<batch.rowCount {
            var key = SIMD8<Int32>(repeating: 0)
            for lane in lanes.indices { key[lane] = lanes[lane][row] }
            if let customers { key[Self.customerLane] = customers[row] }
            var bits: Int32 = 0
            for (slot, predicate) in filter.predicates.enumerated()
            where predicate.holds(reader, row) {
                bits |= 1 << Int32(slot)
            }
            key[Self.bitsLane] = bits
            place(reader, row, key)
        }
    }

    private mutating func place(_ reader: RowReader, _ row: Int, _ key: SIMD8<Int32>) {
        if measure.aggregate == .recurring {
            placeRecurring(reader, row, key)
            return
        }
        let cell: Cube.Cell
        switch measure.aggregate {
        case .sum, .top:
            guard let value = number(reader, row) else {
                leaveOut(key, "no \(measure.value?.names.first?.name ?? "value")")
                return
            }
            cell = .sum(value)
        case .median:
            guard let value = number(reader, row) else {
                leaveOut(key, "no \(measure.value?.names.first?.name ?? "value")")
                return
            }
            cell = .values([value])
        case .count:
            cell = .count(1)
        case .distinct:
            guard case .name(let field)? = measure.value?.kind,
                case .text(let codes)? = reader.batch.columns[field], codes[row] != 0
            else { return }
            cell = .distinct([codes[row]])
        case .recurring:
            return
        }
        for month in months(reader, row, key) { merge(cell, key, month) }
    }

    private mutating func placeRecurring(
        _ reader: RowReader, _ row: Int, _ key: SIMD8<Int32>
    ) {
        // A customer that nobody named would be one customer for ever.
        if key[Self.customerLane] == 0 {
            leaveOut(key, "no customer")
            return
        }
        do throws(UnplacedRow) {
            for run in try recurringRuns(reader, row) where !run.months.isEmpty {
                for month in run.months.lowerBound.index...run.months.upperBound.index {
                    merge(.sum(run.amount), key, Month(index: month))
                }
            }
        } catch {
            leaveOut(key, error.reason)
        }
    }

    private mutating func leaveOut(_ key: SIMD8<Int32>, _ reason: String) {
        unplaced[key, default: [:]][reason, default: 0] += 1
    }

    private func number(_ reader: RowReader, _ row: Int) -> ExactDecimal? {
        guard let expression = measure.value,
            case .number(let number) = reader.evaluate(expression, row)
        else { return nil }
        return number
    }

    /// The months a row counts in: that of its date, or those whose balance it belongs to.
    private mutating func months(
        _ reader: RowReader, _ row: Int, _ key: SIMD8<Int32>
    ) -> [Month] {
        if measure.isDueNextQuarter {
            guard case .day(let due) = reader.field("closed", row) else { return [] }
            return [due.month]
        }
        if measure.isOpenBalance { return openMonths(reader, row, key) }
        guard let date = measure.date else { return [] }
        guard case .day(let day) = reader.field(date, row) else {
            leaveOut(key, "no date in '\(date)'")
            return []
        }
        if day > surroundings.asOf {
            leaveOut(key, "'\(date)' lies after the data was taken")
            return []
        }
        return [day.month]
    }

    /// A balance of open rows is known at the last complete month's end and on the day of the data.
    private mutating func openMonths(
        _ reader: RowReader, _ row: Int, _ key: SIMD8<Int32>
    ) -> [Month] {
        let asOf = surroundings.asOf
        let stage = reader.field("stage", row)
        let isClosed = stage == .text("won") || stage == .text("lost")
        let closed: Day? = if case .day(let day) = reader.field("closed", row) { day } else { nil }
        let created: Day?
        if case .day(let day) = reader.field("created", row) {
            created = day
        } else {
            created = nil
            if !isClosed { leaveOut(key, "no date in 'created': counted as open since ever") }
        }
        return balanceDays(asOf).compactMap { month, day in
            if let created, created > day { return nil }
            if isClosed, (closed.map { $0 <= day } ?? true) { return nil }
            return month
        }
    }

    private mutating func merge(_ cell: Cube.Cell, _ key: SIMD8<Int32>, _ month: Month) {
        var key = key
        key[Self.monthLane] = month.index
        if let known = coverage {
            if month < known.lowerBound { coverage = month...known.upperBound }
            if month > known.upperBound { coverage = known.lowerBound...month }
        } else {
            coverage = month...month
        }
        let at: Int
        if key == lastKey {
            at = lastCell
        } else if let known = index[key] {
            at = known
        } else {
            index[key] = cells.count
            cells.append(cell)
            lastKey = key
            lastCell = cells.count - 1
            return
        }
        lastKey = key
        lastCell = at
        cells[at].merge(cell)
    }

    /// Codes back to texts, filters on texts applied, cells of one combination added up.
    func finish(_ dictionaries: [String: TextDictionary]) -> Cube {
        var cube = Cube(request: request)
        cube.coverage = coverage
        cube.appliesMappedFilter = appliesMappedFilter
        for (key, reasons) in unplaced where isCounted(key, dictionaries) {
            for (reason, rows) in reasons { cube.unplaced[reason, default: 0] += rows }
        }
        let entities = surroundings.entities
        for (key, at) in index where isCounted(key, dictionaries) {
            let values = paths.map {
                entities.value($0, text($0.rowField, key, dictionaries))
            }
            var customer = ""
            if request.groupsByCustomer, let words = dictionaries["customer"] {
                customer = words[key[Self.customerLane]]
            }
            let place = Cube.Key(values: values, customer: customer)
            let month = Month(index: key[Self.monthLane])
            if cube.cells[place, default: [:]][month] == nil {
                cube.cells[place, default: [:]][month] = cells[at]
            } else {
                cube.cells[place, default: [:]][month]?.merge(cells[at])
            }
        }
        return cube
    }

    private func isCounted(
        _ key: SIMD8<Int32>, _ dictionaries: [String: TextDictionary]
    ) -> Bool {
        if needsRecurringType, text("type", key, dictionaries) != "recurring" { return false }
        return filter.accepts(key[Self.bitsLane]) { path in
            surroundings.entities.value(path, text(path.rowField, key, dictionaries))
        }
    }

    private func text(
        _ field: String, _ key: SIMD8<Int32>, _ dictionaries: [String: TextDictionary]
    ) -> String {
        guard let lane = keyFields.firstIndex(of: field), let dictionary = dictionaries[field]
        else { return "" }
        return dictionary[key[lane]]
    }
}
