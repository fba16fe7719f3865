/// What the billing system has invoiced since the ledger begins, and what was open on that day.
struct Invoices {
    struct Line {
        var account: Int
        var contract = ""
        var day: DemoDay
        var cents: Int
        var from: DemoDay
        /// The first day that is not paid for.
        var until: DemoDay
    }

    /// Lines of invoices from before are carried over with what was left of them.
    static let opening = Company.firstMonth.firstDay

    let lines: [Line]
    private let accounts: [Account]
    private let seed: UInt64

    init(_ market: Market, _ services: [CustomerService], _ contracts: [[Contract]]) {
        accounts = market.accounts
        seed = market.seed
        var random = SeededRandom(seed: market.seed, stream: 20)
        var lines: [Line] = []
        for (service, chain) in zip(services, contracts) {
            var billing = Billing(service, chain)
            billing.run(&random)
            lines += billing.lines
        }
        lines += Self.delivered(market, services, contracts)
        self.lines = lines.enumerated().sorted {
            let left = $0.element
            let right = $1.element
            return (left.day.number, left.account, left.from.number, $0.offset)
                < (right.day.number, right.account, right.from.number, $1.offset)
        }.map(\.element)
    }

    /// Instruments and services on the day of delivery, metered data for the month that ends.
    private static func delivered(
        _ market: Market, _ services: [CustomerService], _ contracts: [[Contract]]
    ) -> [Line] {
        var chains: [Int: [Contract]] = [:]
        for (service, chain) in zip(services, contracts) { chains[service.account] = chain }
        var sums: [[Int]: Int] = [:]
        for item in market.deliveries
        where item.day >= opening && item.day <= Company.lastMonth.lastDay {
            let kind = item.product == Products.stream ? 1 : 0
            sums[[item.day.number, item.account, kind], default: 0] += item.cents
        }
        return sums.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { key, cents in
            let day = DemoDay(number: key[0])
            let isMetered = key[2] == 1
            let contract = isMetered ? chains[key[1]]?.last { $0.start <= day } : nil
            return Line(
                account: key[1], contract: contract?.id ?? "", day: day, cents: cents,
                from: isMetered ? day.month.firstDay : day, until: day.adding(1))
        }
    }

    /// One document for each customer and day.
    func file() -> String {
        var random = SeededRandom(seed: seed, stream: 21)
        var text =
            "Invoice Date,Invoice No,Account ID,Contract No,Net Amount EUR,Due Date,Paid On,"
            + "Service From,Service Until\n"
        var counts: [Int: Int] = [:]
        var rest = lines[...]
        while let first = rest.first {
            let document = rest.prefix { $0.day == first.day && $0.account == first.account }
            rest = rest.dropFirst(document.count)
            let year = first.day.parts.year % 100
            let isCredit = document.reduce(0) { $0 + $1.cents } < 0
            let isCarried = first.day < Self.opening
            let series = isCarried ? 0 : year
            counts[series, default: 0] += 1
            let prefix = isCarried ? "OB" : isCredit ? "GS" : "RG"
            let number = prefix + "\(year)-" + padded(counts[series] ?? 0, 5)
            let segment = accounts[first.account].segment
            let due = first.day.adding(isCredit ? 0 : [60, 30, 14][segment.rawValue])
            let paid = isCredit ? due.adding(random.between(0, 5)) : paid(due, first.day, &random)
            for line in document {
                text += csvLine([
                    line.day.iso, number, Account.id(line.account), line.contract,
                    euros(line.cents), due.iso,
                    paid.map { $0 <= Company.asOf ? $0.iso : "" } ?? "", line.from.iso,
                    line.until.iso,
                ])
            }
        }
        return text
    }

    /// Most pay on time; a few are reminded for months, one in two hundred disputes the invoice.
    private func paid(
        _ due: DemoDay, _ day: DemoDay, _ random: inout SeededRandom
    ) -> DemoDay? {
        switch random.below(1000) {
        case 0..<620: max(day, due.adding(-random.between(0, 9)))
        case 620..<880: due.adding(random.between(1, 12))
        case 880..<977: due.adding(random.between(13, 45))
        case 977..<995: due.adding(random.between(46, 120))
        default: nil
        }
    }
}
