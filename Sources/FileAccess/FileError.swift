package import Diagnostics
import Glibc

/// What the disk refused: the path, what was being done, and why.
///
/// Paths are relative to the workspace. The first four cases are mostly the author's mistakes and
/// have a `diagnostic`; `failed` is the world's failure.
package enum FileError: Error, Hashable, Sendable {
    /// The path, or a link on it, leaves the workspace; the reason completes "the path …".
    case outsideWorkspace(path: String, reason: String)
    /// The path can't be the name of a file; the reason completes "the path …".
    case invalidPath(path: String, reason: String)
    /// Nothing is there; the nearest path that is.
    case notFound(path: String, nearest: String?)
    /// A folder, a file or a device stands where the other kind is needed.
    case wrongKind(path: String, expected: Kind)
    /// The system said no, with the number of its reason (errno).
    case failed(path: String, operation: Operation, code: Int32)

    /// What a path can lead to that the program reads.
    package enum Kind: String, Hashable, Sendable {
        case file
        case folder
    }

    /// What was being done; the raw value completes "can't …".
    package enum Operation: String, Hashable, Sendable {
        case open
        case read
        case write
        case map
        case list
        case makeFolder = "make the folder"
        case link
        case lock
        case rename
        case exchange
        case remove
    }

    /// The path that was asked for, relative to the workspace.
    package var path: String {
        switch self {
        case .outsideWorkspace(let path, _), .invalidPath(let path, _), .notFound(let path, _),
            .wrongKind(let path, _), .failed(let path, _, _):
            path
        }
    }

    /// The system's number of the reason (errno) where it is the world's failure.
    package var code: Int32? {
        if case .failed(_, _, let code) = self { code } else { nil }
    }

    /// Whether space or quota ran out.
    package var isDiskFull: Bool { code == ENOSPC || code == EDQUOT }

    /// Whether rights are missing.
    package var isNotPermitted: Bool { code == EACCES || code == EPERM || code == EROFS }

    /// Whether the file system, or this place in it, has no exchange.
    package var isExchangeMissing: Bool { code == EINVAL || code == ENOSYS || code == ENOTSUP }

    /// Whether something can't be renamed to there: it is mounted by itself, or a lower layer.
    package var isOtherFileSystem: Bool { code == EXDEV || code == EBUSY }

    /// The author's mistake at the place where the path was written, or nil if it is the world's.
    package func diagnostic(at location: SourceLocation? = nil) -> Diagnostic? {
        switch self {
        case .outsideWorkspace:
            Diagnostic(
                id: "path-outside-workspace", description,
                remedy: "put the file into the workspace and name it by a path inside",
                at: location)
        case .invalidPath:
            Diagnostic(
                id: "path-invalid", description,
                remedy: "name a file by its path, with / between folders", at: location)
        case .notFound(_, let nearest):
            Diagnostic(
                id: "file-missing", description,
                remedy: nearest.map { "did you mean '\($0)'?" } ?? "check the path", at: location)
        case .wrongKind(_, let expected):
            Diagnostic(
                id: "not-a-\(expected.rawValue)", description,
                remedy: "name a \(expected.rawValue)", at: location)
        case .failed:
            nil
        }
    }
}

extension FileError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .outsideWorkspace(let path, let reason), .invalidPath(let path, let reason):
            "the path '\(path)' \(reason)"
        case .notFound(let path, _):
            "there is no '\(path)'"
        case .wrongKind(let path, let expected):
            "'\(path)' is not a \(expected.rawValue)"
        case .failed(let path, let operation, let code):
            "can't \(operation.rawValue) '\(path)': \(String(cString: strerror(code)))"
        }
    }
}

extension FileError {
    /// The error for a call that has just failed.
    init(_ operation: Operation, _ path: String, code: Int32) {
        switch code {
        case ENOENT: self = .notFound(path: path, nearest: nil)
        default: self = .failed(path: path, operation: operation, code: code)
        }
    }
}
