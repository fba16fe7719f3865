import Diagnostics
import FileAccess
import PageBinding
import ReportModel
import Synchronization

/// The files that a site is made from, as the system tells of them before they are read.
struct BuildInputs: Sendable {
    /// The program and how it was called.
    let call: String
    /// When they were looked at, by the clock of the file system.
    let moment: Int64
    private let content: StampedFolder
    private let themes: StampedFolder
    private let known = KnownDigests()

    init?(_ workspace: Workspace, _ options: BuildOptions) {
        call = [
            revsiteVersion, ownStamp, options.period ?? "", String(options.isStrict),
            String(options.commands.isGiven),
        ].joined(separator: "\n")
        guard let moment = try? Self.now(in: workspace) else { return nil }
        self.moment = moment
        content = workspace.stamps(in: "content")
        themes = workspace.stamps(in: "themes")
    }

    /// The clock of the file system, as a file that is made now has it.
    private static func now(in workspace: Workspace) throws -> Int64 {
        let folder = try WritableFolder(".revsite", in: workspace)
        let name = try RelativePath("began")
        try folder.removeFile(name)
        try folder.write([], to: name)
        return folder.stamp(name)?.modified ?? 0
    }

    /// Whether stamps say all: not where there are links.
    var isKnown: Bool { !content.hasOthers && !themes.hasOthers }

    /// A hash of all stamps.
    var digest: String { known.digest(of: nil) { content.digest + themes.digest } }

    /// What a later build may hold against its own: nothing, where a file is so young that it might change
    /// without its stamp telling.
    var lastingDigest: String { hasYoung { _ in true } ? "" : digest }

    func lastingDigest(without folders: Set<String>) -> String {
        hasYoung { !isText($0, folders) } ? "" : digest(without: folders)
    }

    private func hasYoung(_ counts: (String) -> Bool) -> Bool {
        themes.files.contains { $0.stamp.isYoung(at: moment) }
            || content.files.contains { $0.stamp.isYoung(at: moment) && counts($0.path) }
    }

    /// What figures follow from: settings and data, but no page. Empty where a file is so young that it
    /// might change without its stamp telling.
    var groundOfFigures: String { digest(of: { !$0.hasSuffix(".md") }) }

    /// What pages follow from besides their own text: the theme, and what is shown or linked to.
    var groundOfPages: String { groundOfFigures + themes.digest }

    private func digest(of counts: (String) -> Bool) -> String {
        var writer = RecordWriter()
        for file in content.files where counts(file.path) {
            if file.stamp.isYoung(at: moment) { return "" }
            writer.write(file.path)
            writer.write(file.stamp)
        }
        return Digest256.hexadecimal(of: writer.bytes)
    }

    /// What is written about single values, in the folders of pages.
    private func isText(_ path: String, _ folders: Set<String>) -> Bool {
        guard path.hasSuffix(".md"), let end = path.utf8.firstIndex(of: UInt8(ascii: "/")) else {
            return false
        }
        return folders.contains { $0 == path[..<end] }
    }

    /// What is written about single values, by paths under `content/`.
    func texts(in folders: Set<String>) -> [StampedFile] {
        content.files.filter { isText($0.path, folders) }
    }

    /// The same for a later build: those that may change without their stamps telling have none.
    func lastingTexts(in folders: Set<String>) -> [StampedFile] {
        var texts = texts(in: folders)
        for index in texts.indices where texts[index].stamp.isYoung(at: moment) {
            texts[index].stamp = FileStamp(inode: 0, size: 0, modified: 0, changed: 0)
        }
        return texts
    }

    /// A hash of the stamps of everything else.
    func digest(without folders: Set<String>) -> String {
        known.digest(of: folders) {
            var writer = RecordWriter()
            for file in content.files where !isText(file.path, folders) {
                writer.write(file.path)
                writer.write(file.stamp)
            }
            return Digest256.hexadecimal(of: writer.bytes) + themes.digest
        }
    }

    /// Whether all that a build read lies where it was looked for, and says the same when it is read
    /// again: no command, and no file elsewhere.
    func isAll(of inputs: WorkspaceInputs, _ measurement: Measurement) -> Bool {
        let isPlain = inputs.settings.tables.values.allSatisfy { source in
            if case .command = source.origin.value { false } else { true }
        }
        let files =
            measurement.receipts.flatMap { $0.files.map(\.path) }
            + measurement.controlFiles.map(\.path)
        return isPlain && files.allSatisfy { $0.hasPrefix("content/") }
    }
}

/// Hashes of stamps that were asked for: of all files, and without the texts in some folders.
private final class KnownDigests: Sendable {
    private let known = Mutex<[Set<String>?: String]>([:])

    func digest(of folders: Set<String>?, _ make: () -> String) -> String {
        if let digest = known.withLock({ $0[folders] }) { return digest }
        let digest = make()
        known.withLock { $0[folders] = digest }
        return digest
    }
}

/// The pages of values that are kept as they are.
struct KeptPages: Sendable {
    private var pages: BuildMemory.Pages = [:]
    /// Addresses whose pages are made again, in any language.
    private var changed: Set<String> = []

    /// None.
    init() {}

    /// Those whose inputs and files are as they were.
    ///
    /// - Parameter canKeep: whether a file of the site is there with this hash; nil where all are.
    init(
        _ memory: BuildMemory, _ inputs: BuildInputs, folders: Set<String>,
        canKeep: ((_ path: String, _ digest: String) -> Bool)?
    ) {
        pages = memory.pages
        // Both are in one order, and few differ.
        var before = memory.texts[...]
        var now = inputs.texts(in: folders)[...]
        while let file = now.first, file == before.first {
            now.removeFirst()
            before.removeFirst()
        }
        while let file = now.last, file == before.last {
            now.removeLast()
            before.removeLast()
        }
        for file in Set(now).symmetricDifference(before) {
            changed.insert(Self.address(of: file.path))
        }
        guard let canKeep else { return }
        for (language, own) in pages {
            for (slug, page) in own
            where !page.files.allSatisfy({ canKeep($0.path, $0.digest) }) {
                pages[language]?[slug] = nil
            }
        }
    }

    /// `customers/k1` of `customers/K1.es.md`.
    private static func address(of path: String) -> String {
        let name = String(path.dropLast(".md".count))
        let plain = translation(name).map { String(name.dropLast($0.count + 1)) } ?? name
        let folder = plain.prefix { $0 != "/" }
        return folder + "/" + slug(ofValue: String(plain.dropFirst(folder.count + 1)))
    }

    /// The files of all of them.
    var files: [(path: String, digest: String)] {
        pages.values.flatMap { own in
            own.flatMap { slug, page in changed.contains(slug) ? [] : page.files }
        }
    }

    /// Whether there is none.
    var isEmpty: Bool { pages.isEmpty }

    subscript(language: String, slug: String) -> BuildMemory.Page? {
        changed.contains(slug) ? nil : pages[language]?[slug]
    }
}
