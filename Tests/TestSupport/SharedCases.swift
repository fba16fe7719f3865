import Foundation

/// Published data and what must come of it, kept beside the project.
package enum SharedCases {
    /// What is not where the tests look for it.
    package struct Missing: Error, CustomStringConvertible {
        package var description: String
    }

    package static func text(_ path: String) throws -> String {
        let own = ProcessInfo.processInfo.environment["REVSITE_SHARED"]
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "shared")
        let file = (own.map { URL(filePath: $0) } ?? root).appending(path: path)
        do {
            return try String(contentsOf: file, encoding: .utf8)
        } catch {
            throw Missing(
                description: "the shared data is not there: set REVSITE_SHARED to its folder"
                    + " (wanted \(path))")
        }
    }

    /// Rows of a plain CSV by column.
    package static func rows(_ path: String) throws -> [[String: String]] {
        let lines = try text(path).split(whereSeparator: \.isNewline)
            .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        guard let header = lines.first else { throw Missing(description: "\(path) is empty") }
        return lines.dropFirst().map { Dictionary(zip(header, $0)) { first, _ in first } }
    }

    /// A worked example's inputs and what is expected of them.
    package static func example<Inputs: Decodable, Expected: Decodable>(
        _ id: String, _: Inputs.Type, _: Expected.Type
    ) throws -> (inputs: Inputs, expected: Expected) {
        let all = try JSONSerialization.jsonObject(with: Data(text("cases/examples.json").utf8))
        let entry = (all as? [[String: Any]])?.first { $0["id"] as? String == id }
        func part<Value: Decodable>(_ key: String) throws -> Value {
            guard let found = entry?[key] else {
                throw Missing(description: "examples.json has no \(key) of \(id)")
            }
            return try JSONDecoder().decode(
                Value.self, from: JSONSerialization.data(withJSONObject: found))
        }
        return (try part("inputs"), try part("expected"))
    }
}

extension Dictionary<String, String> {
    package func value(_ column: String) throws -> String {
        guard let value = self[column] else {
            throw SharedCases.Missing(description: "no column \(column)")
        }
        return value
    }
}
