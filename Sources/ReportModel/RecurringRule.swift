/// How lines of subscriptions become MRR and its movements.
package struct RecurringRule: Hashable, Sendable {
    /// What is netted into one movement.
    package enum Movements: String, CaseIterable, Hashable, Sendable {
        /// All that a customer does from month end to month end.
        case monthEnd = "month_end"
        /// All that he does on one day.
        case event
    }

    /// Days without a line between two of a customer that are no end.
    package var bridgedGap: Int
    /// Days that a line stays in MRR after its end where none follows.
    package var grace: Int
    package var isNetOfDiscounts: Bool
    /// Days after which a customer who returns is new; 0: never.
    package var newAfter: Int
    package var movements: Movements
    /// Whether customers with a common parent are one.
    package var isByParent: Bool

    /// A pause is churn from the day after so many.
    package static let pausedDays = 90

    package init(_ options: MetricOptions) {
        bridgedGap = options.whole("mrr.bridge_gap")
        grace = options.whole("mrr.renewal_grace")
        isNetOfDiscounts = options.text("mrr.discounts") != "gross"
        newAfter = options.whole("mrr.new_after")
        movements = Movements(rawValue: options.text("mrr.movements")) ?? .monthEnd
        isByParent = options.text("mrr.customer") == "parent"
    }

    /// Whether it has to be known on which day of a month something changed.
    package var needsDays: Bool { movements == .event || newAfter > 0 }
}
