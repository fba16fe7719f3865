import Measuring
package import ReportModel

extension Computation {
    /// The figures of a binding.
    ///
    /// Rows of a dimension are sorted by the sort metric, largest first, undefined last, ties by id;
    /// "other" and the total are recomputed from their rows' data, never added up from figures.
    package func grid(_ query: GridQuery) -> FigureGrid {
        let metrics = query.metrics.compactMap { catalogue.metrics[$0] }
        let notions = metrics.map(notion(of:))
        switch query.axis {
        case .none:
            let row = row(
                notions, query, .value, key: "", name: "", period: query.period, .whole, cut: .whole
            )
            return FigureGrid(query: query, rows: [row])
        case .time(let grain):
            let periods =
                query.last.map { settings.calendar.last($0, grain, endingWith: query.period) }
                ?? settings.calendar.periods(grain, in: query.period)
            let rows = periods.map {
                row(
                    notions, query, .period, key: $0.name, name: $0.name, period: $0, .whole,
                    cut: .whole)
            }
            return FigureGrid(query: query, rows: rows)
        case .dimension(let dimension):
            return dimensionGrid(notions, dimension, query)
        }
    }

    private func dimensionGrid(
        _ metrics: [MetricNotion], _ dimension: String, _ query: GridQuery
    ) -> FigureGrid {
        let all = values(of: dimension, for: query)
        var ordered = query.values ?? all
        let given = ordered
        let top = query.top.flatMap { $0 < given.count ? $0 : nil }
        if query.values == nil || query.sort != nil {
            let sorting = query.sort.flatMap { catalogue.metrics[$0] } ?? metrics.first?.metric
            ordered = sorted(given, first: top, by: sorting, dimension, query)
        } else if let top {
            ordered = Array(given.prefix(top))
        }
        var rest: [String] = []
        if top != nil, query.hasOther {
            let shown = Set(ordered)
            rest = given.filter { !shown.contains($0) }
        }
        var rows = ordered.map { value in
            let cut = Cut([Cut.Part(dimension, value)])
            return row(
                metrics, query, .value, key: value, name: name(of: value, in: dimension),
                period: query.period, Selection(cut), cut: cut)
        }
        if !rest.isEmpty {
            // In the order of the cube, where each is found next to the one before.
            let selection = Selection(dimensions: [dimension], keys: rest.sorted().map { [$0] })
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
        _ metrics: [MetricNotion], _ query: GridQuery, _ kind: FigureGrid.RowKind,
        key: String, name: String, period: Period, _ selection: Selection, cut: Cut
    ) -> FigureGrid.Row {
        let scope = Scope(
            period: period, selection: selection == .whole ? ownSelection : selection.within(part),
            filter: query.filter)
        let cells = metrics.map { notion in
            FigureGrid.Cell(
                metric: notion.metric.id, actual: figure(notion, scope, .actual, cut: cut),
                comparisons: query.comparisons.map { figure(notion, scope, $0, cut: cut) })
        }
        return FigureGrid.Row(kind: kind, key: key, name: name, period: period, cells: cells)
    }

    /// The values of a dimension that have a figure in the period or in what it is compared with.
    package func values(of dimension: String, for query: GridQuery) -> [String] {
        var found: [[String]] = []
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
                guard let cube = cubes[CubeAddress(request)] else { continue }
                found.append(values(of: dimension, in: cube, periods))
            }
            found.append(runningValues(of: dimension, metric, query, but: Set(found.joined())))
            found += plannedValues(of: dimension, metric, query).filter { !$0.isEmpty }
        }
        return Self.union(found)
    }

    /// The values that have a figure other than zero though nothing happened to them in the period: of
    /// metrics that add up all that happened before.
    private func runningValues(
        of dimension: String, _ metric: String, _ query: GridQuery, but known: Set<String>
    ) -> [String] {
        guard let definition = catalogue.metrics[metric],
            let formula = availability.variant(of: definition)?.formula, formula.hasToDate
        else { return [] }
        return knownValues(of: dimension, metric: metric, filter: query.filter).filter { value in
            if known.contains(value) { return false }
            let scope = scope(
                query.period, Cut([Cut.Part(dimension, value)]), filter: query.filter)
            return self.value(of: definition, scope).number.map { !$0.isZero } ?? false
        }
    }

    /// The values that a plan or forecast of the period is compared for, be there rows or not: the one
    /// without any has missed its plan most.
    private func plannedValues(
        of dimension: String, _ metric: String, _ query: GridQuery
    ) -> [[String]] {
        guard let definition = catalogue.metrics[metric] else { return [] }
        return query.comparisons.compactMap { comparison in
            guard comparison == .plan || comparison == .forecast else { return nil }
            let scenario = comparison.rawValue
            return targets.values(of: dimension, metric, scenario: scenario).filter { value in
                let scope = scope(
                    query.period, Cut([Cut.Part(dimension, value)]), filter: query.filter)
                return target(definition, scope, scenario: scenario).number != nil
            }
        }
    }

    /// Every value of a dimension that anything was measured by.
    package func measuredValues(of dimension: String) -> Set<String> {
        cubes.values.reduce(into: []) { found, prepared in
            let cube = prepared.cube
            guard cube.request.dimensions == [dimension] else { return }
            for rows in cube.groups {
                if let value = cube.value(of: dimension, ofRow: rows.lowerBound) {
                    found.insert(value)
                }
            }
        }
    }

    /// Every value of a dimension that a metric has rows for at any time.
    package func knownValues(of dimension: String, metric: String, filter: Expression?) -> [String]
    {
        let requests = planner.requests(
            for: Expression(.name(metric)), dimensions: [dimension], filter: filter)
        return Self.union(
            requests.compactMap { cubes[CubeAddress($0)] }.map { cube in
                ordered(
                    cube.groups(of: part).compactMap {
                        cube.cube.value(of: dimension, ofRow: $0.lowerBound)
                    })
            })
    }

    /// In order and each once, as the groups of the whole are already.
    private func ordered(_ values: [String]) -> [String] {
        part == .whole ? values : Set(values).sorted()
    }

    /// What is in any of them, in order; each is in order itself.
    private static func union(_ lists: [[String]]) -> [String] {
        guard let first = lists.first else { return [] }
        let isOrdered = zip(first, first.dropFirst()).allSatisfy { $0 < $1 }
        if isOrdered, lists.dropFirst().allSatisfy({ $0 == first }) { return first }
        return Set(lists.joined()).sorted()
    }

    /// The values that have rows in the periods, in order.
    private func values(
        of dimension: String, in prepared: PreparedCube, _ periods: [Period]
    ) -> [String] {
        let cube = prepared.cube
        let measure = cube.request.measure
        let isRecurring = measure.aggregate == .recurring
        let isSnapshot = measure.timing == .openDeals || measure.timing == .dueDeals
        // A movement begins at the month end before.
        let spans = periods.map {
            cube.span((isRecurring ? $0.first.adding(-1) : $0.first)...$0.last)
        }
        let found = prepared.groups(of: part).compactMap { rows in
            let isInForce = spans.contains { span in
                (isRecurring ? cube.otherThanZero(rows, in: span) : cube.touched(rows, in: span))
                    .contains(true)
            }
            return isSnapshot || isInForce
                ? cube.value(of: dimension, ofRow: rows.lowerBound) : nil
        }
        return ordered(found)
    }

    /// - Parameter count: of how many values the order is wanted; nil: of all.
    private func sorted(
        _ values: [String], first count: Int?, by metric: MetricDefinition?, _ dimension: String,
        _ query: GridQuery
    ) -> [String] {
        guard let metric else { return count.map { Array(values.prefix($0)) } ?? values }
        let numbers = numbers(of: values, metric, dimension, query)
        let keyed = zip(values, numbers).map { (value: $0, number: $1) }
        return keyed.first(count ?? keyed.count) { left, right in
            switch (left.number, right.number) {
            case (let a?, let b?): a != b ? a > b : left.value < right.value
            case (.some, nil): true
            case (nil, .some): false
            case (nil, nil): left.value < right.value
            }
        }.map(\.value)
    }

    /// The metric's number for each value of a dimension; nil where it has none.
    private func numbers(
        of values: [String], _ metric: MetricDefinition, _ dimension: String, _ query: GridQuery
    ) -> [ExactDecimal?] {
        let whole = Scope(
            period: query.period,
            selection: Selection(dimensions: [dimension], keys: [[""]]).within(part),
            filter: query.filter)
        let place = whole.selection.dimensions.firstIndex(of: dimension) ?? 0
        if let (measure, scope) = soleMeasure(of: metric, whole),
            let cube = cube(of: measure, scope)
        {
            // One pass over the cube: what holds for the whole of it is asked once.
            if value(of: measure, scope).reason != nil { return values.map { _ in nil } }
            let span = cube.cube.span(scope.period.first...scope.period.last)
            var hint = 0
            var key = scope.selection.keys[0]
            return values.map { value in
                key[place] = value
                let rows = cube.cube.rows(of: key, hint: hint)
                hint = rows.upperBound
                let sum = rows.first.flatMap { cube.cube.sum(ofRow: $0, over: span) } ?? .zero
                return settled(.known(sum), metric).number
            }
        }
        return values.map { value in
            var scope = whole
            scope.selection.keys[0][place] = value
            return settled(self.value(of: metric, scope), metric).number
        }
    }

    /// The measure that a metric is nothing but, where it adds up over rows and months.
    private func soleMeasure(of metric: MetricDefinition, _ scope: Scope) -> (Measure, Scope)? {
        guard let variant = availability.variant(of: metric) else { return nil }
        return soleMeasure(variant.formula, scope)
    }

    private func soleMeasure(_ formula: Expression, _ scope: Scope) -> (Measure, Scope)? {
        switch formula.kind {
        case .name(let name):
            if let metric = catalogue.metrics[name] { return soleMeasure(of: metric, scope) }
            guard let measure = catalogue.measures[name],
                measure.aggregate == .sum || measure.aggregate == .count,
                case .dated = measure.timing
            else { return nil }
            return (measure, scope)
        case .call("where", let arguments) where arguments.count == 2:
            return soleMeasure(arguments[0], scope.with(filter: arguments[1]))
        default:
            return nil
        }
    }
}

extension Cube {
    /// The value of a dimension in a row; nil where the cube is not cut by it.
    func value(of dimension: String, ofRow row: Int) -> String? {
        request.dimensions.firstIndex(of: dimension).map { values(ofRow: row)[$0] }
    }
}

extension Expression {
    /// Whether it adds up what happened from the first row on.
    fileprivate var hasToDate: Bool {
        switch kind {
        case .number, .text, .name: false
        case .call("to_date", _): true
        case .call(_, let arguments): arguments.contains(where: \.hasToDate)
        case .negative(let inner), .not(let inner): inner.hasToDate
        case .binary(_, let left, let right): left.hasToDate || right.hasToDate
        }
    }
}
