import ReportModel

/// The time that a column's name says, with its year or without.
enum PeriodName: Hashable {
    /// As settings and pages write periods: `2026-01`, `2026-Q1`, `FY2026`.
    case whole(String)
    case day(Day)
    /// A month of the calendar: `Jan`.
    case monthOfYear(Int)
    /// The n-th of a company's year: `M01`, `Q1`, `H2`.
    case part(Part, Int)

    enum Part: String, Hashable {
        case month = "M"
        case quarter = "Q"
        case half = "H"

        var count: Int {
            switch self {
            case .month: 12
            case .quarter: 4
            case .half: 2
            }
        }
    }

    /// Reads `2026-01`, `2026/01`, `01/2026`, `Jan 2026`, `Jan-26`, `January`, `2026-Q1`, `Q1 2026`,
    /// `FY2026-Q1`, `2026`, `M01`, `M1`, `01`, `Q1`, `H1`, `2026-M01` and dates; nil for all else.
    init?(_ text: String) {
        guard let words = Self.words(text) else { return nil }
        if words.count == 3, let day = Day(iso: words.joined(separator: "-")) {
            self = .day(day)
            return
        }
        var era = ""
        var year: String?
        var part: PeriodName?
        var numbers: [String] = []
        var index = 0
        while index < words.count {
            let word = words[index]
            let next = index + 1 < words.count ? words[index + 1] : nil
            index += 1
            if word == "FY" || word == "CY" {
                guard era.isEmpty, next?.utf8.count == 4, Int(next ?? "") != nil else { return nil }
                era = word
            } else if let number = Int(word) {
                if word.utf8.count == 4 {
                    if year != nil || number < 2 { return nil }
                    year = word
                } else if word.utf8.count <= 2 {
                    numbers.append(word)
                } else {
                    return nil
                }
            } else if let month = Self.month(named: word) {
                if part != nil { return nil }
                part = .monthOfYear(month)
            } else if let unit = Part(rawValue: word == "P" ? "M" : word), part == nil,
                let number = next.flatMap({ Int($0) }), (1...unit.count).contains(number)
            {
                part = .part(unit, number)
                index += 1
            } else {
                return nil
            }
        }
        self.init(era: era, year: year, part: part, numbers: numbers)
    }

    private init?(era: String, year: String?, part: PeriodName?, numbers: [String]) {
        switch (year, part, numbers.count) {
        case (let year?, nil, 0):
            self = .whole(era + year)
        case (let year?, nil, 1):
            guard era.isEmpty, let number = Int(numbers[0]), (1...12).contains(number)
            else { return nil }
            self = .whole(year + "-" + twoDigits(number))
        case (let year?, .monthOfYear(let month)?, 0):
            guard era != "FY" else { return nil }
            self = .whole(year + "-" + twoDigits(month))
        case (let year?, .part(let unit, let number)?, 0):
            guard unit == .month else {
                self = .whole("\(era)\(year)-\(unit.rawValue)\(number)")
                return
            }
            let ofCalendar = era == "CY"
            self = .whole(
                ofCalendar
                    ? year + "-" + twoDigits(number) : "FY" + year + "-M" + twoDigits(number))
        case (nil, .monthOfYear(let month)?, 1):
            guard numbers[0].utf8.count == 2 else { return nil }
            self = .whole("20" + numbers[0] + "-" + twoDigits(month))
        case (nil, let part?, 0):
            self = part
        case (nil, nil, 1):
            guard let number = Int(numbers[0]), (1...12).contains(number) else { return nil }
            self = .part(.month, number)
        default:
            return nil
        }
    }

    /// Whether a column beside it must say the year.
    var needsYear: Bool {
        switch self {
        case .whole, .day: false
        case .monthOfYear, .part: true
        }
    }

    /// Whether the name is nothing but the number of a month.
    func isNumber(_ name: String) -> Bool {
        needsYear && name.utf8.allSatisfy { 48...57 ~= $0 }
    }

    /// The period's text with the year of its row. Which months a fiscal year has is for the reader
    /// of the text to know: `FY2026-M01` is the first month of the company's year 2026, `FY2026-Jan`
    /// the January in it, and `FY2026-Jan (from Apr)` that of a file whose years begin with April.
    func text(of year: WideRecords.Year?, turn: Int?) -> String {
        switch self {
        case .whole(let text): return text
        case .day(let day):
            let month = day.month
            return day == month.firstDay || day == month.lastDay
                ? month.description : day.description
        case .monthOfYear(let month):
            guard let year else { return Self.monthNames[month - 1] }
            guard let digits = year.digits else {
                return year.text + " " + Self.monthNames[month - 1]
            }
            if let turn, year.era != "CY" {
                return "FY\(digits)-\(Self.monthNames[month - 1]) "
                    + "(from \(Self.monthNames[turn - 1]))"
            }
            return year.era == "FY"
                ? "FY\(digits)-\(Self.monthNames[month - 1])" : digits + "-" + twoDigits(month)
        case .part(let unit, let number):
            let name = unit.rawValue + (unit == .month ? twoDigits(number) : String(number))
            guard let year else { return name }
            guard let digits = year.digits else { return year.text + " " + name }
            if year.era == "CY" {
                return unit == .month
                    ? digits + "-" + twoDigits(number) : "CY" + digits + "-" + name
            }
            return "FY" + digits + "-" + name
        }
    }

    /// The last day of a period of the calendar; of a column of dates itself.
    func lastDay(year: Int?) -> Day? {
        switch self {
        case .day(let day): return day
        case .whole(let text):
            return (try? FiscalCalendar().period(text, asOf: Day(number: 0)))?.end
        case .monthOfYear(let month):
            return year.map { Month(year: $0, month: month).lastDay }
        case .part(let unit, let number):
            return year.map {
                Month(year: $0, month: 12 / unit.count * number).lastDay
            }
        }
    }

    static let monthNames = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    private static let longNames = [
        "JANUARY", "FEBRUARY", "MARCH", "APRIL", "MAY", "JUNE", "JULY", "AUGUST", "SEPTEMBER",
        "OCTOBER", "NOVEMBER", "DECEMBER",
    ]

    private static func month(named word: String) -> Int? {
        let index =
            longNames.firstIndex(of: word)
            ?? monthNames.firstIndex { $0.uppercased() == word }
            ?? (word == "SEPT" ? 8 : nil)
        return index.map { $0 + 1 }
    }

    /// Runs of letters in upper case and runs of digits; nil where there is anything else than signs
    /// between them.
    private static func words(_ text: String) -> [String]? {
        var words: [String] = []
        var wasDigit: Bool?
        for byte in text.utf8 {
            switch byte {
            case 48...57, 65...90, 97...122:
                let isDigit = byte <= 57
                let letter = String(UnicodeScalar(byte)).uppercased()
                if wasDigit == isDigit, !words.isEmpty {
                    words[words.count - 1] += letter
                } else {
                    words.append(letter)
                }
                wasDigit = isDigit
            case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "'"):
                wasDigit = nil
            default: return nil
            }
            if words.count > 4 { return nil }
        }
        return words.isEmpty ? nil : words
    }
}

private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

extension WideRecords {
    /// What the cell of the year says: `2026`, `FY2026`.
    struct Year {
        var text: String
        /// `FY`, `CY` or nothing.
        var era = ""
        /// Its four digits; nil where it says no year.
        var digits: String?

        var number: Int? { digits.flatMap { Int($0) } }

        init(_ record: CSVRecord, cell: Int) {
            let range = record.bytes.span.trimmed(record.range(of: cell))
            text = String(decoding: record.bytes[range], as: UTF8.self)
            let upper = text.uppercased()
            if upper.hasPrefix("FY") || upper.hasPrefix("CY") { era = String(upper.prefix(2)) }
            let body = trimmedName(String(upper.dropFirst(era.utf8.count)))
            if body.utf8.count == 4, body.utf8.allSatisfy({ 48...57 ~= $0 }),
                (Int(body) ?? 0) >= 2
            {
                digits = body
            }
        }
    }
}
