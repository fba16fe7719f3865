import Foundation

/// Student's t with a whole number ν of degrees of freedom, by the angle atan(t/√ν).
package struct StudentDistribution: Sendable {
    private let freedom: Int
    /// The factors by which the terms of the series shrink, besides the squared cosine.
    private let factors: [Double]
    /// The probability within a value by evenly spaced sines of its angle.
    private let table: [Double]

    /// With at least one degree; from 100 on the distribution no longer changes visibly. Linear in them.
    package init(freedom: Int) {
        let freedom = min(max(freedom, 1), 100)
        self.freedom = freedom
        // Even: 1/2, 3/4, 5/6 …; odd: 2/3, 4/5, 6/7 …
        let first = freedom % 2 == 0 ? 1 : 2
        let factors = stride(from: first, through: max(freedom - 3, 0), by: 2).map {
            Double($0) / Double($0 + 1)
        }
        self.factors = factors
        table = (0...512).map { Self.share(within: Double($0) / 512, freedom, factors) }
    }

    /// The probability of a value below `value`, to about five digits, between places of a table.
    func cumulative(_ value: Double) -> Double {
        if abs(value) > 1e100 { return value < 0 ? 0 : 1 }
        let sine = abs(value) / (Double(freedom) + value * value).squareRoot()
        let place = min(sine, 1) * Double(table.count - 1)
        let index = min(Int(place), table.count - 2)
        let half = table[index] + (table[index + 1] - table[index]) * (place - Double(index))
        return value < 0 ? 0.5 - half / 2 : 0.5 + half / 2
    }

    /// The probability of a value between minus and plus √ν·tan(angle), of which the sine is given: a
    /// finite series in the angle.
    private static func share(within sine: Double, _ freedom: Int, _ factors: [Double]) -> Double {
        let square = 1 - sine * sine
        let cosine = square.squareRoot()
        var term = freedom % 2 == 0 ? 1 : cosine
        var sum = term
        for factor in factors {
            term *= factor * square
            sum += term
        }
        if freedom % 2 == 0 { return sine * sum }
        let angle = asin(sine)
        return 2 / Double.pi * (freedom == 1 ? angle : angle + sine * sum)
    }

    /// The value that is not exceeded in either direction with this probability.
    package func radius(of probability: Double) -> Double {
        var (low, high) = (0.0, 1.0)
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if Self.share(within: middle, freedom, factors) < probability {
                low = middle
            } else {
                high = middle
            }
        }
        return low * (Double(freedom) / (1 - low * low)).squareRoot()
    }
}
