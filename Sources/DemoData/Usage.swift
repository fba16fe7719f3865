/// What customers do with the software, by the end of each month.
struct Usage {
    private enum Feature: String, CaseIterable {
        case dashboards = "Dashboards"
        case alarms = "Alarm Rules"
        case drift = "Drift Forecast"
        case fleet = "Fleet Map"
        case export = "Data Export"

        /// How often a user does it in a month.
        var rhythm: Int { [22, 6, 9, 14, 5][Self.allCases.firstIndex(of: self) ?? 0] }
    }

    private static let months = DemoMonth.through(DemoMonth(2024, 10), Company.lastMonth)
    private let market: Market
    private let services: [CustomerService]
    private let moods: [Int: CustomerMood]

    init(_ market: Market, _ services: [CustomerService], _ moods: [Int: CustomerMood]) {
        self.market = market
        self.services = services
        self.moods = moods
    }

    func file() -> String {
        var lines: [(day: Int, account: Int, text: String)] = []
        for service in services {
            var random = SeededRandom(seed: market.seed, stream: 400_000 + service.account)
            if random.chance(perMille: 24) { continue }
            let first = firstUse(service, &random)
            if first >= DemoDay(2024, 10, 1), first <= Company.asOf,
                let feature = features(service, on: first).first
            {
                let users = random.between(1, 3)
                lines.append(
                    line(service, first, feature, users, users * random.between(2, 9)))
            }
            let eagerness = random.between(38, 96)
            for month in Self.months {
                let day = month.lastDay
                guard first < day, service.monthly(on: day) > 0 else { continue }
                read(service, day, eagerness, &random, &lines)
            }
        }
        let ordered = lines.sorted { ($0.day, $0.account, $0.text) < ($1.day, $1.account, $1.text) }
        return ordered.reduce(into: "Reading Date,Account ID,Feature,Events,Active Users\n") {
            $0 += $1.text
        }
    }

    /// Some days after the first service; it takes larger customers longer.
    private func firstUse(_ service: CustomerService, _ random: inout SeededRandom) -> DemoDay {
        let usual = [31, 19, 10][market.accounts[service.account].segment.rawValue]
        return service.anchor.adding(2 + usual * random.spread() / 1000)
    }

    private func read(
        _ service: CustomerService, _ day: DemoDay, _ eagerness: Int,
        _ random: inout SeededRandom, _ lines: inout [(day: Int, account: Int, text: String)]
    ) {
        let seats =
            service.active(on: day).filter { $0.product == Products.analytics }
            .reduce(0) { $0 + $1.quantity }
        let licensed = seats > 0 ? seats : 2 + service.monthly(on: day) / 90_000
        let mood = moods[service.account]
        let level = (mood?.level(on: day) ?? 60) * 100 / max(1, mood?.base ?? 60)
        let months = min(12, (day.number - service.anchor.number) / 30)
        let ramp = 62 + months * 38 / 12
        for (place, feature) in features(service, on: day).enumerated() {
            let reach = place == 0 ? eagerness : eagerness * random.between(30, 55) / 100
            let users = min(
                licensed,
                licensed * reach * level / 100 * ramp / 100 * random.between(94, 106) / 10_000)
            let events = users * feature.rhythm * random.between(80, 120) / 100
            lines.append(line(service, day, feature, users, events))
        }
    }

    /// The main one first; smaller customers are read for that alone.
    private func features(_ service: CustomerService, on day: DemoDay) -> [Feature] {
        let products = Set(service.active(on: day).map(\.product))
        let segment = market.accounts[service.account].segment
        var found: [Feature] = []
        if products.contains(Products.analytics) { found.append(.dashboards) }
        if products.contains(Products.fleet) { found.append(.fleet) }
        if products.contains(Products.predictive) { found.append(.drift) }
        if products.contains(Products.analytics) { found.append(.alarms) }
        if !products.isEmpty { found.append(.export) }
        return Array(found.prefix([4, 2, 1][segment.rawValue]))
    }

    private func line(
        _ service: CustomerService, _ day: DemoDay, _ feature: Feature, _ users: Int,
        _ events: Int
    ) -> (day: Int, account: Int, text: String) {
        (
            day.number, service.account,
            csvLine([
                day.iso, Account.id(service.account), feature.rawValue, String(events),
                String(users),
            ])
        )
    }
}
