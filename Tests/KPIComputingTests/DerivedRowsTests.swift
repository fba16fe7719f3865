import KPIComputing
import ReportModel
import Testing

@Suite("figures of rows that are worked out")
struct DerivedRowsTests {
    @Test(
        "what of the terms that end is renewed, at the old price and no more",
        arguments: [
            // In March 100 of 100, 80 of 200 and 0 of 100.
            ("renewals_due", "2026-03", "400"), ("renewal_rate", "2026-03", "0.45"),
            // A term of two years renewed for one at the same price a month.
            ("renewal_rate", "2026-04", "1"),
            // Not yet decided: the term ends after the data.
            ("renewals_due", "2026-07", "70"), ("renewals_at_risk", "2026-07", "70"),
            ("bookings_tcv", "2026-03", "280"), ("bookings_acv", "2024-04", "240"),
        ])
    func renewals(metric: String, period: String, expected: String) throws {
        let contracts = """
            id,customer,start,term_end,signed,value,renewed_from
            k1,a,2025-04-01,2026-04-01,2025-03-20,100,
            n1,a,2026-04-01,2027-04-01,2026-03-15,200,k1
            k2,b,2025-04-01,2026-04-01,2025-03-20,200,
            n2,b,2026-04-01,2027-04-01,2026-03-28,80,k2
            k3,c,2025-04-01,2026-04-01,2025-03-01,100,
            k4,d,2024-05-01,2026-05-01,2024-04-10,480,
            n4,d,2026-05-01,2027-05-01,2026-04-20,240,k4
            k5,e,2025-08-01,2026-08-01,2025-07-20,70,
            """
        let health = "date,customer,component,score\n2026-05-01,e,usage,20\n"
        let company = try Company(
            asOf: "2026-06-30", [.contracts: contracts, .health: health])
        #expect(try company.value(metric, period) == expected)
    }

    @Test(
        "quotas are for the days on which a seller was there",
        arguments: [
            // 600 of 1000 and 400 × 16/31.
            ("quota_attainment", "2026-01", "0.497326203208556"),
            ("ramped_sellers", "2026-01", "1"), ("ramped_sellers", "2026-06", "2"),
            ("productivity", "2026-01", "600"), ("seller_attrition", "2026-06", "0"),
        ])
    func quotas(metric: String, period: String, expected: String) throws {
        let owners = """
            id,start,end,ramp_months,quota
            o1,2020-01-01,,6,12000
            o2,2026-01-16,,3,4800
            boss,2019-01-01,,,
            """
        let deals = """
            id,stage,amount,closed,owner
            1,won,600,2026-01-31,o1
            2,won,425,2026-02-10,o2
            """
        let company = try Company(
            asOf: "2026-06-30", [.owners: owners, .opportunities: deals])
        #expect(try company.value(metric, period) == expected)
    }

    @Test("of two answers by one respondent to one survey the later one counts")
    func answers() throws {
        let feedback = """
            date,score,customer,respondent,survey
            2026-01-05,2,a,r1,s1
            2026-01-09,10,a,r1,s1
            2026-01-06,9,b,r2,s1
            2026-01-07,3,b,r3,s1
            2026-01-08,8,b,,s1
            """
        let company = try Company(asOf: "2026-06-30", [.feedback: feedback])
        #expect(try company.value("nps", "2026-01") == "25")
        #expect(try company.value("nps", "2026-01", cut: ["customer": "a"]) == "100")
        #expect(try company.value("nps", "2026-02").hasPrefix("n/a"))
    }

    @Test("health is the weighted mean of the latest readings, and goes stale after a year")
    func health() throws {
        let readings = """
            date,customer,component,score
            2025-01-10,a,usage,80
            2025-02-10,a,usage,40
            2025-02-10,a,support,100
            2025-03-10,b,usage,60
            """
        let company = try Company(
            asOf: "2026-06-30",
            options: "health: {weights: {usage: 3, support: 1}}", [.health: readings])
        #expect(try company.value("health", "2025-01") == "80")
        // (3 × 40 + 100) ÷ 4, and 60 of what is known.
        #expect(try company.value("health", "2025-Q1") == "57.5")
        #expect(try company.value("health", "2026-02") == "60")
        #expect(try company.value("health", "2026-04").hasPrefix("n/a"))
    }

    @Test("parents are one customer in concentration, each their own in counts")
    func parents() throws {
        let revenue = "date,amount,customer\n2025-01-15,40,a\n2025-12-15,40,b\n2025-06-15,20,c\n"
        let customers = "id,parent\na,b\nb,\nc,\n"
        let company = try Company(
            asOf: "2025-12-31", period: "2025", [.revenue: revenue, .customers: customers])
        #expect(try company.value("top1_share", "2025") == "0.8")
        #expect(try company.value("hhi", "2025") == "6800")
        #expect(try company.value("major_customers", "2025") == "2")
        #expect(try company.value("customers", "2025") == "3")
        #expect(try company.value("new_customers", "2025-06") == "1")
    }

    @Test("of a quarter that still runs as many days of the one before are compared")
    func running() throws {
        let revenue = """
            date,amount
            2025-10-01,7
            2025-10-09,8
            2025-12-31,100
            2026-07-01,10
            2026-07-20,1000
            2026-10-01,30
            2026-10-08,40
            """
        let company = try Company(asOf: "2026-10-09", period: "2026-Q4", [.revenue: revenue])
        #expect(try company.value("revenue", "2026-Q4") == "70")
        #expect(try company.value("revenue", "2026-Q4", vs: .previousPeriod) == "10")
        #expect(try company.value("revenue", "2026-Q4", vs: .previousYear) == "15")
        #expect(try company.value("revenue", "2026-Q3", vs: .previousYear).hasPrefix("n/a"))
    }
}
