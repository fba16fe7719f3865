import Diagnostics
import KPIComputing
import Measuring
import ReportModel
import TestSupport
import Testing

/// What holds of deals, leads and marketing whatever the company.
@Suite("what always holds of selling")
struct SellingPropertyTests {
    /// What adds up over whatever deals have.
    private static let deals =
        [
            "won_amount", "won_deals", "lost_deals", "open_deals", "open_pipeline",
            "weighted_pipeline", "pipeline_created", "commit", "best_case", "attributed_revenue",
            "sourced_pipeline", "influenced_pipeline",
        ] + steps.map(\.metric)
    /// How the pipeline moves from one month end to the next, and which way.
    private static let steps = [
        (metric: "pipeline_added", sign: 1), (metric: "pipeline_revalued", sign: 1),
        (metric: "pipeline_won", sign: -1), (metric: "pipeline_lost", sign: -1),
    ]
    private static let leads = ["leads", "mqls", "sqls"]
    private static let others = [
        "pipeline_age", "win_rate", "win_rate_cohort", "deal_size", "deal_size_median",
        "sales_cycle", "sales_cycle_mean", "sales_velocity", "stage_conversion", "slip_rate",
        "discount_rate", "deal_margin", "romi", "cost_per_lead", "marketing_spend",
        "lead_to_mql", "mql_to_sql", "sql_to_won", "lead_to_won", "quota_attainment",
        "pipeline_coverage", "expected_won_amount",
    ]
    private static let all = deals + leads + others
    /// By dimension what adds up over it.
    private static let parts = [
        "owner": deals, "source": deals, "segment": deals + leads, "type": deals,
        "channel": leads + ["marketing_spend", "attributed_revenue"],
    ]

    private static var seeds: [UInt64] {
        let seed = SeededNumbers.seed()
        print("selling by chance with seed", seed)
        return (0..<4).map { seed &+ $0 }
    }

    /// - Parameter parts: by dimension the metrics that are cut by it.
    private func measured(
        _ company: Company, _ metrics: [String], parts: [String: [String]] = [:]
    ) throws -> Computation {
        var asked = metrics.map { (metric: $0, dimensions: [String]()) }
        for (dimension, cut) in parts {
            asked += cut.map { (metric: $0, dimensions: [dimension]) }
        }
        let (computation, found) = try company.measured { planner in
            asked.flatMap { question in
                planner.requests(
                    for: Expression(.name(question.metric)), dimensions: question.dimensions,
                    filter: nil)
            }
        }
        #expect(!found.hasErrors, "\(found)")
        return computation
    }

    private func value(
        _ metric: String, _ period: Period, _ computation: Computation, _ cut: Cut = .whole
    ) throws -> ExactDecimal? {
        let definition = try #require(computation.catalogue.metrics[metric])
        return computation.figure(definition, period: period, cut: cut).value.number
    }

    /// A metric's parts by a dimension, added up.
    private func sum(
        _ metric: String, by dimension: String, _ period: Period, _ computation: Computation
    ) throws -> ExactDecimal {
        try (GeneratedSales.values[dimension] ?? []).reduce(ExactDecimal.zero) { sum, part in
            let cut = Cut([Cut.Part(dimension, part)])
            return sum + (try value(metric, period, computation, cut) ?? .zero)
        }
    }

    /// The months of the data, three to come, and the quarters and years that they lie in.
    private func periods(_ shift: Int = 0) -> [Period] {
        let calendar = FiscalCalendar()
        let whole = calendar.run(first: GeneratedSales.first.adding(shift), months: 21)
        return [Period.Grain.month, .quarter, .year].flatMap { calendar.periods($0, in: whole) }
    }

    /// Every figure of the whole and some of parts, for comparing two companies.
    private func figures(_ company: Company, shift: Int = 0) throws -> [String] {
        let credits = ["attributed_revenue"]
        let computation = try measured(
            company, Self.all, parts: ["owner": Self.deals, "channel": credits])
        let cuts: [(metrics: [String], cut: Cut)] = [
            (Self.all, .whole), (Self.deals, Cut([Cut.Part("owner", "o1")])),
            (credits, Cut([Cut.Part("channel", "ads")])),
        ]
        var found: [String] = []
        for (index, period) in periods(shift).enumerated() {
            for (metrics, cut) in cuts {
                for metric in metrics {
                    let number = try value(metric, period, computation, cut)
                    let place = "\(metric) \(cut.parts.map(\.value)) in period \(index)"
                    found.append("\(place): \(number?.canonical ?? "n/a")")
                }
            }
        }
        return found
    }

    /// The first of the figures that are not as expected.
    private func differences(_ found: [String], _ expected: [String]) -> [String] {
        zip(found, expected).filter { $0.0 != $0.1 }.prefix(5).map { "\($0.0), not \($0.1)" }
    }

    private func isNear(_ left: ExactDecimal?, _ right: ExactDecimal?) -> Bool {
        switch (left, right) {
        case (let left?, let right?): (left - right).magnitude < ExactDecimal(1, scale: 9)
        case (nil, nil): true
        default: false
        }
    }

    @Test("the order of rows and the size of batches change nothing", arguments: seeds)
    func permuting(seed: UInt64) throws {
        let sales = GeneratedSales(seed: seed)
        let expected = try figures(sales.company())
        var random = SeededNumbers(seed: seed)
        for size in [nil, 1, 7] {
            var company = try sales.permuted(&random).company()
            company.batchSize = size
            company.asksBackwards = size == 7
            let found = try figures(company)
            let wrong = differences(found, expected)
            #expect(wrong.isEmpty, "seed \(seed), batches of \(size ?? 0)")
        }
    }

    @Test("more money is more money, and no other count, rate or day", arguments: seeds)
    func scaling(seed: UInt64) throws {
        let sales = GeneratedSales(seed: seed)
        var scaled = sales
        scaled.factor = 3
        let small = try measured(sales.company(), Self.all)
        let large = try measured(scaled.company(), Self.all)
        var known = 0
        for metric in Self.all {
            let definition = try #require(small.catalogue.metrics[metric])
            let factor = definition.unit == .money ? ExactDecimal(3) : .one
            for period in periods() {
                let expected = try value(metric, period, small).map { $0 * factor }
                let found = try value(metric, period, large)
                if expected != nil { known += 1 }
                #expect(isNear(found, expected), "seed \(seed) \(metric) \(period.name)")
            }
        }
        #expect(known > 400, "seed \(seed)")
    }

    @Test("all dates a year later are all figures a year later", arguments: seeds)
    func shifting(seed: UInt64) throws {
        let sales = GeneratedSales(seed: seed)
        var later = sales
        later.shift = 12
        let found = try figures(later.company(), shift: 12)
        let expected = try figures(sales.company())
        let wrong = differences(found, expected)
        #expect(wrong.isEmpty, "seed \(seed)")
    }

    @Test("parts add up to the whole", arguments: seeds)
    func adding(seed: UInt64) throws {
        let company = try GeneratedSales(seed: seed).company()
        let computation = try measured(company, Self.all, parts: Self.parts)
        for (dimension, metrics) in Self.parts {
            for metric in metrics {
                for period in periods() {
                    guard let whole = try value(metric, period, computation) else { continue }
                    let sum = try sum(metric, by: dimension, period, computation)
                    #expect(
                        sum == whole, "seed \(seed) \(metric) by \(dimension) \(period.name)")
                }
            }
        }
    }

    @Test(
        "credits add up to the same under every model, and to no more than was won",
        arguments: seeds)
    func crediting(seed: UInt64) throws {
        let metric = "attributed_revenue"
        var company = try GeneratedSales(seed: seed).company()
        var totals: Set<[ExactDecimal?]> = []
        for model in AttributionModel.allCases {
            company.settings.options.set("attributed_revenue.model", model.rawValue)
            let computation = try measured(
                company, [metric, "won_amount"], parts: ["channel": [metric]])
            var own: [ExactDecimal?] = []
            for period in periods() {
                let credited = try value(metric, period, computation)
                own.append(credited)
                guard let total = credited else { continue }
                let credits = try sum(metric, by: "channel", period, computation)
                let won = try value("won_amount", period, computation) ?? .zero
                let place: Comment = "seed \(seed) \(model) \(period.name)"
                #expect(credits == total, place)
                #expect(total <= won, place)
            }
            totals.insert(own)
        }
        #expect(totals.count == 1, "seed \(seed)")
    }

    @Test("nothing is broken that must hold of every company", arguments: seeds)
    func invariants(seed: UInt64) throws {
        let company = try GeneratedSales(seed: seed).company()
        let computation = try measured(company, company.catalogue.order)
        for period in periods() {
            let broken = computation.brokenInvariants(in: period)
            #expect(broken.isEmpty, "seed \(seed)")
        }
    }

    @Test("what was open, and what slipped, is what one reads in the log", arguments: seeds)
    func naive(seed: UInt64) throws {
        let sales = GeneratedSales(seed: seed)
        let computation = try measured(
            sales.company(),
            ["open_deals", "open_pipeline", "weighted_pipeline", "slip_rate"]
                + Self.steps.map(\.metric))
        var opening: ExactDecimal?
        let logged = sales.deals.compactMap(\.changes.first?.day)
        let start = try #require(logged.min())
        for period in periods() where period.grain == .month && period.start <= sales.asOf {
            let end = min(period.end, sales.asOf)
            let open = sales.deals.compactMap { $0.openState(on: end, log: start) }
            let cents = open.reduce(0) { $0 + $1.cents }
            let closing = ExactDecimal(Int128(cents), scale: 2)
            let weighted = open.reduce(0) {
                $0 + $1.cents * (GeneratedSales.percents[$1.stage] ?? 0)
            }
            for (metric, expected) in [
                ("open_deals", ExactDecimal(open.count)),
                ("open_pipeline", closing),
                ("weighted_pipeline", ExactDecimal(Int128(weighted), scale: 4)),
            ] {
                let found = try value(metric, period, computation) ?? .zero
                #expect(found == expected, "seed \(seed) \(metric) \(period.name)")
            }
            if let opening {
                let moved = try Self.steps.reduce(opening) { sum, step in
                    let change = try value(step.metric, period, computation) ?? .zero
                    return sum + change * ExactDecimal(step.sign)
                }
                #expect(moved == closing, "seed \(seed) movements \(period.name)")
            }
            opening = closing
            if period.end > sales.asOf { continue }
            let eve = period.start.adding(days: -1)
            let due = sales.deals.filter { deal in
                guard let due = deal.openState(on: eve, log: start)?.due else { return false }
                return period.start <= due && due <= period.end
            }
            let slipped = due.count { $0.openState(on: period.end, log: start) != nil }
            let rate = ExactDecimal(slipped).divided(by: ExactDecimal(due.count))
            let found = try value("slip_rate", period, computation)
            #expect(found == rate, "seed \(seed) slip_rate \(period.name)")
        }
    }
}

extension GeneratedSales.Deal {
    /// What it was at the end of a day by its last change until then; nil: not there, or over.
    ///
    /// Before its first change it was what that says, from the day on which it was created.
    ///
    /// - Parameter log: the day on which the log begins; of days before nothing is known.
    fileprivate func openState(
        on day: Day, log: Day
    ) -> (stage: String, cents: Int, due: Day?)? {
        if day < log || day < created ?? changes.first?.day ?? log { return nil }
        let past = changes.filter { $0.day <= day }
        let told = past.isEmpty ? Array(changes.prefix(1)) : past
        guard let stage = told.last?.stage, stage != "won", stage != "lost" else { return nil }
        return (stage, told.compactMap(\.cents).last ?? 0, told.compactMap(\.due).last)
    }
}
