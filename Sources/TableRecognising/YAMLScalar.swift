/// A text as a scalar of YAML that any reader gives back unchanged, in a line or between brackets.
func yamlScalar(_ text: String) -> String {
    if isPlainScalar(text) { return text }
    let isPaired = hasPairedBrackets(text)
    let isPrintable = isPaired && text.unicodeScalars.allSatisfy { !needsEscape($0) }
    if isPrintable, text.contains("\"") || text.contains("\\"), !startsAnchor(text) {
        return "'" + text.replacing("'", with: "''") + "'"
    }
    var quoted = "\""
    var before: Unicode.Scalar = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": quoted += "\\\""
        case "\\": quoted += "\\\\"
        case "\n": quoted += "\\n"
        case "\r": quoted += "\\r"
        case "\t": quoted += "\\t"
        case "*" where startsAnchorAfter(before), "&" where startsAnchorAfter(before):
            quoted += escape(scalar)
        default:
            if needsEscape(scalar) || !isPaired && "[]{}".unicodeScalars.contains(scalar) {
                quoted += escape(scalar)
            } else {
                quoted.unicodeScalars.append(scalar)
            }
        }
        before = scalar
    }
    return quoted + "\""
}

/// A list between brackets.
func yamlList(_ texts: [String]) -> String {
    "[" + texts.map(yamlScalar).joined(separator: ", ") + "]"
}

/// Letters, digits and a few signs between them, and no word that means something else.
private func isPlainScalar(_ text: String) -> Bool {
    let words: Set<String> = [
        "true", "false", "null", "yes", "no", "on", "off", "y", "n", ".inf", ".nan",
    ]
    if text.isEmpty || words.contains(text.lowercased()) { return false }
    guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last else {
        return false
    }
    func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && scalar.properties.isAlphabetic || scalar == "_"
    }
    let isDigit: (Unicode.Scalar) -> Bool = { ("0"..."9").contains($0) }
    if !isLetter(first) || !(isLetter(last) || isDigit(last) || last == ")") { return false }
    return text.unicodeScalars.allSatisfy { scalar in
        isLetter(scalar) || isDigit(scalar) || " ()/-.".unicodeScalars.contains(scalar)
    }
}

/// Whether a reader could take something in the text for an alias or an anchor.
private func startsAnchor(_ text: String) -> Bool {
    var before: Unicode.Scalar = "'"
    for scalar in text.unicodeScalars {
        if scalar == "*" || scalar == "&", startsAnchorAfter(before) { return true }
        before = scalar
    }
    return false
}

private func startsAnchorAfter(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value <= 0x20 || "[{,:".unicodeScalars.contains(scalar)
}

/// Texts with brackets that don't pair would look like deep nesting to a reader that counts them.
private func hasPairedBrackets(_ text: String) -> Bool {
    var depth = 0
    for byte in text.utf8 {
        if byte == 0x5B || byte == 0x7B { depth += 1 }
        if byte == 0x5D || byte == 0x7D { depth -= 1 }
        if depth < 0 || depth > 2 { return false }
    }
    return depth == 0
}

/// Control characters, line separators, a byte order mark and what is no character.
private func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F...0xA0, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
    default: scalar.value >= 0x10000 && scalar.value & 0xFFFE == 0xFFFE
    }
}

private func escape(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let width = scalar.value <= 0xFF ? 2 : scalar.value <= 0xFFFF ? 4 : 8
    let letter = width == 2 ? "x" : width == 4 ? "u" : "U"
    return "\\" + letter + String(repeating: "0", count: width - digits.count) + digits
}
