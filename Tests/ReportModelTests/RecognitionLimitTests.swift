import ReportModel
import Testing

@Suite("recognition by fiscal periods and at its limits")
struct RecognitionLimitTests {
    @Test("the periods of a fiscal year have what their days have, and together all of it")
    func fiscalPeriods() throws {
        let calendar = try WeekCalendar.with(.last, .saturday, 12, week53: 3)
        for method in RecognitionSchedule.Method.allCases {
            let schedule = try #require(
                RecognitionSchedule(
                    decimal("1000.01"), from: day("2011-01-15"), until: day("2011-12-15"),
                    by: method))
            let periods = calendar.periods(ofYear: 2011).map { schedule.recognised(in: $0) }
            #expect(try periods.reduce(.zero, +) == decimal("1000.01"))
            let quarter = schedule.recognised(in: calendar.quarters(ofYear: 2011)[1])
            #expect(quarter == periods[3...5].reduce(.zero, +))
        }
        // 334 for 334 days: a day's share is 1.
        let daily = try #require(
            RecognitionSchedule(
                ExactDecimal(334), from: day("2011-01-15"), until: day("2011-12-15")))
        let first = calendar.periods(ofYear: 2011)[0]
        let served = try first.upperBound.days(since: day("2011-01-15"))
        #expect(daily.recognised(in: first) == ExactDecimal(served))
        #expect(daily.recognised(in: first.lowerBound..<first.lowerBound).isZero)
    }

    @Test("amounts as large as they come and services as long as the calendar lose no digit")
    func extremes() throws {
        let amounts = [
            ExactDecimal(.max), ExactDecimal(.min), ExactDecimal(.max, scale: 2),
            ExactDecimal(.min, scale: 38), ExactDecimal(-1, scale: 60), .zero, .one,
        ]
        let end = try day("9999-12-31").adding(days: 1)
        for method in RecognitionSchedule.Method.allCases {
            for amount in amounts {
                let schedule = try #require(
                    RecognitionSchedule(amount, from: day("9800-01-01"), until: end, by: method))
                let months = schedule.byMonth()
                #expect(months.count == 200 * 12)
                let nothing = schedule.recognised(through: Day(number: .min))
                let sum = months.reduce(nothing) { $0 + $1.amount }
                #expect(sum == amount && !sum.isRounded)
                let isNegative = amount.isNegative
                #expect(
                    months.allSatisfy { $0.amount.isZero || $0.amount.isNegative == isNegative })
                #expect(nothing.isZero)
                #expect(schedule.recognised(through: Day(number: .max)) == amount)
            }
            let whole = try #require(
                RecognitionSchedule(.one, from: day("0001-01-01"), until: end, by: method))
            #expect(whole.byMonth().count == 9999 * 12)
        }
    }

    @Test("an amount that was rounded before says so in its shares")
    func rounded() throws {
        let amount = ExactDecimal(100, scale: 2, isRounded: true)
        let schedule = try #require(
            RecognitionSchedule(amount, from: day("2026-01-01"), until: day("2026-03-01")))
        #expect(schedule.byMonth().allSatisfy { $0.amount.isRounded })
        let exact = try #require(
            RecognitionSchedule(.one, from: day("2026-01-01"), until: day("2026-03-01")))
        #expect(exact.byMonth().allSatisfy { !$0.amount.isRounded })
    }
}
