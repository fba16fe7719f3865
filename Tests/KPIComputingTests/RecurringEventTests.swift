import KPIComputing
import ReportModel
import Testing

@Suite("recurring revenue by event")
struct RecurringEventTests {
    @Test("by event every day's change is a movement: 100 to 60 to none in a month")
    func events() throws {
        let company = try Company.subscribed(
            "a,2026-01-01,2026-03-05,100\na,2026-03-05,2026-03-20,60\nb,2026-01-01,,1",
            options: "movements: event")
        #expect(try company.bridge("2026-03") == ["1", "0", "0", "0", "0", "40", "60"])
        #expect(try company.definition("churned_mrr") == "churned_mrr/by-event")
        #expect(try company.value("net_new_mrr", "2026-03") == "-100")
    }

    @Test("joined and gone within a month: nothing by month ends, new and churn by event (mrr-17)")
    func joinedAndGone() throws {
        let lines = "z,2023-01-01,,1\na,2023-12-05,2023-12-20,100"
        #expect(
            try Company.subscribed(lines, asOf: "2023-12-31").bridge("2023-12")
                == ["1", "0", "0", "0", "0", "0", "0"])
        let event = try Company.subscribed(lines, asOf: "2023-12-31", options: "movements: event")
        #expect(try event.bridge("2023-12") == ["1", "100", "0", "0", "0", "0", "100"])
        #expect(try event.value("new_customers", "2023-12") == "1")
        #expect(try event.value("churned_customers", "2023-12") == "1")
    }

    @Test(
        "a plan switch with a gap that is bridged is one change by event; a return is churn first")
    func switches() throws {
        let near = try Company.subscribed(
            "a,2026-01-01,2026-03-10,10\na,2026-03-11,,15", options: "movements: event")
        #expect(try near.bridge("2026-03") == ["15", "0", "0", "5", "0", "0", "0"])
        let far = try Company.subscribed(
            "a,2026-01-01,2026-03-10,10\na,2026-03-14,,15", options: "movements: event")
        #expect(try far.bridge("2026-03") == ["15", "0", "15", "0", "0", "0", "10"])
    }

    @Test("five events of one customer, in five months or in one (mrr-06)")
    func fiveEvents() throws {
        let header = "customer,start,end,amount,interval,quantity"
        let apart = try Company.subscribed(
            """
            a,2026-01-05,2026-04-10,500,year,4
            a,2026-02-05,2026-03-05,30,month,2
            a,2026-05-05,,50,month,3
            """, header: header)
        #expect(try apart.value("new_mrr", "2026") == "166.666666666667")
        #expect(
            try apart.bridge("2026").dropFirst(2) == ["150", "60", "0", "60", "166.666666666667"])
        let within = try Company.subscribed(
            """
            z,2025-01-01,,1,month,1
            a,2026-01-05,2026-01-20,500,year,4
            a,2026-01-10,2026-01-15,30,month,2
            a,2026-01-25,,50,month,3
            """, header: header, options: "movements: event")
        #expect(
            try within.bridge("2026-01")
                == ["151", "166.666666666667", "150", "60", "0", "60", "166.666666666667"])
    }
}
