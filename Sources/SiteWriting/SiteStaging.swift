import Dispatch
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
    /// The site before the published one, as a tree of links, which the next one is made from: so that
    /// only what differs costs anything.
    let spare: WritableFolder
    let folder: WritableFolder
    /// What lies in `output` as the last build wrote it.
    let found: [String: SiteRecord.Entry]
    /// Whether `output` is as the last build left it: nothing more, nothing less, nothing changed.
    package let isAsWritten: Bool
    /// By path the hashes of what else was published, where `output` is not as the last build left it.
    let published: [String: String]
    /// Whether nothing was published before.
    let isFirst: Bool
    let state: Mutex<State>

    struct State: Sendable {
        /// nil when the staging has ended.
        var lock: FileLock?
        /// What the staged tree began with: the inodes of the spare site.
        var begun: [String: UInt64]?
        /// The spare site, where it was looked through.
        var spare: LinkedFolder?
        var files: [String: SiteRecord.Entry] = [:]
        /// Those among them that were kept all at once, in the order of the manifest.
        var kept: [String] = []
        var manifestDigest = ""
        var folders: Set<String> = []
        var written = 0
        var linked = 0
    }

    /// Takes the lock of the workspace and clears away what killed builds left.
    ///
    /// Throws `SiteError.anotherBuildRuns` if another build still holds the lock after `limit`.
    /// - Parameter trustsRecord: whether what the last build wrote down may be used; else files are compared
    ///   byte by byte. The `others` are done once the lock is taken, while the old site is looked through.
    package init(
        in workspace: Workspace, waitingUpTo limit: Duration = .zero, trustsRecord: Bool = true,
        alongside others: [@Sendable () -> Void] = []
    ) throws {
        folder = try WritableFolder(".revsite", in: workspace)
        try folder.make()
        guard let lock = try FileLock.take("lock", in: folder, waitingUpTo: limit) else {
            throw SiteError.anotherBuildRuns
        }
        output = try WritableFolder("output", in: workspace)
        staging = try WritableFolder(".revsite/staging-site", in: workspace)
        previous = try WritableFolder(".revsite/previous", in: workspace)
        spare = try WritableFolder(".revsite/spare", in: workspace)
        if try !Self.isFolder(output), try previous.exists() { try previous.rename(to: output) }
        try previous.remove()
        for name in try folder.names() where name.hasPrefix("staging-") {
            try folder.at(RelativePath(name)).remove()
        }
        let (folder, output) = (folder, output)
        let reading = Once { trustsRecord ? SiteRecord(in: folder) : SiteRecord() }
        let walking = Once {
            let walk = output.stamps
            return (walk: walk, found: try reading.get().whole(walk, in: output))
        }
        DispatchQueue.concurrentPerform(iterations: 1 + max(1, others.count)) { turn in
            if turn == 0 {
                _ = try? walking.get()
            } else {
                if turn == 1 { _ = try? reading.get() }
                if turn <= others.count { others[turn - 1]() }
            }
        }
        let record = try reading.get()
        let (walk, found) = try walking.get()
        self.found = found
        let manifest = try output.read(RelativePath(SiteManifest.fileName))
        if manifest == nil { try Self.refuseForeignFiles(output) }
        let own = walk.files.count { $0.path != Self.gitKeep }
        isAsWritten =
            manifest != nil && !walk.hasOthers && own == found.count
            && own == record.files.count
        published =
            isAsWritten ? [:] : manifest.flatMap(SiteManifest.init(json:))?.files ?? [:]
        isFirst = published.isEmpty && !isAsWritten
        state = Mutex(State(lock: lock))
    }

    deinit {
        abandon()
    }

    /// Keeps a file of the published site if it has this hash and nobody has touched it.
    ///
    /// - Returns: false where it must be made again.
    package func keep(_ path: String, digest: String) throws -> Bool {
        guard canKeep(path, digest: digest) else { return false }
        let name = try Self.check(path)
        guard try begin(name, digest: digest) else { return true }
        return try link(name)
    }

    /// Keeps files of the published site, as `keep` of one does; false where one can't be.
    package func keep(_ files: [(path: String, digest: String)]) throws -> Bool {
        var others: [(path: String, digest: String)] = []
        var kept: [String] = []
        try state.withLock { state in
            precondition(state.lock != nil, "Nothing is staged after the staging has ended.")
            try begin(&state)
            var folder = "/"
            for file in files {
                let end = file.path.utf8.lastIndex(of: UInt8(ascii: "/")) ?? file.path.startIndex
                // What lies where it should, beside one that was kept, needs no further look.
                guard let entry = found[file.path], entry.digest == file.digest,
                    let stamp = entry.stamp, state.begun?[file.path] == stamp.inode,
                    !state.folders.contains(file.path)
                else {
                    others.append(file)
                    continue
                }
                if file.path[..<end] != folder {
                    guard try state.reserve(Self.check(file.path), digest: file.digest) else {
                        continue
                    }
                    state.files[file.path] = entry
                    folder = String(file.path[..<end])
                } else if let taken = state.files.updateValue(entry, forKey: file.path) {
                    state.files[file.path] = taken
                    others.append(file)
                    continue
                }
                state.linked += 1
                kept.append(file.path)
            }
        }
        kept.sort(by: byBytes)
        state.withLock { $0.kept = kept }
        return try others.allSatisfy { try keep($0.path, digest: $0.digest) }
    }

    /// The hash of the published manifest, where `output` is as the last build left it.
    package var publishedDigest: String? {
        isAsWritten ? found[SiteManifest.fileName]?.digest : nil
    }

    /// The hash of the manifest that was written; empty before the end.
    package var writtenDigest: String { state.withLock { $0.manifestDigest } }

    /// Looks through the tree that the staged one begins with, which may be done while other things are.
    package func prepare() {
        let links = spare.links
        state.withLock { $0.spare = links }
    }

    /// Whether a file of the published site has this hash and nobody has touched it.
    package func canKeep(_ path: String, digest: String) -> Bool {
        found[path]?.digest == digest
    }

    /// Writes a file of the site at once; may be called from several tasks.
    ///
    /// A file that is the same in the published site is linked, not written. Staging the same bytes
    /// twice at a path is allowed; other bytes are a `SiteError.collision`.
    ///
    /// - Returns: the file's hash.
    @discardableResult
    package func stage(_ bytes: [UInt8], at path: String) throws -> String {
        let name = try Self.check(path)
        let digest = Digest256.hexadecimal(of: bytes)
        guard try begin(name, digest: digest) else { return digest }
        if canKeep(path, digest: digest), try link(name) { return digest }
        // The manifest is only a hint: a file of the output may have been edited.
        try clear(name)
        let isLinked =
            try (published[path] ?? found[path]?.digest) == digest
            && staging.link(name, from: output, ifItHas: bytes)
        if !isLinked {
            try staging.write(bytes, to: name)
            // A new site has its spare made along with it.
            if isFirst { _ = try spare.link(name, from: staging) }
        }
        let stamp = staging.stamp(name)
        state.withLock { state in
            state.files[name.text]?.stamp = stamp
            if isLinked { state.linked += 1 } else { state.written += 1 }
        }
        return digest
    }

    /// Takes the path; false where the same file is staged already.
    private func begin(_ name: RelativePath, digest: String) throws -> Bool {
        try state.withLock { state in
            precondition(state.lock != nil, "Nothing is staged after the staging has ended.")
            try begin(&state)
            return try state.reserve(name, digest: digest)
        }
    }

    /// Makes the tree that is staged, from the spare one where there is one.
    func begin(_ state: inout State) throws {
        if state.begun != nil { return }
        let links = state.spare ?? spare.links
        state.spare = nil
        if isFirst || links.hasOthers || links.inodes.isEmpty {
            try spare.remove()
            try staging.make()
            state.begun = [:]
            return
        }
        try spare.rename(to: staging)
        state.begun = links.inodes
    }

    /// Has the published file in the staged tree, as it is.
    private func link(_ name: RelativePath) throws -> Bool {
        guard let stamp = found[name.text]?.stamp else { return false }
        let known = state.withLock { $0.begun?[name.text] }
        var kept: FileStamp? = stamp
        if known != stamp.inode {
            try clear(name)
            guard try staging.link(name, from: output) else { return false }
            // A link more is a change of the file, though not of its bytes.
            kept = staging.stamp(name)
            guard kept?.inode == stamp.inode, kept?.modified == stamp.modified else {
                try clear(name)
                return false
            }
        }
        state.withLock { state in
            state.files[name.text]?.stamp = kept
            state.linked += 1
        }
        return true
    }

    /// Removes what the spare site has in a file's place.
    private func clear(_ name: RelativePath) throws {
        let isThere = state.withLock { $0.begun?.removeValue(forKey: name.text) != nil }
        if isThere { try staging.removeFile(name) }
    }

    /// Removes what was staged and leaves the published site as it is; after the end it does
    /// nothing.
    package func abandon() {
        state.withLock { state in
            guard state.lock != nil else { return }
            // What can't be removed now is removed by the next build.
            if state.begun?.isEmpty == false, (try? spare.exists()) == false {
                // Whatever lies in it, the next one can be made from it.
                try? staging.rename(to: spare)
            }
            if state.begun != nil { try? staging.remove() }
            if isFirst { try? spare.remove() }
            state.lock = nil
        }
    }

    /// Ends the staging, whatever comes of it, and lets go of the lock after `body`.
    func end<Result>(_ body: (inout State) throws -> Result) throws -> Result {
        try state.withLock { state in
            precondition(state.lock != nil, "A staging ends once.")
            defer { state.lock = nil }
            return try body(&state)
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
            guard isSame, files[index].value.digest == digest else { throw .collision(path: path) }
            return false
        }
        for folder in name.folders {
            if files[folder] != nil { throw .collision(path: folder) }
            folders.insert(folder)
        }
        if folders.contains(path) { throw .collision(path: path) }
        files[path] = SiteRecord.Entry(digest: digest)
        return true
    }
}
