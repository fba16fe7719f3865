import SiteWriting

/// A site that could not be written for a reason that lies neither in the content nor in the disk.
package struct BuildFailure: Error, Sendable {
    package var message: String
    /// The same call may go through later.
    package var isTemporary: Bool
    /// A program that was needed is not there.
    package var isMissing = false

    /// A file of the site that changed while the next one was made.
    init(changing path: String) {
        message = "somebody changes output/\(path) while the site is built"
        isTemporary = true
    }

    init(_ error: SiteError) {
        message = error.description
        isTemporary = error == .anotherBuildRuns
    }
}
