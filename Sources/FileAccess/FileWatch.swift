import Dispatch
import Glibc
import Synchronization

/// Tells which files below some folders have changed, as soon as whoever changes them pauses.
///
/// What counts is a file that was written and closed, moved, linked or removed, and a folder that
/// came or went; not its rights and times. Hidden names and editors' own files are passed over. A
/// folder that is added later is watched with all below it; links are not followed.
package final class FileWatch: Sendable {
    /// Waiting calls block this thread, not those of Swift's tasks.
    private let queue = DispatchQueue(label: "revsite.file-watch")
    private let tree: Mutex<WatchedTree>
    private let events: Int32
    /// Written to when a call shall look whether it is still wanted.
    private let alarm: (reading: Int32, writing: Int32)
    private let isClosed = Mutex(false)

    /// No burst of changes is waited for longer than this after the first of them.
    private static let longestBurst = Duration.milliseconds(60)

    /// Watches folders by their absolute places, which hold no link.
    ///
    /// One that isn't there yet is watched from the moment it appears.
    package init(folders: [String]) throws(FileWatchError) {
        var ends: [Int32] = [-1, -1]
        let manner = SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue
        guard socketpair(AF_UNIX, Int32(manner), 0, &ends) == 0 else {
            throw FileWatchError(folders.first ?? "", code: errno)
        }
        let descriptor = inotify_init1(Int32(O_CLOEXEC | O_NONBLOCK))
        guard descriptor >= 0 else {
            let code = errno
            ends.forEach { _ = Glibc.close($0) }
            throw FileWatchError(folders.first ?? "", code: code)
        }
        alarm = (ends[0], ends[1])
        events = descriptor
        // From here on `deinit` closes them.
        tree = Mutex(WatchedTree(events: descriptor, roots: folders))
        try tree.withLock { tree throws(FileWatchError) in try tree.begin() }
    }

    deinit {
        for descriptor in [events, alarm.reading, alarm.writing] { Glibc.close(descriptor) }
    }

    /// Ends the waiting calls and all later ones with nil, from whichever task.
    package func close() {
        isClosed.withLock { $0 = true }
        ring()
    }

    /// Waits for changes and says where they were, by absolute place; nil once the watch is closed
    /// or the task is cancelled.
    ///
    /// A folder among them stands for everything below it. Where there were too many changes to
    /// follow, these are all watched folders.
    /// - Parameter quietFor: how long nothing may have changed before the burst counts as over.
    package func next(quietFor: Duration = .milliseconds(8)) async -> Set<String>? {
        let isCancelled = Mutex(false)
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                queue.async {
                    continuation.resume(
                        returning: self.wait(quietFor) {
                            self.isClosed.withLock { $0 } || isCancelled.withLock { $0 }
                        })
                }
            }
        } onCancel: {
            isCancelled.withLock { $0 = true }
            ring()
        }
    }

    private func ring() {
        var one: UInt8 = 1
        // Where there is no room for more, it rings already.
        _ = write(alarm.writing, &one, 1)
    }

    private func wait(_ quietFor: Duration, isOver: () -> Bool) -> Set<String>? {
        var burst = ChangeBurst()
        var (quietEnd, end) = (ContinuousClock.now, ContinuousClock.now)
        while !isOver() {
            let now = ContinuousClock.now
            var limit: Int32 = -1
            if !burst.isEmpty {
                if now >= min(quietEnd, end) { return burst.places }
                limit = min(quietEnd, end).milliseconds(after: now)
            }
            switch isReady(within: limit) {
            case .alarm: silence()
            case .time: break
            case .events:
                let wasEmpty = burst.isEmpty
                guard tree.withLock({ $0.read(into: &burst) }) else { continue }
                let now = ContinuousClock.now
                quietEnd = now + quietFor
                if wasEmpty { end = now + max(Self.longestBurst, quietFor) }
            }
        }
        return nil
    }

    private enum Reason {
        case events
        case alarm
        case time
    }

    private func isReady(within milliseconds: Int32) -> Reason {
        var sources = [alarm.reading, events].map {
            pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
        }
        guard poll(&sources, nfds_t(sources.count), milliseconds) > 0 else { return .time }
        return sources[0].revents != 0 ? .alarm : .events
    }

    private func silence() {
        var bytes = [UInt8](repeating: 0, count: 64)
        while read(alarm.reading, &bytes, bytes.count) > 0 {}
    }
}

extension ContinuousClock.Instant {
    /// Rounded up, so that nobody wakes too early and has to sleep again.
    fileprivate func milliseconds(after start: Self) -> Int32 {
        let (seconds, attoseconds) = (self - start).components
        return Int32(seconds) * 1000 + Int32(attoseconds / 1_000_000_000_000_000) + 1
    }
}
