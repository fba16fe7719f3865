import ReportModel
import TestSupport
import Testing

/// A service drawn at random.
struct RandomService: CustomStringConvertible {
    var cents: Int
    var start: Moment
    var end: Moment

    var days: Int { end.day.days(since: start.day) }
    var description: String {
        "\(cents) \(start.day)+\(start.second)..<\(end.day)+\(end.second)"
    }

    func schedule(
        _ method: RecognitionSchedule.Method, cents: Int? = nil
    ) throws -> RecognitionSchedule {
        let amount = ExactDecimal(Int128(cents ?? self.cents), scale: 2)
        return try #require(
            RecognitionSchedule(amount, from: start, until: end, by: method), "\(self)")
    }

    /// Services of a day to a few years, or of a century; some about the ends of months.
    static func each(
        _ count: Int, times: Bool = true,
        _ check: (RandomService, inout SeededNumbers, UInt64) throws -> Void
    ) throws {
        let seed = SeededNumbers.seed()
        print("seed of the services: \(seed)")
        var random = SeededNumbers(seed: seed)
        for _ in 0..<count {
            let length = random.chance(5) ? 40_000 : random.chance(30) ? 70 : 1200
            var start = Day(number: Int32(random.below(30_000)))
            var end = start.adding(days: 1 + random.below(length))
            if random.chance(30) { start = start.month.firstDay }
            if random.chance(30) { end = end.month.lastDay.adding(days: 1) }
            let second = times && random.chance(50) ? random.below(86_400) : 0
            let last = times && random.chance(50) ? random.below(86_400) : 0
            let cents = random.below(random.chance(20) ? 40 : 50_000_000)
            try check(
                RandomService(
                    cents: random.chance(30) ? -cents : cents,
                    start: moment(start, second: second),
                    end: moment(end, second: last)),
                &random, seed)
        }
    }
}

func cents(_ amount: ExactDecimal) -> Int {
    #expect(amount.scale == 2)
    return Int(amount.significand)
}

/// Half away from zero, for integers.
func quotient(_ a: Int, _ b: Int) -> Int {
    a < 0 ? -((2 * -a + b) / (2 * b)) : (2 * a + b) / (2 * b)
}
