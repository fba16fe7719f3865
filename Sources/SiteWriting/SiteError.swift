package import Diagnostics
package import FileAccess

/// Why a site isn't written, beside what the disk refuses.
package enum SiteError: Error, Hashable, Sendable {
    /// Another process builds in this workspace: try again.
    case anotherBuildRuns
    /// The path of a file of the site is no plain relative path; the reason completes "the path …".
    case invalidPath(path: String, reason: String)
    /// The path is one that the site itself writes.
    case reservedPath(path: String)
    /// Two files with different bytes, or a file and a folder, ask for one path.
    case collision(path: String)
    /// `output` is a link or a file.
    case outputIsNotAFolder
    /// `output` holds files and no manifest: not a site, so perhaps somebody's work.
    case outputIsForeign(file: String)
    /// `output` can't be exchanged where it lies.
    case outputIsFixed(FileError)
    /// There is no manifest in the folder, or it can't be understood.
    case manifestUnreadable(folder: String)

    /// The author's mistake as one, or nil if it is none.
    package func diagnostic(at location: SourceLocation? = nil) -> Diagnostic? {
        switch self {
        case .invalidPath:
            Diagnostic(
                id: "output-path-invalid", description,
                remedy: "give the page a name of lower-case ASCII letters, digits and hyphens",
                at: location)
        case .reservedPath:
            Diagnostic(
                id: "output-path-reserved", description, remedy: "give the page another name",
                at: location)
        case .collision:
            Diagnostic(
                id: "output-path-collision", description,
                remedy: "give one of the two another name", at: location)
        case .outputIsNotAFolder:
            Diagnostic(
                id: "output-not-a-folder", description,
                remedy: "remove it; a build makes the folder",
                at: SourceLocation(path: "output"))
        case .outputIsForeign:
            Diagnostic(
                id: "output-foreign", description, remedy: "name another workspace, or tidy up",
                at: SourceLocation(path: "output"))
        case .anotherBuildRuns, .outputIsFixed, .manifestUnreadable:
            nil
        }
    }
}

extension SiteError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .anotherBuildRuns:
            "another build runs in this workspace"
        case .invalidPath(let path, let reason):
            "the path '\(path)' of a file of the site \(reason)"
        case .reservedPath(let path):
            "the path '\(path)' is written by the site itself"
        case .collision(let path):
            "two different files of the site have the path '\(path)'"
        case .outputIsNotAFolder:
            "'output' is a link or a file; it must be a folder, or missing"
        case .outputIsForeign(let file):
            "'output' is no site of revsite, it holds '\(file)' and no manifest.json; "
                + "move away what is in it, or remove it"
        case .outputIsFixed(let error):
            "\(error); 'output' can't be exchanged in one step when it is mounted by itself or "
                + "comes from an image of a container: mount the whole workspace, or remove 'output'"
        case .manifestUnreadable(let folder):
            "there is no readable manifest.json in '\(folder)'"
        }
    }
}
