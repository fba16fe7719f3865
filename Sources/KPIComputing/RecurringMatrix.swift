import ReportModel

/// MRR of each customer at each month end, and what follows from it.
///
/// - Complexity: built in O(customers × months).
struct RecurringMatrix: Sendable {
    let first: Month
    let last: Month
    /// One row a customer, one entry a month from `first`; never below zero.
    private(set) var rows: [[ExactDecimal]]
    private(set) var customers: [String]
    private(set) var months: [MonthMovement]

    /// What happened between the month end before and this one, netted per customer.
    struct MonthMovement: Sendable {
        var balance = ExactDecimal.zero
        var new = ExactDecimal.zero
        var expansion = ExactDecimal.zero
        var contraction = ExactDecimal.zero
        var churn = ExactDecimal.zero
        var reactivation = ExactDecimal.zero
        var customers = 0
        var newCustomers = 0
        var churnedCustomers = 0
        var reactivatedCustomers = 0
    }

    /// After the point: what a year's twelfth loses beyond is no movement and no customer.
    private static let digits = 15

    init(_ series: [PreparedCube.CustomerMonths], from first: Month, through last: Month) {
        self.first = first
        self.last = last
        let count = Int(last.index - first.index) + 1
        customers = series.map(\.customer)
        rows = series.map { customer in
            var row = [ExactDecimal](repeating: .zero, count: count)
            for (month, amount) in customer.months where month >= first && month <= last {
                let settled = amount.rounded(to: Self.digits)
                row[Int(month.index - first.index)] = settled.isNegative ? .zero : settled
            }
            return row
        }
        months = [MonthMovement](repeating: MonthMovement(), count: count)
        for row in rows { Self.add(row, to: &months) }
    }

    private static func add(_ row: [ExactDecimal], to months: inout [MonthMovement]) {
        var before = ExactDecimal.zero
        var hasPaid = false
        for (index, now) in row.enumerated() {
            months[index].balance += now
            if !now.isZero { months[index].customers += 1 }
            switch (before.isZero, now.isZero) {
            case (true, false) where hasPaid:
                months[index].reactivation += now
                months[index].reactivatedCustomers += 1
            case (true, false):
                months[index].new += now
                months[index].newCustomers += 1
            case (false, true):
                months[index].churn += before
                months[index].churnedCustomers += 1
            case (false, false) where now > before:
                months[index].expansion += now - before
            case (false, false) where now < before:
                months[index].contraction += before - now
            default:
                break
            }
            hasPaid = hasPaid || !now.isZero
            before = now
        }
    }

    func movement(_ month: Month) -> MonthMovement? {
        let index = Int(month.index - first.index)
        return months.indices.contains(index) ? months[index] : nil
    }

    /// The closed cohort of customers with MRR at `base`, seen at `now`.
    func cohort(from base: Month, to now: Month, countsReturned: Bool) -> ClosedCohort {
        var cohort = ClosedCohort()
        let then = Int(base.index - first.index)
        let later = Int(now.index - first.index)
        for row in rows where row.indices.contains(then) && row.indices.contains(later) {
            if row[then].isZero { continue }
            cohort.base += row[then]
            cohort.baseCustomers += 1
            let hasGap = then < later && row[then...later].contains { $0.isZero }
            if row[later].isZero || (hasGap && !countsReturned) { continue }
            cohort.retained += row[later]
            cohort.retainedCapped += min(row[then], row[later])
            cohort.retainedCustomers += 1
        }
        return cohort
    }

    struct ClosedCohort {
        var base = ExactDecimal.zero
        var retained = ExactDecimal.zero
        var retainedCapped = ExactDecimal.zero
        var baseCustomers = 0
        var retainedCustomers = 0
    }
}
