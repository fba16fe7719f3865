package import ReportModel

/// How the MRR of a closed cohort became what is left of it, and with those who came later all MRR.
///
/// Movements are those of the cohort's own customers, added up over the months.
package struct RetentionWalk: Sendable {
    package var base = ExactDecimal.zero
    package var expansion = ExactDecimal.zero
    package var discountExpiry = ExactDecimal.zero
    package var contraction = ExactDecimal.zero
    package var churn = ExactDecimal.zero
    /// Of customers of the cohort who left and came back.
    package var reactivation = ExactDecimal.zero
    /// What is divided by the base in NRR.
    package var retained = ExactDecimal.zero
    /// Of customers who are not in the cohort, or who came back where that does not count.
    package var joined = ExactDecimal.zero
    package var closing = ExactDecimal.zero

    /// - Parameter months: the states of a customer after the base, by month; the last one of each is
    ///   that at its end.
    mutating func add(
        from then: CustomerState<ExactDecimal>, months: [[RecurringHistory.Step]],
        countsReturned: Bool
    ) {
        var before = then
        let isMember = then.amount != .zero
        var isIn = isMember
        if isMember { base += then.amount }
        for steps in months {
            for step in steps {
                if isIn { add(from: before, to: step) }
                before = step.state
            }
            // Who was gone at a month end is gone, where those who return don't count.
            if isIn, !countsReturned, !before.isCustomer { isIn = false }
        }
        closing += before.amount
        if isIn { retained += before.amount } else { joined += before.amount }
    }

    private mutating func add(
        from before: CustomerState<ExactDecimal>, to step: RecurringHistory.Step
    ) {
        var movement = Movement<ExactDecimal>()
        movement.add(
            from: before, to: step.state,
            expiry: step.expiry.isSame(as: step.state.amount - before.amount), isReturning: true)
        expansion += movement.expansion
        discountExpiry += movement.discountExpiry
        contraction += movement.contraction
        churn += movement.churn
        reactivation += movement.reactivation
    }
}
