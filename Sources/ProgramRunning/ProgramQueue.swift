import Dispatch

/// Runs the tasks of one program on a queue with a thread of its own, apart from all other tasks.
final class ProgramQueue: TaskExecutor {
    private let queue = DispatchQueue(label: "revsite.program")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }

    func after(milliseconds: Int, _ step: @escaping @Sendable () -> Void) {
        queue.asyncAfter(deadline: .now() + .milliseconds(milliseconds), execute: step)
    }

    func pause(milliseconds: Int) async {
        await withCheckedContinuation { continuation in
            after(milliseconds: milliseconds) { continuation.resume() }
        }
    }
}
