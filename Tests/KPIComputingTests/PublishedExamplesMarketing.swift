import KPIComputing
import ReportModel
import Testing

extension PublishedCase {
    /// Attribution, funnels, sources and answers.
    static let marketing: [PublishedCase] = [
        PublishedCase("attr-01", needs: "a won deal, its touches named as campaigns") { inputs in
            let touches = try inputs.items("touches").map {
                Journeys.Touch(day: try $0.count("day"), channel: try $0.text("channel"))
            }
            let journeys = Journeys([(try inputs.text("revenue"), touches)])
            return try [
                ("first", "first"), ("last", "last"), ("last_non_direct", "last_non_direct"),
                ("linear", "linear"), ("time_decay", "time_decay"),
                ("position_40_20_40", "u_shaped"),
            ].flatMap { place, model in
                listed(
                    place,
                    try journeys.credits(
                        model, "half_life: \(try inputs.text("half_life_days"))")[0])
            }
        },
        PublishedCase("attr-03", needs: "a won deal and two touches; a company metric") { inputs in
            let days = try inputs.counts("days_before")
            let last = days.max() ?? 0
            let journeys = Journeys([
                ("100", days.map { Journeys.Touch(day: last - $0, channel: "a") })
            ])
            let company = try journeys.company(
                "time_decay", "half_life: \(try inputs.text("half_life_days"))",
                metrics: [
                    "ratio": "where(attributed_revenue, campaign = \"d0t0\")"
                        + " / where(attributed_revenue, campaign = \"d0t1\")"
                ], wonOn: last)
            return try company.answers("2026", ["ratio": "ratio"])
        },
        PublishedCase("attr-04", needs: "a won deal, its touches named as campaigns") { inputs in
            let journeys = Journeys([(try inputs.text("revenue"), try path(inputs, "path"))])
            return try ["first", "last", "linear", "position"].flatMap {
                listed($0, try journeys.credits($0 == "position" ? "u_shaped" : $0)[0])
            }
        },
        PublishedCase("attr-06", needs: "two won deals and spend; company metrics") { inputs in
            let journeys = Journeys(
                try inputs.items("paths").map { (try $0.text("revenue"), try path($0, "path")) },
                spend: try inputs.text("spend"))
            let channel = try inputs.text("channel")
            func answers(_ model: String, _ places: KeyValuePairs<String, String>) throws
                -> PublishedAnswers
            {
                try journeys.company(
                    model,
                    metrics: [
                        "credited_to": "where(attributed_revenue, channel = \"\(channel)\")",
                        "roas": "credited_to / marketing_spend",
                    ]
                ).answers("2026", places)
            }
            return try answers("first", ["first": "roas"])
                + answers("linear", ["linear": "roas", "linear_revenue": "credited_to"])
                + answers("u_shaped", ["position": "roas", "position_revenue": "credited_to"])
        },
        PublishedCase("attr-07", needs: "won deals, their touches named as campaigns") { inputs in
            let value = try inputs.text("value")
            let journeys = Journeys(
                try inputs.items("paths").map { one in
                    guard case .list(let channels) = one else { return (value, []) }
                    return (value, try touches(channels.map { try $0.text() }))
                })
            return try [("linear", "linear"), ("position", "u_shaped")].flatMap { place, model in
                try journeys.credits(model).enumerated().flatMap {
                    listed("\(place).\($0.offset)", $0.element)
                }
            }
        },
        PublishedCase("attr-08", needs: "a won deal of 1, its lead and seven touches") { inputs in
            let count = try inputs.count("milestones") + inputs.count("others")
            let names = Array(repeating: "a", count: count)
            let journeys = Journeys([("1", touches(names))], lead: 2, opportunity: 4)
            let shares = try journeys.credits("w_shaped")[0]
            let milestones = [0, 2, 4]
            return [
                ("milestone", same(milestones.map { shares[$0] })),
                (
                    "other",
                    same(shares.indices.filter { !milestones.contains($0) }.map { shares[$0] })
                ),
            ]
        },
        PublishedCase("gtm-01", needs: "visitors as leads with marks; company metrics") { inputs in
            let counts = try inputs.counts("counts")
            var lines = "id,created,identified,mql,sql,opportunity,won\n"
            for index in 0..<counts[0] {
                let day = "2026-01-15"
                let cells = (1...5).map { step -> String in
                    if index >= counts[step] { return "" }
                    return step == 1 ? "yes" : step == 4 ? "o\(index)" : day
                }
                lines += "l\(index),\(day),\(cells.joined(separator: ","))\n"
            }
            let company = try Company(
                options: "dimensions: [identified]",
                metrics: ownMetrics([
                    "to_lead": "where(leads, identified = \"yes\") / leads",
                    "to_mql": "where(lead_to_mql, identified = \"yes\")",
                    "to_opportunity": "where(lead_count, opportunity != \"\") / lead_reached_sql",
                    "to_won": "lead_reached_won / where(lead_count, opportunity != \"\")",
                ]), [.leads: lines])
            return try company.answers(
                "2026-01",
                [
                    "rates.0": "to_lead", "rates.1": "to_mql", "rates.2": "mql_to_sql",
                    "rates.3": "to_opportunity", "rates.4": "to_won", "overall": "lead_to_won",
                ])
        },
        PublishedCase("gtm-03", needs: "deals with a source") { inputs in
            var lines = "id,stage,amount,created,source\n"
            var sources: [String] = []
            for one in try inputs.items("opportunities") {
                let source = try one.text("source")
                sources.append(source)
                for index in 0..<(try one.count("n")) {
                    lines +=
                        "\(source)\(index),open,\(try one.text("amount")),2026-12-05,\(source)\n"
                }
            }
            let company = try Company(
                options:
                    "metrics: {sourced_pipeline: {sources: [\(sources.joined(separator: ", "))]}}",
                [.opportunities: lines + "x,open,70,2026-12-06,outbound\n"])
            return try sources.map {
                ($0, try company.value("sourced_pipeline", "2026-12", cut: ["source": $0]))
            } + company.answers("2026-12", ["total": "sourced_pipeline"])
        },
        PublishedCase("romi-01", needs: "a won deal with a touch, spend, a margin; company metrics")
        {
            inputs in
            var journeys = Journeys(
                [(try inputs.text("incremental_revenue"), touches(["a"]))],
                spend: try inputs.text("spend"))
            journeys.further = try marginTables(
                inputs.decimal("contribution_margin"), on: "2026-03-15")
            return try journeys.company(
                "linear",
                metrics: [
                    "factor": "attributed_revenue / marketing_spend",
                    "earned": "attributed_revenue * gross_margin",
                ]
            ).answers(
                "2026",
                ["revenue_factor": "factor", "incremental_margin": "earned", "romi": "romi"])
        },
        PublishedCase("nps-01", needs: "an answer a row") { try score($0.texts("scores")) },
        PublishedCase("nps-03", needs: "an answer a row") { try score($0.texts("scores")) },
        PublishedCase("nps-04", needs: "ten answers with these shares") { inputs in
            let promoters = try inputs.decimal("promoters") * ExactDecimal(10)
            let rest = ExactDecimal(10) - (try inputs.decimal("detractors")) * ExactDecimal(10)
            return try score(
                (0..<10).map { ExactDecimal($0) }
                    .map { $0 < promoters ? "10" : $0 < rest ? "8" : "3" })
        },
    ]

    private static func score(_ scores: [String]) throws -> PublishedAnswers {
        let lines = scores.enumerated().map { "2026-03-05,\($1),r\($0),s" }
        return try Company([
            .feedback: "date,score,respondent,survey\n" + lines.joined(separator: "\n")
        ]).answers("2026-03", ["nps": "nps"])
    }

    private static func path(_ inputs: PublishedValue, _ name: String) throws -> [Journeys.Touch] {
        touches(try inputs.texts(name))
    }

    /// A touch a day.
    private static func touches(_ channels: [String]) -> [Journeys.Touch] {
        channels.enumerated().map { Journeys.Touch(day: $0, channel: $1) }
    }
}
