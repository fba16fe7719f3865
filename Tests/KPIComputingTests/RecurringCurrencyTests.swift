import Diagnostics
import KPIComputing
import Measuring
import ReportModel
import Testing

@Suite("recurring revenue in several currencies")
struct RecurringCurrencyTests {
    private let lines = """
        customer,start,end,amount,currency
        a,2026-01-01,2026-03-10,120,USD
        a,2026-03-10,,150,USD
        b,2026-01-01,,10,EUR
        c,2026-03-05,,30,USD
        """
    private let closing = """
        date,currency,rate,kind
        2026-01-31,USD,1.2,closing
        2026-02-28,USD,1.0,closing
        2026-03-31,USD,1.5,closing
        2026-04-30,USD,1.5,closing
        """

    private func company(_ rates: String, asOf: String = "2026-04-30") throws -> Company {
        try Company(asOf: asOf, [.subscriptions: lines, .rates: rates])
    }

    @Test("MRR is at closing rates, movements at those of the month before, the rest is FX")
    func bridge() throws {
        let company = try company(closing)
        // January: 120/1.2 + 10. February: 120 + 10. March: 180/1.5 + 10. April the same.
        for (month, mrr, new, expansion, fx) in [
            ("2026-01", "110", "110", "0", "0"), ("2026-02", "130", "0", "0", "20"),
            ("2026-03", "130", "30", "30", "-60"), ("2026-04", "130", "0", "0", "0"),
        ] {
            #expect(try company.value("mrr", month) == mrr)
            #expect(try company.value("new_mrr", month) == new)
            #expect(try company.value("expansion_mrr", month) == expansion)
            #expect(try company.value("fx_mrr", month) == fx)
            #expect(try company.value("contraction_mrr", month) == "0")
        }
        #expect(try company.value("fx_mrr", "2026-Q1") == "-40")
        #expect(try company.value("mrr", "2026-03", cut: ["currency": "USD"]) == "120")
    }

    @Test("retention is at the rates of the later date")
    func retention() throws {
        var company = try company(closing)
        company.settings.options.set("nrr.window", "2")
        // Then 120 USD and 10 EUR, now 150 USD and 10 EUR, both at 1.5.
        #expect(try company.value("nrr", "2026-03") == "1.22222222222222")
        #expect(try company.value("grr", "2026-03") == "1")
    }

    @Test("a plan rate of the fiscal year goes before closing rates, and only in its year")
    func planRate() throws {
        let plan = closing + "\n2026-01-01,USD,2,plan"
        let company = try self.company(plan)
        for (month, mrr, fx) in [("2026-01", "70", "0"), ("2026-03", "100", "0")] {
            #expect(try company.value("mrr", month) == mrr)
            #expect(try company.value("fx_mrr", month) == fx)
        }
        let last = closing + "\n2025-01-01,USD,2,plan"
        #expect(try self.company(last).value("mrr", "2026-03") == "130")
    }

    @Test("how many month ends took the plan's rate is told")
    func planFinding() throws {
        let rates = ExchangeRates(to: "EUR", ["2026-01-01 USD 2 plan", "2025-12-31 USD 1 closing"])
        let asOf = try #require(Day(iso: "2026-02-28"))
        var settings = try company(closing).settings
        settings.asOf = asOf
        var pass = TablePass(
            .subscriptions, requests: [],
            surroundings: TablePass.Surroundings(
                settings, rates: rates, entities: Entities(), origin: .subscriptions,
                requests: []))
        let start = try #require(Day(iso: "2025-12-01"))
        var words = TextDictionary()
        let batch = TableBatch(
            rowCount: 1,
            columns: [
                "start": .dates([start.number]), "currency": .text([words.encode("USD")]),
                "amount": .numbers(DecimalColumn([ExactDecimal(1)])),
            ], lines: [2])
        pass.consume(batch, ["currency": words])
        #expect(
            pass.findings == [
                "USD: 2 of 3 month ends at the plan rate of the fiscal year, e.g. 2026-01-31 that "
                    + "of 2026-01-01"
            ])
    }

    @Test("a month end without a rate of the week before is an error with date and pair")
    func missing() throws {
        let found = try company("date,currency,rate\n2026-01-30,USD,1.2\n2026-02-27,USD,1.1")
            .answer("mrr", "2026-02").diagnostics
        #expect(found.map(\.id) == ["rate-missing", "rate-missing"])
        #expect(found.first?.message.contains("USD→EUR for 2026-03-31") == true)
        #expect(found.first?.message.contains("'subscriptions'") == true)
        #expect(found.first?.location?.line == 3)
    }

    @Test("daily rates of the week before and averages do where there is no closing one")
    func others() throws {
        let company = try company(
            "date,currency,rate,kind\n2026-01-30,USD,1.2,daily\n2026-02-25,USD,1,daily\n"
                + "2026-03-01,USD,1.5,average\n2026-04-01,USD,1.5,average")
        #expect(try company.value("mrr", "2026-02") == "130")
        #expect(try company.value("mrr", "2026-03") == "130")
    }
}
