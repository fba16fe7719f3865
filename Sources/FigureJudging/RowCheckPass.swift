package import Measuring
package import ReportModel

/// What the checks of the settings want to know of one table's rows, gathered batch by batch.
///
/// Rows may be dealt out to several passes in any way and the passes merged: counts, sums and the
/// first ten rows, in order of files and lines, come out the same.
package struct RowCheckPass: Sendable {
    /// A field of the row, and the attribute of the entry that it names, if that is meant.
    typealias CutPath = DimensionPath

    package let table: TableName
    /// Rows of the table.
    private(set) var rows = 0
    private(set) var files = FileNumbers()
    private(set) var uniques: [UniqueKeys] = []
    private(set) var cells: [CellRule] = []
    private(set) var used: [UsedValues] = []
    private(set) var offered: [OfferedValues] = []
    private(set) var newest: [NewestDay] = []
    private(set) var sums: [MonthSums] = []
    /// Whether the rows need to be handed to it at all.
    package private(set) var isNeeded = false
    /// The fields that must be read for it.
    package private(set) var fields: Set<String> = []

    /// - Parameters:
    ///   - checks: All checks of the settings; those of other tables matter where they refer here.
    ///   - fields: What the table's files have; nil where it is not known yet, which leaves cuts to
    ///     the row's own columns.
    package init(
        _ checks: [DataCheck], table: TableName, fields: Set<String>?, entities: Entities,
        asOf: Day
    ) {
        self.table = table
        var offers: Set<String> = []
        var countsRows = false
        for (index, check) in checks.enumerated() {
            if case .references(let references) = check.rule {
                for reference in references where reference.table == table {
                    offers.insert(reference.target)
                }
            }
            if check.table != table { continue }
            switch check.rule {
            case .unique(let fields):
                uniques.append(UniqueKeys(fields: fields, check: index))
            case .notNull, .acceptedValues, .range:
                if let rule = CellRule(check.rule, check: index) { cells.append(rule) }
            case .references(let references):
                used += references.map { UsedValues($0, check: index) }
            case .freshWithin(_, let field):
                newest.append(NewestDay(field: field, asOf: asOf, check: index))
            case .reconcile(let reconciliation):
                let paths = Self.paths(
                    reconciliation.cut, table: table, fields: fields, entities)
                sums.append(MonthSums(reconciliation, of: table, paths: paths, check: index))
            case .rowCount:
                countsRows = true
            case .comparison:
                break
            }
        }
        offered = offers.sorted().map { OfferedValues(field: $0) }
        self.fields = namedFields
        isNeeded = countsRows || !self.fields.isEmpty
    }

    private var namedFields: Set<String> {
        var names = Set(uniques.flatMap(\.fields))
        names.formUnion(cells.flatMap(\.fields))
        names.formUnion(used.map(\.reference.field))
        names.formUnion(offered.map(\.field))
        names.formUnion(newest.map(\.field))
        names.formUnion(sums.flatMap(\.fields))
        return names
    }

    /// Takes a batch of rows, with the dictionaries of its text fields as they stand.
    package mutating func consume(
        _ batch: TableBatch, _ dictionaries: [String: TextDictionary]
    ) {
        if batch.rowCount == 0 || !isNeeded { return }
        rows += batch.rowCount
        let file = files.number(of: batch.path)
        for index in uniques.indices { uniques[index].consume(batch, dictionaries, file: file) }
        for index in cells.indices { cells[index].consume(batch, dictionaries) }
        for index in used.indices {
            used[index].consume(batch, dictionaries, file: file, files)
        }
        for index in offered.indices { offered[index].consume(batch, dictionaries) }
        for index in newest.indices { newest[index].consume(batch) }
        for index in sums.indices { sums[index].consume(batch, dictionaries) }
    }

    /// Takes over what another pass over the same table has found in other rows.
    package mutating func merge(_ other: consuming RowCheckPass) {
        precondition(table == other.table, "passes are merged that read the same table")
        rows += other.rows
        let map = other.files.paths.map { files.number(of: $0) }
        for index in uniques.indices { uniques[index].merge(&other.uniques[index], files: map) }
        for index in cells.indices { cells[index].merge(other.cells[index]) }
        for index in used.indices {
            used[index].merge(other.used[index], files: map, files)
        }
        for index in offered.indices { offered[index].merge(other.offered[index]) }
        for index in newest.indices { newest[index].merge(other.newest[index]) }
        for index in sums.indices { sums[index].merge(other.sums[index]) }
    }

    private static func paths(
        _ cut: [String], table: TableName, fields: Set<String>?, _ entities: Entities
    ) -> [CutPath]? {
        var paths: [CutPath] = []
        for dimension in cut {
            guard let fields else {
                paths.append(.row(dimension))
                continue
            }
            guard
                case .success(let path) = entities.path(
                    of: dimension, rowFields: fields, table: table)
            else { return nil }
            paths.append(path)
        }
        return paths
    }
}

/// The newest date of a field that is not after the day the data was taken.
struct NewestDay: Sendable {
    let field: String
    let asOf: Day
    /// The check's place in the settings' list.
    let check: Int
    private(set) var dated = 0
    private(set) var day: Day?

    init(field: String, asOf: Day, check: Int) {
        self.field = field
        self.asOf = asOf
        self.check = check
    }

    mutating func consume(_ batch: TableBatch) {
        guard case .dates(let days)? = batch.columns[field] else { return }
        var newest = TableBatch.Column.missingDay
        for day in days where day != TableBatch.Column.missingDay {
            dated += 1
            if day <= asOf.number, day > newest { newest = day }
        }
        if newest != TableBatch.Column.missingDay { take(Day(number: newest)) }
    }

    mutating func merge(_ other: NewestDay) {
        dated += other.dated
        if let day = other.day { take(day) }
    }

    private mutating func take(_ other: Day) { day = day.map { max($0, other) } ?? other }
}
