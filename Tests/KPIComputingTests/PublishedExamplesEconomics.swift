import KPIComputing
import ReportModel
import Testing

extension PublishedCase {
    /// What customers cost and bring, growth, and how much hangs on a few of them.
    static let economics: [PublishedCase] = [
        burn("burn-01"), burn("burn-03"), burn("burn-04"),
        PublishedCase("cac-01", needs: "spend and new customers of a month") { inputs in
            let lines = try subscribers("c", inputs.count("new_customers"), from: "2026-02-03")
            let company = try Company([
                .subscriptions: "customer,start,end,amount\n" + lines,
                .spend: "date,amount\n2026-02-10,\(try inputs.text("s_and_m"))",
            ])
            return try company.answers("2026-02", ["cac": "cac"])
        },
        payback("cac-03"), payback("cac-05"),
        PublishedCase("cac-06", needs: "one customer with the mean revenue of the cohort by month")
        {
            inputs in
            let cost = try inputs.text("cac")
            let margin = try inputs.decimal("gross_margin")
            let growth = ExactDecimal.one + (try inputs.decimal("expansion"))
            let early = try inputs.count("early_months")
            var amount = try inputs.decimal("arpa")
            var lines = "date,amount,customer\n"
            var total = ExactDecimal.zero
            for month in 1...12 {
                lines += "\(Month(year: 2026, month: month))-15,\(amount),c\n"
                total += amount
                let lost = try inputs.decimal(month <= early ? "early_churn" : "steady_churn")
                amount = (amount * (.one - lost) * growth).rounded(to: 12)
                amount.isRounded = false
            }
            let company = try Company([
                .revenue: lines,
                .customers: "id,acquired,acquisition_cost\nc,2026-01-05,\(cost)",
                .financials: "date,line,amount\n2026-06-30,cost_of_revenue,"
                    + "\((total * (.one - margin)).description)",
            ])
            return try company.answers("2026", ["months": "break_even_months"])
        },
        PublishedCase("eff-01", needs: "two quarters; the metric's inverse and numerator") {
            inputs in
            let delta = try inputs.decimal("revenue_delta")
            let before = ExactDecimal(1_000_000)
            let company = try Company(
                metrics: ownMetrics([
                    "added": "4 * (trailing(recurring_revenue, 3)"
                        + " - lag(trailing(recurring_revenue, 3), 3))",
                    "payback": "12 / magic_number",
                ]),
                [
                    .revenue: """
                    date,amount,type
                    2026-01-15,\(before),recurring
                    2026-04-15,\(before + delta),recurring
                    """,
                    .spend: "date,amount\n2026-01-20,\(try inputs.text("s_and_m_prior"))",
                ])
            return try company.answers(
                "2026-Q2",
                [
                    "magic_number": "magic_number", "annualised_added": "added",
                    "implied_payback_months": "payback",
                ])
        },
        PublishedCase("ltv-01", needs: "a month with this churn; a company metric") { inputs in
            let start = try wholeNumber(ofShare: inputs.decimal("churn"))
            let arpa = try inputs.decimal("arpa")
            let lines =
                subscribers("gone", 1, arpa, from: "2026-01-01", until: "2026-02-10")
                + subscribers("kept", start - 1, arpa, from: "2026-01-01")
            return try subscriptions(
                lines, "customer,start,end,amount",
                metrics: ownMetrics(["simple_ltv": "arpa / logo_churn"])
            ).answers("2026-02", ["ltv": "simple_ltv"])
        },
        lifetime("ltv-03"), lifetime("ltv-04"),
        PublishedCase("r40-01", needs: "two years of revenue, and cash flow") { inputs in
            let growth = try inputs.decimal("growth")
            let before = ExactDecimal(1000)
            let now = before * (.one + growth)
            let flow = now * (try inputs.decimal("margin"))
            let company = try Company([
                .revenue: "date,amount\n2025-06-30,\(before)\n2026-06-30,\(now)",
                .financials: "date,line,amount\n2026-06-30,free_cash_flow,\(flow)",
            ])
            return try company.answers("2026", ["score": "rule_of_40"])
        },
        PublishedCase("hhi-01", needs: "a customer a share") { inputs in
            try Company([.revenue: concentrated(inputs.decimals("shares_pct"))])
                .answers("2026", ["hhi": "hhi"])
        },
        PublishedCase(
            "conc-01", needs: "a customer a share, the rest in small ones; a company metric"
        ) {
            inputs in
            var shares = try inputs.decimals("shares_pct")
            let major = shares.count
            let rest = ExactDecimal(100) - shares.reduce(.zero, +)
            shares += Array(repeating: rest * ExactDecimal(125, scale: 3), count: 8)
            let names = (0..<major).map { "customer = \"c\($0)\"" }.joined(separator: " or ")
            let company = try Company(
                metrics: ownMetrics(["joint": "100 * where(revenue, \(names)) / revenue"]),
                [.revenue: concentrated(shares)])
            return try company.answers(
                "2026", ["major_customers": "major_customers", "joint_share_pct": "joint"])
        },
    ]

    private static func burn(_ id: String) -> PublishedCase {
        PublishedCase(id, needs: "cash flow, and a subscription of a year") { inputs in
            let company = try Company([
                .subscriptions: "customer,start,interval,amount\nc,2026-02-03,year,"
                    + (try inputs.text("net_new_arr")),
                .financials: "date,line,amount\n2026-02-28,free_cash_flow,-"
                    + (try inputs.text("net_burn")),
            ])
            return try company.answers("2026-02", ["burn_multiple": "burn_multiple"])
        }
    }

    private static func payback(_ id: String) -> PublishedCase {
        PublishedCase(id, needs: "a new customer, spend and a margin") { inputs in
            var tables = try marginTables(inputs.decimal("gross_margin"), on: "2026-02-15")
            tables[.spend] = "date,amount\n2026-02-10,\(try inputs.text("cac"))"
            tables[.subscriptions] =
                "customer,start,amount\nc,2026-02-03,\(try inputs.text("arpa"))"
            return try Company(tables).answers("2026-02", ["months": "cac_payback"])
        }
    }

    /// Of so many customers that one a month is the churn, one leaves and one joins in each month.
    private static func lifetime(_ id: String) -> PublishedCase {
        PublishedCase(id, needs: "a year in which this share is lost and won anew each month") {
            inputs in
            let count = try wholeNumber(ofShare: inputs.decimal("churn"))
            let arpa = try inputs.decimal("arpa")
            var lines = "customer,start,end,amount\n"
            lines += subscribers("kept", count - 12, arpa, from: "2025-12-01")
            for month in 1...12 {
                let month = Month(year: 2026, month: month)
                lines += "old\(month),2025-12-01,\(month)-15,\(arpa)\n"
                lines += "new\(month),\(month)-10,,\(arpa)\n"
            }
            var tables = try marginTables(inputs.decimal("gross_margin"), on: "2026-12-15")
            tables[.spend] = "date,amount\n2026-12-10,\(try inputs.text("cac"))"
            tables[.subscriptions] = lines
            return try Company(tables).answers("2026-12", ["ltv": "ltv", "ltv_cac": "ltv_cac"])
        }
    }
}
