import KPIComputing
import ReportModel
import Testing

extension PublishedCase {
    /// Bookings, billings, recognition, currencies and calendars.
    static let revenue: [PublishedCase] = [
        PublishedCase("book-01", needs: "a contract and its invoice") { inputs in
            let years = try inputs.count("years")
            let value = try inputs.text("tcv")
            let company = try Company([
                .contracts: """
                id,customer,start,term_end,signed,value
                k,c,2026-01-01,\(2026 + years)-01-01,2026-01-01,\(value)
                """, .invoices: "date,amount,customer\n2026-01-05,\(value),c",
            ])
            return try company.answers(
                "2026-01", ["bookings": "bookings_acv", "billings": "billings"])
        },
        PublishedCase("book-03", needs: "contracts whose value is computed") { inputs in
            let first = Month(year: 2026, month: 1)
            let lines = try inputs.items("contracts").map { one in
                let months = try one.count("committed_months")
                return "\(try one.text("id")),c,2026-01-01,\(first.adding(months).firstDay),"
                    + "2026-01-01,\(months),\(try one.text("monthly"))"
            }
            let company = try Company(
                tableOptions: [.contracts: "compute: {value: months * monthly}"],
                [
                    .contracts: "id,customer,start,term_end,signed,months,monthly\n"
                        + lines.joined(separator: "\n")
                ])
            return [
                (
                    "january",
                    same(
                        try ["bookings_acv", "bookings_tcv"].map {
                            try company.value($0, "2026-01")
                        })
                )
            ]
        },
        PublishedCase("book-04", needs: "invoices beside recognised revenue; a company metric") {
            inputs in
            let company = try Company(
                metrics: ownMetrics(["change": "deferred_revenue - lag(deferred_revenue, 1)"]),
                tableOptions: [.revenue: "basis: recognised"],
                [
                    .revenue: """
                    date,amount,customer
                    2026-01-31,100,c
                    2026-02-28,\(try inputs.text("revenue")),c
                    """,
                    .invoices: """
                    date,amount,customer
                    2026-01-05,150,c
                    2026-02-05,\(try inputs.text("calculated_billings")),c
                    """,
                ])
            return try company.answers("2026-02", ["change_in_deferred_revenue": "change"])
        },
        PublishedCase("rev-01", needs: "a line with its service") { inputs in
            let start = try inputs.day("service_start")
            let end = try inputs.text("service_end_exclusive")
            let company = try Company(
                asOf: "2019-12-31", period: "2019",
                [
                    .revenue: "date,amount,service_start,service_end\n"
                        + "\(start),\(try inputs.text("amount")),\(start),\(end)"
                ])
            return try ["2019-01", "2019-02"].map {
                ("revenue.\($0)", try company.value("recognised_revenue", $0))
            }
        },
        PublishedCase("rev-04", needs: "a line with its service, recognised by even months") {
            inputs in
            let company = try Company(
                options: "metrics: {recognised_revenue: {by: month_even}}",
                [
                    .revenue: "date,amount,service_start,service_end\n"
                        + "2026-01-01,\(try inputs.text("annual_fee")),2026-01-01,2027-01-01"
                ])
            let months = try (1...12).map {
                try company.value("recognised_revenue", "\(Month(year: 2026, month: $0))")
            }
            return [("per_month", same(months))]
        },
        PublishedCase("rev-05", needs: "an invoice with its service, recognised by even months") {
            inputs in
            let first = Month(year: 2026, month: 1)
            let end = first.adding(try inputs.count("months")).firstDay
            let company = try Company(
                options: "metrics: {recognised_revenue: {by: month_even}}",
                [
                    .invoices: "date,document,amount,service_start,service_end\n"
                        + "2026-01-01,i,\(try inputs.text("amount")),2026-01-01,\(end)"
                ])
            let month = first.adding(try inputs.count("elapsed") - 1)
            return try company.answers(
                "\(month)", ["recognised": "recognised_revenue", "deferred": "deferred_revenue"])
        },
        constantCurrency("fx-01", back: 12), constantCurrency("fx-03", back: 12),
        constantCurrency("fx-04", back: 3),
        PublishedCase("fx-05", needs: "the impact as a line of the ledger; company metrics") {
            inputs in
            let company = try Company(
                options: "dimensions: [kind]",
                metrics: ownMetrics([
                    "impact": "where(revenue, kind = \"impact\")",
                    "reported": "where(revenue, kind = \"reported\")",
                    "ex_fx": "reported - impact", "impact_pct": "100 * impact / reported",
                ]),
                [
                    .revenue: """
                    date,amount,kind
                    2026-01-31,\(try inputs.text("reported")),reported
                    2026-01-31,\(try inputs.text("fx_impact")),impact
                    """
                ])
            return try company.answers("2026-01", ["ex_fx": "ex_fx", "impact_pct": "impact_pct"])
        },
        PublishedCase(
            "fx-06", needs: "daily rates; cash as a line of the accounts; a company metric"
        ) {
            inputs in
            let amount = try inputs.text("invoice_eur")
            var company = try Company(
                metrics: ownMetrics([
                    "cash": "free_cash_flow", "fx_loss": "revenue - free_cash_flow",
                ]),
                tableOptions: [.rates: "base: EUR"],
                [
                    .revenue: "date,amount,currency\n2026-01-10,\(amount),EUR",
                    .financials:
                        "date,line,amount,currency\n2026-01-25,free_cash_flow,\(amount),EUR",
                    .rates: """
                    date,currency,rate
                    2026-01-10,USD,\(try inputs.text("rate_invoice"))
                    2026-01-25,USD,\(try inputs.text("rate_payment"))
                    """,
                ])
            company.settings.currency = "USD"
            return try company.answers(
                "2026-01", ["revenue": "revenue", "cash": "cash", "fx_loss": "fx_loss"])
        },
        PublishedCase("cal-01", needs: "the calendar alone") { inputs in
            let calendar = try #require(
                WeekCalendar(
                    rule: .nearest, weekday: .saturday, month: 1, pattern: .fourFiveFour,
                    yearLabel: .start))
            let years = try inputs.count("from")...inputs.count("to")
            return listed(
                "years_53",
                years.filter { calendar.weeks(inYear: $0) == 53 }.map(String.init))
        },
        PublishedCase("cal-03", needs: "the calendar alone") { inputs in
            let calendar = try #require(
                WeekCalendar(
                    rule: .nearest, weekday: .sunday, month: 12, pattern: .fourFourFive))
            return listed(
                "ends",
                try inputs.counts("anchor_years").map {
                    calendar.lastDay(anchoredTo: $0).description
                })
        },
    ]

    /// What was reported and its adjustments as lines of the ledger, `back` months after the others.
    private static func constantCurrency(_ id: String, back: Int) -> PublishedCase {
        PublishedCase(id, needs: "the adjustments as lines of the ledger; a company metric") {
            inputs in
            let month = Month(year: 2026, month: 6)
            var lines = "date,amount,region\n"
            for region in ["uk", "row"] {
                let parts = try inputs.texts(region)
                for part in parts { lines += "\(month.lastDay),\(part),\(region)\n" }
            }
            lines += "\(month.lastDay),\(try inputs.text("us")),us\n"
            lines += "\(month.adding(-back).lastDay),\(try inputs.text("prior")),all\n"
            let company = try Company(
                options: "dimensions: [region]",
                metrics: ownMetrics(["growth": "revenue / lag(revenue, \(back)) - 1"]),
                [.revenue: lines])
            return try ["uk", "row"].map {
                ($0, try company.value("revenue", "\(month)", cut: ["region": $0]))
            } + company.answers("\(month)", ["constant_currency": "revenue", "growth": "growth"])
        }
    }
}
