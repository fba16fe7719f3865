import ChartDrawing
import ReportModel

/// Values counted in bins of one round width.
struct ValueBins {
    /// The edges of the bins in ascending order, one more than there are bins.
    let edges: [Double]
    /// How many values lie in each, from its lower edge up to, and without, its upper one.
    let counts: [Int]
    /// How many lie beyond the last edge: outliers that would squeeze all others together.
    let beyond: Int

    /// About a dozen bins that hold all but the largest few of values in ascending order.
    /// - Complexity: O(*n*) in the values.
    init(_ values: [ExactDecimal]) {
        let numbers = values.map(\.approximate)
        guard let least = numbers.first, let greatest = numbers.last else {
            edges = []
            counts = []
            beyond = 0
            return
        }
        // What is more than half as far again as nineteen of twenty values lies beyond the scale.
        let common = numbers[(numbers.count - 1) * 19 / 20]
        let bound = common + (common - least) / 2
        let reach = numbers.count < 20 ? greatest : numbers.last { $0 <= bound } ?? greatest
        let low = least >= 0 && least < reach / 2 ? 0 : least
        let domain = niceDomain(low...max(reach, low), count: 12)
        var found = ticks(from: domain.lowerBound, to: domain.upperBound, count: 12)
        if let last = found.last, found.count > 1, last <= reach {
            found.append(last + (last - found[found.count - 2]))
        }
        if found.count < 2 {
            // Values that are all alike: one bin of a round width.
            let step = ticks(from: 0, to: max(1, least.magnitude / 5), count: 2).last ?? 1
            let start = (least / step).rounded(.down) * step
            found = [start, start + step]
        }
        edges = found
        let top = found[found.count - 1]
        var counts = [Int](repeating: 0, count: found.count - 1)
        var place = 0
        var beyond = 0
        for number in numbers {
            guard number < top else {
                beyond += 1
                continue
            }
            while place + 1 < counts.count, number >= found[place + 1] { place += 1 }
            counts[place] += 1
        }
        self.counts = counts
        self.beyond = beyond
    }
}

extension ExactDecimal {
    /// A round number of an axis, which has few digits; nil where it has more than fit.
    init?(tick: Double) {
        for scale in 0...12 {
            let power = Double(ExactDecimal.powerOfTen(scale))
            let scaled = (tick * power).rounded()
            guard scaled.magnitude < 1e30 else { return nil }
            if scaled / power == tick {
                self.init(Int128(scaled), scale: scale)
                return
            }
        }
        return nil
    }
}

extension FigureColumnFormat {
    /// An axis whose ticks are round values about the given ones.
    func axis(_ title: String, over values: [Double], isLogarithmic: Bool) -> ValueAxis {
        let positive = values.filter { $0 > 0 }
        guard let least = (isLogarithmic ? positive : values).min(),
            let greatest = (isLogarithmic ? positive : values).max()
        else { return ValueAxis(title, ticks: []) }
        if isLogarithmic {
            return axis(title, ticks: Self.decades(least, greatest), spread: .logarithmic)
        }
        let low = least >= 0 && least < greatest / 2 ? 0 : least
        let domain = niceDomain(low...max(greatest, low), count: 5)
        return axis(title, ticks: ticks(from: domain.lowerBound, to: domain.upperBound, count: 5))
    }

    /// An axis with these ticks, with as many digits as tell them apart.
    func axis(_ title: String, ticks: [Double], spread: ValueAxis.Spread = .linear) -> ValueAxis {
        let exact = ticks.map { ($0, ExactDecimal(tick: $0)) }
        let numbers = exact.compactMap(\.1)
        let format =
            (0...6).lazy.map(withDigits).first { format in
                numbers.allSatisfy { format.rounded($0) == $0 }
            } ?? self
        return ValueAxis(
            title,
            ticks: exact.map { value, number in ChartDatum(value, number.map(format.text) ?? "") },
            spread: spread)
    }

    /// Powers of ten, with twice and five times each where they are few.
    private static func decades(_ least: Double, _ greatest: Double) -> [Double] {
        var power = 1.0
        while power > least, power > 1e-12 { power /= 10 }
        while power * 10 <= least, power < 1e15 { power *= 10 }
        var found: [Double] = []
        let factors: [Double] = greatest / least < 1000 ? [1, 2, 5] : [1]
        while power <= greatest * 10, found.count < 60 {
            for factor in factors { found.append(power * factor) }
            if power > greatest { break }
            power *= 10
        }
        let first = found.lastIndex { $0 <= least } ?? 0
        let last = found.firstIndex { $0 >= greatest } ?? found.count - 1
        return first <= last ? Array(found[first...last]) : found
    }
}
