/// The step between ticks that suits a count: 1, 2 or 5 times a power of ten, as in d3-array;
/// steps below 1 are given as the negative of how many of them make 1.
package func tickIncrement(from start: Double, to stop: Double, count: Double) -> Double {
    TickRow(from: start, to: stop, count: count)?.increment ?? .nan
}

/// Round values from one number to another, about as many as asked for, as in d3-array.
package func ticks(from start: Double, to stop: Double, count: Double) -> [Double] {
    guard count > 0, start.isFinite, stop.isFinite else { return [] }
    if start == stop { return [start] }
    guard let row = TickRow(from: min(start, stop), to: max(start, stop), count: count),
        row.first <= row.last, row.last - row.first < 10_000
    else { return [] }
    let places = 0...Int(row.last - row.first)
    return stop < start
        ? places.map { row.value(row.last - Double($0)) }
        : places.map { row.value(row.first + Double($0)) }
}

/// A domain extended to round values, as in d3-array.
package func niceDomain(_ domain: ClosedRange<Double>, count: Double) -> ClosedRange<Double> {
    var lower = domain.lowerBound
    var upper = domain.upperBound
    var before: Double?
    for _ in 0..<10 {
        guard let step = TickRow(from: lower, to: upper, count: count)?.increment,
            step != before, step != 0, step.isFinite
        else { break }
        if step > 0 {
            lower = (lower / step).rounded(.down) * step
            upper = (upper / step).rounded(.up) * step
        } else {
            lower = (lower * step).rounded(.up) / step
            upper = (upper * step).rounded(.down) / step
        }
        before = step
    }
    return lower.isFinite && upper.isFinite && lower <= upper ? lower...upper : domain
}

/// The multiples of a step that lie between two numbers.
private struct TickRow {
    /// The first and last multiple.
    var first: Double
    var last: Double
    /// The step, or the negative of its inverse below 1, where that is the exact number.
    var increment: Double

    init?(from start: Double, to stop: Double, count: Double) {
        let step = (stop - start) / max(0, count)
        guard step.isFinite, step > 0 else { return nil }
        let power = powerOfTen(in: step)
        let factor = Self.factor(step / tenToThe(power))
        if power < 0 {
            let perUnit = tenToThe(-power) / factor
            first = Self.round(start * perUnit)
            last = Self.round(stop * perUnit)
            if first / perUnit < start { first += 1 }
            if last / perUnit > stop { last -= 1 }
            increment = -perUnit
        } else {
            let unit = tenToThe(power) * factor
            first = Self.round(start / unit)
            last = Self.round(stop / unit)
            if first * unit < start { first += 1 }
            if last * unit > stop { last -= 1 }
            increment = unit
        }
        if last < first, count >= 0.5, count < 2 {
            guard let finer = TickRow(from: start, to: stop, count: count * 2) else { return nil }
            self = finer
        }
    }

    func value(_ index: Double) -> Double {
        increment < 0 ? index / -increment : index * increment
    }

    /// The multiple of a power of ten nearest to a step on a logarithmic scale.
    private static func factor(_ mantissa: Double) -> Double {
        if mantissa >= 50.0.squareRoot() { return 10 }
        if mantissa >= 10.0.squareRoot() { return 5 }
        return mantissa >= 2.0.squareRoot() ? 2 : 1
    }

    /// The nearest integer, of two equally near the greater. Adding a half and rounding down isn't
    /// that: the sum is itself rounded, just below a half and past 2 to the power of 52.
    private static func round(_ value: Double) -> Double {
        let below = value.rounded(.down)
        return value - below < 0.5 ? below : below + 1
    }
}

/// The exponent of the greatest power of ten that isn't greater than a positive number.
private func powerOfTen(in value: Double) -> Int {
    // The binary exponent times the logarithm of 2 is at most one short.
    let power = Int((Double(value.exponent) * 0.301_029_995_663_981_2).rounded(.down))
    return tenToThe(power + 1) <= value ? power + 1 : power
}

/// The double nearest to a power of ten; products of tens are that only up to the 22nd.
private func tenToThe(_ power: Int) -> Double {
    guard abs(power) <= 22 else { return Double("1e\(power)") ?? .infinity }
    let product = (0..<abs(power)).reduce(1.0) { product, _ in product * 10 }
    return power < 0 ? 1 / product : product
}
