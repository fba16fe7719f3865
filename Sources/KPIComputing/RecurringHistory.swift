import Measuring
import ReportModel

/// The MRR of one customer, month end by month end, in each of his currencies; with what changed on
/// which day, where days count.
struct RecurringHistory: Sendable {
    /// Something that happened on a day of a column's month.
    struct Event: Sendable {
        var column: Int
        var day: Int
        var kind: RecurringTrack.Kind
        var currency: String
        var amount: ExactDecimal
    }

    /// A state and what of the change to it came from a discount that ended.
    struct Step: Sendable {
        var day: Int
        var state: CustomerState<ExactDecimal>
        var expiry: ExactDecimal
    }

    private var balances: [String: [ExactDecimal]] = [:]
    private var graces: [String: [ExactDecimal]] = [:]
    /// By column what he has, where all of it is in the reporting currency.
    private var settled: [ExactDecimal] = []
    private var pauses: [ExactDecimal] = []
    /// By column, then day.
    private var events: [Event] = []
    /// By column the first of its events.
    private var firstEvents: [Int] = []

    /// - Parameter rows: those of the customer in the cube.
    init(_ source: RecurringSource, _ rows: [Int], _ columns: [Month]) {
        for row in rows {
            let track = source.tracks.isEmpty ? .plain : source.tracks[row]
            let sums = columns.map { source.cube.sum(ofRow: row, in: $0) ?? .zero }
            switch track.kind {
            case .balance: Self.add(sums, to: &balances[track.currency])
            case .grace: Self.add(sums, to: &graces[track.currency])
            case .pause:
                pauses = pauses.isEmpty ? sums : zip(pauses, sums).map { $0 + $1 }
            case .expiry, .change, .pauseChange:
                for (column, sum) in sums.enumerated() where !sum.isZero {
                    events.append(
                        Event(
                            column: column, day: track.day, kind: track.kind,
                            currency: track.currency, amount: sum))
                }
            }
        }
        if balances.keys.allSatisfy(\.isEmpty) {
            settled = (balances[""] ?? []).map { Self.settled($0) }
        }
        // What comes first on a day has no say: a day is one change.
        events.sort { ($0.column, $0.day) < ($1.column, $1.day) }
        firstEvents = Array(repeating: events.count, count: columns.count + 1)
        for (index, event) in events.enumerated().reversed() { firstEvents[event.column] = index }
        for column in columns.indices.reversed() {
            firstEvents[column] = min(firstEvents[column], firstEvents[column + 1])
        }
    }

    private static func add(_ sums: [ExactDecimal], to known: inout [ExactDecimal]?) {
        known = known.map { zip($0, sums).map { $0 + $1 } } ?? sums
    }

    /// What he has at a column's month end.
    func state(_ column: Int, _ rates: MonthEndRates.Month) -> CustomerState<ExactDecimal> {
        CustomerState(
            amount: settled.isEmpty
                ? Self.value(balances.lazy.map { ($0.key, $0.value[column]) }, rates)
                : settled[column],
            isKept: isKept(column))
    }

    /// Whether nothing happens in a column's month and nothing is there at its end.
    func isQuiet(_ column: Int) -> Bool {
        !settled.isEmpty && settled[column].isZero && !isKept(column) && events(column).isEmpty
    }

    /// What of it is there by grace only.
    func grace(_ column: Int, _ rates: MonthEndRates.Month) -> ExactDecimal {
        if graces.isEmpty { return .zero }
        let amount = Self.value(graces.map { ($0.key, $0.value[column]) }, rates)
        return min(amount, state(column, rates).amount)
    }

    private func isKept(_ column: Int) -> Bool {
        !pauses.isEmpty && !pauses[column].isZero && !pauses[column].isNegative
    }

    private func events(_ column: Int) -> ArraySlice<Event> {
        events[firstEvents[column]..<firstEvents[column + 1]]
    }

    /// After the point fifteen digits: what a year's twelfth loses beyond is no movement and no
    /// customer.
    private static func value(
        _ amounts: some Sequence<(String, ExactDecimal)>, _ rates: MonthEndRates.Month
    ) -> ExactDecimal {
        var sum = ExactDecimal.zero
        for (currency, amount) in amounts where !amount.isZero {
            sum += currency.isEmpty ? amount : rates.value(amount, currency)
        }
        return settled(sum)
    }

    private static func settled(_ sum: ExactDecimal) -> ExactDecimal {
        let settled = sum.isZero ? .zero : sum.rounded(to: RecurringMatrix.digits)
        return settled.isNegative ? .zero : settled
    }

    /// The states that he goes through in a column's month up to its end: one by month ends, one for
    /// each day with a change by event.
    ///
    /// - Parameter previous: the column of the month before, if it has one.
    func steps(
        _ column: Int, after previous: Int?, byEvent: Bool, _ rates: MonthEndRates.Month
    ) -> [Step] {
        var steps = byEvent ? days(column, after: previous, rates) : []
        let last = state(column, rates)
        var expiry = ExactDecimal.zero
        if !byEvent {
            expiry = Self.value(
                events(column).filter { $0.kind == .expiry }.map { ($0.currency, $0.amount) },
                rates)
        }
        if steps.last?.state.amount != last.amount
            || steps.last?.state.isCustomer != last.isCustomer
        {
            steps.append(Step(day: 31, state: last, expiry: expiry))
        }
        return steps
    }

    /// The states at the ends of the days on which something changed.
    func days(_ column: Int, after previous: Int?, _ rates: MonthEndRates.Month) -> [Step] {
        let own = events(column)
        if own.isEmpty { return [] }
        var amounts = balances.mapValues { sums in previous.map { sums[$0] } ?? .zero }
        var paused = ExactDecimal.zero
        if let previous, !pauses.isEmpty { paused = pauses[previous] }
        var steps: [Step] = []
        var index = own.startIndex
        while index < own.endIndex {
            let day = own[index].day
            var expiries: [(String, ExactDecimal)] = []
            while index < own.endIndex, own[index].day == day {
                let event = own[index]
                switch event.kind {
                case .change: amounts[event.currency, default: .zero] += event.amount
                case .pauseChange: paused += event.amount
                default: expiries.append((event.currency, event.amount))
                }
                index += 1
            }
            let state = CustomerState(
                amount: Self.value(amounts.map { ($0.key, $0.value) }, rates),
                isKept: !paused.isZero && !paused.isNegative)
            if day > 0 {
                steps.append(Step(day: day, state: state, expiry: Self.value(expiries, rates)))
            }
        }
        return steps
    }
}

/// What amounts are worth at month ends.
struct MonthEndRates: Sendable {
    /// Those of one month end.
    struct Month: Sendable {
        fileprivate var byCurrency: [String: Conversion] = [:]

        func value(_ amount: ExactDecimal, _ currency: String) -> ExactDecimal {
            byCurrency[currency].map { $0(amount) } ?? amount
        }
    }

    private let first: ReportModel.Month
    private var months: [Month]

    /// Where a month has no rate, that of the last one before is kept, else that of the first after:
    /// it values what was there at another time.
    init(
        _ rates: ExchangeRates?, _ calendar: FiscalCalendar, currencies: Set<String>,
        from first: ReportModel.Month, through last: ReportModel.Month
    ) {
        self.first = first
        let count = max(0, Int(last.index - first.index) + 1)
        months = Array(repeating: Month(), count: currencies.isEmpty ? 1 : max(count, 1))
        guard let rates else { return }
        for currency in currencies.sorted() {
            let found = months.indices.map {
                rates.monthEndConversion(of: currency, at: first.adding($0), in: calendar)
            }
            var known = found.lazy.compactMap { $0 }.first
            for index in months.indices {
                known = found[index] ?? known
                months[index].byCurrency[currency] = known
            }
        }
    }

    subscript(month: ReportModel.Month) -> Month {
        months[min(max(0, Int(month.index - first.index)), months.count - 1)]
    }
}
