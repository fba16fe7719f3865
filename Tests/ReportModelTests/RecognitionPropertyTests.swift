import ReportModel
import TestSupport
import Testing

@Suite("recognition whatever the service")
struct RecognitionPropertyTests {
    @Test("a life adds up to its amount, grows one way and is nothing before and after")
    func sums() throws {
        try RandomService.each(400) { service, random, seed in
            for method in RecognitionSchedule.Method.allCases {
                let note: Comment = "seed \(seed): \(service) by \(method)"
                let schedule = try service.schedule(method)
                let months = schedule.byMonth()
                #expect(months.reduce(0) { $0 + cents($1.amount) } == service.cents, note)
                #expect(months.first?.month == service.start.day.month, note)
                #expect(
                    zip(months, months.dropFirst()).allSatisfy { $0.month.adding(1) == $1.month })
                let sign = service.cents.signum()
                #expect(months.allSatisfy { cents($0.amount) * sign >= 0 }, note)
                #expect(schedule.recognised(through: service.start.day.adding(days: -1)).isZero)
                #expect(cents(schedule.recognised(through: service.end.day)) == service.cents)
                // A cut between days parts what is recognised, and nothing is lost there.
                let first = service.start.day.adding(days: random.below(40) - 20)
                let middle = first.adding(days: random.below(service.days + 40))
                let last = middle.adding(days: random.below(service.days + 40))
                let parts = [first..<middle, middle..<last].map {
                    cents(schedule.recognised(in: $0))
                }
                #expect(parts.reduce(0, +) == cents(schedule.recognised(in: first..<last)), note)
                #expect(parts.allSatisfy { $0 * sign >= 0 }, note)
                let through = schedule.recognised(through: middle)
                #expect(
                    cents(through) + cents(schedule.unrecognised(after: middle)) == service.cents)
                for part in months.prefix(3) {
                    let days = part.month.firstDay..<part.month.lastDay.adding(days: 1)
                    #expect(schedule.recognised(in: days) == part.amount, note)
                }
            }
        }
    }

    @Test("by day and by second the recognised part is the served part to half a cent")
    func proportion() throws {
        try RandomService.each(400) { service, random, seed in
            let day = service.start.day.adding(days: random.below(service.days + 1))
            let byDay = try service.schedule(.day).recognised(through: day)
            let days = max(service.days, 1)
            let served = min(day.days(since: service.start.day) + 1, days)
            #expect(
                cents(byDay) == quotient(service.cents * served, days), "seed \(seed): \(service)"
            )
            let bySecond = try service.schedule(.second).recognised(through: day)
            let whole = service.days * 86_400 + service.end.second - service.start.second
            let elapsed =
                (day.days(since: service.start.day) + 1) * 86_400 - service.start.second
            #expect(
                cents(bySecond) == quotient(service.cents * min(elapsed, whole), whole),
                "seed \(seed): \(service)")
        }
    }

    @Test("even months are equal but for the last of them, which has less than a cent a month more")
    func even() throws {
        try RandomService.each(400) { service, _, seed in
            let months = try service.schedule(.monthEven).byMonth().map { cents($0.amount) }
            let rest = service.cents.magnitude % UInt(months.count)
            let share = (service.cents - Int(rest) * service.cents.signum()) / months.count
            let expected = [Int](repeating: share, count: months.count - 1)
            #expect(Array(months.dropLast()) == expected, "seed \(seed): \(service)")
            let cut = Int(service.end.day.month.index - service.start.day.month.index)
            #expect(months.count == max(cut, 1), "seed \(seed): \(service)")
        }
    }

    @Test("prorated months are those that counting their days off finds")
    func prorated() throws {
        try RandomService.each(400, times: false) { service, _, seed in
            var served: [Month: Int] = [:]
            for step in 0..<service.days {
                served[service.start.day.adding(days: step).month, default: 0] += 1
            }
            let months = served.keys.sorted()
            var shares = [Int?](repeating: nil, count: months.count)
            let isWhole = months.map {
                served[$0] == Day.daysIn(month: $0.number, of: $0.year)
            }
            for place in [0, months.count - 1] where !isWhole[place] {
                shares[place] = quotient(
                    service.cents * (served[months[place]] ?? 0), service.days)
            }
            if !shares.contains(nil) { shares[shares.count - 1] = nil }
            let rest = service.cents - shares.reduce(0) { $0 + ($1 ?? 0) }
            let count = shares.filter { $0 == nil }.count
            let takesRest = shares.lastIndex { $0 == nil }
            let expected = shares.indices.map { place in
                shares[place]
                    ?? (place == takesRest ? rest - rest / count * (count - 1) : rest / count)
            }
            let found = try service.schedule(.monthEvenProrated).byMonth()
            #expect(found.map(\.month) == months, "seed \(seed): \(service)")
            #expect(found.map { cents($0.amount) } == expected, "seed \(seed): \(service)")
        }
    }

    @Test("a service split in two at a day changes nothing by more than a cent, by day")
    func splitting() throws {
        try RandomService.each(400) { service, random, seed in
            if service.days < 2 { return }
            let whole = try service.schedule(.day)
            let cut = service.start.day.adding(days: 1 + random.below(service.days - 1))
            let share = whole.recognised(through: cut.adding(days: -1))
            let first = try #require(
                RecognitionSchedule(share, from: service.start, until: Moment(startOf: cut)))
            let second = try #require(
                RecognitionSchedule(
                    whole.amount - share, from: Moment(startOf: cut), until: service.end))
            for _ in 0..<20 {
                let day = service.start.day.adding(days: random.below(service.days))
                let halves = first.recognised(through: day) + second.recognised(through: day)
                let drift = cents(halves - whole.recognised(through: day))
                #expect(abs(drift) <= 1, "seed \(seed): \(service) split at \(cut), \(day)")
            }
        }
    }

    @Test("credits mirror debits, and four hundred years later all is the same")
    func symmetry() throws {
        try RandomService.each(200) { service, _, seed in
            for method in RecognitionSchedule.Method.allCases {
                let months = try service.schedule(method).byMonth()
                let mirrored = try service.schedule(method, cents: -service.cents).byMonth()
                #expect(months.map(\.amount) == mirrored.map { -$0.amount }, "seed \(seed)")
                var later = service
                later.start = try moment(
                    service.start.day.adding(days: 146_097), second: service.start.second)
                later.end = try moment(
                    service.end.day.adding(days: 146_097), second: service.end.second)
                let moved = try later.schedule(method).byMonth()
                #expect(moved.map { $0.month.adding(-4800) } == months.map(\.month))
                #expect(moved.map(\.amount) == months.map(\.amount), "seed \(seed): \(service)")
            }
        }
    }
}
