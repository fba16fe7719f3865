import Measuring
package import ReportModel

extension Computation {
    /// The functions that the built-in catalogue needs beyond those of the contract; nil: there is no
    /// such function.
    func further(_ name: String, _ arguments: [Expression], _ scope: Scope) -> FigureValue? {
        switch (name, arguments.count) {
        case ("option", 1):
            guard case .text(let path) = arguments[0].kind,
                let number = settings.options.number(path)
            else { return nil }
            return .known(number)
        case ("horizon", 1):
            let horizon = settings.options.coverageHorizon
            let period = horizon.period(after: scope.period.last, in: settings.calendar)
            return evaluate(arguments[0], scope.with(period: period))
        case ("snapshot", 1):
            if let reason = unknownSnapshot(scope.period) { return .undefined(reason) }
            return evaluate(arguments[0], scope)
        case ("from_snapshot", 1):
            if let first = balanceDays(settings.asOf, settings.calendar).map(\.month).min(),
                scope.period.last < first
            {
                return .undefined(.notKnown("it is known of today only, and of periods to come"))
            }
            return evaluate(arguments[0], scope)
        case ("horizon_so_far", 1):
            let horizon = settings.options.coverageHorizon.months(
                after: scope.period.last, in: settings.calendar)
            let months = Int(scope.period.last.index - horizon.lowerBound.index) + 1
            if months < 1 { return .known(.zero) }
            let period = settings.calendar.run(first: horizon.lowerBound, months: months)
            return evaluate(arguments[0], scope.with(period: period))
        case ("above_zero", 2):
            let value = evaluate(arguments[0], scope)
            guard let number = value.number, number <= .zero,
                case .text(let reason) = arguments[1].kind
            else { return value }
            return .undefined(.notKnown(reason))
        case ("mature", 2):
            // Figures of periods that ended fewer days ago are marked, see `lastDay`.
            return evaluate(arguments[0], scope)
        case ("at_least", 2), ("at_most", 2):
            let value = evaluate(arguments[0], scope)
            let bound = evaluate(arguments[1], scope)
            guard let a = value.number, let b = bound.number else {
                return value.number == nil ? value : bound
            }
            return .known(name == "at_least" ? max(a, b) : min(a, b))
        case ("whole", 1):
            return evaluate(arguments[0], scope.ofWhole)
        case ("common", 1):
            return evaluate(arguments[0], common(arguments[0], scope))
        case ("mean", 1):
            return mean(arguments[0], scope)
        case ("to_date", 1):
            return valueToDate(arguments[0], scope)
        case ("last_day", 0):
            return .known(ExactDecimal(Int(min(scope.period.end, settings.asOf).number)))
        case ("forecast_accuracy", 0):
            return forecastAccuracy(scope)
        case ("break_even", 3):
            return breakEven(arguments, scope)
        case ("drivers", 2), ("at_origin", 1), ("since_origin", 1), ("so_far", 1),
            ("each_month", 1), ("compounded", 1), ("assumed", 2):
            return driven(name, arguments, scope)
        case (let name, 2) where FormulaFunction.isByPart(name):
            guard case .text(let dimension) = arguments[1].kind else { return nil }
            return byPart(name, arguments[0], dimension, scope)
        default:
            return nil
        }
    }

    /// The scope as far as the tables of a formula have its cut.
    func common(_ formula: Expression, _ scope: Scope) -> Scope {
        let planner = planner
        let (dimensions, filter) = planner.common(
            formula, scope.selection.dimensions, scope.filter)
        var scope = scope
        scope.filter = filter
        if dimensions != scope.selection.dimensions { scope.selection = .whole }
        return scope
    }

    /// The mean of a balance over the month ends of the period.
    private func mean(_ inner: Expression, _ scope: Scope) -> FigureValue {
        var sum = ExactDecimal.zero
        for step in 0..<scope.period.months {
            let month = settings.calendar.period(scope.period.first.adding(step))
            let value = evaluate(inner, scope.with(period: month))
            guard case .known(let number) = value else { return value }
            sum += number
        }
        return sum.divided(by: ExactDecimal(scope.period.months)).map(FigureValue.known)
            ?? .undefined(.divisionByZero("no months"))
    }

    /// All from the first row on to the end of the period.
    private func valueToDate(_ inner: Expression, _ scope: Scope) -> FigureValue {
        if scope.period.end > settings.asOf { return .undefined(.afterAsOf(settings.asOf)) }
        if scope.through != nil { return .undefined(Self.comparedWithRunning) }
        guard let longer = toDate(inner, scope) else {
            return .undefined(.noRows("nothing before the end of \(scope.period.name)"))
        }
        return evaluate(inner, longer)
    }

    /// From the month of the first row to the end of the period; nil where there is none before it.
    func toDate(_ inner: Expression, _ scope: Scope) -> Scope? {
        let starts = measures(in: inner).compactMap { cube(of: $0, scope)?.coverage?.lowerBound }
        guard let first = starts.min(), first <= scope.period.last else { return nil }
        let months = Int(scope.period.last.index - first.index) + 1
        return scope.with(period: settings.calendar.run(first: first, months: months))
    }

    /// A formula for each value of a dimension, put together: the sum of those above zero, of those
    /// below (without their sign), or the distance between the quartiles.
    private func byPart(
        _ name: String, _ inner: Expression, _ dimension: String, _ scope: Scope
    ) -> FigureValue {
        var values: [ExactDecimal] = []
        var reason: Undefined?
        for key in keys(of: inner, dimension, scope) {
            var part = scope
            part.selection = key
            switch evaluate(inner, part) {
            case .known(let number): values.append(number)
            case .undefined(let found): reason = reason ?? found
            }
        }
        switch name {
        case "positive", "negative":
            if values.isEmpty {
                let whole = evaluate(inner, scope)
                return whole.reason.map(FigureValue.undefined) ?? .known(.zero)
            }
            let counted = values.filter { $0.isNegative == (name == "negative") }
            return .known(counted.reduce(.zero) { $0 + $1.magnitude })
        default:
            guard values.count >= 2 else {
                return .undefined(reason ?? .noRows("fewer than two values of '\(dimension)'"))
            }
            let sorted = values.sorted()
            return .known(quantile(75, of: sorted) - quantile(25, of: sorted))
        }
    }

    /// So many per cent of the way through values in order, between two of them in proportion.
    package func quantile(_ percent: Int, of sorted: [ExactDecimal]) -> ExactDecimal {
        let place = percent * (sorted.count - 1)
        let low = sorted[place / 100]
        let high = sorted[min(place / 100 + 1, sorted.count - 1)]
        return low + (high - low) * ExactDecimal(Int128(place % 100), scale: 2)
    }

    /// The selections that the values of a further dimension make of one.
    func keys(
        of inner: Expression, _ dimension: String, _ scope: Scope
    ) -> [Selection] {
        let dimensions = Array(Set(scope.selection.dimensions + [dimension])).sorted()
        if dimensions == scope.selection.dimensions {
            return scope.selection.keys.map { Selection(dimensions: dimensions, keys: [$0]) }
        }
        guard let place = dimensions.firstIndex(of: dimension) else { return [] }
        var found: Set<[String]> = []
        var wider = scope
        wider.selection.dimensions = dimensions
        let wanted = Set(scope.selection.keys)
        for measure in measures(in: inner) {
            guard let prepared = cube(of: measure, wider) else { continue }
            let cube = prepared.cube
            for group in prepared.groups(of: part) {
                let values = cube.values(ofRow: group.lowerBound)
                var outer = values
                outer.remove(at: place)
                if values[place].isEmpty || !wanted.contains(outer) { continue }
                found.insert(values)
            }
        }
        return found.sorted { $0.lexicographicallyPrecedes($1) }.map {
            Selection(dimensions: dimensions, keys: [$0])
        }
    }
}
