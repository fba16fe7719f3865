package import FileAccess
import Synchronization

/// A site being written beside the published one, which it replaces as a whole in `finish`.
///
/// At any moment, should the process be killed there, `output` is the whole old site or the whole
/// new one. It need not survive a loss of power within seconds of the build: that would cost a
/// wait for the disk, and a build can be repeated; `SiteVerification` tells. Only one process at a
/// time stages in a workspace; the system releases the lock of a killed one.
package final class SiteStaging: Sendable {
    /// At the top of the output, and not in the manifest.
    static let ownNames: Set<String> = [SiteManifest.fileName, gitKeep]
    static let gitKeep = ".gitkeep"

    let output: WritableFolder
    let staging: WritableFolder
    /// Where the old site lies for a moment on a file system that can't exchange.
    let previous: WritableFolder
    private let published: SiteManifest
    private let state: Mutex<State>

    struct State: Sendable {
        /// nil when the staging has ended.
        var lock: FileLock?
        var files: [String: String] = [:]
        var folders: Set<String> = []
        var written = 0
        var linked = 0
    }

    /// Takes the lock of the workspace and clears away what killed builds left.
    ///
    /// Throws `SiteError.anotherBuildRuns` if another build still holds the lock after `limit`.
    package init(in workspace: Workspace, waitingUpTo limit: Duration = .zero) throws {
        let folder = try WritableFolder(".revsite", in: workspace)
        try folder.make()
        guard let lock = try FileLock.take("lock", in: folder, waitingUpTo: limit) else {
            throw SiteError.anotherBuildRuns
        }
        output = try WritableFolder("output", in: workspace)
        staging = try WritableFolder(".revsite/staging-site", in: workspace)
        previous = try WritableFolder(".revsite/previous", in: workspace)
        if try !Self.isFolder(output), try previous.exists() { try previous.rename(to: output) }
        try previous.remove()
        for name in try folder.names() where name.hasPrefix("staging-") {
            try folder.at(RelativePath(name)).remove()
        }
        let manifest = try output.read(RelativePath(SiteManifest.fileName))
        if manifest == nil { try Self.refuseForeignFiles(output) }
        published = manifest.flatMap(SiteManifest.init(json:)) ?? SiteManifest()
        try staging.make()
        state = Mutex(State(lock: lock))
    }

    deinit {
        abandon()
    }

    /// Writes a file of the site at once; may be called from several tasks.
    ///
    /// A file that is the same in the published site is linked, not written. Staging the same bytes
    /// twice at a path is allowed; other bytes are a `SiteError.collision`.
    package func stage(_ bytes: [UInt8], at path: String) throws {
        let name = try Self.check(path)
        let digest = Digest256.hexadecimal(of: bytes)
        let isNew = try state.withLock { state in
            precondition(state.lock != nil, "Nothing is staged after the staging has ended.")
            return try state.reserve(name, digest: digest)
        }
        guard isNew else { return }
        // The manifest is only a hint: a file of the output may have been edited.
        let isLinked =
            try published.files[path] == digest
            && staging.link(name, from: output, ifItHas: bytes)
        if !isLinked { try staging.write(bytes, to: name) }
        state.withLock { state in
            if isLinked { state.linked += 1 } else { state.written += 1 }
        }
    }

    /// Removes what was staged and leaves the published site as it is; after the end it does
    /// nothing.
    package func abandon() {
        state.withLock { state in
            guard state.lock != nil else { return }
            // What can't be removed now is removed by the next build.
            try? staging.remove()
            state.lock = nil
        }
    }

    /// Ends the staging, whatever comes of it, and lets go of the lock after `body`.
    func end<Result>(_ body: (State) throws -> Result) throws -> Result {
        try state.withLock { state in
            precondition(state.lock != nil, "A staging ends once.")
            defer { state.lock = nil }
            return try body(state)
        }
    }

    /// Whether there is one; a link or a file in its place is an error.
    static func isFolder(_ output: WritableFolder) throws -> Bool {
        do {
            return try output.exists()
        } catch FileError.wrongKind {
            throw SiteError.outputIsNotAFolder
        }
    }

    /// What the exchange would throw away, and no build made.
    private static func refuseForeignFiles(_ output: WritableFolder) throws {
        guard try isFolder(output) else { return }
        // Hidden files are `.gitkeep` and what desktops leave behind.
        if let file = try output.names().sorted().first(where: { !$0.hasPrefix(".") }) {
            throw SiteError.outputIsForeign(file: file)
        }
    }

    private static func check(_ path: String) throws(SiteError) -> RelativePath {
        do {
            let name = try RelativePath(strictly: path)
            if ownNames.contains(path) { throw SiteError.reservedPath(path: path) }
            return name
        } catch let error as SiteError {
            throw error
        } catch FileError.outsideWorkspace(_, let reason) {
            throw .invalidPath(path: path, reason: reason)
        } catch FileError.invalidPath(_, let reason) {
            throw .invalidPath(path: path, reason: reason)
        } catch {
            throw .invalidPath(path: path, reason: "can't be used")
        }
    }
}

extension SiteStaging.State {
    /// Whether the path is new; the same file twice isn't, and a different one is an error.
    mutating func reserve(_ name: RelativePath, digest: String) throws(SiteError) -> Bool {
        let path = name.text
        if let index = files.index(forKey: path) {
            // Texts that differ in Unicode normalisation alone are equal to Swift.
            let isSame = files[index].key.utf8.elementsEqual(path.utf8)
            guard isSame, files[index].value == digest else { throw .collision(path: path) }
            return false
        }
        let around = name.folders
        for folder in around where files[folder] != nil { throw .collision(path: folder) }
        if folders.contains(path) { throw .collision(path: path) }
        folders.formUnion(around)
        files[path] = digest
        return true
    }
}
