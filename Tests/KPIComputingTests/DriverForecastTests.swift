import ConfigReading
import Diagnostics
import KPIComputing
import ReportModel
import Testing

@Suite("forecasts by drivers")
struct DriverForecastTests {
    /// Every month four deals of 100 each: one is won in the month after the next, the others are lost in
    /// the third month after.
    private static func deals(from first: Month, months: Int, asOf: Day) -> [String] {
        (0..<months).flatMap { step -> [String] in
            let month = first.adding(step)
            func day(_ later: Int, _ number: Int) -> Day? {
                let (year, month, _) = month.adding(later).firstDay.components
                return Day(year: year, month: month, day: number)
            }
            func text(_ day: Day?) -> String { day.map { "\($0)" } ?? "" }
            return (0..<4).map { number in
                let isWon = number == 0
                let closed = isWon ? day(2, 15) : day(3, 10)
                let isOver = closed.map { $0 <= asOf } ?? false
                let stage = isOver ? (isWon ? "won" : "lost") : "Open"
                return "\(step)-\(number),\(stage),100,\(text(day(0, 1))),\(text(closed)),new,"
                    + (number.isMultiple(of: 2) ? "o1" : "o2")
            }
        }
    }

    private static let header = "id,stage,amount,created,closed,type,owner\n"

    private func company(
        asOf: String = "2026-01-05", options: String = "", _ others: [TableName: String] = [:]
    ) throws -> Company {
        let day = try #require(Day(iso: asOf))
        var tables = others
        tables[.opportunities] =
            Self.header
            + Self.deals(from: Month(year: 2019, month: 1), months: 85, asOf: day)
            .joined(separator: "\n")
        return try Company(asOf: asOf, period: "2026-Q1", options: options, tables)
    }

    @Test("open deals count by the share of those of their age that were won so many months later")
    func wins() throws {
        let company = try company()
        // At the end of 2025 four deals are there since December, four since November and three since
        // October. Of a month's age one in seven is won in the next month, of a new one one in four in
        // the month after; the deal of January that is won in March is not there yet.
        for month in ["2026-01", "2026-02", "2026-03", "2026-12"] {
            #expect(try company.value("expected_won_amount", month) == "100", "\(month)")
        }
        #expect(try company.value("expected_won_amount", "2026-Q1") == "300")
        // Of a month that is over, what was to be expected on its eve; of a running quarter what came, too.
        #expect(try company.value("expected_won_amount", "2025-12") == "100")
        #expect(
            try self.company(asOf: "2026-03-02").value("expected_won_amount", "2026-Q1") == "300")
    }

    @Test("parts add up, and what nobody has yet belongs to none of them")
    func parts() throws {
        let company = try company()
        let own = try ["o1", "o2"].map {
            try company.value("expected_won_amount", "2026-03", cut: ["owner": $0])
        }
        #expect(own == ["0", "0"])
        #expect(
            try company.value("expected_won_amount", "2026-01", cut: ["owner": "o1"])
                == "42.8571428571429"
        )
        #expect(
            try company.value("expected_won_amount", "2026-01", where: "owner = \"o2\"")
                == "57.1428571428571")
        #expect(
            try company.value("expected_won_amount", "2025-12", cut: ["owner": "o1"]).hasPrefix(
                "n/a: what was to be expected"))
    }

    @Test("what the company assumes changes what is expected, and the definition says so")
    func assumptions() throws {
        let company = try company(options: "forecast: {win_rate: +10%, new_pipeline: -50%}")
        #expect(try company.value("expected_won_amount", "2026-01") == "110")
        #expect(try company.value("expected_won_amount", "2026-03") == "55")
        // What was to be expected earlier stays what it was.
        #expect(try company.value("expected_won_amount", "2025-12") == "100")
        #expect(
            try company.definition("expected_won_amount")
                == "expected_won_amount/stage-to-win-by-age/win-rate-+10%/new-pipeline--50%")
    }

    @Test("no deal is assumed to be won more surely than surely")
    func sure() throws {
        var text = Self.header
        for month in 1...12 {
            for number in 1...4 {
                text += String(
                    "\(month)-\(number),won,100,2025-\(month < 10 ? "0" : "")\(month)-02,")
                text +=
                    month < 12
                    ? "2025-\(month < 9 ? "0" : "")\(month + 1)-05,new,\n" : "2026-01-05,new,\n"
            }
        }
        let company = try Company(
            asOf: "2026-01-02", period: "2026-01", options: "forecast: {win_rate: +50%}",
            [.opportunities: text.replacing("12-1,won", with: "12-1,Open")])
        #expect(try company.value("expected_won_amount", "2026-01").hasPrefix("400"))
    }

    @Test("too short a past says nothing of the months ahead")
    func shortPast() throws {
        let day = try #require(Day(iso: "2024-09-03"))
        let deals = Self.deals(from: Month(year: 2024, month: 1), months: 9, asOf: day)
        let company = try Company(
            asOf: "2024-09-03", period: "2024-09",
            [.opportunities: Self.header + deals.joined(separator: "\n")])
        #expect(try company.value("expected_won_amount", "2024-10") != "n/a")
        #expect(
            try company.value("expected_won_amount", "2025-03")
                == "n/a: what 'opportunities' has up to 2024-08 says nothing of 2025-03")
    }

    /// Ten terms of customers in good health that ended and were renewed, ten of others that were not.
    private static func contracts() -> (contracts: String, health: String) {
        var contracts = "id,customer,start,term_end,value,signed,renewed_from\n"
        var health = "date,customer,component,score\n"
        for number in 1...10 {
            contracts += "g\(number),g\(number),2024-06-01,2025-06-01,1200,,\n"
            contracts += "h\(number),g\(number),2025-06-01,2026-06-01,1200,,g\(number)\n"
            contracts += "r\(number),r\(number),2024-06-01,2025-06-01,600,,\n"
            health += "2025-02-01,g\(number),use,90\n2025-02-01,r\(number),use,20\n"
        }
        return (contracts, health)
    }

    @Test("what falls due is renewed by the rate of its customer's band of health")
    func renewals() throws {
        let (past, health) = Self.contracts()
        let own = """
            x,x,2025-02-10,2026-02-10,2400,,
            y,y,2025-03-01,2026-03-01,360,,
            z,z,2025-02-01,2026-02-01,120,,
            z2,z,2026-02-01,2027-02-01,100,2025-12-20,z
            """
        let readings = health + "2025-11-01,x,use,80\n2025-11-01,y,use,30\n"
        let company = try Company(
            asOf: "2026-01-05", period: "2026-Q1",
            [.contracts: past + own, .health: readings])
        // z was renewed already; x is as good as those that were, y as bad as those that were not.
        #expect(try company.value("expected_renewals", "2026-01") == "100")
        #expect(try company.value("expected_renewals", "2026-02") == "2400")
        #expect(try company.value("expected_renewals", "2026-Q1") == "2500")
        #expect(try company.value("expected_renewals", "2026-05") == "12000")
        #expect(try company.value("expected_renewals", "2027-02") == "2400")
        #expect(try company.value("expected_renewals", "2026-02", cut: ["customer": "x"]) == "2400")
        let worse = try Company(
            asOf: "2026-01-05", period: "2026-Q1", options: "forecast: {renewal_rate: -10%}",
            [.contracts: past + own, .health: readings])
        #expect(try worse.value("expected_renewals", "2026-02") == "2160")
        // What is renewed once is due again.
        #expect(try worse.value("expected_renewals", "2027-02") == "1944")
    }

    @Test(
        "MRR by drivers is that of the origin, less lapses and churn, with growth and new business")
    func recurring() throws {
        // 1,000 from the start, and every month since January 2021 one new customer with 10.
        var lines = "base,2018-01-01,,1000\n"
        for step in 0..<60 {
            let month = Month(year: 2021, month: 1).adding(step)
            lines += "n\(step),\(month.firstDay),,10\n"
        }
        let company = try company(
            [.subscriptions: "customer,start,end,amount\n" + lines])
        #expect(try company.value("mrr", "2025-12") == "1600")
        // 120 of new MRR came of 1,200 won; 100 are expected to be won each month.
        #expect(try company.value("driver_mrr", "2026-01") == "1610")
        #expect(try company.value("driver_mrr", "2026-Q1") == "1630")
        #expect(
            try company.definition("driver_mrr") == "driver_mrr/pipeline/new-business")
        let answer = try company.answer("driver_mrr", "2026-01")
        // The same forecast was right in each earlier month in which it could be made.
        let range = try #require(answer.figure.ranges?.fourFifths)
        #expect(range.low == ExactDecimal(1610) && range.high == range.low)
    }

    @Test("ranges are the errors of the same forecast, made as far ahead from earlier months")
    func ranges() throws {
        let (computation, _) = try company().measured {
            $0.requests(
                for: Expression(.name("expected_won_amount")), dimensions: [], filter: nil)
        }
        let metric = try #require(computation.catalogue.metrics["expected_won_amount"])
        let period = try company().period("2026-Q1")
        let record = computation.driverRecord(of: metric, period: period)
        #expect(record.first?.period.name == "2025-Q4")
        #expect(record.count >= 8)
        #expect(record.allSatisfy { $0.period.last <= Month(year: 2025, month: 12) })
    }

    @Test(
        "assumptions that are none are errors at their place",
        arguments: [
            ("forecast: {win_rate: 5}", "type-mismatch"),
            ("forecast: {win_rate: five%}", "type-mismatch"),
            ("forecast: {win_rate: +-5%}", "type-mismatch"),
            ("forecast: {win_rate: -101%}", "type-mismatch"),
            ("forecast: {win_rates: 5%}", "unknown-key"),
            ("metrics: {forecast: {win_rate: 5%}}", "unknown-key"),
        ])
    func mistakes(line: String, id: String) {
        var found: [Diagnostic] = []
        _ = readSettings(
            "site: {title: T}\ncompany: {name: T, currency: EUR}\nperiod: 2026\nas_of: 2026-01-05\n"
                + line + "\ntables: {}\n", path: "content/revsite.yml", diagnostics: &found)
        #expect(found.map(\.id) == [id])
        #expect(found.first?.location?.line == 5)
    }
}
