/// What a customer of the opening book is bound to do, so that the story is told.
struct Fate {
    enum Kind: Equatable {
        case ordinary
        /// Ends service for good on this day.
        case leaves(DemoDay)
        /// Renews late, with an order of hardware that was planned for the month before.
        case renewsLate(DemoDay, hardware: Int)
    }

    var index: Int
    var region: Region
    var segment: Segment
    /// Cents.
    var monthly: Int
    var kind: Kind
}

extension Market {
    /// Two mid-market customers leave in the second quarter of 2026; three EMEA renewals slip
    /// from August into September.
    static let fates = [
        Fate(
            index: 23, region: .emea, segment: .midMarket, monthly: 1_380_000,
            kind: .leaves(DemoDay(2026, 5, 1))),
        Fate(
            index: 61, region: .americas, segment: .midMarket, monthly: 1_120_000,
            kind: .leaves(DemoDay(2026, 6, 16))),
        Fate(
            index: 8, region: .emea, segment: .enterprise, monthly: 5_200_000,
            kind: .renewsLate(DemoDay(2026, 9, 8), hardware: 11_240_000)),
        Fate(
            index: 35, region: .emea, segment: .enterprise, monthly: 4_600_000,
            kind: .renewsLate(DemoDay(2026, 9, 15), hardware: 9_075_000)),
        Fate(
            index: 77, region: .emea, segment: .enterprise, monthly: 3_900_000,
            kind: .renewsLate(DemoDay(2026, 9, 17), hardware: 6_890_000)),
    ]

    /// What of a month's EMEA hardware had been planned for the month before.
    static func slipped(from month: DemoMonth) -> Int {
        guard month == DemoMonth(2026, 8) else { return 0 }
        return fates.reduce(0) { sum, fate in
            if case .renewsLate(_, let hardware) = fate.kind { sum + hardware } else { sum }
        }
    }
}
