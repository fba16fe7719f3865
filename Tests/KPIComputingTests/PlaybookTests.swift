import Diagnostics
import KPIComputing
import Measuring
import ReportModel
import TestSupport
import Testing

/// The published tables of a public data set of subscriptions, cell by cell.
@Suite("the tables of the MRR playbook")
struct PlaybookTests {
    private static let folder = "cases/dbt-mrr-playbook/"
    private static let own = """
        metrics:
          monthly_nrr: {label: a, unit: percent, better: higher, kind: rate, formula: nrr}
          losses: {label: a, unit: money, better: lower, kind: flow, formula: contraction_mrr + churned_mrr}
          quick: {label: a, unit: ratio, better: higher, kind: rate, formula: (new_mrr + expansion_mrr) / losses}
          base: {label: a, unit: money, better: higher, kind: rate, formula: recurring_base}
          retained: {label: a, unit: money, better: higher, kind: rate, formula: recurring_retained}
          capped: {label: a, unit: money, better: higher, kind: rate, formula: recurring_retained_capped}
          at_start: {label: a, unit: count, better: higher, kind: rate, formula: recurring_start_customers}
          still_active: {label: a, unit: count, better: higher, kind: rate,
            formula: recurring_start_customers - recurring_lost_customers}
          logos_kept: {label: a, unit: percent, better: higher, kind: rate, formula: 1 - logo_churn}
        """

    /// All of the data, or what the playbook's models see of it: the months from 2018 on. Nobody who
    /// was a customer before still was one then.
    enum Variant: String, CaseIterable, Sendable {
        case full = "full_history"
        case spine = "playbook_spine_2018"

        var filter: String {
            self == .full ? "" : "\n    where: start_date >= \"2018-01-01\""
        }
        var first: Month {
            self == .full ? Month(year: 2017, month: 9) : Month(year: 2018, month: 1)
        }

        /// - Parameters: the rows that the table has in each of the two.
        func rows(_ table: String, _ full: Int, _ spine: Int) throws -> [[String: String]] {
            let rows = try SharedCases.rows(folder + "expected_\(table)__\(rawValue).csv")
            #expect(rows.count == (self == .full ? full : spine))
            return rows
        }
    }

    private struct Measured {
        var company: Company
        var computation: Computation

        func figure(
            _ metric: String, _ period: Period, customer: String? = nil,
            vs scenario: Scenario = .actual
        ) throws -> FigureValue {
            let definition = try #require(company.catalogue.metrics[metric])
            let cut = customer.map { Cut([Cut.Part("customer", $0)]) } ?? .whole
            return computation.figure(definition, period: period, cut: cut, scenario: scenario)
                .value
        }

        /// As the tables write it: ten digits, empty where it is undefined.
        func text(_ metric: String, _ period: Period, customer: String? = nil) throws -> String {
            try figure(metric, period, customer: customer).cell
        }
    }

    private func measured(
        _ variant: Variant = .full, asOf: String = "2020-02-29", window: Int = 12
    ) throws -> Measured {
        let company = try Company(
            asOf: asOf, period: "2019-10", options: "metrics: {nrr: {window: \(window)}}",
            metrics: Self.own,
            tableOptions: [
                .subscriptions: """
                columns: {id: subscription_id, customer: customer_id, start: start_date,
                      end: end_date, amount: monthly_amount}\(variant.filter)
                """
            ],
            [.subscriptions: SharedCases.text(Self.folder + "subscription_periods.csv")])
        let (computation, found) = try company.measured { planner in
            company.catalogue.order.flatMap { metric in
                [[], ["customer"]].flatMap {
                    planner.requests(for: Expression(.name(metric)), dimensions: $0, filter: nil)
                }
            }
        }
        #expect(found.isEmpty, "\(found)")
        return Measured(company: company, computation: computation)
    }

    private func month(_ cell: String?) throws -> Period {
        Period(month: try #require(Day(iso: cell ?? "")).month)
    }

    @Test(
        "MRR and its movements are right for every customer and month",
        arguments: Variant.allCases)
    func customerMonths(variant: Variant) throws {
        let measured = try measured(variant)
        let rows = try variant.rows("customer_month", 417, 410)
        let movements = [
            "new": "new_mrr", "churn": "churned_mrr", "reactivation": "reactivation_mrr",
            "upgrade": "expansion_mrr", "downgrade": "contraction_mrr",
        ]
        for row in rows {
            let month = try month(row["date_month"])
            let customer = try #require(row["customer_id"])
            let now = try measured.figure("mrr", month, customer: customer)
            let before =
                try measured.figure("mrr", month, customer: customer, vs: .previousPeriod)
                .number ?? .zero
            #expect(now.cell == row["mrr"], "\(row)")
            #expect(before.canonical == row["previous_month_mrr"], "\(row)")
            #expect(
                try measured.text("net_new_mrr", month, customer: customer) == row["mrr_change"],
                "\(row)")
            let renewed = min(now.number ?? .zero, before)
            #expect(renewed.canonical == row["renewal_amount"], "\(row)")
            for (category, metric) in movements.sorted(by: { $0.key < $1.key }) {
                let change = try #require(ExactDecimal(row["mrr_change"] ?? "")).magnitude
                let expected = row["change_category"] == category ? change : .zero
                #expect(
                    try measured.figure(metric, month, customer: customer).number == expected,
                    "\(category) \(row)")
            }
        }
    }

    @Test(
        "no customer has MRR in a month that the table does not name", arguments: Variant.allCases)
    func nothingElse(variant: Variant) throws {
        let measured = try measured(variant)
        let rows = try variant.rows("customer_month", 417, 410)
        let sums = Dictionary(grouping: rows) { $0["date_month"] ?? "" }
            .mapValues { $0.reduce(.zero) { $0 + (ExactDecimal($1["mrr"] ?? "") ?? .zero) } }
        for index in variant.first.index...Month(year: 2020, month: 2).index {
            let month = Month(index: index)
            let total = try measured.figure("mrr", Period(month: month)).number
            #expect(total == sums[month.firstDay.description] ?? .zero, "\(month)")
        }
    }

    @Test(
        "every month of the bridge, the customers and the monthly rates are right",
        arguments: Variant.allCases)
    func monthlySummary(variant: Variant) throws {
        let measured = try measured(variant, window: 1)
        let mrr = try #require(measured.company.catalogue.metrics["mrr"])
        let rows = try variant.rows("monthly_summary", 29, 26)
        for row in rows {
            let month = try month(row["month"])
            let bridge = measured.computation.movementBridge(mrr, over: month, filter: nil)
            #expect(bridge.isClosed)
            #expect(bridge.opening.value.cell == row["starting_mrr"], "\(row)")
            #expect(bridge.closing.value.cell == row["ending_mrr"], "\(row)")
            let columns = ["new", "reactivation", "expansion", "", "contraction", "churn", ""]
            for (column, step) in zip(columns, bridge.steps) {
                if column.isEmpty {
                    #expect(step.change.number?.isZero == true)
                    continue
                }
                #expect(step.change.number?.magnitude.canonical == row[column], "\(column) \(row)")
            }
            for (column, metric) in [
                ("ending_arr", "arr"), ("customers_new", "new_customers"),
                ("customers_reactivated", "reactivated_customers"),
                ("customers_churned", "churned_customers"), ("customers_end", "customers"),
                ("nrr_monthly", "nrr"), ("grr_monthly", "grr"),
                ("logo_churn_rate", "logo_churn"), ("arpa", "arpa"),
                ("quick_ratio_new_plus_expansion", "quick"),
                ("quick_ratio_incl_reactivation", "quick_ratio"),
            ] {
                #expect(try measured.text(metric, month) == row[column], "\(column) \(row)")
            }
            let before = try measured.figure("customers", month, vs: .previousPeriod)
            #expect((before.number ?? .zero).canonical == row["customers_start"], "\(row)")
        }
    }

    @Test(
        "retention over twelve months is right, and undefined where the base is zero",
        arguments: Variant.allCases)
    func retention(variant: Variant) throws {
        let measured = try measured(variant)
        let rows = try variant.rows("retention_12m", 16, 14)
        var named: Set<Month> = []
        for row in rows {
            let month = try month(row["month"])
            named.insert(month.first)
            for (column, metric) in [
                ("cohort_base_mrr", "base"), ("cohort_mrr_now", "retained"),
                ("cohort_mrr_now_capped", "capped"), ("nrr_12m", "nrr"), ("grr_12m", "grr"),
                ("logo_retention_12m", "logo_retention"),
            ] {
                #expect(try measured.text(metric, month) == row[column], "\(column) \(row)")
            }
            let year = FiscalCalendar().run(first: month.first.adding(-11), months: 12)
            for (column, metric) in [
                ("cohort_customers", "at_start"), ("customers_still_active", "still_active"),
                ("logo_retention_12m", "logos_kept"),
            ] {
                #expect(try measured.text(metric, year) == row[column], "\(column) \(row)")
            }
        }
        let steps = Int(Month(year: 2020, month: 2).index - variant.first.index)
        for step in 0...steps where !named.contains(variant.first.adding(step)) {
            let month = Period(month: variant.first.adding(step))
            let reason = try measured.figure("nrr", month).reason
            if step < 12 {
                guard case .notKnown = reason else {
                    Issue.record("\(month.name): \(reason?.text ?? "known")")
                    continue
                }
            } else {
                guard case .divisionByZero = reason else {
                    Issue.record("\(month.name): \(reason?.text ?? "known")")
                    continue
                }
            }
        }
    }

    @Test("cohorts are right, in customers and in MRR", arguments: Variant.allCases)
    func cohorts(variant: Variant) throws {
        let measured = try measured(variant)
        let rows = try variant.rows("cohorts", 282, 225)
        let catalogue = measured.company.catalogue
        // The table ends a month before the data.
        let period = Period(month: Month(year: 2020, month: 1))
        let customers = try #require(catalogue.metrics["customers"])
        let mrr = try #require(catalogue.metrics["mrr"])
        let counts = try #require(measured.computation.cohorts(customers, through: period))
        let amounts = try #require(measured.computation.cohorts(mrr, through: period))
        #expect(counts.rows.reduce(0) { $0 + $1.values.count } == rows.count)
        for row in rows {
            let cohort = try month(row["cohort_month"]).first
            let age = try #require(Int(row["period"] ?? ""))
            let count = try #require(counts.rows.first { $0.cohort == cohort })
            let amount = try #require(amounts.rows.first { $0.cohort == cohort })
            #expect(String(count.size) == row["cohort_size"], "\(row)")
            #expect(count.values[age].cell == row["active_customers"], "\(row)")
            #expect(count.shares[age].cell == row["logo_retention"], "\(row)")
            #expect(amount.values[age].cell == row["cohort_mrr"], "\(row)")
            #expect(amount.shares[age].cell == row["net_mrr_retention"], "\(row)")
        }
    }

    @Test("what lies after the data was taken is undefined, and no churn")
    func afterTheData() throws {
        let measured = try measured(asOf: "2019-10-31")
        let asOf = try #require(Day(iso: "2019-10-31"))
        let metrics = [
            "mrr", "arr", "new_mrr", "expansion_mrr", "contraction_mrr", "churned_mrr",
            "reactivation_mrr", "net_new_mrr", "nrr", "grr", "customers", "new_customers",
            "churned_customers", "reactivated_customers", "logo_churn",
        ]
        for text in ["2019-11", "2019-12", "2020-01", "2020-02", "2019-Q4", "2019", "2020"] {
            for metric in metrics {
                let value = try measured.figure(metric, try measured.company.period(text))
                #expect(value == .undefined(.afterAsOf(asOf)), "\(metric) \(text)")
            }
        }
        let october = Period(month: Month(year: 2019, month: 10))
        #expect(try measured.text("mrr", october) == "1680")
        let mrr = try #require(measured.company.catalogue.metrics["mrr"])
        let end = try measured.company.period("2020-02")
        let grid = try #require(measured.computation.cohorts(mrr, through: end))
        for row in grid.rows {
            #expect(row.cohort.adding(row.values.count - 1) == october.first)
        }
    }
}

extension FigureValue {
    /// Ten digits after the point, empty where it is undefined.
    fileprivate var cell: String { number?.rounded(to: 10).canonical ?? "" }
}
