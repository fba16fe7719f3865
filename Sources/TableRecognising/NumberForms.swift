/// The ways to write a number that a cell agrees with; a whole number agrees with all.
struct NumberForms: OptionSet, Hashable {
    let rawValue: UInt8

    static let point = NumberForms(rawValue: 1)
    static let pointAndComma = NumberForms(rawValue: 2)
    static let pointAndSpace = NumberForms(rawValue: 4)
    static let pointAndApostrophe = NumberForms(rawValue: 8)
    static let comma = NumberForms(rawValue: 16)
    static let commaAndPoint = NumberForms(rawValue: 32)
    static let commaAndSpace = NumberForms(rawValue: 64)
    static let commaAndApostrophe = NumberForms(rawValue: 128)
    static let all = NumberForms(rawValue: 255)

    /// Each form alone with its decimal and grouping separators.
    static let separators: [(form: NumberForms, decimal: Character, grouping: Character?)] = [
        (.point, ".", nil), (.pointAndComma, ".", ","), (.pointAndSpace, ".", " "),
        (.pointAndApostrophe, ".", "'"), (.comma, ",", nil), (.commaAndPoint, ",", "."),
        (.commaAndSpace, ",", " "), (.commaAndApostrophe, ",", "'"),
    ]

    init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The forms in which the cell is a number, none where it is no number in any.
    init(of cell: String) { self = Self.forms(of: cell) }

    private static func forms(of cell: String) -> NumberForms {
        var hasDigits = false
        var isPlain = true
        for byte in cell.utf8 {
            if (48...57).contains(byte) { hasDigits = true } else { isPlain = false }
        }
        if !hasDigits || cell.utf8.count > 80 { return [] }
        if isPlain, cell.utf8.count <= 38 { return .all }
        var found: NumberForms = []
        let body = digits(of: cell)
        for (form, decimal, grouping) in separators
        where matches(body, decimal, grouping) {
            found.insert(form)
        }
        return found
    }

    /// The number without sign, currency and percent sign, its spaces and apostrophes made alike.
    private static func digits(of cell: String) -> [Character] {
        var body = cell[...]
        func strip() {
            let signs: [Character] = ["€", "$", "£", "¥", "₹", "%"]
            if let first = body.first, signs.contains(first) { body = body.dropFirst() }
            if let last = body.last, signs.contains(last) { body = body.dropLast() }
            while body.first?.isWhitespace == true { body = body.dropFirst() }
            while body.last?.isWhitespace == true { body = body.dropLast() }
        }
        strip()
        if body.first == "(", body.last == ")" {
            body = body.dropFirst().dropLast()
        } else if body.first == "-" || body.first == "+" || body.first == "−" {
            body = body.dropFirst()
        } else if body.last == "-" {
            body = body.dropLast()
        }
        strip()
        return body.map { character in
            switch character {
            case "\u{A0}", "\u{202F}", "\u{2009}": " "
            case "\u{2019}": "'"
            default: character
            }
        }
    }

    private static func matches(
        _ body: [Character], _ decimal: Character, _ grouping: Character?
    ) -> Bool {
        var digits = 0
        var run = 0
        var isGrouped = false
        var index = 0
        while index < body.count {
            let character = body[index]
            if character.isASCII, character.isNumber {
                digits += 1
                run += 1
            } else if character == grouping {
                if isGrouped ? run != 3 : !(1...3).contains(run) { return false }
                isGrouped = true
                run = 0
            } else {
                break
            }
            index += 1
        }
        if isGrouped, run != 3 { return false }
        if index < body.count, body[index] == decimal {
            index += 1
            while index < body.count, body[index].isASCII, body[index].isNumber {
                digits += 1
                index += 1
            }
        }
        if digits == 0 || digits > 38 { return false }
        if index < body.count, body[index] == "e" || body[index] == "E" {
            var exponent = body[(index + 1)...]
            if exponent.first == "-" || exponent.first == "+" { exponent = exponent.dropFirst() }
            return (1...2).contains(exponent.count)
                && exponent.allSatisfy { $0.isASCII && $0.isNumber }
        }
        return index == body.count
    }
}
