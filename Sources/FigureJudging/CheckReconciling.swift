import Diagnostics
import KPIComputing
import Measuring
import ReportModel

extension CheckJudge {
    /// Compares the sums of each period and part with their control, within the control's time.
    func reconcile(
        _ reconciliation: Reconciliation, _ sums: MonthSums, _ check: DataCheck, _ index: Int
    ) -> CheckVerdict {
        guard let paths = sums.paths else {
            let cut = reconciliation.cut.joined(separator: ", ")
            return failed(check, "its rows can't be cut by \(cut)")
        }
        guard let lines = controls.lines[index] else {
            return CheckVerdict(check, .notJudged, .periods, checked: 0)
        }
        guard let first = lines.map(\.period.first).min(), let last = lines.map(\.period.last).max()
        else { return failed(check, "the control has no rows") }
        if let fault = mixture(sums, reconciliation, first...last) { return failed(check, fault) }
        let ledger = ledger(sums, paths)
        var comparisons = controlled(lines, ledger)
        comparisons += uncontrolled(lines, ledger, reconciliation.grain, first...last)
        comparisons.sort { $0.key < $1.key }
        let wrong = comparisons.filter { comparison in
            !reconciliation.tolerance.allows(comparison.sum, against: comparison.control ?? .zero)
        }
        return CheckVerdict(
            check, wrong.isEmpty ? .passed : .failed, .periods, checked: comparisons.count,
            failing: wrong.count,
            failures: wrong.prefix(FailingRows.shown).map { CheckVerdict.Failure($0.text) })
    }

    /// Why the sums of the control's time mean nothing: amounts in another currency than that of the
    /// report are not converted, and those of several can't be added.
    private func mixture(
        _ sums: MonthSums, _ reconciliation: Reconciliation, _ span: ClosedRange<Month>
    ) -> String? {
        let found = sums.currencies.filter { span.contains($0.key) }.values
            .reduce(into: Set<String>()) { names, more in
                names.formUnion(more.map { currencyName($0, settings) })
            }
        let own = currencyName("", settings)
        if found.subtracting([own]).isEmpty { return nil }
        let names = found.sorted().map(shown)
        let list =
            [names.dropLast().joined(separator: ", "), names.last ?? ""]
            .filter { !$0.isEmpty }.joined(separator: " and ")
        let cut = [reconciliation.grain.word] + reconciliation.cut + ["currency"]
        return "rows are in \(list)\(found.count == 1 ? ", not in \(own)" : ""): cut by currency, "
            + "as in by: [\(cut.joined(separator: ", "))], or compare formulas with assert"
    }

    /// Sums by the parts' values, which may be attributes of what the rows name.
    private func ledger(
        _ sums: MonthSums, _ paths: [DimensionPath]
    ) -> [[String]: [Month: ExactDecimal]] {
        var ledger: [[String]: [Month: ExactDecimal]] = [:]
        for (key, sum) in sums.sums {
            let values = zip(paths, key.values).map { path, value in
                switch path {
                case .row("currency"): currencyName(value, settings)
                default: computation.entities.value(path, value)
                }
            }
            ledger[values, default: [:]][key.month, default: .zero] += sum
        }
        return ledger
    }

    /// A comparison for each period and part that the control has; several lines of one add up.
    private func controlled(
        _ lines: [ControlReading.Line], _ ledger: [[String]: [Month: ExactDecimal]]
    ) -> [SumComparison] {
        var found: [SumComparison.Key: SumComparison] = [:]
        for line in lines {
            let key = SumComparison.Key(period: line.period, values: line.values)
            var comparison = found[key]
            if comparison == nil {
                let months = ledger[line.values]
                var sum: ExactDecimal?
                for offset in 0..<line.period.months {
                    guard let more = months?[line.period.first.adding(offset)] else { continue }
                    sum = (sum ?? .zero) + more
                }
                comparison = SumComparison(
                    key: key, sum: sum ?? .zero, hasRows: sum != nil, place: line.location)
            }
            let before = comparison?.control ?? .zero
            comparison?.control = before + line.sum
            found[key] = comparison
        }
        return Array(found.values)
    }

    /// What the table has in the control's time, and the control lacks.
    private func uncontrolled(
        _ lines: [ControlReading.Line], _ ledger: [[String]: [Month: ExactDecimal]],
        _ grain: Period.Grain, _ span: ClosedRange<Month>
    ) -> [SumComparison] {
        var covered: [[String]: Set<Month>] = [:]
        for line in lines {
            for offset in 0..<line.period.months {
                covered[line.values, default: []].insert(line.period.first.adding(offset))
            }
        }
        var found: [SumComparison.Key: SumComparison] = [:]
        for (values, months) in ledger {
            let known = covered[values] ?? []
            for (month, sum) in months where span.contains(month) && !known.contains(month) {
                let period = settings.calendar.period(grain, containing: month)
                let key = SumComparison.Key(period: period, values: values)
                let before = found[key]?.sum ?? .zero
                found[key] = SumComparison(
                    key: key, sum: before + sum, hasRows: true, place: nil)
            }
        }
        return Array(found.values)
    }
}

/// A row's currency in capitals; that of the company where the row names none.
func currencyName(_ text: String, _ settings: Settings) -> String {
    (text.isEmpty ? settings.currency : text).uppercased()
}

/// A sum of the table, and what the control says it should be.
private struct SumComparison {
    struct Key: Hashable, Comparable {
        var period: Period
        var values: [String]

        static func < (left: Key, right: Key) -> Bool {
            left.period != right.period
                ? left.period < right.period
                : left.values.lexicographicallyPrecedes(right.values)
        }
    }

    var key: Key
    var sum: ExactDecimal
    /// Whether the table has rows of the period and part.
    var hasRows: Bool
    var place: SourceLocation?
    /// Nil where the control has no line of the period and part.
    var control: ExactDecimal?

    var text: String {
        let part = key.values.map { $0.isEmpty ? "(none)" : shown($0) }
        let what = ([key.period.name] + part).joined(separator: ", ")
        guard let control else { return "\(what): \(sum.canonical), and no control" }
        let at = place.map { " (\($0.path):\($0.line))" } ?? ""
        let own = hasRows ? sum.canonical : "no rows"
        return "\(what): \(own) against \(control.canonical)\(at), off by "
            + (sum - control).canonical
    }
}
