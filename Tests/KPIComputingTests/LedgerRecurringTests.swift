import ReportModel
import Testing

@Suite("recurring revenue from the ledger")
struct LedgerRecurringTests {
    private let ledger = """
        date,amount,customer,type,service_start,service_end
        2026-01-05,1200,a,recurring,2026-01-01,2027-01-01
        2026-01-31,50,b,recurring,2026-01-31,2026-02-28
        2026-02-28,50,b,recurring,2026-02-28,2026-03-31
        2026-02-10,99,a,one_time,2026-01-01,2027-01-01
        2026-02-15,31,,recurring,2026-02-01,2026-03-01
        2026-03-01,36.5,c,recurring,2026-03-01,2026-03-11
        2026-03-01,5,c,recurring,2026-03-20,2026-03-20
        """

    @Test("service dates spread a line over its months")
    func serviceDates() throws {
        let company = try Company([.revenue: ledger])
        #expect(try company.value("mrr", "2026-01") == "150")
        #expect(try company.value("mrr", "2026-02", cut: ["customer": "a"]) == "100")
        #expect(try company.value("customers", "2026-02") == "2")
        #expect(try company.value("mrr", "2026-12") == "100")
        #expect(try company.definition("mrr") == "mrr/from-service-dates")
        #expect(
            try company.unplaced("mrr").map(\.reason)
                == ["'service_end' does not lie after 'service_start'", "no customer"])
    }

    @Test("odd services count by the day: ten days at 36.50 are 111.02 a month")
    func days() throws {
        let company = try Company(
            [
                .revenue: """
                date,amount,customer,type,service_start,service_end
                2026-03-25,36.5,c,recurring,2026-03-25,2026-04-04
                """
            ])
        // 36.5 × 365 / (10 × 12)
        #expect(try company.value("mrr", "2026-03") == "111.020833333333333".prefix(16))
    }

    @Test("the ledger's months are taken where asked for, complete ones only")
    func ledgerMonths() throws {
        let company = try Company(
            asOf: "2026-03-15", options: "mrr: {from: ledger_month}", [.revenue: ledger])
        #expect(try company.value("mrr", "2026-01") == "1250")
        #expect(try company.value("mrr", "2026-02") == "50")
        #expect(try company.value("churned_mrr", "2026-02") == "1200")
        #expect(try company.value("mrr", "2026-03").contains("after the data"))
        #expect(try company.definition("arr") == "arr/from-ledger-month")
        #expect(
            try company.definition("nrr") == "nrr/closed-cohort/12-months/from-ledger-month")
    }

    @Test(
        "without subscriptions and service dates there is no MRR, and customers are those who buy")
    func noRecurring() throws {
        let company = try Company(
            [
                .revenue:
                    "date,amount,customer\n2026-01-05,10,a\n2026-01-06,-3,b\n2026-02-01,4,a\n2026-02-01,4,"
            ])
        #expect(
            try company.value("mrr", "2026-01").contains("missing input: the table 'subscriptions'")
        )
        #expect(try company.value("customers", "2026-Q1") == "1")
        #expect(try company.definition("customers") == "customers/line-above-zero-in-period/ledger")
    }
}
