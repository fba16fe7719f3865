/// What growing costs, by month, function and channel.
enum Spend {
    private static let lines: [(function: String, channel: String, thousands: Int)] = [
        ("Marketing", "Website", 96), ("Marketing", "Event", 128), ("Marketing", "Partner", 54),
        ("Marketing", "Outbound", 41), ("Sales", "", 588), ("Sales", "Partner", 62),
        ("Customer Success", "", 174),
    ]

    static func file(seed: UInt64) -> String {
        var random = SeededRandom(seed: seed, stream: 4)
        var text = "Booking Date,Department,Channel,Amount EUR\n"
        for month in Company.months {
            let growth = 1000 + (month.index - Company.firstMonth.index) * 13
            for line in lines {
                let season =
                    line.channel == "Event" && [3, 9, 11].contains(month.number) ? 160 : 100
                let cents = line.thousands * 100 * growth * season / 100
                text += csvLine([
                    month.lastDay.iso, line.function, line.channel,
                    euros(cents * random.between(94, 107) / 100),
                ])
            }
        }
        return text
    }
}
