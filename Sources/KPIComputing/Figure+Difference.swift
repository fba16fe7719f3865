package import ReportModel

extension Figure {
    /// How far this figure is from another: for money and counts the share of the other's size, for
    /// percentages and all else the plain difference.
    ///
    /// Formula: (this − base) ÷ |base|, or this − base. Undefined where either is, or the base is zero
    /// where it is divided by.
    package func difference(from base: Figure) -> FigureValue {
        guard case .known(let now) = value else { return value }
        guard case .known(let then) = base.value else { return base.value }
        switch unit {
        case .money, .count:
            return (now - then).divided(by: then.magnitude).map(FigureValue.known)
                ?? .undefined(.divisionByZero("the figure compared with is 0"))
        case .percent, .days, .months, .ratio, .score:
            return .known(now - then)
        }
    }
}
