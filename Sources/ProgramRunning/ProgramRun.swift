import Dispatch
import Glibc
import Subprocess
import Synchronization
import SystemPackage

/// The life of one program, between the thread that reads its output and the queue that serves it.
final class ProgramRun: Sendable {
    private struct State {
        var chunks: [[UInt8]] = []
        var queuedCount = 0
        var isOutputOver = false
        /// Callers that wait for a chunk, and who waits for room.
        var waiting = 0
        var producer: CheckedContinuation<Void, Never>?
        /// Set while the program's number is its own.
        var group: ProcessGroup?
        var errorOutput: ErrorOutput
        var outputCount = 0
        var lastByte: UInt8?
        var timedOut = false
        var wasStopped = false
        var problem: ProgramError?
        var result: ProgramResult?
    }

    private let call: ProgramCall
    private let path: String
    private let mark = String(UInt64.random(in: .min ... .max), radix: 36)
    private let queue: ProgramQueue
    private let state: Mutex<State>
    private let hasOutput = DispatchSemaphore(value: 0)
    private let hasStarted = DispatchSemaphore(value: 0)
    private let hasEnded = DispatchSemaphore(value: 0)
    private let isTidied = DispatchSemaphore(value: 0)

    /// Output that waits for its reader; beyond it the program waits.
    private static let queueLimit = 1 << 20

    init(_ call: ProgramCall, path: String) {
        self.call = call
        self.path = path
        queue = ProgramQueue()
        state = Mutex(State(errorOutput: ErrorOutput(call.redaction)))
    }

    /// Starts the program and waits until it runs.
    func start() -> ProgramError? {
        Task(executorPreference: queue) { await self.perform() }
        hasStarted.wait()
        return state.withLock { $0.problem }
    }

    func nextChunk() -> [UInt8]? {
        while true {
            let (chunk, isOver, producer) = state.withLock { state in
                if state.chunks.isEmpty {
                    if !state.isOutputOver { state.waiting += 1 }
                    return ([UInt8]?.none, state.isOutputOver, state.producer.take())
                }
                let chunk = state.chunks.removeFirst()
                state.queuedCount -= chunk.count
                return (chunk, false, state.producer.take())
            }
            producer?.resume()
            if chunk != nil || isOver { return chunk }
            hasOutput.wait()
        }
    }

    /// Ends the program where its output was not read to the end.
    func stop() {
        let producer = state.withLock { state in
            if state.result == nil, state.problem == nil,
                !state.isOutputOver || !state.chunks.isEmpty
            {
                state.wasStopped = true
            }
            state.chunks = []
            state.queuedCount = 0
            return state.producer.take()
        }
        producer?.resume()
        if state.withLock({ $0.wasStopped }) { terminate() }
    }

    func waitForResult() -> ProgramResult {
        hasEnded.wait()
        // Whoever asks again is answered as well.
        hasEnded.signal()
        // The library closes its files where all tasks run; it is waited for, but not for long, as
        // all the threads there may wait here.
        if isTidied.wait(timeout: .now() + .milliseconds(50)) == .success { isTidied.signal() }
        return state.withLock { state in
            state.result
                ?? ProgramResult(
                    ending: .exited(127), standardError: state.errorOutput.text, timedOut: false,
                    wasStopped: true, outputCount: 0, endsWithLineBreak: false)
        }
    }

    /// Asks the group to end, and ends it a second later.
    private func terminate() {
        send(SIGTERM)
        queue.after(milliseconds: 1000) { self.send(SIGKILL) }
    }

    private func send(_ signal: Int32) {
        state.withLock { state in state.group?.send(signal) }
    }
}

extension ProgramRun {
    private func perform() async {
        var options = PlatformOptions()
        options.createSession = true
        var variables: [Environment.Key: String?] = [:]
        for (name, value) in call.environment {
            if let key = Environment.Key(rawValue: name) { variables[key] = value }
        }
        if let key = Environment.Key(rawValue: ProcessGroup.variable) { variables[key] = mark }
        let configuration = Configuration(
            executable: .path(FilePath(path)),
            arguments: Arguments(
                executablePathOverride: call.arguments[0],
                remainingValues: Array(call.arguments.dropFirst())),
            environment: .inherit.updating(variables),
            workingDirectory: call.workingFolder.map { FilePath($0) }, platformOptions: options)
        do {
            // The library ends its own work on the threads that all tasks share. They may all be
            // taken by callers that wait for this result, so it is told before.
            _ = try await Subprocess.run(
                configuration, input: .none, output: .sequence, error: .sequence
            ) { execution in
                await self.serve(
                    execution.processIdentifier.value, output: execution.standardOutput,
                    error: execution.standardError)
            }
            isTidied.signal()
        } catch {
            isTidied.signal()
            if state.withLock({ $0.result != nil }) { return }
            let reason =
                (error as? SubprocessError).map {
                    "\($0.underlyingError?.description ?? $0.description)"
                }
                ?? "\(error)"
            state.withLock { state in
                state.problem = .notStarted(call.arguments[0], reason: reason)
                state.isOutputOver = true
            }
            hasStarted.signal()
            hasEnded.signal()
        }
    }

    /// Reads all that the program says and waits for its end.
    private func serve(
        _ process: pid_t, output: SubprocessOutputSequence, error: SubprocessOutputSequence
    ) async {
        let group = ProcessGroup(leader: process, mark: mark)
        state.withLock { $0.group = group }
        hasStarted.signal()
        if let timeout = call.timeout {
            queue.after(milliseconds: max(0, timeout) * 1000) { self.endOfTime() }
        }
        await withTaskGroup { tasks in
            tasks.addTask { await self.readOutput(output) }
            tasks.addTask { await self.readErrors(error) }
        }
        // A program may close both and work on.
        var pause = 1
        var ending = group.ending
        while ending == nil {
            await queue.pause(milliseconds: pause)
            pause = min(pause * 2, 50)
            ending = group.ending
        }
        state.withLock { $0.group = nil }
        group.endRest()
        finish(ending ?? .exited(255))
    }

    private func endOfTime() {
        let isLate = state.withLock { state in
            guard let group = state.group, group.ending == nil, !state.wasStopped else {
                return false
            }
            state.timedOut = true
            return true
        }
        if isLate { terminate() }
    }

    private func readOutput(_ output: SubprocessOutputSequence) async {
        do {
            for try await buffer in output {
                let chunk = buffer.withUnsafeBytes { Array($0) }
                if chunk.isEmpty { continue }
                if !(await hand(chunk)) { break }
            }
        } catch {
            // A pipe that cannot be read has no more to say; the ending tells what happened.
        }
        wake { $0.isOutputOver = true }
    }

    /// Waits for room in the queue; says whether anybody wants more.
    private func hand(_ chunk: [UInt8]) async -> Bool {
        wake { state in
            state.outputCount += chunk.count
            state.lastByte = chunk.last
            guard !state.wasStopped else { return }
            state.chunks.append(chunk)
            state.queuedCount += chunk.count
        }
        await withCheckedContinuation { continuation in
            let hasRoom = state.withLock { state in
                if state.queuedCount < Self.queueLimit || state.wasStopped || state.timedOut {
                    return true
                }
                state.producer = continuation
                return false
            }
            if hasRoom { continuation.resume() }
        }
        return state.withLock { !$0.wasStopped }
    }

    private func wake(_ change: (inout State) -> Void) {
        let waiting = state.withLock { state in
            change(&state)
            defer { state.waiting = 0 }
            return state.waiting
        }
        for _ in 0..<waiting { hasOutput.signal() }
    }

    private func readErrors(_ output: SubprocessOutputSequence) async {
        do {
            for try await buffer in output {
                let chunk = buffer.withUnsafeBytes { Array($0) }
                state.withLock { $0.errorOutput.append(chunk) }
            }
        } catch {
            // As above.
        }
    }

    private func finish(_ ending: ProgramResult.Ending) {
        state.withLock { state in
            state.result = ProgramResult(
                ending: ending, standardError: state.errorOutput.text, timedOut: state.timedOut,
                wasStopped: state.wasStopped, outputCount: state.outputCount,
                endsWithLineBreak: state.lastByte == UInt8(ascii: "\n"))
        }
        hasEnded.signal()
    }
}
