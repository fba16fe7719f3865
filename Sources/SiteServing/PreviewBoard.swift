import Synchronization

/// Where the newest snapshot hangs, and who wants to know of the next one.
final class PreviewBoard: Sendable {
    private struct State {
        var newest: PublishedPreview
        var readers: [Int: AsyncStream<Void>.Continuation] = [:]
        var nextReader = 0
    }

    private let state: Mutex<State>
    /// Comparing two snapshots takes its time; readers don't wait for it.
    private let publishing = Mutex(())

    init(run: String) {
        state = Mutex(State(newest: PublishedPreview(run: run)))
    }

    var newest: PublishedPreview { state.withLock { $0.newest } }

    /// Hangs it up and calls the readers; one that isn't newer than what hangs is left out.
    func publish(_ snapshot: PreviewSnapshot) {
        publishing.withLock { _ in
            let last = newest
            guard snapshot.number > last.mark.number else { return }
            let next = PublishedPreview(snapshot, after: last)
            state.withLock { $0.newest = next }
        }
        call()
    }

    /// Makes all readers look. Who is slow is called once, not as often as it was missed.
    func call() {
        let readers = state.withLock { Array($0.readers.values) }
        for reader in readers { reader.yield() }
    }

    /// Calls for one reader, the first of them at once; they end when nobody listens any more.
    func calls() -> AsyncStream<Void> {
        let (stream, reader) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let number = state.withLock { state in
            state.nextReader += 1
            state.readers[state.nextReader] = reader
            return state.nextReader
        }
        reader.onTermination = { [weak self] _ in
            _ = self?.state.withLock { $0.readers.removeValue(forKey: number) }
        }
        reader.yield()
        return stream
    }
}
