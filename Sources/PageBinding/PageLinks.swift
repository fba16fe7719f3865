package import Diagnostics
import MarkdownReading

/// What the destination of a link means.
package enum LinkTarget: Hashable, Sendable {
    /// A page by its address without `.html`, and what follows from `?` or `#` on.
    case page(String, tail: String)
    /// A file under `content/`.
    case file(String, tail: String)
    /// A place of the same page.
    case anchor(String)
    /// Another host, or something to write or to call.
    case elsewhere
    /// Above `content/`, or from the top of a server.
    case outside

    /// - Parameter path: of the file that the link stands in, `content/customers/k1.md`: `../sales.md` and
    ///   `../sales.html` both mean the page `sales` there.
    package init(_ destination: String, in path: String) {
        if destination.hasPrefix("https://") || destination.hasPrefix("http://") {
            self = .elsewhere
            return
        }
        let cut = destination.firstIndex { $0 == "#" || $0 == "?" } ?? destination.endIndex
        let path = path.hasPrefix("content/") ? String(path.dropFirst("content/".count)) : path
        let target = destination[..<cut]
        let tail = String(destination[cut...])
        if target.isEmpty {
            self = tail.hasPrefix("#") ? .anchor(String(tail.dropFirst())) : .elsewhere
            return
        }
        // A colon before any slash ends a scheme.
        if target.prefix(while: { $0 != "/" }).contains(":") {
            self = .elsewhere
            return
        }
        if target.hasPrefix("/") {
            self = .outside
            return
        }
        var parts = path.split(separator: "/").dropLast().map(String.init)
        for part in target.split(separator: "/") {
            switch part {
            case ".": continue
            case "..":
                if parts.popLast() == nil {
                    self = .outside
                    return
                }
            default: parts.append(String(part).removingPercentEncoding)
            }
        }
        let joined = parts.joined(separator: "/")
        for ending in [".md", ".html"] where joined.hasSuffix(ending) {
            self = .page(joined.dropLast(ending.count).lowercased(), tail: tail)
            return
        }
        self = .file(joined, tail: tail)
    }
}

extension String {
    /// With `%20` as a space; what is no UTF-8 then stays as it is.
    fileprivate var removingPercentEncoding: String {
        guard utf8.contains(UInt8(ascii: "%")) else { return self }
        var bytes: [UInt8] = []
        var rest = Array(utf8)[...]
        while let first = rest.popFirst() {
            if first == UInt8(ascii: "%"), rest.count >= 2,
                let byte = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(byte)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(first)
            }
        }
        return String(validating: bytes, as: UTF8.self) ?? self
    }
}

/// What links of a site may lead to.
package struct LinkGround: Sendable {
    /// The anchors of each page by its address without `.html`; nil for a page that is not looked into.
    package var pages: [String: Set<String>?]
    /// The files that pages link to and show, by their paths under `content/`.
    package var files: Set<String>

    package init(pages: [String: Set<String>?], files: Set<String>) {
        self.pages = pages
        self.files = files
    }
}

/// Links that lead nowhere: to a page, an anchor or a file that is not there.
///
/// - Parameter own: the anchors of the page that they stand on.
package func linkDiagnostics(
    _ links: [PlacedLink], on own: @autoclosure () -> Set<String>, _ ground: LinkGround
) -> [Diagnostic] {
    links.compactMap { link in
        func report(_ id: String, _ message: String, _ remedy: String) -> Diagnostic {
            Diagnostic(id: id, message, remedy: remedy, at: link.location)
        }
        func unknownAnchor(_ id: String, _ known: Set<String>) -> Diagnostic? {
            let name = id.prefix { $0 != "?" }
            // The top of a page needs no anchor.
            if name.isEmpty || name == "top" || known.contains(String(name)) { return nil }
            return report(
                "unknown-anchor", "the link '\(link.destination)' leads to no place of the page",
                didYouMean(String(name), among: known.sorted()))
        }
        switch LinkTarget(link.destination, in: link.location.path) {
        case .elsewhere where link.isImage:
            return report(
                "image-elsewhere", "the image '\(link.destination)' would be asked of another host",
                "put the file beside the page")
        case .elsewhere: return nil
        case .outside:
            return report(
                "link-outside", "the link '\(link.destination)' leads out of the site",
                "write it from this page: 'sales.md', '../sales.md'")
        case .anchor(let id): return unknownAnchor(id, own())
        case .page(let slug, let tail):
            guard let anchors = ground.pages[slug] else {
                let known = ground.pages.keys.filter { !$0.contains("/") || slug.contains("/") }
                return report(
                    "unknown-page", "the link '\(link.destination)' leads to no page",
                    didYouMean(slug, among: known.sorted()))
            }
            guard let hash = tail.firstIndex(of: "#"), let anchors else { return nil }
            return unknownAnchor(String(tail[tail.index(after: hash)...]), anchors)
        case .file(let path, _):
            if ground.files.contains(path) { return nil }
            return report(
                link.isImage ? "image-missing" : "unknown-file",
                "there is no file 'content/\(path)'",
                didYouMean(path, among: ground.files.sorted()))
        }
    }
}

/// A link or an image in the text of a page.
package struct PlacedLink: Hashable, Sendable {
    package var destination: String
    package var isImage: Bool
    package var location: SourceLocation
}

extension BoundPage {
    /// The links and images of its text, in reading order.
    package var links: [PlacedLink] { PageBinding.links(in: text.blocks) }
}

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
            found.append(
                PlacedLink(destination: destination, isImage: false, location: inline.location))
            found += links(in: inner)
        case .image(let destination, _, _):
            found.append(
                PlacedLink(destination: destination, isImage: true, location: inline.location))
        case .emphasis(let inner), .strong(let inner): found += links(in: inner)
        default: break
        }
    }
    return found
}
