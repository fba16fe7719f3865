import Measuring
package import ReportModel

extension Computation {
    /// Cohorts of customers by the month of their first revenue: MRR where there is any, else a line
    /// above zero. Cells after the data was taken are undefined, not zero.
    ///
    /// - Parameters:
    ///   - metric: `mrr` and `arr` follow the amount, `customers` the number.
    ///   - last: how many cohorts, up to the end of the period; nil for all.
    package func cohorts(_ metric: MetricDefinition, through period: Period, last: Int? = nil)
        -> CohortGrid?
    {
        let counts = metric.unit == .count
        if availability.recurringTable != nil,
            let measure = catalogue.measures["recurring_balance"],
            let cube = cubes[request(for: measure, Scope.whole(period))],
            let matrix = cube.matrices[[]]
        {
            let scale = metric.id == "arr" ? ExactDecimal(12) : .one
            return cohorts(
                metric, matrix.rows.map { $0.map { $0 * scale } }, from: matrix.first,
                through: min(period.last, matrix.last), last, counts: counts)
        }
        guard let measure = catalogue.measures["buying_customers"],
            let cube = cubes[request(for: measure, Scope.whole(period))],
            let cells = cube.cells[[]], let coverage = cube.coverage, counts
        else { return nil }
        let asOf = settings.asOf
        let complete = asOf == asOf.month.lastDay ? asOf.month : asOf.month.adding(-1)
        let end = min(period.last, complete)
        if end < coverage.lowerBound { return nil }
        let count = Int(end.index - coverage.lowerBound.index) + 1
        var rows: [Int32: [ExactDecimal]] = [:]
        for step in 0..<count {
            guard case .distinct(let codes)? = cells[coverage.lowerBound.adding(step)] else {
                continue
            }
            for code in codes {
                rows[code, default: [ExactDecimal](repeating: .zero, count: count)][step] = .one
            }
        }
        let ordered = rows.keys.sorted().compactMap { rows[$0] }
        return cohorts(
            metric, ordered, from: coverage.lowerBound, through: end, last, counts: true)
    }

    private func cohorts(
        _ metric: MetricDefinition, _ rows: [[ExactDecimal]], from first: Month,
        through end: Month, _ last: Int?, counts: Bool
    ) -> CohortGrid {
        let months = max(Int(end.index - first.index) + 1, 0)
        var sizes = [Int](repeating: 0, count: months)
        var sums = [[ExactDecimal]](
            repeating: [ExactDecimal](repeating: .zero, count: months), count: months)
        for row in rows {
            guard let start = row.firstIndex(where: { !$0.isZero }), start < months else {
                continue
            }
            sizes[start] += 1
            for index in start..<months where !row[index].isZero {
                sums[start][index - start] += counts ? .one : row[index]
            }
        }
        let from = max(0, last.map { months - $0 } ?? 0)
        let grid = (from..<max(from, months)).filter { sizes[$0] > 0 }.map { start in
            let values = (0..<months - start).map { FigureValue.known(sums[start][$0]) }
            let base = sums[start][0]
            let shares = (0..<months - start).map { step in
                sums[start][step].divided(by: base).map(FigureValue.known)
                    ?? .undefined(.divisionByZero("the cohort starts at 0"))
            }
            return CohortGrid.Row(
                cohort: first.adding(start), size: sizes[start], values: values, shares: shares)
        }
        return CohortGrid(metric: metric.id, unit: metric.unit, rows: grid)
    }

    /// MRR or ARR from the start of a run of months to its end, by movements.
    package func recurringBridge(
        _ metric: MetricDefinition, over period: Period, filter: Expression?
    )
        -> Bridge
    {
        let before = settings.calendar.run(first: period.first.adding(-1), months: 1)
        var opening = figure(metric, period: before, filter: filter)
        let closing = figure(metric, period: period, filter: filter)
        if case .undefined(.noRows) = opening.value, closing.value.number != nil {
            opening.value = .known(.zero)
        }
        let scale = metric.id == "arr" ? ExactDecimal(12) : .one
        let steps = [
            ("new_mrr", false), ("reactivation_mrr", false), ("expansion_mrr", false),
            ("contraction_mrr", true), ("churned_mrr", true),
        ].compactMap { id, isLoss -> Bridge.Step? in
            guard let movement = catalogue.metrics[id] else { return nil }
            let value = figure(movement, period: period, filter: filter).value
            return Bridge.Step(
                key: id, name: "", change: value.map { (isLoss ? -$0 : $0) * scale })
        }
        return bridge(metric.id, opening, steps, closing)
    }

    /// From a figure's comparison to its actual by the values of a dimension.
    package func dimensionBridge(
        _ metric: MetricDefinition, _ query: GridQuery, dimension: String,
        against scenario: Scenario
    ) -> Bridge {
        var query = query
        query.comparisons = [scenario]
        let grid = grid(query)
        let opening = figure(metric, period: query.period, filter: query.filter, scenario: scenario)
        let closing = figure(metric, period: query.period, filter: query.filter)
        let steps = grid.rows.map { row in
            let actual = row.cells[0].actual.value
            let base = row.cells[0].comparisons[0].value
            let change: FigureValue =
                switch (actual, base) {
                case (.known(let a), .known(let b)): .known(a - b)
                case (.known, _): base
                default: actual
                }
            return Bridge.Step(key: row.key, name: row.name, change: change)
        }
        return bridge(metric.id, opening, steps, closing)
    }

    private func bridge(
        _ metric: String, _ opening: Figure, _ steps: [Bridge.Step], _ closing: Figure
    ) -> Bridge {
        var sum = opening.value.number
        for step in steps { sum = sum.flatMap { a in step.change.number.map { a + $0 } } }
        let isClosed = sum != nil && sum == closing.value.number
        return Bridge(
            metric: metric, opening: opening, steps: steps, closing: closing, isClosed: isClosed)
    }
}

extension Scope {
    static func whole(_ period: Period) -> Scope {
        Scope(period: period, selection: .whole, filter: nil)
    }
}
