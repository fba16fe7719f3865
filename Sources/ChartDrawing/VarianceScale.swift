/// How long the differences of a tier are drawn, whether its bars lie or stand.
struct VarianceScale {
    let tier: VarianceTier
    /// The lengths beyond which a bar or pin is cut.
    let limit: Double
    private let perUnit: (Double) -> Double

    /// A scale: bars by the scale of the base figures, pins by one of their own.
    init(_ tier: VarianceTier, limit: Double, base: @escaping (Double) -> Double) {
        self.tier = tier
        self.limit = limit
        switch tier.form {
        case .absolute: perUnit = base
        case .relative:
            let greatest = Self.greatestKept(tier.data.compactMap { $0.value?.magnitude })
            perUnit = { greatest > 0 ? $0.magnitude / greatest * limit : 0 }
        }
    }

    /// The length of a difference and whether it had to be cut.
    func length(_ value: Double) -> (length: Double, isCut: Bool) {
        let length = perUnit(value.magnitude)
        return length > limit * 1.001 ? (limit, true) : (length, false)
    }

    /// The greatest length above, or right of, the baseline.
    var positive: Double { greatest { $0 > 0 } }
    /// The greatest length below, or left of, the baseline.
    var negative: Double { greatest { $0 < 0 } }

    var hasNegative: Bool { tier.data.contains { ($0.value ?? 0) < 0 } }

    private func greatest(where holds: (Double) -> Bool) -> Double {
        tier.data.compactMap(\.value).filter(holds).map { length($0).length }.max() ?? 0
    }

    /// The greatest magnitude that is no outlier: at most five times the one in the middle.
    private static func greatestKept(_ magnitudes: [Double]) -> Double {
        let sorted = magnitudes.filter { $0 > 0 }.sorted()
        guard let most = sorted.last else { return 0 }
        guard sorted.count >= 4 else { return most }
        let bound = sorted[sorted.count / 2] * 5
        return sorted.last { $0 <= bound } ?? most
    }
}
