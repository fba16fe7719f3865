import Foundation
import TestSupport
import Testing

/// Same bytes every time, and the old site or the new one at any moment.
@Suite(.serialized) struct PublishingTests {
    private func demonstration() throws -> TemporaryFolder { try Place.demonstration() }

    @Test("two builds in different folders, zones and languages give the same bytes")
    func sameBytes() throws {
        let first = try demonstration()
        let second = try demonstration()
        let one = try Program.run(
            Program.executable, ["build"], in: first.url,
            environment: ["TZ": "Pacific/Auckland", "LC_ALL": "de_DE.UTF-8"])
        let two = try Program.run(
            Program.executable, ["build"], in: second.url,
            environment: ["TZ": "America/Lima", "LC_ALL": "C", "HOME": "/nonexistent"])
        #expect(one.exitCode == 0, "\(one.all)")
        #expect(two.exitCode == 0, "\(two.all)")
        let left = try first.files(in: "output")
        let right = try second.files(in: "output")
        #expect(left.keys.sorted() == right.keys.sorted())
        for (path, bytes) in left { #expect(right[path] == bytes, "\(path) differs") }
        #expect(left.count > 10)
        let again = try Program.run("build", in: first.url)
        #expect(again.errors.contains("0 files written"), "\(again.errors)")
        #expect(try first.files(in: "output") == left)
    }

    @Test("an error leaves the old site as it was")
    func errorKeepsSite() throws {
        let folder = try TemporaryFolder()
        _ = try Program.run("init", ".", in: folder.url)
        _ = try Program.run("build", in: folder.url)
        let before = try folder.files(in: "output")
        try folder.write("---\ntitle: X\n---\n[1%](kpi:nonsense)\n", to: "content/index.md")
        #expect(try Program.run("build", in: folder.url).exitCode == 1)
        #expect(try folder.files(in: "output") == before)
    }

    /// Kills builds of two versions of a site in turn; `REVSITE_KILLS` sets how many.
    @Test("a build that is killed leaves the old site or the new one, whole by its manifest")
    func killed() throws {
        let rounds = ProcessInfo.processInfo.environment["REVSITE_KILLS"].flatMap(Int.init) ?? 60
        var random = SeededNumbers(seed: 0x5EED)
        let workspace = try demonstration()
        let page = try workspace.text("content/index.md")
        let started = Date()
        #expect(try Program.run("build", in: workspace.url).exitCode == 0)
        let whole = Date().timeIntervalSince(started)
        var whileWriting = 0
        for round in 0..<rounds {
            try workspace.write(page + "\nVersion \(round)\n", to: "content/index.md")
            let process = Process()
            process.executableURL = Program.executable
            process.arguments = ["build"]
            process.currentDirectoryURL = workspace.url
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            // Half of the kills come at any moment of the build, half as soon as files are being
            // written, or a little later.
            if round % 2 == 1 {
                while process.isRunning, !isStaging(workspace) {}
            }
            let span = round % 2 == 1 ? whole / 10 : whole * 1.1
            let until = Date().addingTimeInterval(Double.random(in: 0...span, using: &random))
            while Date() < until, process.isRunning {}
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
            if isStaging(workspace) { whileWriting += 1 }
            try expectWhole(workspace, round)
        }
        print("kills: \(rounds), while files were being written: \(whileWriting)")
        #expect(whileWriting >= rounds / 5, "only \(whileWriting) of \(rounds) hit the writing")
        #expect(try Program.run("build", in: workspace.url).exitCode == 0)
        try expectWhole(workspace, rounds)
    }

    private func isStaging(_ workspace: TemporaryFolder) -> Bool {
        let staging = workspace.url.appending(path: ".revsite/staging-site").path
        return (try? FileManager.default.contentsOfDirectory(atPath: staging))?.isEmpty == false
    }

    private func expectWhole(_ workspace: TemporaryFolder, _ round: Int) throws {
        let files = try workspace.files(in: "output")
        let manifest = try #require(files["manifest.json"], "round \(round): no manifest")
        let decoded = try #require(
            try JSONSerialization.jsonObject(with: manifest) as? [String: [String: String]])
        let listed = try #require(decoded["files"])
        let present = Set(files.keys).subtracting(["manifest.json", ".gitkeep"])
        #expect(Set(listed.keys) == present, "round \(round)")
        for (path, hash) in listed {
            #expect(files[path].map(sha256) == hash, "round \(round): \(path)")
        }
    }

    @Test("two builds at once both end well, one after the other")
    func twoAtOnce() throws {
        let workspace = try demonstration()
        let processes = try (0..<3).map { _ in
            let process = Process()
            process.executableURL = Program.executable
            process.arguments = ["build"]
            process.currentDirectoryURL = workspace.url
            process.standardError = FileHandle.nullDevice
            try process.run()
            return process
        }
        for process in processes {
            process.waitUntilExit()
            #expect(process.terminationStatus == 0 || process.terminationStatus == 75)
        }
        try expectWhole(workspace, 0)
    }
}
