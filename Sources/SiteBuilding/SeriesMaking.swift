import Diagnostics
import Dispatch
import FigureWording
import FileAccess
import KPIComputing
import PageBinding
import PageRendering
import ReportModel
import Synchronization

/// The pages of a series, made by several threads; a class, which each page would copy else.
final class SeriesMaking: Sendable {
    let series: PageSeries
    let renderer: SiteRenderer
    let language: Language
    let inputs: WorkspaceInputs
    let plan: SitePlan
    let computation: Computation
    /// Those that are as they were.
    let kept: KeptPages
    let making: SiteMaking

    init(
        series: PageSeries, renderer: SiteRenderer, language: Language, inputs: WorkspaceInputs,
        plan: SitePlan, computation: Computation, kept: KeptPages, making: SiteMaking
    ) {
        self.series = series
        self.renderer = renderer
        self.language = language
        self.inputs = inputs
        self.plan = plan
        self.computation = computation
        self.kept = kept
        self.making = making
    }

    struct Result: Sendable {
        var diagnostics: [Diagnostic] = []
        /// In the order of the series.
        var entries: [SearchEntry] = []
        var claims = 0
        var assertions = 0
        /// By address.
        var pages: [String: BuildMemory.Page] = [:]
    }

    /// Pages that a thread takes at a time.
    private static let share = 64

    private struct State {
        /// Places in the series of the pages that are made.
        var wanted: [Int] = []
        var next = 0
        var done = 0
        var parts: [(first: Int, pages: [BuildMemory.Page])] = []
        var verdicts = SiteVerdicts()
        var failure: (any Error)?
    }

    func make(_ outlet: SiteOutlet) throws -> Result {
        var known: [BuildMemory.Page?] = []
        if !kept.isEmpty {
            known = series.entries.map { kept[language.code, $0.slug] }
        }
        let state = Mutex(State())
        state.withLock { state in
            state.wanted = series.entries.indices.filter { known.isEmpty || known[$0] == nil }
            state.done = series.entries.count - state.wanted.count
        }
        let count = state.withLock { $0.wanted.count }
        let workers = max(1, min(inputs.options.workers, count / Self.share + 1))
        DispatchQueue.concurrentPerform(iterations: workers) { _ in
            while let share = take(state) {
                do {
                    try make(share, state, outlet)
                } catch {
                    state.withLock { $0.failure = $0.failure ?? error }
                }
            }
        }
        return try state.withLock { state in
            if let failure = state.failure { throw failure }
            var result = Result()
            var made = state.parts.sorted { $0.first < $1.first }.flatMap(\.pages)[...]
            result.entries.reserveCapacity(series.entries.count)
            result.pages.reserveCapacity(series.entries.count)
            for (index, entry) in series.entries.enumerated() {
                let old = known.isEmpty ? nil : known[index]
                guard let page = old ?? made.popFirst() else { continue }
                result.entries.append(page.entry)
                result.diagnostics += page.diagnostics
                result.claims += page.claims
                result.assertions += page.assertions
                result.pages[entry.slug] = page
            }
            result.diagnostics += state.verdicts.diagnostics
            return result
        }
    }

    /// The places of the next pages to be made; nil where there are none, or where one could not be made.
    private func take(_ state: borrowing Mutex<State>) -> (first: Int, places: ArraySlice<Int>)? {
        state.withLock { state in
            guard state.next < state.wanted.count, state.failure == nil else { return nil }
            let first = state.next
            state.next = min(first + Self.share, state.wanted.count)
            return (first, state.wanted[first..<state.next])
        }
    }

    private func make(
        _ share: (first: Int, places: ArraySlice<Int>), _ state: borrowing Mutex<State>,
        _ outlet: SiteOutlet
    ) throws {
        var verdicts = SiteVerdicts()
        var pages: [BuildMemory.Page] = []
        for index in share.places { pages.append(try make(index, outlet, &verdicts)) }
        let done = state.withLock { state in
            state.verdicts.merge(verdicts)
            state.parts.append((share.first, pages))
            state.done += pages.count
            return state.done
        }
        inputs.options.progress(.pages(done, of: series.entries.count))
    }

    private func make(
        _ index: Int, _ outlet: SiteOutlet, _ verdicts: inout SiteVerdicts
    ) throws -> BuildMemory.Page {
        var found: [Diagnostic] = []
        let page = try plan.page(series, at: index, in: language, inputs, &found)
        var verdict = SiteVerdicts()
        verdict.judge(page, of: series, at: index, language, inputs, computation)
        let rendition = making.rendition(of: page, language.code) {
            renderer.render(
                page, series.place(at: index, in: renderer.site), isSearched: !series.isLarge)
        }
        if page.fallback == nil {
            // What is wrong with a text that is not translated was said in its own language.
            let foreign = page.foreignText?.path
            found += rendition.diagnostics.filter { foreign == nil || $0.location?.path != foreign }
        }
        var made = BuildMemory.Page(
            claims: verdict.claims, assertions: verdict.assertions, diagnostics: found,
            entry: rendition.entry)
        for file in rendition.files {
            made.files.append((file.path, try outlet.emit(file)))
        }
        verdicts.merge(verdict)
        return made
    }
}
