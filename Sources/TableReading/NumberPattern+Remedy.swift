import ReportModel

extension NumberPattern {
    /// What to do about a cell that is no number: found out only where one was refused.
    package func remedy(for text: String) -> String {
        let bytes = Array(text.utf8)
        var readings: [(value: String, settings: String)] = []
        for other in alternatives {
            guard let value = other.value(of: bytes.span)?.canonical,
                !readings.contains(where: { $0.value == value })
            else { continue }
            readings.append((value, other.settings(unlike: self)))
        }
        if readings.count > 1 {
            return readings.prefix(2)
                .map { "if it means \($0.value), set format: {\($0.settings)}" }
                .joined(separator: "; ")
        }
        if let reading = readings.first {
            return "if numbers are written so, set format: {\(reading.settings)}"
        }
        let digits = bytes.count { $0 >= 48 && $0 <= 57 }
        if digits > Self.digitLimit { return "a number has at most \(Self.digitLimit) digits" }
        let missing = "words that mean no value go into format: {missing: […]}"
        if digits == 0 { return missing }
        return "a number has digits, at most one '\(Self.name(decimal))', perhaps a minus or"
            + " parentheses, a percent sign, or a currency as € or EUR; " + missing
    }

    /// Other ways to write numbers, those that change least first.
    private var alternatives: [NumberPattern] {
        let point = UInt8(ascii: ".")
        let comma = UInt8(ascii: ",")
        let otherDecimal = decimal == comma ? point : comma
        let spaces: [UInt8] = [UInt8(ascii: " "), UInt8(ascii: "'")]
        let pairs: [(UInt8, UInt8?)] =
            [(decimal, otherDecimal)] + spaces.map { (decimal, $0) }
            + [(otherDecimal, nil), (otherDecimal, decimal)] + spaces.map { (otherDecimal, $0) }
        return pairs.map { NumberPattern(decimal: $0, grouping: $1) }
    }

    private func settings(unlike other: NumberPattern) -> String {
        var settings: [String] = []
        if decimal != other.decimal { settings.append("decimal: \"\(Self.name(decimal))\"") }
        if let grouping, grouping != other.grouping {
            settings.append("grouping: \"\(Self.name(grouping))\"")
        }
        return settings.joined(separator: ", ")
    }

    private static func name(_ byte: UInt8) -> String { String(UnicodeScalar(byte)) }
}
