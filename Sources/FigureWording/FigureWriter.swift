package import ReportModel

/// Writes figures as text in one language and currency.
///
/// Every value is rounded once, half away from zero, at the digits that are printed; what rounds to
/// zero has no sign. A class, for every chart and table has one.
package final class FigureWriter: Sendable {
    package let language: Language
    /// ISO 4217.
    package let currency: String
    /// How the language writes the currency, and what parts it from a number.
    private let symbol: String
    private let gap: String

    package init(language: Language, currency: String) {
        self.language = language
        self.currency = currency
        symbol = language.symbol(of: currency)
        gap = symbol.isAlphabetic ? noBreakSpace : ""
    }

    /// A figure, or the language's word for one that is undefined.
    package func text(
        _ value: FigureValue, unit: Unit, _ format: FigureFormat = .prose
    ) -> String {
        value.number.map { text($0, unit: unit, format) } ?? language.undefined
    }

    /// A number in its unit. Percentages are fractions.
    package func text(
        _ value: ExactDecimal, unit: Unit, _ format: FigureFormat = .prose
    ) -> String {
        text(value, unit: unit, format, isSigned: false)
    }

    /// A difference with its sign: `+1.4 pp`, `−6 days`. Shares and points are fractions.
    ///
    /// - Parameter unit: that of the figures compared.
    package func difference(
        _ value: ExactDecimal, _ kind: DifferenceKind, unit: Unit, _ format: FigureFormat = .prose
    ) -> String {
        switch kind {
        case .relative:
            return worded(
                value.shifted(by: 2), .percent, digits: format.digits ?? 1, isSigned: true)
        case .points:
            return worded(value.shifted(by: 2), .points, digits: format.digits ?? 1, isSigned: true)
        case .absolute:
            return text(value, unit: unit, format, isSigned: true)
        }
    }

    /// What the title of a chart or the head of a column says: `€m`, `%`, `days`; empty for counts.
    package func unitLabel(_ unit: Unit, _ magnitude: Magnitude = .one) -> String {
        switch unit {
        case .money:
            let label = language.magnitudes[magnitude]?.label ?? ""
            let gap = label.isEmpty ? "" : gap
            return language.symbolPosition == .before
                ? symbol + gap + label : label + gap + symbol
        case .percent: return label(.percent)
        case .days: return label(.days)
        case .months: return label(.months)
        case .ratio: return label(.ratio)
        case .count, .score: return ""
        }
    }

    /// Digits after the point where nobody says otherwise.
    package static func standardDigits(_ unit: Unit) -> Int {
        switch unit {
        case .percent, .months, .ratio, .money: 1
        case .count, .days, .score: 0
        }
    }

    // MARK: Parts

    private func text(
        _ value: ExactDecimal, unit: Unit, _ format: FigureFormat, isSigned: Bool
    ) -> String {
        let digits = format.digits ?? Self.standardDigits(unit)
        switch unit {
        case .money: return money(value, format, isSigned: isSigned)
        case .percent:
            return worded(value.shifted(by: 2), .percent, digits: digits, isSigned: isSigned)
        case .ratio: return worded(value, .ratio, digits: digits, isSigned: isSigned)
        case .days where format.style != .table:
            return worded(value, .days, digits: digits, isSigned: isSigned)
        case .months where format.style != .table:
            return worded(value, .months, digits: digits, isSigned: isSigned)
        case .count, .score, .days, .months:
            let rounded = value.rounded(to: digits)
            return sign(rounded, isSigned) + language.digits(rounded, digits: digits)
        }
    }

    private func worded(
        _ value: ExactDecimal, _ unit: Language.WordedUnit, digits: Int, isSigned: Bool
    ) -> String {
        let rounded = value.rounded(to: digits)
        let words = language.units[unit]
        let isOne = rounded.magnitude == .one && digits == 0
        let pattern = (isOne ? words?.one : words?.other) ?? "{}"
        return sign(rounded, isSigned) + pattern.filled(language.digits(rounded, digits: digits))
    }

    private func money(
        _ value: ExactDecimal, _ format: FigureFormat, isSigned: Bool
    ) -> String {
        var magnitude = format.magnitude ?? .one
        var digits = format.digits ?? (magnitude == .one ? cents(of: value) : 1)
        if format.style == .prose, format.magnitude == nil {
            magnitude = compactMagnitude(of: value, digits: format.digits)
            digits = format.digits ?? compactDigits(of: value, magnitude)
        }
        let rounded = value.shifted(by: -magnitude.exponent).rounded(to: digits)
        let number = language.digits(rounded, digits: digits)
        if format.style == .table { return sign(rounded, isSigned) + number }
        return sign(rounded, isSigned) + amount(number, magnitude)
    }

    /// Two digits, or none where the amount is whole at two.
    private func cents(of value: ExactDecimal) -> Int {
        value.rounded(to: 2).normalised.scale == 0 ? 0 : 2
    }

    /// The smallest magnitude at which the rounded number stays below a thousand.
    private func compactMagnitude(of value: ExactDecimal, digits: Int?) -> Magnitude {
        Magnitude.allCases.first { magnitude in
            let digits = digits ?? compactDigits(of: value, magnitude)
            let scaled = value.magnitude.shifted(by: -magnitude.exponent)
            return scaled.rounded(to: digits) < ExactDecimal(1000)
        } ?? .billion
    }

    /// Digits after the point that make three in all; below a thousand, cents if there are any.
    private func compactDigits(of value: ExactDecimal, _ magnitude: Magnitude) -> Int {
        if magnitude == .one { return cents(of: value) }
        let scaled = value.magnitude.shifted(by: -magnitude.exponent)
        return [(2, 10), (1, 100)].first {
            scaled.rounded(to: $0.0) < ExactDecimal($0.1)
        }?.0 ?? 0
    }

    private func amount(_ number: String, _ magnitude: Magnitude) -> String {
        let scale = language.magnitudes[magnitude]?.symbol ?? ""
        return switch language.symbolPosition {
        case .before: symbol + gap + number + scale
        case .after: number + noBreakSpace + scale + (scale.isEmpty ? "" : gap) + symbol
        }
    }

    private func sign(_ rounded: ExactDecimal, _ isSigned: Bool) -> String {
        rounded.isZero ? "" : rounded.isNegative ? minusSign : isSigned ? "+" : ""
    }

    private func label(_ unit: Language.WordedUnit) -> String { language.units[unit]?.label ?? "" }
}

let minusSign = "\u{2212}"
let noBreakSpace = "\u{A0}"

extension Language {
    /// The digits of a number that is rounded already, grouped from four digits on, without a sign.
    func digits(_ value: ExactDecimal, digits: Int, isGrouped: Bool = true) -> String {
        var text =
            UInt64(exactly: value.significand.magnitude).map { String($0) }
            ?? String(value.significand.magnitude)
        let lack = value.scale + 1 - text.utf8.count
        if lack > 0 { text = String(repeating: "0", count: lack) + text }
        let whole = text.utf8.count - value.scale
        if digits == 0, whole < 4 || !isGrouped { return String(text.utf8.prefix(whole)) ?? "" }
        let grouping = String(groupingSeparator).utf8
        let point = String(decimalSeparator).utf8
        let room = whole * (1 + grouping.count) + point.count + digits
        return String(unsafeUninitializedCapacity: room) { bytes in
            var end = 0
            func put(_ byte: UInt8) {
                bytes[end] = byte
                end += 1
            }
            for (index, digit) in text.utf8.enumerated() where index < whole + digits {
                if index == whole {
                    point.forEach(put)
                } else if isGrouped, index > 0, index < whole, (whole - index) % 3 == 0 {
                    grouping.forEach(put)
                }
                put(digit)
            }
            if digits > 0, value.scale == 0 { point.forEach(put) }
            for _ in 0..<max(0, digits - value.scale) { put(UInt8(ascii: "0")) }
            return end
        }
    }
}

extension String {
    /// A currency's code or a symbol of letters, which does not stick to a number.
    var isAlphabetic: Bool { count > 1 && allSatisfy(\.isLetter) }
}
