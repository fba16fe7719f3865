import ReportModel

/// A number as it is written: digits times a power of ten.
struct WrittenNumber {
    private var isNegative = false
    /// ASCII, without zeros at the beginning; none is zero.
    private var digits: [UInt8] = []
    private var exponent = 0

    /// Reads `-12.50` or `1.25E+3`; nil where the text is anything else.
    init?(_ text: some Collection<UInt8>) {
        var rest = Array(text)[...]
        if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            isNegative = sign == UInt8(ascii: "-")
            rest.removeFirst()
        }
        var count = 0
        var hasPoint = false
        while let byte = rest.first {
            if byte == UInt8(ascii: "."), !hasPoint {
                hasPoint = true
            } else if isDigit(byte) {
                count += 1
                if hasPoint { exponent -= 1 }
                if !digits.isEmpty || byte != UInt8(ascii: "0") { digits.append(byte) }
            } else {
                break
            }
            rest.removeFirst()
        }
        if count == 0 { return nil }
        guard let letter = rest.popFirst() else { return }
        guard letter | 0x20 == UInt8(ascii: "e") else { return nil }
        if rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        guard rest.count <= 6, let power = Int(String(decoding: rest, as: UTF8.self)) else {
            return nil
        }
        exponent += power
    }

    var digitCount: Int { digits.count }

    /// Keeps as many digits as given, the last one rounded half away from zero.
    mutating func round(toSignificant limit: Int) {
        guard digits.count > limit else { return }
        exponent += digits.count - limit
        let isUp = digits[limit] >= UInt8(ascii: "5")
        digits.removeLast(digits.count - limit)
        guard isUp else { return }
        for i in digits.indices.reversed() {
            if digits[i] < UInt8(ascii: "9") {
                digits[i] += 1
                return
            }
            digits[i] = UInt8(ascii: "0")
        }
        digits.insert(UInt8(ascii: "1"), at: 0)
    }

    /// Digits with a point and no exponent, no zeros at the end of a fraction; nil where that takes
    /// more than 80 of them.
    func plain(keepingZeros: Bool = false) -> [UInt8]? {
        var digits = digits
        var exponent = exponent
        if !keepingZeros {
            while exponent < 0, digits.last == UInt8(ascii: "0") {
                digits.removeLast()
                exponent += 1
            }
            if digits.isEmpty { return [UInt8(ascii: "0")] }
        }
        guard digits.count < 80, abs(exponent) < 80 else { return nil }
        var text: [UInt8] = isNegative && !digits.isEmpty ? [UInt8(ascii: "-")] : []
        let whole = digits.count + exponent
        if whole <= 0 {
            text.append(UInt8(ascii: "0"))
        } else {
            text += digits.prefix(whole)
            text += repeatElement(UInt8(ascii: "0"), count: max(0, exponent))
        }
        if exponent < 0 {
            text.append(UInt8(ascii: "."))
            text += repeatElement(UInt8(ascii: "0"), count: max(0, -whole))
            text += digits.suffix(min(digits.count, -exponent))
        }
        return text
    }
}

func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

/// What the stored text of a numeric cell says.
enum WorkbookNumber {
    /// A spreadsheet stores the nearest binary fraction and shows at most this many digits of it.
    private static let shownDigits = 15

    /// The decimal that the spreadsheet shows for a stored number: 0.3 for `0.30000000000000004`; an
    /// integer written out is that integer, for it may be an id.
    static func shown(_ text: some Collection<UInt8>) -> [UInt8]? {
        guard var number = WrittenNumber(text) else { return nil }
        if number.digitCount > shownDigits, !text.allSatisfy(isDigitOrMinus) {
            guard let binary = Double(String(decoding: text, as: UTF8.self)), binary.isFinite,
                let shortest = WrittenNumber(binary.description.utf8)
            else { return nil }
            number = shortest
            number.round(toSignificant: shownDigits)
        }
        return number.plain()
    }

    private static func isDigitOrMinus(_ byte: UInt8) -> Bool {
        isDigit(byte) || byte == UInt8(ascii: "-")
    }

    /// `yyyy-MM-dd`, with `THH:mm:ss` where it isn't midnight, for a count of days; nil where the
    /// count is no date.
    static func date(_ text: some Collection<UInt8>, from1904: Bool) -> String? {
        guard let serial = Double(String(decoding: text, as: UTF8.self)),
            serial >= (from1904 ? 0 : 1), serial < 2_958_466
        else { return nil }
        var days = Int(serial)
        var seconds = Int(((serial - Double(days)) * 86_400).rounded())
        if seconds == 86_400 {
            days += 1
            seconds = 0
        }
        return day(days, from1904: from1904) + (seconds == 0 ? "" : "T" + time(seconds))
    }

    /// `HH:mm:ss` for a part of a day, which has no date; nil where it is a day or more.
    static func timeOfDay(_ text: some Collection<UInt8>) -> String? {
        guard let serial = Double(String(decoding: text, as: UTF8.self)), (0..<1).contains(serial)
        else { return nil }
        return time(min(86_399, Int((serial * 86_400).rounded())))
    }

    private static func day(_ count: Int, from1904: Bool) -> String {
        // The day that spreadsheets have and the calendar lacks.
        if !from1904, count == 60 { return "1900-02-29" }
        let (year, month, first) = from1904 ? (1904, 1, 0) : (1900, 3, 61)
        guard let epoch = Day(year: year, month: month, day: 1) else {
            preconditionFailure("the first day of a month is a day")
        }
        let isBeforeGap = !from1904 && count < 60
        return epoch.adding(days: count - first + (isBeforeGap ? 1 : 0)).description
    }

    private static func time(_ seconds: Int) -> String {
        [seconds / 3600, seconds / 60 % 60, seconds % 60]
            .map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    }
}
