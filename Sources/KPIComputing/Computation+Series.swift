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
            let cube = cube(of: measure, Scope.whole(period)),
            let matrix = cube.matrix(cube.rows(of: .whole))
        {
            let scale = metric.id == "arr" ? ExactDecimal(12) : .one
            let end = min(period.last, matrix.last)
            let start = start(of: last, from: matrix.first, through: end)
            return CohortGrid(
                metric: metric.id, unit: metric.unit,
                rows: matrix.startCohorts(from: start, through: end).map {
                    row($0, through: end, counts: counts, scale: scale)
                })
        }
        guard availability.recurringTable == nil,
            let measure = catalogue.measures["buying_customers"],
            let cube = cube(of: measure, Scope.whole(period))?.cube,
            let coverage = cube.coverage, counts
        else { return nil }
        let complete = settings.calendar.lastCompleteMonth(settings.asOf)
        let end = min(period.last, complete)
        let rows = cube.rows(of: [])
        if end < coverage.lowerBound || rows.isEmpty { return nil }
        let months = (coverage.lowerBound.index...end.index).map { Month(index: $0) }
        let bought = months.map { cube.touched(rows, in: cube.span($0...$0)) }
        let start = start(of: last, from: coverage.lowerBound, through: end)
        var counter = CohortCounter<Int128>(months, from: start)
        for row in rows.indices {
            counter.add { CustomerState(amount: bought[$0][row] ? 1 : 0) }
        }
        return CohortGrid(
            metric: metric.id, unit: metric.unit,
            rows: counter.cohorts { ExactDecimal($0) }.map {
                self.row($0, through: end, counts: true, scale: .one)
            })
    }

    /// The first of so many months up to the end; of all where there is no number.
    private func start(of last: Int?, from first: Month, through end: Month) -> Month {
        last.map { max(first, end.adding(1 - min($0, Self.mostCohorts))) } ?? first
    }

    /// More than there are months in our calendar.
    private static var mostCohorts: Int { 200_000 }

    private func row(
        _ cohort: StartCohort, through end: Month, counts: Bool, scale: ExactDecimal
    ) -> CohortGrid.Row {
        let values = (0...Int(end.index - cohort.start.index)).map { step in
            counts
                ? ExactDecimal(cohort.customers[step] ?? 0)
                : (cohort.amounts[step] ?? .zero) * scale
        }
        let shares = values.map {
            $0.divided(by: values[0]).map(FigureValue.known)
                ?? .undefined(.divisionByZero("the cohort starts at 0"))
        }
        return CohortGrid.Row(
            cohort: cohort.start, size: cohort.size, values: values.map(FigureValue.known),
            shares: shares)
    }

    /// A balance from the start of a run of months to its end, by its movements.
    package func movementBridge(
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
        let steps = (Movements.steps(of: metric.id) ?? []).compactMap { step -> Bridge.Step? in
            guard let movement = catalogue.metrics[step.metric] else { return nil }
            let scale = step.isAnnual ? ExactDecimal(12) : .one
            let value = figure(movement, period: period, filter: filter).value
            return Bridge.Step(
                key: step.metric, name: "",
                change: value.map { (step.isLoss ? -$0 : $0) * scale })
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
            let key = row.kind == .other ? "other" : row.key
            return Bridge.Step(key: key, name: row.name, change: change)
        }
        // Parts that were chosen leave others; those of all that don't add up are left as they are.
        let isChosen = query.values != nil || (query.top != nil && !query.hasOther)
        return bridge(
            metric.id, opening, isChosen ? Self.closed(steps, opening, closing) : steps, closing)
    }

    /// The steps, and what those that are not shown make, so that the bridge closes.
    private static func closed(
        _ steps: [Bridge.Step], _ opening: Figure, _ closing: Figure
    ) -> [Bridge.Step] {
        guard let from = opening.value.number, let to = closing.value.number else { return steps }
        let known = steps.compactMap(\.change.number)
        let rest = to - from - known.reduce(.zero, +)
        if known.count < steps.count || rest.isZero { return steps }
        return steps + [Bridge.Step(key: "other", name: "", change: .known(rest))]
    }

    func bridge(
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
