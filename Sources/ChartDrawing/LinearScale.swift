// Rounding in the standard library calls the C library's mathematics, which this links.
#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A scale that maps numbers to places on a line.
package struct LinearScale: Hashable, Sendable {
    package let domain: ClosedRange<Double>
    /// Where the lower bound of the domain is drawn.
    package let start: Double
    /// Where the upper bound of the domain is drawn.
    package let end: Double

    /// A scale; a domain of one value is widened so that it can be drawn.
    package init(_ domain: ClosedRange<Double>, from start: Double, to end: Double) {
        if domain.lowerBound < domain.upperBound {
            self.domain = domain
        } else {
            let value = domain.lowerBound
            self.domain =
                value == 0
                ? 0...1 : Swift.min(value, value * 2, 0)...Swift.max(value, value * 2, 0)
        }
        self.start = start
        self.end = end
    }

    /// The place of a value.
    package func callAsFunction(_ value: Double) -> Double {
        // Halved first: the span of a domain from -1e300 to 1e300 is finite too.
        let span = domain.upperBound / 2 - domain.lowerBound / 2
        let part = (value / 2 - domain.lowerBound / 2) / span
        return part.isFinite ? start + (end - start) * part : start
    }

    /// The length of a difference on the scale, never negative.
    func length(_ difference: Double) -> Double {
        let span = domain.upperBound / 2 - domain.lowerBound / 2
        let length = (difference / 2 / span * (end - start)).magnitude
        return length.isFinite ? length : 0
    }
}

/// A scale that gives each category a band of the same width.
package struct BandScale: Hashable, Sendable {
    package let count: Int
    package let start: Double
    package let end: Double

    /// Bands from one place to another.
    package init(count: Int, from start: Double, to end: Double) {
        self.count = count
        self.start = start
        self.end = end
    }

    /// From the start of a band to the start of the next.
    package var step: Double { (end - start) / Double(Swift.max(count, 1)) }

    /// The middle of a band.
    package func center(_ index: Int) -> Double { start + (Double(index) + 0.5) * step }
}

/// How high the plot of a chart is: charts that share a scale have one height, whatever their kind.
func plotHeight(
    _ width: Double, part: Double, within bounds: ClosedRange<Double>, shared: ClosedRange<Double>?
) -> Double {
    if shared != nil { return min(max(width * 0.3, 90), 240) }
    return min(max(width * part, bounds.lowerBound), bounds.upperBound)
}

/// The values a scale must span: from zero where asked, with a shared domain where given.
func valueDomain(
    _ values: some Sequence<Double>, includesZero: Bool, shared: ClosedRange<Double>?
) -> ClosedRange<Double> {
    var least: Double? = includesZero ? 0 : nil
    var greatest = least
    let bounds = [shared?.lowerBound, shared?.upperBound].compactMap { $0 }
    for value in Array(values) + bounds where value.isFinite && value.magnitude < 1e305 {
        least = Swift.min(least ?? value, value)
        greatest = Swift.max(greatest ?? value, value)
    }
    return (least ?? 0)...(greatest ?? 0)
}
