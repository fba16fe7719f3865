import Measuring
import ReportModel

extension Computation {
    /// Months until the gross profit of a customer has paid for winning it: the mean revenue a month by
    /// age, of the customers whose cost is known, against their mean cost; linear inside the month.
    ///
    /// The arguments are a measure of revenue by customer, one of the cost of winning them by the day
    /// they were won, and the margin. A customer counts at an age as far as the data reaches.
    func breakEven(_ arguments: [Expression], _ scope: Scope) -> FigureValue {
        guard let revenue = measures(in: arguments[0]).first,
            let cost = measures(in: arguments[1]).first
        else { return .undefined(.missingInput("revenue and cost by customer")) }
        for measure in [revenue, cost] {
            if let missing = availability.missing(table(of: measure)).first {
                return .undefined(.missingInput("the table '\(missing.rawValue)'"))
            }
        }
        let margin = evaluate(arguments[2], scope)
        guard let share = margin.number else { return margin }
        let byCustomer = Array(Set(scope.selection.dimensions + ["customer"])).sorted()
        var wider = scope
        wider.selection.dimensions = byCustomer
        guard let place = byCustomer.firstIndex(of: "customer"),
            let earned = cube(of: revenue, wider), let paid = cube(of: cost, wider),
            let known = earned.coverage
        else { return .undefined(.noRows("no revenue")) }
        let end = min(
            scope.period.last, settings.calendar.lastCompleteMonth(settings.asOf))
        var won: [String: (month: Month, cost: ExactDecimal)] = [:]
        for key in keys(of: arguments[1], "customer", scope) {
            for row in paid.rows(of: key).joined() {
                for month in paid.cube.months where month >= known.lowerBound && month <= end {
                    if let sum = paid.cube.sum(ofRow: row, in: month) {
                        won[key.keys[0][place]] = (month, sum)
                    }
                }
            }
        }
        if won.isEmpty {
            return .undefined(
                .noRows("no customer with a known cost was won since \(known.lowerBound)"))
        }
        var sums: [Int: ExactDecimal] = [:]
        for key in keys(of: arguments[0], "customer", scope) {
            guard let (start, _) = won[key.keys[0][place]] else { continue }
            for row in earned.rows(of: key).joined() {
                for age in 0...max(0, Int(end.index - start.index)) {
                    if let sum = earned.cube.sum(ofRow: row, in: start.adding(age)) {
                        sums[age] = (sums[age] ?? .zero) + sum
                    }
                }
            }
        }
        let ages = won.values.map { Int(end.index - $0.month.index) }
        let costs = won.values.map(\.cost).sorted().reduce(.zero, +)
        guard let target = costs.divided(by: ExactDecimal(won.count)) else { return margin }
        return firstCovered(target, ages: ages, sums: sums, share: share)
    }

    private func firstCovered(
        _ target: ExactDecimal, ages: [Int], sums: [Int: ExactDecimal], share: ExactDecimal
    ) -> FigureValue {
        var earned = ExactDecimal.zero
        let oldest = ages.max() ?? 0
        for age in 0...oldest {
            let observed = ages.count { $0 >= age }
            guard let mean = (sums[age] ?? .zero).divided(by: ExactDecimal(observed)) else { break }
            let profit = mean * share
            if earned + profit >= target, let part = (target - earned).divided(by: profit) {
                return .known(ExactDecimal(age) + part)
            }
            earned += profit
        }
        return .undefined(.notKnown("not within the \(oldest + 1) months that the data shows"))
    }
}
