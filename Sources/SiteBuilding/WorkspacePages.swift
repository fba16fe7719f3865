import Diagnostics
package import FileAccess
import MarkdownReading
package import PageBinding
import ReportModel

/// What authors wrote: pages in each language, forms of pages that there is one of for each value of a
/// dimension, and what is said of single values.
package struct WorkspacePages: Sendable {
    /// By language, in the order of the navigation, `index` first.
    package var pages: [String: [BoundPage]] = [:]
    /// By language, in the same order.
    package var forms: [String: [BoundPage]] = [:]
    package var commentaries = Commentaries()
    /// The files that pages may link to and show, by their paths under `content/`.
    package var files: [String: WorkspaceFile] = [:]

    package init() {}

    /// All of them, forms too.
    package var all: [BoundPage] {
        pages.keys.sorted().flatMap { (pages[$0] ?? []) + (forms[$0] ?? []) }
    }
}

/// The pages of a workspace.
func readPages(
    _ workspace: Workspace, _ ground: BindingGround, _ found: inout [Diagnostic]
) throws -> WorkspacePages {
    let listing = try workspace.files(in: "content")
    // What is wrong with a table's file is said where the settings name it.
    found += listing.diagnostics.filter {
        !($0.location?.path.hasPrefix("content/data/") ?? false)
    }
    found += laterFiles(listing.files.map(\.path))
    var reading = PagesReading(ground: ground)
    for file in listing.files { reading.sort(file) }
    for file in reading.own { try reading.read(file) }
    try reading.readFolders()
    let languages = ground.settings.site.languages
    for code in languages.dropFirst() { try reading.translate(to: code) }
    reading.finish()
    found += reading.found
    return reading.result
}

/// The files of a workspace's content on their way to pages.
private struct PagesReading {
    let ground: BindingGround
    var found: [Diagnostic] = []
    var result = WorkspacePages()
    /// Pages in the first language, but for those in folders of a dimension.
    var own: [WorkspaceFile] = []
    /// Those in the folder of a dimension, by the folder.
    private var inFolders: [String: [WorkspaceFile]] = [:]
    /// Other languages: by code, then by the name without it.
    private var translations: [String: [String: WorkspaceFile]] = [:]
    private var bound: [BoundPage] = []
    private let folders: Set<String>

    init(ground: BindingGround) {
        self.ground = ground
        folders = Set(ground.dimensions.map(folder(of:)) + ["customers"])
    }

    private var languages: [String] { ground.settings.site.languages }

    /// Puts a file where it belongs by its name.
    mutating func sort(_ file: WorkspaceFile) {
        let path = file.path.dropping(first: "content/".utf8.count)
        if ["data/", "reported/"].contains(where: path.hasPrefix) { return }
        guard path.hasSuffix(".md") else {
            if !path.hasSuffix(".yml") { result.files[path] = file }
            return
        }
        let name = path.dropping(last: ".md".utf8.count)
        if let code = translation(name) {
            if code == languages[0] {
                found.append(
                    Diagnostic(
                        id: "page-name-invalid", "'\(code)' is the site's first language",
                        remedy: "name the file \(name.dropLast(code.count + 1)).md",
                        at: SourceLocation(path: file.path)))
            } else if languages.contains(code) {
                translations[code, default: [:]][String(name.dropLast(code.count + 1))] = file
            } else {
                found.append(
                    Diagnostic(
                        .warning, id: "language-unused",
                        "the page is left out: the site is not made in '\(code)'",
                        remedy:
                            "add it to site.languages: [\((languages + [code]).joined(separator: ", "))]",
                        at: SourceLocation(path: file.path)))
            }
            return
        }
        let folder = folder(ofAddress: name)
        if folder != name, folders.contains(folder) {
            inFolders[folder, default: []].append(file)
        } else {
            own.append(file)
        }
    }

    /// Reads and binds a page in the first language.
    mutating func read(_ file: WorkspaceFile) throws {
        let name = String(file.path.dropFirst("content/".count).dropLast(".md".count))
        guard let slug = slug(name, file.path, &found) else { return }
        if let other = bound.first(where: { $0.slug == slug }) {
            found.append(
                Diagnostic(
                    id: "page-name-taken",
                    "'\(file.path)' and '\(other.text.path)' would both be \(slug).html",
                    remedy: "rename one", at: SourceLocation(path: file.path)))
            return
        }
        let reading = readPage(
            try file.read(), path: file.path, allowsHTML: ground.settings.site.allowsUnsafeHTML)
        found += reading.diagnostics
        if let page = bind(reading.page, slug: slug, ground: ground, diagnostics: &found) {
            bound.append(page)
        }
    }

    /// Pages in the folder of a dimension are commentary where each of its values has a page, else
    /// pages like others.
    mutating func readFolders() throws {
        var forms: [String: BoundPage] = [:]
        for page in bound {
            guard let each = page.each else { continue }
            let folder = folder(of: each)
            if let other = forms[folder] {
                found.append(
                    Diagnostic(
                        id: "page-name-taken",
                        "'\(page.text.path)' and '\(other.text.path)' would both be the pages of "
                            + "each \(each), in \(folder)/",
                        remedy: "keep one of them", at: SourceLocation(path: page.text.path)))
            }
            forms[folder] = forms[folder] ?? page
        }
        for folder in inFolders.keys.sorted() {
            guard let files = inFolders[folder] else { continue }
            if forms[folder] != nil {
                for file in files { add(commentary: file, in: folder, nil) }
            } else if folder == "customers" {
                found.append(
                    Diagnostic(
                        id: "form-missing",
                        "\(files.count == 1 ? "what is written" : "\(files.count) files") about "
                            + "customers would be on no page",
                        remedy: "add a page with 'each: customer' in its front matter",
                        at: SourceLocation(path: files[0].path)))
            } else {
                for file in files { try read(file) }
            }
        }
        for code in translations.keys.sorted() {
            for name in (translations[code] ?? [:]).keys.sorted() {
                let folder = String(name.prefix { $0 != "/" })
                guard folder != name, forms[folder] != nil,
                    let file = translations[code]?.removeValue(forKey: name)
                else { continue }
                add(commentary: file, in: folder, code)
            }
        }
        if !bound.contains(where: { $0.slug == "index" }) {
            found.append(
                Diagnostic(
                    id: "index-missing", "there is no content/index.md",
                    remedy: "write one: it is the first page of the site",
                    at: SourceLocation(path: "content/index.md")))
        }
        put(bound, in: languages[0])
    }

    private mutating func add(
        commentary file: WorkspaceFile, in folder: String, _ code: String?
    ) {
        let after = (code.map { $0.utf8.count + 1 } ?? 0) + ".md".utf8.count
        let value = file.path.dropping(
            first: "content/".utf8.count + folder.utf8.count + 1, last: after)
        let commentary = Commentary(path: file.path, name: value, file: file)
        let address = folder + "/" + slug(ofValue: value)
        let language = code ?? languages[0]
        if let other = result.commentaries.add(commentary, at: address, in: language) {
            found.append(
                Diagnostic(
                    id: "page-name-taken",
                    "'\(file.path)' and '\(other.path)' would both be on \(address).html",
                    remedy: "rename one", at: SourceLocation(path: file.path)))
        }
    }

    /// Binds the pages in another language; those that are not there fall back to the first one.
    mutating func translate(to code: String) throws {
        var pages: [BoundPage] = []
        var files = translations[code] ?? [:]
        for original in bound {
            let name = String(
                original.text.path.dropFirst("content/".count).dropLast(".md".count))
            guard let file = files.removeValue(forKey: name) else {
                found.append(
                    Diagnostic(
                        .warning, id: "translation-missing",
                        "the page is not translated: in '\(code)' it stands as it is here",
                        remedy: "add content/\(name).\(code).md",
                        at: SourceLocation(path: original.text.path)))
                var page = original
                page.fallback = languages[0]
                pages.append(page)
                continue
            }
            let reading = readPage(
                try file.read(), path: file.path,
                allowsHTML: ground.settings.site.allowsUnsafeHTML)
            found += reading.diagnostics
            if let page = bind(
                reading.page, slug: original.slug, ground: ground, original: original,
                diagnostics: &found)
            {
                pages.append(page)
            }
        }
        for name in files.keys.sorted() {
            guard let file = files[name] else { continue }
            found.append(
                Diagnostic(
                    id: "original-missing", "there is no content/\(name).md to translate",
                    remedy: didYouMean(
                        name,
                        among: bound.map {
                            String($0.text.path.dropFirst("content/".count).dropLast(3))
                        }), at: SourceLocation(path: file.path)))
        }
        put(pages, in: code)
    }

    private mutating func put(_ pages: [BoundPage], in code: String) {
        let sorted = pages.sorted { left, right in
            (left.slug == "index" ? 0 : 1, left.order, left.slug)
                < (right.slug == "index" ? 0 : 1, right.order, right.slug)
        }
        result.pages[code] = sorted.filter { $0.each == nil }
        result.forms[code] = sorted.filter { $0.each != nil }
    }

    mutating func finish() {
        let untranslated = languages.dropFirst().flatMap { code in
            result.commentaries.untranslated(from: languages[0], to: code).map { (code, $0) }
        }
        for (code, (first, count)) in untranslated {
            found.append(
                Diagnostic(
                    .warning, id: "translation-missing",
                    count == 1
                        ? "the text is not translated: in '\(code)' it stands as it is here"
                        : "\(count) texts like this one are not translated: in '\(code)' they stand as "
                            + "they are here",
                    remedy: "add \(first.path.dropLast(3)).\(code).md",
                    at: SourceLocation(path: first.path)))
        }
    }
}

/// Files of the contract that this version reads past, each kind once.
private func laterFiles(_ paths: [String]) -> [Diagnostic] {
    let kinds = [
        "content/decisions.yml", "content/actions.yml", "content/risks.yml",
        "content/objectives.yml", "content/reported/",
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
