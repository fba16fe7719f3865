import Diagnostics
import ProgramRunning
import TestSupport
import Testing

private let place = Diagnostics.SourceLocation(path: "revsite.yml", line: 4, column: 3)

@Suite("Commands in settings")
struct CommandTests {
    @Test("variables are filled in where they stand, and nothing else is")
    func fills() throws {
        let filled = try fillEnvironment(
            ["psql", "${env:URL}", "-c ${env:A}${env:B}", "$A ${A} ${env", "${env:EMPTY}"],
            environment: [
                "URL": "postgres://u:p%40ss@h/d", "A": "aa1", "B": "${env:A}", "EMPTY": "",
            ]
        ).get()
        #expect(
            filled.arguments == [
                "psql", "postgres://u:p%40ss@h/d", "-c aa1${env:A}", "$A ${A} ${env", "",
            ])
        #expect(filled.redaction.removed(from: "failed: p@ss aa1 p%40ss") == "failed: *** *** ***")
    }

    @Test("variables that are not set or not named are all told")
    func unset() {
        let result = fillEnvironment(
            ["${env:ONE} ${env:TWO}", "${env:ONE}", "${env:}", "${env:A-B}", "${env:OPEN"],
            environment: [:])
        #expect(
            result
                == .failure(
                    UnfilledArguments(
                        unset: ["ONE", "TWO"], malformed: ["${env:}", "${env:A-B}", "${env:OPEN"])))
        guard case .failure(let problem) = result else { return }
        let found = CommandWording(["psql"], at: place).unfilled(problem)
        #expect(found.count == 5)
        #expect(found[0].message.contains("'ONE'"))
    }

    @Test("secrets are removed, the longest first, line by line and in addresses")
    func redaction() {
        let redaction = Redaction(["pass", "password", "line one\nline two", ""])
        #expect(redaction.removed(from: "password pass") == "*** ***")
        #expect(redaction.removed(from: "at line two:") == "at ***:")
        #expect(Redaction([]).removed(from: "x") == "x")
        #expect(Redaction(["x"]).removed(from: "xx") == "******")
    }

    @Test("a secret that is cut at the middle of a long standard error is not shown in part")
    func cutSecret() throws {
        let secret = "S3CRET" + String(repeating: "k", count: 50) + "TERCES"
        for shift in stride(from: 0, through: 60, by: 7) {
            let script = try Script(
                """
                head -c \(4096 - shift) /dev/zero | tr '\\0' a >&2
                printf '%s' "$1" >&2
                head -c 20000 /dev/zero | tr '\\0' b >&2
                printf '%s' "$1" >&2
                head -c \(4096 - shift) /dev/zero | tr '\\0' c >&2
                """)
            let (_, result) = try output(
                of: script.call([secret], redaction: Redaction([secret])))
            let text = result.standardError
            #expect(!text.contains("S3C") && !text.contains("kk") && !text.contains("CES"))
            #expect(text.contains("aaa") && text.contains("ccc"))
        }
    }

    @Test("a command that fails is told with its exit code and what it said")
    func failed() throws {
        let script = try Script("printf 'no \\033[31maccess\\n\\nfor user tok-1234\\n' >&2; exit 2")
        let redaction = Redaction(["tok-1234"])
        let (_, result) = try output(of: script.call(redaction: redaction))
        let wording = CommandWording(["export", "${env:TOKEN}"], at: place, redaction: redaction)
        let found = try #require(wording.problem(with: result, timeout: 60))
        #expect(found.id == "command-failed")
        #expect(
            found.message
                == "the command 'export' ended with exit code 2: no \u{FFFD}[31maccess / for user ***"
        )
        #expect(found.location == place)
    }

    @Test("each ending has a rule of its own")
    func rules() {
        func result(_ change: (inout ProgramResult) -> Void) -> ProgramResult {
            var result = ProgramResult(
                ending: .exited(0), standardError: "", timedOut: false, wasStopped: false,
                outputCount: 5, endsWithLineBreak: true)
            change(&result)
            return result
        }
        let wording = CommandWording(["psql"], at: place)
        func id(_ change: (inout ProgramResult) -> Void) -> String? {
            wording.problem(with: result(change), timeout: 9)?.id
        }
        #expect(id { _ in } == nil)
        #expect(id { $0.outputCount = 0 } == "command-empty")
        #expect(id { $0.ending = .signalled(15) } == "command-failed")
        #expect(id { $0.timedOut = true } == "command-timeout")
        #expect(id { $0.wasStopped = true } == nil)
        #expect(wording.incomplete(result { _ in }, line: 7).id == "command-incomplete")
        #expect(wording.notAllowed().id == "command-not-allowed")
        let missing = wording.notStarted(.notFound("psql", nearest: "pgsql"))
        #expect(missing.id == "command-not-found")
        #expect(missing.remedy == "did you mean 'pgsql'?")
    }

    @Test("of much on standard error the first lines and the last are told")
    func manyLines() {
        let lines = (1...9).map { "line \($0)" }.joined(separator: "\n")
        let result = ProgramResult(
            ending: .exited(1), standardError: lines, timedOut: false, wasStopped: false,
            outputCount: 0, endsWithLineBreak: false)
        let message = CommandWording(["x"], at: place).failed(result).message
        #expect(message.hasSuffix(": line 1 / line 2 / line 3 / line 4 / … / line 9"))
    }
}
