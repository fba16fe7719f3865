private import Foundation

/// The files that travel inside the program, by path: `themes/boardroom/…`, `catalogue/…`,
/// `languages/…` and `starter/…`.
///
/// They are one base64 text in `BundledFiles+Archive.swift`, which a test compares with the files it was
/// made from and writes anew when it runs with `REVSITE_RECORD=1`.
package struct BundledFiles: Sendable {
    /// In order of their paths.
    package let files: [(path: String, bytes: [UInt8])]

    /// The files of this build of the program.
    package static let own = BundledFiles(archive: bundledArchive)

    /// What `archive(of:)` wrote; anything else is no files at all.
    package init(archive: String) {
        var rest = [UInt8](Data(base64Encoded: archive) ?? Data())[...]
        var files: [(path: String, bytes: [UInt8])] = []
        while let lineEnd = rest.firstIndex(of: 10) {
            let line = String(decoding: rest[..<lineEnd], as: UTF8.self)
            guard let space = line.firstIndex(of: " "), let length = Int(line[..<space]),
                rest.count >= lineEnd - rest.startIndex + 1 + length
            else { break }
            let start = lineEnd + 1
            files.append(
                (String(line[line.index(after: space)...]), Array(rest[start..<start + length])))
            rest = rest[(start + length)...]
        }
        self.files = files
    }

    /// Each file as a line `length path` followed by its bytes, all in base64.
    package static func archive(of files: [(path: String, bytes: [UInt8])]) -> String {
        var bytes: [UInt8] = []
        for file in files.sorted(by: { $0.path < $1.path }) {
            bytes += Array("\(file.bytes.count) \(file.path)\n".utf8) + file.bytes
        }
        return Data(bytes).base64EncodedString()
    }

    package func bytes(_ path: String) -> [UInt8]? { files.first { $0.path == path }?.bytes }

    package func text(_ path: String) -> String? {
        bytes(path).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The files in a folder, their paths relative to it.
    package func folder(_ folder: String) -> [String: [UInt8]] {
        let prefix = folder + "/"
        var found: [String: [UInt8]] = [:]
        for file in files where file.path.hasPrefix(prefix) {
            found[String(file.path.dropFirst(prefix.count))] = file.bytes
        }
        return found
    }
}
