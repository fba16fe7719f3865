/// Average exchange rates of a month, units of the currency for one euro; invented. A year is
/// planned at the rates of the quarter before it.
enum Rates {
    static func file(seed: UInt64) -> String {
        var random = SeededRandom(seed: seed, stream: 5)
        var tenThousandths = [("CHF", 9560, 0), ("GBP", 8680, 1), ("USD", 10_610, 18)]
        var sums: [Int: [Int]] = [:]
        var text = "Month End,Currency,Rate,Kind\n"
        for month in Company.months {
            for index in tenThousandths.indices {
                let (currency, rate, drift) = tenThousandths[index]
                let next = rate + drift + random.between(-75, 75)
                tenThousandths[index].1 = next
                sums[month.year, default: [0, 0, 0]][index] += month.quarter == 3 ? next : 0
                text += csvLine([
                    month.lastDay.iso, currency, "\(next / 10_000)." + padded(next % 10_000, 4),
                    "average",
                ])
            }
        }
        for year in Company.firstMonth.year..<Company.lastMonth.year {
            for (index, (currency, _, _)) in tenThousandths.enumerated() {
                let cents = divided(sums[year]?[index] ?? 0, by: 300)
                text += csvLine([
                    DemoDay(year + 1, 1, 1).iso, currency,
                    "\(cents / 100)." + padded(cents % 100, 2) + "00", "plan",
                ])
            }
        }
        return text
    }
}
