import Diagnostics
import FileAccess
import FoundationEssentials

/// The files of a site with their hashes: what a copy of it is compared with.
package struct SiteManifest: Hashable, Sendable {
    package static let fileName = "manifest.json"

    /// Path to SHA-256 in lower-case hexadecimal; the manifest itself isn't in it.
    package var files: [String: String]

    package init(files: [String: String] = [:]) {
        self.files = files
    }

    /// Reads what `json` wrote, or any JSON of that shape; nil if it isn't.
    package init?(json: [UInt8]) {
        struct Document: Decodable {
            var files: [String: String]
        }
        guard let document = try? JSONDecoder().decode(Document.self, from: Data(json))
        else { return nil }
        files = document.files
    }

    /// `{"files": {"path": "sha256"}}`, a line for each, sorted by the bytes of the paths.
    package var json: [UInt8] { json(beginning: []) }

    /// - Parameter known: some of the paths, sorted already.
    func json(beginning known: [String]) -> [UInt8] {
        var others = files
        for path in known { others[path] = nil }
        var paths = known + others.keys.sorted(by: byBytes)
        // Two runs in order are put together in one pass.
        paths.sort(by: byBytes)
        var bytes = Array("{\"files\": {".utf8)
        bytes.reserveCapacity(files.count * 120)
        for (index, path) in paths.enumerated() {
            bytes += index == 0 ? "\n  ".utf8 : ",\n  ".utf8
            bytes += jsonQuoted(path).utf8
            bytes += ": \"".utf8
            // Hexadecimal digits need no marks.
            bytes += (files[path] ?? "").utf8
            bytes += "\"".utf8
        }
        if !files.isEmpty { bytes += "\n".utf8 }
        return bytes + Array("}}\n".utf8)
    }
}
