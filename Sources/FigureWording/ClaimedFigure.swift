package import ReportModel

/// The figure that a claim is about.
package struct ClaimedFigure: Hashable, Sendable {
    /// The figure, or the difference where the binding compares: shares and points as fractions.
    package var value: FigureValue
    /// The metric's unit.
    package var unit: Unit
    /// Nil where the binding does not compare.
    package var difference: DifferenceKind?
    /// The metric's.
    package var betterIs: Direction
    /// The link as the page has it, for the remedy: `kpi:win_rate?vs=py`.
    package var destination: String

    package init(
        value: FigureValue, unit: Unit, difference: DifferenceKind? = nil, betterIs: Direction,
        destination: String
    ) {
        self.value = value
        self.unit = unit
        self.difference = difference
        self.betterIs = betterIs
        self.destination = destination
    }
}

extension ClaimedFigure {
    /// The remedy that replaces the text in the brackets.
    func link(_ text: String) -> String {
        let isPlain = !destination.contains(where: { $0.isWhitespace || "()<>".contains($0) })
        return "[\(text)](\(isPlain ? destination : "<\(destination)>"))"
    }

    /// What a claim about it must be in, or nothing.
    var claimedUnit: Claim.ClaimedUnit? {
        switch (difference, unit) {
        case (.relative, _): .percent
        case (.points, _): .points
        case (_, .percent): .percent
        case (_, .days): .days
        case (_, .months): .months
        case (_, .ratio): .ratio
        case (_, .money), (_, .count), (_, .score): nil
        }
    }

    /// Fractions are printed times a hundred.
    func shown(_ number: ExactDecimal) -> ExactDecimal {
        let isFraction =
            difference == .relative || difference == .points
            || (difference == nil || difference == .absolute) && unit == .percent
        return isFraction ? number.shifted(by: 2) : number
    }

    /// How the figure itself would be written.
    func text(_ number: ExactDecimal, _ writer: FigureWriter) -> String {
        difference.map { writer.difference(number, $0, unit: unit) }
            ?? writer.text(number, unit: unit)
    }

    /// Digits at which a difference counts as none.
    var displayDigits: Int {
        switch difference {
        case .relative, .points: 1
        case .absolute, nil: unit == .money ? 2 : FigureWriter.standardDigits(unit)
        }
    }
}
