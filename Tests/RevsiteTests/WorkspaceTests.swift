import Foundation
import Testing

/// Workspaces with public data whose figures others have published.
@Suite struct WorkspaceTests {
    private struct Expectation: Decodable {
        struct Line: Decodable {
            var args: String
            var value: Double
            var tolerance: Double
            var cut: [String: String]?
        }
        var figures: [Line]
    }

    private struct Answer: Decodable {
        struct Figure: Decodable {
            var metric: String
            var cut: [String: String]
            var value: Double?
        }
        var figures: [Figure]
    }

    @Test(
        "a public workspace builds, and every figure is the published one",
        arguments: [
            "maven-crm", "mrr-playbook", "northwind", "superstore-comma", "uci-retail",
        ])
    func publicWorkspace(name: String) throws {
        let shared = try #require(Place.shared, Place.missingShared)
        let source = shared.appending(path: "workspaces").appending(path: name)
        let workspace = try Place.copy(source)
        let build = try Program.run("build", in: workspace.url)
        #expect(build.exitCode == 0, "\(build.all)")
        #expect(
            FileManager.default.fileExists(
                atPath: workspace.url.appending(path: "output/index.html").path))
        let expectation = try JSONDecoder().decode(
            Expectation.self, from: Data(contentsOf: source.appending(path: "expected.json")))
        #expect(!expectation.figures.isEmpty)
        for line in expectation.figures {
            let arguments =
                ["kpi"] + line.args.split(separator: " ").map(String.init) + ["--format", "json"]
            let outcome = try Program.run(
                Program.executable, arguments, in: workspace.url)
            #expect(outcome.exitCode == 0, "\(line.args): \(outcome.all)")
            let answer = try JSONDecoder().decode(Answer.self, from: Data(outcome.output.utf8))
            let figures = answer.figures.filter { $0.cut == line.cut ?? [:] }
            #expect(figures.count == 1, "\(line.args) \(line.cut ?? [:])")
            let value = try #require(figures.first?.value, "\(line.args) is undefined")
            // A tolerance of 0 means the same number, which both sides read into the same Double.
            #expect(
                abs(value - line.value) <= line.tolerance,
                "\(line.args) \(line.cut ?? [:]): \(value), expected \(line.value)")
        }
    }

    @Test("money is printed exactly, a quotient with 15 digits")
    func exactNumbers() throws {
        let shared = try #require(Place.shared, Place.missingShared)
        let workspace = try Place.copy(shared.appending(path: "workspaces/northwind"))
        let outcome = try Program.run(
            "kpi", "revenue", "average_order_value", "--format", "json", in: workspace.url)
        #expect(outcome.output.contains("\"value\": 617085.2035,"))
        #expect(outcome.output.contains("\"value\": 1512.46373406863,"))
    }

    @Test("a claim that is not true fails the check and names place, both figures and the remedy")
    func falseClaim() throws {
        let shared = try #require(Place.shared, Place.missingShared)
        let workspace = try Place.copy(shared.appending(path: "workspaces/maven-crm"))
        #expect(try Program.run("check", in: workspace.url).exitCode == 0)
        let page = try workspace.text("content/index.md")
        let changed = page.replacingOccurrences(of: "63.2%", with: "64.2%")
        try #require(changed != page)
        try workspace.write(changed, to: "content/index.md")
        let outcome = try Program.run("check", in: workspace.url)
        #expect(outcome.exitCode == 1)
        let lines = changed.components(separatedBy: "\n")
        let line = try #require(lines.firstIndex { $0.contains("64.2%") })
        let before = try #require(lines[line].range(of: "64.2%"))
        let column = lines[line][..<before.lowerBound].utf8.count + 1
        #expect(
            outcome.errors.contains("content/index.md:\(line + 1):\(column): error: "),
            "\(outcome.errors)")
        #expect(outcome.errors.contains("64.2%"))
        #expect(outcome.errors.contains("63.2%"))
        #expect(outcome.errors.contains("[63.2%](kpi:win_rate)"))
        #expect(outcome.errors.contains("[claim-false]"))
        #expect(
            !FileManager.default.fileExists(
                atPath: workspace.url.appending(path: "output").path))
    }
}
