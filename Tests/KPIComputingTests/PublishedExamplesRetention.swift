import KPIComputing
import ReportModel
import TestSupport
import Testing

extension PublishedCase {
    /// Churn, retention and renewals.
    static let retention: [PublishedCase] = [
        PublishedCase("churn-01", needs: "rows with these movements; a company metric") { inputs in
            try moved(inputs).answers("2026-02", ["rate": "gross_churn"])
        },
        PublishedCase("churn-02", needs: "rows with these movements; a company metric") { inputs in
            try moved(inputs).answers("2026-02", ["rate": "net_churn"])
        },
        PublishedCase("churn-05", needs: "rows with these customers") { inputs in
            let returned = try inputs.count("of_which_reactivated")
            let joined = try inputs.count("of_which_joined_in_period")
            let gone = try inputs.count("churned") - returned - joined
            let start = try inputs.count("start")
            let lines =
                subscribers("gone", gone, from: "2026-01-01", until: "2026-02-20")
                + subscribers("back", returned, from: "2026-01-01", until: "2026-02-10")
                + subscribers("back", returned, from: "2026-02-20")
                + subscribers("brief", joined, from: "2026-02-03", until: "2026-02-20")
                + subscribers("kept", start - gone - returned, from: "2026-01-01")
            return try subscriptions(lines, "customer,start,end,amount")
                .answers("2026-02", ["rate": "logo_churn"])
        },
        PublishedCase("churn-07", needs: "rows with these totals; a company metric") { inputs in
            let churned = try inputs.count("churned")
            let kept = try inputs.count("customers") - churned
            let lost = try inputs.decimal("churned_mrr")
            let rest = try inputs.decimal("mrr") - lost
            let fifty = ExactDecimal(50)
            let lines =
                subscribers("gone", churned - 1, fifty, from: "2026-01-01", until: "2026-02-20")
                + "last,2026-01-01,2026-02-20,\(lost - fifty * ExactDecimal(churned - 1))\n"
                + subscribers("kept", kept - 1, fifty, from: "2026-01-01")
                + "rest,2026-01-01,,\(rest - fifty * ExactDecimal(kept - 1))\n"
            return try subscriptions(
                lines, "customer,start,end,amount",
                metrics: ownMetrics(["revenue_churn": "churned_mrr / lag(mrr, 1)"])
            ).answers("2026-02", ["logo": "logo_churn", "revenue": "revenue_churn"])
        },
        PublishedCase("churn-08", needs: "a column with the reason as a dimension") { inputs in
            let reasons = ["voluntary", "involuntary"]
            let lines = try reasons.flatMap { reason in
                try (0..<inputs.count(reason)).map {
                    "\(reason)\($0),2026-01-01,2026-02-20,\(try inputs.text("price")),\(reason)"
                }
            }
            let company = try subscriptions(
                lines.joined(separator: "\n"), "customer,start,end,amount,reason",
                options: "dimensions: [reason]")
            return try reasons.map {
                ($0, try company.value("churned_mrr", "2026-02", cut: ["reason": $0]))
            }
        },
        PublishedCase("ret-01", needs: "rows with these customers; company metrics") { inputs in
            let start = try inputs.count("start")
            let new = try inputs.count("new")
            let lost = start + new - (try inputs.count("end"))
            let lines =
                subscribers("gone", lost, from: "2026-01-01", until: "2026-02-20")
                + subscribers("kept", start - lost, from: "2026-01-01")
                + subscribers("new", new, from: "2026-02-05")
            return try subscriptions(
                lines, "customer,start,end,amount",
                metrics: ownMetrics([
                    "of_totals": "(customers - new_customers) / lag(customers, 1)",
                    "acquisition": "new_customers / lag(customers, 1)",
                ])
            ).answers(
                "2026-02",
                ["retention": "of_totals", "attrition": "logo_churn", "acquisition": "acquisition"])
        },
        PublishedCase("ret-02", needs: "rows with these movements; the window of a month") {
            inputs in
            let start = try inputs.decimal("start")
            let rows = MovementRows(
                start: start, expansion: try inputs.decimal("end_before_churn") - start,
                churn: try inputs.decimal("churn"))
            return try Company(
                options: "metrics: {nrr: {window: 1}}", [.subscriptions: rows.csv]
            ).answers("2026-02", ["nrr": "nrr"])
        },
        PublishedCase("ret-04", needs: "a line a customer and month; losses below zero") { inputs in
            let months = try inputs.texts("months")
            let amounts = try inputs.part("mrr_by_customer")
            let lines = try ["KAKCo", "Raisekit"].flatMap { customer in
                try zip(months, amounts.texts(customer)).map { month, amount in
                    let first = try #require(Day(iso: month + "-01"))
                    return "\(customer),\(first),\(first.month.adding(1).firstDay),\(amount)"
                }
            }
            let company = try Company(
                asOf: "2022-03-31", period: "2022-03",
                options: "metrics: {nrr: {window: 1}}",
                metrics: ownMetrics([
                    "lost": "0 - churned_mrr", "gross_churn": grossChurn, "net_churn": netChurn,
                ]),
                [.subscriptions: "customer,start,end,amount\n" + lines.joined(separator: "\n")])
            func run(_ place: String, _ metric: String, _ months: some Sequence<String>) throws
                -> PublishedAnswers
            {
                listed(place, try months.map { try company.value(metric, $0) })
            }
            let later = months.dropFirst()
            return try run("mrr", "mrr", months) + run("arr", "arr", months)
                + run("arpa", "arpa", months) + run("expansion", "expansion_mrr", later)
                + run("churn", "lost", later) + run("nrr", "nrr", later)
                + run("gross_churn", "gross_churn", later) + run("net_churn", "net_churn", later)
                + run("logo_churn", "logo_churn", later) + run("quick_ratio", "quick_ratio", later)
        },
        renewed("ret-05"), renewed("ret-07"),
        PublishedCase("ret-08", needs: "the published rows; three company metrics") { inputs in
            let months = (0..<12).map { "lag(monthly, \($0))" }.joined(separator: " * ")
            let company = try Company(
                asOf: "2020-02-29", period: "2019-10",
                metrics: ownMetrics([
                    "movements": "expansion_mrr - contraction_mrr - churned_mrr",
                    "summed": "1 + trailing(movements, 12) / lag(mrr, 12)",
                    "summed_all": "summed + trailing(reactivation_mrr, 12) / lag(mrr, 12)",
                    "monthly": "1 + movements / lag(mrr, 1)", "compounded": months,
                ]),
                tableOptions: [.subscriptions: playbookColumns],
                [
                    .subscriptions: SharedCases.text(
                        "cases/dbt-mrr-playbook/subscription_periods.csv")
                ])
            return try company.answers(
                "\(inputs.day("month").month)",
                [
                    "closed_cohort": "nrr", "sum_of_monthly_movements": "summed",
                    "sum_of_monthly_movements_incl_reactivation": "summed_all",
                    "compounded_monthly_nrr": "compounded",
                ])
        },
    ]

    private static let grossChurn = "(churned_mrr + contraction_mrr) / lag(mrr, 1)"
    private static let netChurn =
        "(churned_mrr + contraction_mrr - expansion_mrr - reactivation_mrr) / lag(mrr, 1)"
    private static let playbookColumns = """
        columns: {id: subscription_id, customer: customer_id, start: start_date, end: end_date,
              amount: monthly_amount}
        """

    private static func moved(_ inputs: PublishedValue) throws -> Company {
        let rows = MovementRows(
            start: try inputs.decimal("start"), expansion: try inputs.decimal("expansion"),
            contraction: try inputs.decimal("contraction"), churn: try inputs.decimal("churn"))
        return try Company(
            metrics: ownMetrics(["gross_churn": grossChurn, "net_churn": netChurn]),
            [.subscriptions: rows.csv])
    }

    /// Renewals by number are those by value, where all contracts are worth the same.
    private static func renewed(_ id: String) -> PublishedCase {
        PublishedCase(id, needs: "contracts of one value each") { inputs in
            let expiring = try inputs.count("expiring")
            let renewed = try inputs.count("renewed")
            var lines = "id,customer,start,term_end,value,renewed_from\n"
            for index in 0..<expiring {
                lines += "a\(index),c\(index),2025-03-01,2026-03-01,100,\n"
                if index < renewed {
                    lines += "b\(index),c\(index),2026-03-01,2027-03-01,100,a\(index)\n"
                }
            }
            return try Company([.contracts: lines]).answers("2026-02", ["rate": "renewal_rate"])
        }
    }
}
