import Foundation
import ReportModel

/// How dates are written in a table: `dd/MM/yyyy`, `yyyy-MM-dd HH:mm:ss.SSS`, `MMM yyyy`, serial
/// numbers, or ISO 8601.
///
/// A date without a day is the first of its month, quarter or year. With a time and a zone it is
/// the date in the zone of the pattern; with a time alone, the date as written.
package struct DatePattern: Hashable, Sendable {
    enum Part: Hashable, Sendable {
        case year
        case shortYear
        case quarter
        case month(isPadded: Bool)
        case monthName(isFull: Bool)
        case day(isPadded: Bool)
        case hour(isPadded: Bool)
        case hourOfHalfDay(isPadded: Bool)
        case minute
        case second
        case fraction
        case halfDay
        case zone
        case literal(UInt8)
    }

    enum Form: Hashable, Sendable {
        case iso
        case excel
        case parts([Part])
    }

    /// As the author wrote it.
    package let text: String
    let form: Form
    /// Nil is UTC.
    let zone: TimeZone?

    /// `yyyy-MM-dd` with a time and a zone or without, `yyyy-MM` and `yyyy-Q3`.
    package static let iso = DatePattern(text: "yyyy-MM-dd", form: .iso, zone: nil)

    /// Serial numbers of a workbook, days since 1900.
    package static let excel = DatePattern(text: "excel", form: .excel, zone: nil)

    /// ISO 8601, where a timestamp with a zone has its date in the time zone of that name.
    package static func iso(timeZone: String?) -> DatePattern {
        DatePattern(text: iso.text, form: .iso, zone: Self.zone(timeZone))
    }

    private init(text: String, form: Form, zone: TimeZone?) {
        self.text = text
        self.form = form
        self.zone = zone
    }

    /// Nil where a letter has no meaning, something is in it twice, or it leaves open which day.
    ///
    /// - Parameter timeZone: the zone whose date a timestamp with a zone is given; UTC where nil.
    package init?(_ text: String, timeZone: String? = nil) {
        let zone = Self.zone(timeZone)
        switch text {
        case "iso":
            self.init(text: Self.iso.text, form: .iso, zone: zone)
            return
        case "excel":
            self = Self.excel
            return
        default:
            break
        }
        guard let parts = Self.parts(of: Array(text.utf8)), Self.nameOneDay(parts) else {
            return nil
        }
        self.init(text: text, form: .parts(parts), zone: zone)
    }

    /// A zone that the machine does not know is one that the settings have refused.
    private static func zone(_ name: String?) -> TimeZone? {
        name.flatMap { TimeZone(identifier: $0) }
    }

    private static func parts(of bytes: [UInt8]) -> [Part]? {
        var parts: [Part] = []
        var i = 0
        while i < bytes.count {
            let byte = bytes[i]
            if byte == UInt8(ascii: "'") {
                let rest = bytes[(i + 1)...]
                guard let end = rest.firstIndex(of: byte) else { return nil }
                parts += (end == i + 1 ? [byte] : bytes[i + 1..<end]).map { .literal($0) }
                i = end + 1
                continue
            }
            let count = bytes[i...].prefix { $0 == byte }.count
            if !(65...90).contains(byte), !(97...122).contains(byte) {
                parts.append(.literal(byte))
                i += 1
                continue
            }
            guard let part = part(byte, count) else { return nil }
            parts.append(part)
            i += count
        }
        return parts
    }

    private static func part(_ letter: UInt8, _ count: Int) -> Part? {
        switch (UnicodeScalar(letter), count) {
        case ("y", 4): .year
        case ("y", 2): .shortYear
        case ("Q", 1): .quarter
        case ("M", 1...2): .month(isPadded: count == 2)
        case ("M", 3...4): .monthName(isFull: count == 4)
        case ("d", 1...2): .day(isPadded: count == 2)
        case ("H", 1...2): .hour(isPadded: count == 2)
        case ("h", 1...2): .hourOfHalfDay(isPadded: count == 2)
        case ("m", 2): .minute
        case ("s", 2): .second
        case ("S", 1...9): .fraction
        case ("a", 1): .halfDay
        case ("Z", 1), ("X", 1...3): .zone
        case ("T", 1): .literal(letter)
        default: nil
        }
    }

    /// Whether there is one year, no more than one of each other part, and a day has its month.
    private static func nameOneDay(_ parts: [Part]) -> Bool {
        let kinds = parts.compactMap(\.kind)
        return Set(kinds).count == kinds.count && kinds.contains("year")
            && (!kinds.contains("day") || parts.contains(where: \.isMonth))
    }
}

extension DatePattern.Part {
    /// What of a date it says; nil for a literal.
    fileprivate var kind: String? {
        switch self {
        case .year, .shortYear: "year"
        case .quarter, .month, .monthName: "month"
        case .day: "day"
        case .hour, .hourOfHalfDay: "hour"
        case .minute: "minute"
        case .second: "second"
        case .fraction: "fraction"
        case .halfDay: "half"
        case .zone: "zone"
        case .literal: nil
        }
    }

    fileprivate var isMonth: Bool { kind == "month" && self != .quarter }
}
