import Foundation
import Testing

/// A pipeline whose history is not logged but exported again and again.
@Suite("exports of deals on several days")
struct SnapshotTests {
    private struct Listing: Decodable {
        struct Figure: Decodable {
            var metric: String
            var period: String
            var value: Decimal?
        }
        var figures: [Figure]
    }

    private func workspace(asOf: String = "2026-03-31", last: String = "") throws -> TemporaryFolder
    {
        let folder = try TemporaryFolder()
        try folder.write(
            """
            site: {title: T}
            company: {name: T, currency: EUR}
            period: 2026-03
            as_of: \(asOf)
            tables:
              opportunities:
                file: data/deals-*.csv
                columns: {id: Id, stage: Stage, amount: Amount, created: Created, closed: Close, snapshot: Taken}
                values: {stage: {won: [Won], lost: [Lost]}}
            stages: [{name: A, probability: 0.1}, {name: B, probability: 0.5}]
            """, to: "content/revsite.yml")
        let header = "Id,Stage,Amount,Created,Close,Taken\n"
        try folder.write(
            header + """
                1,A,100,2025-11-03,2026-02-20,2026-01-31
                2,A,50,2025-12-03,2026-03-10,2026-01-31
                """, to: "content/data/deals-1.csv")
        try folder.write(
            header + """
                1,Won,120,2025-11-03,2026-02-18,2026-02-28
                2,B,50,2025-12-03,2026-03-10,2026-02-28
                3,A,30,2026-02-10,2026-03-20,2026-02-28
                """, to: "content/data/deals-2.csv")
        try folder.write(
            header + """
                1,Won,120,2025-11-03,2026-02-18,2026-03-31
                2,B,40,2025-12-03,2026-06-10,2026-03-31
                \(last)
                """, to: "content/data/deals-3.csv")
        return folder
    }

    private func figures(
        _ metrics: String, in folder: TemporaryFolder
    ) throws -> [String: Decimal] {
        let outcome = try Program.run(
            "kpi", metrics, "--by", "month", "--last", "3", "--format", "json", in: folder.url)
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        let listing = try JSONDecoder().decode(Listing.self, from: Data(outcome.output.utf8))
        var found: [String: Decimal] = [:]
        for figure in listing.figures { found["\(figure.metric) \(figure.period)"] = figure.value }
        return found
    }

    private static let rest = "3,Lost,30,2026-02-10,2026-03-20,2026-03-31"

    @Test("they are the history of the pipeline, and the last one is what deals are now")
    func history() throws {
        let folder = try workspace(last: Self.rest)
        let found = try figures(
            "open_pipeline,open_deals,weighted_pipeline,won_amount,slip_rate,pipeline_won,"
                + "pipeline_lost,pipeline_added,pipeline_revalued", in: folder)
        #expect(found["open_pipeline 2026-01"] == 150)
        #expect(found["open_pipeline 2026-02"] == 80)
        #expect(found["open_pipeline 2026-03"] == 40)
        #expect(found["open_deals 2026-02"] == 2)
        #expect(found["weighted_pipeline 2026-02"] == 28)
        #expect(found["won_amount 2026-02"] == 120)
        #expect(found["won_amount 2026-03"] == 0)
        // Two were due in March: one was lost, one put off.
        #expect(found["slip_rate 2026-03"] == 0.5)
        #expect(found["pipeline_won 2026-02"] == 100)
        #expect(found["pipeline_added 2026-02"] == 30)
        #expect(found["pipeline_revalued 2026-03"] == -10)
        #expect(found["pipeline_lost 2026-03"] == 30)
    }

    @Test("a deal that is exported twice on one day, or on none, is an error at its line")
    func repeated() throws {
        let twice = try workspace(last: "2,B,40,2025-12-03,2026-06-10,2026-03-31")
        let outcome = try Program.run("kpi", "open_deals", in: twice.url)
        #expect(outcome.exitCode == 1)
        #expect(outcome.errors.contains("content/data/deals-3.csv:4:1: error: the deal '2'"))
        let undated = try workspace(last: "3,Lost,30,2026-02-10,2026-03-20,")
        let other = try Program.run("kpi", "open_deals", in: undated.url)
        #expect(other.exitCode == 1)
        #expect(other.errors.contains("content/data/deals-3.csv:4:1: error: 'snapshot'"))
    }

    @Test("before the first export nothing is known, between two what came and went was there")
    func between() throws {
        let folder = try workspace(
            last: Self.rest + "\n5,Lost,60,2025-03-05,2025-11-20,2026-03-31\n"
                + "6,Lost,80,2026-03-02,2026-03-30,2026-03-31")
        let found = try figures("open_pipeline,pipeline_added,pipeline_lost", in: folder)
        #expect(found["open_pipeline 2026-01"] == 150)
        #expect(found["open_pipeline 2026-02"] == 80)
        #expect(found["open_pipeline 2026-03"] == 40)
        #expect(found["pipeline_lost 2026-03"] == 30)
        let before = try Program.run("kpi", "open_pipeline", "--period", "2025-12", in: folder.url)
        #expect(before.output.contains("n/a"))
    }

    @Test("a deal that is missing in the last one is told, as are exports taken after the data")
    func warnings() throws {
        let short = try workspace()
        let missing = try Program.run("kpi", "open_deals", in: short.url)
        #expect(missing.errors.contains("deal-vanished"))
        let early = try workspace(asOf: "2026-02-28", last: Self.rest)
        let outcome = try Program.run("kpi", "open_pipeline", "--period", "2026-02", in: early.url)
        #expect(outcome.errors.contains("snapshot-late"))
        #expect(outcome.output.contains("80"))
    }
}
