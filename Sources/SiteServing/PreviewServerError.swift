import Glibc

/// Why the preview can't be shown.
package enum PreviewServerError: Error, Hashable, Sendable {
    /// Another program listens there.
    case portTaken(UInt16)
    /// The system said no, with the number of its reason (errno).
    case failed(port: UInt16, code: Int32)
    /// It was stopped before it had begun.
    case stopped
}

extension PreviewServerError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .portTaken(let port):
            "port \(port) is taken by another program"
        case .failed(let port, let code):
            "can't listen on port \(port): \(String(cString: strerror(code)))"
        case .stopped:
            "the preview was stopped"
        }
    }
}
