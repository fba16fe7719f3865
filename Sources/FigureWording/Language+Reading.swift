package import ConfigReading
package import Diagnostics
internal import ReportModel

extension Language {
    /// Reads a language's file; nil, with diagnostics, when something is missing or wrong in it.
    package init?(_ node: YAMLNode, diagnostics: inout [Diagnostic]) {
        var found: [Diagnostic] = []
        defer { diagnostics += found }
        guard var file = YAMLCursor(node, name: "language", diagnostics: &found) else { return nil }
        code = file.required("code", &found)
        name = file.required("name", &found)
        undefined = file.required("undefined", &found)
        fillers = file.texts("fillers", &found).map(\.value)
        let numbers = file.section("numbers", &found) { numbers, found in
            (
                decimal: numbers.required("decimal", &found).first,
                grouping: numbers.required("grouping", &found).first,
                position: numbers.choice("currency_symbol", &found) as SymbolPosition?
            )
        }
        decimalSeparator = numbers?.decimal ?? "."
        groupingSeparator = numbers?.grouping ?? ","
        symbolPosition = numbers?.position ?? .before
        magnitudes = file.section("magnitudes", &found, Self.magnitudes) ?? [:]
        currencies = file.section("currencies", &found, Self.currencies) ?? [:]
        units = file.section("units", &found, Self.units) ?? [:]
        directions =
            file.section("directions", &found) { section, found in
                Dictionary(
                    uniqueKeysWithValues: Sense.allCases.map {
                        ($0, section.requiredList($0.rawValue, &found))
                    })
            } ?? [:]
        let months = file.section("months", &found) { months, found in
            [
                months.requiredList("long", &found, count: 12),
                months.requiredList("short", &found, count: 12),
            ]
        }
        monthNames = months?.first ?? []
        shortMonthNames = months?.last ?? []
        let patterns = file.section("periods", &found) { section, found in
            PeriodPatterns(
                day: section.required("day", &found), month: section.required("month", &found),
                shortMonth: section.required("short_month", &found),
                quarter: section.required("quarter", &found),
                half: section.required("half", &found),
                yearToDate: section.required("year_to_date", &found),
                range: section.required("range", &found),
                rangeInYear: section.required("range_in_year", &found))
        }
        file.finish(&found)
        guard let patterns, !found.hasErrors else { return nil }
        periods = patterns
        monthTexts = allMonthTexts()
    }

    private static func magnitudes(
        _ section: inout YAMLCursor, _ found: inout [Diagnostic]
    ) -> [Magnitude: MagnitudeWords] {
        let keys: [(Magnitude, String)] = [
            (.thousand, "thousand"), (.million, "million"), (.billion, "billion"),
        ]
        var magnitudes: [Magnitude: MagnitudeWords] = [:]
        for (magnitude, key) in keys {
            magnitudes[magnitude] = section.section(key, &found) { entry, found in
                MagnitudeWords(
                    symbol: entry.required("symbol", &found),
                    label: entry.required("label", &found),
                    words: entry.requiredList("words", &found))
            }
        }
        return magnitudes
    }

    private static func currencies(
        _ section: inout YAMLCursor, _ found: inout [Diagnostic]
    ) -> [String: CurrencyWords] {
        var currencies: [String: CurrencyWords] = [:]
        for entry in section.takeRest() {
            let name = "\(section.name).\(entry.key)"
            guard var words = YAMLCursor(entry.value, name: name, diagnostics: &found) else {
                continue
            }
            currencies[entry.key] = CurrencyWords(
                symbol: words.required("symbol", &found),
                words: words.texts("words", &found).map(\.value))
            words.finish(&found)
        }
        return currencies
    }

    private static func units(
        _ section: inout YAMLCursor, _ found: inout [Diagnostic]
    ) -> [WordedUnit: UnitWords] {
        var units: [WordedUnit: UnitWords] = [:]
        for unit in WordedUnit.allCases {
            units[unit] = section.section(unit.rawValue, &found) { entry, found in
                let other = entry.required("other", &found)
                return UnitWords(
                    one: entry.text("one", &found) ?? other, other: other,
                    label: entry.required("label", &found),
                    words: entry.requiredList("words", &found))
            }
        }
        return units
    }
}

extension YAMLCursor {
    private static let remedy = "see a language that comes with revsite"

    fileprivate mutating func required(_ key: String, _ diagnostics: inout [Diagnostic]) -> String {
        requiredText(key, remedy: Self.remedy, &diagnostics) ?? ""
    }

    /// A list of so many texts, or of at least one.
    fileprivate mutating func requiredList(
        _ key: String, _ diagnostics: inout [Diagnostic], count: Int? = nil
    ) -> [String] {
        let texts = texts(key, &diagnostics).map(\.value)
        if texts.isEmpty || count.map({ $0 != texts.count }) ?? false {
            let wanted = count.map { "\($0) texts" } ?? "a text"
            diagnostics.append(
                Diagnostic(
                    id: "key-missing", "'\(name).\(key)' needs \(wanted)", remedy: Self.remedy,
                    at: location))
        }
        return texts
    }

    /// Reads a mapping that must be there, and reports the keys that were not read.
    fileprivate mutating func section<Value>(
        _ key: String, _ diagnostics: inout [Diagnostic],
        _ read: (inout YAMLCursor, inout [Diagnostic]) -> Value
    ) -> Value? {
        let before = diagnostics.count
        if var found = map(key, &diagnostics) {
            let value = read(&found, &diagnostics)
            found.finish(&diagnostics)
            return value
        }
        if diagnostics.count == before {
            diagnostics.append(
                Diagnostic(
                    id: "key-missing", "'\(name)' lacks the key '\(key)'", remedy: Self.remedy,
                    at: location))
        }
        return nil
    }
}
