/// How far ahead of plan (per mille) the company is: the story that the figures tell.
enum Variance {
    /// By month of 2026; July and August fall behind, September makes up for it.
    private static let revenue2026 = [-8, -12, -4, -14, -10, 6, -22, -18, 46]
    private static let regions2026 = [16, -34, 6, 4]

    static func revenue(_ month: DemoMonth, _ region: Int) -> Int {
        guard month.year == 2026 else {
            return [4, -9, 2, 6][region] + [3, 8, -6, 5][month.quarter]
        }
        return revenue2026[month.number - 1] + regions2026[region]
    }

    static func bookings(_ month: DemoMonth, _ region: Int) -> Int {
        month.year == 2026 ? [28, -46, 12, -8][region] : [10, -8, 14, 6][region]
    }

    /// Recurring revenue moves ahead of plan through 2026, but not in the Americas.
    static func recurring(_ month: DemoMonth, _ region: Int) -> Int {
        guard month.year == 2026 else { return [6, -4, 5, 2][region] }
        return [2 + 3 * month.number, -2 * month.number, 1 + month.number, 3][region]
    }
}
