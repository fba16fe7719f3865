import Foundation
import Testing

/// What a browser, a validator and the rules of accessibility say of finished pages.
struct PageReport {
    struct Finding: Decodable {
        var page: String
        var view: String
        var problem: String
    }

    /// A drawing as assistive technology is told of it.
    struct Name: Decodable {
        var page: String
        var name: String
        var description: String
    }

    var findings: [Finding]
    var names: [Name]

    /// Checks pages in a real Chromium; the test fails when something that it needs is missing.
    init(of pages: [String], in folder: URL, checks: String, areFragments: Bool = false) throws {
        let python = Place.project.appending(path: ".build/checks/bin/python")
        try #require(
            FileManager.default.isExecutableFile(atPath: python.path),
            "there is no \(python.path): run 'sh .ci/setup tests'")
        let script = Place.project.appending(path: "Tests/RevsiteTests/Scripts/check_pages.py")
        let results = try TemporaryFolder()
        let found = results.url.appending(path: "found.json")
        let told = results.url.appending(path: "names.json")
        let outcome = try Program.run(
            python,
            [
                script.path, "--checks", checks, "--findings", found.path, "--names", told.path,
                "--parallel", "2",
            ] + (areFragments ? ["--fragment"] : []) + pages, in: folder)
        try #require(outcome.exitCode == 0, "\(outcome.all)")
        let decoder = JSONDecoder()
        findings = try decoder.decode([Finding].self, from: Data(contentsOf: found))
        names = try decoder.decode([Name].self, from: Data(contentsOf: told))
    }
}
