import Synchronization

/// The port that the system gave, for those who wait for it.
final class AddressAnnouncement: Sendable {
    typealias Outcome = Result<UInt16, PreviewServerError>

    private struct State {
        var outcome: Outcome?
        var waiting: [CheckedContinuation<Outcome, Never>] = []
    }

    private let state = Mutex(State())

    /// A later outcome replaces an earlier one for who asks later.
    func make(_ outcome: Outcome) {
        let waiting = state.withLock { state in
            defer { state.waiting = [] }
            state.outcome = outcome
            return state.waiting
        }
        for one in waiting { one.resume(returning: outcome) }
    }

    func wait() async throws(PreviewServerError) -> UInt16 {
        let outcome = await withCheckedContinuation { continuation in
            let known = state.withLock { state in
                if state.outcome == nil { state.waiting.append(continuation) }
                return state.outcome
            }
            if let known { continuation.resume(returning: known) }
        }
        return try outcome.get()
    }
}
