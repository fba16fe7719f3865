/// What a customer has had in service, and from when to when.
struct CustomerService {
    /// A time without a day between subscriptions.
    struct Stay {
        var start: DemoDay
        /// The first day without service.
        var end: DemoDay?
        var interval: SubscriptionRow.Interval
    }

    let account: Int
    /// The day of the first subscription, on whose anniversaries prices and terms change.
    let anchor: DemoDay
    let rows: [SubscriptionRow]
    let stays: [Stay]

    init(account: Int, anchor: DemoDay, rows: [SubscriptionRow]) {
        self.account = account
        self.anchor = anchor
        self.rows = rows
        var stays: [Stay] = []
        for row in rows {
            if let last = stays.indices.last, stays[last].end.map({ row.start <= $0 }) ?? true {
                if let end = stays[last].end { stays[last].end = row.end.map { max(end, $0) } }
            } else {
                stays.append(Stay(start: row.start, end: row.end, interval: row.interval))
            }
        }
        self.stays = stays
    }

    func stay(on day: DemoDay) -> Stay? {
        stays.first { $0.start <= day && ($0.end.map { day < $0 } ?? true) }
    }

    func active(on day: DemoDay) -> [SubscriptionRow] { rows.filter { $0.isActive(on: day) } }

    /// Cents a month.
    func monthly(on day: DemoDay) -> Int { active(on: day).reduce(0) { $0 + $1.monthly } }

    /// The price of the service from one day to another as far as it is agreed today.
    func price(from first: DemoDay, to last: DemoDay) -> Int {
        rows.reduce(0) { sum, row in
            let start = max(first, row.start)
            let end = min(last, row.end ?? last)
            return start < end ? sum + row.price(from: start, to: end) : sum
        }
    }

    /// The anniversary of `day` a number of years after the month of the anchor.
    static func anniversary(_ day: DemoDay, months: Int) -> DemoDay {
        day.month.adding(months).day(day.parts.day)
    }
}

extension SubscriptionRow {
    /// What the ledger recognises between two days, were the row still in force at the second.
    func price(from first: DemoDay, to last: DemoDay) -> Int {
        DemoMonth.through(first.month, last.month).reduce(0) { sum, month in
            sum + recognised(in: month, until: last) - recognised(in: month, until: first)
        }
    }

    private func recognised(in month: DemoMonth, until day: DemoDay) -> Int {
        let first = max(start.number, month.firstDay.number)
        let last = min(day.number, month.adding(1).firstDay.number)
        return last <= first ? 0 : divided(monthly * (last - first), by: month.days)
    }
}

extension Market {
    /// The customers who have or had a subscription, in the order of their numbers.
    func services() -> [CustomerService] {
        Dictionary(grouping: rows, by: \.account).sorted { $0.key < $1.key }.compactMap {
            account, rows in
            guard let anchor = accounts[account].acquired else { return nil }
            return CustomerService(
                account: account, anchor: anchor,
                rows: rows.sorted {
                    ($0.start.number, $0.product) < ($1.start.number, $1.product)
                })
        }
    }
}
