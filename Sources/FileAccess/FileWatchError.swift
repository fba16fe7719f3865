import Glibc

/// Why folders can't be watched.
package enum FileWatchError: Error, Hashable, Sendable {
    /// There is neither such a folder nor the one that it would be in.
    case notFound(place: String)
    /// The system's limit of watched folders or of watches is reached.
    case tooManyWatched(place: String)
    /// The system said no, with the number of its reason (errno).
    case failed(place: String, code: Int32)
}

extension FileWatchError {
    /// The error for a call that has just failed.
    init(_ place: String, code: Int32) {
        switch code {
        case ENOENT, ENOTDIR: self = .notFound(place: place)
        // inotify says "no space" when the number of watches is used up.
        case ENOSPC, EMFILE: self = .tooManyWatched(place: place)
        default: self = .failed(place: place, code: code)
        }
    }
}

extension FileWatchError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notFound(let place):
            "can't watch '\(place)': there is no such folder"
        case .tooManyWatched(let place):
            "can't watch '\(place)': the system watches as many folders as it may"
                + " (fs.inotify.max_user_watches, fs.inotify.max_user_instances)"
        case .failed(let place, let code):
            "can't watch '\(place)': \(String(cString: strerror(code)))"
        }
    }
}
