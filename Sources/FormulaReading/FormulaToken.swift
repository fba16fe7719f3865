import ReportModel

/// One word of a formula with its byte offset.
struct FormulaToken: Equatable {
    enum Kind: Equatable {
        case number(ExactDecimal)
        case text(String)
        case name(String)
        /// A name in brackets, which is never a word of the language.
        case bracketed(String)
        case symbol(String)
        case end
    }

    static let words: Set<String> = ["and", "or", "not"]

    var kind: Kind
    var offset: Int

    /// As an author would recognise it in a message.
    var shown: String {
        switch kind {
        case .number(let number): "'\(number)'"
        case .text(let text): "the text \"\(text)\""
        case .name(let name), .bracketed(let name): "'\(name)'"
        case .symbol(let symbol): "'\(symbol)'"
        case .end: "the end"
        }
    }
}

struct FormulaDefect: Error {
    var message: String
    var offset: Int
}

/// The words of a formula, the last one being the end.
func formulaTokens(_ text: String) throws(FormulaDefect) -> [FormulaToken] {
    let bytes = Array(text.utf8)
    var tokens: [FormulaToken] = []
    var at = 0
    while at < bytes.count {
        let byte = bytes[at]
        let start = at
        switch byte {
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\n"), UInt8(ascii: "\r"):
            at += 1
        case UInt8(ascii: "\""), UInt8(ascii: "'"):
            at += 1
            while at < bytes.count, bytes[at] != byte { at += 1 }
            if at == bytes.count {
                throw FormulaDefect(message: "a text that is not closed", offset: start)
            }
            let inner = String(decoding: bytes[start + 1..<at], as: UTF8.self)
            tokens.append(FormulaToken(kind: .text(inner), offset: start))
            at += 1
        case UInt8(ascii: "["):
            while at < bytes.count, bytes[at] != UInt8(ascii: "]") { at += 1 }
            if at == bytes.count {
                throw FormulaDefect(message: "a bracket that is not closed", offset: start)
            }
            let inner = String(decoding: bytes[start + 1..<at], as: UTF8.self)
            tokens.append(FormulaToken(kind: .bracketed(inner), offset: start))
            at += 1
        case 48...57, UInt8(ascii: "."):
            while at < bytes.count, 48...57 ~= bytes[at] || bytes[at] == UInt8(ascii: ".") {
                at += 1
            }
            let digits = String(decoding: bytes[start..<at], as: UTF8.self)
            guard var number = ExactDecimal(digits) else {
                throw FormulaDefect(
                    message: "'\(digits.prefix(50))' is not a number", offset: start)
            }
            if at < bytes.count, bytes[at] == UInt8(ascii: "%") {
                number = ExactDecimal(number.significand, scale: number.scale + 2)
                at += 1
            }
            tokens.append(FormulaToken(kind: .number(number), offset: start))
        case _ where isNameByte(byte):
            while at < bytes.count,
                isNameByte(bytes[at]) || 48...57 ~= bytes[at]
                    || (bytes[at] == UInt8(ascii: ".") && at + 1 < bytes.count
                        && isNameByte(bytes[at + 1]))
            {
                at += 1
            }
            let name = String(decoding: bytes[start..<at], as: UTF8.self)
            tokens.append(FormulaToken(kind: .name(name), offset: start))
        default:
            let pair =
                at + 1 < bytes.count ? String(decoding: bytes[at...at + 1], as: UTF8.self) : ""
            let symbol: String
            if ["!=", "<=", ">=", "==", "<>"].contains(pair) {
                symbol = pair == "==" ? "=" : pair == "<>" ? "!=" : pair
                at += 2
            } else {
                symbol = String(UnicodeScalar(byte))
                at += 1
            }
            guard
                ["+", "-", "*", "/", "(", ")", ",", "=", "!=", "<", "<=", ">", ">="]
                    .contains(symbol)
            else { throw FormulaDefect(message: "'\(symbol)' has no meaning here", offset: start) }
            tokens.append(FormulaToken(kind: .symbol(symbol), offset: start))
        }
    }
    tokens.append(FormulaToken(kind: .end, offset: bytes.count))
    return tokens
}

/// Letters, underscore and everything beyond ASCII.
private func isNameByte(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == UInt8(ascii: "_") || 65...90 ~= byte || 97...122 ~= byte
}
