import ReportModel

/// Dates read slowly, by taking one thing after the other off a text.
struct NaiveDate {
    /// `iso`, or a form of digits and signs with an English month perhaps: `d/M/yyyy h:mm a`.
    let pattern: String
    private var rest: Substring.UnicodeScalarView = Substring().unicodeScalars
    private var year = 0
    private var month = 1
    private var day = 1
    private var hour = 0
    private var minute = 0
    private var second = 0
    private var isAfternoon: Bool?
    /// Minutes ahead of UTC.
    private var offset: Int?

    init(pattern: String) { self.pattern = pattern }

    func day(_ text: String) -> Day? {
        var copy = self
        copy.rest = Substring(text).unicodeScalars
        let isRead = pattern == "iso" ? copy.takeISO() : copy.takeParts()
        return isRead && copy.rest.isEmpty ? copy.result : nil
    }

    private var result: Day? {
        var hour = hour
        if let isAfternoon {
            if !(1...12).contains(hour) { return nil }
            hour = hour % 12 + (isAfternoon ? 12 : 0)
        }
        if hour > 23 || minute > 59 || second > 60 { return nil }
        guard let day = Day(year: year, month: month, day: day) else { return nil }
        guard let offset else { return day }
        let minutes = hour * 60 + minute - offset
        let shift = minutes < 0 ? -1 : minutes >= 1440 ? 1 : 0
        let shifted = day.adding(days: shift)
        return (1...9999).contains(shifted.components.year) ? shifted : nil
    }

    private mutating func take(_ mark: Unicode.Scalar) -> Bool {
        if rest.first != mark { return false }
        rest.removeFirst()
        return true
    }

    private mutating func take(word: String) -> Bool {
        let start = rest.prefix(word.unicodeScalars.count)
        if String(start).lowercased() != word || !start.allSatisfy(\.isASCII) { return false }
        rest.removeFirst(start.count)
        return true
    }

    private mutating func digits(_ least: Int, _ most: Int) -> Int? {
        let found = rest.prefix { ("0"..."9").contains($0) }.prefix(most)
        if found.count < least { return nil }
        rest.removeFirst(found.count)
        return Int(String(found))
    }

    private mutating func put(_ path: WritableKeyPath<NaiveDate, Int>, _ number: Int?) -> Bool {
        guard let number else { return false }
        self[keyPath: path] = number
        return true
    }

    private mutating func takeISO() -> Bool {
        guard put(\.year, digits(4, 4)), take("-") else { return false }
        if rest.first == "Q" || rest.first == "q" {
            rest.removeFirst()
            guard let quarter = digits(1, 1), (1...4).contains(quarter) else { return false }
            month = [1, 4, 7, 10][quarter - 1]
            return true
        }
        if !put(\.month, digits(2, 2)) { return false }
        if rest.isEmpty { return true }
        guard take("-"), put(\.day, digits(2, 2)) else { return false }
        if rest.isEmpty { return true }
        guard take(" ") || take("T") || take("t"), put(\.hour, digits(2, 2)), take(":"),
            put(\.minute, digits(2, 2))
        else { return false }
        if take(":") {
            if !put(\.second, digits(2, 2)) { return false }
            if take(".") || take(",") { if digits(1, 9) == nil { return false } }
        }
        if rest.isEmpty { return true }
        _ = take(" ")
        return takeZone()
    }

    private mutating func takeZone() -> Bool {
        if take(word: "z") || take(word: "utc") || take(word: "gmt") {
            offset = 0
            return true
        }
        let isBehind = rest.first == "-"
        guard take("-") || take("+"), let hours = digits(2, 2) else { return false }
        var minutes = 0
        if take(":") || !rest.isEmpty {
            guard let found = digits(2, 2) else { return false }
            minutes = found
        }
        offset = (hours * 60 + minutes) * (isBehind ? -1 : 1)
        return hours < 24 && minutes < 60
    }

    private mutating func takeParts() -> Bool {
        var letters = pattern.unicodeScalars[...]
        while let letter = letters.first {
            let count = letters.prefix { $0 == letter }.count
            letters.removeFirst(letter.properties.isAlphabetic ? count : 1)
            if !take(part: letter, count) { return false }
        }
        return true
    }

    private mutating func take(part letter: Unicode.Scalar, _ count: Int) -> Bool {
        switch letter {
        case "y": return put(\.year, digits(4, 4))
        case "M" where count >= 3:
            let names = [
                "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
            ]
            for (index, name) in (names + ["dec"]).enumerated() where take(word: name) {
                if name == "sep" { _ = take(word: "t") }
                month = index + 1
                return true
            }
            return false
        case "M": return put(\.month, digits(count, 2))
        case "d": return put(\.day, digits(count, 2))
        case "H", "h": return put(\.hour, digits(count, 2))
        case "m": return put(\.minute, digits(2, 2))
        case "s": return put(\.second, digits(2, 2))
        case "a":
            isAfternoon = rest.first == "P" || rest.first == "p"
            return take(word: isAfternoon == true ? "pm" : "am")
        default: return take(letter)
        }
    }
}
