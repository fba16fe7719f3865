import KPIComputing
import ReportModel
import Testing

@Suite("recurring revenue")
struct RecurringTests {
    private func company(
        _ lines: String, header: String = "customer,start,end,amount", asOf: String = "2026-12-31",
        options: String = "", customers: String? = nil
    ) throws -> Company {
        var tables: [TableName: String] = [.subscriptions: header + "\n" + lines]
        if let customers { tables[.customers] = customers }
        return try Company(asOf: asOf, options: options, tables)
    }

    @Test(
        "a line is in force on a month's last day when it starts by then and ends later",
        arguments: [
            ("a,2026-01-31,2026-02-28,10", "2026-01", "10"),
            ("a,2026-01-31,2026-02-28,10", "2026-02", "0"),
            ("a,2026-01-01,2026-01-31,10", "2026-01", "0"),
            ("a,2026-01-01,2026-02-01,10", "2026-01", "10"),
            ("a,2026-01-01,2026-02-01,10", "2026-02", "0"),
            ("a,2026-01-15,,10", "2026-12", "10"),
            ("a,2024-02-29,2024-03-31,10", "2024-02", "10"),
            ("a,2026-01-01,9999-12-31,10", "2026-12", "10"),
        ])
    func endsOfMonths(line: String, period: String, mrr: String) throws {
        let company = try company("z,2020-01-01,2020-02-01,1\n" + line)
        #expect(try company.value("mrr", period) == mrr)
    }

    @Test(
        "intervals come down to months",
        arguments: [
            ("120,year,,,", "10"), ("30,quarter,,,", "10"), ("10,month,,,", "10"),
            ("20,month,2,,", "10"),
            ("360,year,3,,", "10"), ("120,week,,,", "520"), ("24,day,,,", "730"),
            ("1000,year,,,", "83.3333333333333"),
            ("5,month,,3,", "15"), ("60,year,,2,", "10"), ("10,month,,0,", "0"),
            ("100,month,,,25", "75"), ("100,month,,,25%", "75"), ("1200,year,,,300", "75"),
            ("100,month,,2,10%", "180"), ("100,month,,,12.5%", "87.5"), ("100,month,,,100%", "0"),
        ])
    func intervals(line: String, mrr: String) throws {
        let company = try company(
            "a,2026-01-01,,\(line)",
            header: "customer,start,end,amount,interval,interval_count,quantity,discount")
        #expect(try company.value("mrr", "2026-03") == mrr)
        #expect(try company.value("customers", "2026-03") == (mrr == "0" ? "0" : "1"))
    }

    @Test("a discount counts until it ends; its end is a movement of its own")
    func discountEnds() throws {
        let company = try company(
            "a,2026-01-01,,100,20,2026-03-31",
            header: "customer,start,end,amount,discount,discount_end")
        #expect(try company.value("mrr", "2026-02") == "80")
        #expect(try company.value("mrr", "2026-03") == "100")
        #expect(try company.value("expansion_mrr", "2026-03") == "0")
        #expect(try company.value("discount_expiry_mrr", "2026-03") == "20")
        #expect(try company.value("new_mrr", "2026") == "80")
    }

    @Test(
        "trials, free and paused lines are no MRR and no customer",
        arguments: [
            "trial", "free", "paused",
        ])
    func otherStatus(status: String) throws {
        let company = try company(
            "a,2026-01-01,,100,\(status)\nb,2026-01-01,,50,active\nc,2026-01-01,,5,",
            header: "customer,start,end,amount,status")
        #expect(try company.value("mrr", "2026-02") == "55")
        #expect(try company.value("customers", "2026-02") == "2")
    }

    /// a: 10, then 20; b: leaves in March; c: comes in February, halves in April; d: leaves and returns.
    private let story = """
        a,2026-01-01,2026-03-01,10
        a,2026-03-01,,20
        b,2026-01-10,2026-03-20,40
        c,2026-02-05,2026-04-01,8
        c,2026-04-01,,4
        d,2026-01-01,2026-02-15,5
        d,2026-05-01,,7
        """

    @Test(
        "movements are netted per customer and month, and the bridge closes",
        arguments: [
            ("2026-01", "55", "55", "0", "0", "0", "0"), ("2026-02", "58", "8", "0", "0", "5", "0"),
            ("2026-03", "28", "0", "10", "0", "40", "0"),
            ("2026-04", "24", "0", "0", "4", "0", "0"),
            ("2026-05", "31", "0", "0", "0", "0", "7"),
            ("2026-Q1", "28", "63", "10", "0", "45", "0"),
            ("2026-H1", "31", "63", "10", "4", "45", "7"),
            ("2026", "31", "63", "10", "4", "45", "7"),
        ])
    func movements(
        period: String, mrr: String, new: String, expansion: String, contraction: String,
        churn: String, reactivation: String
    ) throws {
        let company = try company(story)
        #expect(try company.value("mrr", period) == mrr)
        #expect(try company.value("new_mrr", period) == new)
        #expect(try company.value("expansion_mrr", period) == expansion)
        #expect(try company.value("contraction_mrr", period) == contraction)
        #expect(try company.value("churned_mrr", period) == churn)
        #expect(try company.value("reactivation_mrr", period) == reactivation)
    }

    @Test("customers are counted as they come, leave and return")
    func customers() throws {
        let company = try company(story)
        #expect(try company.value("customers", "2026-01") == "3")
        #expect(try company.value("customers", "2026") == "3")
        #expect(try company.value("new_customers", "2026-Q1") == "4")
        #expect(try company.value("churned_customers", "2026-Q1") == "2")
        #expect(try company.value("reactivated_customers", "2026-Q2") == "1")
        #expect(try company.value("arr", "2026-05") == "372")
        #expect(try company.value("net_new_mrr", "2026-Q2") == "3")
        #expect(try company.value("logo_churn", "2026-02") == "0.333333333333333")
        #expect(try company.value("logo_churn", "2026-Q2") == "0")
        #expect(try company.value("mrr", "2026-03", vs: .previousPeriod) == "58")
        #expect(try company.value("mrr", "2026-Q2", vs: .previousPeriod) == "28")
    }

    @Test("leaving and returning within a month is no movement")
    func withinMonth() throws {
        let company = try company("a,2026-01-01,2026-03-05,10\na,2026-03-20,,10")
        for metric in ["churned_mrr", "reactivation_mrr", "new_mrr", "churned_customers"] {
            #expect(try company.value(metric, "2026-03") == "0")
        }
    }

    @Test("a downgrade and then the end within a month is churn of the whole")
    func downgradeThenEnd() throws {
        let company = try company("a,2026-01-01,2026-03-05,100\na,2026-03-05,2026-03-20,60")
        #expect(try company.value("churned_mrr", "2026-03") == "100")
        #expect(try company.value("contraction_mrr", "2026-03") == "0")
    }

    @Test("one of two subscriptions cancelled is contraction")
    func oneOfTwo() throws {
        let company = try company("a,2026-01-01,,10\na,2026-01-01,2026-04-10,5")
        #expect(try company.value("contraction_mrr", "2026-04") == "5")
        #expect(try company.value("churned_customers", "2026-04") == "0")
    }

    @Test("retention looks back over the window from the end of month, quarter and year")
    func retention() throws {
        let lines = """
            a,2025-01-01,2026-01-15,100
            b,2025-01-01,2025-11-01,50
            b,2025-11-01,,80
            c,2025-06-10,,10
            d,2025-01-01,2025-06-01,40
            d,2025-09-01,,30
            """
        let company = try company(lines)
        // At the end of 2025-03: a 100, b 50, d 40. A year later: b 80, d 30.
        for period in ["2026-03", "2026-Q1"] {
            #expect(try company.value("nrr", period) == "0.578947368421053")
            #expect(try company.value("grr", period) == "0.421052631578947")
        }
        #expect(try company.definition("nrr") == "nrr/closed-cohort/12-months")
        let strict = try self.company(
            lines, options: "metrics: {nrr: {include_reactivated: false}}")
        #expect(try strict.value("nrr", "2026-03") == "0.421052631578947")
        #expect(try strict.value("logo_churn", "2025") == company.value("logo_churn", "2025"))
        let short = try self.company(lines, options: "metrics: {nrr: {window: 3}}")
        // At the end of 2025-12: a 100, b 80, c 10, d 30; three months later a is gone.
        #expect(try short.value("nrr", "2026-03") == "0.545454545454545")
        #expect(try short.definition("nrr") == "nrr/closed-cohort/3-months")
    }

    @Test(
        "what is not known is undefined and says why",
        arguments: [
            ("mrr", "2025-12", "no rows"), ("nrr", "2026-12", "known from 2026-01 on"),
            ("mrr", "2027-01", "after the data was taken"),
            ("logo_churn", "2026-01", "known from 2026-01"),
            ("churned_mrr", "2027", "after the data was taken"),
        ])
    func undefined(metric: String, period: String, reason: String) throws {
        let value = try company("a,2026-01-01,,10").value(metric, period)
        #expect(value.hasPrefix("n/a") && value.contains(reason), "\(value)")
    }

    @Test("a month that the data does not cover to its end is undefined")
    func partialMonth() throws {
        let company = try company("a,2026-01-01,,10\nb,2026-09-01,,5", asOf: "2026-09-29")
        #expect(try company.value("mrr", "2026-08") == "10")
        #expect(
            try company.value("mrr", "2026-09").contains("after the data was taken (2026-09-29)"))
        #expect(try company.value("new_mrr", "2026-Q3").contains("after the data"))
    }

    @Test("churn to nothing divides by zero a year later")
    func zeroBase() throws {
        let company = try company("a,2025-01-01,2025-02-01,10\nb,2026-05-01,,5")
        #expect(try company.value("nrr", "2026-06").contains("division by zero"))
        #expect(try company.value("logo_churn", "2026-06") == "0")
        #expect(try company.value("logo_churn", "2026-05").contains("division by zero"))
    }

    @Test("a segment is that of the customer, today's of several states")
    func segments() throws {
        let company = try company(
            story,
            customers: """
                id,segment,valid_from
                a,large,2026-05-01
                a,small,2020-01-01
                b,small,2020-01-01
                c,large,2020-01-01
                """)
        #expect(try company.value("mrr", "2026-05", cut: ["segment": "large"]) == "24")
        #expect(try company.value("mrr", "2026-05", cut: ["segment": "small"]) == "0")
        #expect(try company.value("mrr", "2026-05", cut: ["segment": ""]) == "7")
        #expect(try company.value("churned_mrr", "2026-03", where: "segment = \"small\"") == "40")
        #expect(try company.value("mrr", "2026-05", cut: ["customer.segment": "large"]) == "24")
    }

    @Test("what others call an interval is an error, not a lost line")
    func unknownInterval() throws {
        let company = try company(
            "a,2026-01-01,,100,annual", header: "customer,start,end,amount,interval")
        #expect(try company.value("mrr", "2026-03") == "error: unknown-value")
    }

    @Test(
        "a discount that raises the price or takes more than all of it is an error",
        arguments: ["-10", "-5%", "150%"])
    func impossibleDiscount(discount: String) throws {
        let company = try company(
            "a,2026-01-01,,100,\(discount)", header: "customer,start,end,amount,discount")
        #expect(try company.value("mrr", "2026-03") == "error: discount-invalid")
    }

    @Test("a line that counts no months is left out and counted")
    func impossibleLines() throws {
        let company = try company(
            "b,2026-01-01,,10,0\nc,2026-01-01,,7,1\nd,0026-01-01,,9,1",
            header: "customer,start,end,amount,interval_count")
        #expect(try company.value("mrr", "2026-06") == "7")
        #expect(
            try company.unplaced("mrr").map(\.reason)
                == [
                    "an interval that is none",
                    "it starts more than a century before the data was taken",
                ])
    }

    @Test("a customer in several of the cuts beyond the top is one customer")
    func others() throws {
        let company = try company(
            """
            a,2026-01-01,,100,p1
            b,2026-01-01,2026-03-01,10,p2
            b,2026-01-01,,5,p3
            c,2026-01-01,,20,p3
            c,2026-02-01,,-4,p4
            """, header: "customer,start,end,amount,product")
        let metrics = ["mrr", "customers", "churned_customers", "contraction_mrr"]
        let grid = try company.grid(
            GridQuery(
                metrics: metrics, axis: .dimension("product"), period: company.period("2026-Q1"),
                top: 1))
        #expect(grid.rows.map(\.key) == ["p1", ""])
        #expect(grid.rows[1].cells.map(\.actual.value.shown) == ["21", "2", "0", "14"])
        #expect(grid.total?.cells.map(\.actual.value.shown) == ["121", "3", "0", "14"])
    }

    @Test("a negative line takes a customer to zero, not below")
    func negative() throws {
        let company = try company("a,2026-01-01,,10\na,2026-03-01,,-15\nb,2026-01-01,,5")
        #expect(try company.value("mrr", "2026-03") == "5")
        #expect(try company.value("churned_mrr", "2026-03") == "10")
    }

    @Test("parts of a year's amount that cancel each other leave nothing behind")
    func cancelling() throws {
        let company = try company(
            "a,2026-01-01,,1000,year\na,2026-02-01,,-500,year\na,2026-02-01,,-500,year",
            header: "customer,start,end,amount,interval")
        #expect(try company.value("mrr", "2026-02") == "0")
        #expect(try company.value("customers", "2026-02") == "0")
    }
}
