import Measuring
package import ReportModel

extension Computation {
    /// The figures of a binding.
    ///
    /// Rows of a dimension are sorted by the sort metric, largest first, undefined last, ties by id;
    /// "other" and the total are recomputed from their rows' data, never added up from figures.
    package func grid(_ query: GridQuery) -> FigureGrid {
        let metrics = query.metrics.compactMap { catalogue.metrics[$0] }
        switch query.axis {
        case .none:
            let row = row(
                metrics, query, .value, key: "", name: "", period: query.period, .whole, cut: .whole
            )
            return FigureGrid(query: query, rows: [row])
        case .time(let grain):
            let periods =
                query.last.map { settings.calendar.last($0, grain, endingWith: query.period) }
                ?? settings.calendar.periods(grain, in: query.period)
            let rows = periods.map {
                row(
                    metrics, query, .period, key: $0.name, name: $0.name, period: $0, .whole,
                    cut: .whole)
            }
            return FigureGrid(query: query, rows: rows)
        case .dimension(let dimension):
            return dimensionGrid(metrics, dimension, query)
        }
    }

    private func dimensionGrid(
        _ metrics: [MetricDefinition], _ dimension: String, _ query: GridQuery
    ) -> FigureGrid {
        let all = values(of: dimension, for: query)
        var ordered = query.values ?? all
        if query.values == nil || query.sort != nil {
            let sorting = query.sort.flatMap { catalogue.metrics[$0] } ?? metrics.first
            ordered = sorted(ordered, by: sorting, dimension, query)
        }
        var rest: [String] = []
        if let top = query.top, ordered.count > top {
            rest = Array(ordered.dropFirst(top))
            ordered = Array(ordered.prefix(top))
        }
        var rows = ordered.map { value in
            let cut = Cut([Cut.Part(dimension, value)])
            return row(
                metrics, query, .value, key: value, name: name(of: value, in: dimension),
                period: query.period, Selection(cut), cut: cut)
        }
        if !rest.isEmpty, query.hasOther {
            let selection = Selection(dimensions: [dimension], keys: rest.map { [$0] })
            var other = row(
                metrics, query, .other, key: "", name: "", period: query.period, selection,
                cut: .whole)
            other.valueCount = rest.count
            rows.append(other)
        }
        let total =
            query.values == nil
            ? row(
                metrics, query, .total, key: "", name: "", period: query.period, .whole,
                cut: .whole) : nil
        return FigureGrid(query: query, rows: rows, total: total)
    }

    private func row(
        _ metrics: [MetricDefinition], _ query: GridQuery, _ kind: FigureGrid.RowKind,
        key: String, name: String, period: Period, _ selection: Selection, cut: Cut
    ) -> FigureGrid.Row {
        let scope = Scope(period: period, selection: selection, filter: query.filter)
        let cells = metrics.map { metric in
            FigureGrid.Cell(
                metric: metric.id, actual: figure(metric, scope, .actual, cut: cut),
                comparisons: query.comparisons.map { figure(metric, scope, $0, cut: cut) })
        }
        return FigureGrid.Row(kind: kind, key: key, name: name, period: period, cells: cells)
    }

    /// The values of a dimension that have a figure in the period or in what it is compared with.
    package func values(of dimension: String, for query: GridQuery) -> [String] {
        let planner = Planner(catalogue: catalogue, availability: availability)
        var found: Set<String> = []
        var periods = [query.period]
        if query.comparisons.contains(.previousYear) {
            periods.append(settings.calendar.shifted(query.period, months: -12))
        }
        if query.comparisons.contains(.previousPeriod) {
            periods.append(settings.calendar.moved(query.period, by: -1))
        }
        for metric in query.metrics {
            let requests = planner.requests(
                for: Expression(.name(metric)), dimensions: [dimension], filter: query.filter)
            for request in requests {
                guard let cube = cubes[request] else { continue }
                for key in cube.keys where isInForce(cube, key, periods, request.measure) {
                    found.formUnion(key.prefix(1))
                }
            }
        }
        return found.sorted()
    }

    /// Every value of a dimension that a metric has rows for at any time.
    package func knownValues(of dimension: String, metric: String, filter: Expression?) -> [String]
    {
        let planner = Planner(catalogue: catalogue, availability: availability)
        var found: Set<String> = []
        for request in planner.requests(
            for: Expression(.name(metric)), dimensions: [dimension], filter: filter)
        {
            for key in cubes[request]?.keys ?? [] { found.formUnion(key.prefix(1)) }
        }
        return found.sorted()
    }

    private func isInForce(
        _ cube: PreparedCube, _ key: [String], _ periods: [Period], _ measure: Measure
    ) -> Bool {
        if measure.aggregate == .recurring {
            // A movement begins at the month end before.
            let months = periods.flatMap { period in
                (-1..<period.months).map { period.first.adding($0) }
            }
            return (cube.customers[key] ?? []).contains { customer in
                months.contains { !(customer.months[$0]?.isZero ?? true) }
            }
        }
        if measure.isOpenBalance || measure.isDueNextQuarter { return true }
        if let customers = cube.customers[key] {
            return customers.contains { customer in
                customer.months.keys.contains { month in periods.contains { $0.contains(month) } }
            }
        }
        return (cube.cells[key] ?? [:]).keys.contains { month in
            periods.contains { $0.contains(month) }
        }
    }

    private func sorted(
        _ values: [String], by metric: MetricDefinition?, _ dimension: String, _ query: GridQuery
    ) -> [String] {
        guard let metric else { return values }
        let keyed = values.map { value in
            let cut = Cut([Cut.Part(dimension, value)])
            let figure = figure(
                metric, period: query.period, cut: cut, filter: query.filter)
            return (value: value, number: figure.value.number)
        }
        return keyed.sorted { left, right in
            switch (left.number, right.number) {
            case (let a?, let b?): a != b ? a > b : left.value < right.value
            case (.some, nil): true
            case (nil, .some): false
            case (nil, nil): left.value < right.value
            }
        }.map(\.value)
    }
}
