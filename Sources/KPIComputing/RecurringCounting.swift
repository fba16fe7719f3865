import ReportModel

/// An amount of a customer: integers at one scale where all of them are, decimals else.
protocol RecurringAmount: Comparable, Sendable {
    static var zero: Self { get }
    static func + (left: Self, right: Self) -> Self
    static func - (left: Self, right: Self) -> Self
}

extension Int128: RecurringAmount {}
extension ExactDecimal: RecurringAmount {}

/// What happened between two month ends.
struct Movement<Amount: RecurringAmount>: Sendable {
    var balance = Amount.zero
    var new = Amount.zero
    var expansion = Amount.zero
    var contraction = Amount.zero
    var churn = Amount.zero
    var reactivation = Amount.zero
    var customers = 0
    var newCustomers = 0
    var churnedCustomers = 0
    var reactivatedCustomers = 0

    func map<Other>(_ change: (Amount) -> Other) -> Movement<Other> {
        Movement<Other>(
            balance: change(balance), new: change(new), expansion: change(expansion),
            contraction: change(contraction), churn: change(churn),
            reactivation: change(reactivation), customers: customers, newCustomers: newCustomers,
            churnedCustomers: churnedCustomers, reactivatedCustomers: reactivatedCustomers)
    }
}

/// Movements added up customer by customer.
struct MovementCounter<Amount: RecurringAmount> {
    private(set) var months: [Movement<Amount>]

    init(months count: Int) {
        months = [Movement<Amount>](repeating: Movement(), count: count)
    }

    /// - Parameter amount: the customer's by column, never below zero.
    mutating func add(_ amount: (Int) -> Amount) {
        var before = Amount.zero
        var hasPaid = false
        for index in months.indices {
            let now = amount(index)
            let isZero = now == .zero
            let wasZero = before == .zero
            if isZero && wasZero { continue }
            if !isZero {
                months[index].balance = months[index].balance + now
                months[index].customers += 1
            }
            switch (wasZero, isZero) {
            case (true, false) where hasPaid:
                months[index].reactivation = months[index].reactivation + now
                months[index].reactivatedCustomers += 1
            case (true, false):
                months[index].new = months[index].new + now
                months[index].newCustomers += 1
            case (false, true):
                months[index].churn = months[index].churn + before
                months[index].churnedCustomers += 1
            case (false, false) where now > before:
                months[index].expansion = months[index].expansion + (now - before)
            case (false, false) where now < before:
                months[index].contraction = months[index].contraction + (before - now)
            default:
                break
            }
            hasPaid = hasPaid || !isZero
            before = now
        }
    }
}

/// Customers with MRR at one month end, seen at another.
struct ClosedCohort<Amount: RecurringAmount> {
    var base = Amount.zero
    var retained = Amount.zero
    var retainedCapped = Amount.zero
    var baseCustomers = 0
    var retainedCustomers = 0

    /// - Parameter amount: the customer's in the first month, those that must not be zero, the last.
    mutating func add(_ count: Int, _ amount: (Int) -> Amount) {
        let then = amount(0)
        if then == .zero { return }
        base = base + then
        baseCustomers += 1
        for index in 1..<count where amount(index) == .zero { return }
        let now = amount(count - 1)
        retained = retained + now
        retainedCapped = retainedCapped + min(then, now)
        retainedCustomers += 1
    }

    func map<Other>(_ change: (Amount) -> Other) -> ClosedCohort<Other> {
        ClosedCohort<Other>(
            base: change(base), retained: change(retained),
            retainedCapped: change(retainedCapped), baseCustomers: baseCustomers,
            retainedCustomers: retainedCustomers)
    }
}

/// The customers whose first month with an amount is the same.
struct StartCohort {
    var start: Month
    var size: Int
    /// By month after the start the amount and the customers with one; months without are left out.
    var amounts: [Int: ExactDecimal]
    var customers: [Int: Int]
}

/// Start cohorts added up customer by customer.
struct CohortCounter<Amount: RecurringAmount> {
    private let columns: [Month]
    private let start: Month
    private var sizes: [Int]
    /// By column of the start and column of the month.
    private var sums: [Int: [Amount]] = [:]
    private var counts: [Int: [Int]] = [:]

    init(_ columns: [Month], from start: Month) {
        self.columns = columns
        self.start = start
        sizes = [Int](repeating: 0, count: columns.count)
    }

    mutating func add(_ amount: (Int) -> Amount) {
        guard let first = columns.indices.first(where: { amount($0) != .zero }),
            columns[first] >= start
        else { return }
        sizes[first] += 1
        if sums[first] == nil {
            sums[first] = [Amount](repeating: .zero, count: columns.count)
            counts[first] = [Int](repeating: 0, count: columns.count)
        }
        Self.add(
            amount, from: first, &sums[first, default: []], &counts[first, default: []])
    }

    private static func add(
        _ amount: (Int) -> Amount, from first: Int, _ sums: inout [Amount], _ counts: inout [Int]
    ) {
        for index in first..<sums.count {
            let now = amount(index)
            if now == .zero { continue }
            sums[index] = sums[index] + now
            counts[index] += 1
        }
    }

    /// In order of their start.
    func cohorts(_ exact: (Amount) -> ExactDecimal) -> [StartCohort] {
        columns.indices.filter { sizes[$0] > 0 }.map { first in
            var cohort = StartCohort(
                start: columns[first], size: sizes[first], amounts: [:], customers: [:])
            for index in first..<columns.count {
                let step = Int(columns[index].index - columns[first].index)
                if let count = counts[first]?[index], count > 0, let sum = sums[first]?[index] {
                    cohort.amounts[step] = exact(sum)
                    cohort.customers[step] = count
                }
            }
            return cohort
        }
    }
}
