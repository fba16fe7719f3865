import Diagnostics
import KPIComputing
import ReportModel
import Testing

@Suite("how lines of subscriptions become recurring revenue")
struct RecurringRuleTests {
    @Test("a gap of a day at a month's end is none, as where ends are the last day of service")
    func bridgedGap() throws {
        let lines = "a,2026-01-01,2026-03-31,10\na,2026-04-01,,10"
        let standard = try Company.subscribed(lines)
        #expect(try standard.bridge("2026-03") == ["10", "0", "0", "0", "0", "0", "0"])
        #expect(try standard.bridge("2026-04") == ["10", "0", "0", "0", "0", "0", "0"])
        let strict = try Company.subscribed(lines, options: "bridge_gap: 0")
        #expect(try strict.bridge("2026-03") == ["0", "0", "0", "0", "0", "0", "10"])
        #expect(try strict.bridge("2026-04") == ["10", "0", "10", "0", "0", "0", "0"])
        let wide = try Company.subscribed(
            "a,2026-01-01,2026-03-25,10\na,2026-04-04,,12", options: "bridge_gap: 10")
        #expect(try wide.bridge("2026-03")[0] == "10")
        #expect(try wide.bridge("2026-04") == ["12", "0", "0", "2", "0", "0", "0"])
    }

    @Test("gaps are bridged between lines of one customer only, and not before a free line")
    func otherCustomers() throws {
        #expect(
            try Company.subscribed("a,2026-01-01,2026-03-31,10\nb,2026-04-01,,10").value(
                "mrr", "2026-03")
                == "0")
        #expect(
            try Company.subscribed(
                "a,2026-01-01,2026-03-31,10,\na,2026-04-01,,10,free",
                header: "customer,start,end,amount,status"
            ).value("mrr", "2026-03") == "0")
    }

    @Test("a line that ended stays for the days of grace, and what stays is told")
    func grace() throws {
        let lines = """
            a,2026-01-01,2026-03-20,10
            a,2026-04-05,,12
            b,2026-01-01,2026-03-20,40
            c,2026-01-01,2026-03-20,5
            c,2026-03-20,,6
            """
        let company = try Company.subscribed(lines, options: "renewal_grace: 30")
        #expect(try company.bridge("2026-03") == ["56", "0", "0", "1", "0", "0", "0"])
        #expect(try company.value("mrr_in_grace", "2026-03") == "50")
        #expect(try company.bridge("2026-04") == ["18", "0", "0", "2", "0", "0", "40"])
        #expect(try company.value("mrr_in_grace", "2026-04") == "0")
        #expect(try company.definition("mrr") == "mrr/renewal-grace-30")
        #expect(try Company.subscribed(lines).value("mrr_in_grace", "2026-03") == "0")
    }

    private let pauses = "customer,start,end,amount,status,id"

    @Test("a pause is contraction, its end expansion, and the customer stays one")
    func pause() throws {
        let company = try Company.subscribed(
            "a,2026-01-01,2026-03-10,10,active,1\na,2026-03-10,2026-05-20,10,paused,1\n"
                + "a,2026-05-20,,10,active,1\nb,2026-01-01,,1,active,2", header: pauses)
        #expect(try company.bridge("2026-03") == ["1", "0", "0", "0", "0", "10", "0"])
        #expect(try company.bridge("2026-05") == ["11", "0", "0", "10", "0", "0", "0"])
        for month in ["2026-02", "2026-03", "2026-04", "2026-05"] {
            #expect(try company.value("customers", month) == "2")
            #expect(try company.value("churned_customers", month) == "0")
        }
        #expect(try company.value("reactivated_customers", "2026-Q2") == "0")
    }

    @Test("on its day 91 a pause is the end of the customer, never before")
    func longPause() throws {
        // Paused from 10 March: day 90 is 7 June, day 91 is 8 June.
        let company = try Company.subscribed(
            "a,2026-01-01,2026-03-10,10,active,1\na,2026-03-10,2026-09-05,10,paused,1\n"
                + "a,2026-09-05,,12,active,1\nb,2026-01-01,,1,active,2", header: pauses)
        #expect(try company.bridge("2026-03") == ["1", "0", "0", "0", "0", "10", "0"])
        #expect(try company.value("customers", "2026-05") == "2")
        #expect(try company.value("customers", "2026-06") == "1")
        #expect(try company.value("churned_customers", "2026-05") == "0")
        #expect(try company.value("churned_customers", "2026-06") == "1")
        #expect(try company.bridge("2026-06") == ["1", "0", "0", "0", "0", "0", "0"])
        #expect(try company.bridge("2026-09") == ["13", "0", "12", "0", "0", "0", "0"])
        #expect(try company.value("reactivated_customers", "2026-09") == "1")
    }

    @Test("the ninetieth day of a pause at a month's end still keeps the customer")
    func ninetyDays() throws {
        // 30 June is day 90 of a pause from 2 April, and day 91 of one from 1 April.
        for (start, customers) in [("2026-04-02", "1"), ("2026-04-01", "0")] {
            let company = try Company.subscribed(
                "a,2026-01-01,\(start),10,active,1\na,\(start),,10,paused,1", header: pauses)
            #expect(try company.value("customers", "2026-06") == customers)
        }
    }

    @Test("a pause cut in two keeps its first day, and one without MRR before keeps nobody")
    func pauseRows() throws {
        let company = try Company.subscribed(
            "a,2026-01-01,2026-03-10,10,active,1\na,2026-03-10,2026-04-10,10,paused,1\n"
                + "a,2026-04-10,2026-09-05,12,paused,1\nb,2026-01-01,,5,paused,2", header: pauses)
        #expect(try company.value("customers", "2026-05") == "1")
        #expect(try company.value("customers", "2026-06") == "0")
    }

    @Test("a discount that ends is neither expansion nor contraction")
    func discountExpiry() throws {
        let header = "customer,start,end,amount,discount,discount_end"
        let company = try Company.subscribed(
            """
            a,2026-01-01,2026-04-10,100,20,2026-03-15
            a,2026-04-10,,90,,
            b,2026-01-01,2026-03-20,50,10%,2026-03-10
            c,2026-03-02,,30,10,2026-03-20
            d,2026-01-01,,40,8,2026-03-05
            d,2026-01-01,2026-03-06,6,,
            """, header: header)
        // a: 80 to 100; b leaves with 45; c comes with 30; d: 38 to 40, of which 8 for the discount.
        #expect(try company.bridge("2026-03") == ["170", "30", "0", "0", "28", "6", "45"])
        #expect(try company.bridge("2026-04") == ["160", "0", "0", "0", "0", "10", "0"])
        #expect(try company.value("net_new_mrr", "2026-03") == "7")
        let gross = try Company.subscribed(
            "a,2026-01-01,,100,20,2026-03-15", header: header, options: "discounts: gross")
        #expect(try gross.bridge("2026-03") == ["100", "0", "0", "0", "0", "0", "0"])
        #expect(try gross.definition("mrr") == "mrr/discounts-gross")
    }

    @Test("a row that ends with its discount and goes on at its price is one whose discount ended")
    func discountedRow() throws {
        let header = "id,customer,start,end,amount,discount,discount_end"
        for end in ["", "2026-03-10"] {
            let company = try Company.subscribed(
                "1,a,2026-01-01,2026-03-10,100,20%,\(end)\n1,a,2026-03-10,,100,,", header: header)
            #expect(try company.bridge("2026-03") == ["100", "0", "0", "0", "20", "0", "0"])
        }
        for other in ["2,a,2026-03-10,,100,,", "1,a,2026-03-10,,110,,"] {
            let company = try Company.subscribed(
                "1,a,2026-01-01,2026-03-10,100,20%,\n" + other, header: header)
            #expect(try company.value("discount_expiry_mrr", "2026-03") == "0")
        }
    }

    @Test("who returns after more days than the option has is new (mrr-18: 111 days)")
    func newAfter() throws {
        let lines = "z,2022-01-01,,1\na,2022-06-01,2023-01-10,10\na,2023-05-01,,10"
        for (days, new, back) in [
            (0, "0", "10"), (90, "10", "0"), (110, "10", "0"), (111, "0", "10"),
        ] {
            let company = try Company.subscribed(
                lines, asOf: "2023-12-31", options: "new_after: \(days)")
            #expect(try company.value("new_mrr", "2023-05") == new)
            #expect(try company.value("reactivation_mrr", "2023-05") == back)
            #expect(try company.value("new_customers", "2023-05") == (new == "0" ? "0" : "1"))
        }
    }

    @Test("customers with a common parent are one where asked for")
    func parents() throws {
        let lines = "a,2026-01-01,2026-03-10,10,x\nb,2026-03-20,,12,x\nc,2026-01-01,,5,y"
        let customers = "id,parent\na,g\nb,a\nc,\ng,"
        let header = "customer,start,end,amount,product"
        let apart = try Company.subscribed(lines, header: header, [.customers: customers])
        #expect(try apart.bridge("2026-03") == ["17", "12", "0", "0", "0", "0", "10"])
        let together = try Company.subscribed(
            lines, header: header, options: "customer: parent", [.customers: customers])
        #expect(try together.bridge("2026-03") == ["17", "0", "0", "2", "0", "0", "0"])
        #expect(try together.value("customers", "2026-03") == "2")
        #expect(try together.value("mrr", "2026-03", cut: ["customer": "g"]) == "12")
        #expect(try together.value("mrr", "2026-03", cut: ["product": "x"]) == "12")
        #expect(try together.definition("mrr") == "mrr/customer-parent")
    }

    @Test("a line that ends before it starts is an error at its place")
    func backwards() throws {
        let found = try Company.subscribed("b,2026-01-01,,7\na,2026-05-01,2026-03-01,10")
            .answer("mrr", "2026-06").diagnostics
        #expect(found.map(\.id) == ["end-before-start"])
        #expect(found.first?.location?.line == 3)
    }

    @Test("credits larger than what is paid take a customer to zero and are told")
    func credits() throws {
        let answer = try Company.subscribed("a,2026-01-01,,10\na,2026-03-01,,-15\nb,2026-01-01,,5")
            .answer("mrr", "2026-03")
        #expect(answer.figure.value.shown == "5")
        #expect(answer.diagnostics.map(\.id) == ["mrr-below-zero"])
        #expect(answer.diagnostics.first?.message.contains("2026-03 would be -5") == true)
        #expect(
            try Company.subscribed("a,2026-01-01,,10\na,2026-03-01,,-4").answer("mrr", "2026-03")
                .diagnostics.isEmpty)
    }

    @Test("intervals and prices as published (mrr-01, -04, -07, -10, -14)")
    func published() throws {
        let header = "customer,start,end,amount,interval,interval_count,quantity,discount"
        let company = try Company.subscribed(
            """
            a,2023-01-01,,100,month,,100,
            b,2023-01-01,,600,year,,50,
            c,2023-01-01,,120,year,,,10%
            d,2023-01-01,,90,month,3,,
            e,2023-01-01,,140,week,,,
            f,2023-01-01,,130,week,4,,
            g,2023-03-29,2023-04-29,100,,,,
            """, header: header, asOf: "2023-12-31")
        for (customer, mrr) in [
            ("a", "10000"), ("b", "2500"), ("c", "9"), ("d", "30"), ("e", "606.666666666667"),
            ("f", "140.833333333333"), ("g", "100"),
        ] {
            #expect(try company.value("mrr", "2023-03", cut: ["customer": customer]) == mrr)
        }
    }

    @Test("three months of two customers as published (ret-04)")
    func threeMonths() throws {
        let company = try Company.subscribed(
            """
            k,2022-01-01,2022-02-01,40
            k,2022-02-01,2022-03-01,75
            r,2022-01-01,2022-02-01,20
            r,2022-02-01,2022-03-01,80
            r,2022-03-01,,120
            """, asOf: "2022-03-31")
        #expect(try company.bridge("2022-02") == ["155", "0", "0", "95", "0", "0", "0"])
        #expect(try company.bridge("2022-03") == ["120", "0", "0", "40", "0", "0", "75"])
        #expect(try company.value("quick_ratio", "2022-03") == "0.533333333333333")
        #expect(try company.value("logo_churn", "2022-03") == "0.5")
        #expect(try company.value("arpa", "2022-02") == "77.5")
    }
}
