import Diagnostics
import KPIComputing
import Measuring
import ReportModel
import TestSupport
import Testing

extension Company {
    private static let mavenColumns = """
        columns: {id: opportunity_id, owner: sales_agent, customer: account, stage: deal_stage,
              created: engage_date, closed: close_date, amount: close_value}
            format: {date: M/d/yyyy}
            values:
              product: {GTX Pro: [GTXPro]}
              stage:
        """

    /// The published deals of a seller of hardware.
    ///
    /// - Parameter won: the stages that count as won.
    static func maven(won: String = "[Won]", metrics: String? = nil) throws -> Company {
        let folder = "workspaces/maven-crm/content/data/"
        let lost = won.contains("Lost") ? "" : ", lost: [Lost]"
        return try Company(
            asOf: "2017-12-31", period: "2017",
            options: "dimensions: [owner, manager, product]", metrics: metrics,
            tableOptions: [
                .opportunities: mavenColumns + " {won: \(won)\(lost)}",
                .owners: "columns: {id: sales_agent, name: sales_agent, region: regional_office}",
            ],
            [
                .opportunities: SharedCases.text(folder + "sales_pipeline.csv"),
                .owners: SharedCases.text(folder + "sales_teams.csv"),
            ])
    }
}

/// The published tables of the deals of a seller of hardware, cell by cell.
@Suite("the tables of the Maven deals")
struct MavenTests {
    private static let folder = "cases/maven-crm/"
    private static let own = ownMetrics([
        "engaged_lost": "where(cohort_created, stage = \"lost\")",
        "engaged_open": "cohort_created - cohort_won - where(cohort_created, stage = \"lost\")",
        "engaged": "cohort_created", "engaged_won": "cohort_won",
        "resolved": "cohort_won / (cohort_won + where(cohort_created, stage = \"lost\"))",
    ])

    private struct Measured {
        private let company: Company
        private let computation: Computation

        init(_ company: Company) throws {
            let (computation, found) = try company.measured { planner in
                company.catalogue.order.flatMap { metric in
                    [[], ["owner"], ["manager"], ["product"]].flatMap {
                        planner.requests(
                            for: Expression(.name(metric)), dimensions: $0, filter: nil)
                    }
                }
            }
            #expect(!found.hasErrors, "\(found)")
            self.company = company
            self.computation = computation
        }

        func text(_ metric: String, _ period: String, _ cut: Cut, digits: Int = 6) throws -> String
        {
            let definition = try #require(company.catalogue.metrics[metric])
            let period = try company.period(period)
            return computation.figure(definition, period: period, cut: cut).value.number?
                .rounded(to: digits).canonical ?? ""
        }
    }

    private func shown(_ cell: String?) throws -> String {
        let text = try #require(cell)
        return try #require(ExactDecimal(text)).canonical
    }

    @Test(
        "a table of wins, losses, amounts and cycles is right in every cell",
        arguments: [
            ("expected_by_close_quarter.csv", "close_quarter", 5),
            ("expected_by_product.csv", "product", 7), ("expected_by_agent.csv", "owner", 30),
            ("expected_by_manager.csv", "manager", 6),
        ])
    func closed(file: String, dimension: String, count: Int) throws {
        let deals = try Measured(.maven())
        // A cycle of all deals that are over: those lost are counted as won too.
        let over = try Measured(.maven(won: "[Won, Lost]"))
        let rows = try SharedCases.rows(Self.folder + file)
        #expect(rows.count == count)
        for row in rows {
            let key = try #require(row[dimension == "owner" ? "sales_agent" : dimension])
            let isQuarter = dimension == "close_quarter"
            let period = isQuarter && key != "total" ? key : "2017"
            let cut = isQuarter ? Cut.whole : Cut([Cut.Part(dimension, key)])
            for (column, metric) in [
                ("won", "won_deals"), ("lost", "lost_deals"), ("win_rate_count", "win_rate"),
                ("won_value", "won_amount"), ("avg_won_deal", "deal_size"),
                ("median_won_deal", "deal_size_median"),
                ("avg_cycle_days_won", "sales_cycle_mean"),
                ("median_cycle_days_won", "sales_cycle"),
            ] {
                #expect(
                    try deals.text(metric, period, cut) == shown(row[column]), "\(column) \(key)")
            }
            for (column, metric) in [
                ("avg_cycle_days_closed", "sales_cycle_mean"),
                ("median_cycle_days_closed", "sales_cycle"),
            ] {
                #expect(
                    try over.text(metric, period, cut) == shown(row[column]), "\(column) \(key)")
            }
        }
    }

    @Test("the won amounts by manager and quarter are right")
    func managers() throws {
        let deals = try Measured(.maven())
        let rows = try SharedCases.rows(Self.folder + "expected_manager_quarter_value.csv")
        #expect(rows.count == 24)
        for row in rows {
            let quarter = try #require(row["close_quarter"])
            let manager = try #require(row["manager"])
            let cut = Cut([Cut.Part("manager", manager)])
            #expect(
                try deals.text("won_amount", quarter, cut) == shown(row["won_value"]), "\(row)")
        }
    }

    @Test("what became of the deals engaged in a quarter is right")
    func cohorts() throws {
        let deals = try Measured(.maven(metrics: Self.own))
        let rows = try SharedCases.rows(Self.folder + "expected_engage_cohorts.csv")
        #expect(rows.count == 5)
        for row in rows {
            let quarter = try #require(row["engage_quarter"])
            for (column, metric) in [
                ("opportunities", "engaged"), ("won", "engaged_won"), ("lost", "engaged_lost"),
                ("open", "engaged_open"), ("cohort_win_rate_all", "win_rate_cohort"),
                ("cohort_win_rate_resolved", "resolved"),
            ] {
                #expect(
                    try deals.text(metric, quarter, .whole) == shown(row[column]),
                    "\(column) \(quarter)")
            }
        }
    }
}
