import BundledFiles
package import Diagnostics
import Dispatch
import FigureJudging
import FigureWording
package import FileAccess
import KPIComputing
import PageBinding
import PageRendering
import ReportModel
import SiteWriting
import Synchronization

/// What became of a build.
package struct BuildResult: Sendable {
    package var diagnostics: [Diagnostic]
    /// Pages and other files of the site; zero when nothing was written.
    package var filesWritten = 0
    package var filesUnchanged = 0
    package var pages = 0
    package var isPublished = false
    /// What the build knew; a program that ends with it need not take it apart.
    var rest: (any Sendable)?
}

/// Builds the site into `output/`, all or nothing.
///
/// Nothing is exchanged while there is an error; every diagnostic of the run is in the result.
/// - Parameter isWriting: false checks all of it and writes nothing.
/// - Throws: `FileError` when the disk fails, `BuildFailure` when another build holds the workspace.
package func buildSite(
    in workspace: Workspace, options: BuildOptions, isWriting: Bool
) throws -> BuildResult {
    do {
        return try isWriting
            ? stagedSite(workspace, options) : checkedSite(workspace, options)
    } catch let error as SiteError {
        guard let diagnostic = error.diagnostic() else { throw BuildFailure(error) }
        return BuildResult(diagnostics: [diagnostic])
    }
}

private func checkedSite(_ workspace: Workspace, _ options: BuildOptions) throws -> BuildResult {
    let outlet = SiteOutlet(take: { _ in "" }, keep: { _ in true })
    let outcome = try makeSite(workspace, options, outlet)
    return BuildResult(diagnostics: outcome.diagnostics, pages: outcome.pages)
}

private func stagedSite(_ workspace: Workspace, _ options: BuildOptions) throws -> BuildResult {
    // One build at a time; the lock is taken before anything is read, so that older input never
    // replaces newer.
    let looked = Mutex<(files: BuildInputs?, memory: BuildMemory?)>((nil, nil))
    let staging = try SiteStaging(
        in: workspace, waitingUpTo: options.waitingLimit, trustsRecord: options.usesCache,
        alongside: [
            {
                let files = BuildInputs(workspace, options)
                let memory =
                    options.usesCache
                    ? files.flatMap { BuildMemory(in: workspace, of: $0.call) } : nil
                looked.withLock { $0 = (files, memory) }
            },
            { _ = builtInCatalogue },
        ])
    let (files, memory) = looked.withLock { $0 }
    if let same = unchanged(memory, files, staging) { return same }
    let outlet = SiteOutlet(
        take: { file in try staging.stage(file.bytes, at: file.path) },
        keep: { files in try staging.keep(files) })
    // What the pages of values need is looked at while everything else is read.
    let early = Once {
        var memory = memory
        memory?.readPages()
        staging.prepare()
        return memory
    }
    if memory != nil { DispatchQueue.global().async { _ = try? early.get() } }
    // However this ends, nothing goes on with the tree after it, and the lock is free.
    defer {
        if memory != nil { _ = try? early.get() }
        staging.abandon()
    }
    let outcome = try makeSite(workspace, options, outlet) { inputs in
        memory == nil ? KeptPages() : keptPages(try early.get(), files, staging, inputs)
    }
    var result = BuildResult(diagnostics: outcome.diagnostics, pages: outcome.pages)
    guard let made = outcome.made else { return result }
    let body = Once {
        BuildMemory.body(files?.lastingTexts(in: made.inputs.textFolders) ?? [], made.pages)
    }
    let finish = Once { try staging.finish() }
    DispatchQueue.concurrentPerform(iterations: 2) { turn in
        if turn == 0 { _ = try? finish.get() } else { _ = try? body.get() }
    }
    let receipt = try finish.get()
    result.filesWritten = receipt.written
    result.filesUnchanged = receipt.linked
    result.isPublished = true
    if let leftover = receipt.leftover { result.diagnostics.append(leftover) }
    try remember(result, made, files, staging.writtenDigest, body.get())
    result.rest = (outcome, early, body, files, staging)
    return result
}

/// The result of the build before, where nothing of what it was made from has changed, nor anything of
/// what it made.
private func unchanged(
    _ memory: BuildMemory?, _ files: BuildInputs?, _ staging: SiteStaging
) -> BuildResult? {
    guard let memory, let files, staging.isAsWritten, files.isKnown,
        files.digest == memory.inputs
    else { return nil }
    return BuildResult(
        diagnostics: memory.diagnostics, filesUnchanged: memory.fileCount, pages: memory.pageCount,
        isPublished: true)
}

/// The pages of values that need not be made again: where nothing has changed but what is written about
/// other values.
private func keptPages(
    _ memory: BuildMemory?, _ files: BuildInputs?, _ staging: SiteStaging,
    _ inputs: WorkspaceInputs
) -> KeptPages {
    guard let memory, let files, files.isKnown,
        files.digest(without: inputs.textFolders) == memory.others
    else { return KeptPages() }
    let isThere = { (path: String, digest: String) in staging.canKeep(path, digest: digest) }
    return KeptPages(
        memory, files, folders: inputs.textFolders,
        canKeep: staging.publishedDigest == memory.site ? nil : isThere)
}

/// Writes down what the next build may use.
private func remember(
    _ result: BuildResult, _ made: SiteOutcome.Made, _ files: BuildInputs?, _ site: String,
    _ body: [UInt8]
) throws {
    guard let files else { return }
    let inputs = made.inputs
    guard files.isKnown, files.isAll(of: inputs, made.measurement) else {
        return try BuildMemory.remove(in: inputs.workspace)
    }
    var memory = BuildMemory()
    memory.call = files.call
    memory.inputs = files.lastingDigest
    memory.site = site
    memory.others = files.lastingDigest(without: inputs.textFolders)
    memory.pageCount = result.pages
    memory.fileCount = result.filesWritten + result.filesUnchanged
    // Of other hosts nobody knows how they are the next time.
    memory.diagnostics = result.diagnostics.filter { !$0.id.hasPrefix("external-") }
    try memory.write(body, in: inputs.workspace)
}
