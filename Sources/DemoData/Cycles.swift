/// How long deals take from creation to signature, in days.
enum Cycles {
    /// New business takes longer from quarter to quarter.
    static func median(of month: DemoMonth) -> Int {
        let medians = [54, 55, 57, 58, 60, 60, 61, 62, 64, 66, 69, 71]
        let quarter = (month.index - Company.firstMonth.index) / 3
        return medians[min(max(quarter, 0), medians.count - 1)]
    }

    /// Quantiles of the cycle as per mille of its median.
    private static let quantiles = [380, 520, 650, 780, 890, 1000, 1120, 1290, 1520, 1900, 2700]

    /// `count` cycles that spread evenly over the distribution, in random order.
    static func spread(_ count: Int, median: Int, _ random: inout SeededRandom) -> [Int] {
        var cycles: [Int] = (0..<count).map { index in
            let position = (2 * index + 1) * 10_000 / (2 * count)
            let low = position / 1000
            let within = position % 1000
            let perMille =
                (quantiles[low] * (1000 - within) + quantiles[low + 1] * within) / 1000
            return divided(median * perMille, by: 1000)
        }
        random.shuffle(&cycles)
        return cycles
    }
}
