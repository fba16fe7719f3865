/// Quarterly readings of the health of large customers, and of those who have left since.
enum Health {
    private static let quarters = (0..<8).map { DemoMonth(2024, 12).adding($0 * 3).lastDay }

    static func file(
        _ market: Market, _ services: [CustomerService], _ moods: [Int: CustomerMood]
    ) -> String {
        let sizes = services.map { ($0.account, $0.monthly(on: Company.asOf)) }
            .filter { $0.1 > 0 }.sorted { ($1.1, $0.0) < ($0.1, $1.0) }
        let largest = Set(sizes.prefix(240).map(\.0))
        var lines: [(day: Int, account: Int, text: String)] = []
        for service in services {
            let hasLeft =
                market.accounts[service.account].segment != .small
                && service.stays.contains { ($0.end ?? DemoDay(2000, 1, 1)) > quarters[0] }
            guard largest.contains(service.account) || hasLeft, let mood = moods[service.account]
            else { continue }
            var random = SeededRandom(seed: market.seed, stream: 500_000 + service.account)
            let leanings = [random.between(-9, 9), random.between(-12, 12), random.between(-9, 9)]
            for day in quarters where service.monthly(on: day) > 0 {
                for (component, leaning) in zip(["Product use", "Support", "NPS"], leanings) {
                    let score = mood.level(on: day) + leaning + random.between(-6, 6)
                    lines.append(
                        (
                            day.number, service.account,
                            csvLine([
                                day.iso, Account.id(service.account), component,
                                String(min(100, max(0, score))),
                            ])
                        ))
                }
            }
        }
        return lines.enumerated().sorted {
            ($0.element.day, $0.element.account, $0.offset)
                < ($1.element.day, $1.element.account, $1.offset)
        }.reduce(into: "Reading Date,Account ID,Component,Score\n") { $0 += $1.element.text }
    }
}
