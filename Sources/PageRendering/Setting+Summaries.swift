import FigureWording
import KPIComputing
import ReportModel

extension Setting {
    /// A measure over time in words: direction, range, and the last value against plan.
    func summary(
        _ metric: MetricDefinition, overTime rows: [FigureGrid.Row], cell: Int = 0
    ) -> String {
        let known = rows.compactMap { row in
            row.cells[cell].actual.value.number.map { (period: row.period, value: $0) }
        }
        guard let first = known.first, let last = known.last,
            let least = known.min(by: { $0.value < $1.value }),
            let most = known.max(by: { $0.value < $1.value })
        else { return words[.noValues] }
        func text(_ value: ExactDecimal) -> String { writer.text(value, unit: metric.unit) }
        func text(_ period: Period) -> String { language.text(period, .short) }
        let key: Words.Key =
            first.value == last.value ? .unchanged : first.value < last.value ? .rose : .fell
        var sentences = [
            words[
                key,
                [
                    "metric": label(metric), "from": text(first.value), "to": text(last.value),
                    "start": text(first.period), "end": text(last.period),
                ]],
            words[
                .range,
                [
                    "min": text(least.value), "min_at": text(least.period),
                    "max": text(most.value), "max_at": text(most.period),
                ]],
        ]
        if let row = rows.last {
            for base in row.cells[cell].comparisons {
                let difference = Difference(row.cells[cell].actual, to: base, metric, self)
                guard difference.reason == nil, let value = base.value.number else { continue }
                sentences.append(
                    words[
                        .lastAgainst,
                        [
                            "period": text(row.period), "scenario": word(base.scenario),
                            "base": text(value), "difference": difference.text,
                        ]])
            }
        }
        return sentences.joined(separator: " ")
    }

    /// Parts in words: how many, the largest and the smallest.
    func summary(
        _ metric: MetricDefinition, ofParts grid: FigureGrid
    ) -> String {
        let known = grid.rows.filter { $0.kind == .value }.compactMap { row in
            row.cells[0].actual.value.number.map {
                (name: name(of: row, grid.query.axis), value: $0)
            }
        }
        guard let most = known.max(by: { $0.value < $1.value }),
            let least = known.min(by: { $0.value < $1.value })
        else { return words[.noValues] }
        return words[
            .partsSummary,
            [
                "n": String(known.count), "max": writer.text(most.value, unit: metric.unit),
                "max_at": most.name, "min": writer.text(least.value, unit: metric.unit),
                "min_at": least.name,
            ]]
    }

    /// A bridge in words: from, to, and each step.
    func summary(
        _ bridge: Bridge, _ metric: MetricDefinition, _ steps: [(name: String, value: FigureValue)]
    ) -> String {
        guard let from = bridge.opening.value.number, let to = bridge.closing.value.number else {
            return words[.noValues]
        }
        let changes = steps.map { name, change in
            let text =
                change.number.map {
                    writer.difference($0, .absolute, unit: metric.unit)
                } ?? language.undefined
            return "\(name) \(text)"
        }
        return words[
            .bridgeSummary,
            [
                "metric": label(metric), "from": writer.text(from, unit: metric.unit),
                "to": writer.text(to, unit: metric.unit),
                "start": language.text(bridge.opening.period, .short),
                "end": language.text(bridge.closing.period, .short),
                "steps": changes.joined(separator: "; "),
            ]]
    }
}
