import ReportModel

extension DraftBuilder {
    /// Leaves out the rows that a rule says, unless none would remain.
    mutating func leaveOut(_ rule: RowRule) {
        switch rule {
        case .flagged(let name): leaveOutFlagged(name)
        case .with(let words, let name):
            guard let column = sample.column(anyOf: name),
                let formula = formulaName(column.name)
            else { return }
            let theirs = (column.distinct(limit: 200) ?? []).filter {
                words.contains(squashed($0))
            }
            let texts = theirs.compactMap(formulaText)
            if texts.isEmpty { return }
            let condition = texts.map { "\(formula) != \($0)" }.joined(separator: " and ")
            leave(condition, column) { !theirs.contains($0) }
        case .otherThan(let words, let name):
            guard let column = sample.column(anyOf: name), !column.isEmpty,
                let formula = formulaName(column.name)
            else { return }
            let theirs = (column.distinct(limit: 200) ?? []).filter {
                words.contains(squashed($0))
            }
            let known = theirs.isEmpty ? [words[0]] : theirs
            let condition = known.compactMap(formulaText).map { "\(formula) = \($0)" }
                .joined(separator: " or ")
            leave(condition, column) { theirs.contains($0) }
        }
    }

    private mutating func leaveOutFlagged(_ name: String) {
        guard let column = sample.column(anyOf: name), let formula = formulaName(column.name)
        else { return }
        var words = (column.distinct(limit: 10) ?? []).filter { isTrue($0) == true }
        if words.isEmpty {
            switch column.distinct(limit: 10)?.first {
            case "FALSE": words = ["TRUE"]
            case "False": words = ["True"]
            case "0": words = ["1"]
            default: words = ["true"]
            }
        }
        let condition = words.map { "\(formula) != \"\($0)\"" }.joined(separator: " and ")
        leave(condition, column) { !words.contains($0) }
    }

    private mutating func leave(
        _ condition: String, _ column: SampledColumn, keeps: (String) -> Bool
    ) {
        let next = kept.indices.map { kept[$0] && keeps(column.cells[$0]) }
        let before = kept.count(where: \.self)
        let after = next.count(where: \.self)
        if after == 0, before > 0 {
            draft.doubt(
                "'where: \(condition)' is usual, but would leave out every row, so it is not here")
            return
        }
        use(column)
        draft.conditions.append(condition)
        if after < before {
            draft.findings.append(
                "'where' leaves out \(before - after) of \(sample.rowCount) \(sample.rowCount == 1 ? "row" : "rows") by "
                    + shown(column))
        }
        kept = next
    }

    /// Says what rows of a test mode there are among real ones.
    mutating func doubtTestMode() {
        guard let column = sample.column(anyOf: "livemode"), let formula = formulaName(column.name)
        else { return }
        let words = column.distinct(limit: 5) ?? []
        guard let live = words.first(where: { isTrue($0) == true }) else { return }
        let tests = column.cells.count { isTrue($0) == false && !column.isMissing($0) }
        if tests == 0 { return }
        draft.doubt(
            "\(tests) of \(sample.rowCount) \(sample.rowCount == 1 ? "row" : "rows") \(tests == 1 ? "is" : "are") of the test mode; to"
                + " leave them out: where: \(formula) = \"\(live)\"")
    }

    /// The sums at the end of a file.
    mutating func leaveOutTotals() {
        for (name, word) in sample.totals {
            guard let formula = formulaName(name), let text = formulaText(word) else { continue }
            used.insert(name)
            draft.conditions.append("\(formula) != \(text)")
            draft.findings.append("'where' leaves out the row of sums, \(yamlScalar(word))")
        }
    }

    /// An id that several rows have, in a table of one row for each.
    mutating func settleIDs() {
        let tables: Set<TableName> = [
            .customers, .owners, .products, .contracts, .opportunities, .leads,
        ]
        guard tables.contains(schema.table), !draft.gives("valid_from"),
            let name = draft.columns.first(where: { $0.field == "id" })?.column,
            let column = sample.columns.first(where: { $0.name == name && $0.isAddressable })
        else { return }
        let isUnique: ([Bool]) -> Bool = { kept in
            var seen: Set<String> = []
            return zip(column.cells, kept).allSatisfy { !$1 || seen.insert($0).inserted }
        }
        if isUnique(kept) { return }
        if let active = sample.column(anyOf: "_fivetran_active|isactive|active|iscurrent"),
            let formula = formulaName(active.name),
            let word = active.distinct(limit: 5)?.first(where: { isTrue($0) == true }),
            isUnique(zip(kept, active.cells).map { $0 && $1 == word })
        {
            leave("\(formula) = \"\(word)\"", active) { $0 == word }
            return
        }
        draft.compute("id", "row_number")
        draft.doubt(
            "\(shown(column)) has ids more than once, and the table takes one row for each: ids "
                + "are the numbers of the rows")
    }
}
