/// How wide a text is at most in the fonts of a chart, in the unit of `size`.
package func textWidth(_ text: String, size: Double, bold: Bool = false) -> Double {
    var hundredths = 0
    for scalar in text.unicodeScalars { hundredths += advance(of: scalar.value, bold: bold) }
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

/// The advance of a character in hundredths of the font size: the widest of Inter (with digits of
/// one width) and Liberation Sans for Western text, rounded up; estimates beyond.
private func advance(of scalar: UInt32, bold: Bool) -> Int {
    switch scalar {
    case 0x30...0x39: bold ? 69 : 66
    case 0x20..<0x7F: Int((bold ? boldASCII : plainASCII)[Int(scalar) - 0x20])
    case 0xA0...0xFF: Int((bold ? boldLatin1 : plainLatin1)[Int(scalar) - 0xA0])
    case 0x0300..<0x0370, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2069, 0xFE00...0xFE0F: 0
    case 0x0152, 0x0153: 103
    case 0x0100..<0x0250: 83
    case 0x0370..<0x0530: 95
    case 0x2002, 0x2003, 0x2014, 0x2026, 0x2190...0x21FF, 0x3000: 101
    case 0x2000...0x200A, 0x202F, 0x205F: 60
    case 0x2018...0x201A: 30
    case 0x201C...0x201E: 50
    case 0x2030, 0x2116, 0x25A0...0x27BF: 113
    case 0x2200...0x22FF, 0x20A0...0x20CF: 80
    case 0x1100..<0x1200, 0x2E80..<0xA4D0, 0xAC00..<0xD7B0, 0xF900..<0xFB00, 0xFE30..<0xFE70,
        0xFF00..<0xFF61, 0x20000..<0x40000:
        100
    case 0x1F000..<0x20000: 135
    default: 65
    }
}

private let plainASCII: [UInt8] = [
    29, 30, 41, 64, 65, 89, 67, 23, 38, 38, 53, 67, 29, 47, 29, 37, 66, 66, 66, 66, 66, 66, 66, 66,
    66, 66, 29, 29, 67, 67, 67, 56, 102, 70, 67, 74, 73, 67, 62, 78, 75, 28, 56, 67, 57, 90, 76, 78,
    67, 78, 73, 67, 66, 75, 70, 98, 67, 69, 64, 38, 37, 38, 48, 56, 50, 57, 63, 57, 63, 59, 37, 62,
    61, 25, 25, 56, 25, 89, 60, 61, 62, 62, 39, 54, 38, 60, 57, 83, 56, 57, 56, 38, 35, 38, 67,
]

private let boldASCII: [UInt8] = [
    28, 34, 48, 65, 66, 89, 73, 24, 41, 41, 57, 68, 31, 47, 30, 39, 69, 69, 69, 69, 69, 69, 69, 69,
    69, 69, 34, 34, 68, 68, 68, 62, 104, 75, 73, 76, 73, 67, 62, 78, 75, 29, 57, 73, 62, 92, 75, 79,
    67, 79, 73, 67, 67, 74, 75, 104, 72, 73, 67, 41, 39, 41, 59, 56, 50, 59, 64, 59, 64, 60, 39, 64,
    63, 28, 28, 59, 28, 92, 63, 62, 64, 64, 41, 57, 39, 63, 59, 86, 58, 59, 58, 41, 38, 41, 68,
]

private let plainLatin1: [UInt8] = [
    29, 34, 57, 65, 74, 56, 30, 57, 60, 92, 47, 57, 59, 47, 74, 56, 46, 67, 43, 44, 50, 64, 61, 29,
    34, 34, 47, 57, 89, 93, 96, 62, 70, 70, 70, 70, 70, 70, 101, 74, 67, 67, 67, 67, 28, 28, 28, 28,
    73, 76, 78, 78, 78, 78, 78, 67, 78, 75, 75, 75, 75, 69, 67, 63, 57, 57, 57, 57, 57, 57, 93, 57,
    59, 59, 59, 59, 28, 28, 28, 28, 59, 60, 61, 61, 61, 61, 61, 67, 62, 60, 60, 60, 60, 57, 62, 57,
]

private let boldLatin1: [UInt8] = [
    28, 34, 59, 68, 77, 58, 35, 60, 56, 92, 49, 63, 59, 47, 74, 57, 46, 68, 43, 45, 50, 67, 61, 30,
    38, 34, 49, 63, 89, 92, 97, 62, 75, 75, 75, 75, 75, 75, 104, 76, 67, 67, 67, 67, 29, 29, 29, 29,
    73, 75, 79, 79, 79, 79, 79, 68, 79, 74, 74, 74, 74, 73, 68, 67, 59, 59, 59, 59, 59, 59, 92, 59,
    60, 60, 60, 60, 28, 28, 28, 28, 62, 63, 62, 62, 62, 62, 62, 68, 62, 63, 63, 63, 63, 59, 62, 59,
]
