import Diagnostics
import Dispatch
import FigureJudging
import FigureWording
import FileAccess
import KPIComputing
import MarkdownReading
import PageBinding
import PageRendering
import ReportModel
import Synchronization

/// What came of the pipeline.
struct SiteOutcome: Sendable {
    /// What the next build may use of it.
    struct Made: Sendable {
        var inputs: WorkspaceInputs
        var measurement: Measurement
        var pages: BuildMemory.Pages
    }

    var diagnostics: [Diagnostic] = []
    /// Those of authors and those of values, in one language.
    var pages = 0
    /// nil where something is wrong: then what went out is of no use.
    var made: Made?
}

/// The pipeline, whole:
///
///     content/ ─read─▶ settings, pages, tables ─measure─▶ cubes ─compute─▶ figures ─judge─▶ verdicts
///         ─draw, render─▶ files ─▶ outlet: staged beside output/ and exchanged with it, or shown
///
/// - Parameters:
///   - kept: the pages that are as they were, once it is known what the site is made from.
///   - earlier: what a preview still knows of the build before.
func makeSite(
    _ workspace: Workspace, _ options: BuildOptions, _ outlet: SiteOutlet,
    earlier: EarlierWork? = nil,
    kept: @escaping @Sendable (WorkspaceInputs) throws -> KeptPages = { _ in KeptPages() }
) throws -> SiteOutcome {
    // Read.
    options.progress(.reading)
    var (inputs, found) = try readInputs(workspace, options: options)
    guard let inputs, canEvaluate(found) else {
        _ = try readTheme(workspace, inputs, &found)
        return SiteOutcome(diagnostics: found.inReadingOrder())
    }
    // Measure and compute; the theme is read meanwhile.
    options.progress(.measuring)
    let kept = Once { try kept(inputs) }
    let theme = Once {
        var found: [Diagnostic] = []
        return (try readTheme(workspace, inputs, &found), found)
    }
    let keeping = Once {
        let files = try kept.get().files
        return try files.isEmpty || outlet.keep(files)
    }
    DispatchQueue.global().async {
        _ = try? kept.get()
        _ = try? theme.get()
        _ = try? keeping.get()
    }
    // Nothing is kept after this has ended, however it ends.
    defer { _ = try? keeping.get() }
    let measured = try Measured(inputs, kept, earlier, hasErrors: found.hasErrors)
    let (look, wrong) = try theme.get()
    if try !keeping.get() { throw BuildFailure(changing: "output") }
    found += wrong + measured.found
    let (measurement, plan) = (measured.measurement, measured.plan)
    if options.checksExternalLinks {
        options.progress(.askingOtherHosts)
        found += try ExternalLinks.diagnostics(of: plan.allLinks(inputs))
    }
    // Judge.
    var verdicts = SiteVerdicts()
    let canJudge = canJudge(found)
    if canJudge { verdicts.judge(inputs, measurement.computation) }
    found += verdicts.diagnostics + diagnostics(of: measurement.verdicts)
    if canJudge { found += invariantDiagnostics(measurement.computation, inputs) }
    // Draw and render.
    var outcome = SiteOutcome(pages: inputs.pages.count)
    if let look, !found.hasErrors, !(options.isStrict && found.hasWarnings) {
        let audit = AuditReport(
            receipts: measurement.receipts,
            warnings: found.inReadingOrder().filter { $0.severity == .warning },
            unplacedRows: unplacedSentences(measurement.computation), claims: verdicts.claims,
            assertions: verdicts.assertions,
            toolVersion: "revsite " + revsiteVersion, checks: measurement.verdicts,
            controlFiles: measurement.controlFiles, rates: measurement.rateFindings)
        let making = try SiteMaking(
            inputs, plan, measurement.computation, audit, look, kept.get(), earlier, &found)
        let made = try making.make(outlet, verdicts)
        found += made.diagnostics
        outcome.pages += made.pages
        if !found.hasErrors, !(options.isStrict && found.hasWarnings) {
            outcome.made = SiteOutcome.Made(
                inputs: inputs, measurement: measurement, pages: made.memory)
        }
    } else {
        // One run says all that is wrong, with what is written about single values too.
        found += try plan.commentaryDiagnostics(
            inputs, measurement.computation, kept.get(), judges: canJudge)
    }
    outcome.diagnostics = found.inReadingOrder()
    return outcome
}

/// The figures of a site and the pages that there are of values.
private struct Measured: Sendable {
    let measurement: Measurement
    let plan: SitePlan
    private(set) var found: [Diagnostic] = []

    /// - Parameter hasErrors: whether something is wrong already.
    init(
        _ inputs: WorkspaceInputs, _ kept: Once<KeptPages>, _ earlier: EarlierWork?,
        hasErrors: Bool
    ) throws {
        measurement = try measureSite(inputs, kept, earlier, hasErrors: hasErrors, &found)
        plan = SitePlan(inputs, measurement.computation)
        found += plan.diagnostics
    }
}

/// Reads and measures all that the pages ask for; what is wrong with the tables is told where it was
/// asked for.
private func measureSite(
    _ inputs: WorkspaceInputs, _ kept: Once<KeptPages>, _ earlier: EarlierWork?, hasErrors: Bool,
    _ found: inout [Diagnostic]
) throws -> Measurement {
    let pages = inputs.written.all.filter { $0.fallback == nil }
    var uncut: [Diagnostic] = []
    let asked = { (planner: Planner) in
        uncut = pages.flatMap {
            $0.cutDiagnostics(planner, dimensions: inputs.ground.dimensions)
        }
        return try pages.flatMap { $0.requests(planner) }
            + inputs.commentaryRequests(planner, kept.get())
    }
    let measurement =
        try earlier?.measurement(of: inputs, asked) ?? measure(inputs, asked: asked)
    let isPlaceless = { (one: Diagnostic) in one.id == "dimension-unknown" && one.location == nil }
    let placeless = measurement.diagnostics.filter(isPlaceless)
    found += measurement.diagnostics.filter { !isPlaceless($0) }
    found += placeless.isEmpty || uncut.isEmpty ? placeless : uncut
    if !hasErrors, !found.hasErrors { found += misspelledFilters(pages, measurement) }
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
