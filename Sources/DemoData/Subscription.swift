/// A priced line of the billing system over a time in which nothing about it changed.
struct SubscriptionRow {
    enum Interval: Int {
        case month = 1
        case quarter = 3
        case year = 12

        /// The billing system's word.
        var word: String {
            switch self {
            case .month: "Monthly"
            case .quarter: "Quarterly"
            case .year: "Annual"
            }
        }
    }

    var account: Int
    var product: Int
    var start: DemoDay
    /// The first day without service.
    var end: DemoDay?
    /// Cents for one unit and month.
    var unitPrice: Int
    var quantity: Int
    var interval: Interval

    /// Cents a month.
    var monthly: Int { unitPrice * quantity }

    func isActive(on day: DemoDay) -> Bool { start <= day && (end.map { day < $0 } ?? true) }

    /// What is recognised in a month: the month's price by the days of service in it.
    func recognised(in month: DemoMonth) -> Int {
        let first = max(start.number, month.firstDay.number)
        let next = month.adding(1).firstDay.number
        let last = min(end?.number ?? next, next)
        return last <= first ? 0 : divided(monthly * (last - first), by: month.days)
    }

    static func file(_ rows: [SubscriptionRow]) -> String {
        let ordered = rows.sorted {
            ($0.account, $0.product, $0.start.number) < ($1.account, $1.product, $1.start.number)
        }
        var text =
            "Line ID,Account ID,Item,Service Start,Service End,Billing Period,"
            + "Units,Price per Unit\n"
        var previous = -1
        var count = 0
        for row in ordered {
            count = row.account == previous ? count + 1 : 1
            previous = row.account
            text += csvLine([
                "S\(10_001 + row.account)-\(count)", Account.id(row.account),
                Products.all[row.product].id, row.start.iso, row.end?.iso ?? "",
                row.interval.word, String(row.quantity),
                euros(row.unitPrice * row.interval.rawValue),
            ])
        }
        return text
    }
}
