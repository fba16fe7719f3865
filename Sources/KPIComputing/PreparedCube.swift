import Measuring
import ReportModel
import Synchronization

/// A cube in the form that formulas ask it in; the cells stay the cube's. A class, for it is handed on
/// with every figure.
final class PreparedCube: Sendable {
    let cube: Cube
    private let recurring: RecurringSource?
    /// What recurring revenue is known through: the last complete month, or the last with a row.
    private let last: Month
    /// By first row of a group: made once, for many figures read them.
    private let matrices: [Int: RecurringMatrix]
    /// By dimension and value the groups of rows, of dimensions that parts are asked of.
    private let groupsByPart: [String: [String: [Range<Int>]]]

    /// Of more groups than these only those of many customers keep their matrix, for room; that of
    /// a few customers is soon made when it is asked for.
    private static let manyGroups = 1000
    private static let manyCustomers = 64

    var coverage: ClosedRange<Month>? { cube.coverage }

    /// - Parameter complete: the last month whose end the data knows.
    init(
        _ cube: Cube, through complete: Month, _ settings: RecurringSettings, parts: [String] = []
    ) {
        self.cube = cube
        let last = cube.coverage.map { max($0.upperBound, complete) } ?? complete
        self.last = last
        let isRecurring = cube.request.measure.aggregate == .recurring
        let recurring = isRecurring ? RecurringSource(cube, settings, through: last) : nil
        self.recurring = recurring
        var groupsByPart: [String: [String: [Range<Int>]]] = [:]
        for part in parts where cube.request.dimensions.count > 1 {
            guard cube.request.dimensions.contains(part) else { continue }
            for rows in cube.groups {
                let value = cube.value(of: part, ofRow: rows.lowerBound) ?? ""
                groupsByPart[part, default: [:]][value, default: []].append(rows)
            }
        }
        self.groupsByPart = groupsByPart
        var matrices: [Int: RecurringMatrix] = [:]
        let groups = isRecurring ? cube.groups : []
        for rows in groups
        where groups.count <= Self.manyGroups || rows.count > Self.manyCustomers {
            matrices[rows.lowerBound] = Self.matrix(of: [rows], cube, recurring, through: last)
        }
        self.matrices = matrices
    }

    /// Rows that no month could be found for, of cubes of the whole.
    var unplaced: [(measure: String, table: String, reason: String, rows: Int)] {
        let request = cube.request
        guard request.dimensions.isEmpty, request.filter == nil else { return [] }
        return cube.unplaced.map {
            (request.measure.id, request.measure.table.told.rawValue, $0.key, $0.value)
        }
    }

    /// The rows of a selection, a run for each of its keys that has any.
    func rows(of selection: Selection) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var hint = 0
        for key in selection.keys {
            let rows = cube.rows(of: key, hint: hint)
            if rows.isEmpty { continue }
            runs.append(rows)
            hint = rows.upperBound
        }
        return runs
    }

    /// The rows of each combination of values in a part of the company.
    func groups(of part: Cut) -> [Range<Int>] {
        guard let first = part.parts.first else { return cube.groups }
        if cube.request.dimensions == [first.dimension] {
            let rows = cube.rows(of: [first.value])
            return rows.isEmpty ? [] : [rows]
        }
        let found = groupsByPart[first.dimension]?[first.value] ?? []
        return part.parts.count == 1
            ? found
            : found.filter { rows in
                part.parts.allSatisfy {
                    cube.value(of: $0.dimension, ofRow: rows.lowerBound) == $0.value
                }
            }
    }

    /// The matrix of a run of rows; nil where no row of recurring revenue was placed.
    func matrix(_ rows: Range<Int>) -> RecurringMatrix? {
        matrices[rows.lowerBound] ?? matrix(of: [rows])
    }

    private func matrix(of runs: [Range<Int>]) -> RecurringMatrix? {
        Self.matrix(of: runs, cube, recurring, through: last)
    }

    private static func matrix(
        of runs: [Range<Int>], _ cube: Cube, _ recurring: RecurringSource?, through last: Month
    ) -> RecurringMatrix? {
        guard let recurring, let coverage = cube.coverage else { return nil }
        return RecurringMatrix(recurring, runs, from: coverage.lowerBound, through: last)
    }

    /// The matrix of several runs; a customer in several of them is one customer.
    func matrix(_ runs: [Range<Int>]) -> RecurringMatrix? {
        guard let first = runs.first else { return nil }
        if runs.count == 1 { return matrix(first) }
        return matrix(of: runs)
    }
}

/// The rows of a cube that a selection is about: a run for each of its keys that has any.
struct SelectedRows: Sendable {
    let cube: PreparedCube
    let runs: [Range<Int>]

    init(cube: PreparedCube, _ selection: Selection) {
        self.cube = cube
        runs = cube.rows(of: selection)
    }
}

/// Where the rows of a part of the company were found, which figure after figure asks for.
final class FoundRows: Sendable {
    /// With what they are of, which has its identity as long as it lives.
    private let known = Mutex<[ObjectIdentifier: (of: MeasureNotion, rows: SelectedRows)]>([:])

    /// Those of a measure, looked for once; nil where it was not measured.
    func rows(of notion: MeasureNotion, _ find: () -> SelectedRows?) -> SelectedRows? {
        let id = ObjectIdentifier(notion)
        if let rows = known.withLock({ $0[id]?.rows }) { return rows }
        guard let rows = find() else { return nil }
        known.withLock { $0[id] = (notion, rows) }
        return rows
    }
}
