/// How far two figures may be apart and still count as equal.
package enum Tolerance: Hashable, Sendable {
    case absolute(ExactDecimal)
    /// A share of the figure that is compared with: 0.001 is 0.1%.
    case relative(ExactDecimal)

    /// Whether a figure is as near to the one it is compared with as it must be.
    package func allows(_ figure: ExactDecimal, against expected: ExactDecimal) -> Bool {
        (figure - expected).magnitude <= width(at: expected)
    }

    /// The distance that is allowed from a figure.
    package func width(at expected: ExactDecimal) -> ExactDecimal {
        switch self {
        case .absolute(let distance): distance
        case .relative(let share): share * expected.magnitude
        }
    }

    /// As an author writes it: `0.01`, `0.1%`.
    package var text: String {
        switch self {
        case .absolute(let distance): distance.canonical
        case .relative(let share): (share * ExactDecimal(100)).canonical + "%"
        }
    }
}

/// Sums of a table for each period and cut against a control.
package struct Reconciliation: Sendable {
    package enum Control: Sendable {
        /// A file, to be read as the first of these sources whose columns it has: as `spend`, which
        /// has a `date` and an `amount`, or as `inputs`, which has a `period` and a `value`.
        case file([TableSource])
        /// Sums by period, as the settings give them.
        case sums([PeriodSum])
    }

    package struct PeriodSum: Sendable {
        package var period: Period
        package var sum: ExactDecimal

        package init(_ period: Period, _ sum: ExactDecimal) {
            self.period = period
            self.sum = sum
        }
    }

    package var control: Control
    /// What is summed up.
    package var field: String
    /// The date that places a row in time.
    package var date: String
    /// Month, quarter or year.
    package var grain: Period.Grain
    /// Dimensions, in the author's order.
    package var cut: [String]
    package var tolerance: Tolerance
    /// The control as the author wrote it: a path, a number, `2 periods`.
    package var wording: String

    package init(
        control: Control, wording: String, field: String, date: String, grain: Period.Grain,
        cut: [String], tolerance: Tolerance
    ) {
        self.control = control
        self.wording = wording
        self.field = field
        self.date = date
        self.grain = grain
        self.cut = cut
        self.tolerance = tolerance
    }
}

/// Two formulas compared in one or several periods.
package struct FormulaComparison: Sendable {
    package var formula: Expression
    /// The formula as the author wrote it.
    package var wording: String
    package var tolerance: Tolerance
    /// In the order of time.
    package var periods: [Period]

    package init(
        formula: Expression, wording: String, tolerance: Tolerance, periods: [Period]
    ) {
        self.formula = formula
        self.wording = wording
        self.tolerance = tolerance
        self.periods = periods
    }
}
