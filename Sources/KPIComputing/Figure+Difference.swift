package import ReportModel

extension Figure {
    /// How far this figure is from another: for money and counts the share of the other's size, for
    /// percentages and all else the plain difference.
    ///
    /// Formula: (this − base) ÷ |base|, or this − base. Undefined where either is, or the base is zero
    /// where it is divided by; and of a sum over a part of its period from one over a whole period.
    package func difference(from base: Figure) -> FigureValue {
        guard case .known(let now) = value else { return value }
        guard case .known(let then) = base.value else { return base.value }
        if let reason = unlike(base) { return .undefined(reason) }
        switch unit {
        case .money, .count:
            return (now - then).divided(by: then.magnitude).map(FigureValue.known)
                ?? .undefined(.divisionByZero("the figure compared with is 0"))
        case .percent, .days, .months, .ratio, .score:
            return .known(now - then)
        }
    }

    /// Why two sums cannot be compared: one of them is over a part of its period.
    package func unlike(_ base: Figure) -> Undefined? {
        guard isFlow, (through == nil) != (base.through == nil) else { return nil }
        let partial = through == nil ? base : self
        return .notKnown(
            "\(partial.period.name) is known to \(partial.through.map { "\($0)" } ?? ""), and is not "
                + "compared with a whole period")
    }
}
