import Diagnostics
import FormulaReading
import ReportModel

extension CheckReader {
    /// `assert: revenue = recurring_revenue + usage_revenue`, with `tolerance:`, `period:`, `by:` and
    /// `last:` beside it.
    mutating func comparison(_ node: YAMLNode, _ key: String) -> DataCheck.Rule? {
        let before = found.count
        let formula = node.formula(named: "\(body.name).\(key)", &found)
        let tolerancePlace = body.location(of: "tolerance")
        var options = body
        let tolerance = readTolerance(&options)
        body = options
        if let formula {
            if !Self.isCondition(formula) {
                complain(
                    "'\(excerpt(formula.text))' compares nothing",
                    "write two formulas with =, !=, <, <=, > or >= between them", node.location)
            } else if tolerance != nil, Self.sides(of: formula) == nil {
                complain(
                    "a tolerance is one of a single comparison", "make a check of each part",
                    tolerancePlace)
            }
        }
        let periods = readPeriods()
        guard found.count == before, let formula, let periods else { return nil }
        return .comparison(
            FormulaComparison(
                formula: formula, wording: formula.text, tolerance: tolerance ?? .absolute(.zero),
                periods: periods))
    }

    private mutating func readPeriods() -> [Period]? {
        var period = ground.period
        if let node = body.take("period") {
            guard let text = node.scalarText(named: "\(body.name).period", &found) else {
                return nil
            }
            period = self.period(text, at: node.location)
        }
        var grain: Period.Grain?
        let byPlace = body.location(of: "by")
        if let word = body.text("by", &found) {
            grain = Period.Grain(word: word)
            if grain == nil {
                complain(
                    "'\(excerpt(word))' is no length of time",
                    didYouMean(word, among: Period.Grain.words), byPlace)
            }
        }
        let lastPlace = body.location(of: "last")
        let last = body.integer("last", in: 1...1200, &found)
        if let lastPlace, grain == nil, byPlace == nil {
            complain(
                "'last' counts periods of a length that 'by' does not say",
                "add 'by: month', quarter or year", lastPlace)
        }
        guard let period else { return nil }
        guard let grain else { return [period] }
        return last.map { ground.calendar.last($0, grain, endingWith: period) }
            ?? ground.calendar.periods(grain, in: period)
    }

    /// Both sides of a single comparison.
    private static func sides(of formula: Expression) -> (Expression, Expression)? {
        guard case .binary(let symbol, let left, let right) = formula.kind,
            [.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual].contains(symbol)
        else { return nil }
        return (left, right)
    }

    /// Comparisons, alone or joined by `and`, `or` and `not`.
    private static func isCondition(_ formula: Expression) -> Bool {
        switch formula.kind {
        case .not(let inner): isCondition(inner)
        case .binary(.and, let left, let right), .binary(.or, let left, let right):
            isCondition(left) && isCondition(right)
        default: sides(of: formula) != nil
        }
    }
}
