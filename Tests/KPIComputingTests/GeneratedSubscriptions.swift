import ReportModel
import TestSupport

/// Subscriptions by chance: lines that begin, pause, resume, change, end and return on any day, with
/// discounts that end, in two currencies.
struct GeneratedSubscriptions {
    struct Row {
        var id: String
        var customer: String
        var product: String
        var currency: String
        var start: Day
        /// nil: still in force.
        var end: Day?
        var amount: ExactDecimal
        var isPaused = false
        var discount: ExactDecimal?
        var discountEnd: Day?
    }

    static let first = Month(year: 2025, month: 1)
    static let last = Month(year: 2026, month: 6)
    static let customers = (0..<8).map { "c\($0)" }

    var rows: [Row] = []
    /// Units of USD for one EUR at the ends of months.
    var rates: [(month: Month, rate: ExactDecimal)] = []
    /// What dates are moved by: months of years with the same days.
    var shift = 0

    init(_ random: inout SeededNumbers, currencies: [String] = ["EUR", "USD"]) {
        var number = 0
        for customer in Self.customers {
            for _ in 0..<random.below(4) + 1 {
                number += 1
                let currency = random.one(of: currencies)
                let product = random.one(of: ["p", "q"])
                var day = Self.first.firstDay.adding(days: random.below(400))
                for _ in 0..<random.below(5) + 1 {
                    var row = Row(
                        id: "l\(number)", customer: customer, product: product,
                        currency: currency, start: day,
                        end: random.chance(85) ? day.adding(days: random.below(140) + 1) : nil,
                        // Amounts differ, so that no two rows are the same line by chance.
                        amount: ExactDecimal(Int128(random.below(9000) * 100 + number), scale: 2))
                    if random.chance(40) {
                        row.discount = ExactDecimal(Int128(random.below(100)), scale: 2)
                        row.discountEnd =
                            random.chance(80) ? day.adding(days: random.below(100)) : nil
                    }
                    rows.append(row)
                    guard let end = row.end else { break }
                    day = end
                    if random.chance(30) {
                        row.isPaused = true
                        row.discount = nil
                        row.discountEnd = nil
                        row.start = day
                        row.end = random.chance(80) ? day.adding(days: random.below(160) + 1) : nil
                        rows.append(row)
                        guard let end = row.end else { break }
                        day = end
                    }
                    let gap = random.below(4)
                    day = day.adding(days: gap == 0 ? 0 : gap == 1 ? 1 : random.below(60))
                }
            }
        }
        for index in Self.first.index...Self.last.index {
            rates.append(
                (Month(index: index), ExactDecimal(Int128(random.below(60) + 90), scale: 2)))
        }
        // The data starts in the same month for all.
        rows.append(
            Row(
                id: "l0", customer: "c0", product: "p", currency: "EUR",
                start: Self.first.firstDay, end: Self.first.firstDay.adding(days: 40),
                amount: ExactDecimal(100)))
    }

    /// The same with rows cut in two on any day.
    func split(_ random: inout SeededNumbers) -> GeneratedSubscriptions {
        var other = self
        other.rows = rows.flatMap { row -> [Row] in
            let days = (row.end ?? Self.last.lastDay.adding(days: 1)).days(since: row.start)
            if days < 2 || random.chance(40) { return [row] }
            var (left, right) = (row, row)
            let cut = row.start.adding(days: random.below(days - 1) + 1)
            left.end = cut
            right.start = cut
            return [left, right]
        }
        return other
    }

    private func text(_ day: Day) -> String {
        let first = day.month.adding(shift).firstDay
        return first.adding(days: day.components.day - 1).description
    }

    var subscriptions: String {
        "id,customer,product,currency,start,end,amount,status,discount,discount_end\n"
            + rows.map { row in
                [
                    row.id, row.customer, row.product, row.currency, text(row.start),
                    row.end.map(text) ?? "", row.amount.description,
                    row.isPaused ? "paused" : "active", row.discount?.description ?? "",
                    row.discountEnd.map(text) ?? "",
                ].joined(separator: ",")
            }.joined(separator: "\n")
    }

    var exchangeRates: String {
        let lines = rates.map { "\(text($0.month.lastDay)),USD,\($0.rate),closing" }
        return "date,currency,rate,kind\n" + lines.joined(separator: "\n")
    }

    func company(_ options: String) throws -> Company {
        try Company(
            asOf: text(Self.last.lastDay), options: "mrr: {\(options)}",
            [.subscriptions: subscriptions, .rates: exchangeRates])
    }
}

/// Options of recurring revenue by chance.
struct GeneratedOptions {
    var gap: Int
    var grace: Int
    var newAfter: Int
    var isGross: Bool
    var byEvent: Bool

    init(_ random: inout SeededNumbers) {
        gap = random.one(of: [0, 1, 1, 7])
        grace = random.one(of: [0, 0, 20, 45])
        newAfter = random.one(of: [0, 0, 25, 70])
        isGross = random.chance(20)
        byEvent = random.chance(50)
    }

    var text: String {
        "bridge_gap: \(gap), renewal_grace: \(grace), new_after: \(newAfter), "
            + "discounts: \(isGross ? "gross" : "net"), movements: \(byEvent ? "event" : "month_end")"
    }
}
