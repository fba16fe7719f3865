/// What the number format of a cell makes of its number.
enum WorkbookFormat: Hashable {
    case number
    case percent
    case date
    /// Hours that count on past a day: the number of days, as it is stored.
    case duration

    /// The formats that every spreadsheet program knows by their number; some depend on the language.
    init(builtIn id: Int) {
        switch id {
        case 9, 10: self = .percent
        case 46: self = .duration
        case 14...22, 27...36, 45, 47, 50...58: self = .date
        default: self = .number
        }
    }

    /// A format written out: `[Red]dd/mm/yyyy;@` or `0.0%`.
    init(code: String) {
        var hasDate = false
        var hasPercent = false
        var rest = Array(code.utf8)[...]
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "\""):
                rest = rest.drop { $0 != UInt8(ascii: "\"") }.dropFirst()
            case UInt8(ascii: "\\"), UInt8(ascii: "_"), UInt8(ascii: "*"):
                rest = rest.dropFirst()
            case UInt8(ascii: "["):
                let inside = rest.prefix { $0 != UInt8(ascii: "]") }.map { $0 | 0x20 }
                rest = rest.dropFirst(inside.count + 1)
                if let unit = inside.first, "hms".utf8.contains(unit),
                    inside.allSatisfy({ $0 == unit })
                {
                    self = .duration
                    return
                }
            case UInt8(ascii: "%"): hasPercent = true
            default:
                if "ymdhs".utf8.contains(byte | 0x20) { hasDate = true }
            }
        }
        self = hasDate ? .date : hasPercent ? .percent : .number
    }
}

/// The formats of a workbook's cells by the number that a cell names.
final class WorkbookStyles: WorkbookXMLHandler {
    private(set) var formats: [WorkbookFormat] = []
    private var codes: [Int: String] = [:]
    private var isInCellFormats = false

    func begin(_ name: Substring, _ attributes: WorkbookAttributes) throws {
        switch name {
        case "numFmt":
            guard let id = attributes.integer("numFmtId"), let code = attributes["formatCode"]
            else { return }
            codes[id] = code
        case "cellXfs": isInCellFormats = true
        case "xf" where isInCellFormats:
            let id = attributes.integer("numFmtId") ?? 0
            if formats.count == 1 << 20 { throw WorkbookRefusal.damaged("it has too many styles") }
            formats.append(
                codes[id].map { WorkbookFormat(code: $0) } ?? WorkbookFormat(builtIn: id))
        default: break
        }
    }

    func text(_ text: String) throws {}

    func end(_ name: Substring) throws {
        if name == "cellXfs" { isInCellFormats = false }
    }
}

/// The texts that cells of a workbook share, by the number that a cell names.
final class WorkbookTexts: WorkbookXMLHandler {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var current = ""
    private var isInText = false
    private var phoneticDepth = 0

    subscript(index: Int) -> ArraySlice<UInt8>? {
        guard ends.indices.contains(index) else { return nil }
        return bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }

    func begin(_ name: Substring, _ attributes: WorkbookAttributes) throws {
        switch name {
        case "si": current = ""
        // How the text is pronounced is no part of it.
        case "rPh": phoneticDepth += 1
        case "t": isInText = phoneticDepth == 0
        default: break
        }
    }

    func text(_ text: String) throws {
        if isInText { current += text }
    }

    func end(_ name: Substring) throws {
        switch name {
        case "si":
            bytes += unescaped(current).utf8
            ends.append(bytes.count)
        case "rPh": phoneticDepth -= 1
        case "t": isInText = false
        default: break
        }
    }

    /// A workbook writes a character that XML lacks as `_x000D_`.
    static func unescaped(_ text: String) -> String {
        let bytes = Array(text.utf8)
        guard bytes.contains(UInt8(ascii: "_")) else { return text }
        var result: [UInt8] = []
        var i = 0
        while i < bytes.count {
            if i + 6 < bytes.count, bytes[i] == UInt8(ascii: "_"),
                bytes[i + 1] == UInt8(ascii: "x"), bytes[i + 6] == UInt8(ascii: "_"),
                bytes[(i + 2)..<(i + 6)].allSatisfy(isHexDigit),
                let code = UInt32(
                    String(decoding: bytes[(i + 2)..<(i + 6)], as: UTF8.self), radix: 16),
                let scalar = UnicodeScalar(code)
            {
                result += String(Character(scalar)).utf8
                i += 7
            } else {
                result.append(bytes[i])
                i += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func isHexDigit(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
    }

    private func unescaped(_ text: String) -> String { Self.unescaped(text) }
}
