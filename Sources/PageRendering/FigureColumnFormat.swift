import FigureWording
import ReportModel

/// How the figures of a column, or of all of a chart, are written: one unit, one scale.
struct FigureColumnFormat: Sendable {
    let writer: FigureWriter
    let unit: Unit
    let magnitude: Magnitude
    private(set) var digits: Int
    let better: Direction

    enum Place: Sendable {
        case table, chart
    }

    /// The scale that suits the largest of the values.
    ///
    /// A chart has less room and its marks carry the size: it takes the larger magnitude from 2 on.
    init(
        _ writer: FigureWriter, _ metric: MetricDefinition, values: [ExactDecimal], in place: Place,
        digits: Int?, unit name: String?
    ) {
        self.writer = writer
        unit = metric.unit
        better = metric.better
        let largest = values.map(\.magnitude).max() ?? .zero
        let asked = name.flatMap(Magnitude.init(name:))
        guard metric.unit == .money else {
            magnitude = .one
            self.digits = digits ?? FigureWriter.standardDigits(metric.unit)
            return
        }
        let threshold = ExactDecimal(place == .chart ? 2 : 10)
        let fitting = Magnitude.allCases.last { magnitude in
            largest >= threshold * ExactDecimal(ExactDecimal.powerOfTen(magnitude.exponent))
        }
        let scale = asked ?? fitting ?? .one
        let inScale =
            largest.divided(
                by: ExactDecimal(ExactDecimal.powerOfTen(scale.exponent))) ?? .zero
        let isLong = inScale >= ExactDecimal(100)
        magnitude = scale
        self.digits = digits ?? (isLong || scale == .one ? 0 : 1)
    }

    /// `€m`, `%`; empty for counts and ratios, whose figures carry their sign.
    var label: String { unit == .ratio ? "" : writer.unitLabel(unit, magnitude) }

    /// The unit of an exact number, which is never scaled.
    var exactLabel: String {
        switch unit {
        case .money: writer.currency
        case .percent: Self.fraction
        case .count, .days, .months, .ratio, .score: ""
        }
    }

    /// How a CSV says that percentages are fractions.
    static let fraction = "1 = 100%"

    /// A difference is in it: percentage points for percentages.
    var differenceLabel: String {
        unit == .percent ? (writer.language.units[.points]?.label ?? "") : label
    }

    /// A value in the unit that the head states.
    func text(_ value: ExactDecimal) -> String {
        if unit == .percent { return plain(value * ExactDecimal(100), digits) }
        return writer.text(
            value, unit: unit, FigureFormat(.table, digits: digits, magnitude: magnitude))
    }

    func text(_ value: FigureValue) -> String {
        value.number.map { text($0) } ?? writer.language.undefined
    }

    /// A difference with its sign, in the unit that the head states.
    func signed(_ difference: ExactDecimal) -> String {
        if unit == .percent {
            return writer.difference(
                difference * ExactDecimal(100), .absolute, unit: .count,
                FigureFormat(.table, digits: max(digits, 1)))
        }
        return writer.difference(
            difference, .absolute, unit: unit,
            FigureFormat(.table, digits: digits, magnitude: magnitude))
    }

    /// A share as whole per cent with its sign, without the sign of per cent.
    func signedShare(_ share: ExactDecimal, digits: Int = 0) -> String {
        writer.difference(
            share * ExactDecimal(100), .absolute, unit: .count, FigureFormat(.table, digits: digits)
        )
    }

    /// The same with one digit more where most of the differences would be printed as zero.
    func finer(for differences: [ExactDecimal]) -> FigureColumnFormat {
        Self.tellApart(differences, as: signed) ? self : withMoreDigits
    }

    /// The same with one digit more where one of the differences would be printed as zero and is none.
    func showing(_ differences: [ExactDecimal]) -> FigureColumnFormat {
        let isHidden = differences.contains { difference in
            !difference.isZero && !signed(difference).utf8.contains { 49...57 ~= $0 }
        }
        return isHidden ? withMoreDigits : self
    }

    /// The same with one digit more.
    private var withMoreDigits: FigureColumnFormat { withDigits(digits + 1) }

    /// The same with so many digits.
    func withDigits(_ count: Int) -> FigureColumnFormat {
        var format = self
        format.digits = count
        return format
    }

    /// Whether at least half of what is not zero is not printed as zero either.
    static func tellApart(
        _ values: [ExactDecimal], as text: (ExactDecimal) -> String
    ) -> Bool {
        let differing = values.filter { !$0.isZero }
        let visible = differing.filter { text($0).utf8.contains { 49...57 ~= $0 } }
        return visible.count * 2 >= differing.count
    }

    func plain(_ value: ExactDecimal, _ digits: Int) -> String {
        writer.text(value, unit: .count, FigureFormat(.table, digits: digits))
    }

    /// Whether a difference is good, bad, or none at the digits that are printed.
    func tone(_ difference: ExactDecimal) -> FigureSheet.Tone {
        Self.tone(difference, printed: signed(difference), better: better)
    }

    static func tone(
        _ difference: ExactDecimal, printed: String, better: Direction
    ) -> FigureSheet.Tone {
        let isNone = !printed.utf8.contains { 49...57 ~= $0 }
        if isNone { return .even }
        return difference.isNegative == (better == .lower) ? .good : .bad
    }
}
