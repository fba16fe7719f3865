/// How wide a text is at most in the fonts of a chart, in the unit of `size`.
package func textWidth(_ text: String, size: Double, bold: Bool = false) -> Double {
    let advances = bold ? boldAdvances : plainAdvances
    let hundredths =
        sum(ofASCII: text, in: advances)
        ?? text.unicodeScalars.reduce(0) { $0 + advance(of: $1.value, in: advances) }
    // A little more than the fonts say: renderers round advances to their pixels.
    return Double(hundredths) / 100 * 1.03 * size
}

/// A text in one line, or in two broken between words where one is too short for it; the last is cut
/// where it must be.
func inTwoLines(_ text: String, to width: Double, _ style: TextStyle) -> [String] {
    func cut(_ text: String) -> String {
        shortened(text, to: width, size: style.size, bold: style.isBold)
    }
    if style.width(text) <= width { return [text] }
    var used = 0.0
    var end: String.Index?
    for index in text.indices {
        if text[index] == " " { end = index }
        used += style.width(String(text[index]))
        if used > width { break }
    }
    guard let end, end > text.startIndex, end < text.endIndex else { return [cut(text)] }
    return [cut(String(text[..<end])), cut(String(text[text.index(after: end)...]))]
}

/// A text cut to a width, with an ellipsis in place of what doesn't fit; empty when nothing does.
package func shortened(_ text: String, to width: Double, size: Double, bold: Bool = false)
    -> String
{
    if textWidth(text, size: size, bold: bold) <= width { return text }
    var kept = ""
    var room = width - textWidth("…", size: size, bold: bold)
    for character in text {
        room -= textWidth(String(character), size: size, bold: bold)
        if room < 0 { break }
        kept.append(character)
    }
    while kept.last?.isWhitespace == true { kept.removeLast() }
    return kept.isEmpty ? "" : kept + "…"
}

/// How wide characters are at most in hundredths of the font size, by scalar up to the last that
/// the fonts are asked for.
private let plainAdvances = advances(in: plainFontAdvances)
private let boldAdvances = advances(in: boldFontAdvances)

/// The advances of a text added up where it is ASCII throughout, as most are.
private func sum(ofASCII text: String, in advances: [UInt8]) -> Int? {
    let sum = text.utf8.withContiguousStorageIfAvailable { bytes -> Int? in
        var sum = 0
        for byte in bytes {
            if byte >= 0x80 { return nil }
            sum += Int(advances[Int(byte)])
        }
        return sum
    }
    return sum ?? nil
}

private func advance(of scalar: UInt32, in advances: [UInt8]) -> Int {
    scalar < advances.count ? Int(advances[Int(scalar)]) : Int(estimatedAdvance(of: scalar))
}

/// The advances that a table of the fonts has, and estimates where it has none.
private func advances(in table: String) -> [UInt8] {
    var advances = (0..<UInt32(0x2600)).map(estimatedAdvance)
    for row in table.utf8.split(separator: UInt8(ascii: "\n")) {
        let parts = row.split(separator: UInt8(ascii: " "))
        guard parts.count == 2, let first = number(parts[0]) else { continue }
        var digits = parts[1]
        for scalar in first..<first + digits.count / 2 where scalar < advances.count {
            if let advance = number(digits.prefix(2)) { advances[scalar] = UInt8(advance) }
            digits = digits.dropFirst(2)
        }
    }
    return advances
}

private func number(_ digits: Substring.UTF8View) -> Int? {
    Int(Substring(digits), radix: 16)
}

/// The advance of a character that none of the fonts has.
private func estimatedAdvance(of scalar: UInt32) -> UInt8 {
    switch scalar {
    case 0x0300..<0x0370, 0x1AB0..<0x1B00, 0x1DC0..<0x1E00, 0x20D0..<0x2100, 0xFE00...0xFE0F,
        0xFE20...0xFE2F:
        0
    case 0x2600...0x27BF: 113
    case 0x1100..<0x1200, 0x2E80..<0xA4D0, 0xAC00..<0xD7B0, 0xF900..<0xFB00, 0xFE30..<0xFE70,
        0xFF00..<0xFF61, 0x20000..<0x40000:
        100
    case 0x1F000..<0x20000: 135
    default: 65
    }
}
