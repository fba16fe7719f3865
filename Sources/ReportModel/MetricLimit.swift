package import Diagnostics

/// What a metric must not fall below, or rise above: a covenant, or a rule of the company's own.
package struct MetricLimit: Hashable, Sendable {
    /// `< 1.05`: the state holds while the comparison does.
    package struct Bound: Hashable, Sendable {
        package var comparison: Expression.Operator
        package var value: ExactDecimal

        package init(comparison: Expression.Operator, value: ExactDecimal) {
            self.comparison = comparison
            self.value = value
        }

        package func holds(_ number: ExactDecimal) -> Bool {
            switch comparison {
            case .less: number < value
            case .lessOrEqual: number <= value
            case .greater: number > value
            case .greaterOrEqual: number >= value
            default: false
            }
        }
    }

    package enum State: String, CaseIterable, Hashable, Sendable {
        case green, amber, red
    }

    package var red: Bound?
    package var amber: Bound?
    package var reason: String?
    package var owner: String?
    package var location: SourceLocation

    package init(
        red: Bound?, amber: Bound?, reason: String?, owner: String?, location: SourceLocation
    ) {
        self.red = red
        self.amber = amber
        self.reason = reason
        self.owner = owner
        self.location = location
    }

    package func state(of number: ExactDecimal) -> State {
        if red?.holds(number) ?? false { return .red }
        return amber?.holds(number) ?? false ? .amber : .green
    }

    /// How far a figure is from the red bound (the amber one where there is no red), in the metric's
    /// unit; below zero once it is passed.
    package func headroom(of number: ExactDecimal) -> ExactDecimal? {
        guard let bound = red ?? amber else { return nil }
        switch bound.comparison {
        case .less, .lessOrEqual: return number - bound.value
        default: return bound.value - number
        }
    }
}
