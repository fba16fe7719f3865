/// A scale of values along an axis, spread evenly or by their logarithms.
struct ValueScale {
    let spread: ValueAxis.Spread
    private let linear: LinearScale

    /// A scale that reaches all values that can be drawn on it.
    init(_ values: [Double], spread: ValueAxis.Spread, from start: Double, to end: Double) {
        self.spread = spread
        switch spread {
        case .linear:
            let domain = valueDomain(values, includesZero: false, shared: nil)
            linear = LinearScale(domain, from: start, to: end)
        case .logarithmic:
            let powers = values.filter { $0 > 0 && $0.isFinite }.map(binaryLogarithm)
            let least = powers.min() ?? 0
            let greatest = powers.max() ?? 0
            let domain = least < greatest ? least...greatest : (least - 1)...(greatest + 1)
            linear = LinearScale(domain, from: start, to: end)
        }
    }

    /// The place of a value; nil for one that can't be drawn.
    func place(_ value: Double?) -> Double? {
        guard let value, spread == .linear || value > 0 else { return nil }
        return linear(spread == .linear ? value : binaryLogarithm(value))
    }

    /// Where zero is, when it is on the scale.
    var zero: Double? {
        spread == .linear && linear.domain.contains(0) ? linear(0) : nil
    }
}

extension ValueAxis {
    /// The ticks that can be drawn, in the order of their values.
    var drawnTicks: [(value: Double, text: String)] {
        ticks.compactMap { tick in
            guard let value = tick.value, spread == .linear || value > 0 else { return nil }
            return (value, singleLine(tick.text))
        }.sorted { $0.value < $1.value }
    }
}

/// The power of two that is a positive number; the same on every machine.
func binaryLogarithm(_ value: Double) -> Double {
    guard value > 0, value.isFinite else { return 0 }
    // The logarithm of the fraction by the series of the inverse hyperbolic tangent.
    let ratio = (value.significand - 1) / (value.significand + 1)
    let square = ratio * ratio
    var term = ratio
    var sum = 0.0
    for divisor in stride(from: 1.0, through: 29, by: 2) {
        sum += term / divisor
        term *= square
    }
    return Double(value.exponent) + sum * 2 / 0.693_147_180_559_945_3
}

/// The labels along an axis that fit: as many as can be at even steps, always the first and, where
/// both fit, the last. The ranges are the rooms the labels take, from one end to the other.
func thinned(_ rooms: [ClosedRange<Double>], apart gap: Double) -> [Int] {
    let last = rooms.count - 1
    guard last > 0 else { return Array(rooms.indices) }
    func fit(_ one: Int, _ next: Int) -> Bool {
        rooms[one].upperBound + gap <= rooms[next].lowerBound
    }
    for every in 1...last {
        var kept = Array(stride(from: 0, through: last, by: every))
        if kept.last != last {
            while let end = kept.last, end > 0, !fit(end, last) { kept.removeLast() }
            kept.append(last)
        }
        if zip(kept, kept.dropFirst()).allSatisfy({ fit($0, $1) }) { return kept }
    }
    return [0]
}
