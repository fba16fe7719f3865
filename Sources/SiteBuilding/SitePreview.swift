package import Diagnostics
package import FileAccess
import PageRendering
import Synchronization

/// Builds a site in memory, again and again, each time only what has changed.
package final class SitePreview: Sendable {
    private let workspace: Workspace
    private let options: BuildOptions
    private let earlier = Mutex<EarlierWork?>(nil)

    package init(of workspace: Workspace, options: BuildOptions) {
        self.workspace = workspace
        self.options = options
    }

    /// The site as it is now.
    ///
    /// - Returns: bytes by path, nil where something is wrong with the content; and all that is.
    package func build() throws -> (files: [String: [UInt8]]?, diagnostics: [Diagnostic]) {
        guard let inputs = BuildInputs(workspace, options) else { return (nil, []) }
        let work = earlier.withLock { earlier in earlier?.next(inputs) ?? EarlierWork(inputs) }
        let files = Mutex<[String: [UInt8]]>([:])
        let outlet = SiteOutlet(
            take: { file in
                files.withLock { $0[file.path] = file.bytes }
                return ""
            }, keep: { _ in false })
        let outcome = try makeSite(workspace, options, outlet, earlier: work)
        // A build that failed keeps what it knew for the one that mends it.
        if outcome.made != nil { earlier.withLock { $0 = work } }
        return (outcome.made == nil ? nil : files.withLock { $0 }, outcome.diagnostics)
    }
}
