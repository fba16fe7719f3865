import Diagnostics
import FileAccess
import MarkdownReading
import PageBinding
import ReportModel
import Synchronization

/// What an author wrote about one value of a dimension, as it stands in its file.
package struct Commentary: Sendable {
    var path: String
    /// The file's name without its ending.
    var name: String
    var file: WorkspaceFile
    private let known = KnownText()

    init(path: String, name: String, file: WorkspaceFile) {
        self.path = path
        self.name = name
        self.file = file
    }

    /// Its bytes. A text that is not long is read once: what is asked for it is what it shows.
    func read() throws -> [UInt8] {
        if let bytes = known.bytes { return bytes }
        let bytes = try file.read()
        if bytes.count <= KnownText.most { known.keep(bytes) }
        return bytes
    }

    /// Whether it may hold figures; most hold words alone and are read when their page is made.
    static func mayHoldBindings(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer { bytes in
            for index in bytes.indices.dropFirst(2) {
                let byte = bytes[index]
                if byte == UInt8(ascii: "`") || byte == UInt8(ascii: "~") {
                    if bytes[index - 1] == byte, bytes[index - 2] == byte { return true }
                } else if byte == UInt8(ascii: ":"),
                    Self.schemes.contains(where: { scheme in
                        bytes[..<index].suffix(scheme.count).elementsEqual(scheme)
                    })
                {
                    return true
                }
            }
            return false
        }
    }

    private static let schemes = FigureBinding.Scheme.allCases.map { Array($0.rawValue.utf8) }

    /// The text, bound to the figures of the page that it follows.
    func bound(
        to form: BoundPage, _ ground: BindingGround, _ found: inout [Diagnostic]
    ) throws -> BoundPage? {
        bound(try read(), to: form, ground, &found)
    }

    func bound(
        _ bytes: [UInt8], to form: BoundPage, _ ground: BindingGround, _ found: inout [Diagnostic]
    ) -> BoundPage? {
        let reading = readPage(
            bytes, path: path, allowsHTML: ground.settings.site.allowsUnsafeHTML)
        found += reading.diagnostics
        return bind(commentary: reading.page, of: form, ground: ground, diagnostics: &found)
    }
}

/// The bytes of a text that was read before.
private final class KnownText: Sendable {
    /// Of longer ones thousands would take much room.
    static let most = 4096

    private let text = Mutex<[UInt8]?>(nil)

    var bytes: [UInt8]? { text.withLock { $0 } }

    func keep(_ bytes: [UInt8]) { text.withLock { $0 = bytes } }
}

/// All commentaries by language and address.
package struct Commentaries: Sendable {
    private var byLanguage: [String: [String: Commentary]] = [:]

    subscript(address: String, language: String) -> Commentary? {
        byLanguage[language]?[address]
    }

    /// Adds one; another that is there already stays, and is returned.
    mutating func add(
        _ commentary: Commentary, at address: String, in language: String
    ) -> Commentary? {
        var own = byLanguage.removeValue(forKey: language) ?? [:]
        defer { byLanguage[language] = own }
        guard let other = own.updateValue(commentary, forKey: address) else { return nil }
        own[address] = other
        return other
    }

    /// Every text about some values with its address, in order.
    func all(
        where isWanted: (_ address: String) -> Bool
    ) -> [(address: String, language: String, commentary: Commentary)] {
        byLanguage.flatMap { language, own in
            own.compactMap { address, commentary in
                isWanted(address) ? (address, language, commentary) : nil
            }
        }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
    }

    /// By folder the first text that is not in a language, and how many there are.
    func untranslated(from base: String, to code: String) -> [(Commentary, Int)] {
        var found: [(folder: Substring, first: Commentary, count: Int)] = []
        let texts = byLanguage[base] ?? [:]
        for address in texts.keys.sorted() where self[address, code] == nil {
            guard let commentary = texts[address] else { continue }
            let folder = address.prefix { $0 != "/" }
            if let place = found.firstIndex(where: { $0.folder == folder }) {
                found[place].count += 1
            } else {
                found.append((folder, commentary, 1))
            }
        }
        return found.map { ($0.first, $0.count) }
    }
}
