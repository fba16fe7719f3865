import Diagnostics
import KPIComputing
import Measuring
import ReportModel
import TestSupport
import Testing

/// What holds of recurring revenue whatever the lines and the options.
@Suite("what always holds of recurring revenue")
struct RecurringPropertyTests {
    private static let flows = [
        "new_mrr", "reactivation_mrr", "expansion_mrr", "discount_expiry_mrr", "contraction_mrr",
        "churned_mrr", "fx_mrr", "net_new_mrr",
    ]
    private static let counts = [
        "customers", "new_customers", "reactivated_customers", "churned_customers",
    ]
    private static let rates = ["nrr", "grr", "logo_churn"]
    private static let all = ["mrr", "mrr_in_grace"] + flows + counts + rates
    private static let cuts = ["customer", "currency", "product"]

    private static var seeds: [UInt64] {
        let seed = SeededNumbers.seed()
        print("recurring revenue by chance with seed", seed)
        return (0..<10).map { seed &+ $0 }
    }

    private static let months =
        (GeneratedSubscriptions.first.index...GeneratedSubscriptions.last.index)
        .map { Month(index: $0) }

    private func measured(_ company: Company) throws -> Computation {
        let (computation, found) = try company.measured { planner in
            Self.all.flatMap { metric in
                ([[]] + Self.cuts.map { [$0] }).flatMap { dimensions in
                    planner.requests(
                        for: Expression(.name(metric)), dimensions: dimensions, filter: nil)
                }
            }
        }
        #expect(found.filter { $0.severity == .error }.isEmpty, "\(found)")
        return computation
    }

    private func value(
        _ metric: String, _ period: Period, _ computation: Computation, _ cut: Cut = .whole
    ) throws -> ExactDecimal? {
        let definition = try #require(computation.catalogue.metrics[metric])
        return computation.figure(definition, period: period, cut: cut).value.number
    }

    private func figures(_ company: Company, shift: Int = 0) throws -> [String] {
        let computation = try measured(company)
        return try Self.months.flatMap { month in
            try Self.all.map { metric in
                let period = Period(month: month.adding(shift))
                let number = try value(metric, period, computation)
                return "\(month) \(metric) \(number?.rounded(to: 9).canonical ?? "n/a")"
            }
        }
    }

    @Test("it is what one works out day by day", arguments: seeds)
    func naive(seed: UInt64) throws {
        var random = SeededNumbers(seed: seed)
        let data = GeneratedSubscriptions(&random)
        let options = GeneratedOptions(&random)
        let naive = NaiveRecurring(data, options)
        let computation = try measured(data.company(options.text))
        for month in Self.months {
            let period = Period(month: month)
            let found = try #require(naive.months[month])
            for (metric, expected) in [
                ("mrr", found.mrr), ("mrr_in_grace", found.grace), ("new_mrr", found.new),
                ("reactivation_mrr", found.reactivation), ("expansion_mrr", found.expansion),
                ("discount_expiry_mrr", found.expiry), ("contraction_mrr", found.contraction),
                ("churned_mrr", found.churn), ("fx_mrr", found.fx),
                ("customers", ExactDecimal(found.customers)),
                ("new_customers", ExactDecimal(found.newCustomers)),
                ("churned_customers", ExactDecimal(found.churnedCustomers)),
                ("reactivated_customers", ExactDecimal(found.reactivatedCustomers)),
            ] {
                let number = try value(metric, period, computation)
                #expect(
                    number?.rounded(to: 9).canonical == expected.rounded(to: 9).canonical,
                    "seed \(seed) \(options.text) \(metric) \(month)")
            }
        }
    }

    @Test(
        "the bridge closes in money and in customers, for the whole, each customer and currency",
        arguments: seeds)
    func bridges(seed: UInt64) throws {
        var random = SeededNumbers(seed: seed)
        let data = GeneratedSubscriptions(&random)
        let options = GeneratedOptions(&random)
        let computation = try measured(data.company(options.text))
        let customers = GeneratedSubscriptions.customers.map { Cut([Cut.Part("customer", $0)]) }
        let currencies = ["EUR", "USD"].map { Cut([Cut.Part("currency", $0)]) }
        for cut in [.whole] + customers + currencies {
            var before: [String: ExactDecimal] = [:]
            for month in Self.months {
                let period = Period(month: month)
                func value(_ metric: String) throws -> ExactDecimal {
                    try self.value(metric, period, computation, cut) ?? .zero
                }
                let mrr = try value("mrr")
                let gains = try Self.flows.prefix(4).reduce(ExactDecimal.zero) {
                    $0 + (try value($1))
                }
                let losses = try value("contraction_mrr") + value("churned_mrr")
                let place: Comment = "seed \(seed) \(options.text) \(cut.parts) \(month)"
                #expect(gains - losses == (try value("net_new_mrr")), place)
                #expect(
                    (before["mrr"] ?? .zero) + gains - losses + (try value("fx_mrr")) == mrr, place)
                let logos = try value("customers")
                let change =
                    try value("new_customers") + value("reactivated_customers")
                    - value("churned_customers")
                #expect((before["customers"] ?? .zero) + change == logos, place)
                before = ["mrr": mrr, "customers": logos]
            }
        }
    }

    @Test("customers add up to the whole", arguments: seeds)
    func parts(seed: UInt64) throws {
        var random = SeededNumbers(seed: seed)
        let data = GeneratedSubscriptions(&random)
        let options = GeneratedOptions(&random)
        let computation = try measured(data.company(options.text))
        for month in Self.months {
            let period = Period(month: month)
            for metric in ["mrr", "mrr_in_grace"] + Self.flows + Self.counts {
                let sum = try GeneratedSubscriptions.customers.reduce(ExactDecimal.zero) {
                    let cut = Cut([Cut.Part("customer", $1)])
                    return $0 + (try value(metric, period, computation, cut) ?? .zero)
                }
                #expect(
                    sum == (try value(metric, period, computation)),
                    "seed \(seed) \(options.text) \(metric) \(month)")
            }
        }
    }

    @Test("retention lies between zero and one, below net, and ties to the walk", arguments: seeds)
    func retention(seed: UInt64) throws {
        var random = SeededNumbers(seed: seed)
        let data = GeneratedSubscriptions(&random)
        let options = GeneratedOptions(&random)
        for returned in [true, false] {
            var company = try data.company(options.text)
            company.settings.options.set("nrr.include_reactivated", "\(returned)")
            let computation = try measured(company)
            for month in Self.months {
                let period = Period(month: month)
                guard let net = try value("nrr", period, computation),
                    let gross = try value("grr", period, computation)
                else { continue }
                let place: Comment = "seed \(seed) \(options.text) \(month)"
                #expect(!gross.isNegative && gross <= .one && gross <= net, place)
                var parts: [String: ExactDecimal] = [:]
                for part in computation.retentionWalk(through: period, filter: nil) {
                    parts[part.key] = part.value.number
                }
                func part(_ key: String) -> ExactDecimal { parts[key] ?? .zero }
                let moved = [
                    "expansion_mrr", "discount_expiry_mrr", "contraction_mrr", "churned_mrr",
                    "reactivation_mrr",
                ].reduce(ExactDecimal.zero) { $0 + part($1) }
                #expect(part("base_cohort") + moved == part("nrr_numerator"), place)
                #expect(part("nrr_numerator") + part("joined_later") == part("mrr"), place)
                #expect(part("mrr") == (try value("mrr", period, computation)), place)
                #expect(part("nrr_numerator").divided(by: part("base_cohort")) == net, place)
                if !returned { #expect(part("reactivation_mrr").isZero || options.byEvent, place) }
            }
        }
    }

    @Test("a line cut in two on any day is the same line", arguments: seeds)
    func splitting(seed: UInt64) throws {
        var random = SeededNumbers(seed: seed)
        let data = GeneratedSubscriptions(&random)
        let options = GeneratedOptions(&random)
        let split = data.split(&random)
        #expect(
            try figures(data.company(options.text)) == figures(split.company(options.text)),
            "seed \(seed) \(options.text)")
    }

    @Test("the order of rows changes nothing", arguments: seeds)
    func permuting(seed: UInt64) throws {
        var random = SeededNumbers(seed: seed)
        let data = GeneratedSubscriptions(&random)
        let options = GeneratedOptions(&random)
        var shuffled = data
        shuffled.rows.shuffle(using: &random)
        #expect(
            try figures(data.company(options.text)) == figures(shuffled.company(options.text)),
            "seed \(seed) \(options.text)")
    }

    @Test("all dates four years later are all figures four years later", arguments: seeds)
    func shifting(seed: UInt64) throws {
        var random = SeededNumbers(seed: seed)
        let data = GeneratedSubscriptions(&random)
        let options = GeneratedOptions(&random)
        var later = data
        later.shift = 48
        #expect(
            try figures(data.company(options.text))
                == figures(later.company(options.text), shift: 48), "seed \(seed)")
    }

    @Test("month ends and events make the same balances and the same change", arguments: seeds)
    func modes(seed: UInt64) throws {
        var random = SeededNumbers(seed: seed)
        let data = GeneratedSubscriptions(&random)
        var options = GeneratedOptions(&random)
        options.byEvent = true
        let byEvent = try measured(data.company(options.text))
        options.byEvent = false
        let byMonth = try measured(data.company(options.text))
        for month in Self.months {
            for metric in ["mrr", "mrr_in_grace", "net_new_mrr", "fx_mrr", "customers"] {
                let period = Period(month: month)
                #expect(
                    try value(metric, period, byEvent) == value(metric, period, byMonth),
                    "seed \(seed) \(options.text) \(metric) \(month)")
            }
        }
    }

    @Test("with rates that stay the same, or one currency, there is no FX", arguments: seeds)
    func constantRates(seed: UInt64) throws {
        var random = SeededNumbers(seed: seed)
        var data = GeneratedSubscriptions(&random)
        let options = GeneratedOptions(&random)
        data.rates = data.rates.map { ($0.month, ExactDecimal(125, scale: 2)) }
        let computation = try measured(data.company(options.text))
        for month in Self.months {
            #expect(try value("fx_mrr", Period(month: month), computation) == .zero)
        }
    }

    @Test("more money is more money, and no other rate", arguments: seeds)
    func scaling(seed: UInt64) throws {
        var random = SeededNumbers(seed: seed)
        let data = GeneratedSubscriptions(&random)
        let options = GeneratedOptions(&random)
        var scaled = data
        let seven = ExactDecimal(7)
        for index in scaled.rows.indices {
            scaled.rows[index].amount = scaled.rows[index].amount * seven
            scaled.rows[index].discount = scaled.rows[index].discount.map { $0 * seven }
        }
        let (small, large) = (
            try measured(data.company(options.text)), try measured(scaled.company(options.text))
        )
        for month in Self.months {
            let period = Period(month: month)
            for metric in ["mrr", "mrr_in_grace"] + Self.flows {
                let expected = try value(metric, period, small).map { ($0 * seven).rounded(to: 9) }
                #expect(try value(metric, period, large)?.rounded(to: 9) == expected)
            }
            for metric in Self.counts + Self.rates {
                let expected = try value(metric, period, small)?.rounded(to: 9)
                #expect(
                    try value(metric, period, large)?.rounded(to: 9) == expected,
                    "seed \(seed) \(metric) \(month)")
            }
        }
    }
}
