import ReportModel
import TestSupport
import Testing

func decimal(_ text: String) throws -> ExactDecimal {
    try #require(ExactDecimal(text), "\(text)")
}

func moment(_ day: Day, second: Int) throws -> Moment {
    try #require(Moment(day, second: second))
}

@Suite("recognition as published")
struct PublishedRecognitionTests {
    /// `2024-06-15T12:00:00Z`.
    private func moment(_ text: String) throws -> Moment {
        let parts = text.dropLast().split(separator: "T")
        let times = (parts.last ?? "").split(separator: ":").compactMap { Int($0) }
        try #require(text.hasSuffix("Z") && parts.count == 2 && times.count == 3)
        return try ReportModelTests.moment(
            day(String(parts[0])), second: times[0] * 3600 + times[1] * 60 + times[2])
    }

    @Test("every published contract is recognised month by month as its method prints it")
    func published() throws {
        let methods = [
            "millisecond": RecognitionSchedule.Method.second, "day": .day,
            "month_even": .monthEven, "month_even_prorated_ends": .monthEvenProrated,
        ]
        var contracts: [String: [String: String]] = [:]
        for row in try SharedCases.rows("cases/stripe-revrec/contracts.csv") {
            contracts[try row.value("contract")] = row
        }
        let rows = try SharedCases.rows("cases/stripe-revrec/expected_recognised_by_month.csv")
        #expect(rows.count == 33 && contracts.count == 3)
        var expected: [[String]: [String]] = [:]
        for row in rows {
            let text = "\(try row.value("month")) \(try decimal(row.value("revenue")).canonical)"
            expected[[try row.value("contract"), try row.value("method")], default: []].append(text)
        }
        #expect(expected.count == 6)
        for (key, months) in expected {
            let contract = try #require(contracts[key[0]])
            let method = try #require(methods[key[1]])
            let schedule = try #require(
                RecognitionSchedule(
                    decimal(contract.value("amount")),
                    from: moment(contract.value("service_start")),
                    until: moment(contract.value("service_end_exclusive")),
                    by: method))
            let found = schedule.byMonth().map { "\($0.month) \($0.amount.canonical)" }
            #expect(found == months, "\(key)")
        }
    }

    @Test("an accounting suite's example, prorated at its ends and by days, agrees to the cent")
    func accountingSuite() throws {
        // Oracle NetSuite help, "Straight-Line Revenue Recognition Examples": 400.00 over 122 days.
        for (method, expected) in [
            (.monthEvenProrated, ["39.34", "99.45", "99.45", "99.46", "62.30"]),
            (RecognitionSchedule.Method.day, ["39.34", "98.36", "101.64", "98.36", "62.30"]),
        ] {
            let schedule = try #require(
                RecognitionSchedule(
                    ExactDecimal(400), from: day("2025-08-20"), until: day("2025-12-20"),
                    by: method))
            #expect(schedule.byMonth().map(\.amount.description) == expected)
        }
    }

    @Test("a month's subscription from the middle of a month falls into two by days")
    func midMonth() throws {
        struct Inputs: Decodable {
            var amount: Int
            var service_start: String
            var service_end_exclusive: String
        }
        struct Expected: Decodable { var revenue: [String: Int] }
        let (inputs, expected) = try SharedCases.example("rev-01", Inputs.self, Expected.self)
        let schedule = try #require(
            RecognitionSchedule(
                ExactDecimal(inputs.amount), from: day(inputs.service_start),
                until: day(inputs.service_end_exclusive)))
        let found = schedule.byMonth().map { ($0.month.description, $0.amount) }
        #expect(
            Dictionary(uniqueKeysWithValues: found)
                == expected.revenue.mapValues { ExactDecimal($0) })
    }

    @Test("an annual fee has the same in every month, whole months prorated or not")
    func annualFee() throws {
        struct Inputs: Decodable { var annual_fee: Int }
        struct Expected: Decodable { var per_month: Int }
        let (inputs, expected) = try SharedCases.example("rev-04", Inputs.self, Expected.self)
        for (start, end, method) in [
            ("2023-01-01", "2024-01-01", RecognitionSchedule.Method.monthEven),
            ("2023-01-01", "2024-01-01", .monthEvenProrated),
            ("2024-04-01", "2025-04-01", .monthEvenProrated),
            ("2023-07-15", "2024-07-15", .monthEven),
        ] {
            let schedule = try #require(
                RecognitionSchedule(
                    ExactDecimal(inputs.annual_fee), from: day(start), until: day(end), by: method))
            let months = schedule.byMonth()
            #expect(months.count == 12)
            #expect(months.allSatisfy { $0.amount == ExactDecimal(expected.per_month) })
        }
    }

    @Test("after one of twelve prepaid months eleven are still deferred")
    func deferred() throws {
        struct Inputs: Decodable {
            var amount: Int
            var months: Int
            var elapsed: Int
        }
        struct Expected: Decodable {
            var recognised: Int
            var deferred: Int
        }
        let (inputs, expected) = try SharedCases.example("rev-05", Inputs.self, Expected.self)
        let first = Month(year: 2026, month: 3)
        for method in [RecognitionSchedule.Method.monthEven, .monthEvenProrated] {
            let schedule = try #require(
                RecognitionSchedule(
                    ExactDecimal(inputs.amount), from: first.firstDay,
                    until: first.adding(inputs.months).firstDay, by: method))
            let day = first.adding(inputs.elapsed - 1).lastDay
            #expect(schedule.recognised(through: day) == ExactDecimal(expected.recognised))
            #expect(schedule.unrecognised(after: day) == ExactDecimal(expected.deferred))
        }
    }
}
