import Foundation
import Testing

/// The demonstration site as readers get it: from a web server, from the disk, by the keyboard.
@Suite(.serialized) struct ServingTests {
    private struct Report: Decodable {
        struct Failure: Decodable {
            var page: String
            var part: String
            var what: String
        }

        var failures: [Failure]
        var pages: Int
        var requests: Int
    }

    private static let missingNginx: Comment = "there is no nginx: run 'sh .ci/setup tests'"

    private static let hasNginx = ["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/bin/nginx"]
        .contains { FileManager.default.isExecutableFile(atPath: $0) }

    private func run(_ script: String, _ arguments: [String]) throws -> Program.Outcome {
        let python = Place.project.appending(path: ".build/checks/bin/python")
        try #require(
            FileManager.default.isExecutableFile(atPath: python.path),
            "there is no \(python.path): run 'sh .ci/setup tests'")
        try #require(Self.hasNginx, Self.missingNginx)
        let place = Place.project.appending(path: "Tests/RevsiteTests/Scripts/\(script)")
        return try Program.run(
            python, [place.path] + arguments, environment: ["PYTHONDONTWRITEBYTECODE": "1"])
    }

    private func built() throws -> TemporaryFolder {
        let workspace = try Place.demonstration()
        let build = try Program.run("build", in: workspace.url)
        try #require(build.exitCode == 0, "\(build.all)")
        return workspace
    }

    @Test("every page is whole below a path, from the disk, without a script and by the keyboard")
    func readersGetAll() throws {
        let workspace = try built()
        let outcome = try run(
            "check_serving.py",
            [workspace.url.appending(path: "output").path, "--sample", "16"])
        try #require(outcome.exitCode == 0, "\(outcome.all)")
        let report = try JSONDecoder().decode(Report.self, from: Data(outcome.output.utf8))
        for failure in report.failures {
            Issue.record("\(failure.page), \(failure.part): \(failure.what)")
        }
        #expect(report.pages == 16)
        #expect(report.requests > 2 * report.pages)
    }

    @Test("the checks of a served site find what is broken in each way, and end their server")
    func checksFindBreaks() throws {
        let workspace = try built()
        let outcome = try run("prove.py", [workspace.url.appending(path: "output").path])
        #expect(outcome.exitCode == 0, "\(outcome.all)")
    }
}
