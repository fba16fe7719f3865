import FormulaReading
import Measuring
package import ReportModel

extension Computation {
    /// A formula's value in a scope; anything undefined on the way makes the whole undefined.
    func evaluate(_ expression: Expression, _ scope: Scope) -> FigureValue {
        switch expression.kind {
        case .number(let number):
            return .known(number)
        case .text:
            return .undefined(.missingInput("a text where a figure is needed"))
        case .name(let name):
            return named(name, scope)
        case .negative(let inner):
            return evaluate(inner, scope).map { -$0 }
        case .not:
            return .undefined(.missingInput("a condition where a figure is needed"))
        case .call(let name, let arguments):
            return call(name, arguments, scope)
        case .binary(let symbol, let left, let right):
            let a = evaluate(left, scope)
            let b = evaluate(right, scope)
            guard case .known(let x) = a else { return a }
            guard case .known(let y) = b else { return b }
            switch symbol {
            case .add: return .known(x + y)
            case .subtract: return .known(x - y)
            case .multiply: return .known(x * y)
            case .divide:
                if let quotient = x.divided(by: y) { return .known(quotient) }
                return .undefined(.divisionByZero("\(wording(right)) is 0 in \(scope.period.name)"))
            default: return .undefined(.missingInput("a comparison where a figure is needed"))
            }
        }
    }

    /// Whether a comparison such as `revenue > plan(revenue)` holds; nil with the reason where it is
    /// undefined.
    package func judge(_ assertion: Expression, period: Period, cut: Cut = .whole)
        -> Result<Bool, UndefinedAssertion>
    {
        judge(assertion, scope(period, cut))
    }

    package struct UndefinedAssertion: Error, Equatable {
        package var reason: Undefined
    }

    private func judge(_ assertion: Expression, _ scope: Scope) -> Result<Bool, UndefinedAssertion>
    {
        switch assertion.kind {
        case .not(let inner):
            return judge(inner, scope).map { !$0 }
        case .binary(.and, let left, let right):
            return judge(left, scope).flatMap { a in judge(right, scope).map { a && $0 } }
        case .binary(.or, let left, let right):
            return judge(left, scope).flatMap { a in judge(right, scope).map { a || $0 } }
        case .binary(let symbol, let left, let right):
            let a = evaluate(left, scope)
            let b = evaluate(right, scope)
            if let reason = a.reason ?? b.reason {
                return .failure(UndefinedAssertion(reason: reason))
            }
            guard let x = a.number, let y = b.number else { return .success(false) }
            switch symbol {
            case .equal: return .success(x == y)
            case .notEqual: return .success(x != y)
            case .less: return .success(x < y)
            case .lessOrEqual: return .success(x <= y)
            case .greater: return .success(x > y)
            case .greaterOrEqual: return .success(x >= y)
            default: break
            }
        default:
            break
        }
        return .failure(UndefinedAssertion(reason: .missingInput("a comparison")))
    }

    private func named(_ name: String, _ scope: Scope) -> FigureValue {
        if let metric = notions[name] { return value(of: metric, scope) }
        if let measure = measureNotions[name] { return value(of: measure, scope) }
        return .undefined(.missingInput("'\(name)'"))
    }

    func value(of metric: MetricDefinition, _ scope: Scope) -> FigureValue {
        value(of: notion(of: metric), scope)
    }

    func value(of notion: MetricNotion, _ scope: Scope) -> FigureValue {
        guard let formula = notion.formula else {
            return .undefined(.missingInput(availability.lack(of: notion.metric)))
        }
        if let measure = notion.soleMeasure { return value(of: measure, scope) }
        if notion.isInput { return input(notion.metric, scope) }
        return evaluate(formula, scope)
    }

    /// A figure that was computed elsewhere, as the table `inputs` states it.
    private func input(_ metric: MetricDefinition, _ scope: Scope) -> FigureValue {
        if let missing = availability.missing(.inputs).first {
            return .undefined(.missingInput("the table '\(missing.rawValue)'"))
        }
        return target(metric, scope, scenario: Targets.inputs)
    }

    private func call(_ name: String, _ arguments: [Expression], _ scope: Scope) -> FigureValue {
        let calendar = settings.calendar
        switch (name, arguments.count) {
        case ("where", 2):
            return evaluate(arguments[0], scope.with(filter: arguments[1]))
        case ("lag", 2):
            guard let months = wholeNumber(arguments[1]) else { break }
            if months > 0, scope.through != nil { return .undefined(Self.comparedWithRunning) }
            let before = scope.with(period: calendar.shifted(scope.period, months: -months))
            if kind(of: arguments[0]) != .balance {
                if months > 0, scope.period.start <= settings.asOf,
                    settings.asOf < scope.period.end, scope.through == nil
                {
                    return .undefined(
                        .notKnown(
                            "\(scope.period.name) is not complete and is compared with nothing"))
                }
                if let reason = partialReason(arguments[0], before) { return .undefined(reason) }
            }
            return evaluate(arguments[0], before)
        case ("trailing", 2):
            guard let months = wholeNumber(arguments[1]), months > 0 else { break }
            return trailing(arguments[0], months, scope)
        case ("ytd", 1):
            return evaluate(arguments[0], scope.with(period: yearToDate(scope.period)))
        case ("if_undefined", 2):
            let value = evaluate(arguments[0], scope)
            return value.reason == nil ? value : evaluate(arguments[1], scope)
        case ("plan", 1), ("forecast", 1):
            return target(arguments[0], scope, scenario: name)
        case ("model", 1):
            guard case .name(let id) = arguments[0].kind, let metric = catalogue.metrics[id] else {
                return .undefined(.missingInput("model(…) of anything but a metric"))
            }
            return modelled(metric, scope).value
        default:
            if let value = further(name, arguments, scope) { return value }
        }
        return .undefined(.missingInput("\(name)(…) cannot be computed"))
    }

    /// From the start of the fiscal year to the end of the period.
    func yearToDate(_ period: Period) -> Period {
        let year = settings.calendar.period(.year, containing: period.last)
        return settings.calendar.run(
            first: year.first, months: Int(period.last.index - year.first.index) + 1)
    }

    private func trailing(_ inner: Expression, _ months: Int, _ scope: Scope) -> FigureValue {
        if scope.period.end > settings.asOf { return .undefined(.afterAsOf(settings.asOf)) }
        if scope.through != nil { return .undefined(Self.comparedWithRunning) }
        let first = scope.period.last.adding(1 - months)
        if kind(of: inner) == .balance {
            var sum = ExactDecimal.zero
            for step in 0..<months {
                let month = settings.calendar.period(first.adding(step))
                let value = evaluate(inner, scope.with(period: month))
                guard case .known(let number) = value else { return value }
                sum += number
            }
            return sum.divided(by: ExactDecimal(months)).map(FigureValue.known)
                ?? .undefined(.divisionByZero("no months"))
        }
        for measure in measures(in: inner) {
            // What happens now and then may well have begun later.
            if case .ahead = measure.timing { continue }
            if let start = cube(of: measure, scope)?.coverage?.lowerBound, start > first {
                return .undefined(
                    .notKnown("the data starts in \(start), not \(months) months before"))
            }
        }
        return evaluate(
            inner, scope.with(period: settings.calendar.run(first: first, months: months)))
    }

    /// The measures that a formula comes down to.
    func measures(in expression: Expression) -> [Measure] {
        if case .name(let name) = expression.kind, let known = notions[name] {
            return known.measures
        }
        return planner.requests(for: expression, dimensions: [], filter: nil).map(\.measure)
    }

    func kind(of expression: Expression) -> TimeKind {
        guard case .name(let name) = expression.kind else { return .rate }
        if let metric = notions[name] { return metric.kind }
        guard let measure = catalogue.measures[name] else { return .flow }
        switch measure.recurring {
        case .balance, .customers, .grace: return .balance
        default: return measure.timing.isBalance ? .balance : .flow
        }
    }

    private func target(_ inner: Expression, _ scope: Scope, scenario: String) -> FigureValue {
        guard case .name(let name) = inner.kind, let metric = catalogue.metrics[name] else {
            return .undefined(.missingInput("\(scenario)(…) of anything but a metric"))
        }
        return target(metric, scope, scenario: scenario)
    }

    func target(_ metric: MetricDefinition, _ scope: Scope, scenario: String) -> FigureValue {
        let kind = notion(of: metric).kind
        let stated = scope.statedCut
        guard let cut = stated,
            let value = targets.value(
                metric.id, scope.period, cut, scenario: scenario, kind: kind,
                calendar: settings.calendar)
        else {
            let place = stated.map { $0.parts.map(\.value).joined(separator: ", ") }
            let of = place.map { $0.isEmpty ? "" : " for \($0)" } ?? ""
            let what = scenario == Targets.inputs ? "no row of 'inputs' for" : "no \(scenario) of"
            return .undefined(
                .missingInput("\(what) \(metric.id)\(of) in \(scope.period.name)"))
        }
        return .known(value)
    }

    func wholeNumber(_ expression: Expression) -> Int? {
        guard case .number(let number) = expression.kind, number.normalised.scale == 0,
            let months = Int(exactly: number.normalised.significand), months <= Self.mostMonths
        else { return nil }
        return months
    }

    /// What looks back from a period up to some day of it would mix months and days.
    static let comparedWithRunning = Undefined.notKnown(
        "it is compared with a period that is not complete")

    /// A century back is a slip of the pen.
    private static let mostMonths = 1200

    private func wording(_ expression: Expression) -> String {
        switch expression.kind {
        case .name(let name):
            catalogue.metrics[name]?.label["en"] ?? name.replacing("_", with: " ")
        default: "the divisor"
        }
    }
}

extension FigureValue {
    func map(_ change: (ExactDecimal) -> ExactDecimal) -> FigureValue {
        if case .known(let number) = self { .known(change(number)) } else { self }
    }
}
