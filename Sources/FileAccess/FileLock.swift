import Glibc

/// A lock on a file; the system releases it when its owner ends, however it ends.
package final class FileLock: Sendable {
    private let descriptor: Int32

    private init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    deinit {
        // A child process that has not begun its program yet may still have the file.
        _ = flock(descriptor, LOCK_UN)
        close(descriptor)
    }

    /// Locks a file of the folder, made if it isn't there; nil if another owner kept it for so long.
    package static func take(
        _ name: String, in folder: WritableFolder, waitingUpTo limit: Duration
    ) throws(FileError) -> FileLock? {
        let (place, path) = (folder.place + "/" + name, folder.path + "/" + name)
        let deadline = ContinuousClock.now + limit
        var pause: UInt32 = 1000
        while true {
            let descriptor = open(place, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
            guard descriptor >= 0 else { throw FileError(.lock, path, code: errno) }
            let lock = FileLock(descriptor: descriptor)
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 {
                // Somebody may have removed the file between opening and locking.
                if isAt(place, descriptor) { return lock }
                continue
            }
            let code = errno
            guard code == EWOULDBLOCK || code == EINTR else {
                throw FileError(.lock, path, code: code)
            }
            // A blocking flock can't be given a deadline without a signal or a thread of its own.
            guard ContinuousClock.now < deadline else { return nil }
            usleep(pause)
            pause = min(pause * 2, 50_000)
        }
    }

    private static func isAt(_ place: String, _ descriptor: Int32) -> Bool {
        var (there, here) = (stat(), stat())
        return lstat(place, &there) == 0 && fstat(descriptor, &here) == 0
            && there.st_dev == here.st_dev && there.st_ino == here.st_ino
    }
}
