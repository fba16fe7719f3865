import Testing

@Suite("what the demonstration company's further files tell")
struct DemoStoryTests {
    private static let financials = Dictionary(
        grouping: DemoTable.named("financials.csv").rows, by: { $0["Month End"] }
    ).sorted { $0.key < $1.key }

    @Test("cash is the cash of the month before and the free cash flow")
    func cash() {
        #expect(Self.financials.count == 48)
        var before: Int?
        for (month, rows) in Self.financials {
            let flow = rows.first { $0["Statement Line"] == "Free cash flow" }
            let cash = rows.first { $0["Statement Line"] == "Cash" }?.cents("Amount EUR") ?? 0
            if let before { #expect(cash == before + (flow?.cents("Amount EUR") ?? 0), "\(month)") }
            before = cash
        }
    }

    @Test("operating expenses hold what growing costs; revenue costs about 27 to 32 per cent")
    func costs() {
        var spend: [String: Int] = [:]
        for row in DemoTable.named("spend.csv").rows {
            spend[row["Booking Date"], default: 0] += row.cents("Amount EUR")
        }
        var revenue: [String: Int] = [:]
        for line in DemoTable.ledger {
            let month = isoDay(german: line["Posting Date"]).prefix(7)
            revenue[String(month), default: 0] += line.cents("Net Amount")
        }
        for (month, rows) in Self.financials {
            let expenses = rows.first { $0["Statement Line"] == "Operating expenses" }
            #expect(expenses?.cents("Amount EUR") ?? 0 > spend[month] ?? 0, "\(month)")
            guard let sold = revenue[String(month.prefix(7))] else { continue }
            let cost = rows.filter { $0["Statement Line"] == "Cost of revenue" }
                .reduce(0) { $0 + $1.cents("Amount EUR") }
            #expect((270...320).contains(cost * 1000 / sold), "\(month)")
        }
    }

    @Test("a promoter score of every quarter, from 18 or so to 40")
    func feedback() {
        let surveys = Dictionary(
            grouping: DemoTable.named("feedback.csv").rows, by: { $0["Survey"] })
        #expect(surveys.count == 12)
        var scores: [String: Int] = [:]
        for (survey, answers) in surveys {
            var latest: [String: Int] = [:]
            for answer in answers {
                let score = Int(answer["Score"]) ?? -1
                #expect((0...10).contains(score))
                #expect(survey.hasSuffix(quarterName(answer["Answered On"])))
                latest[answer["Respondent"]] = score
            }
            let net = latest.values.reduce(0) { $0 + ($1 >= 9 ? 1 : $1 <= 6 ? -1 : 0) }
            scores[String(survey.suffix(7))] = net * 100 / latest.count
        }
        #expect((16...22).contains(scores["2023-Q4"] ?? 0))
        #expect((37...42).contains(scores["2026-Q3"] ?? 0))
    }

    @Test("new customers use what they pay for some days after the service begins")
    func firstUse() {
        var first: [String: String] = [:]
        for row in DemoTable.named("usage.csv").rows {
            let day = row["Reading Date"]
            first[row["Account ID"]] = min(day, first[row["Account ID"]] ?? day)
        }
        var days: [Int] = []
        for customer in DemoTable.named("customers.csv").rows
        where customer["Customer Since"] >= "2024-10-01" {
            guard let used = first[customer["Account ID"]] else { continue }
            days.append(dayNumber(used) - dayNumber(customer["Customer Since"]))
        }
        #expect(days.count > 100)
        #expect(days.allSatisfy { (1...90).contains($0) })
    }

    @Test(
        "every quarter from 2024 on has a plan for bookings, the last eight and the next two a forecast"
    )
    func forecasts() {
        let rows = DemoTable.named("targets.csv").rows
        let plans = Set(
            rows.filter { $0["Measure"] == "won_amount" && $0["Scenario"] == "plan" }
                .map { $0["Period"] })
        let quarters = (0..<13).map { "\(2024 + $0 / 4)-Q\($0 % 4 + 1)" }
        for quarter in quarters.prefix(12) { #expect(plans.contains(quarter)) }
        let forecasts = rows.filter { $0["Scenario"] == "forecast" }
        for quarter in quarters.dropFirst(3) {
            let metrics = forecasts.filter { $0["Period"] == quarter }.map { $0["Measure"] }
            #expect(metrics == ["revenue", "mrr", "won_amount"], "\(quarter)")
        }
        for row in forecasts {
            #expect(row.cents("Low") < row.cents("Value"))
            #expect(row.cents("Value") < row.cents("High"))
            #expect(!row["Issued"].isEmpty)
        }
    }

    @Test("leads, spend and cases in every month of the ledger")
    func everyMonth() {
        for (file, column) in [
            ("leads", "Created"), ("spend", "Booking Date"), ("support", "Opened On"),
            ("inputs", "Period"),
        ] {
            let months = Set(DemoTable.named(file + ".csv").rows.map { $0[column].prefix(7) })
            let ledger = Set(
                DemoTable.ledger.map { isoDay(german: $0["Posting Date"]).prefix(7) })
            #expect(ledger.count == 36)
            #expect(ledger.isSubset(of: months), "\(file)")
        }
    }
}
