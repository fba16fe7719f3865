import ReportModel

/// How rows fall into months: by which date, and which rows fall into none.
struct PlacementRule: Hashable, Sendable {
    enum Dating: Hashable, Sendable {
        /// The month of a ledger line of recurring revenue, with the customer that it needs.
        case ledgerMonth
        /// The months that a line is in force, or a service.
        case line, service
        case timing(Measure.Timing)
    }

    var dating: Dating
    var quantity: RowQuantity
    /// The last day that counts, where it is not that of the data.
    var through: Day?

    init(_ measure: Measure, _ origin: Settings.RecurringOrigin?) {
        quantity = RowQuantity(measure)
        if measure.aggregate == .recurring {
            let isLine = measure.table == .recurringLines
            dating = isLine ? .line : origin == .ledgerMonth ? .ledgerMonth : .service
        } else {
            dating = .timing(measure.timing)
        }
    }

    var needsCustomer: Bool { dating == .ledgerMonth }
}

/// Where the rows of a batch stand: offsets of months for most of them, the rest one by one.
struct PlacedRows {
    /// By row the offset of the month it counts in, or -1; a second column where a row counts in two.
    var layers: [[Int32]]
    /// Rows in months that have no cells.
    var distant: [(row: Int, month: Month)] = []
    var runs: [(row: Int, run: RecurringRun)] = []
    var unplaced: [(row: Int, reason: String)] = []

    /// Those of the rows that count.
    func accepted(_ accepted: [Bool]?) -> PlacedRows {
        guard let accepted else { return self }
        var kept = self
        for index in layers.indices {
            var layer = layers[index]
            var places = layer.mutableSpan
            let flags = accepted.span
            for row in places.indices {
                places[row] = flags[row] ? places[row] : -1
            }
            kept.layers[index] = layer
        }
        if !distant.isEmpty { kept.distant.removeAll { !accepted[$0.row] } }
        if !runs.isEmpty { kept.runs.removeAll { !accepted[$0.row] } }
        if !unplaced.isEmpty { kept.unplaced.removeAll { !accepted[$0.row] } }
        return kept
    }
}

/// A placement during the pass.
struct Placement: Sendable {
    let rule: PlacementRule
    /// First and last month of any row, whether a filter takes it or not.
    private(set) var coverage: ClosedRange<Month>?
    /// By day from the first of the layout: the offset of its month, or -1 where not yet known.
    private var offsets: [Int32] = []

    private static let firstDay = Month(year: MonthLayout.firstYear, month: 1).firstDay
    private static let lastDay = Month(year: MonthLayout.lastYear, month: 12).lastDay

    init(_ rule: PlacementRule) { self.rule = rule }

    mutating func cover(_ months: ClosedRange<Month>) {
        guard let known = coverage else {
            coverage = months
            return
        }
        if months.lowerBound < known.lowerBound || months.upperBound > known.upperBound {
            coverage =
                min(known.lowerBound, months.lowerBound)...max(known.upperBound, months.upperBound)
        }
    }

    mutating func place(
        _ rows: RowReader, _ values: ValueColumn.Values, _ surroundings: TablePass.Surroundings,
        _ layout: inout MonthLayout
    ) -> PlacedRows {
        let asOf = surroundings.asOf
        var surroundings = surroundings
        if let through = rule.through { surroundings.asOf = min(surroundings.asOf, through) }
        switch rule.dating {
        case .timing(.dated(let field)), .timing(.monthEnd(let field)):
            let tooLate = UnplacedRow(reason: "'\(field)' lies after the data was taken")
            return placeByDay(
                field, rows, values, surroundings.asOf, surroundings.calendar, &layout
            ) {
                // What came after the last day that counts is none of it, and is no mistake.
                $0 > asOf ? .failure(tooLate) : .success($0 <= surroundings.asOf)
            }
        case .ledgerMonth:
            let last = surroundings.lastCompleteMonth
            return placeByDay(
                "date", rows, values, surroundings.calendar.lastDay(of: last),
                surroundings.calendar,
                &layout
            ) {
                .success(surroundings.calendar.month(of: $0) <= last)
            }
        case .timing(.ahead(let field)):
            return placeByDay(
                field, rows, values, Self.lastDay, surroundings.calendar, &layout
            ) { _ in .success(true) }
        case .timing(.inForce(let from, let to)):
            return placeInForce(from, to, rows, values, surroundings, &layout)
        case .timing(.dueFromMonthEnd):
            return placeDueFromMonthEnds(rows, values, surroundings, &layout)
        case .timing(.dueDeals):
            return placeDue(rows, values, surroundings.calendar, &layout)
        case .timing(.openDeals): return placeOpen(rows, values, surroundings, &layout)
        case .timing(.service(let from, let to)):
            return placeService(from, to, rows, values, surroundings, &layout)
        case .line, .service: return placeRuns(rows, surroundings, &layout)
        case .timing(.never):
            var placed = PlacedRows(layers: [])
            for row in 0..<rows.batch.rowCount { leaveOut(row, values, &placed) }
            return placed
        }
    }

    /// - Parameter judge: whether a day counts, or why it is left out.
    private mutating func placeByDay(
        _ field: String, _ rows: RowReader, _ values: ValueColumn.Values, _ lastKnown: Day,
        _ calendar: FiscalCalendar, _ layout: inout MonthLayout,
        _ judge: (Day) -> Result<Bool, UnplacedRow>
    ) -> PlacedRows {
        var days = [Int32](
            repeating: TableBatch.Column.missingDay, count: rows.batch.rowCount)
        if case .dates(let column)? = rows.batch.columns[field] { days = column }
        let customers = rule.needsCustomer ? rows.codes(of: "customer") : []
        var (layer, others) = knownOffsets(days, values.significands, customers)
        var placed = PlacedRows(layers: [])
        for row in others {
            if rule.needsCustomer, customers[row] == 0 {
                placed.unplaced.append((row, "no customer"))
                continue
            }
            if leaveOut(row, values, &placed) { continue }
            if days[row] == TableBatch.Column.missingDay {
                placed.unplaced.append((row, "no date in '\(field)'"))
                continue
            }
            let day = Day(number: days[row])
            switch judge(day) {
            case .failure(let defect): placed.unplaced.append((row, defect.reason))
            case .success(false): break
            case .success(true):
                let month = calendar.month(of: day)
                cover(month...month)
                guard let offset = layout.claim(month) else {
                    placed.distant.append((row, month))
                    continue
                }
                layer[row] = Int32(offset)
                know(
                    offset, max(calendar.firstDay(of: month), Self.firstDay),
                    through: min(calendar.lastDay(of: month), lastKnown, Self.lastDay))
            }
        }
        placed.layers = [layer]
        return placed
    }

    /// Keeps the offset of the days of a month that count.
    private mutating func know(_ offset: Int, _ first: Day, through last: Day) {
        if first > last { return }
        let base = Self.firstDay.number
        if offsets[Int(first.number - base)] >= 0 { return }
        for number in first.number...last.number { offsets[Int(number - base)] = Int32(offset) }
    }

    /// By row the offset of its month, or -1 for those that have to be looked at one by one.
    private mutating func knownOffsets(
        _ days: [Int32], _ values: [Int64], _ customers: [Int32]
    ) -> (layer: [Int32], others: [Int]) {
        if offsets.isEmpty {
            let days = Self.lastDay.days(since: Self.firstDay) + 1
            offsets = [Int32](repeating: -1, count: days)
        }
        let base = Int(Self.firstDay.number)
        let missing = DecimalColumn.missing
        let known = offsets.span
        var others: [Int] = []
        var layer = [Int32](repeating: -1, count: days.count)
        let takesAll = customers.isEmpty
        var places = layer.mutableSpan
        for row in days.indices {
            let index = Int(days[row]) - base
            let offset = index >= 0 && index < known.count ? known[index] : -1
            if offset >= 0, values[row] != missing, takesAll || customers[row] != 0 {
                places[row] = offset
            } else {
                others.append(row)
            }
        }
        return (layer, others)
    }

    /// Whether the row lacks what is counted of it; says so of a row that is left out.
    @discardableResult
    func leaveOut(
        _ row: Int, _ values: ValueColumn.Values, _ placed: inout PlacedRows
    ) -> Bool {
        if values.significands[row] != DecimalColumn.missing { return false }
        if let reason = rule.quantity.missingReason { placed.unplaced.append((row, reason)) }
        return true
    }

    /// Puts a row into a month of one of the layers.
    mutating func put(
        _ row: Int, _ month: Month, layer: Int, _ placed: inout PlacedRows,
        _ layout: inout MonthLayout
    ) {
        cover(month...month)
        if let offset = layout.claim(month) {
            placed.layers[layer][row] = Int32(offset)
        } else {
            placed.distant.append((row, month))
        }
    }
}

extension TablePass.Surroundings {
    /// The last month whose end the data knows.
    var lastCompleteMonth: Month { calendar.lastCompleteMonth(asOf) }
    /// The month of the day on which the data was taken.
    var runningMonth: Month { calendar.month(of: asOf) }
}
