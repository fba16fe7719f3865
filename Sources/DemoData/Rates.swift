/// Average exchange rates of a month, units of the currency for one euro; invented.
enum Rates {
    static func file(seed: UInt64) -> String {
        var random = SeededRandom(seed: seed, stream: 5)
        var tenThousandths = [("CHF", 9560, 0), ("GBP", 8680, 1), ("USD", 10_610, 18)]
        var text = "Month End,Currency,Rate,Kind\n"
        for month in Company.months {
            for index in tenThousandths.indices {
                let (currency, rate, drift) = tenThousandths[index]
                let next = rate + drift + random.between(-75, 75)
                tenThousandths[index].1 = next
                text += csvLine([
                    month.lastDay.iso, currency, "\(next / 10_000)." + padded(next % 10_000, 4),
                    "average",
                ])
            }
        }
        return text
    }
}
