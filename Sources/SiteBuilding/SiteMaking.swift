import Diagnostics
import Dispatch
import FileAccess
import FigureWording
import KPIComputing
import PageBinding
import PageRendering
import ReportModel
import Synchronization

/// All files of the site, made one after the other or several at a time; they leave by a function that
/// is given.
struct SiteMaking: Sendable {
    let inputs: WorkspaceInputs
    let plan: SitePlan
    let computation: Computation
    /// In the order of the languages.
    let renderers: [SiteRenderer]
    let files: [RenderedFile]

    /// What came of it.
    struct Result: Sendable {
        /// Of values; those of authors are not counted.
        var pages = 0
        var diagnostics: [Diagnostic] = []
    }

    init(
        _ inputs: WorkspaceInputs, _ plan: SitePlan, _ computation: Computation,
        _ audit: AuditReport, _ theme: Theme, _ found: inout [Diagnostic]
    ) throws {
        self.inputs = inputs
        self.plan = plan
        self.computation = computation
        let (addresses, files) = try Self.contentFiles(inputs)
        self.files = files
        let languages = inputs.languages.map { SiteLanguage(code: $0.code, name: $0.name) }
        var renderers: [SiteRenderer] = []
        for language in inputs.languages {
            var site = SitePages(
                settings: inputs.settings, pages: inputs.written.pages[language.code] ?? [],
                computation: computation, language: language, audit: audit,
                events: inputs.events, series: plan.series[language.code] ?? [],
                languages: languages, base: inputs.language)
            site.files = addresses
            SiteRenderer(
                site, theme: theme, contentHash: { Digest256.hexadecimal(of: $0) },
                diagnostics: &found
            ).map { renderers.append($0) }
        }
        self.renderers = renderers
    }

    /// The files that pages link to and show, named by what is in them.
    private static func contentFiles(
        _ inputs: WorkspaceInputs
    ) throws -> ([String: String], [RenderedFile]) {
        var addresses: [String: String] = [:]
        var files: [RenderedFile] = []
        for path in inputs.written.files.keys.sorted() {
            guard let file = inputs.written.files[path] else { continue }
            let bytes = try file.read()
            let name = path.split(separator: "/").last.map(String.init) ?? path
            let dot = name.lastIndex(of: ".") ?? name.endIndex
            let address =
                "assets/\(slug(ofValue: String(name[..<dot])))."
                + Digest256.hexadecimal(of: bytes).prefix(8) + name[dot...].lowercased()
            addresses[path] = address
            files.append(RenderedFile(path: address, bytes: bytes))
        }
        return (addresses, files)
    }

    /// - Parameter emit: takes a file; may be called from several threads.
    func make(_ emit: @escaping @Sendable (RenderedFile) throws -> Void) throws -> Result {
        var result = Result()
        var figures = FiguresFile()
        for file in files { try emit(file) }
        for (number, renderer) in renderers.enumerated() {
            for file in renderer.assets { try emit(file) }
            var entries: [SearchEntry] = []
            var shown = FiguresFile()
            for (page, place) in renderer.site.placedPages {
                let rendition = renderer.render(page, place)
                for file in rendition.files { try emit(file) }
                // What is wrong with a page that is not translated was said before.
                if page.fallback == nil { result.diagnostics += rendition.diagnostics }
                shown.add(rendition.shown)
                entries.append(rendition.entry)
            }
            for series in renderer.site.series {
                try emit(renderer.directory(of: series))
                let made = try SeriesMaking(
                    series: series, renderer: renderer, language: inputs.languages[number],
                    inputs: inputs, plan: plan, computation: computation
                ).make(emit)
                result.diagnostics += made.diagnostics
                entries += made.entries
                if number == 0 { result.pages += series.entries.count }
            }
            for file in renderer.closing(shown) { try emit(file) }
            try emit(renderer.pack(packPages(renderer, inputs.languages[number])))
            try emit(renderer.searchIndex(entries))
            if number == 0 { figures = shown }
        }
        try emit(figures.file(currency: inputs.settings.currency))
        return result
    }

    private func packPages(_ renderer: SiteRenderer, _ language: Language) -> [BoundPage] {
        renderer.site.packPages { series, index in
            // What is wrong was said when the page was made.
            var ignored: [Diagnostic] = []
            return plan.page(series, at: index, in: language, inputs, &ignored)
        }
    }
}

/// The pages of a series, made by several threads.
struct SeriesMaking: Sendable {
    let series: PageSeries
    let renderer: SiteRenderer
    let language: Language
    let inputs: WorkspaceInputs
    let plan: SitePlan
    let computation: Computation

    struct Result: Sendable {
        var diagnostics: [Diagnostic] = []
        var entries: [SearchEntry] = []
    }

    /// Pages that a thread takes at a time.
    private static let share = 64

    private struct State {
        var next = 0
        var parts: [(first: Int, entries: [SearchEntry])] = []
        var diagnostics: [Diagnostic] = []
        var verdicts = SiteVerdicts()
        var failure: (any Error)?
    }

    func make(_ emit: @Sendable (RenderedFile) throws -> Void) throws -> Result {
        let state = Mutex(State())
        let workers = max(1, min(inputs.options.workers, series.entries.count / Self.share + 1))
        DispatchQueue.concurrentPerform(iterations: workers) { _ in
            while let share = take(state) {
                do {
                    try make(share, state, emit)
                } catch {
                    state.withLock { $0.failure = $0.failure ?? error }
                }
            }
        }
        return try state.withLock { state in
            if let failure = state.failure { throw failure }
            return Result(
                diagnostics: state.diagnostics + state.verdicts.diagnostics,
                entries: state.parts.sorted { $0.first < $1.first }.flatMap(\.entries))
        }
    }

    /// The next pages to be made; nil where there are none, or where one could not be made.
    private func take(_ state: borrowing Mutex<State>) -> Range<Int>? {
        state.withLock { state in
            guard state.next < series.entries.count, state.failure == nil else { return nil }
            let first = state.next
            state.next = min(first + Self.share, series.entries.count)
            return first..<state.next
        }
    }

    private func make(
        _ share: Range<Int>, _ state: borrowing Mutex<State>,
        _ emit: @Sendable (RenderedFile) throws -> Void
    ) throws {
        var found: [Diagnostic] = []
        var verdicts = SiteVerdicts()
        var entries: [SearchEntry] = []
        for index in share {
            let page = plan.page(series, at: index, in: language, inputs, &found)
            verdicts.judge(page, of: series, at: index, language, inputs, computation)
            let rendition = renderer.render(
                page, series.place(at: index, in: renderer.site), isSearched: !series.isLarge)
            if page.fallback == nil { found += rendition.diagnostics }
            for file in rendition.files { try emit(file) }
            entries.append(rendition.entry)
        }
        state.withLock { state in
            state.diagnostics += found
            state.verdicts.merge(verdicts)
            state.parts.append((share.lowerBound, entries))
        }
    }
}
