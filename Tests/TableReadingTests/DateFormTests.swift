import ReportModel
import TableReading
import TestSupport
import Testing

@Suite("dates as exports write them")
struct DateFormTests {
    private func day(_ cell: String, _ form: String = "iso", zone: String? = nil) -> String? {
        let bytes = Array(cell.utf8)
        return DatePattern(form, timeZone: zone)?.day(of: bytes.span)?.description
    }

    @Test(
        "a timestamp with a zone has its date in the zone of the company",
        arguments: [
            ("2026-01-31T23:30:00Z", nil, "2026-01-31"),
            ("2026-01-31T23:30:00Z", "Europe/Berlin", "2026-02-01"),
            ("2026-07-31T22:30:00Z", "Europe/Berlin", "2026-08-01"),
            ("2026-01-31T22:30:00Z", "Europe/Berlin", "2026-01-31"),
            ("2026-01-31T23:30:00+02:00", nil, "2026-01-31"),
            ("2026-02-01T01:30:00+02:00", nil, "2026-01-31"),
            ("2026-01-31 23:30:00 UTC", "Asia/Kolkata", "2026-02-01"),
            ("2026-02-01 00:30:00.123456-08", "America/New_York", "2026-02-01"),
            ("2026-02-01T04:59:59,9Z", "America/New_York", "2026-01-31"),
            ("2026-02-01 05:00 gmt", "America/New_York", "2026-02-01"),
            ("2026-12-31t23:59:60z", nil, "2026-12-31"),
            ("2026-01-31 23:30", "Asia/Kolkata", "2026-01-31"),
            ("2026-01-31", "Asia/Kolkata", "2026-01-31"),
        ] as [(String, String?, String)])
    func zones(cell: String, zone: String?, expected: String) {
        #expect(day(cell, zone: zone) == expected)
    }

    @Test("a pattern with a time and a zone tells the date in the zone too")
    func patternZones() {
        #expect(
            day("01/02/2026 12:30 AM +0100", "dd/MM/yyyy hh:mm a X", zone: "UTC") == "2026-01-31")
        #expect(
            day("31/01/2026 11:30 PM Z", "dd/MM/yyyy hh:mm a X", zone: "Europe/Warsaw")
                == "2026-02-01")
        #expect(day("31/01/2026 12:00 PM Z", "dd/MM/yyyy hh:mm a X") == "2026-01-31")
    }

    @Test(
        "months and quarters are their first day",
        arguments: [
            ("2026-09", "iso", "2026-09-01"), ("2026-Q3", "iso", "2026-07-01"),
            ("2026-q4", "iso", "2026-10-01"), ("2026Q3", "yyyyQ", "2026-07-01"),
            ("2026-Q1", "yyyy-'Q'Q", "2026-01-01"), ("Q3 2026", "Q yyyy", "2026-07-01"),
            ("Q32026", "Qyyyy", "2026-07-01"), ("32026", "Qyyyy", "2026-07-01"),
            ("2026/09", "yyyy/MM", "2026-09-01"), ("Sep 2026", "MMM yyyy", "2026-09-01"),
            ("SEPT 2026", "MMM yyyy", "2026-09-01"), ("may-26", "MMM-yy", "2026-05-01"),
            ("September 2026", "MMMM yyyy", "2026-09-01"), ("2026", "yyyy", "2026-01-01"),
            ("5 January 2026", "d MMMM yyyy", "2026-01-05"),
            ("Dec 24, 2026", "MMM d, yyyy", "2026-12-24"),
        ])
    func periods(cell: String, form: String, expected: String) {
        #expect(day(cell, form) == expected)
    }

    @Test(
        "what names no day is no date",
        arguments: [
            ("2026", "iso"), ("2026-Q5", "iso"), ("2026-Q0", "iso"), ("2026-13", "iso"),
            ("2026-9", "iso"), ("2026Q3", "iso"), ("2026-01-31T", "iso"),
            ("2026-01-31T23", "iso"), ("2026-01-31T23:30:00+25:00", "iso"),
            ("2026-01-31T23:30:00 CET", "iso"), ("2026-01-31T23:30:00.", "iso"),
            ("2026-02-30T23:30:00Z", "iso"), ("0001-01-01T00:00:00+01:00", "iso"),
            ("9999-12-31T23:00:00-01:00", "iso"), ("2026-01-31T10:00Zx", "iso"),
            ("Sep 2026", "MMMM yyyy"), ("September 2026", "MMM yyyy"), ("Foo 2026", "MMM yyyy"),
            ("Q5 2026", "Q yyyy"), ("13:00 PM 2026", "hh:mm a yyyy"), ("2026-1x-01", "iso"),
            ("２026-01-01", "iso"), ("", "iso"), ("-", "yyyy"),
        ])
    func wrong(cell: String, form: String) {
        #expect(day(cell, form) == nil)
    }

    @Test(
        "serial numbers count as workbooks do, with the leap day that never was",
        arguments: [
            ("1", "1900-01-01"), ("59", "1900-02-28"), ("60", nil), ("61", "1900-03-01"),
            ("45000", "2023-03-15"), ("45000.99999", "2023-03-15"), ("45000,5", "2023-03-15"),
            ("2958465", "9999-12-31"), ("2958466", nil), ("0", nil), ("0.5", nil), ("-1", nil),
            ("45000x", nil), ("45000.5.5", nil), ("99999999999999999999", nil), ("", nil),
            ("2023-03-15", nil),
        ] as [(String, String?)])
    func serials(cell: String, expected: String?) {
        #expect(day(cell, "excel") == expected)
    }

    @Test(
        "a pattern that leaves open which day it is is no pattern",
        arguments: [
            "", "MM/dd", "dd/mm/yyyy", "dd.yyyy", "yyyy-dd", "Q", "yyyy Q MM", "MM/MM/yyyy",
            "yyyy yy", "dd/MM/yyyyy", "'yyyy", "DD.MM.YYYY", "QQ yyyy", "Excel", "d yyyy Q",
        ])
    func wrongPatterns(form: String) {
        #expect(DatePattern(form) == nil)
    }

    @Test("the first and last days of all kinds of months exist, and none beyond")
    func monthEnds() {
        for year in [1, 4, 100, 400, 1900, 1970, 2000, 2023, 2024, 2100, 9999, 0] {
            for (month, day) in (0...13).flatMap({ month in
                [0, 1, 28, 29, 30, 31, 32, 99].map { (month, $0) }
            }) {
                func text(_ number: Int, _ width: Int) -> String {
                    String(String(1_000_000 + number).suffix(width))
                }
                let cell = "\(text(year, 4))-\(text(month, 2))-\(text(day, 2))"
                let bytes = Array(cell.utf8)
                #expect(
                    DatePattern.isoDay(of: bytes.span) == Day(year: year, month: month, day: day),
                    "\(cell)")
            }
        }
    }

    /// A date read slowly, by taking its text apart.
    private func naive(_ cell: String, _ form: String) -> Day? {
        func number(_ text: Substring, _ widths: ClosedRange<Int>) -> Int? {
            let isNumber = text.utf8.allSatisfy { 48...57 ~= $0 }
            return isNumber && widths.contains(text.utf8.count) ? Int(text) : nil
        }
        let separator: Character = form.contains("/") ? "/" : "-"
        let parts = cell.split(separator: separator, omittingEmptySubsequences: false)
        switch form {
        case "iso":
            if parts.count == 2, parts[1].first.map({ "Qq".contains($0) }) == true,
                let quarter = number(parts[1].dropFirst(), 1...1), 1...4 ~= quarter,
                let year = number(parts[0], 4...4)
            {
                return Day(year: year, month: quarter * 3 - 2, day: 1)
            }
            guard 2...3 ~= parts.count, let year = number(parts[0], 4...4),
                let month = number(parts[1], 2...2)
            else { return nil }
            if parts.count == 2 { return Day(year: year, month: month, day: 1) }
            return number(parts[2], 2...2).flatMap { Day(year: year, month: month, day: $0) }
        default:
            let widths = form.contains("dd") ? 2...2 : 1...2
            guard parts.count == 3, let first = number(parts[0], widths),
                let second = number(parts[1], widths), let year = number(parts[2], 4...4)
            else { return nil }
            let isDayFirst = form.hasPrefix("d")
            return Day(
                year: year, month: isDayFirst ? second : first, day: isDayFirst ? first : second)
        }
    }

    @Test("random cells are the days that a naive reader finds, and no others")
    func naiveTwin() {
        let seed = SeededNumbers.seed()
        var random = SeededNumbers(seed: seed)
        let forms = ["iso", "dd/MM/yyyy", "M/d/yyyy", "d-M-yyyy", "MM-dd-yyyy"]
        let patterns = forms.map { DatePattern($0) }
        for _ in 0..<100_000 {
            let index = random.below(forms.count)
            let separator = random.chance(90) ? (forms[index].contains("/") ? "/" : "-") : "."
            func piece(_ limit: Int) -> String {
                let number = random.below(limit)
                return random.chance(70) && number < 10 ? "0\(number)" : "\(number)"
            }
            let year = random.chance(95) ? "\(1896 + random.below(300))" : piece(20_000)
            var cell = [piece(14), piece(33)]
            if random.chance(50) { cell.swapAt(0, 1) }
            if random.chance(10) { cell = ["Q\(random.below(6))"] }
            cell.insert(year, at: forms[index] == "iso" ? 0 : cell.count)
            var text = cell.joined(separator: separator)
            if random.chance(10) { text.removeLast(random.below(text.count)) }
            if random.chance(3) { text += random.one(of: ["x", " ", "0", "-", "é"]) }
            let bytes = Array(text.utf8)
            let found = patterns[index]?.day(of: bytes.span)
            if found != naive(text, forms[index]) {
                Issue.record("'\(text)' as \(forms[index]) is \(found as Any); seed \(seed)")
                return
            }
        }
    }

    @Test("whatever bytes a cell has, they are a date or none")
    func hostile() {
        let seed = SeededNumbers.seed()
        var random = SeededNumbers(seed: seed)
        let patterns = [
            "iso", "excel", "d MMM yyyy h:mm a", "yyyy-MM-dd'T'HH:mm:ss.SSSX", "Q yyyy",
        ].compactMap { DatePattern($0, timeZone: "Europe/Berlin") }
        let letters = Array("0123456789-/:TZ+. QJanFebam".utf8)
        for _ in 0..<100_000 {
            var bytes =
                random.chance(50)
                ? Array("2026-09-30T23:59:59+02:00".utf8)
                : (0..<random.below(26)).map { _ in random.one(of: letters) }
            for _ in 0..<random.below(3) where !bytes.isEmpty {
                bytes[random.below(bytes.count)] = UInt8(random.below(256))
            }
            let day = random.one(of: patterns).day(of: bytes.span)
            if let day, !(1...9999).contains(day.components.year) {
                Issue.record("\(bytes) is in no year; seed \(seed)")
            }
        }
    }
}
