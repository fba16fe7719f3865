import KPIComputing
import Measuring
import ReportModel
import TestSupport
import Testing

/// What holds of every company, tried on companies made by chance.
@Suite("what always holds")
struct InvariantTests {
    private static let flows = [
        "revenue", "new_mrr", "expansion_mrr", "contraction_mrr", "churned_mrr",
        "reactivation_mrr", "net_new_mrr",
    ]
    private static let balances = ["mrr", "arr"]
    private static let counts = [
        "customers", "new_customers", "churned_customers", "reactivated_customers", "orders",
    ]
    private static let rates = ["nrr", "grr", "logo_churn", "top10_share"]
    private static let all = flows + balances + counts + rates + ["average_order_value"]

    private static var seeds: [UInt64] { (0..<4).map { _ in .random(in: 0...UInt64.max) } }

    private func measured(_ company: Company) throws -> Computation {
        let (computation, found) = try company.measured { planner in
            Self.all.flatMap { metric in
                [[], ["customer"], ["segment"], ["region"]].flatMap { dimensions -> [CubeRequest] in
                    let requests = planner.requests(
                        for: Expression(.name(metric)), dimensions: dimensions, filter: nil)
                    return requests.filter {
                        dimensions != ["region"] || $0.measure.table == .revenue
                    }
                }
            }
        }
        #expect(found.isEmpty, "\(found)")
        return computation
    }

    private func value(
        _ metric: String, _ period: Period, _ computation: Computation, _ cut: Cut = .whole
    ) throws -> FigureValue {
        let definition = try #require(computation.catalogue.metrics[metric])
        return computation.figure(definition, period: period, cut: cut).value
    }

    private func months(_ shift: Int = 0) -> [Period] {
        (GeneratedCompany.first.index...GeneratedCompany.last.index)
            .map { Period(month: Month(index: $0 + Int32(shift))) }
    }

    private func periods(_ shift: Int = 0) -> [Period] {
        let calendar = FiscalCalendar()
        let whole = calendar.run(
            first: GeneratedCompany.first.adding(shift), months: months().count)
        return months(shift) + calendar.periods(.quarter, in: whole) + [whole]
    }

    /// Every figure of the whole, for comparing two companies.
    private func figures(_ company: Company, shift: Int = 0) throws -> [String] {
        let computation = try measured(company)
        return try periods(shift).enumerated().flatMap { index, period in
            try Self.all.map { metric in
                let value = try value(metric, period, computation)
                return "\(metric) \(index): \(value.number?.canonical ?? "n/a")"
            }
        }
    }

    @Test(
        "the bridge of MRR closes, for the whole, every segment and every customer",
        arguments: seeds)
    func bridges(seed: UInt64) throws {
        let computation = try measured(GeneratedCompany(seed: seed).company())
        let segments = ["large", "middle", "small", ""].map { Cut([Cut.Part("segment", $0)]) }
        let customers = (0..<25).map { Cut([Cut.Part("customer", "c\($0)")]) }
        for cut in [.whole] + segments + customers {
            var before = ExactDecimal.zero
            for month in months() {
                let net = try #require(try value("net_new_mrr", month, computation, cut).number)
                let after = try #require(try value("mrr", month, computation, cut).number)
                #expect(before + net == after, "seed \(seed) \(cut.parts) \(month.name)")
                before = after
            }
        }
        let mrr = try #require(computation.catalogue.metrics["mrr"])
        for period in periods() {
            let bridge = computation.movementBridge(mrr, over: period, filter: nil)
            #expect(bridge.isClosed, "seed \(seed) \(period.name)")
        }
    }

    @Test("parts add up to the whole", arguments: seeds)
    func parts(seed: UInt64) throws {
        let computation = try measured(GeneratedCompany(seed: seed).company())
        let dimensions = [
            "segment": ["large", "middle", "small", ""], "customer": (0..<25).map { "c\($0)" },
        ]
        for metric in Self.flows + Self.balances + [
            "customers", "new_customers", "churned_customers",
        ] {
            for period in periods() {
                guard let whole = try value(metric, period, computation).number else { continue }
                for (dimension, values) in dimensions.sorted(by: { $0.key < $1.key }) {
                    let sum = try values.reduce(ExactDecimal.zero) { sum, value in
                        let cut = Cut([Cut.Part(dimension, value)])
                        return sum
                            + (try self.value(metric, period, computation, cut).number ?? .zero)
                    }
                    #expect(sum == whole, "seed \(seed) \(metric) by \(dimension) \(period.name)")
                }
            }
        }
        for period in periods() {
            guard let whole = try value("revenue", period, computation).number else { continue }
            let sum = try GeneratedCompany.regions.reduce(ExactDecimal.zero) { sum, region in
                let cut = Cut([Cut.Part("region", region)])
                return sum + (try value("revenue", period, computation, cut).number ?? .zero)
            }
            #expect(sum == whole, "seed \(seed) revenue by region \(period.name)")
        }
    }

    @Test("gross retention lies between zero and one and never above net", arguments: seeds)
    func retention(seed: UInt64) throws {
        let computation = try measured(GeneratedCompany(seed: seed).company())
        let cuts = ["large", "middle", "small"].map { Cut([Cut.Part("segment", $0)]) }
        var known = 0
        for cut in [.whole] + cuts {
            for period in periods() {
                guard let gross = try value("grr", period, computation, cut).number,
                    let net = try value("nrr", period, computation, cut).number
                else { continue }
                known += 1
                #expect(!gross.isNegative && gross <= .one && gross <= net, "seed \(seed)")
                let churn = try value("logo_churn", period, computation, cut).number ?? .zero
                #expect(!churn.isNegative && churn <= .one, "seed \(seed)")
            }
        }
        #expect(known > 10, "seed \(seed)")
    }

    @Test("a cohort starts at one hundred per cent and its sum is the MRR", arguments: seeds)
    func cohorts(seed: UInt64) throws {
        let computation = try measured(GeneratedCompany(seed: seed).company())
        let period = Period(month: GeneratedCompany.last)
        for metric in ["mrr", "customers"] {
            let definition = try #require(computation.catalogue.metrics[metric])
            let grid = try #require(computation.cohorts(definition, through: period))
            for row in grid.rows { #expect(row.shares[0] == .known(.one), "seed \(seed)") }
            for month in months() {
                let sum = grid.rows.filter { $0.cohort <= month.first }
                    .reduce(ExactDecimal.zero) {
                        $0 + ($1.values[Int(month.first.index - $1.cohort.index)].number ?? .zero)
                    }
                #expect(.known(sum) == (try value(metric, month, computation)), "seed \(seed)")
            }
        }
    }

    @Test("the order of rows changes nothing", arguments: seeds)
    func permuting(seed: UInt64) throws {
        let generated = GeneratedCompany(seed: seed)
        var shuffled = generated
        var random = SeededNumbers(seed: seed)
        shuffled.lines.shuffle(using: &random)
        shuffled.sales.shuffle(using: &random)
        shuffled.segments.shuffle(using: &random)
        #expect(try figures(generated.company()) == figures(shuffled.company()), "seed \(seed)")
    }

    @Test("a line in two halves is the same line", arguments: seeds)
    func splitting(seed: UInt64) throws {
        let generated = GeneratedCompany(seed: seed)
        var split = generated
        split.lines = generated.lines.flatMap { line in
            var (left, right) = (line, line)
            left.cents = line.cents / 2
            right.cents = line.cents - left.cents
            return [left, right]
        }
        split.sales = generated.sales.flatMap { sale in
            var (left, right) = (sale, sale)
            left.cents = sale.cents / 2
            right.cents = sale.cents - left.cents
            return [left, right]
        }
        #expect(try figures(generated.company()) == figures(split.company()), "seed \(seed)")
    }

    @Test("more money is more money, and no other rate", arguments: seeds)
    func scaling(seed: UInt64) throws {
        let generated = GeneratedCompany(seed: seed)
        var scaled = generated
        scaled.factor = 7
        let (small, large) = (try measured(generated.company()), try measured(scaled.company()))
        let seven = ExactDecimal(7)
        for period in periods() {
            for metric in Self.flows + Self.balances {
                let a = try value(metric, period, small).number
                let b = try value(metric, period, large).number
                let expected = a.map { ($0 * seven).rounded(to: 9) }
                #expect(b?.rounded(to: 9) == expected, "seed \(seed) \(metric)")
            }
            for metric in Self.rates + Self.counts {
                let a = try value(metric, period, small).number
                let b = try value(metric, period, large).number
                #expect(b?.rounded(to: 9) == a?.rounded(to: 9), "seed \(seed) \(metric)")
            }
        }
    }

    @Test("all dates a year later are all figures a year later", arguments: seeds)
    func shifting(seed: UInt64) throws {
        let generated = GeneratedCompany(seed: seed)
        var later = generated
        later.shift = 12
        #expect(
            try figures(generated.company()) == figures(later.company(), shift: 12),
            "seed \(seed)")
    }

    @Test("the size of batches and the order of questions change nothing", arguments: seeds)
    func batches(seed: UInt64) throws {
        let company = try GeneratedCompany(seed: seed).company()
        let expected = try figures(company)
        for size in [1, 2, 7, 64] {
            var other = company
            other.batchSize = size
            other.asksBackwards = size % 2 == 1
            #expect(try figures(other) == expected, "seed \(seed), batches of \(size)")
        }
    }

    @Test("revenue of quarters is that of their months, and of the whole", arguments: seeds)
    func grains(seed: UInt64) throws {
        let computation = try measured(GeneratedCompany(seed: seed).company())
        let calendar = FiscalCalendar(startMonth: 3)
        for metric in Self.flows {
            for quarter in periods() where quarter.months == 3 {
                let sum = try calendar.periods(.month, in: quarter).reduce(ExactDecimal.zero) {
                    $0 + (try value(metric, $1, computation).number ?? .zero)
                }
                let found = try value(metric, quarter, computation).number ?? .zero
                #expect(found == sum, "seed \(seed) \(metric)")
            }
        }
    }

    @Test("rows of a table stand in the order of their figures", arguments: seeds)
    func ranking(seed: UInt64) throws {
        let computation = try measured(GeneratedCompany(seed: seed).company())
        for metric in ["revenue", "mrr", "orders", "average_order_value"] {
            for period in periods() {
                var query = GridQuery(
                    metrics: [metric], axis: .dimension("customer"), period: period)
                let all = computation.grid(query).rows
                for (row, next) in zip(all, all.dropFirst()) {
                    let (a, b) = (row.cells[0].actual.value, next.cells[0].actual.value)
                    switch (a.number, b.number) {
                    case (let a?, let b?):
                        #expect(a > b || (a == b && row.key < next.key), "seed \(seed)")
                    case (nil, .some): Issue.record("undefined before defined, seed \(seed)")
                    case (.some, nil): break
                    case (nil, nil): #expect(row.key < next.key, "seed \(seed)")
                    }
                }
                query.top = 3
                let some = computation.grid(query).rows
                #expect(some.prefix(3).map(\.key) == all.prefix(3).map(\.key), "seed \(seed)")
                if metric == "revenue", all.count > 3 {
                    let rest = all.dropFirst(3).compactMap { $0.cells[0].actual.value.number }
                    #expect(
                        some[3].cells[0].actual.value.number == rest.reduce(.zero, +),
                        "seed \(seed)")
                }
            }
        }
    }
}
