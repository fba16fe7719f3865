/// Invoices one customer's subscriptions in advance, interval after interval.
struct Billing {
    let service: CustomerService
    let contracts: [Contract]
    private(set) var lines: [Invoices.Line] = []

    init(_ service: CustomerService, _ contracts: [Contract]) {
        self.service = service
        self.contracts = contracts
    }

    mutating func run(_ random: inout SeededRandom) {
        for stay in service.stays {
            let step = stay.interval.rawValue
            var months =
                (stay.start.month.index - service.anchor.month.index) / step * step - step
            while true {
                let first = CustomerService.anniversary(service.anchor, months: months)
                let next = CustomerService.anniversary(service.anchor, months: months + step)
                months += step
                let from = max(first, stay.start)
                if from > Company.asOf || stay.end.map({ $0 <= from }) ?? false { break }
                if next <= max(from, Invoices.opening) { continue }
                bill(from, next, stay, &random)
            }
        }
    }

    /// The interval at its beginning, then the difference at every change within it.
    private mutating func bill(
        _ from: DemoDay, _ next: DemoDay, _ stay: CustomerService.Stay,
        _ random: inout SeededRandom
    ) {
        var before: [SubscriptionRow] = []
        let ends = service.rows.compactMap(\.end)
        let changes = Set(service.rows.map(\.start) + ends)
            .filter { from < $0 && $0 < next && $0 <= (stay.end ?? $0) }
        for day in [from] + changes.sorted() where day <= Company.asOf {
            let now = service.active(on: day)
            let start = max(day, Invoices.opening)
            let cents = price(now, start, next) - price(before, start, next)
            let late = day == from ? 0 : random.between(0, 9)
            before = now
            guard start < next, cents != 0,
                let invoiced = invoiced(day, late: late, isYear: stay.interval == .year)
            else { continue }
            lines.append(
                Invoices.Line(
                    account: service.account, contract: invoiced.contract, day: invoiced.day,
                    cents: cents, from: start, until: next))
        }
    }

    private func price(_ rows: [SubscriptionRow], _ from: DemoDay, _ next: DemoDay) -> Int {
        from < next ? rows.reduce(0) { $0 + $1.price(from: from, to: next) } : 0
    }

    /// A year is not invoiced before its renewal is signed; months and quarters are.
    private func invoiced(
        _ day: DemoDay, late: Int, isYear: Bool
    ) -> (day: DemoDay, contract: String)? {
        guard let current = contracts.last(where: { $0.start <= day }) else { return nil }
        var found = current
        var date = day.adding(late)
        if isYear, day >= current.end, service.monthly(on: day) > 0 {
            guard let renewed = contracts.first(where: { $0.start > day }) else { return nil }
            found = renewed
            date = max(date, renewed.start)
        }
        return date <= Company.asOf ? (date, found.id) : nil
    }
}
