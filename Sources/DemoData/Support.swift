/// The cases that customers have opened.
enum Support {
    private static let severities = ["S1 Critical", "S2 High", "S3 Normal", "S4 Low"]
    private static let usualDays = [2, 5, 11, 24]

    static func file(
        _ market: Market, _ services: [CustomerService], _ moods: [Int: CustomerMood]
    ) -> String {
        var random = SeededRandom(seed: market.seed, stream: 29)
        var text = "Case No,Opened On,Account ID,Severity,Closed On\n"
        var count = 0
        for (index, month) in Company.months.enumerated() {
            let middle = month.day(15)
            let present = services.filter { $0.monthly(on: middle) > 0 }
            let weights = present.map { service in
                let size = [4, 2, 1][market.accounts[service.account].segment.rawValue]
                let isLeaving = moods[service.account]?.isLeaving(on: middle) ?? false
                return isLeaving ? size * 5 / 2 + 1 : size
            }
            let opened = (0..<98 + index * 13 / 10 + random.between(-9, 9)).map { _ in
                let place = random.index(weights: weights)
                let day = month.day(random.between(1, 31))
                let isThere = present[place].stay(on: day) != nil
                return (day: (isThere ? day : middle).number, place: place)
            }
            for (number, place) in opened.sorted(by: { ($0.day, $0.place) < ($1.day, $1.place) }) {
                count += 1
                let severity = random.index(weights: [4, 17, 54, 25])
                let quicker = 1150 - index * 8
                let days = usualDays[severity] * random.spread() / 1000 * quicker / 1000
                let day = DemoDay(number: number)
                let closed = day.adding(random.chance(perMille: 12) ? days * 6 : days)
                text += csvLine([
                    "C\(40_000 + count)", day.iso, Account.id(present[place].account),
                    severities[severity], closed <= Company.asOf ? closed.iso : "",
                ])
            }
        }
        return text
    }
}
