import ReportModel

/// Recurring revenue worked out day by day and customer by customer: slow, and plain to see.
struct NaiveRecurring {
    struct Month: Equatable {
        var mrr = ExactDecimal.zero
        var grace = ExactDecimal.zero
        var new = ExactDecimal.zero
        var reactivation = ExactDecimal.zero
        var expansion = ExactDecimal.zero
        var expiry = ExactDecimal.zero
        var contraction = ExactDecimal.zero
        var churn = ExactDecimal.zero
        var fx = ExactDecimal.zero
        var customers = 0
        var newCustomers = 0
        var churnedCustomers = 0
        var reactivatedCustomers = 0
    }

    private struct State {
        var amount = ExactDecimal.zero
        var isCustomer = false
    }

    let data: GeneratedSubscriptions
    let options: GeneratedOptions
    private(set) var months: [ReportModel.Month: Month] = [:]

    private typealias Row = GeneratedSubscriptions.Row
    private let byCustomer: [String: [GeneratedSubscriptions.Row]]

    init(_ data: GeneratedSubscriptions, _ options: GeneratedOptions) {
        self.data = data
        self.options = options
        byCustomer = Dictionary(grouping: data.rows, by: \.customer)
        for customer in GeneratedSubscriptions.customers { addMovements(of: customer) }
    }

    // MARK: One line

    /// The next start of a line of the same customer after this one's end.
    private func follower(_ row: Row) -> Day? {
        guard let end = row.end else { return nil }
        return (byCustomer[row.customer] ?? [])
            .filter { $0.start >= end && ($0.isPaused || !$0.amount.isZero) }.map(\.start).min()
    }

    private func isBridged(_ row: Row, on day: Day) -> Bool {
        guard let end = row.end, day >= end, let next = follower(row), day < next else {
            return false
        }
        return next.days(since: end) <= options.gap
    }

    private func isInGrace(_ row: Row, on day: Day) -> Bool {
        guard let end = row.end, day >= end, !row.isPaused else { return false }
        if let next = follower(row), day >= next || next.days(since: end) <= options.gap {
            return false
        }
        return day.days(since: end) < options.grace
    }

    private func isInForce(_ row: Row, on day: Day) -> Bool {
        if day < row.start { return false }
        guard let end = row.end, day >= end else { return true }
        return isBridged(row, on: day) || isInGrace(row, on: day)
    }

    private func amount(_ row: Row, on day: Day) -> ExactDecimal {
        if row.isPaused || !isInForce(row, on: day) { return .zero }
        let isOff = row.discountEnd.map { day < $0 } ?? true
        return options.isGross || !isOff ? row.amount : row.amount - (row.discount ?? .zero)
    }

    /// Whether a pause keeps the customer: of its first ninety days, after a line that cost something.
    private func keeps(_ row: Row, on day: Day) -> Bool {
        guard row.isPaused, isInForce(row, on: day), day.days(since: row.start) < 90 else {
            return false
        }
        return (byCustomer[row.customer] ?? []).contains {
            !$0.isPaused && !$0.amount.isZero && isInForce($0, on: row.start.adding(days: -1))
        }
    }

    // MARK: One customer

    private func value(_ amounts: [(String, ExactDecimal)], _ month: ReportModel.Month)
        -> ExactDecimal
    {
        let known = data.rates.last { $0.month <= month } ?? data.rates[0]
        var sums: [String: ExactDecimal] = [:]
        for (currency, amount) in amounts { sums[currency, default: .zero] += amount }
        var total = sums["EUR"] ?? .zero
        if let other = sums["USD"], let own = other.divided(by: known.rate) {
            total += own.rounded(to: 20)
        }
        return total.rounded(to: 15)
    }

    private func state(
        _ customer: String, _ day: Day, at rates: ReportModel.Month
    ) -> State {
        let rows = byCustomer[customer] ?? []
        let amount = value(rows.map { ($0.currency, self.amount($0, on: day)) }, rates)
        return State(
            amount: amount, isCustomer: !amount.isZero || rows.contains { keeps($0, on: day) })
    }

    /// What the discounts took that ended on these days while their lines went on.
    private func expired(
        _ customer: String, _ days: ClosedRange<Day>, at rates: ReportModel.Month
    ) -> ExactDecimal {
        if options.isGross { return .zero }
        let ended = (byCustomer[customer] ?? []).filter { row in
            guard let end = row.discountEnd, days.contains(end), row.discount != nil,
                !row.isPaused
            else { return false }
            // In force on the day before the first of these days, and still on the last.
            return row.start < days.lowerBound && isInForce(row, on: days.upperBound)
        }
        return value(ended.map { ($0.currency, $0.discount ?? .zero) }, rates)
    }

    private mutating func addMovements(of customer: String) {
        var before = State()
        var hasPaid = false
        var wasThere = false
        var leftOn: Day?
        for index in GeneratedSubscriptions.first.index...GeneratedSubscriptions.last.index {
            let month = ReportModel.Month(index: index)
            var found = months[month] ?? Month()
            let rates = month.adding(-1)
            let days = (month.firstDay.number...month.lastDay.number).map { Day(number: $0) }
            var isLong = false
            var steps: [ClosedRange<Day>] = []
            for day in days {
                if options.byEvent { steps.append(day...day) }
            }
            if !options.byEvent { steps = [month.firstDay...month.lastDay] }
            for step in steps {
                var day = step.lowerBound
                while day <= step.upperBound {
                    let isThere = state(customer, day, at: rates).isCustomer
                    if wasThere, !isThere { leftOn = day }
                    if !wasThere, isThere, let leftOn {
                        let away = day.days(since: leftOn) > options.newAfter
                        isLong = options.byEvent ? away : isLong || away
                    }
                    wasThere = isThere
                    day = day.adding(days: 1)
                }
                let now = state(customer, step.upperBound, at: rates)
                let isBack = hasPaid && (options.newAfter == 0 || !isLong)
                add(before, now, expired(customer, step, at: rates), isBack, to: &found)
                hasPaid = hasPaid || now.isCustomer
                before = now
            }
            let closing = state(customer, month.lastDay, at: month)
            found.fx += closing.amount - before.amount
            found.mrr += closing.amount
            found.customers += closing.isCustomer ? 1 : 0
            found.grace += value(
                (byCustomer[customer] ?? []).map { row in
                    let counts = isInGrace(row, on: month.lastDay)
                    return (row.currency, counts ? amount(row, on: month.lastDay) : .zero)
                }, month)
            before = closing
            months[month] = found
        }
    }

    private func add(
        _ before: State, _ now: State, _ expired: ExactDecimal, _ isBack: Bool,
        to found: inout Month
    ) {
        if !before.isCustomer, now.isCustomer {
            if isBack {
                found.reactivation += now.amount
                found.reactivatedCustomers += 1
            } else {
                found.new += now.amount
                found.newCustomers += 1
            }
        } else if before.isCustomer, !now.isCustomer {
            found.churn += before.amount
            found.churnedCustomers += 1
        } else if before.isCustomer {
            found.expiry += expired
            let rest = now.amount - before.amount - expired
            if rest.isNegative { found.contraction += -rest } else { found.expansion += rest }
        }
    }
}
