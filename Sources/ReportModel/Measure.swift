/// What is counted in which rows at which time: the smallest thing that a table, or a warehouse, is
/// asked for.
package struct Measure: Hashable, Sendable {
    package enum Aggregate: String, CaseIterable, Hashable, Sendable {
        case sum, count, distinct, median
        /// Sum of the n customers with the largest sums; of all above zero where n is 0.
        case top
        /// Sum of the squares of the customers' sums above zero.
        case squares
        /// Customers whose sum is at least a tenth of that of all above zero.
        case major
        /// Texts, each counted in the month in which it is there for the first time.
        case first
        /// From the customer × month matrix of recurring revenue.
        case recurring

        /// Whether the rows of one customer are kept together.
        package var isByCustomer: Bool {
            [.top, .squares, .major, .recurring].contains(self)
        }
    }

    /// Which months a row counts in.
    package enum Timing: Hashable, Sendable {
        /// The month of a date, up to the day of the data.
        case dated(String)
        /// The month of a date, also after the day of the data: terms that end, quotas.
        case ahead(String)
        /// A row stands for the end of the month of its date; of a period the last month counts.
        case monthEnd(String)
        /// The month ends from one date (inclusive) to another (exclusive; none: still).
        case inForce(from: String, to: String)
        /// The month ends at which a deal is open, as far as the latest snapshot tells.
        case openDeals
        /// Deals of the latest snapshot in the month in which they are due.
        case dueDeals
        /// Deals open at a month end that are due in the months that the horizon spans from there.
        case dueFromMonthEnd
        /// The amount is spread over the months of a service, from one date to before another.
        case service(from: String, to: String)
        /// There is no date.
        case never

        /// Whether rows count up to some day: what can be compared with a period that still runs.
        package var isByDay: Bool {
            switch self {
            case .dated, .service: true
            default: false
            }
        }

        /// Whether only the last month of a period counts.
        package var isBalance: Bool {
            switch self {
            case .monthEnd, .inForce, .openDeals, .dueFromMonthEnd: true
            default: false
            }
        }
    }

    /// What is read off the customer × month matrix at a month end or over months.
    package enum Recurring: String, CaseIterable, Hashable, Sendable {
        case balance, customers
        case new, expansion, contraction, churn, reactivation
        /// What rose because a discount ended; is no expansion.
        case discountExpiry = "discount_expiry"
        /// What exchange rates made of the balance since the month end before.
        case fx
        /// What of the balance is there by grace only.
        case grace
        case newCustomers = "new_customers"
        case churnedCustomers = "churned_customers"
        case reactivatedCustomers = "reactivated_customers"
        /// Then: the base of the closed cohort; now: what is left of it.
        case base, retained
        case retainedCapped = "retained_capped"
        case baseCustomers = "base_customers"
        case retainedCustomers = "retained_customers"
        /// Customers at the start of the period who are at zero at its end, and those at the start.
        case startCustomers = "start_customers"
        case lostCustomers = "lost_customers"

        /// Whether it is a part of what happened between two month ends.
        package var isMovement: Bool {
            switch self {
            case .new, .expansion, .contraction, .churn, .reactivation, .discountExpiry,
                .newCustomers, .churnedCustomers, .reactivatedCustomers:
                true
            default: false
            }
        }
    }

    package var id: String
    package var table: TableName
    package var aggregate: Aggregate
    /// What is summed, counted once or put in order: an expression over the row's fields.
    package var value: Expression?
    /// Rows that count; fields of the row or dimensions.
    package var filter: Expression?
    /// Filter that applies only where the table has the field it names: `type = "new"`.
    package var filterWhereMapped: Expression?
    package var timing: Timing
    package var recurring: Recurring?
    /// For `top`.
    package var count: Int
    /// Rows say for which grain of period they stand, and only those of the period's count.
    package var isByGrain = false

    package init(
        id: String, table: TableName, aggregate: Aggregate, value: Expression? = nil,
        filter: Expression? = nil, filterWhereMapped: Expression? = nil, timing: Timing = .never,
        recurring: Recurring? = nil, count: Int = 0
    ) {
        self.id = id
        self.table = table
        self.aggregate = aggregate
        self.value = value
        self.filter = filter
        self.filterWhereMapped = filterWhereMapped
        self.timing = timing
        self.recurring = recurring
        self.count = count
    }

    /// The fields that say when a row counts.
    package var timeFields: [String] {
        switch timing {
        case .dated(let field), .ahead(let field), .monthEnd(let field): [field]
        case .inForce(let from, let to), .service(let from, let to): [from, to]
        case .openDeals, .dueDeals: ["stage", "created", "closed"]
        case .dueFromMonthEnd: ["from", "to", "closed"]
        case .never: []
        }
    }

    /// Those of them without which no row counts.
    package var neededTimeFields: [String] {
        switch timing {
        case .dated(let field), .ahead(let field), .monthEnd(let field): [field]
        case .inForce(let from, _): [from]
        default: []
        }
    }
}
