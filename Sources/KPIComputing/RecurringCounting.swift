import ReportModel

/// An amount of a customer: integers at one scale where all of them are, decimals else.
protocol RecurringAmount: Comparable, Sendable {
    static var zero: Self { get }
    static func + (left: Self, right: Self) -> Self
    static func - (left: Self, right: Self) -> Self
}

extension Int128: RecurringAmount {}
extension ExactDecimal: RecurringAmount {}

/// What a customer has at a point in time.
struct CustomerState<Amount: RecurringAmount>: Sendable {
    /// Never below zero.
    var amount: Amount
    /// With an amount, or in a pause that keeps him.
    var isCustomer: Bool

    init(amount: Amount, isKept: Bool = false) {
        self.amount = amount
        isCustomer = isKept || amount != .zero
    }

    static var none: CustomerState { CustomerState(amount: .zero) }
}

/// What happened between two month ends.
struct Movement<Amount: RecurringAmount>: Sendable {
    var balance = Amount.zero
    var new = Amount.zero
    var expansion = Amount.zero
    var discountExpiry = Amount.zero
    var contraction = Amount.zero
    var churn = Amount.zero
    var reactivation = Amount.zero
    var fx = Amount.zero
    var grace = Amount.zero
    var customers = 0
    var newCustomers = 0
    var churnedCustomers = 0
    var reactivatedCustomers = 0

    func map<Other>(_ change: (Amount) -> Other) -> Movement<Other> {
        Movement<Other>(
            balance: change(balance), new: change(new), expansion: change(expansion),
            discountExpiry: change(discountExpiry), contraction: change(contraction),
            churn: change(churn), reactivation: change(reactivation), fx: change(fx),
            grace: change(grace), customers: customers, newCustomers: newCustomers,
            churnedCustomers: churnedCustomers, reactivatedCustomers: reactivatedCustomers)
    }

    /// Takes a customer's change in.
    ///
    /// - Parameters:
    ///   - expiry: what of it came from a discount that ended.
    ///   - isReturning: whether he was a customer before, not too long ago.
    mutating func add(
        from before: CustomerState<Amount>, to now: CustomerState<Amount>,
        expiry: Amount = .zero, isReturning: Bool
    ) {
        switch (before.isCustomer, now.isCustomer) {
        case (false, true) where isReturning:
            reactivation = reactivation + now.amount
            reactivatedCustomers += 1
        case (false, true):
            new = new + now.amount
            newCustomers += 1
        case (true, false):
            churn = churn + before.amount
            churnedCustomers += 1
        case (true, true):
            discountExpiry = discountExpiry + expiry
            let rest = now.amount - before.amount - expiry
            if rest > .zero {
                expansion = expansion + rest
            } else {
                contraction = contraction + (.zero - rest)
            }
        case (false, false):
            break
        }
    }

    /// Takes in what a customer has at the month's end.
    mutating func close(_ state: CustomerState<Amount>) {
        balance = balance + state.amount
        if state.isCustomer { customers += 1 }
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
        var before = CustomerState<Amount>.none
        var hasPaid = false
        for index in months.indices {
            let now = CustomerState(amount: amount(index))
            if !now.isCustomer, !before.isCustomer { continue }
            months[index].close(now)
            months[index].add(from: before, to: now, isReturning: hasPaid)
            hasPaid = hasPaid || now.isCustomer
            before = now
        }
    }
}

/// Customers at one month end, seen at another.
struct ClosedCohort<Amount: RecurringAmount> {
    var base = Amount.zero
    var retained = Amount.zero
    var retainedCapped = Amount.zero
    var baseCustomers = 0
    var retainedCustomers = 0

    /// - Parameter state: the customer's in the first month, those in which he must be one, the last.
    mutating func add(_ count: Int, _ state: (Int) -> CustomerState<Amount>) {
        let then = state(0)
        if !then.isCustomer { return }
        base = base + then.amount
        baseCustomers += 1
        for index in 1..<count where !state(index).isCustomer { return }
        let now = state(count - 1)
        retainedCustomers += 1
        // Who pays nothing at the start is in no cohort of money.
        if then.amount == .zero { return }
        retained = retained + now.amount
        retainedCapped = retainedCapped + min(then.amount, now.amount)
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

    /// - Parameter state: the customer's by column.
    mutating func add(_ state: (Int) -> CustomerState<Amount>) {
        guard let first = columns.indices.first(where: { state($0).isCustomer }),
            columns[first] >= start
        else { return }
        sizes[first] += 1
        if sums[first] == nil {
            sums[first] = [Amount](repeating: .zero, count: columns.count)
            counts[first] = [Int](repeating: 0, count: columns.count)
        }
        Self.add(
            state, from: first, &sums[first, default: []], &counts[first, default: []])
    }

    private static func add(
        _ state: (Int) -> CustomerState<Amount>, from first: Int, _ sums: inout [Amount],
        _ counts: inout [Int]
    ) {
        for index in first..<sums.count {
            let now = state(index)
            if !now.isCustomer { continue }
            sums[index] = sums[index] + now.amount
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
