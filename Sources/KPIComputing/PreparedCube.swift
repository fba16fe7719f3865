import Measuring
import ReportModel

/// A cube in the form that formulas ask it in.
struct PreparedCube: Sendable {
    let coverage: ClosedRange<Month>?
    let appliesMappedFilter: Bool
    /// By the values of the request's dimensions.
    let cells: [[String]: [Month: Cube.Cell]]
    /// The same for each customer, where the measure groups by customer.
    let customers: [[String]: [CustomerMonths]]
    let matrices: [[String]: RecurringMatrix]
    /// Rows that no month could be found for, of cubes of the whole.
    let unplaced: [(measure: String, table: String, reason: String, rows: Int)]

    struct CustomerMonths: Sendable {
        var customer: String
        var months: [Month: ExactDecimal]
    }

    init(_ cube: Cube, asOf: Day) {
        coverage = cube.coverage
        appliesMappedFilter = cube.appliesMappedFilter
        let request = cube.request
        unplaced =
            request.dimensions.isEmpty && request.filter == nil
            ? cube.unplaced.map {
                (request.measure.id, request.measure.table.rawValue, $0.key, $0.value)
            } : []
        var byCustomer: [[String]: [CustomerMonths]] = [:]
        switch cube.request.measure.aggregate {
        case .recurring, .top:
            for key in cube.cells.keys.sorted() {
                let months = (cube.cells[key] ?? [:]).compactMapValues { cell in
                    if case .sum(let sum) = cell { return sum }
                    return nil
                }
                byCustomer[key.values, default: []].append(
                    CustomerMonths(customer: key.customer, months: months))
            }
            cells = [:]
        default:
            var byValues: [[String]: [Month: Cube.Cell]] = [:]
            for (key, months) in cube.cells { byValues[key.values] = months }
            cells = byValues
        }
        customers = byCustomer
        if cube.request.measure.aggregate == .recurring, let coverage {
            let complete = asOf == asOf.month.lastDay ? asOf.month : asOf.month.adding(-1)
            let last = max(coverage.upperBound, complete)
            matrices = byCustomer.mapValues {
                RecurringMatrix($0, from: coverage.lowerBound, through: last)
            }
        } else {
            matrices = [:]
        }
    }

    /// Every combination of values that has a cell.
    var keys: [[String]] {
        (cells.isEmpty ? Array(customers.keys) : Array(cells.keys))
            .sorted { $0.lexicographicallyPrecedes($1) }
    }
}
