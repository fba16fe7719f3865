package import Diagnostics
package import KPIComputing
package import Measuring
package import ReportModel

/// Unknown names in the formulas of checks, each at its place.
package func validate(_ checks: [DataCheck], _ catalogue: Catalogue) -> [Diagnostic] {
    checks.flatMap { check -> [Diagnostic] in
        guard case .comparison(let comparison) = check.rule else { return [] }
        return formulaDiagnostics(comparison.formula, catalogue)
    }
}

/// What the cubes must hold so that the checks' formulas can be evaluated.
package func requests(of checks: [DataCheck], _ planner: Planner) -> [CubeRequest] {
    checks.flatMap { check -> [CubeRequest] in
        guard case .comparison(let comparison) = check.rule else { return [] }
        return planner.requests(for: comparison.formula, dimensions: [], filter: nil)
    }
}

/// Judges every check of the settings, in their order.
///
/// - Parameters:
///   - passes: What was gathered of each table that has rows to check.
///   - receipts: Of the tables that were read.
///   - broken: Tables in which something is wrong: what counts or sums up their rows is not judged.
package func judgeChecks(
    _ computation: Computation, passes: [TableName: RowCheckPass], controls: ControlReading,
    receipts: [TableReceipt], broken: Set<TableName>
) -> [CheckVerdict] {
    let judge = CheckJudge(
        computation: computation, passes: passes, controls: controls,
        fields: Dictionary(
            receipts.map { ($0.table, $0.fields) }, uniquingKeysWith: { $0.union($1) }),
        broken: broken)
    return computation.settings.checks.enumerated().map { judge.verdict(of: $1, at: $0) }
}

struct CheckJudge {
    let computation: Computation
    let passes: [TableName: RowCheckPass]
    let controls: ControlReading
    let fields: [TableName: Set<String>]
    let broken: Set<TableName>

    var settings: Settings { computation.settings }

    func verdict(of check: DataCheck, at index: Int) -> CheckVerdict {
        if case .comparison(let comparison) = check.rule { return compare(comparison, check) }
        guard let table = check.table, let pass = passes[table] else {
            return CheckVerdict(check, .notJudged, .table, checked: 0)
        }
        let isBroken = broken.contains(table)
        let missing = pass.rows == 0 ? [] : missingFields(check, table, pass)
        if !missing.isEmpty, isBroken {
            return CheckVerdict(check, .notJudged, .table, checked: 0)
        }
        if !missing.isEmpty {
            let names = missing.map { "'\($0)'" }.joined(separator: " and ")
            return failed(check, "the files of '\(table.rawValue)' have no column for \(names)")
        }
        var verdict: CheckVerdict
        switch check.rule {
        case .unique:
            guard var keys = pass.uniques.first(where: { $0.check == index }) else { break }
            return rows(check, keys.repeated(pass.files), of: keys.keyed)
        case .notNull, .acceptedValues, .range:
            guard let rule = pass.cells.first(where: { $0.check == index }) else { break }
            return rows(check, rule.failing, of: pass.rows)
        case .references(let references):
            verdict = refer(references, check, index, pass)
            if references.contains(where: { broken.contains($0.table) }) {
                verdict.outcome = .notJudged
            }
            return verdict
        case _ where isBroken:
            break
        case .freshWithin(let age, let field):
            guard let newest = pass.newest.first(where: { $0.check == index }) else { break }
            return freshness(check, age, field, newest)
        case .rowCount(let least, let most):
            let isRight = pass.rows >= least ?? 0 && pass.rows <= most ?? .max
            return isRight
                ? CheckVerdict(check, .passed, .table, checked: pass.rows)
                : failed(check, "there are \(pass.rows) rows", checked: pass.rows)
        case .reconcile(let reconciliation):
            guard let sums = pass.sums.first(where: { $0.check == index }) else { break }
            return reconcile(reconciliation, sums, check, index)
        case .comparison:
            break
        }
        return CheckVerdict(check, .notJudged, .table, checked: 0)
    }

    /// Fields that the check needs and no file of its table has.
    private func missingFields(
        _ check: DataCheck, _ table: TableName, _ pass: RowCheckPass
    ) -> [String] {
        let there = fields[table] ?? []
        let named: [String] =
            switch check.rule {
            case .unique(let fields), .notNull(let fields): fields
            case .acceptedValues(let values): values.map(\.field)
            case .range(let ranges): ranges.map(\.field)
            case .references(let references): references.map(\.field)
            case .freshWithin(_, let field): [field]
            case .reconcile(let reconciliation): [reconciliation.field, reconciliation.date]
            case .rowCount, .comparison: []
            }
        return named.filter { !there.contains($0) }
    }

    func failed(_ check: DataCheck, _ text: String, checked: Int = 0) -> CheckVerdict {
        CheckVerdict(
            check, .failed, .table, checked: checked, failing: 1,
            failures: [CheckVerdict.Failure(text)])
    }

    private func rows(
        _ check: DataCheck, _ failing: FailingRows, of checked: Int
    ) -> CheckVerdict {
        CheckVerdict(
            check, failing.count == 0 ? .passed : .failed, .rows, checked: checked,
            failing: failing.count,
            failures: failing.first.map { CheckVerdict.Failure($0.text, at: $0.location) },
            isQuery: isQuery(check.table))
    }

    /// Rows of a query or a command have no line in a file that one could open.
    private func isQuery(_ table: TableName?) -> Bool {
        switch table.flatMap({ settings.tables[$0] })?.origin.value {
        case .sqlite?, .command?: true
        case .file?, nil: false
        }
    }

    private func refer(
        _ references: [DataCheck.Reference], _ check: DataCheck, _ index: Int, _ pass: RowCheckPass
    ) -> CheckVerdict {
        var failing = FailingRows()
        var checked = 0
        for reference in references {
            let offered = passes[reference.table]?.offered.first { $0.field == reference.target }
            guard
                let used = pass.used.first(where: {
                    $0.check == index && $0.reference.field == reference.field
                })
            else { continue }
            checked = max(checked, used.used)
            failing.merge(used.missing(from: offered?.values ?? [], pass.files))
        }
        return rows(check, failing, of: checked)
    }

    private func freshness(
        _ check: DataCheck, _ age: DataCheck.Age, _ field: String, _ newest: NewestDay
    ) -> CheckVerdict {
        let asOf = settings.asOf
        guard let day = newest.day else {
            return failed(check, "no row has a '\(field)' up to \(asOf)", checked: newest.dated)
        }
        if day >= age.before(asOf) {
            return CheckVerdict(check, .passed, .table, checked: newest.dated)
        }
        let days = asOf.days(since: day)
        return failed(
            check, "the newest '\(field)' is \(day), \(days) days before \(asOf)",
            checked: newest.dated)
    }

    /// Each period in which the comparison is false or can't be made is a failure.
    private func compare(_ comparison: FormulaComparison, _ check: DataCheck) -> CheckVerdict {
        let failures = comparison.periods.compactMap { period in
            fault(comparison, in: period).map {
                CheckVerdict.Failure("\(period.name): \($0)")
            }
        }
        return CheckVerdict(
            check, failures.isEmpty ? .passed : .failed, .periods,
            checked: comparison.periods.count, failing: failures.count,
            failures: Array(failures.prefix(FailingRows.shown)))
    }

    private func fault(_ comparison: FormulaComparison, in period: Period) -> String? {
        guard case .binary(let symbol, let left, let right) = comparison.formula.kind,
            symbol != .and, symbol != .or
        else {
            switch computation.judge(comparison.formula, period: period) {
            case .success(true): return nil
            case .success(false): return "it is false"
            case .failure(let undefined): return "it can't be judged: \(undefined.reason.text)"
            }
        }
        let values = [left, right].map { computation.evaluate($0, period: period) }
        if let reason = values.compactMap(\.reason).first {
            return "it can't be judged: \(reason.text)"
        }
        guard let a = values[0].number, let b = values[1].number else { return "it has no value" }
        let width = comparison.tolerance.width(at: b)
        let holds =
            switch symbol {
            case .equal: (a - b).magnitude <= width
            case .notEqual: (a - b).magnitude > width
            case .less: a < b + width
            case .lessOrEqual: a <= b + width
            case .greater: a > b - width
            default: a >= b - width
            }
        return holds ? nil : "\(a.canonical) against \(b.canonical)"
    }
}
