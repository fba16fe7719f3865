import Foundation
import Testing

/// The demonstration company, whose data feeds every table of the contract.
@Suite("the demonstration company's figures")
struct DemonstrationTests {
    private struct Listing: Decodable {
        struct Figure: Decodable {
            var metric: String
            var period: String
            var cut: [String: String]
            var unit: String
            var value: Decimal?
            var reason: String?
            var half: [Decimal]?
            var fourFifths: [Decimal]?

            enum CodingKeys: String, CodingKey {
                case metric, period, cut, unit, value, reason
                case half = "range_50"
                case fourFifths = "range_80"
            }
        }
        var figures: [Figure]
    }

    private func figures(_ arguments: String...) throws -> [Listing.Figure] {
        let outcome = try Program.run(
            Program.executable, ["kpi"] + arguments + ["--format", "json"], in: Place.project)
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        return try JSONDecoder().decode(Listing.self, from: Data(outcome.output.utf8)).figures
    }

    @Test("every metric of the catalogue has a value in the last quarter")
    func complete() throws {
        let figures = try figures("--period", "2026-Q3")
        #expect(figures.count >= 106)
        for figure in figures {
            #expect(figure.value != nil, "\(figure.metric): \(figure.reason ?? "")")
        }
    }

    @Test(
        "parts add up to the whole where they must",
        arguments: [
            ("revenue", "region"), ("revenue", "segment"), ("revenue", "family"),
            ("recurring_revenue", "region"), ("mrr", "region"), ("mrr", "segment"),
            ("customers", "region"), ("deferred_revenue", "region"), ("rpo", "region"),
            ("billings", "segment"), ("won_amount", "owner"), ("won_deals", "owner"),
            ("lost_deals", "region"), ("open_pipeline", "region"), ("open_deals", "owner"),
            ("weighted_pipeline", "stage"), ("pipeline_created", "source"),
            ("renewals_due", "segment"), ("bookings_tcv", "region"), ("leads", "channel"),
            ("mqls", "channel"), ("marketing_spend", "channel"), ("attributed_revenue", "channel"),
            ("support_cases", "region"), ("ramped_sellers", "manager"),
        ])
    func parts(metric: String, dimension: String) throws {
        let figures = try figures(metric, "--by", dimension, "--period", "2026-Q3")
        let whole = try #require(figures.first { $0.cut.isEmpty }?.value)
        let parts = figures.filter { !$0.cut.isEmpty }
        #expect(parts.count > 1)
        #expect(parts.reduce(Decimal(0)) { $0 + ($1.value ?? 0) } == whole)
    }

    @Test("what is known of the renewals of each month adds up to what falls due")
    func renewals() throws {
        let workspace = try Place.demonstration()
        try workspace.write(
            "![Due](chart:calendar?metric=renewals_due)\n", to: "content/due.md")
        let build = try Program.run("build", in: workspace.url)
        try #require(build.exitCode == 0, "\(build.all)")
        let rows = try workspace.text("output/data/due-1.csv")
            .components(separatedBy: "\r\n").dropFirst().filter { !$0.isEmpty }
            .map { $0.components(separatedBy: ",") }
        #expect(rows.count == 12)
        for row in rows {
            let numbers = row.dropFirst().compactMap { Decimal(string: $0) }
            let parts = numbers.dropLast(2).reduce(Decimal(0), +)
            let due = try figures("renewals_due", "--period", row[0]).first?.value
            #expect(parts == numbers[numbers.count - 2] && parts == due, "\(row)")
        }
    }

    @Test("in each of the last 24 months the bridge of MRR closes and GRR is within NRR")
    func recurring() throws {
        let figures = try figures(
            "mrr,new_mrr,reactivation_mrr,expansion_mrr,discount_expiry_mrr,contraction_mrr,"
                + "churned_mrr,fx_mrr,nrr,grr", "--period", "2026-09", "--by", "month", "--last",
            "25")
        func value(_ metric: String, _ period: String) throws -> Decimal {
            try #require(figures.first { $0.metric == metric && $0.period == period }?.value)
        }
        let months = figures.filter { $0.metric == "mrr" }.map(\.period)
        #expect(months.count == 25)
        for (before, month) in zip(months, months.dropFirst()) {
            let gains = try ["new_mrr", "reactivation_mrr", "expansion_mrr", "discount_expiry_mrr"]
                .reduce(try value("mrr", before)) { $0 + (try value($1, month)) }
            let closing =
                try gains + value("fx_mrr", month) - value("contraction_mrr", month)
                - value("churned_mrr", month)
            #expect(try closing == value("mrr", month), "\(month)")
            #expect(try value("grr", month) <= min(1, value("nrr", month)), "\(month)")
        }
    }

    @Test("in each of the last 24 months the retention walk ties NRR to the bridge and to MRR")
    func walks() throws {
        let mrr = try figures("mrr", "--period", "2026-09", "--by", "month", "--last", "36")
        let months = mrr.map(\.period)
        #expect(months.count == 36)
        for (index, month) in months.enumerated().dropFirst(12) {
            let walk = try figures("nrr", "--series", "retention_walk", "--period", month)
            let nrr = try #require(walk.first { $0.cut.isEmpty }?.value)
            func step(_ name: String) throws -> Decimal {
                try #require(walk.first { $0.cut["walk"] == name }?.value, "\(name) in \(month)")
            }
            let base = try step("base_cohort")
            let retained = try step("nrr_numerator")
            let movements = try [
                "expansion_mrr", "discount_expiry_mrr", "contraction_mrr", "churned_mrr",
                "reactivation_mrr",
            ].reduce(Decimal(0)) { $0 + (try step($1)) }
            #expect(base == mrr[index - 12].value, "\(month)")
            #expect(base + movements == retained, "\(month)")
            #expect(try retained + step("joined_later") == step("mrr"), "\(month)")
            #expect(try step("mrr") == mrr[index].value, "\(month)")
            let difference = nrr * base - retained
            #expect(difference.magnitude < Decimal(string: "0.005") ?? 0, "\(month)")
        }
    }

    @Test("the forecasts by drivers are those of a script that works them out from the files alone")
    func drivers() throws {
        let folder = try TemporaryFolder()
        let metrics = [
            "mrr", "new_mrr", "expansion_mrr", "reactivation_mrr", "discount_expiry_mrr",
            "contraction_mrr", "churned_mrr", "revenue",
        ]
        var monthly: [String: [String: String]] = [:]
        for figure in try figures(
            metrics.joined(separator: ","), "--period", "2026-09", "--by", "month", "--last", "60")
        {
            monthly[figure.metric, default: [:]][figure.period] = figure.value.map { "\($0)" }
        }
        #expect(monthly["mrr"]?.count == 60)
        try folder.write(JSONEncoder().encode(monthly), to: "monthly.json")
        let script = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Scripts/driver_forecast.py")
        let outcome = try Program.run(
            URL(filePath: "/usr/bin/python3"),
            [
                script.path(), Place.project.appending(path: "content").path(),
                folder.url.appending(path: "monthly.json").path(),
            ])
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        let recomputed = try JSONDecoder().decode(
            Recomputed.self, from: Data(outcome.output.utf8))
        #expect(recomputed.periods.count == 6)
        for (period, expected) in recomputed.periods {
            #expect(expected.count == 4)
            let own = try figures(
                expected.keys.sorted().joined(separator: ","), "--period", period)
            for (metric, expected) in expected {
                let figure = try #require(own.first { $0.metric == metric })
                let found = [figure.value] + (figure.half ?? []) + (figure.fourFifths ?? [])
                let wanted = [
                    expected.value, expected.low50, expected.high50, expected.low80,
                    expected.high80,
                ].compactMap { $0.flatMap { Decimal(string: $0) } }
                try #require(found.count == wanted.count, "\(metric) in \(period)")
                for (number, other) in zip(found, wanted) {
                    let difference = try #require(number) - other
                    #expect(
                        difference.magnitude < Decimal(string: "0.015") ?? 0,
                        "\(metric) in \(period): \(found), \(wanted)")
                }
            }
        }
    }

    private struct Recomputed: Decodable {
        struct Figure: Decodable {
            var value: String?
            var low50: String?
            var high50: String?
            var low80: String?
            var high80: String?
        }
        var periods: [String: [String: Figure]]
    }

    @Test("what explain prints of NRR can be added up by hand to the figure")
    func explained() throws {
        let outcome = try Program.run("explain", "nrr", "--rows", in: Place.project)
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        let lines = outcome.output.split(separator: "\n").map(String.init)
        let start = try #require(
            lines.firstIndex { $0.hasPrefix("  by customer: 2025-09, 2026-09") })
        var then = Decimal(0)
        var retained = Decimal(0)
        for line in lines[(start + 1)...].prefix(while: { $0.hasPrefix("    ") }) {
            let words = line.split(separator: " ")
            let base = try #require(Decimal(string: String(words[1])))
            let now = try #require(Decimal(string: String(words[2])))
            if base > 0 {
                then += base
                retained += now
            }
        }
        #expect(lines.contains("  = \(retained) / \(then)"))
        let figure = try #require(try figures("nrr", "--period", "2026-Q3").first?.value)
        #expect(abs(retained / then - figure) < Decimal(string: "0.000000000001") ?? 0)
    }

    @Test("a figure without its table says which one, and an unknown one is refused")
    func lacking() throws {
        let folder = try TemporaryFolder()
        _ = try Program.run("init", ".", in: folder.url)
        let outcome = try Program.run("kpi", "nps", "--format", "json", in: folder.url)
        #expect(outcome.all.contains("feedback"), "\(outcome.all)")
        #expect(try Program.run("explain", "npss", in: folder.url).exitCode == 64)
    }
}
