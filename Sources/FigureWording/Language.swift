/// How a language writes numbers, money, periods and directions, and which words it reads in claims.
package struct Language: Hashable, Sendable {
    package enum SymbolPosition: String, CaseIterable, Hashable, Sendable {
        case before, after
    }

    package struct MagnitudeWords: Hashable, Sendable {
        /// In prose: the `M` of `€22.2M`.
        package var symbol: String
        /// In the title of a chart or a table: the `m` of `€m`.
        package var label: String
        /// What a claim may say instead.
        package var words: [String]
    }

    package struct CurrencyWords: Hashable, Sendable {
        package var symbol: String
        /// What a claim may say instead of the symbol or the code.
        package var words: [String]
    }

    /// A number with its unit; `{}` stands for the number.
    package struct UnitWords: Hashable, Sendable {
        package var one: String
        package var other: String
        /// At the head of a column or an axis.
        package var label: String
        /// What a claim may say for the unit.
        package var words: [String]
    }

    /// A unit that a pattern of the language is needed for.
    package enum WordedUnit: String, CaseIterable, Hashable, Sendable {
        case percent, points, days, months, ratio
    }

    /// What a word of direction says about a difference.
    package enum Sense: String, CaseIterable, Hashable, Sendable {
        case up, down, better, worse, unchanged
    }

    /// BCP 47: `en`, `zh-Hans`.
    package var code: String
    /// In the language itself.
    package var name: String
    package var decimalSeparator: Character
    package var groupingSeparator: Character
    package var symbolPosition: SymbolPosition
    package var currencies: [String: CurrencyWords]
    package var magnitudes: [Magnitude: MagnitudeWords]
    package var units: [WordedUnit: UnitWords]
    /// What stands where a figure is undefined.
    package var undefined: String
    /// Words of direction; words at the same place in `up` and `down`, `better` and `worse` are
    /// opposites.
    package var directions: [Sense: [String]]
    /// Words between a direction and its number, or a magnitude and its currency: `by`, `de`.
    package var fillers: [String]
    package var monthNames: [String]
    package var shortMonthNames: [String]
    package var periods: PeriodPatterns
    /// Months from January 2000 on as they are written.
    var monthTexts: [MonthTexts] = []

    struct MonthTexts: Hashable, Sendable {
        var long: String
        var short: String
        var withoutYear: String
    }

    package struct PeriodPatterns: Hashable, Sendable {
        package var day: String
        package var month: String
        package var shortMonth: String
        package var quarter: String
        package var half: String
        package var yearToDate: String
        package var range: String
        package var rangeInYear: String
    }
}

/// A power of ten that money is written in.
package enum Magnitude: Int, CaseIterable, Hashable, Sendable, Comparable {
    case one = 0
    case thousand = 3
    case million = 6
    case billion = 9

    /// Zeros after the one.
    package var exponent: Int { rawValue }

    /// As an author names it in `unit=` or `scale=`: `k`, `m`, `bn`, `full`.
    package init?(name: String) {
        switch name.lowercased() {
        case "one", "full": self = .one
        case "k": self = .thousand
        case "m": self = .million
        case "bn": self = .billion
        default: return nil
        }
    }

    /// The names that an author may write.
    package static let names = ["k", "m", "bn", "full"]

    package static func < (left: Magnitude, right: Magnitude) -> Bool {
        left.rawValue < right.rawValue
    }
}

extension Language {
    func symbol(of currency: String) -> String { currencies[currency]?.symbol ?? currency }
    func words(of unit: WordedUnit) -> [String] { units[unit]?.words ?? [] }
    func words(of sense: Sense) -> [String] { directions[sense] ?? [] }
}

extension String {
    /// The pattern with `{}` replaced.
    func filled(_ text: String) -> String { filling(["": text]) }

    /// The pattern with each `{name}` replaced, and what is put in not looked at again; a name that is not
    /// given stays as it is.
    package func filling(_ values: KeyValuePairs<String, String>) -> String {
        let pattern = Array(utf8)
        var result: [UInt8] = []
        result.reserveCapacity(pattern.count + 32)
        var start = 0
        // Braces are bytes of their own, and need no look at characters.
        while let open = pattern[start...].firstIndex(of: UInt8(ascii: "{")),
            let close = pattern[open...].firstIndex(of: UInt8(ascii: "}"))
        {
            result += pattern[start..<open]
            let name = pattern[open + 1..<close]
            if let value = values.first(where: { $0.key.utf8.elementsEqual(name) })?.value {
                result += value.utf8
            } else {
                result += pattern[open...close]
            }
            start = close + 1
        }
        result += pattern[start...]
        return String(decoding: result, as: UTF8.self)
    }
}
