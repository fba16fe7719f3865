import ReportModel

/// Numbers read slowly, by taking texts apart: what the fast reader is compared with.
struct NaiveNumber {
    let decimal: Character
    let grouping: Character?

    private static let currencies = ["$", "€", "£", "¥", "EUR", "USD", "PLN"]
    private static let blanks: Set<Character> = [" ", "\u{A0}", "\u{202F}"]

    func value(_ text: String) -> ExactDecimal? {
        value(text[...], mayHaveSign: true, mayHaveCurrency: true, mayHavePercent: true)
    }

    /// Tries every way to take one thing off; the first that leads to digits is the number.
    private func value(
        _ text: Substring, mayHaveSign: Bool, mayHaveCurrency: Bool, mayHavePercent: Bool
    ) -> ExactDecimal? {
        if let number = digits(text) { return number }
        if let first = text.first, Self.blanks.contains(first) {
            return value(
                text.dropFirst(), mayHaveSign: mayHaveSign, mayHaveCurrency: mayHaveCurrency,
                mayHavePercent: mayHavePercent)
        }
        if let last = text.last, Self.blanks.contains(last) {
            return value(
                text.dropLast(), mayHaveSign: mayHaveSign, mayHaveCurrency: mayHaveCurrency,
                mayHavePercent: mayHavePercent)
        }
        if mayHaveSign {
            func inner(_ rest: Substring) -> ExactDecimal? {
                value(
                    rest, mayHaveSign: false, mayHaveCurrency: mayHaveCurrency,
                    mayHavePercent: mayHavePercent)
            }
            for sign in ["-", "\u{2212}"] {
                if text.hasPrefix(sign), let found = inner(text.dropFirst()) { return -found }
                if text.hasSuffix(sign), let found = inner(text.dropLast()) { return -found }
            }
            if text.hasPrefix("+"), let found = inner(text.dropFirst()) { return found }
            if text.count > 2, text.hasPrefix("("), text.hasSuffix(")") {
                return inner(text.dropFirst().dropLast()).map { -$0 }
            }
        }
        if mayHaveCurrency, mayHavePercent {
            for sign in Self.currencies {
                for rest in [
                    text.hasPrefix(sign) ? text.dropFirst(sign.count) : nil,
                    text.hasSuffix(sign) ? text.dropLast(sign.count) : nil,
                ].compactMap(\.self) {
                    let found = value(
                        rest, mayHaveSign: mayHaveSign, mayHaveCurrency: false,
                        mayHavePercent: false)
                    if let found { return found }
                }
            }
        }
        if mayHavePercent, text.hasSuffix("%") {
            let found = value(
                text.dropLast(), mayHaveSign: mayHaveSign, mayHaveCurrency: false,
                mayHavePercent: false)
            return found.flatMap {
                $0.scale > 36 ? nil : ExactDecimal($0.significand, scale: $0.scale + 2)
            }
        }
        return nil
    }

    private func digits(_ text: Substring) -> ExactDecimal? {
        var parts = text.split(
            separator: /[eE]/, maxSplits: 1, omittingEmptySubsequences: false)
        var exponent = 0
        if parts.count == 2 {
            let digits = parts[1].trimmingPrefix(/[+\-]/)
            if digits.isEmpty || digits.count > 3 || !digits.allSatisfy(Self.isDigit) { return nil }
            exponent = (parts[1].hasPrefix("-") ? -1 : 1) * (Int(digits) ?? 0)
            parts.removeLast()
        }
        let halves = parts[0].split(
            separator: decimal, maxSplits: 1, omittingEmptySubsequences: false)
        let fraction = halves.count == 2 ? halves[1] : ""
        if !fraction.allSatisfy(Self.isDigit) { return nil }
        var whole = String(halves[0])
        if let grouping {
            let spellings: [Character] =
                grouping == " "
                ? [" ", "\u{A0}", "\u{202F}"] : grouping == "'" ? ["'", "\u{2019}"] : [grouping]
            let groups = whole.split(omittingEmptySubsequences: false) { spellings.contains($0) }
            if groups.count > 1 {
                guard (1...3).contains(groups[0].count),
                    groups.dropFirst().allSatisfy({ $0.count == 3 })
                else { return nil }
            }
            whole = groups.joined()
        }
        if !whole.allSatisfy(Self.isDigit) || whole.isEmpty && fraction.isEmpty { return nil }
        let significand = (whole + fraction).drop { $0 == "0" }
        let scale = fraction.count - exponent
        if scale > 38 || significand.count > 38 { return nil }
        if significand.isEmpty { return ExactDecimal(0, scale: max(0, scale)) }
        if significand.count - min(0, scale) > 38 { return nil }
        let zeros = String(repeating: "0", count: max(0, -scale))
        return Int128(significand + zeros).map { ExactDecimal($0, scale: max(0, scale)) }
    }

    private static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }
}
