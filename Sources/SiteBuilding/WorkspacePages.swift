import Diagnostics
import FileAccess
import MarkdownReading
import PageBinding
import ReportModel

/// The pages of a workspace in the order of the navigation, `index` first.
func readPages(
    _ workspace: Workspace, _ ground: BindingGround, _ found: inout [Diagnostic]
) throws -> [BoundPage] {
    let listing = try workspace.files(in: "content")
    // What is wrong with a table's file is said where the settings name it.
    found += listing.diagnostics.filter {
        !($0.location?.path.hasPrefix("content/data/") ?? false)
    }
    found += laterFiles(listing.files.map(\.path))
    var pages: [BoundPage] = []
    for file in listing.files where file.path.hasSuffix(".md") {
        let inner = String(file.path.dropFirst("content/".count).dropLast(".md".count))
        if ["customers/", "data/", "reported/"].contains(where: inner.hasPrefix) { continue }
        if let code = translation(inner) {
            found.append(leftOut(code, inner, ground, file.path))
            continue
        }
        guard let slug = slug(inner, file.path, &found) else { continue }
        if let other = pages.first(where: { $0.slug == slug }) {
            found.append(
                Diagnostic(
                    id: "page-name-taken",
                    "'\(file.path)' and '\(other.text.path)' would both be \(slug).html",
                    remedy: "rename one", at: SourceLocation(path: file.path)))
        }
        let reading = readPage(
            try file.read(), path: file.path,
            allowsHTML: ground.settings.site.allowsUnsafeHTML)
        found += reading.diagnostics
        if let page = bind(reading.page, slug: slug, ground: ground, diagnostics: &found) {
            pages.append(page)
        }
    }
    if !pages.contains(where: { $0.slug == "index" }) {
        found.append(
            Diagnostic(
                id: "index-missing", "there is no content/index.md",
                remedy: "write one: it is the first page of the site",
                at: SourceLocation(path: "content/index.md")))
    }
    found += linkDiagnostics(pages)
    return pages.sorted { left, right in
        (left.slug == "index" ? 0 : 1, left.order, left.slug)
            < (right.slug == "index" ? 0 : 1, right.order, right.slug)
    }
}

/// Why a page with a language in its name is not built.
private func leftOut(
    _ code: String, _ name: String, _ ground: BindingGround, _ path: String
) -> Diagnostic {
    if code == ground.settings.site.languages[0] {
        return Diagnostic(
            id: "page-name-invalid", "'\(code)' is the site's first language",
            remedy: "name the file \(name.dropLast(code.count + 1)).md",
            at: SourceLocation(path: path))
    }
    return Diagnostic(
        .warning, id: "not-supported",
        "the page is left out: a second language is not built by this version",
        remedy: "remove the file, or wait for the version that builds it",
        at: SourceLocation(path: path))
}

/// Files of the contract that this version reads past, each kind once.
private func laterFiles(_ paths: [String]) -> [Diagnostic] {
    let kinds = [
        "content/decisions.yml", "content/actions.yml", "content/risks.yml",
        "content/objectives.yml", "content/customers/", "content/reported/",
    ]
    return kinds.compactMap { kind in
        paths.first { $0.hasPrefix(kind) }.map { path in
            Diagnostic(
                .warning, id: "not-supported",
                "'\(kind)' has no effect in this version",
                remedy: "leave it out until it has", at: SourceLocation(path: path))
        }
    }
}

/// `es` of `index.es`.
private func translation(_ name: String) -> String? {
    guard let dot = name.lastIndex(of: ".") else { return nil }
    let code = String(name[name.index(after: dot)...])
    return ["en", "es", "pl", "ro", "zh-Hans"].contains(code) ? code : nil
}

/// The address of a page: its path in lower-case ASCII letters, digits and hyphens.
private func slug(_ name: String, _ path: String, _ found: inout [Diagnostic]) -> String? {
    var slug = ""
    for byte in name.utf8 {
        switch byte {
        case 97...122, 48...57, UInt8(ascii: "-"), UInt8(ascii: "/"):
            slug.append(Character(UnicodeScalar(byte)))
        case 65...90:
            slug.append(Character(UnicodeScalar(byte + 32)))
        case UInt8(ascii: "_"), UInt8(ascii: " "):
            slug.append("-")
        default:
            found.append(
                Diagnostic(
                    id: "page-name-invalid", "'\(path)' cannot be a web address",
                    remedy: "name the file with letters a to z, digits and hyphens",
                    at: SourceLocation(path: path)))
            return nil
        }
    }
    if slug.isEmpty || slug.hasSuffix("/") {
        found.append(
            Diagnostic(
                id: "page-name-invalid", "'\(path)' has no name before '.md'",
                remedy: "name the file after what it is about", at: SourceLocation(path: path)))
        return nil
    }
    if ["definitions", "audit", "pack", "404"].contains(slug) {
        found.append(
            Diagnostic(
                id: "page-name-taken", "'\(slug).html' is a page that revsite writes itself",
                remedy: "rename the file", at: SourceLocation(path: path)))
        return nil
    }
    return slug
}
