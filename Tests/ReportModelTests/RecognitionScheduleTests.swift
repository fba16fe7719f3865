import ReportModel
import Testing

@Suite("recognition over a service")
struct RecognitionScheduleTests {
    private func schedule(
        _ amount: String, _ start: String, _ end: String,
        _ method: RecognitionSchedule.Method = .day
    ) throws -> RecognitionSchedule {
        try #require(
            RecognitionSchedule(decimal(amount), from: day(start), until: day(end), by: method))
    }

    private func months(_ schedule: RecognitionSchedule) -> [String] {
        schedule.byMonth().map { "\($0.month) \($0.amount)" }
    }

    @Test(
        "amounts of all sizes and signs, at month ends, in leap years and in one day",
        arguments: [
            ("100", "2026-01-01", "2026-04-01", .monthEven, ["33.33", "33.33", "33.34"]),
            ("-100", "2026-01-01", "2026-04-01", .monthEven, ["-33.33", "-33.33", "-33.34"]),
            ("100", "2026-01-01", "2026-04-01", .day, ["34.44", "31.12", "34.44"]),
            ("-100", "2026-01-01", "2026-04-01", .day, ["-34.44", "-31.12", "-34.44"]),
            ("0.01", "2026-01-01", "2026-04-01", .monthEven, ["0.00", "0.00", "0.01"]),
            ("0.01", "2026-01-01", "2026-04-01", .day, ["0.00", "0.01", "0.00"]),
            ("0.00", "2026-01-31", "2026-02-02", .day, ["0.00", "0.00"]),
            ("7", "2026-02-28", "2026-03-01", .day, ["7.00"]),
            ("7", "2024-02-29", "2024-03-01", .monthEven, ["7.00"]),
            ("60", "2024-01-01", "2024-03-01", .day, ["31.00", "29.00"]),
            ("59", "2023-01-01", "2023-03-01", .day, ["31.00", "28.00"]),
            (
                "366", "2024-02-29", "2025-03-01", .monthEvenProrated,
                ["1.00"]
                    + [String](repeating: "30.41", count: 11) + ["30.49"]
            ),
            // Neither month is full: the second takes the rest.
            ("1.00", "2026-01-31", "2026-02-03", .monthEvenProrated, ["0.33", "0.67"]),
            ("1.00", "2026-01-31", "2026-03-01", .monthEvenProrated, ["0.03", "0.97"]),
            ("1.00", "2026-01-01", "2026-02-02", .monthEvenProrated, ["0.97", "0.03"]),
            ("5", "2026-01-10", "2026-01-20", .monthEvenProrated, ["5.00"]),
            ("5", "2026-01-10", "2026-01-20", .monthEven, ["5.00"]),
            // The month of the end is cut off, however much of it is served.
            ("90", "2026-01-31", "2026-03-31", .monthEven, ["45.00", "45.00"]),
            ("1.2345", "2026-01-01", "2026-03-01", .monthEven, ["0.6172", "0.6173"]),
        ] as [(String, String, String, RecognitionSchedule.Method, [String])])
    func shares(
        amount: String, start: String, end: String, method: RecognitionSchedule.Method,
        expected: [String]
    ) throws {
        let schedule = try schedule(amount, start, end, method)
        #expect(schedule.byMonth().map(\.amount.description) == expected)
        #expect(schedule.byMonth().first?.month == (try day(start)).month)
    }

    @Test("a service of no length, a reversed one and one beyond the calendar have no schedule")
    func refused() throws {
        let start = try day("2026-03-01")
        let noon = try moment(start, second: 43_200)
        let beyond = try day("9999-12-31").adding(days: 2)
        for method in RecognitionSchedule.Method.allCases {
            #expect(RecognitionSchedule(.one, from: start, until: start, by: method) == nil)
            #expect(
                RecognitionSchedule(.one, from: start, until: start.adding(days: -1), by: method)
                    == nil)
            #expect(
                RecognitionSchedule(.one, from: noon, until: Moment(startOf: start), by: method)
                    == nil)
            #expect(RecognitionSchedule(.one, from: noon, until: noon, by: method) == nil)
            #expect(RecognitionSchedule(.one, from: start, until: beyond, by: method) == nil)
            #expect(
                RecognitionSchedule(
                    .one, from: Day(number: .min), until: Day(number: .max), by: method) == nil)
        }
        #expect(Moment(start, second: -1) == nil)
        #expect(Moment(start, second: 86_400) == nil)
    }

    @Test(
        "a service of hours within a day is recognised on that day by every method",
        arguments: ["2026-03-31", "2026-03-01"])
    func hours(date: String) throws {
        let today = try day(date)
        for method in RecognitionSchedule.Method.allCases {
            let schedule = try #require(
                RecognitionSchedule(
                    decimal("9.99"), from: moment(today, second: 3600),
                    until: moment(today, second: 7200), by: method))
            #expect(schedule.recognised(through: today.adding(days: -1)).isZero)
            #expect(try schedule.recognised(through: today) == decimal("9.99"))
            #expect(months(schedule) == ["2026-03 9.99"])
        }
    }

    @Test("between months' ends the even methods go on day by day")
    func withinMonths() throws {
        let even = try schedule("90", "2026-04-16", "2026-07-10", .monthEven)
        #expect(months(even) == ["2026-04 30.00", "2026-05 30.00", "2026-06 30.00"])
        #expect(try even.recognised(through: day("2026-04-15")).isZero)
        #expect(try even.recognised(through: day("2026-04-16")) == decimal("2"))
        #expect(try even.recognised(through: day("2026-06-10")) == decimal("70"))
        #expect(try even.unrecognised(after: day("2026-06-30")).isZero)
        let prorated = try schedule("85", "2026-04-16", "2026-07-10", .monthEvenProrated)
        #expect(try prorated.recognised(through: day("2026-04-20")) == decimal("5"))
        #expect(try prorated.recognised(through: day("2026-07-03")) == decimal("79"))
    }
}
