/// One customer from the first subscription on: renewals, expansion, contraction, leaving.
struct CustomerLife {
    /// A deal that was won, or a renewal that was lost.
    struct Booking {
        var account: Int
        var kind: Deal.Kind
        var isWon = true
        var amount: Int
        var created: DemoDay
        var closed: DemoDay
        var product: Int
    }

    let account: Int
    let segment: Segment
    let start: DemoDay
    let fate: Fate.Kind
    var random: SeededRandom

    /// The lines in service; each began on its `start`.
    var lines: [SubscriptionRow] = []
    /// The lines that have ended or changed, and at last all of them.
    var rows: [SubscriptionRow] = []
    var deliveries: [Market.Delivery] = []
    var bookings: [Booking] = []
    private var returns: DemoMonth?

    init(account: Int, segment: Segment, start: DemoDay, fate: Fate.Kind, random: SeededRandom) {
        self.account = account
        self.segment = segment
        self.start = start
        self.fate = fate
        self.random = random
    }

    var monthly: Int { lines.reduce(0) { $0 + $1.monthly } }

    /// The first subscriptions, worth about `monthly` cents.
    mutating func land(monthly: Int, products count: Int) {
        let first = [Products.analytics, Products.fleet, Products.edge][
            random.index(weights: [60, 25, 15])]
        add(first, monthly: count == 1 ? monthly : monthly * 65 / 100, on: start)
        if count > 1 {
            add(
                random.pick([Products.gateway, Products.calibrationPlan]),
                monthly: monthly * 35 / 100, on: start)
        }
    }

    /// A new line of a product at a price negotiated from its list price.
    mutating func add(_ product: Int, monthly: Int, on day: DemoDay) {
        let price = Products.all[product].price * random.between(84, 100) / 100
        let interval: SubscriptionRow.Interval =
            lines.first?.interval
            ?? [.year, .quarter, .month][random.index(weights: [620, 160, 220])]
        lines.append(
            SubscriptionRow(
                account: account, product: product, start: day, end: nil, unitPrice: price,
                quantity: max(1, divided(monthly, by: price)), interval: interval))
    }

    /// Month after month to the last one that matters, then the books are closed.
    mutating func run(from month: DemoMonth) {
        for month in DemoMonth.through(month, Company.lastMonth.adding(1)) {
            if lines.isEmpty {
                comeBack(in: month)
                continue
            }
            switch fate {
            case .leaves(let day) where day.month == month: leave(on: day, returnsLater: false)
            case .renewsLate(let day, let hardware) where day.month == month:
                renewLate(on: day, hardware: hardware)
            default: live(through: month)
            }
        }
        rows += lines
    }

    private mutating func live(through month: DemoMonth) {
        let years = month.year - start.month.year
        if years > 0, month.number == start.month.number {
            renew(on: month.day(start.parts.day))
            return
        }
        if case .leaves(let day) = fate, day < month.adding(9).firstDay { return }
        let yearly = Self.expansion(in: month)
        let factor = [1250, 1000, 780][segment.rawValue]
        if random.chance(perMille: yearly * factor / 1000) { expand(in: month) }
    }

    /// How likely an expansion is in a month, per mille.
    private static func expansion(in month: DemoMonth) -> Int {
        let base = month < DemoMonth(2024, 10) ? 58 : month < DemoMonth(2025, 10) ? 58 : 68
        let season = [85, 90, 110, 90, 95, 115, 90, 80, 115, 95, 100, 135][month.number - 1]
        return base * season / 100
    }

    private mutating func comeBack(in month: DemoMonth) {
        guard month == returns else { return }
        returns = nil
        let day = month.day(1)
        guard day <= Company.asOf, let last = rows.last else { return }
        add(last.product, monthly: last.monthly * random.between(55, 90) / 100, on: day)
    }

    /// Ends all lines, and may come back after some months.
    mutating func leave(on day: DemoDay, returnsLater: Bool) {
        if segment != .small {
            bookings.append(
                Booking(
                    account: account, kind: .renewal, isWon: false,
                    amount: divided(monthly * 12 * 4, by: 100),
                    created: day.adding(-random.between(80, 130)),
                    closed: day.adding(-random.between(8, 30)), product: lines[0].product))
        }
        for line in lines {
            var ended = line
            ended.end = day
            rows.append(ended)
        }
        lines = []
        returns = returnsLater ? day.month.adding(random.between(3, 8)) : nil
    }

    /// Changes a line's quantity or price from a day on; what was before becomes history.
    mutating func change(
        _ index: Int, on day: DemoDay, _ edit: (inout SubscriptionRow) -> Void
    ) {
        guard day <= Company.asOf else { return }
        if lines[index].start < day {
            var before = lines[index]
            before.end = day
            rows.append(before)
            lines[index].start = day
        }
        edit(&lines[index])
    }
}
