import Dispatch
import Glibc
import Subprocess
import Synchronization
import SystemPackage

/// A program while it runs, for a caller that reads its output piece by piece and waits for it.
///
/// The program and all that it starts are ended when its time is over, when `end` is called before
/// its output was read, and when the last reference to it goes. Nothing that has to happen for a
/// waiting caller happens on the threads of Swift's tasks, so these may all be waiting callers.
package final class RunningProgram: Sendable {
    private let run: ProgramRun

    /// Starts the program.
    ///
    /// - Throws: `ProgramError` where it cannot be started.
    package init(_ call: ProgramCall) throws(ProgramError) {
        guard let name = call.arguments.first, !name.isEmpty else { throw .noArguments }
        if let index = call.arguments.firstIndex(where: { $0.utf8.contains(0) }) {
            throw .argumentInvalid(index: index)
        }
        if let folder = call.workingFolder, access(folder, X_OK) != 0 {
            throw .workingFolderMissing(folder)
        }
        let searchPath =
            call.environment["PATH"] ?? getenv("PATH").map { String(cString: $0) }
            ?? "/usr/local/bin:/usr/bin:/bin"
        let path = try executablePath(
            of: name, searchPath: searchPath, workingFolder: call.workingFolder)
        run = ProgramRun(call, path: path)
        if let problem = run.start() { throw problem }
    }

    deinit { _ = end() }

    /// The next bytes of its output, as soon as there are some; nil when there will be none.
    package func next() -> [UInt8]? { run.nextChunk() }

    /// Waits until it has ended and says how; ends it where its output was not read to the end.
    package func end() -> ProgramResult {
        run.stop()
        return run.waitForResult()
    }
}

/// Runs a program on a thread of its own, hands its output over, and says how it ended.
///
/// - Throws: What `output` throws, the program being ended; `ProgramError` where it cannot be
///   started; `CancellationError` where the task was cancelled, the program being ended.
package func run(
    _ call: ProgramCall, output: @escaping @Sendable ([UInt8]) throws -> Void
) async throws -> ProgramResult {
    let cancellation = Mutex<(isCancelled: Bool, stop: (@Sendable () -> Void)?)>((false, nil))
    let queue = DispatchQueue(label: "revsite.program.reading")
    return try await withTaskCancellationHandler {
        try await withCheckedThrowingContinuation { continuation in
            queue.async {
                continuation.resume(
                    with: Result {
                        let program = try RunningProgram(call)
                        let isCancelled = cancellation.withLock { state in
                            state.stop = { program.stop() }
                            return state.isCancelled
                        }
                        defer { cancellation.withLock { $0.stop = nil } }
                        if isCancelled { throw CancellationError() }
                        while let chunk = program.next() { try output(chunk) }
                        if cancellation.withLock({ $0.isCancelled }) { throw CancellationError() }
                        return program.end()
                    })
            }
        }
    } onCancel: {
        let stop = cancellation.withLock { state in
            state.isCancelled = true
            return state.stop
        }
        stop?()
    }
}

extension RunningProgram {
    fileprivate func stop() { run.stop() }
}
