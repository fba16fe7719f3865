/// What growing costs, by month, function and channel.
enum Spend {
    private static let lines: [(function: String, channel: String, thousands: Int)] = [
        ("Marketing", "Website", 96), ("Marketing", "Event", 128), ("Marketing", "Partner", 54),
        ("Marketing", "Outbound", 41), ("Sales", "", 588), ("Sales", "Partner", 62),
        ("Customer Success", "", 174),
    ]

    struct Booking {
        var month: DemoMonth
        var function: String
        var channel: String
        var cents: Int
    }

    static func all(seed: UInt64) -> [Booking] {
        var random = SeededRandom(seed: seed, stream: 4)
        var bookings: [Booking] = []
        for month in Company.months {
            let growth = 1000 + (month.index - Company.firstMonth.index) * 13
            for line in lines {
                let season =
                    line.channel == "Event" && [3, 9, 11].contains(month.number) ? 160 : 100
                let cents = line.thousands * 100 * growth * season / 100
                bookings.append(
                    Booking(
                        month: month, function: line.function, channel: line.channel,
                        cents: cents * random.between(94, 107) / 100))
            }
        }
        return bookings
    }

    static func file(_ bookings: [Booking]) -> String {
        bookings.reduce("Booking Date,Department,Channel,Amount EUR\n") { text, booking in
            text
                + csvLine([
                    booking.month.lastDay.iso, booking.function, booking.channel,
                    euros(booking.cents),
                ])
        }
    }
}
