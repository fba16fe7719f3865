import Foundation
import Testing

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// The preview as an author has it beside the editor.
@Suite("the preview", .serialized) struct ServeTests {
    /// A preview that is ended with the value.
    private final class Preview {
        let process = Process()
        let address: URL
        private let told: LineReader

        init(of folder: TemporaryFolder) throws {
            let pipe = Pipe()
            process.executableURL = Program.executable
            process.arguments = ["serve", "--port", "0"]
            process.currentDirectoryURL = folder.url
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = FileHandle.nullDevice
            process.standardError = pipe
            try process.run()
            told = LineReader(pipe.fileHandleForReading)
            var line = told.next()
            while let other = line, !other.hasPrefix("preview: ") { line = told.next() }
            let text = try #require(line, "no address was printed")
            address = try #require(URL(string: String(text.dropFirst("preview: ".count))))
        }

        deinit { end() }

        func end() {
            guard process.isRunning else { return }
            kill(process.processIdentifier, SIGTERM)
            process.waitUntilExit()
        }

        func get(_ path: String = "") async throws -> (status: Int, text: String) {
            let (data, response) = try await URLSession.shared.data(
                from: address.appending(path: path))
            let status = (response as? HTTPURLResponse)?.statusCode ?? 0
            return (status, String(decoding: data, as: UTF8.self))
        }

        /// Asks again after each build until the answer is as awaited; false where none follows.
        func becomes(
            _ path: String = "", _ isAwaited: (_ status: Int, _ text: String) -> Bool
        ) async throws -> Bool {
            repeat {
                let answer = try await get(path)
                if isAwaited(answer.status, answer.text) { return true }
            } while told.next() != nil
            return false
        }
    }

    /// The lines of a pipe as they come.
    private final class LineReader {
        private let handle: FileHandle
        private var bytes: [UInt8] = []

        init(_ handle: FileHandle) { self.handle = handle }

        /// The next line; nil at the end, or where nothing comes for too long.
        func next() -> String? {
            while true {
                if let end = bytes.firstIndex(of: 10) {
                    defer { bytes.removeSubrange(...end) }
                    return String(decoding: bytes[..<end], as: UTF8.self)
                }
                var source = pollfd(
                    fd: handle.fileDescriptor, events: Int16(POLLIN), revents: 0)
                guard poll(&source, 1, 20_000) > 0 else { return nil }
                let more = handle.availableData
                if more.isEmpty { return nil }
                bytes += more
            }
        }
    }

    private func starter() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        _ = try Program.run("init", ".", in: folder.url)
        return folder
    }

    @Test("a page that is saved is shown, a mistake is shown over the last good page")
    func followsAuthor() async throws {
        let folder = try starter()
        let preview = try Preview(of: folder)
        #expect(try await preview.becomes { $0 == 200 && $1.contains("Revenue of the quarter") })
        try folder.replace("Revenue of the quarter", with: "All we sold", in: "content/index.md")
        #expect(try await preview.becomes { $1.contains("All we sold") })
        let settings = try folder.text("content/revsite.yml")
        try folder.write(settings + "peroid: 2026\n", to: "content/revsite.yml")
        let line = settings.split(separator: "\n", omittingEmptySubsequences: false).count
        #expect(
            try await preview.becomes {
                $1.contains("content/revsite.yml:\(line):1") && $1.contains("[unknown-key]")
                    && $1.contains("All we sold")
            })
        try folder.write(settings, to: "content/revsite.yml")
        #expect(
            try await preview.becomes {
                !$1.contains("content/revsite.yml") && $1.contains("All we sold")
            })
        #expect(try await preview.get("regions.html").status == 200)
        try folder.remove("content/regions.md")
        #expect(try await preview.becomes("regions.html") { status, _ in status == 404 })
        preview.end()
        #expect(!preview.process.isRunning)
    }

    @Test("a page is exchanged in place, and its script sorts, filters and searches the new one")
    func scriptGoesOn() async throws {
        let python = Place.project.appending(path: ".build/checks/bin/python")
        try #require(
            FileManager.default.isExecutableFile(atPath: python.path),
            "there is no \(python.path): run 'sh .ci/setup tests'")
        let folder = try Accounts.workspace()
        let more = Array("abcdefghijklmn")
        try folder.write(
            Accounts.customers + more.map { "d\($0),Firm \($0),Small firms\n" }.joined(),
            to: "content/data/customers.csv")
        try folder.write(
            Accounts.rows + more.map { "2026-01-05,7.00,d\($0)\n" }.joined(),
            to: "content/data/revenue.csv")
        let preview = try Preview(of: folder)
        #expect(try await preview.becomes { status, _ in status == 200 })
        let script = Place.project.appending(
            path: "Tests/RevsiteTests/Scripts/preview_keeps_script.py")
        let outcome = try Program.run(
            python,
            [
                script.path, preview.address.absoluteString,
                folder.url.appending(path: "content/index.md").path,
                preview.address.appending(path: "customers/index.html").absoluteString,
            ], environment: ["PYTHONDONTWRITEBYTECODE": "1"])
        #expect(outcome.exitCode == 0, "\(outcome.all)")
        #expect(outcome.output == "")
    }

    @Test("links to other hosts are followed where that is asked for, and only there")
    func externalLinks() async throws {
        let site = try starter()
        let preview = try Preview(of: site)
        #expect(try await preview.becomes { status, _ in status == 200 })
        let host = preview.address.absoluteString
        let folder = try Accounts.workspace()
        try folder.write(
            Accounts.index + "\n[Here](\(host)#top), [gone](\(host)gone.html#a)\n",
            to: "content/index.md")
        try folder.write(
            "## Links\n\nSee [nobody](http://127.0.0.1:1/) and [here](\(host)).\n",
            to: "content/customers/c1.md")
        let plain = try Program.run("build", in: folder.url)
        #expect(plain.exitCode == 0, "\(plain.all)")
        #expect(!plain.errors.contains("external-"))
        let outcome = try Program.run("build", "--check-external", in: folder.url)
        preview.end()
        #expect(site.has("content/index.md"))
        #expect(outcome.exitCode == 1)
        let lines = outcome.errors.split(separator: "\n")
        #expect(lines.count == 3, "\(outcome.errors)")
        #expect(
            outcome.errors.contains(
                ": error: '\(host)gone.html#a' is not there: answer 404"),
            "\(outcome.errors)")
        #expect(
            outcome.errors.contains("content/customers/c1.md:3:5: warning: 'http://127.0.0.1:1/'"),
            "\(outcome.errors)")
        // What was found is not told again by a build that did not ask.
        let again = try Program.run("build", in: folder.url)
        #expect(again.exitCode == 0 && !again.errors.contains("external-"), "\(again.all)")
        let lacking = try Program.run(
            Program.executable, ["check", "--check-external"], in: folder.url,
            environment: ["PATH": folder.url.path])
        #expect(lacking.exitCode == 69)
        #expect(lacking.errors.contains("apt-get install curl"), "\(lacking.errors)")
    }

    @Test("what a build does is told on a terminal, and nowhere else")
    func progress() throws {
        let folder = try Accounts.workspace()
        let command = "\(Program.executable.path) build"
        let outcome = try Program.run(
            URL(filePath: "/usr/bin/script"), ["-qec", command, "/dev/null"], in: folder.url)
        #expect(outcome.exitCode == 0, "\(outcome.all)")
        #expect(outcome.output.contains("\r\u{1B}[2Kpages: 7 of 7"), "\(outcome.output)")
        #expect(outcome.output.contains("\r\u{1B}[2Koutput/index.html: "), "\(outcome.output)")
        let plain = try Program.run("build", "--no-cache", in: folder.url)
        #expect(!plain.errors.contains("\u{1B}") && !plain.errors.contains("pages:"))
    }

    @Test("a port that another preview has is told, with the exit code for what is not there")
    func takenPort() async throws {
        let first = try starter()
        let second = try starter()
        let preview = try Preview(of: first)
        let port = try #require(preview.address.port)
        let outcome = try Program.run(
            "serve", "--port", "\(port)", in: second.url)
        #expect(outcome.exitCode == 69)
        #expect(outcome.errors.contains("port \(port) is taken"), "\(outcome.errors)")
    }
}
