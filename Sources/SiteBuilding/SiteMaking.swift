import Diagnostics
import FileAccess
import FigureWording
import KPIComputing
import MarkdownReading
import PageBinding
import PageRendering
import ReportModel

/// Where the files of a site go; may be called from several threads.
struct SiteOutlet: Sendable {
    /// Takes a file, and gives its hash.
    private let take: @Sendable (RenderedFile) throws -> String
    /// Keeps files of the site before, by their paths and hashes; false where that can't be.
    let keep: @Sendable ([(path: String, digest: String)]) throws -> Bool

    init(
        take: @escaping @Sendable (RenderedFile) throws -> String,
        keep: @escaping @Sendable ([(path: String, digest: String)]) throws -> Bool
    ) {
        self.take = take
        self.keep = keep
    }

    @discardableResult
    func emit(_ file: RenderedFile) throws -> String { try take(file) }
}

/// All files of the site, made one after the other or several at a time; they leave by a function that
/// is given.
struct SiteMaking: Sendable {
    let inputs: WorkspaceInputs
    let plan: SitePlan
    let computation: Computation
    /// In the order of the languages.
    let renderers: [SiteRenderer]
    let files: [RenderedFile]
    let kept: KeptPages
    let earlier: EarlierWork?
    /// What all pages follow from besides their texts; empty where nothing is known of an earlier build.
    let ground: String

    /// What came of it.
    struct Result: Sendable {
        /// Of values; those of authors are not counted.
        var pages = 0
        var diagnostics: [Diagnostic] = []
        var memory: BuildMemory.Pages = [:]
    }

    init(
        _ inputs: WorkspaceInputs, _ plan: SitePlan, _ computation: Computation,
        _ audit: AuditReport, _ theme: Theme, _ kept: KeptPages, _ earlier: EarlierWork?,
        _ found: inout [Diagnostic]
    ) throws {
        self.kept = kept
        self.earlier = earlier
        ground = earlier?.ground(inputs) ?? ""
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

    func make(_ outlet: SiteOutlet, _ verdicts: SiteVerdicts) throws -> Result {
        var result = Result()
        var verdicts = verdicts
        var figures = FiguresFile()
        var all = FiguresFile()
        /// What tells of several pages.
        var last: [@Sendable () throws -> Void] = []
        for file in files { try outlet.emit(file) }
        for (number, renderer) in renderers.enumerated() {
            let language = inputs.languages[number]
            for file in renderer.assets { try outlet.emit(file) }
            var entries: [SearchEntry] = []
            var shown = FiguresFile()
            for (page, place) in renderer.site.placedPages {
                let rendition = self.rendition(of: page, language.code) {
                    renderer.render(page, place)
                }
                for file in rendition.files { try outlet.emit(file) }
                // What is wrong with a page that is not translated was said before.
                if page.fallback == nil { result.diagnostics += rendition.diagnostics }
                shown.add(rendition.shown)
                entries.append(rendition.entry)
            }
            for series in renderer.site.series {
                let made = try SeriesMaking(
                    series: series, renderer: renderer, language: language, inputs: inputs,
                    plan: plan, computation: computation, kept: kept, making: self
                ).make(outlet)
                last.append { _ = try outlet.emit(renderer.directory(of: series)) }
                result.diagnostics += made.diagnostics
                verdicts.add(claims: made.claims, assertions: made.assertions)
                entries += made.entries
                let earlier = result.memory[language.code] ?? [:]
                result.memory[language.code] =
                    earlier.isEmpty ? made.pages : earlier.merging(made.pages) { _, last in last }
                if number == 0 { result.pages += series.entries.count }
            }
            let sheets = try packPages(renderer, language).enumerated().map { index, page in
                sheet(of: page, language.code, at: index, renderer)
            }
            try outlet.emit(renderer.pack(sheets))
            let index = entries
            last.append { try outlet.emit(renderer.searchIndex(index)) }
            if number == 0 { figures = shown }
            all.formUnion(shown)
        }
        // The audit tells of all pages, and a metric has its page in each language.
        let (whole, final) = (all, verdicts)
        for renderer in renderers {
            last.append {
                for file in closing(renderer, whole, final) { try outlet.emit(file) }
            }
        }
        _ = try concurrently(last.count, workers: inputs.options.workers, share: 1) { [last] in
            try last[$0]()
        }
        try outlet.emit(figures.file(currency: inputs.settings.currency))
        return result
    }

    /// A page, made anew only where it may have changed.
    func rendition(
        of page: BoundPage, _ language: String, _ make: () -> PageRendition
    ) -> PageRendition {
        guard let earlier, !ground.isEmpty else { return make() }
        let key = EarlierWork.Key(
            ground: ground, language: language, kind: "page", slug: page.slug, text: page.text,
            fallback: page.fallback, around: "")
        if case .page(let rendition) = earlier.rendition(key, { .page(make()) }) {
            return rendition
        }
        return make()
    }

    private func sheet(
        of page: BoundPage, _ language: String, at index: Int, _ renderer: SiteRenderer
    ) -> PackSheet {
        guard let earlier, !ground.isEmpty else { return renderer.sheet(of: page, at: index) }
        let key = EarlierWork.Key(
            ground: ground, language: language, kind: "sheet of the pack", slug: page.slug,
            text: page.text, fallback: page.fallback, around: String(index))
        if case .sheet(let sheet) = earlier.rendition(
            key, { .sheet(renderer.sheet(of: page, at: index)) })
        {
            return sheet
        }
        return renderer.sheet(of: page, at: index)
    }

    private func closing(
        _ renderer: SiteRenderer, _ shown: FiguresFile, _ verdicts: SiteVerdicts
    ) -> [RenderedFile] {
        func make() -> [RenderedFile] {
            renderer.closing(shown, claims: verdicts.claims, assertions: verdicts.assertions)
        }
        guard let earlier, !ground.isEmpty else { return make() }
        let around = [
            String(shown.digest), String(verdicts.claims), String(verdicts.assertions),
            String(renderer.site.audit.warnings.hashValue),
        ]
        let key = EarlierWork.Key(
            ground: ground, language: renderer.site.language.code, kind: "closing", slug: "",
            text: nil, fallback: nil, around: around.joined(separator: " "))
        if case .files(let files) = earlier.rendition(key, { .files(make()) }) { return files }
        return make()
    }

    private func packPages(
        _ renderer: SiteRenderer, _ language: Language
    ) throws -> [BoundPage] {
        try renderer.site.packPages { series, index in
            // What is wrong was said when the page was made.
            var ignored: [Diagnostic] = []
            return try plan.page(series, at: index, in: language, inputs, &ignored)
        }
    }
}
