package import Diagnostics
import KPIComputing
package import PageBinding
import ReportModel

/// All files of a site in one language, handed on one at a time.
///
/// - Parameters:
///   - contentHash: SHA-256 in hexadecimal; names the assets.
///   - emit: takes a file; no page is kept after it.
/// - Returns: what is wrong with the pages; with an error in it, what was emitted is of no use.
package func render(
    site: SitePages, theme: Theme, contentHash: ([UInt8]) -> String,
    emit: (RenderedFile) throws -> Void
) rethrows -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    guard
        let renderer = SiteRenderer(
            site, theme: theme, contentHash: contentHash, diagnostics: &diagnostics)
    else { return diagnostics }
    for file in renderer.assets { try emit(file) }
    var figures = FiguresFile()
    var entries: [SearchEntry] = []
    func add(_ rendition: PageRendition) throws {
        for file in rendition.files { try emit(file) }
        diagnostics += rendition.diagnostics
        entries.append(rendition.entry)
    }
    for (page, place) in site.placedPages {
        let rendition = renderer.render(page, place)
        figures.add(rendition.shown)
        try add(rendition)
    }
    for series in site.series {
        try emit(renderer.directory(of: series))
        for index in series.entries.indices {
            try add(
                renderer.render(
                    series.page(at: index), series.place(at: index, in: site)))
        }
    }
    for file in renderer.closing(figures) { try emit(file) }
    let sheets = site.packPages { $0.page(at: $1) }.enumerated().map {
        renderer.sheet(of: $1, at: $0)
    }
    try emit(renderer.pack(sheets))
    try emit(renderer.searchIndex(entries))
    try emit(figures.file(currency: site.settings.currency))
    return diagnostics
}

extension SitePages {
    /// The author's pages with what stands around them, in reading order.
    package var placedPages: [(page: BoundPage, place: PagePlace)] {
        pages.indices.map { index in
            func link(_ page: BoundPage) -> LinkView {
                LinkView(title: page.title, href: page.slug + ".html")
            }
            let page = pages[index]
            let first = page.section.flatMap { section in
                pages.first { $0.section == section && !$0.slug.contains("/") }
            }
            return (
                page,
                PagePlace(
                    above: first.map { $0.slug == page.slug ? [] : [link($0)] } ?? [],
                    previous: index > 0 ? link(pages[index - 1]) : nil,
                    next: index + 1 < pages.count ? link(pages[index + 1]) : nil)
            )
        }
    }

    /// What the pack holds, in reading order.
    ///
    /// - Parameter page: the page of an entry of a series.
    package func packPages(
        _ page: (PageSeries, Int) throws -> BoundPage
    ) rethrows -> [BoundPage] {
        let own = pages.filter(\.isInPack).map { ($0.slug == "index" ? -1 : $0.order, [$0]) }
        let all = try series.filter(\.page.isInPack).map { series in
            (series.page.order, try series.entries.indices.map { try page(series, $0) })
        }
        return (own + all).enumerated().sorted {
            ($0.element.0, $0.offset) < ($1.element.0, $1.offset)
        }.flatMap(\.element.1)
    }
}

extension PageSeries {
    /// The page of an entry.
    ///
    /// - Parameter commentary: what its author wrote about it.
    package func page(at index: Int, commentary: BoundPage? = nil) -> BoundPage {
        let entry = entries[index]
        return page.page(
            of: entry.value, named: entry.name, slug: entry.slug, commentary: commentary)
    }

    /// What stands around the page of an entry.
    package func place(at index: Int, in site: SitePages) -> PagePlace {
        func link(_ entry: Entry) -> LinkView {
            LinkView(title: entry.name, href: entry.slug + ".html")
        }
        return PagePlace(
            above: [LinkView(title: page.section ?? page.title, href: directory + ".html")],
            previous: index > 0 ? link(entries[index - 1]) : nil,
            next: index + 1 < entries.count ? link(entries[index + 1]) : nil)
    }
}
