/// A line of comma-separated cells, quoted where they have to be.
func csvLine(_ cells: [String]) -> String {
    cells.map(csvCell).joined(separator: ",") + "\n"
}

func csvCell(_ text: String) -> String {
    let needsQuotes = text.utf8.contains { $0 == 44 || $0 == 34 || $0 == 10 }
    return needsQuotes ? csvQuoted(text) : text
}

/// A cell in quotes, as a CRM writes every name.
func csvQuoted(_ text: String) -> String {
    let doubled = text.split(separator: "\"", omittingEmptySubsequences: false)
        .joined(separator: "\"\"")
    return "\"" + doubled + "\""
}

/// `1234.50`
func euros(_ cents: Int, decimal: String = ".") -> String {
    let size = cents < 0 ? -cents : cents
    return (cents < 0 ? "-" : "") + "\(size / 100)" + decimal + padded(size % 100, 2)
}

/// `0.273` of 273 per mille
func fraction(perMille: Int) -> String { "\(perMille / 1000)." + padded(perMille % 1000, 3) }

/// Half away from zero, as money is rounded.
func divided(_ value: Int, by divisor: Int) -> Int {
    value < 0 ? -((-value + divisor / 2) / divisor) : (value + divisor / 2) / divisor
}

/// The bytes of a text in windows-1252; the demonstration writes nothing outside Latin-1.
func windows1252(_ text: String) -> [UInt8] {
    text.unicodeScalars.map { scalar in
        precondition(scalar.value < 0x80 || 0xA0...0xFF ~= scalar.value, "not in Latin-1")
        return UInt8(truncatingIfNeeded: scalar.value)
    }
}
