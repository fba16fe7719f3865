import Diagnostics
import FileAccess
import PageBinding
import ProgramRunning
import ReportModel

/// Links to other hosts, each asked for once by `curl`; made only where somebody asks for it.
enum ExternalLinks {
    private static let atATime = 8
    /// Seconds that one answer may take.
    private static let limit = 30

    /// What became of a question.
    enum Answer: Hashable, Sendable {
        case status(Int)
        /// In curl's own words.
        case none(String)
    }

    /// What is wrong with the links: an error where the page is gone, a warning where nobody answered.
    ///
    /// - Throws: `BuildFailure` where there is no `curl`.
    static func diagnostics(of links: [PlacedLink]) throws -> [Diagnostic] {
        let external = links.filter { link in
            let start = link.destination.prefix(8).lowercased()
            return !link.isImage && (start.hasPrefix("http://") || start.hasPrefix("https://"))
        }
        let addresses = Set(external.map { address(of: $0) }).sorted()
        let answers = try ask(addresses)
        return external.compactMap { link in
            answers[address(of: link)].flatMap { diagnostic(of: link, $0) }
        }
    }

    /// What is after `#` is the browser's.
    private static func address(of link: PlacedLink) -> String {
        String(link.destination.prefix { $0 != "#" })
    }

    private static func diagnostic(of link: PlacedLink, _ answer: Answer) -> Diagnostic? {
        switch answer {
        case .status(200..<400): return nil
        case .status(let code) where code == 404 || code == 410:
            return Diagnostic(
                id: "external-link-gone", "'\(link.destination)' is not there: answer \(code)",
                remedy: "link to where it is now, or leave the link out", at: link.location)
        case .status(let code):
            return Diagnostic(
                .warning, id: "external-link-refused",
                "'\(link.destination)' was not shown: answer \(code)",
                remedy: "look at it in a browser: it may ask for a name and password",
                at: link.location)
        case .none(let reason):
            return Diagnostic(
                .warning, id: "external-link-silent", "'\(link.destination)': \(reason)",
                remedy: "try again later, or correct the host's name", at: link.location)
        }
    }

    private static func ask(_ addresses: [String]) throws(BuildFailure) -> [String: Answer] {
        var answers = try ask(addresses, ["--head"])
        // Some hosts give no head alone.
        let refused = addresses.filter { address in
            if case .status(400..<600)? = answers[address] { true } else { false }
        }
        answers.merge(try ask(refused, [])) { _, second in second }
        return answers
    }

    /// Asks for several at a time: most of it is waiting.
    private static func ask(
        _ addresses: [String], _ further: [String]
    ) throws(BuildFailure) -> [String: Answer] {
        let call = [
            "curl", "--disable", "--silent", "--show-error", "--globoff", "--location",
            "--max-redirs", "10", "--proto", "=http,https", "--proto-redir", "=http,https",
            "--max-time", String(limit), "--output", "/dev/null", "--write-out", "%{http_code}",
        ]
        var answers: [String: Answer] = [:]
        var rest = addresses[...]
        while !rest.isEmpty {
            var programs: [(String, RunningProgram)] = []
            for address in rest.prefix(atATime) {
                do {
                    let program = try RunningProgram(
                        ProgramCall(call + further + ["--url", address], timeout: limit + 5))
                    programs.append((address, program))
                } catch {
                    throw BuildFailure(missing: error)
                }
            }
            for (address, program) in programs { answers[address] = answer(of: program) }
            rest = rest.dropFirst(atATime)
        }
        return answers
    }

    private static func answer(of program: RunningProgram) -> Answer {
        var output: [UInt8] = []
        while let chunk = program.next() { output += chunk }
        let result = program.end()
        if result.isSuccess, let code = Int(String(decoding: output, as: UTF8.self)) {
            return .status(code)
        }
        let said = result.standardError.split(separator: "\n").first.map(String.init)
        return .none(said ?? "no answer within \(limit) seconds")
    }
}

extension BuildFailure {
    /// `curl` is not there, or does not start.
    fileprivate init(missing error: ProgramError) {
        isMissing = true
        isTemporary = false
        message =
            if case .notFound = error {
                "links to other hosts are asked for with curl, which is not there: "
                    + "apt-get install curl"
            } else {
                "links to other hosts are asked for with curl, which does not start: \(error)"
            }
    }
}
