import Diagnostics
import FileAccess
import PageRendering

/// What a build knows of the one before: from what it was made, and what became of each page of a value.
///
/// It is a hint that can't be stale: it holds only where every file that a site is made from has the
/// stamp it had, and the program and its call are the same.
struct BuildMemory: Sendable {
    /// A page of a value.
    struct Page: Sendable {
        /// Addresses and hashes of its files.
        var files: [(path: String, digest: String)] = []
        var claims = 0
        var assertions = 0
        var diagnostics: [Diagnostic] = []
        var entry: SearchEntry
    }

    /// By language, then by address: `customers/k1`.
    typealias Pages = [String: [String: Page]]

    private static let fileName = "memory"
    private static let form = "revsite build memory 4"

    /// The program and how it was called.
    var call = ""
    /// The stamps of all files that the site is made from.
    var inputs = ""
    /// The same without what is written about single values.
    var others = ""
    /// That itself, in the order in which it was looked at.
    var texts: [StampedFile] = []
    /// The hash of the manifest of the site that it made.
    var site = ""
    var pageCount = 0
    var fileCount = 0
    var diagnostics: [Diagnostic] = []
    var pages: Pages = [:]
    /// Where the pages stand in what was read.
    private var rest: RecordReader?

    init() {}

    /// Reads the memory of a workspace; nil where there is none, or one of another call.
    init?(in workspace: Workspace, of call: String) {
        guard let folder = try? WritableFolder(".revsite", in: workspace),
            let name = try? RelativePath(Self.fileName), let bytes = try? folder.read(name),
            var reader = RecordReader(bytes), reader.text() == Self.form, reader.text() == call
        else { return nil }
        self.call = call
        inputs = reader.text()
        others = reader.text()
        site = reader.text()
        pageCount = Int(reader.number())
        fileCount = Int(reader.number())
        diagnostics = reader.diagnostics()
        if reader.hasFailed { return nil }
        rest = reader
    }

    /// Reads the pages, which are many and not always asked for.
    mutating func readPages() {
        guard var reader = rest else { return }
        rest = nil
        texts = (0..<reader.count()).map { _ in
            StampedFile(path: reader.text(), stamp: reader.stamp())
        }
        for _ in 0..<reader.count() {
            let language = reader.text()
            pages[language] = Self.pages(&reader)
        }
        if reader.hasFailed { pages = [:] }
    }

    /// Those of one language.
    private static func pages(_ reader: inout RecordReader) -> [String: Page] {
        var pages: [String: Page] = [:]
        let count = reader.count()
        pages.reserveCapacity(count)
        for _ in 0..<count {
            let slug = reader.text()
            let files = (0..<reader.count()).map { _ in (reader.text(), reader.text()) }
            let (claims, assertions) = (Int(reader.number()), Int(reader.number()))
            let found = reader.diagnostics()
            let entry = SearchEntry(
                title: reader.text(), href: reader.text(), kind: reader.text(),
                text: reader.text())
            pages[slug] = Page(
                files: files, claims: claims, assertions: assertions, diagnostics: found,
                entry: entry)
        }
        return pages
    }

    /// The texts and pages as they are written.
    ///
    /// - Complexity: O(*n*) in the pages.
    static func body(_ texts: [StampedFile], _ pages: Pages) -> [UInt8] {
        var writer = RecordWriter()
        writer.write(Int64(texts.count))
        for file in texts {
            writer.write(file.path)
            writer.write(file.stamp)
        }
        writer.write(Int64(pages.count))
        for (language, own) in pages {
            writer.write(language)
            writer.write(Int64(own.count))
            for (slug, page) in own {
                writer.write(slug)
                writer.write(page)
            }
        }
        return writer.bytes
    }

    /// - Parameter body: of its texts and pages.
    func write(_ body: [UInt8], in workspace: Workspace) throws {
        var writer = RecordWriter()
        writer.write(Self.form)
        writer.write(call)
        writer.write(inputs)
        writer.write(others)
        writer.write(site)
        writer.write(Int64(pageCount))
        writer.write(Int64(fileCount))
        writer.write(diagnostics)
        writer.append(body)
        let folder = try WritableFolder(".revsite", in: workspace)
        let name = try RelativePath(Self.fileName)
        try folder.removeFile(name)
        try folder.write(writer.finish(), to: name)
    }

    static func remove(in workspace: Workspace) throws {
        try WritableFolder(".revsite", in: workspace).removeFile(RelativePath(fileName))
    }
}

extension RecordWriter {
    fileprivate mutating func write(_ page: BuildMemory.Page) {
        write(Int64(page.files.count))
        for file in page.files {
            write(file.path)
            write(file.digest)
        }
        write(Int64(page.claims))
        write(Int64(page.assertions))
        write(page.diagnostics)
        write(page.entry.title)
        write(page.entry.href)
        write(page.entry.kind)
        write(page.entry.text)
    }

    fileprivate mutating func write(_ diagnostics: [Diagnostic]) {
        write(Int64(diagnostics.count))
        for diagnostic in diagnostics {
            write(diagnostic.severity.rawValue)
            write(diagnostic.id)
            write(diagnostic.message)
            write(diagnostic.remedy ?? "")
            write(diagnostic.location?.path ?? "")
            write(Int64(diagnostic.location?.line ?? 0))
            write(Int64(diagnostic.location?.column ?? 0))
        }
    }
}

extension RecordReader {
    fileprivate mutating func diagnostics() -> [Diagnostic] {
        (0..<count()).map { _ in
            let severity = Diagnostic.Severity(rawValue: text()) ?? .warning
            let (id, message, remedy, path) = (text(), text(), text(), text())
            let (line, column) = (Int(number()), Int(number()))
            return Diagnostic(
                severity, id: id, message, remedy: remedy.isEmpty ? nil : remedy,
                at: path.isEmpty ? nil : SourceLocation(path: path, line: line, column: column))
        }
    }
}
