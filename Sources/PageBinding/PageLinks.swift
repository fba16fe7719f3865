package import Diagnostics
import MarkdownReading

/// Links from page to page, each of which must lead somewhere.
///
/// `[sales](sales.md)` and `[sales](sales.html)` both mean the page `sales`. A relative link to
/// anything that is no page is `unknown-page`; a picture file, which would be a blank on the page, is
/// `image-not-in-site`.
package func linkDiagnostics(_ pages: [BoundPage]) -> [Diagnostic] {
    let slugs = Set(pages.map(\.slug)).union(["definitions", "audit"])
    return pages.flatMap { page in
        links(in: page.text.blocks).compactMap { link -> Diagnostic? in
            if link.isImage {
                return Diagnostic(
                    id: "image-not-in-site",
                    "the image '\(link.destination)' would be missing from the site",
                    remedy:
                        "a site carries no picture files; show a chart or a table, or leave it out",
                    at: link.location)
            }
            guard let target = pageTarget(link.destination, from: page.slug),
                !slugs.contains(target)
            else { return nil }
            return Diagnostic(
                id: "unknown-page", "the link '\(link.destination)' leads to no page",
                remedy: didYouMean(target, among: slugs.sorted()), at: link.location)
        }
    }
}

/// The page that a link's destination means, as a path from the top of the site; nil where it leads to
/// another host, to an anchor of its own page, or to a file that is no page.
package func pageTarget(_ destination: String, from slug: String) -> String? {
    var path = destination.prefix { $0 != "#" && $0 != "?" }
    if path.isEmpty || path.contains(":") || path.hasPrefix("/") { return nil }
    for ending in [".md", ".html"] where path.hasSuffix(ending) {
        path = path.dropLast(ending.count)
        var parts = slug.split(separator: "/").dropLast().map(String.init)
        for part in path.split(separator: "/") {
            switch part {
            case ".": continue
            case "..": if parts.popLast() == nil { return "../" + path }
            default: parts.append(part.lowercased())
            }
        }
        return parts.joined(separator: "/")
    }
    return nil
}

private typealias PlacedLink = (destination: String, isImage: Bool, location: SourceLocation)

private func links(in blocks: [Block]) -> [PlacedLink] {
    var found: [PlacedLink] = []
    for block in blocks {
        switch block.kind {
        case .paragraph(let inlines), .heading(_, let inlines): found += links(in: inlines)
        case .list(let list): found += list.items.flatMap { links(in: $0) }
        case .quote(let inner): found += links(in: inner)
        case .table(let table):
            found += (table.header + table.rows.flatMap { $0 }).flatMap { links(in: $0) }
        case .figure, .fenced, .code, .thematicBreak, .html: break
        }
    }
    return found
}

private func links(in inlines: [Inline]) -> [PlacedLink] {
    var found: [PlacedLink] = []
    for inline in inlines {
        switch inline.kind {
        case .link(let destination, _, let inner):
            found.append((destination, false, inline.location))
            found += links(in: inner)
        case .image(let destination, _, _):
            found.append((destination, true, inline.location))
        case .emphasis(let inner), .strong(let inner): found += links(in: inner)
        default: break
        }
    }
    return found
}
