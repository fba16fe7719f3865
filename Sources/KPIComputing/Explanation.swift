import FormulaReading
package import Measuring
package import ReportModel

/// How a figure came to be: its formula with the numbers put in, and each of its inputs the same way
/// down to what was counted in the tables.
package struct Explanation: Sendable {
    /// A metric or a measure at its place in the formulas.
    package struct Step: Sendable {
        /// Of the metric or measure.
        package var name: String
        package var period: Period
        package var filter: Expression?
        package var isWhole: Bool
        package var unit: Unit?
        package var value: FigureValue
        /// Of a metric in the variant in force.
        package var formula: Expression?
        /// The formula with a number for each name.
        package var filledIn: String?
        /// Of a measure.
        package var measure: Measure?
        /// The months whose rows count, and the question they answer.
        package var months: [Month] = []
        package var request: CubeRequest?
    }

    /// The metric itself first, then what it comes from, each once, deeper ones later.
    package var steps: [Step]

    /// The tables of the contract that the steps read.
    package var tables: Set<TableName> {
        let hasTargets = steps.contains { step in
            step.name.hasPrefix("plan(") || step.name.hasPrefix("forecast(")
                || step.formula?.asksForTargets ?? false
        }
        return Set(
            steps.compactMap(\.request).flatMap { request -> [TableName] in
                let table = request.measure.table
                guard let derivation = TableDerivation.of(table) else { return [table] }
                return derivation.needs + derivation.helps
            } + (hasTargets ? [.targets] : [])
                + (steps.contains { $0.formula?.isInput ?? false } ? [.inputs] : []))
    }
}

extension Computation {
    /// - Complexity: that of the figure, once for each step.
    package func explain(
        _ metric: MetricDefinition, period: Period, filter: Expression? = nil
    ) -> Explanation {
        var steps: [Explanation.Step] = []
        var seen: Set<Visit> = []
        let scope = scope(period, filter: filter)
        var open = [Visit(name: metric.id, scope: scope)]
        while !open.isEmpty {
            let visit = open.removeFirst()
            if !seen.insert(visit).inserted { continue }
            if steps.count == Self.mostSteps { break }
            if let step = step(visit) {
                steps.append(step)
                if let formula = step.formula { open += inputs(of: formula, visit.scope) }
            }
        }
        return Explanation(steps: steps)
    }

    private static var mostSteps: Int { 500 }

    private struct Visit: Hashable {
        var name: String
        var scope: Scope
    }

    private func step(_ visit: Visit) -> Explanation.Step? {
        let scope = visit.scope
        if let metric = catalogue.metrics[visit.name] {
            let formula = availability.variant(of: metric)?.formula
            return Explanation.Step(
                name: metric.id, period: scope.period, filter: scope.filter,
                isWhole: scope.selection == .whole, unit: metric.unit,
                value: settled(value(of: metric, scope), metric), formula: formula,
                filledIn: formula.map { formula in
                    let own = formula.isInput ? value(of: metric, scope).number : nil
                    if case .call("drivers", let arguments) = formula.kind, arguments.count == 2,
                        let inner = drivenScopes(of: "drivers", scope).first
                    {
                        return filledIn(arguments[1], inner).text
                    }
                    return own?.canonical ?? filledIn(formula, scope).text
                })
        }
        guard let measure = catalogue.measures[visit.name] else {
            return stated(visit.name, scope)
        }
        let planner = planner
        var (asked, filter) = measure.asked(for: scope.period.grain, scope.filter)
        if TableDerivation.of(measure.table)?.isOutlook ?? false {
            // Of the rows that look ahead those of this origin.
            let own = Expression(
                .binary(
                    .equal, Expression(.name(TableDerivation.originField)),
                    Expression(.text("\(scope.origin ?? modelOrigin(scope))"))))
            asked.filter = asked.filter.map { Expression(.binary(.and, $0, own)) } ?? own
        }
        return Explanation.Step(
            name: measure.id, period: scope.period, filter: scope.filter,
            isWhole: scope.selection == .whole, value: value(of: measure, scope),
            measure: measure, months: months(of: measure, scope),
            request: planner.request(asked, dimensions: [], filter: filter))
    }

    /// `plan(won_amount)` with what the company states, or what is computed.
    private func stated(_ text: String, _ scope: Scope) -> Explanation.Step? {
        let parts = text.split(separator: "(").map(String.init)
        guard parts.count == 2, let metric = catalogue.metrics[String(parts[1].dropLast())] else {
            return nil
        }
        let call = Expression(.call(parts[0], [Expression(.name(metric.id))]))
        return Explanation.Step(
            name: text, period: scope.period, filter: scope.filter,
            isWhole: scope.selection == .whole, unit: metric.unit, value: evaluate(call, scope))
    }

    /// The metrics and measures that a formula names, each where it is evaluated.
    private func inputs(of formula: Expression, _ scope: Scope) -> [Visit] {
        switch formula.kind {
        case .number, .text: []
        case .name(let name): [Visit(name: name, scope: scope)]
        case .negative(let inner), .not(let inner): inputs(of: inner, scope)
        case .binary(_, let left, let right):
            inputs(of: left, scope) + inputs(of: right, scope)
        case .call("plan", _), .call("forecast", _):
            [Visit(name: formula.text, scope: scope)]
        case .call("model", let arguments):
            // What it is a model of, in the last month that it goes by.
            [Visit(name: formula.text, scope: scope)]
                + arguments.flatMap {
                    inputs(of: $0, scope.with(period: settings.calendar.period(modelOrigin(scope))))
                }
        case .call("forecast_accuracy", _):
            [Visit(name: availability.forecastMetric, scope: scope)]
        case .call("assumed", let arguments):
            arguments.dropFirst().flatMap { inputs(of: $0, scope) }
        case .call("mature", let arguments):
            arguments.prefix(1).flatMap { inputs(of: $0, scope) }
        case .call("drivers", let arguments) where arguments.count == 2:
            drivenScopes(of: "drivers", scope).flatMap { inputs(of: arguments[1], $0) }
        case .call(let name, let arguments):
            arguments.flatMap { argument in
                scopes(of: name, arguments, scope).flatMap { inputs(of: argument, $0) }
            }
        }
    }

    /// Where the arguments of a function are evaluated.
    private func scopes(
        of name: String, _ arguments: [Expression], _ scope: Scope
    ) -> [Scope] {
        let calendar = settings.calendar
        switch name {
        case "where":
            // The condition itself is no input, nor is a reason.
            guard arguments.count == 2 else { return [] }
            return [scope.with(filter: arguments[1])]
        case "lag":
            let months = arguments.count == 2 ? wholeNumber(arguments[1]) ?? 0 : 0
            return [scope.with(period: calendar.shifted(scope.period, months: -months))]
        case "trailing":
            guard arguments.count == 2, let months = wholeNumber(arguments[1]), months > 0 else {
                return []
            }
            let first = scope.period.last.adding(1 - months)
            if kind(of: arguments[0]) != .balance {
                return [scope.with(period: calendar.run(first: first, months: months))]
            }
            return (0..<months).map { scope.with(period: calendar.period(first.adding($0))) }
        case "mean":
            return (0..<scope.period.months).map {
                scope.with(period: calendar.period(scope.period.first.adding($0)))
            }
        case "ytd": return [scope.with(period: yearToDate(scope.period))]
        case "horizon_so_far":
            let horizon = settings.options.coverageHorizon.months(
                after: scope.period.last, in: calendar)
            let months = Int(scope.period.last.index - horizon.lowerBound.index) + 1
            return months < 1
                ? [] : [scope.with(period: calendar.run(first: horizon.lowerBound, months: months))]
        case "horizon":
            let horizon = settings.options.coverageHorizon
            return [scope.with(period: horizon.period(after: scope.period.last, in: calendar))]
        case "whole":
            return [scope.ofWhole]
        case "drivers", "at_origin", "since_origin", "so_far", "each_month", "compounded":
            return drivenScopes(of: name, scope)
        case "common":
            return arguments.first.map { [common($0, scope)] } ?? []
        case "to_date":
            return arguments.first.flatMap { toDate($0, scope) }.map { [$0] } ?? []
        case "plan", "forecast", "option", "model", "last_day", "forecast_accuracy":
            return []
        case let name where FormulaFunction.isByPart(name):
            // Each part for itself would fill pages; the whole shows what is put together.
            return [scope]
        default: return [scope]
        }
    }

    /// The formula with the value of each name, or of a whole call, in its place.
    private func filledIn(_ formula: Expression, _ scope: Scope) -> Expression {
        switch formula.kind {
        case .number, .text: return formula
        case .name, .call:
            guard let number = evaluate(formula, scope).number else {
                return Expression(.name("undefined"))
            }
            return Expression(
                .number(
                    (number.isRounded ? number.rounded(toSignificant: 15) : number).normalised))
        case .negative(let inner): return Expression(.negative(filledIn(inner, scope)))
        case .not(let inner): return Expression(.not(filledIn(inner, scope)))
        case .binary(let symbol, let left, let right):
            return Expression(.binary(symbol, filledIn(left, scope), filledIn(right, scope)))
        }
    }

    /// The months whose rows a measure is about in a scope.
    private func months(of measure: Measure, _ scope: Scope) -> [Month] {
        let period = scope.period
        let all = (period.first.index...period.last.index).map { Month(index: $0) }
        if measure.aggregate == .recurring {
            switch measure.recurring {
            case .balance, .customers: return [period.last]
            case .base, .retained, .retainedCapped, .baseCustomers, .retainedCustomers:
                return [period.last.adding(-settings.retentionWindow), period.last]
            case .startCustomers, .lostCustomers: return [period.first.adding(-1), period.last]
            default: return [period.first.adding(-1)] + all
            }
        }
        return measure.timing.isBalance ? [min(period.last, runningMonth)] : all
    }
}

extension Expression {
    fileprivate var isInput: Bool { if case .call("input", _) = kind { true } else { false } }

    /// Whether it asks for management's forecasts in words of its own.
    fileprivate var asksForTargets: Bool {
        switch kind {
        case .number, .text, .name: false
        case .call(let name, let arguments):
            name == "forecast_accuracy" || arguments.contains(where: \.asksForTargets)
        case .negative(let inner), .not(let inner): inner.asksForTargets
        case .binary(_, let left, let right): left.asksForTargets || right.asksForTargets
        }
    }
}
