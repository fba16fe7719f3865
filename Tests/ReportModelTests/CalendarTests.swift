import ReportModel
import Testing

@Suite("days and months")
struct CalendarTests {
    @Test(
        "a date that does not exist is no day",
        arguments: [
            "2026-02-29", "1900-02-29", "2100-02-29", "2026-04-31", "2026-13-01", "2026-00-10",
            "2026-01-00", "2026-1-01", "26-01-01", "2026/01/01", "2026-01-01 ", "+026-01-01",
            "0000-01-01", "", "--", "２０２６-01-01",
        ])
    func invalid(text: String) { #expect(Day(iso: text) == nil) }

    @Test("leap days exist every fourth year, of centuries only in every fourth")
    func leapDays() throws {
        for text in ["2024-02-29", "2000-02-29", "1600-02-29", "0004-02-29"] {
            #expect(try #require(Day(iso: text)).description == text)
        }
    }

    @Test("every day from year 1 to 9999 follows the one before and reads back")
    func roundTrip() throws {
        let first = try #require(Day(iso: "0001-01-01"))
        let last = try #require(Day(iso: "9999-12-31"))
        #expect(Day(iso: "1970-01-01")?.number == 0)
        #expect(last.days(since: first) == 3_652_058)
        var expected = (year: 1, month: 1, day: 1)
        var mistakes = 0
        for number in first.number...last.number {
            let found = Day(number: number).components
            if found != expected
                || Day(year: found.year, month: found.month, day: found.day)?.number != number
            {
                mistakes += 1
            }
            let isLeap =
                expected.year % 4 == 0
                && (expected.year % 100 != 0 || expected.year % 400 == 0)
            let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            expected.day += 1
            if expected.day > lengths[expected.month - 1] {
                expected.day = 1
                expected.month += 1
            }
            if expected.month > 12 {
                expected.month = 1
                expected.year += 1
            }
        }
        #expect(mistakes == 0)
    }

    @Test(
        "a month ends on its last day, in leap years, in December and at the end of time",
        arguments: [
            ("2024-02-11", "2024-02-29"), ("2023-02-11", "2023-02-28"),
            ("2026-12-01", "2026-12-31"),
            ("9999-12-31", "9999-12-31"), ("0001-01-15", "0001-01-31"),
        ])
    func lastDays(day: String, last: String) throws {
        #expect(try #require(Day(iso: day)).month.lastDay.description == last)
    }

    @Test("months are counted across years, before year 1 too")
    func months() {
        #expect(Month(year: 2026, month: 1).adding(-1) == Month(year: 2025, month: 12))
        #expect(Month(year: 2026, month: 11).adding(14).description == "2028-01")
        let early = Month(year: 1, month: 2).adding(-14)
        #expect(early.number == 12)
        #expect(early.year == -1)
        #expect(early.firstDay.description == "0001-12-01")
    }
}
