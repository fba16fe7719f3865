import BundledFiles
package import Diagnostics
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
}

/// The pipeline, whole:
///
///     content/ ─read─▶ settings, pages, tables ─measure─▶ cubes ─compute─▶ figures ─judge─▶ verdicts
///         ─draw, render─▶ files ─stage─▶ .revsite/ ─exchange─▶ output/
///
/// Nothing is exchanged while there is an error; every diagnostic of the run is in the result.
/// - Parameter isWriting: false checks all of it and writes nothing.
/// - Throws: `FileError` when the disk fails, `BuildFailure` when another build holds the workspace.
package func buildSite(
    in workspace: Workspace, options: BuildOptions, isWriting: Bool
) throws -> BuildResult {
    do {
        return try stagedSite(workspace, options, isWriting: isWriting)
    } catch let error as SiteError {
        guard let diagnostic = error.diagnostic() else { throw BuildFailure(error) }
        return BuildResult(diagnostics: [diagnostic])
    }
}

private func stagedSite(
    _ workspace: Workspace, _ options: BuildOptions, isWriting: Bool
) throws -> BuildResult {
    // One build at a time; the lock is taken before anything is read, so that older input never
    // replaces newer.
    let looked = Mutex<BuildInputs?>(nil)
    let staging =
        isWriting
        ? try SiteStaging(
            in: workspace, waitingUpTo: options.waitingLimit, trustsRecord: options.usesCache,
            alongside: {
                let files = BuildInputs(workspace, options)
                looked.withLock { $0 = files }
            }) : nil
    let files = looked.withLock { $0 }
    let memory = options.usesCache ? files.flatMap { BuildMemory(in: workspace, of: $0.call) } : nil
    if let same = unchanged(memory, files, staging) { return same }
    // Read.
    var (inputs, found) = try readInputs(workspace, options: options)
    let theme = try readTheme(workspace, inputs, &found)
    guard let inputs, canEvaluate(found) else {
        return BuildResult(diagnostics: found.inReadingOrder())
    }
    let kept = keptPages(memory, files, staging, inputs)
    // Measure and compute.
    let measurement = try measureSite(inputs, kept, &found)
    let plan = SitePlan(inputs, measurement.computation)
    found += plan.diagnostics
    // Judge.
    var verdicts = SiteVerdicts()
    let canJudge = canJudge(found)
    if canJudge { verdicts.judge(inputs, measurement.computation) }
    found += verdicts.diagnostics + diagnostics(of: measurement.verdicts)
    if canJudge { found += invariantDiagnostics(measurement.computation, inputs) }
    // Draw, render and stage; then exchange, unless something is wrong.
    var result = BuildResult(diagnostics: [], pages: inputs.pages.count)
    if let theme, !found.hasErrors, !(options.isStrict && found.hasWarnings) {
        let audit = AuditReport(
            receipts: measurement.receipts,
            warnings: found.inReadingOrder().filter { $0.severity == .warning },
            unplacedRows: unplacedSentences(measurement.computation), claims: verdicts.claims,
            assertions: verdicts.assertions,
            toolVersion: "revsite " + revsiteVersion, checks: measurement.verdicts,
            controlFiles: measurement.controlFiles, rates: measurement.rateFindings)
        let making = try SiteMaking(
            inputs, plan, measurement.computation, audit, theme, kept, &found)
        let outlet = SiteOutlet(
            take: { file in try staging?.stage(file.bytes, at: file.path) ?? "" },
            keep: { path, digest in try staging?.keep(path, digest: digest) ?? true })
        let made = try making.make(outlet, verdicts)
        found += made.diagnostics
        result.pages += made.pages
        if let staging, !found.hasErrors, !(options.isStrict && found.hasWarnings) {
            let receipt = try staging.finish()
            result.filesWritten = receipt.written
            result.filesUnchanged = receipt.linked
            result.isPublished = true
            if let leftover = receipt.leftover { found.append(leftover) }
            result.diagnostics = found.inReadingOrder()
            try remember(result, made.memory, files, inputs, measurement)
        }
    } else {
        // One run says all that is wrong, with what is written about single values too.
        found += try plan.commentaryDiagnostics(
            inputs, measurement.computation, kept, judges: canJudge)
    }
    result.diagnostics = found.inReadingOrder()
    return result
}

/// The result of the build before, where nothing of what it was made from has changed, nor anything of
/// what it made.
private func unchanged(
    _ memory: BuildMemory?, _ files: BuildInputs?, _ staging: SiteStaging?
) -> BuildResult? {
    guard let memory, let files, let staging, staging.isAsWritten, files.isKnown,
        files.digest == memory.inputs
    else { return nil }
    return BuildResult(
        diagnostics: memory.diagnostics, filesUnchanged: memory.fileCount, pages: memory.pageCount,
        isPublished: true)
}

/// The pages of values that need not be made again: where nothing has changed but what is written about
/// other values.
private func keptPages(
    _ memory: BuildMemory?, _ files: BuildInputs?, _ staging: SiteStaging?,
    _ inputs: WorkspaceInputs
) -> KeptPages {
    guard var memory, let files, let staging, files.isKnown,
        files.digest(without: inputs.textFolders) == memory.others
    else { return KeptPages() }
    memory.readPages()
    return KeptPages(memory, files, folders: inputs.textFolders) { path, digest in
        staging.canKeep(path, digest: digest)
    }
}

/// Writes down what the next build may use.
private func remember(
    _ result: BuildResult, _ pages: [String: BuildMemory.Page], _ files: BuildInputs?,
    _ inputs: WorkspaceInputs, _ measurement: Measurement
) throws {
    guard let files else { return }
    guard files.isKnown, files.isAll(of: inputs, measurement) else {
        return try BuildMemory.remove(in: inputs.workspace)
    }
    var memory = BuildMemory()
    memory.call = files.call
    memory.moment = files.moment
    memory.inputs = files.lastingDigest
    memory.others = files.lastingDigest(without: inputs.textFolders)
    memory.texts = files.lastingTexts(in: inputs.textFolders)
    memory.pageCount = result.pages
    memory.fileCount = result.filesWritten + result.filesUnchanged
    memory.diagnostics = result.diagnostics
    memory.pages = pages
    try memory.write(in: inputs.workspace)
}

/// Reads and measures all that the pages ask for; what is wrong with the tables is told where it was
/// asked for.
private func measureSite(
    _ inputs: WorkspaceInputs, _ kept: KeptPages, _ found: inout [Diagnostic]
) throws -> Measurement {
    let pages = inputs.written.all.filter { $0.fallback == nil }
    var uncut: [Diagnostic] = []
    let measurement = try measure(inputs) { planner in
        uncut = pages.flatMap {
            $0.cutDiagnostics(planner, dimensions: inputs.ground.dimensions)
        }
        return try pages.flatMap { $0.requests(planner) }
            + inputs.commentaryRequests(planner, kept)
    }
    let isPlaceless = { (one: Diagnostic) in one.id == "dimension-unknown" && one.location == nil }
    let placeless = measurement.diagnostics.filter(isPlaceless)
    found += measurement.diagnostics.filter { !isPlaceless($0) }
    found += placeless.isEmpty || uncut.isEmpty ? placeless : uncut
    if !found.hasErrors { found += misspelledFilters(pages, measurement) }
    return measurement
}

/// What cannot be, is not printed.
private func invariantDiagnostics(
    _ computation: Computation, _ inputs: WorkspaceInputs
) -> [Diagnostic] {
    let periods = Set(inputs.written.all.map(\.period)).union([inputs.settings.period]).sorted()
    return periods.flatMap(computation.brokenInvariants).map { text in
        Diagnostic(
            id: "invariant-broken", text,
            remedy:
                "look at the figures with 'revsite explain'; if the data is right, the program is not",
            at: SourceLocation(path: WorkspaceInputs.settingsPath))
    }
}

/// With wrong settings, pages or theme the tables are read all the same, so that one run says all
/// that is wrong; only formulas without an end stop it.
private func canEvaluate(_ found: [Diagnostic]) -> Bool {
    !found.contains { ["formula-cycle", "formula-too-large"].contains($0.id) }
}

/// What a page says is compared with figures unless settings or data are wrong, and so the figures;
/// mistakes in other pages and in the theme change none.
private func canJudge(_ found: [Diagnostic]) -> Bool {
    !found.contains { diagnostic in
        let path = diagnostic.location?.path ?? ""
        let isApart = path.hasSuffix(".md") || path.hasPrefix("themes/")
        return diagnostic.severity == .error && !isApart
    }
}

/// Rows that a measure could not place in time, one sentence a reason.
private func unplacedSentences(_ computation: Computation) -> [String] {
    var seen: Set<String> = []
    return computation.unplacedRows.compactMap { row in
        let sentence =
            "\(row.table), \(row.rows) \(row.rows == 1 ? "row" : "rows"): \(row.reason)"
        return seen.insert(sentence).inserted ? sentence : nil
    }
}
