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
        private let captured: TemporaryFolder

        init(of folder: TemporaryFolder) async throws {
            captured = try TemporaryFolder()
            try captured.write("", to: "errors")
            process.executableURL = Program.executable
            process.arguments = ["serve", "--port", "0"]
            process.currentDirectoryURL = folder.url
            process.standardInput = FileHandle.nullDevice
            process.standardOutput = FileHandle.nullDevice
            process.standardError = try FileHandle(
                forWritingTo: captured.url.appending(path: "errors"))
            try process.run()
            var found: URL?
            let deadline = Date().addingTimeInterval(20)
            while found == nil, Date() < deadline {
                let line = try captured.text("errors").split(separator: "\n").first {
                    $0.hasPrefix("preview: http://127.0.0.1:") && $0.hasSuffix("/")
                }
                found = line.flatMap { URL(string: String($0.dropFirst("preview: ".count))) }
                try await Task.sleep(for: .milliseconds(20))
            }
            address = try #require(found, "no address was printed")
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

        /// Asks again until the answer is as awaited; false after some seconds.
        func becomes(
            _ path: String = "", _ isAwaited: (_ status: Int, _ text: String) -> Bool
        ) async throws -> Bool {
            let deadline = Date().addingTimeInterval(20)
            while Date() < deadline {
                let answer = try await get(path)
                if isAwaited(answer.status, answer.text) { return true }
                try await Task.sleep(for: .milliseconds(50))
            }
            return false
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
        let preview = try await Preview(of: folder)
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

    @Test("a port that another preview has is told, with the exit code for what is not there")
    func takenPort() async throws {
        let first = try starter()
        let second = try starter()
        let preview = try await Preview(of: first)
        let port = try #require(preview.address.port)
        let outcome = try Program.run(
            "serve", "--port", "\(port)", in: second.url)
        #expect(outcome.exitCode == 69)
        #expect(outcome.errors.contains("port \(port) is taken"), "\(outcome.errors)")
    }
}
