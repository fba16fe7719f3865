import ReportModel
import TestSupport

/// A company by chance: customers that come, change, leave and return, and what they buy.
struct GeneratedCompany {
    struct Line {
        var customer: String
        var start: Month
        /// nil: still running.
        var end: Month?
        var cents: Int
        var isYearly: Bool
    }
    struct Sale {
        var day: Day
        var customer: String
        var document: Int
        var cents: Int
        var region: String
    }

    static let first = Month(year: 2024, month: 1)
    static let last = Month(year: 2026, month: 6)
    static let regions = ["APAC", "EMEA", "US", ""]

    var lines: [Line] = []
    var sales: [Sale] = []
    var segments: [(customer: String, segment: String)] = []
    /// What money is multiplied by.
    var factor = 1
    /// What dates are moved by.
    var shift = 0

    init(seed: UInt64) {
        var random = SeededNumbers(seed: seed)
        let months = Int(Self.last.index - Self.first.index)
        for number in 0..<25 {
            let customer = "c\(number)"
            if random.chance(90) {
                segments.append((customer, random.one(of: ["large", "middle", "small"])))
            }
            for _ in 0..<random.below(5) {
                let start = random.below(months)
                let end = random.chance(70) ? start + random.below(14) : nil
                lines.append(
                    Line(
                        customer: customer, start: Self.first.adding(start),
                        end: end.map { Self.first.adding($0) }, cents: random.below(100_000),
                        isYearly: random.chance(30)))
            }
            for _ in 0..<random.below(12) {
                let month = Self.first.adding(random.below(months))
                sales.append(
                    Sale(
                        day: month.firstDay.adding(days: random.below(28)), customer: customer,
                        document: random.below(40), cents: random.below(200_000) - 40_000,
                        region: random.one(of: Self.regions)))
            }
        }
        // The data starts in the same month for all.
        lines.append(
            Line(
                customer: "c0", start: Self.first, end: Self.first.adding(2), cents: 100,
                isYearly: false))
    }

    private func money(_ cents: Int) -> String {
        ExactDecimal(Int128(cents * factor), scale: 2).description
    }

    func day(_ month: Month, _ day: Int = 1) -> String {
        month.adding(shift).firstDay.adding(days: day - 1).description
    }

    var subscriptions: String {
        "customer,start,end,amount,interval\n"
            + lines.map {
                "\($0.customer),\(day($0.start)),\($0.end.map { day($0) } ?? ""),"
                    + "\(money($0.cents)),\($0.isYearly ? "year" : "month")"
            }.joined(separator: "\n")
    }

    var ledger: String {
        "date,amount,customer,document,region\n"
            + sales.map {
                "\(day($0.day.month, $0.day.components.day)),\(money($0.cents)),\($0.customer),"
                    + "d\($0.document),\($0.region)"
            }.joined(separator: "\n")
    }

    var customers: String {
        "id,segment\n" + segments.map { "\($0.customer),\($0.segment)" }.joined(separator: "\n")
    }

    func company() throws -> Company {
        try Company(
            asOf: Self.last.adding(shift).lastDay.description,
            options: "dimensions: [region, segment]",
            [.subscriptions: subscriptions, .revenue: ledger, .customers: customers])
    }
}
