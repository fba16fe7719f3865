import SiteWriting

/// A site that could not be written for a reason that lies neither in the content nor in the disk.
package struct BuildFailure: Error, Sendable {
    package var message: String
    /// The same call may go through later.
    package var isTemporary: Bool

    init(_ error: SiteError) {
        message = error.description
        isTemporary = error == .anotherBuildRuns
    }
}
