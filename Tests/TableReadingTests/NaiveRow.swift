import ReportModel

/// The cells of one row with where they stand.
struct NaiveCells {
    var row: NaiveCSV.Row
    var places: [NaiveText.Place]
    var isBlank: Bool
    /// The row's number among those of the file.
    var number: Int
    var path: String
    var missing: [String]

    /// Without white space around it; nil where the cell means no value.
    func value(_ index: Int) -> String? {
        let text = row.cells[index].trimmedInTables
        let isMissing = missing.contains { Array($0.utf8) == Array(text.utf8) }
        return text.isEmpty || isMissing ? nil : text
    }
}

/// A `where` of comparisons, judged cell by cell.
struct NaiveCondition {
    enum Verdict: Hashable {
        case truth(Bool)
        case noNumber(cell: Int)
    }

    let names: [String]
    let cells: NaiveCells
    let numbers: NaiveNumber

    func verdict(_ filter: Expression?) -> Verdict {
        guard let filter,
            filter.names.allSatisfy({ cell($0.name) != nil || $0.name == "row_number" })
        else { return .truth(true) }
        return judge(filter)
    }

    private func cell(_ name: String) -> Int? {
        names.count { $0 == name } == 1 ? names.firstIndex(of: name) : nil
    }

    private func judge(_ condition: Expression) -> Verdict {
        switch condition.kind {
        case .not(let inner):
            let verdict = judge(inner)
            return verdict == .truth(true)
                ? .truth(false) : verdict == .truth(false) ? .truth(true) : verdict
        case .binary(.and, let left, let right):
            let verdict = judge(left)
            return verdict == .truth(true) ? judge(right) : verdict
        case .binary(.or, let left, let right):
            let verdict = judge(left)
            return verdict == .truth(false) ? judge(right) : verdict
        case .binary(let sign, let left, let right): return compare(sign, left, right)
        default: return .truth(true)
        }
    }

    private func compare(
        _ sign: Expression.Operator, _ left: Expression, _ right: Expression
    ) -> Verdict {
        guard case .name(let name) = left.kind else { return .truth(true) }
        switch right.kind {
        case .number(let wanted):
            guard let index = cell(name) else {
                return .truth(holds(sign, ExactDecimal(cells.number), wanted))
            }
            if let own = cells.value(index).flatMap(numbers.value) {
                return .truth(holds(sign, own, wanted))
            }
            if sign == .equal || sign == .notEqual { return .truth(sign == .notEqual) }
            return cells.value(index) == nil ? .truth(false) : .noNumber(cell: index)
        case .text(let wanted):
            guard let index = cell(name) else { return .truth(true) }
            let isMissing = cells.value(index) == nil
            let isOrder = sign != .equal && sign != .notEqual
            if isOrder, isMissing { return .truth(false) }
            // A word that means no value is equal to itself and to nothing.
            let own =
                isMissing && wanted.isEmpty ? "" : cells.row.cells[index].trimmedInTables
            let (a, b) = (Array(own.utf8), Array(wanted.utf8))
            return .truth(
                holds(sign, a.lexicographicallyPrecedes(b) ? -1 : a == b ? 0 : 1, 0))
        default: return .truth(true)
        }
    }

    private func holds<Value: Comparable>(
        _ sign: Expression.Operator, _ left: Value, _ right: Value
    ) -> Bool {
        switch sign {
        case .equal: left == right
        case .notEqual: left != right
        case .less: left < right
        case .lessOrEqual: left <= right
        case .greater: left > right
        default: left >= right
        }
    }
}
