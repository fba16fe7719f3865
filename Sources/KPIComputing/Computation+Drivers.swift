import Measuring
package import ReportModel

/// Forecasts by drivers: from the end of a month, the origin, what is open, due and in force then.
extension Computation {
    /// The functions of their formulas.
    ///
    /// - `drivers(m, f)`: the formula f as a forecast of the metric m; it is m that its errors are measured by.
    /// - `at_origin(f)`: f in the month of the origin.
    /// - `since_origin(f)`: f over the months after the origin, to the end of the period.
    /// - `so_far(f)`: f over the months of the period up to the origin.
    /// - `each_month(f)`: the sum of f of each month of the period after the origin.
    /// - `compounded(r)`: what the rate r a month makes of 1 by the end of the period, less 1.
    /// - `assumed("forecast.churn", f)`: f so much more or less as the company assumes.
    func driven(_ name: String, _ arguments: [Expression], _ scope: Scope) -> FigureValue {
        let scope = scope.with(origin: origin(of: scope))
        guard let origin = scope.origin, let last = arguments.last else {
            return .undefined(.missingInput(name))
        }
        switch name {
        case "drivers":
            let ahead = Int(scope.period.last.index - origin.index)
            if ahead < 1 {
                return .undefined(.notKnown("\(scope.period.name) does not end after \(origin)"))
            }
            return evaluate(last, scope)
        case "assumed":
            guard case .text(let path) = arguments[0].kind else { break }
            let value = evaluate(last, scope)
            // What was to be expected earlier is what it was without.
            return origin == lastCompleteMonth
                ? value.map { $0 * settings.options.factor(path) } : value
        case "compounded":
            return evaluate(last, scope).map { rate in
                let factor = ExactDecimal.one + rate
                let months = max(0, Int(scope.period.last.index - origin.index))
                return (0..<months).reduce(.one) { power, _ in
                    (power * factor).rounded(to: 20)
                } - .one
            }
        default:
            var sum = ExactDecimal.zero
            for inner in drivenScopes(of: name, scope) {
                let value = evaluate(last, inner)
                guard let number = value.number else { return value }
                sum += number
            }
            return .known(sum)
        }
        return .undefined(.missingInput(name))
    }

    private func origin(of scope: Scope) -> Month { scope.origin ?? modelOrigin(scope) }

    /// Where a function of drivers evaluates its formula.
    func drivenScopes(of name: String, _ scope: Scope) -> [Scope] {
        let scope = scope.with(origin: origin(of: scope))
        guard let origin = scope.origin else { return [] }
        let calendar = settings.calendar
        func run(_ first: Month, _ last: Month) -> [Scope] {
            let months = Int(last.index - first.index) + 1
            return months < 1
                ? [] : [scope.with(period: calendar.run(first: first, months: months))]
        }
        let first = max(scope.period.first, origin.adding(1))
        switch name {
        case "at_origin": return [scope.with(period: calendar.period(origin))]
        case "since_origin": return run(origin.adding(1), scope.period.last)
        case "so_far": return run(scope.period.first, min(origin, scope.period.last))
        case "each_month":
            return stride(from: first.index, through: scope.period.last.index, by: 1).map {
                scope.with(period: calendar.period(Month(index: $0)))
            }
        default: return [scope]
        }
    }

    /// Rows that look ahead from the origin, over the months of a period.
    func outlook(_ measure: Measure, _ scope: Scope) -> FigureValue {
        let origin = origin(of: scope)
        let field = TableDerivation.originField
        let key = "\(origin)"
        var whole = scope.ofWhole
        whole.selection = Selection(dimensions: [field], keys: [[key]])
        guard let known = cube(of: measure, whole) else {
            assertionFailure("\(measure.id) was not planned by \(field)")
            return .undefined(.missingInput("'\(measure.id)' was not measured"))
        }
        let rows = known.rows(of: whole.selection)
        for index in max(scope.period.first, origin).index...scope.period.last.index {
            let month = Month(index: index)
            let isKnown = rows.contains { run in
                known.cube.sums(ofRows: run, over: known.cube.span(month...month)).contains {
                    $0 != nil
                }
            }
            if !isKnown, month > origin || scope.period.last == origin {
                let table = TableDerivation.of(measure.table)?.needs.first ?? measure.table
                return .undefined(
                    .notKnown(
                        "what '\(table.rawValue)' has up to \(origin) says nothing of \(month)"))
            }
        }
        if scope.selection != .whole, origin != lastCompleteMonth {
            return .undefined(
                .notKnown(
                    "what was to be expected at the end of \(origin) is known as a whole only"))
        }
        var own = scope
        let place = (scope.selection.dimensions + [field]).sorted().firstIndex(of: field) ?? 0
        own.selection.dimensions.insert(field, at: place)
        own.selection.keys = scope.selection.keys.map { values in
            var values = values
            values.insert(key, at: place)
            return values
        }
        own.through = nil
        guard let cube = cube(of: measure, own) else {
            assertionFailure("\(measure.id) was not planned for \(own.selection.dimensions)")
            return .undefined(.missingInput("'\(measure.id)' was not measured"))
        }
        return merged(
            measure, SelectedRows(cube: cube, own.selection), own,
            scope.period.first...scope.period.last)
    }
}

extension Computation {
    /// What a forecast by drivers is a forecast of; nil for other metrics.
    func drivenMetric(of metric: MetricDefinition) -> MetricDefinition? {
        notion(of: metric).driven
    }
}

extension Computation {
    /// The ranges of a forecast by drivers: by how much the same forecast was wrong when it was made from
    /// earlier months, as far ahead; for the whole company.
    ///
    /// - Complexity: that of the figure, for each month looked back.
    func drivenRanges(
        of metric: MetricDefinition, _ value: ExactDecimal, _ scope: Scope
    ) -> FigureRanges? {
        guard scope.selection == .whole, scope.filter == nil, scope.origin == nil,
            drivenMetric(of: metric) != nil
        else { return nil }
        let errors = driverRecord(of: metric, period: scope.period).compactMap { record in
            (record.actual - record.expected).divided(by: record.expected.magnitude)
        }.sorted()
        if errors.count < Self.fewestErrors { return nil }
        func range(_ percent: Int) -> FigureRanges.Range {
            func bound(_ percent: Int) -> ExactDecimal {
                (value + quantile(percent, of: errors) * value.magnitude).rounded(to: 2)
            }
            // What was always too high may be right this time.
            return FigureRanges.Range(
                low: min(bound(percent), value.rounded(to: 2)),
                high: max(bound(100 - percent), value.rounded(to: 2)))
        }
        return FigureRanges(half: range(25), fourFifths: range(10), method: "drivers")
    }

    /// What was to be expected of the periods as long and as far ahead as one, and what came; newest first.
    ///
    /// - Returns: nothing for metrics that are no forecast by drivers.
    package func driverRecord(
        of metric: MetricDefinition, period: Period
    ) -> [(period: Period, expected: ExactDecimal, actual: ExactDecimal)] {
        guard let formula = availability.variant(of: metric)?.formula,
            let actual = drivenMetric(of: metric)
        else { return [] }
        let scope = scope(period)
        let origin = origin(of: scope)
        var record: [(period: Period, expected: ExactDecimal, actual: ExactDecimal)] = []
        for back in 1...Self.mostOrigins {
            let shifted = settings.calendar.shifted(period, months: -back)
            if shifted.last > min(origin, lastCompleteMonth) { continue }
            let then = scope.with(period: shifted).with(origin: origin.adding(-back))
            guard let expected = evaluate(formula, then).number, !expected.isZero,
                let came = value(of: actual, scope.with(period: shifted)).number
            else { continue }
            record.append((shifted, expected, came))
        }
        return record
    }

    private static var mostOrigins: Int { 36 }
    private static var fewestErrors: Int { 8 }
}

extension Scope {
    func with(origin: Month) -> Scope {
        var scope = self
        scope.origin = origin
        return scope
    }
}
