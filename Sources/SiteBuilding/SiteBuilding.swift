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
    let staging =
        isWriting ? try SiteStaging(in: workspace, waitingUpTo: options.waitingLimit) : nil
    // Read.
    var (inputs, found) = try readInputs(workspace, options: options)
    let theme = try readTheme(workspace, inputs, &found)
    guard let inputs, canEvaluate(found) else {
        return BuildResult(diagnostics: found.inReadingOrder())
    }
    // Measure and compute.
    let ground = BindingGround(settings: inputs.settings, catalogue: inputs.catalogue)
    var uncut: [Diagnostic] = []
    let measurement = try measure(inputs) { planner in
        uncut = inputs.pages.flatMap {
            $0.cutDiagnostics(planner, dimensions: ground.dimensions)
        }
        return inputs.pages.flatMap { $0.requests(planner) }
    }
    // A dimension that a table lacks is told where it was asked for.
    let isPlaceless = { (one: Diagnostic) in one.id == "dimension-unknown" && one.location == nil }
    let placeless = measurement.diagnostics.filter(isPlaceless)
    found += measurement.diagnostics.filter { !isPlaceless($0) }
    found += placeless.isEmpty || uncut.isEmpty ? placeless : uncut
    if !found.hasErrors { found += misspelledFilters(inputs.pages, measurement) }
    let computation = measurement.computation
    // Judge.
    let writer = FigureWriter(language: inputs.language, currency: inputs.settings.currency)
    var claims = 0
    var assertions = 0
    if canJudge(found) {
        for page in inputs.pages {
            let verdict = judge(page, computation: computation, writer: writer)
            found += verdict.diagnostics
            claims += verdict.claims
            assertions += verdict.assertions
        }
    }
    found += diagnostics(of: measurement.verdicts)
    if canJudge(found) { found += invariantDiagnostics(computation, inputs) }
    // Draw, render and stage; then exchange, unless something is wrong.
    var result = BuildResult(diagnostics: [], pages: inputs.pages.count)
    if let theme, !found.hasErrors, !(options.isStrict && found.hasWarnings) {
        let audit = AuditReport(
            receipts: measurement.receipts,
            warnings: found.inReadingOrder().filter { $0.severity == .warning },
            unplacedRows: unplacedSentences(computation), claims: claims, assertions: assertions,
            toolVersion: "revsite " + revsiteVersion, checks: measurement.verdicts,
            controlFiles: measurement.controlFiles, rates: measurement.rateFindings)
        let site = SitePages(
            settings: inputs.settings, pages: inputs.pages, computation: computation,
            language: inputs.language, audit: audit, events: inputs.events)
        found += try render(
            site: site, theme: theme, contentHash: { Digest256.hexadecimal(of: $0) }
        ) { file in
            try staging?.stage(file.bytes, at: file.path)
        }
        if let staging, !found.hasErrors {
            let receipt = try staging.finish()
            result.filesWritten = receipt.written
            result.filesUnchanged = receipt.linked
            result.isPublished = true
            if let leftover = receipt.leftover { found.append(leftover) }
        }
    }
    result.diagnostics = found.inReadingOrder()
    return result
}

/// What cannot be, is not printed.
private func invariantDiagnostics(
    _ computation: Computation, _ inputs: WorkspaceInputs
) -> [Diagnostic] {
    let periods = Set(inputs.pages.map(\.period)).union([inputs.settings.period]).sorted()
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

private func readTheme(
    _ workspace: Workspace, _ inputs: WorkspaceInputs?, _ found: inout [Diagnostic]
) throws -> Theme? {
    let name = inputs?.settings.site.theme ?? "boardroom"
    var files = BundledFiles.own.folder("themes/" + name)
    do {
        if try hasFile("themes/" + name, workspace) {
            let listing = try workspace.files(in: "themes/" + name)
            found += listing.diagnostics
            for file in listing.files {
                files[String(file.path.dropFirst("themes/\(name)/".count))] = try file.read()
            }
        }
    } catch let error as FileError {
        let place = SourceLocation(path: WorkspaceInputs.settingsPath)
        guard let diagnostic = error.diagnostic(at: place) else { throw error }
        found.append(diagnostic)
        return nil
    }
    if files.isEmpty {
        found.append(
            Diagnostic(
                id: "theme-missing", "there is no theme '\(name)'",
                remedy: "add themes/\(name)/, or use boardroom",
                at: SourceLocation(path: WorkspaceInputs.settingsPath)))
        return nil
    }
    return Theme.read(files: files, name: name, diagnostics: &found)
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
