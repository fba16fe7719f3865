import KPIComputing
import ReportModel
import Testing

extension PublishedCase {
    /// MRR and what becomes of it.
    static let recurring: [PublishedCase] = [
        PublishedCase("arr-01", needs: "subscriptions billed once for their whole term") { inputs in
            let lines = try inputs.items("contracts").enumerated().map {
                "c\($0),2026-01-01,\(try $1.text("value")),\(try $1.text("months"))"
            }
            let company = try subscriptions(
                lines.joined(separator: "\n"), "customer,start,amount,interval_count")
            let each = try lines.indices.map {
                try company.value("arr", "2026-01", cut: ["customer": "c\($0)"])
            }
            return listed("each", each) + [("total", try company.value("arr", "2026-01"))]
        },
        PublishedCase("mrr-01", needs: "quantities and intervals") { inputs in
            let lines = try inputs.items("subscriptions").enumerated().map { index, one in
                "c\(index),2026-01-01,\(try one.text("price")),\(try one.text("count")),"
                    + (try one.text("interval_months"))
            }
            let header = "customer,start,amount,quantity,interval_count"
            return try subscriptions(lines.joined(separator: "\n"), header)
                .answers("2026-01", ["mrr": "mrr"])
        },
        PublishedCase("mrr-04", needs: "a discount in per cent") { inputs in
            let line =
                "c,2026-01-01,\(try inputs.text("price")),"
                + "\(try inputs.text("interval_months")),\(try inputs.text("discount_pct"))%"
            return try subscriptions(line, "customer,start,amount,interval_count,discount")
                .answers("2026-01", ["mrr": "mrr"])
        },
        PublishedCase("mrr-06", needs: "a line a subscription; an event a month") { inputs in
            var starts: [String: Month] = [:]
            var lines: [String] = []
            let first = Month(year: 2026, month: 1)
            let events = try inputs.items("events")
            for (index, event) in events.enumerated() {
                let month = first.adding(index)
                let id = try event.text("id")
                if try event.text("op") == "add" {
                    starts[id] = month
                    lines.append("c,\(month)-01,,\(try event.text("mrr")),\(id)")
                } else if let start = starts[id],
                    let place = lines.firstIndex(where: { $0.hasSuffix(id) })
                {
                    lines[place] = lines[place].replacing(
                        "\(start)-01,,", with: "\(start)-01,\(month)-05,")
                }
            }
            let company = try subscriptions(
                lines.joined(separator: "\n"), "customer,start,end,amount,id")
            let found = try events.indices.flatMap { try company.movements("\(first.adding($0))") }
            return found.enumerated().flatMap { index, one in
                [
                    ("movements.\(index).category", one.category),
                    ("movements.\(index).amount", one.amount),
                ]
            }
        },
        PublishedCase("mrr-07", needs: "an interval of several months") { inputs in
            let line =
                "c,2026-01-01,\(try inputs.text("price")),"
                + (try inputs.text("interval_months"))
            return try subscriptions(line, "customer,start,amount,interval_count")
                .answers("2026-01", ["mrr": "mrr"])
        },
        PublishedCase("mrr-08", needs: "'compute' of the vendor's normalisation of weeks") {
            inputs in
            let rule = "price / \(try inputs.text("days")) * 30"
            return [("mrr", try weekly(inputs, amount: rule))]
        },
        PublishedCase("mrr-10", needs: "'compute' of the vendors' normalisations, ours without") {
            inputs in
            [
                ("zuora_30_over_7", try weekly(inputs, amount: "price * 30 / 7")),
                ("erpclaw_52_over_12", try weekly(inputs, amount: nil)),
                ("lago_4_33", try weekly(inputs, amount: "price * 4.33")),
                ("calendar_365_over_84", try weekly(inputs, amount: "price * 365 / 84")),
            ]
        },
        PublishedCase("mrr-11", needs: "a 'where' that leaves out what is not recurring") {
            inputs in
            let lines = """
                c,2026-01-01,year,\(try inputs.text("plan_yearly")),yes
                c,2026-01-01,year,\(try inputs.text("addon_yearly")),no
                """
            let company = try Company(
                tableOptions: [.subscriptions: "where: recurs = \"yes\""],
                [.subscriptions: "customer,start,interval,amount,recurs\n" + lines])
            return try company.answers("2026-01", ["mrr": "mrr"])
        },
        PublishedCase("mrr-14", needs: "one line") { inputs in
            let line =
                "c,\(try inputs.text("period_start")),\(try inputs.text("period_end")),"
                + (try inputs.text("charge"))
            let asOf = try inputs.day("as_of")
            let company = try Company(
                asOf: asOf.description, period: "2023",
                [.subscriptions: "customer,start,end,amount\n" + line])
            return try company.answers("\(asOf.month)", ["mrr": "mrr"])
        },
        PublishedCase("mrr-15", needs: "invoices computed of price and share of the month") {
            inputs in
            let old = try inputs.text("old")
            let new = try inputs.text("new")
            let left = try inputs.text("fraction_left")
            let company = try Company(
                options: "dimensions: [side]",
                tableOptions: [.invoices: "compute: {amount: price * share}"],
                [
                    .subscriptions: """
                    customer,start,end,amount
                    c,2026-03-01,2026-04-16,\(old)
                    c,2026-04-16,,\(new)
                    """,
                    .invoices: """
                    date,customer,price,share,side
                    2026-04-16,c,-\(old),\(left),credit
                    2026-04-16,c,\(new),\(left),debit
                    """,
                ])
            return [
                ("credit", try company.value("billings", "2026-04", cut: ["side": "credit"])),
                ("debit", try company.value("billings", "2026-04", cut: ["side": "debit"])),
                ("invoice_net", try company.value("billings", "2026-04")),
                ("mrr_before", try company.value("mrr", "2026-03")),
                ("mrr_after", try company.value("mrr", "2026-04")),
            ]
        },
        quickRatio("qr-01"), quickRatio("qr-03"), quickRatio("qr-04"),
    ]

    private static func quickRatio(_ id: String) -> PublishedCase {
        PublishedCase(id, needs: "rows with these movements; a company metric") { inputs in
            let rows = MovementRows(
                new: try inputs.decimal("new"), expansion: try inputs.decimal("expansion"),
                contraction: try inputs.decimal("contraction"), churn: try inputs.decimal("churn"))
            let company = try Company(
                metrics: ownMetrics([
                    "quick": "(new_mrr + expansion_mrr) / (churned_mrr + contraction_mrr)"
                ]), [.subscriptions: rows.csv])
            return try company.answers(
                "2026-02", ["quick_ratio": "quick", "net_new_mrr": "net_new_mrr"])
        }
    }

    /// - Parameter amount: what the company computes a month's amount with; nil: our own rule.
    private static func weekly(_ inputs: PublishedValue, amount: String?) throws -> String {
        let price = try inputs.text("price")
        guard let amount else {
            return try subscriptions("c,2026-01-01,week,\(price)", "customer,start,interval,amount")
                .value("mrr", "2026-01")
        }
        return try Company(
            tableOptions: [.subscriptions: "compute: {amount: \(amount)}"],
            [.subscriptions: "customer,start,price\nc,2026-01-01,\(price)"]
        ).value("mrr", "2026-01")
    }

    static func subscriptions(
        _ lines: String, _ header: String, options: String = "", metrics: String? = nil
    ) throws -> Company {
        try Company(
            options: options, metrics: metrics, [.subscriptions: header + "\n" + lines])
    }
}

extension PublishedCase {
    /// Where vendors decide otherwise and an option follows each of them.
    static let recurringOptions: [PublishedCase] = [
        PublishedCase("mrr-03", needs: "discounts with and without an end; an option for one") {
            inputs in
            let list = try inputs.text("list_price_monthly")
            let off = try inputs.text("coupon_pct")
            return try [("forever", ""), ("finite", "2026-06-30")].map { place, end in
                let company = try subscriptions(
                    "c,2026-01-01,\(list),\(off)%,\(end)",
                    "customer,start,amount,discount,discount_end",
                    options: end.isEmpty ? "" : "mrr: {discounts: gross}")
                return (place, try company.value("mrr", "2026-02"))
            }
        },
        PublishedCase("mrr-17", needs: "a line that ends in the month of its start") { inputs in
            let start = try inputs.day("start")
            let line = "c,\(start),\(try inputs.text("end")),\(try inputs.text("mrr"))"
            return try [("profitwell", ""), ("maxio_recharge", "mrr: {movements: event}")]
                .flatMap { vendor, options in
                    let company = try subscriptions(
                        "z,2023-01-01,,5\n" + line, "customer,start,end,amount", options: options)
                    return [
                        (vendor + ".new", try company.value("new_mrr", "\(start.month)")),
                        (vendor + ".churn", try company.value("churned_mrr", "\(start.month)")),
                    ]
                }
        },
        PublishedCase(
            "mrr-18", needs: "a line before and one after the gap",
            leavesOut: ["days_away": "the length of the gap is no metric"]
        ) { inputs in
            let returned = try inputs.day("returned")
            let lines = "c,2022-06-01,\(try inputs.text("churned")),10\nc,\(returned),,10"
            return try [
                ("any_gap_rule", ""), ("maxio_90_day_rule", "mrr: {new_after: 90}"),
            ].map { place, options in
                let company = try subscriptions(
                    lines, "customer,start,end,amount", options: options)
                let found = try company.movements("\(returned.month)")
                return (place, found.map(\.category).joined(separator: " and "))
            }
        },
    ]
}
