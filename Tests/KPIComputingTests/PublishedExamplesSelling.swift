import KPIComputing
import ReportModel
import Testing

extension PublishedCase {
    /// Deals, pipeline and quotas.
    static let selling: [PublishedCase] = [
        PublishedCase("cyc-01", needs: "won deals; the measure 'cycle_sum' as a metric") { inputs in
            guard case .list(let deals) = try inputs.part("deals") else { return [] }
            var lines = "id,stage,created,closed\n"
            for (index, deal) in deals.enumerated() {
                guard case .list(let days) = deal else { continue }
                lines += "d\(index),won,\(try days[0].text()),\(try days[1].text())\n"
            }
            let company = try Company(
                asOf: "2023-12-31", period: "2023", metrics: ownMetrics(["days": "cycle_sum"]),
                [.opportunities: lines])
            let each = try deals.indices.map {
                try company.value("sales_cycle", "2023", where: "id = \"d\($0)\"")
            }
            return try listed("days", each)
                + company.answers(
                    "2023",
                    ["sum": "days", "mean": "sales_cycle_mean", "median": "sales_cycle"])
        },
        PublishedCase("cyc-03", needs: "deals with these days in all") { inputs in
            let deals = try inputs.count("won_deals")
            let total = try inputs.count("total_days")
            let first = Month(year: 2026, month: 1).firstDay
            var lines = "id,stage,created,closed\n"
            for index in 0..<deals {
                let days = index + 1 < deals ? 30 : total - 30 * (deals - 1)
                lines += "d\(index),won,\(first),\(first.adding(days: days))\n"
            }
            return try Company([.opportunities: lines])
                .answers("2026", ["mean": "sales_cycle_mean"])
        },
        PublishedCase("fc-01", needs: "a won deal and one a category") { inputs in
            let company = try Company(
                asOf: "2026-10-31", period: "2026-Q4",
                [
                    .opportunities: """
                    id,stage,amount,created,closed,category
                    1,won,\(try inputs.text("closed")),2026-08-01,2026-10-05,
                    2,open,\(try inputs.text("commit")),2026-08-01,2026-11-05,commit
                    3,open,\(try inputs.text("best_case")),2026-08-01,2026-11-15,best_case
                    4,open,\(try inputs.text("pipeline")),2026-08-01,2026-12-05,pipeline
                    """
                ])
            return try company.answers(
                "2026-Q4",
                [
                    "closed_only": "won_amount", "commit_forecast": "commit",
                    "best_case_forecast": "best_case", "open_pipeline": "open_pipeline",
                ])
        },
        PublishedCase("pipe-01", needs: "deals with a probability") { inputs in
            let deals = try inputs.items("deals")
            var lines = "id,stage,amount,created,closed,probability\n"
            for (index, deal) in deals.enumerated() {
                lines +=
                    "d\(index),open,\(try deal.text("value")),2026-11-01,2027-02-01,"
                    + "\(try deal.text("p"))\n"
            }
            let company = try Company([.opportunities: lines])
            let each = try deals.indices.map {
                try company.value("weighted_pipeline", "2026-12", where: "id = \"d\($0)\"")
            }
            return listed("each", each)
                + [("total", try company.value("weighted_pipeline", "2026-12"))]
        },
        PublishedCase("pipe-03", needs: "an open deal due next quarter and its target") { inputs in
            let company = try Company(
                asOf: "2026-09-30", period: "2026-Q3",
                [
                    .opportunities: """
                    id,stage,amount,created,closed
                    1,open,\(try inputs.text("pipeline")),2026-08-01,2026-11-05
                    """,
                    .targets: """
                    metric,period,value
                    won_amount,2026-Q4,\(try inputs.text("target"))
                    """,
                ])
            return try company.answers("2026-Q3", ["coverage": "pipeline_coverage"])
        },
        PublishedCase("quota-01", needs: "a seller with a quota a month; a company metric") {
            inputs in
            let sales = try inputs.texts("sales")
            let quotas = try inputs.texts("quota")
            let months = sales.indices.map { Month(year: 2026, month: $0 + 1) }
            let lines = zip(months, sales).map { "d\($0),won,\($1),\($0)-15,s" }
            let company = try Company(
                options: "metrics: {quota_attainment: {quota: month}}",
                metrics: ownMetrics(["to_date": "ytd(quota_attainment)"]),
                [
                    .owners: "id,start,quota\ns,2026-01-01,\(same(quotas))",
                    .opportunities: "id,stage,amount,closed,owner\n"
                        + lines.joined(separator: "\n"),
                ])
            return listed(
                "monthly", try months.map { try company.value("quota_attainment", "\($0)") })
                + listed("ytd", try months.map { try company.value("to_date", "\($0)") })
        },
        PublishedCase("quota-03", needs: "a seller with a quota a year") { inputs in
            let company = try Company([
                .owners: "id,start,quota\ns,2026-01-01,\(try inputs.text("quota"))",
                .opportunities:
                    "id,stage,amount,closed,owner\n1,won,\(try inputs.text("sales")),2026-06-15,s",
            ])
            return try company.answers("2026", ["rate": "quota_attainment"])
        },
        PublishedCase("slip-01", needs: "the log of deals due in April; those not won still open") {
            inputs in
            var deals = "id,stage,amount,created,closed\n"
            var log = "id,at,stage,amount,closed\n"
            for index in 0..<(try inputs.count("forecast")) {
                log += "d\(index),2026-02-01,open,100,2026-04-15\n"
                let isWon = index < (try inputs.count("closed_in_period"))
                let now = isWon ? "won,100,2026-02-01,2026-04-20" : "open,100,2026-02-01,2026-09-01"
                deals += "d\(index),\(now)\n"
                log +=
                    isWon
                    ? "d\(index),2026-04-20,won,100,2026-04-20\n"
                    : "d\(index),2026-04-25,open,100,2026-09-01\n"
            }
            let company = try Company(
                asOf: "2026-07-31", period: "2026-Q2",
                [.opportunities: deals, .opportunityHistory: log])
            return [
                (
                    "rate",
                    same(
                        try ["2026-04", "2026-Q2"].map { try company.value("slip_rate", $0) })
                )
            ]
        },
        velocity("vel-01"), velocity("vel-03"),
        PublishedCase("win-01", needs: "deals created in a month") { inputs in
            let company = try decided(
                won: inputs.count("won"), lost: inputs.count("lost"), open: inputs.count("open"))
            return try company.answers(
                "2026", ["created_cohort": "win_rate_cohort", "closed_only": "win_rate"])
        },
        PublishedCase("win-03", needs: "deals created in a month") { inputs in
            let won = try inputs.count("won")
            let lost = try inputs.count("lost")
            let company = try decided(
                won: won, lost: lost, open: try inputs.count("all") - won - lost)
            return try company.answers("2026", ["decided": "win_rate", "all": "win_rate_cohort"])
        },
        PublishedCase("win-04", needs: "the published rows") { _ in
            let company = try Company.maven()
            let quarters = ["2017-Q1", "2017-Q2", "2017-Q3", "2017-Q4"]
            return listed("by_quarter", try quarters.map { try company.value("win_rate", $0) })
                + [("total", try company.value("win_rate", "2017"))]
        },
    ]

    private static func decided(won: Int, lost: Int, open: Int) throws -> Company {
        let stages =
            Array(repeating: "won,2026-03-01", count: won)
            + Array(repeating: "lost,2026-04-01", count: lost)
            + Array(repeating: "open,2027-02-01", count: open)
        let lines = stages.enumerated().map { "d\($0),2026-01-15,100,\($1)" }
        return try Company([
            .opportunities: "id,created,amount,stage,closed\n" + lines.joined(separator: "\n")
        ])
    }

    /// One deal is won for so many decided that the rate comes out, at the mean amount and cycle.
    private static func velocity(_ id: String) -> PublishedCase {
        PublishedCase(id, needs: "open deals, and decided ones with this rate, size and cycle") {
            inputs in
            let decided = try wholeNumber(ofShare: inputs.decimal("win_rate"))
            let closed = Month(year: 2026, month: 1).lastDay
            let created = closed.adding(days: -(try inputs.count("cycle_days")))
            var lines = "id,stage,amount,created,closed\n"
            for index in 0..<decided {
                lines +=
                    "d\(index),\(index == 0 ? "won" : "lost"),"
                    + "\(try inputs.text("avg_deal")),\(created),\(closed)\n"
            }
            for index in 0..<(try inputs.count("opportunities")) {
                lines += "o\(index),open,1,2026-11-01,2027-03-01\n"
            }
            return try Company([.opportunities: lines])
                .answers("2026-12", ["per_day": "sales_velocity"])
        }
    }
}
