import Foundation

/// Monthly series made by chance from level, trend, season and noise.
struct SeededSeries {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// The seed that `REVSITE_SEED` names, else one that stays.
    static func seed(_ standard: UInt64) -> UInt64 {
        ProcessInfo.processInfo.environment["REVSITE_SEED"].flatMap { UInt64($0) } ?? standard
    }

    /// How much of a month's noise stays in the states.
    struct Adaptation {
        var level = 0.0
        var trend = 0.0
        var season = 0.0

        static let none = Adaptation()
        static let some = Adaptation(level: 0.4, trend: 0.01, season: 0.1)
    }

    /// A level of 100, a trend between −0.5 and 1.5 a month, a season of about 15 and normal noise.
    mutating func series(
        _ count: Int, noise: Double, _ adaptation: Adaptation = .none
    ) -> [Double] {
        var level = 100.0
        var trend = 2 * uniform() - 0.5
        var season = (0..<12).map { _ in 15 * normal() }
        return (0..<count).map { month in
            let error = noise * normal()
            let value = level + trend + season[month % 12] + error
            level += trend + adaptation.level * error
            trend += adaptation.trend * error
            season[month % 12] += adaptation.season * error
            return value
        }
    }

    mutating func uniform() -> Double { (Double(next() >> 11) + 0.5) / 9_007_199_254_740_992 }

    /// After Box and Muller.
    mutating func normal() -> Double {
        (-2 * log(uniform())).squareRoot() * cos(2 * Double.pi * uniform())
    }

    /// A 64-bit linear congruence, its bits mixed.
    private mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        var mixed = state
        mixed = (mixed ^ (mixed >> 33)) &* 0xFF51_AFD7_ED55_8CCD
        mixed = (mixed ^ (mixed >> 29)) &* 0xC4CE_B9FE_1A85_EC53
        return mixed ^ (mixed >> 32)
    }
}
