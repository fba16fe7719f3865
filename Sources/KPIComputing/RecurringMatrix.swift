import Measuring
import ReportModel

/// How movements are told, and what other currencies are worth.
struct RecurringSettings: Sendable {
    var rule = RecurringRule(MetricOptions())
    var rates: ExchangeRates?
    var calendar = FiscalCalendar()
}

/// A cube of recurring revenue with what is worked out of it once for all of its parts.
struct RecurringSource: Sendable {
    let cube: Cube
    let settings: RecurringSettings
    /// What the sums of a row stand for; empty where all are balances in the reporting currency.
    let tracks: [RecurringTrack]
    let rates: MonthEndRates

    init(_ cube: Cube, _ settings: RecurringSettings, through last: Month) {
        self.cube = cube
        self.settings = settings
        var currencies: Set<String> = []
        if cube.isPlainRecurring {
            tracks = []
        } else {
            var known: [String: RecurringTrack] = [:]
            tracks = (0..<cube.rowCount).map { row in
                let text = cube.trackText(ofRow: row)
                let track = known[text] ?? RecurringTrack(text: text) ?? .plain
                known[text] = track
                return track
            }
            currencies = Set(known.values.map(\.currency)).subtracting([""])
        }
        let first = cube.coverage?.lowerBound ?? last
        rates = MonthEndRates(
            settings.rates, settings.calendar, currencies: currencies, from: first.adding(-1),
            through: last)
    }
}

/// MRR of each customer at each month end, and what follows from it.
///
/// - Complexity: built in O(customers × months).
struct RecurringMatrix: Sendable {
    let first: Month
    let last: Month
    /// Months that can have an amount, each with the one after it; in all others nobody has any.
    let columns: [Month]
    /// In step with `columns`.
    private var movements: [MonthMovement] = []
    private let rows: Rows
    private let settings: RecurringSettings
    private let rates: MonthEndRates

    /// Where the amounts are: integers in the cube, or decimals worked out of it.
    private enum Rows: Sendable {
        case integers(Cube, [Range<Int>], places: [Int], scale: Int)
        case decimals([RecurringHistory])
    }

    /// After the point: what a year's twelfth loses beyond is no movement and no customer.
    static let digits = 15

    /// - Parameter runs: rows of the cube; a customer who is in several is one customer.
    init(
        _ source: RecurringSource, _ runs: [Range<Int>], from first: Month, through last: Month
    ) {
        let cube = source.cube
        self.first = first
        self.last = last
        settings = source.settings
        rates = source.rates
        var columns: [Month] = []
        for month in cube.months where month >= first && month <= last {
            if columns.last != month { columns.append(month) }
            if month < last { columns.append(month.adding(1)) }
        }
        self.columns = columns
        let isOneEach =
            source.tracks.isEmpty
            && (runs.count < 2
                || Set(runs.joined().map { cube.groupedText(ofRow: $0) }).count
                    == runs.reduce(0) { $0 + $1.count })
        if isOneEach, let scale = cube.integerScale, scale <= Self.digits {
            rows = .integers(cube, runs, places: cube.places(of: columns), scale: scale)
        } else {
            var customers: [String: Int] = [:]
            var parts: [[Int]] = []
            for row in runs.joined() {
                let customer = cube.groupedText(ofRow: row)
                let place = customers[customer] ?? parts.count
                if place == parts.count {
                    customers[customer] = place
                    parts.append([])
                }
                parts[place].append(row)
            }
            rows = .decimals(parts.map { RecurringHistory(source, $0, columns) })
        }
        movements = makeMovements()
    }

    func movement(_ month: Month) -> MonthMovement? {
        if month < first || month > last { return nil }
        return column(of: month).map { movements[$0] } ?? MonthMovement()
    }

    /// Where a month stands among the columns.
    func column(of month: Month) -> Int? {
        var low = 0
        var high = columns.count
        while low < high {
            let middle = (low + high) / 2
            if columns[middle] < month { low = middle + 1 } else { high = middle }
        }
        return low < columns.count && columns[low] == month ? low : nil
    }

    /// The column of the month before that of a column.
    func previous(_ column: Int) -> Int? {
        column > 0 && columns[column - 1] == columns[column].adding(-1) ? column - 1 : nil
    }
}

extension RecurringMatrix {
    /// What happened between the month end before and this one, netted per customer.
    typealias MonthMovement = Movement<ExactDecimal>

    private func makeMovements() -> [MonthMovement] {
        switch rows {
        case .integers(let cube, let runs, let places, let scale):
            var counter = MovementCounter<Int128>(months: columns.count)
            cube.forEachRow(runs, at: places) { row in
                counter.add { Int128(max(row[$0], 0)) }
            }
            return counter.months.map { $0.map { ExactDecimal($0, scale: scale) } }
        case .decimals(let histories):
            var months = [MonthMovement](repeating: MonthMovement(), count: columns.count)
            for history in histories { add(history, to: &months) }
            return months
        }
    }

    /// Movements are told at the rates of the month end before; what the rates then did is FX.
    private func add(_ history: RecurringHistory, to months: inout [MonthMovement]) {
        var before = CustomerState<ExactDecimal>.none
        var hasPaid = false
        var absence = Absence(settings.rule.newAfter, settings.calendar)
        for column in columns.indices {
            if !before.isCustomer, history.isQuiet(column) { continue }
            let month = columns[column]
            let previous = previous(column)
            let opening = rates[month.adding(-1)]
            let byEvent = settings.rule.movements == .event
            if !byEvent, absence.counts {
                absence.pass(history.days(column, after: previous, opening), month)
            }
            for step in history.steps(column, after: previous, byEvent: byEvent, opening) {
                if byEvent { absence.pass([step], month) }
                months[column].add(
                    from: before, to: step.state,
                    expiry: step.expiry.isSame(as: step.state.amount - before.amount),
                    isReturning: hasPaid && !absence.isTooLong)
                hasPaid = hasPaid || step.state.isCustomer
                before = step.state
            }
            let closing = history.state(column, rates[month])
            months[column].close(closing)
            months[column].fx += closing.amount - before.amount
            months[column].grace += history.grace(column, rates[month])
            before = closing
        }
    }

    /// The closed cohort of customers with MRR at `base`, seen at `now`, at the rates of then.
    func cohort(from base: Month, to now: Month, countsReturned: Bool) -> ClosedCohort<ExactDecimal>
    {
        if base < first || now > last { return ClosedCohort() }
        let months =
            countsReturned || base >= now
            ? [base, now] : (base.index...now.index).map { Month(index: $0) }
        switch rows {
        case .integers(let cube, let runs, _, let scale):
            var cohort = ClosedCohort<Int128>()
            let places = cube.places(of: months)
            cube.forEachRow(runs, at: places) { row in
                cohort.add(months.count) { CustomerState(amount: Int128(max(row[$0], 0))) }
            }
            return cohort.map { ExactDecimal($0, scale: scale) }
        case .decimals(let histories):
            var cohort = ClosedCohort<ExactDecimal>()
            let places = months.map(column(of:))
            for history in histories {
                cohort.add(months.count) { index in
                    places[index].map { history.state($0, rates[now]) } ?? .none
                }
            }
            return cohort
        }
    }

    /// Customers by the month of their first MRR up to a month, at the rates of that month; of the
    /// cohorts from `start` on.
    func startCohorts(from start: Month, through end: Month) -> [StartCohort] {
        let known = columns.prefix { $0 <= end }
        switch rows {
        case .integers(let cube, let runs, let places, let scale):
            var counter = CohortCounter<Int128>(Array(known), from: start)
            cube.forEachRow(runs, at: Array(places.prefix(known.count))) { row in
                counter.add { CustomerState(amount: Int128(max(row[$0], 0))) }
            }
            return counter.cohorts { ExactDecimal($0, scale: scale) }
        case .decimals(let histories):
            var counter = CohortCounter<ExactDecimal>(Array(known), from: start)
            for history in histories { counter.add { history.state($0, rates[end]) } }
            return counter.cohorts { $0 }
        }
    }

    /// From the closed cohort at `base` to what it comes to at `now`, and to the MRR of all.
    func retentionWalk(from base: Month, to now: Month, countsReturned: Bool) -> RetentionWalk {
        var walk = RetentionWalk()
        if base < first || now > last { return walk }
        let months = (base.index...now.index).map { Month(index: $0) }
        switch rows {
        case .integers(let cube, let runs, _, let scale):
            cube.forEachRow(runs, at: cube.places(of: months)) { row in
                let states = months.indices.map {
                    CustomerState(amount: ExactDecimal(Int128(max(row[$0], 0)), scale: scale))
                }
                walk.add(
                    from: states[0],
                    months: states.dropFirst().map {
                        [RecurringHistory.Step(day: 31, state: $0, expiry: .zero)]
                    }, countsReturned: countsReturned)
            }
        case .decimals(let histories):
            let byEvent = settings.rule.movements == .event
            for history in histories {
                walk.add(
                    from: column(of: base).map { history.state($0, rates[now]) } ?? .none,
                    months: months.dropFirst().map { month in
                        column(of: month).map {
                            history.steps($0, after: previous($0), byEvent: byEvent, rates[now])
                        } ?? [RecurringHistory.Step(day: 31, state: .none, expiry: .zero)]
                    }, countsReturned: countsReturned)
            }
        }
        return walk
    }
}

extension ExactDecimal {
    /// The other one where they differ by what quotients lose only.
    func isSame(as other: ExactDecimal) -> ExactDecimal {
        if isZero { return self }
        return (self - other).rounded(to: RecurringMatrix.digits - 3).isZero ? other : self
    }
}

/// How long a customer was away before he returned.
struct Absence {
    private let limit: Int
    private let calendar: FiscalCalendar
    private var wasCustomer = false
    private var leftOn: Day?
    /// Whether the last return was after more days than make a customer new.
    private(set) var isTooLong = false

    /// - Parameter limit: 0 where no absence is too long.
    init(_ limit: Int, _ calendar: FiscalCalendar) {
        self.limit = limit
        self.calendar = calendar
    }

    var counts: Bool { limit > 0 }

    /// Goes through the states of a month; of several returns in it the longest absence counts.
    mutating func pass(_ steps: [RecurringHistory.Step], _ month: Month) {
        if !counts { return }
        var isLong: Bool?
        for step in steps {
            let day = calendar.firstDay(of: month).adding(days: step.day - 1)
            if wasCustomer, !step.state.isCustomer { leftOn = day }
            if !wasCustomer, step.state.isCustomer, let leftOn {
                isLong = (isLong ?? false) || day.days(since: leftOn) > limit
            }
            wasCustomer = step.state.isCustomer
        }
        if let isLong { isTooLong = isLong }
    }
}
