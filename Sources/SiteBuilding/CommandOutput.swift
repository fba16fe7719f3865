import Diagnostics
import FileAccess
import ProgramRunning
import ReportModel
import Synchronization
import TableReading

/// Whether tables may come from commands, and what these may know.
package struct CommandPermission: Sendable {
    package var isGiven: Bool
    /// The variables that `${env:NAME}` is filled from.
    package var environment: [String: String]
    /// Those that run, for whoever ends the run before its time.
    package let running = RunningCommands()

    package init(isGiven: Bool = false, environment: [String: String] = [:]) {
        self.isGiven = isGiven
        self.environment = environment
    }

    struct Refusal: Error {
        var diagnostics: [Diagnostic]
    }

    /// Starts a table's command in a folder.
    func start(
        _ arguments: [String], timeout: Int, in folder: String, at location: SourceLocation
    ) -> Result<CommandOutput, Refusal> {
        let wording = CommandWording(arguments, at: location)
        if !isGiven { return .failure(Refusal(diagnostics: [wording.notAllowed()])) }
        switch fillEnvironment(arguments, environment: environment) {
        case .failure(let problem):
            return .failure(Refusal(diagnostics: wording.unfilled(problem)))
        case .success(let filled):
            do throws(ProgramError) {
                let call = ProgramCall(
                    filled.arguments, workingFolder: folder, timeout: timeout,
                    redaction: filled.redaction)
                let program = try RunningProgram(call)
                running.add(program)
                return .success(
                    CommandOutput(
                        program, name: "(output of \(arguments.first ?? "a command"))",
                        timeout: timeout,
                        wording: CommandWording(
                            arguments, at: location, redaction: filled.redaction),
                        redaction: filled.redaction))
            } catch {
                return .failure(Refusal(diagnostics: [wording.notStarted(error)]))
            }
        }
    }
}

/// The programs of a run that were started.
package final class RunningCommands: Sendable {
    private let programs = Mutex<[RunningProgram]>([])

    func add(_ program: RunningProgram) { programs.withLock { $0.append(program) } }

    /// Ends all of them, with all that they started.
    package func end() {
        for program in programs.withLock({ $0 }) { _ = program.end() }
    }
}

/// What a command prints, read once, after a look at its beginning.
final class CommandOutput: Sendable {
    let name: String
    private let program: RunningProgram
    private let timeout: Int
    private let wording: CommandWording
    /// What nobody may see of what it was given, wherever it turns up.
    let redaction: Redaction
    private let state = Mutex(State())

    private struct State {
        /// Bytes that were looked at and are to be read again.
        var kept: [UInt8] = []
        var isKeeping = false
        var piece: [UInt8] = []
        var position = 0
        var digest = Digest256()
        var lineBreaks = 0
    }

    init(
        _ program: RunningProgram, name: String, timeout: Int, wording: CommandWording,
        redaction: Redaction
    ) {
        self.redaction = redaction
        self.program = program
        self.name = name
        self.timeout = timeout
        self.wording = wording
    }

    /// Its output from the beginning.
    ///
    /// - Parameter keeps: Whether what is taken now is given again to the next reader.
    func source(keeps: Bool) -> ByteSource {
        state.withLock { state in
            state.piece = state.kept + state.piece[state.position...]
            state.position = 0
            state.kept = []
            state.isKeeping = keeps
        }
        return ByteSource(
            path: name, fill: { self.fill(&$0, from: $1) },
            digest: { self.state.withLock { $0.digest.finish() } })
    }

    private func fill(_ buffer: inout [UInt8], from start: Int) -> Int {
        var bytes: [UInt8] = []
        swap(&bytes, &buffer)
        defer { swap(&bytes, &buffer) }
        return state.withLock { state in
            while state.position == state.piece.count {
                guard let next = program.next() else { return 0 }
                state.piece = next
                state.position = 0
            }
            let count = min(state.piece.count - state.position, bytes.count - start)
            let taken = state.piece[state.position..<state.position + count]
            bytes.replaceSubrange(start..<start + count, with: taken)
            state.position += count
            if state.isKeeping {
                state.kept += taken
            } else {
                state.digest.update(Array(taken))
                for byte in taken where byte == UInt8(ascii: "\n") { state.lineBreaks += 1 }
            }
            return count
        }
    }

    /// What is wrong with how the command ended, then what is wrong with what it printed.
    func explain(_ found: [Diagnostic]) -> [Diagnostic] {
        let result = program.end()
        if let problem = wording.problem(with: result, timeout: timeout) {
            // Of a command that failed nobody wants to know how its output looks.
            return [problem]
        }
        // A last line without its end may be half of one, and half a number is a number.
        if result.isSuccess, !result.endsWithLineBreak {
            let line = state.withLock { $0.lineBreaks + 1 }
            return [wording.incomplete(result, line: line)] + found
        }
        return found
    }
}
