import Diagnostics
import FigureJudging
import FileAccess
import FigureWording
import KPIComputing
import MarkdownReading
import Measuring
import PageBinding
import PageRendering
import ReportModel

/// Which pages a site has beside those that authors wrote: one for each value of a dimension.
struct SitePlan: Sendable {
    /// By language.
    private(set) var series: [String: [PageSeries]] = [:]
    private(set) var diagnostics: [Diagnostic] = []
    /// What links may lead to.
    let links: LinkGround

    /// - Complexity: O(*n* log *n*) in the values.
    init(_ inputs: WorkspaceInputs, _ computation: Computation) {
        let base = inputs.language.code
        for form in inputs.written.forms[base] ?? [] {
            guard let dimension = form.each else { continue }
            let entries = Self.entries(of: dimension, form, computation, &diagnostics)
            for (code, forms) in inputs.written.forms {
                guard let own = forms.first(where: { $0.slug == form.slug }) else { continue }
                series[code, default: []].append(
                    PageSeries(
                        page: own, dimension: dimension, folder: folder(of: dimension),
                        entries: entries))
            }
        }
        let all = series[base] ?? []
        diagnostics += Self.unknownCommentaries(inputs, all)
        links = Self.linkGround(inputs, all)
        for page in inputs.written.all where page.fallback == nil {
            diagnostics += linkDiagnostics(page.links, on: PageAnchors(of: page).ids, links)
        }
    }

    private static func entries(
        of dimension: String, _ form: BoundPage, _ computation: Computation,
        _ found: inout [Diagnostic]
    ) -> [PageSeries.Entry] {
        let values = computation.entities.values(of: dimension)
            .union(computation.measuredValues(of: dimension)).subtracting([""])
        let folder = folder(of: dimension)
        var taken: [String: String] = ["index": "(the list of all)"]
        taken.reserveCapacity(values.count + 1)
        var shared: Set<String> = []
        let entries = values.sorted().compactMap { value -> (key: String, PageSeries.Entry)? in
            let address = slug(ofValue: value)
            if let other = taken[address] {
                found.append(
                    Diagnostic(
                        id: "page-name-taken",
                        "the \(dimension) '\(value)' and '\(other)' would both be "
                            + "\(folder)/\(address).html",
                        remedy: "give one of them another id",
                        at: SourceLocation(path: form.text.path)))
                shared.insert(address)
                return nil
            }
            taken[address] = value
            let name = computation.name(of: value, in: dimension)
            return (
                name.lowercased(),
                PageSeries.Entry(value: value, name: name, slug: folder + "/" + address)
            )
        }
        // Of two that share an address neither is judged by what is written about the other.
        let own =
            shared.isEmpty
            ? entries
            : entries.filter { !shared.contains(String($0.1.slug.dropFirst(folder.count + 1))) }
        return own.sorted { ($0.key, $0.1.slug) < ($1.key, $1.1.slug) }.map(\.1)
    }

    /// Texts about values that there are none of.
    private static func unknownCommentaries(
        _ inputs: WorkspaceInputs, _ series: [PageSeries]
    ) -> [Diagnostic] {
        var found: [Diagnostic] = []
        var known: [String: Set<String>] = [:]
        for pages in series { known[pages.folder] = Set(pages.entries.map(\.slug)) }
        let unknown = inputs.written.commentaries.all { address in
            known[folder(ofAddress: address)]?.contains(address) == false
        }
        for (address, _, commentary) in unknown {
            let folder = folder(ofAddress: address)
            guard let pages = series.first(where: { $0.folder == folder }) else { continue }
            found.append(
                Diagnostic(
                    id: "unknown-value", "there is no \(pages.dimension) '\(commentary.name)'",
                    remedy: didYouMean(commentary.name, among: pages.entries.map(\.value)),
                    at: SourceLocation(path: commentary.path)))
        }
        return found
    }

    private static func linkGround(
        _ inputs: WorkspaceInputs, _ series: [PageSeries]
    ) -> LinkGround {
        var pages: [String: Set<String>?] = [:]
        for page in inputs.pages { pages[page.slug] = PageAnchors(of: page).ids }
        // The words of a heading are those of its language.
        for translation in inputs.written.all where translation.each == nil {
            let ids = PageAnchors(of: translation).ids
            pages[translation.slug] = (pages[translation.slug] ?? nil)?.union(ids) ?? ids
        }
        for list in series {
            pages.updateValue(nil, forKey: list.directory)
            for entry in list.entries { pages.updateValue(nil, forKey: entry.slug) }
        }
        let areas = inputs.catalogue.metrics.values.map { "area-" + $0.area }
        pages["definitions"] = Set(inputs.catalogue.order + areas + ["content"])
        pages["audit"] = ["content"]
        pages.updateValue(nil, forKey: "pack")
        for id in inputs.catalogue.order { pages["metrics/" + id] = ["content"] }
        return LinkGround(pages: pages, files: Set(inputs.written.files.keys))
    }
}

extension SitePlan {
    /// The page of a value with what its author wrote, and what is wrong with that.
    func page(
        _ series: PageSeries, at index: Int, in language: Language, _ inputs: WorkspaceInputs,
        _ found: inout [Diagnostic]
    ) throws -> BoundPage {
        let slug = series.entries[index].slug
        let texts = inputs.written.commentaries
        let own = texts[slug, language.code]
        guard let commentary = own ?? texts[slug, inputs.language.code] else {
            return series.page(at: index)
        }
        var wrong: [Diagnostic] = []
        let bound = try commentary.bound(to: series.page, inputs.ground, &wrong)
        var page = series.page(at: index, commentary: bound)
        if let bound {
            wrong += linkDiagnostics(bound.links, on: PageAnchors(of: page).ids, links)
        }
        if own == nil, language.code != inputs.language.code {
            // What is wrong with it was said in its own language.
            if page.fallback == nil {
                page.foreignText = BoundPage.ForeignText(
                    path: commentary.path, language: inputs.language.code)
            }
        } else {
            found += wrong
        }
        return page
    }

    /// The links of all texts, in their own languages.
    func allLinks(_ inputs: WorkspaceInputs) throws -> [PlacedLink] {
        var links = inputs.written.all.filter { $0.fallback == nil }.flatMap(\.links)
        for language in inputs.languages {
            for pages in series[language.code] ?? [] {
                for (index, entry) in pages.entries.enumerated()
                where inputs.written.commentaries[entry.slug, language.code] != nil {
                    // What is wrong is said when the page is made.
                    var ignored: [Diagnostic] = []
                    let page = try page(pages, at: index, in: language, inputs, &ignored)
                    let form = pages.page.text.path
                    links += page.links.filter { $0.location.path != form }
                }
            }
        }
        return links
    }

    /// What is wrong with the texts about single values.
    func commentaryDiagnostics(
        _ inputs: WorkspaceInputs, _ computation: Computation, _ kept: KeptPages, judges: Bool
    ) throws -> [Diagnostic] {
        var found: [Diagnostic] = []
        for language in inputs.languages {
            var verdicts = SiteVerdicts()
            for pages in series[language.code] ?? [] {
                for index in pages.entries.indices {
                    if let known = kept[language.code, pages.entries[index].slug] {
                        found += known.diagnostics
                        continue
                    }
                    let page = try page(pages, at: index, in: language, inputs, &found)
                    if judges {
                        verdicts.judge(page, of: pages, at: index, language, inputs, computation)
                    }
                }
            }
            found += verdicts.diagnostics
        }
        return found
    }
}

extension WorkspaceInputs {
    /// What the texts about single values ask the tables.
    func commentaryRequests(_ planner: Planner, _ kept: KeptPages) throws -> [CubeRequest] {
        let forms = Dictionary(
            (written.forms[language.code] ?? []).compactMap { form in
                form.each.map { (folder(of: $0), form) }
            }, uniquingKeysWith: { $1 })
        let texts = written.commentaries.all { address in
            languages.contains { kept[$0.code, address] == nil }
        }
        return try concurrently(texts.count, workers: options.workers) { index -> [CubeRequest] in
            let (address, code, commentary) = texts[index]
            guard kept[code, address] == nil, let form = forms[folder(ofAddress: address)]
            else { return [] }
            let bytes = try commentary.read()
            if !Commentary.mayHoldBindings(bytes) { return [] }
            // What is wrong is said when its page is made.
            var ignored: [Diagnostic] = []
            var page = commentary.bound(bytes, to: form, ground, &ignored)
            page?.each = form.each
            return page?.requests(planner) ?? []
        }.flatMap { $0 }
    }
}
