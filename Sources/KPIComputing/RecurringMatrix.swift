import Measuring
import ReportModel

/// MRR of each customer at each month end, and what follows from it.
///
/// - Complexity: built in O(customers × months).
struct RecurringMatrix: Sendable {
    let first: Month
    let last: Month
    /// Months that can have an amount, each with the one after it; in all others nobody has any.
    private let columns: [Month]
    /// In step with `columns`.
    private var movements: [MonthMovement] = []
    private let rows: Rows

    /// Where the amounts are: integers in the cube, or decimals worked out of it.
    private enum Rows: Sendable {
        case integers(Cube, [Range<Int>], places: [Int], scale: Int)
        /// Row by row, a column each.
        case decimals([ExactDecimal], count: Int)
    }

    /// After the point: what a year's twelfth loses beyond is no movement and no customer.
    static let digits = 15

    /// - Parameter runs: rows of the cube; a customer who is in several is one customer.
    init(_ cube: Cube, _ runs: [Range<Int>], from first: Month, through last: Month) {
        self.first = first
        self.last = last
        var columns: [Month] = []
        for month in cube.months where month >= first && month <= last {
            if columns.last != month { columns.append(month) }
            if month < last { columns.append(month.adding(1)) }
        }
        self.columns = columns
        let isOneEach =
            runs.count < 2
            || Set(runs.joined().map { cube.groupedText(ofRow: $0) }).count
                == runs.reduce(0) { $0 + $1.count }
        if isOneEach, let scale = cube.integerScale, scale <= Self.digits {
            rows = .integers(cube, runs, places: cube.places(of: columns), scale: scale)
        } else {
            rows = Self.decimals(cube, runs, columns)
        }
        movements = makeMovements()
    }

    private static func decimals(_ cube: Cube, _ runs: [Range<Int>], _ columns: [Month]) -> Rows {
        var sums: [ExactDecimal] = []
        var places: [String: Int] = [:]
        for row in runs.joined() {
            let customer = cube.groupedText(ofRow: row)
            let place = places[customer] ?? places.count
            if place == places.count {
                places[customer] = place
                sums.append(contentsOf: repeatElement(.zero, count: columns.count))
            }
            for (index, month) in columns.enumerated() {
                if let sum = cube.sum(ofRow: row, in: month) {
                    sums[place * columns.count + index] += sum
                }
            }
        }
        for index in sums.indices where !sums[index].isZero {
            let settled = sums[index].rounded(to: digits)
            sums[index] = settled.isNegative ? .zero : settled
        }
        return .decimals(sums, count: places.count)
    }

    func movement(_ month: Month) -> MonthMovement? {
        if month < first || month > last { return nil }
        return column(of: month).map { movements[$0] } ?? MonthMovement()
    }

    /// Where a month stands among the columns.
    private func column(of month: Month) -> Int? {
        var low = 0
        var high = columns.count
        while low < high {
            let middle = (low + high) / 2
            if columns[middle] < month { low = middle + 1 } else { high = middle }
        }
        return low < columns.count && columns[low] == month ? low : nil
    }
}

extension RecurringMatrix {
    /// What happened between the month end before and this one, netted per customer.
    typealias MonthMovement = Movement<ExactDecimal>

    private func makeMovements() -> [MonthMovement] {
        switch rows {
        case .integers(let cube, let runs, let places, let scale):
            var counter = MovementCounter<Int128>(months: columns.count)
            cube.forEachRow(runs, at: places) { row in
                counter.add { Int128(max(row[$0], 0)) }
            }
            return counter.months.map { $0.map { ExactDecimal($0, scale: scale) } }
        case .decimals(let sums, let count):
            var counter = MovementCounter<ExactDecimal>(months: columns.count)
            for row in 0..<count { counter.add { sums[row * columns.count + $0] } }
            return counter.months
        }
    }

    /// The closed cohort of customers with MRR at `base`, seen at `now`.
    func cohort(from base: Month, to now: Month, countsReturned: Bool) -> ClosedCohort<ExactDecimal>
    {
        if base < first || now > last { return ClosedCohort() }
        let months =
            countsReturned || base >= now
            ? [base, now] : (base.index...now.index).map { Month(index: $0) }
        switch rows {
        case .integers(let cube, let runs, _, let scale):
            var cohort = ClosedCohort<Int128>()
            let places = cube.places(of: months)
            cube.forEachRow(runs, at: places) { row in
                cohort.add(months.count) { Int128(max(row[$0], 0)) }
            }
            return cohort.map { ExactDecimal($0, scale: scale) }
        case .decimals(let sums, let count):
            var cohort = ClosedCohort<ExactDecimal>()
            let places = months.map(column(of:))
            for row in 0..<count {
                cohort.add(months.count) { index in
                    places[index].map { sums[row * columns.count + $0] } ?? .zero
                }
            }
            return cohort
        }
    }

    /// Customers by the month of their first MRR up to a month; of the cohorts from `start` on.
    func startCohorts(from start: Month, through end: Month) -> [StartCohort] {
        let known = columns.prefix { $0 <= end }
        switch rows {
        case .integers(let cube, let runs, let places, let scale):
            var counter = CohortCounter<Int128>(Array(known), from: start)
            cube.forEachRow(runs, at: Array(places.prefix(known.count))) { row in
                counter.add { Int128(max(row[$0], 0)) }
            }
            return counter.cohorts { ExactDecimal($0, scale: scale) }
        case .decimals(let sums, let count):
            var counter = CohortCounter<ExactDecimal>(Array(known), from: start)
            for row in 0..<count { counter.add { sums[row * columns.count + $0] } }
            return counter.cohorts { $0 }
        }
    }
}
