import Foundation
import Testing

/// Published data and what must come of it, kept beside the project.
enum SharedCases {
    static func text(_ path: String) throws -> String {
        let own = ProcessInfo.processInfo.environment["REVSITE_SHARED"]
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "shared")
        let folder = own.map { URL(filePath: $0) } ?? root
        let file = folder.appending(path: path)
        let text = try? String(contentsOf: file, encoding: .utf8)
        return try #require(
            text, "the shared data is not there: set REVSITE_SHARED to its folder (wanted \(path))")
    }

    /// Rows of a plain CSV by column.
    static func rows(_ path: String) throws -> [[String: String]] {
        let lines = try text(path).split(whereSeparator: \.isNewline)
            .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        let header = try #require(lines.first)
        return lines.dropFirst().map { Dictionary(zip(header, $0)) { first, _ in first } }
    }
}
