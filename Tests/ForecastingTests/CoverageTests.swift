import Forecasting
import Testing

/// How often what came lay in the ranges that were said before.
@Suite("ranges of forecasts hold what they say")
struct CoverageTests {
    struct Tally {
        var counts: [String: (inside50: Int, inside80: Int, all: Int)] = [:]

        mutating func add(_ name: String, _ value: ForecastValue, _ actual: Double) {
            for name in [name, "all"] {
                var count = counts[name] ?? (0, 0, 0)
                count.all += 1
                if value.range50?.contains(actual) ?? false { count.inside50 += 1 }
                if value.range80?.contains(actual) ?? false { count.inside80 += 1 }
                counts[name] = count
            }
        }

        func share50(_ name: String) -> Double {
            counts[name].map { 100 * Double($0.inside50) / Double($0.all) } ?? 0
        }

        func share80(_ name: String) -> Double {
            counts[name].map { 100 * Double($0.inside80) / Double($0.all) } ?? 0
        }

        func print(_ title: String) {
            let parts = counts.keys.sorted().map {
                "\($0) \(Int(share50($0).rounded()))/\(Int(share80($0).rounded()))"
            }
            Swift.print(title, parts.joined(separator: ", "))
        }
    }

    private func tally(
        _ seed: UInt64, _ months: Int, _ noise: Double, _ adaptation: SeededSeries.Adaptation
    ) throws -> Tally {
        var seeded = SeededSeries(seed: seed)
        var tally = Tally()
        for _ in 0..<200 {
            let series = seeded.series(months + 12, noise: noise, adaptation)
            let result = try #require(forecast(Array(series.prefix(months)), horizon: 12))
            for ahead in [3, 6, 12] {
                let actuals = series[months..<(months + ahead)]
                tally.add("step \(ahead)", result.steps[ahead - 1], actuals.last ?? 0)
                tally.add("sum of \(ahead)", result.sums[ahead - 1], actuals.reduce(0, +))
            }
        }
        return tally
    }

    /// Over many seeds the shares lie near 83 % and 53 % where level, trend and season are fixed, and
    /// near 79 % and 50 % where they adapt; chance moves those of one seed by about 2 either way, and
    /// those of one step or sum by 3, for which reason the seed is given.
    @Test(
        "over 200 series, for steps and for sums: about half, and about four of five",
        arguments: [
            (60, 5.0, SeededSeries.Adaptation.none), (60, 5, SeededSeries.Adaptation.some),
        ])
    func coverage(months: Int, noise: Double, adaptation: SeededSeries.Adaptation) throws {
        let seed: UInt64 = 2026
        let tally = try tally(seed, months, noise, adaptation)
        tally.print("coverage with seed \(seed), level moving by \(adaptation.level):")
        #expect((75...85).contains(tally.share80("all")))
        #expect((45...55).contains(tally.share50("all")))
        for name in tally.counts.keys {
            #expect((72...88).contains(tally.share80(name)), "\(name)")
            #expect((40...60).contains(tally.share50(name)), "\(name)")
        }
    }
}
