import Dispatch
import Synchronization

/// What a function gives for each number below a count, made by several threads; in order.
///
/// - Parameter share: how many a thread takes at a time.
/// - Throws: what it threw for the least of those numbers for which it was asked.
func concurrently<Result: Sendable>(
    _ count: Int, workers: Int, share: Int = 64, _ make: @Sendable (Int) throws -> Result
) throws -> [Result] {
    let state = Mutex(ConcurrentState<Result>())
    DispatchQueue.concurrentPerform(iterations: max(1, min(workers, count / share + 1))) { _ in
        while let first = state.withLock({ (state: inout ConcurrentState<Result>) -> Int? in
            guard state.next < count, state.failure == nil else { return nil }
            defer { state.next += share }
            return state.next
        }) {
            do {
                let results = try (first..<min(first + share, count)).map(make)
                state.withLock { $0.parts.append((first, results)) }
            } catch {
                state.withLock { state in
                    if first < state.failure?.first ?? .max { state.failure = (first, error) }
                }
            }
        }
    }
    return try state.withLock { state in
        if let failure = state.failure { throw failure.error }
        return state.parts.sorted { $0.first < $1.first }.flatMap(\.results)
    }
}

private struct ConcurrentState<Result: Sendable> {
    var next = 0
    var parts: [(first: Int, results: [Result])] = []
    var failure: (first: Int, error: any Error)?
}
