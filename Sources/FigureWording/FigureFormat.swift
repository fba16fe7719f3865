package import ReportModel

/// How much of a figure is written.
package struct FigureFormat: Hashable, Sendable {
    package enum Style: Hashable, Sendable {
        /// In running text and tiles: money at three digits with its symbol, days with their word.
        case prose
        /// In tables and charts: money in the unit of the title, without a symbol.
        case table
        /// Money to the cent, as on an invoice.
        case full
    }

    package var style: Style
    /// Digits after the point, as `digits=` says.
    package var digits: Int?
    /// The power of ten that money is written in, as `unit=` says or the title of a table.
    package var magnitude: Magnitude?

    package init(_ style: Style, digits: Int? = nil, magnitude: Magnitude? = nil) {
        self.style = style
        self.digits = digits.map { min(max($0, 0), 12) }
        self.magnitude = magnitude
    }

    package static let prose = FigureFormat(.prose)
    package static let full = FigureFormat(.full)

    /// For the cells of a table or the labels of a chart on one scale.
    package static func table(_ scale: TableScale) -> FigureFormat {
        FigureFormat(.table, digits: scale.digits, magnitude: scale.magnitude)
    }
}

/// The one scale of a table's column or a chart.
package struct TableScale: Hashable, Sendable {
    package var magnitude: Magnitude
    /// Nil: as the unit has it.
    package var digits: Int?

    package init(magnitude: Magnitude, digits: Int? = nil) {
        self.magnitude = magnitude
        self.digits = digits
    }

    /// The scale at which the largest value of money still shows three digits or four, one of them
    /// after the point where there are fewer than four; other units are not scaled.
    package init(maximum: ExactDecimal, unit: Unit) {
        guard unit == .money else {
            self.init(magnitude: .one)
            return
        }
        let magnitude =
            Magnitude.allCases.last {
                $0 == .one || maximum.magnitude.shifted(by: -$0.exponent) >= ExactDecimal(10)
            } ?? .one
        let isLong = maximum.magnitude.shifted(by: -magnitude.exponent) >= ExactDecimal(1000)
        self.init(magnitude: magnitude, digits: isLong ? 0 : magnitude == .one ? 2 : 1)
    }
}

/// How two figures are told apart.
package enum DifferenceKind: Hashable, Sendable {
    /// The change as a share of the base.
    case relative
    /// Percentage points.
    case points
    /// In the unit of the figures.
    case absolute

    /// Per cent for money and counts, points for percentages, else absolute.
    package init(of unit: Unit) {
        switch unit {
        case .money, .count: self = .relative
        case .percent: self = .points
        case .days, .months, .ratio, .score: self = .absolute
        }
    }
}

extension ExactDecimal {
    /// The value times ten to a power.
    func shifted(by exponent: Int) -> ExactDecimal {
        if scale >= exponent {
            return ExactDecimal(significand, scale: scale - exponent, isRounded: isRounded)
        }
        let lift = Self.powerOfTen(min(exponent - scale, 38))
        let whole = ExactDecimal(significand, isRounded: isRounded)
        return whole * ExactDecimal(lift)
    }
}
