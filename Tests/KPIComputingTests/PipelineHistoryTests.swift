import Diagnostics
import KPIComputing
import ReportModel
import Testing

@Suite("pipeline of past dates")
struct PipelineHistoryTests {
    private static let deals = """
        id,stage,amount,created,closed,owner,type
        1,won,120,2026-01-05,2026-03-10,o1,new
        2,lost,50,2026-01-10,2026-02-20,o1,new
        3,B,80,2026-01-20,2026-07-15,o2,new
        4,A,30,2026-02-10,2026-03-25,o2,renewal
        5,B,10,2026-03-01,2026-03-31,o2,new
        """
    private static let log = """
        id,at,stage,amount,closed
        1,2026-01-05,A,100,2026-02-28
        1,2026-02-10,B,120,2026-03-10
        1,2026-03-10,won,,
        2,2026-01-10,A,50,2026-02-20
        2,2026-02-20,lost,,
        3,2026-01-20,A,80,2026-03-15
        3,2026-02-05,B,,
        3,2026-03-12,A,,2026-07-15
        3,2026-03-20,B,,
        4,2026-02-10,A,30,2026-03-25
        5,2026-03-01,C,10,2026-03-31
        5,2026-03-05,B,,
        """
    private static let stages =
        "stages: [{name: A, probability: 0.1}, {name: B, probability: 0.5}, {name: C}]"

    private func company(options: String = stages) throws -> Company {
        try Company(
            asOf: "2026-04-02", options: options,
            [.opportunities: Self.deals, .opportunityHistory: Self.log])
    }

    @Test(
        "what was open, when, and with what",
        arguments: [
            ("open_deals", "2026-01", "3"), ("open_pipeline", "2026-01", "230"),
            ("open_deals", "2026-02", "3"), ("open_pipeline", "2026-02", "230"),
            ("open_deals", "2026-Q1", "3"), ("open_pipeline", "2026-Q1", "120"),
            ("weighted_pipeline", "2026-02", "103"), ("weighted_pipeline", "2026-03", "48"),
            // 31 January less 5, 10 and 20 January.
            ("pipeline_age", "2026-01", "19.3333333333333"),
        ])
    func states(metric: String, period: String, expected: String) throws {
        #expect(try company().value(metric, period) == expected)
    }

    @Test("a balance on the day of the data is compared with that its period began with, no other")
    func runningBalance() throws {
        let company = try company()
        #expect(try company.value("open_pipeline", "2026-Q2") == "120")
        #expect(try company.value("open_pipeline", "2026-Q2", vs: .previousPeriod) == "120")
        #expect(
            try company.value("open_pipeline", "2026-Q2", vs: .previousYear)
                == "n/a: 2026-Q2 is known to 2026-04-02, and is not compared with a whole period")
    }

    @Test("what became of a deal after the data was taken is not known yet")
    func later() throws {
        let tables: [TableName: String] = [
            .opportunities: """
            id,stage,amount,created,closed
            a,lost,70,2026-05-01,2026-09-15
            b,won,30,2026-05-01,2026-08-20
            """,
            .opportunityHistory: """
            id,at,stage,amount,closed
            a,2026-05-01,A,70,2026-09-15
            a,2026-09-15,lost,70,
            b,2026-05-01,A,30,2026-08-20
            b,2026-08-20,won,30,
            """,
        ]
        let company = try Company(
            asOf: "2026-08-31", period: "2026-08", options: Self.stages, tables)
        #expect(try company.value("open_pipeline", "2026-08") == "70")
        #expect(try company.value("pipeline_lost", "2026-08") == "0")
        #expect(try company.value("pipeline_won", "2026-08") == "30")
    }

    @Test("opening, movements and closing of the pipeline tie out, month end against month end")
    func movements() throws {
        let company = try company()
        func value(_ metric: String, _ month: String) throws -> String {
            try company.value(metric, month)
        }
        // In February deal 4 came, 1 grew by 20 and 2 was lost; in March 5 came and 1 was won.
        let steps = ["pipeline_added", "pipeline_revalued", "pipeline_won", "pipeline_lost"]
        // Deal 1 went from A to B with 100 in February, and grew there.
        #expect(try company.value("pipeline_moved", "2026-02", cut: ["stage": "A"]) == "-180")
        #expect(try company.value("pipeline_moved", "2026-02") == "0")
        #expect(try steps.map { try value($0, "2026-02") } == ["30", "20", "0", "50"])
        #expect(try steps.map { try value($0, "2026-03") } == ["10", "0", "120", "0"])
        #expect(try steps.map { try value($0, "2026-Q1") } == ["40", "20", "120", "50"])
        let (computation, _) = try company.measured { planner in
            Movements.requests(of: "open_pipeline", filter: nil, planner)
                + planner.requests(
                    for: Expression(.name("open_pipeline")), dimensions: [], filter: nil)
        }
        let metric = try #require(computation.catalogue.metrics["open_pipeline"])
        let bridge = computation.movementBridge(
            metric, over: try company.period("2026-03"), filter: nil)
        #expect(bridge.isClosed)
        #expect(bridge.steps.map(\.change.shown) == ["10", "0", "0", "-120", "0"])
    }

    @Test("of the deals due when a period began, those still open at its end have slipped")
    func slips() throws {
        let company = try company()
        // In March deals 1, 3 and 4 were due: 1 was won, 3 was put off, 4 is overdue.
        #expect(try company.value("slip_rate", "2026-03") == "0.666666666666667")
        #expect(try company.value("slip_rate", "2026-02") == "0.5")
        #expect(try company.value("slip_rate", "2026-03", cut: ["owner": "o1"]) == "0")
        #expect(try company.value("slip_rate", "2026-04").hasPrefix("n/a"))
    }

    @Test("stages passed: skipped ones count, moves back are undone")
    func conversion() throws {
        let company = try company()
        // A: 1, 2, 3, 4 and 5, which began in C; on went 1, 3 and, before it fell back, 5.
        #expect(try company.value("stage_conversion", "2026-Q1", cut: ["stage": "A"]) == "0.6")
        // B: 1, 3 and 5; on went 1 alone, for 5 fell back from C.
        let second = try company.value("stage_conversion", "2026-Q1", cut: ["stage": "B"])
        #expect(second == "0.333333333333333")
    }

    @Test("without the order of stages there is no conversion, and the reason says so")
    func withoutStages() throws {
        let value = try company(options: "").value("stage_conversion", "2026-Q1")
        #expect(value.contains("stages"), "\(value)")
    }

    @Test("before the log begins nothing is known")
    func beforeTheLog() throws {
        #expect(try company().value("open_pipeline", "2025-12").contains("known from 2026-01"))
    }

    @Test("probabilities of two forms are an error at the row where the second begins")
    func probabilities() throws {
        let deals = "id,stage,amount,probability\n1,A,5,0.2\n2,A,5,1\n3,A,5,40\n"
        let company = try Company(options: Self.stages, [.opportunities: deals])
        #expect(try company.value("weighted_pipeline", "2026") == "error: probability-mixed")
        let whole = "id,stage,amount,probability\n1,A,5,20\n2,A,5,1\n3,A,5,\n"
        let fine = try Company(options: Self.stages, [.opportunities: whole])
        // 20 % and 1 % of 5, and the stage's 10 %.
        #expect(try fine.value("weighted_pipeline", "2026") == "1.55")
        let odd = "id,stage,amount,probability\n1,A,5,20\n2,A,5,1000\n"
        let answer = try Company(options: Self.stages, [.opportunities: odd])
            .answer("weighted_pipeline", "2026")
        #expect(answer.diagnostics.map(\.id).contains("probability-invalid"))
        // What is no probability leaves the stage's.
        #expect(answer.figure.value.number == ExactDecimal("1.5"))
    }
}
