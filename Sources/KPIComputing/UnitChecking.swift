import Diagnostics
import FormulaReading
import ReportModel

/// Whether the parts of a formula can be added, multiplied and compared: money ÷ count is money,
/// percent + money is an error.
struct UnitChecking {
    let catalogue: Catalogue
    var found: [Diagnostic] = []

    init(_ catalogue: Catalogue) { self.catalogue = catalogue }

    /// A metric's formulas against its unit.
    mutating func check(_ metric: MetricDefinition) {
        for variant in metric.variants {
            let before = found.count
            let quantity = quantity(variant.formula)
            if found.count > before || quantity.fits(metric.unit) { continue }
            found.append(
                Diagnostic(
                    id: "unit-mismatch",
                    "the formula of '\(metric.id)' comes to \(quantity.words), "
                        + "and its unit is \(metric.unit.rawValue)",
                    remedy: "change the unit or the formula", at: variant.formula.location))
        }
    }

    /// What a formula comes to; what does not fit on the way is reported at its place.
    mutating func quantity(_ formula: Expression) -> Quantity {
        switch formula.kind {
        case .number(let number):
            return number.isZero ? .open : Quantity(isLiteral: true)
        case .text:
            report("a text stands where a figure is needed", formula)
            return .open
        case .name(let name):
            if let metric = catalogue.metrics[name] { return Quantity(metric.unit) }
            return catalogue.measures[name].map(Quantity.init) ?? .open
        case .negative(let inner):
            return quantity(inner)
        case .not(let inner):
            _ = quantity(inner)
            return .condition
        case .call(let name, let arguments):
            return call(name, arguments)
        case .binary(let symbol, let left, let right):
            return binary(symbol, left, right, at: formula)
        }
    }

    private mutating func binary(
        _ symbol: Expression.Operator, _ left: Expression, _ right: Expression,
        at formula: Expression
    ) -> Quantity {
        let a = quantity(left)
        let b = quantity(right)
        switch symbol {
        case .and, .or:
            return .condition
        case .multiply, .divide:
            if a.isCondition || b.isCondition {
                report("a condition stands where a figure is needed", formula)
                return .open
            }
            return symbol == .multiply ? a.times(b) : a.over(b)
        case .add, .subtract:
            if a.fits(b), !a.isCondition { return a.isOpen || a.isLiteral ? b : a }
            report(mismatch(left, a, right, b, "cannot be added or subtracted"), right)
            return .open
        default:
            if !a.fits(b) || a.isCondition {
                report(mismatch(left, a, right, b, "cannot be compared"), right)
            }
            return .condition
        }
    }

    private mutating func call(_ name: String, _ arguments: [Expression]) -> Quantity {
        guard FormulaFunction.all[name] == arguments.count else { return .open }
        switch name {
        case "option": return Quantity(isLiteral: true)
        case "forecast_accuracy": return Quantity()
        case "input": return .open
        case "drivers", "assumed": return quantity(arguments[1])
        case "last_day": return Quantity(days: 1)
        case "break_even": return Quantity(.months)
        case "if_undefined", "at_least", "at_most":
            let a = quantity(arguments[0])
            let b = quantity(arguments[1])
            if !a.fits(b) {
                report(
                    mismatch(arguments[0], a, arguments[1], b, "cannot stand for each other"),
                    arguments[1])
            }
            return a.isOpen || a.isLiteral ? b : a
        default:
            return arguments.first.map { quantity($0) } ?? .open
        }
    }

    private func mismatch(
        _ left: Expression, _ a: Quantity, _ right: Expression, _ b: Quantity, _ what: String
    ) -> String {
        "'\(left.text)' is \(a.words) and '\(right.text)' is \(b.words): they \(what)"
    }

    private mutating func report(_ message: String, _ formula: Expression) {
        found.append(
            Diagnostic(
                id: "unit-mismatch", message,
                remedy: "bring both to the same unit, as by dividing money by money",
                at: formula.location))
    }
}
