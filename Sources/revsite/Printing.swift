import ArgumentParser
import Diagnostics
import Foundation

/// How diagnostics are printed.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json, github
}

func printError(_ text: String) {
    FileHandle.standardError.write(Data((text + "\n").utf8))
}

/// Writes to standard output; a result that nobody can read is a failure of the disk.
func printResult(_ text: String) throws {
    do {
        try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    } catch {
        printError("error: cannot write to standard output")
        throw ExitCode.diskFailed
    }
}

/// Prints every diagnostic: text and annotations for people on standard error, JSON on standard output.
struct DiagnosticPrinter {
    var format: OutputFormat
    var workspaceRoot: String
    private let isTerminal = isatty(STDERR_FILENO) == 1

    init(_ format: OutputFormat, workspaceRoot: String) {
        self.format = format
        self.workspaceRoot = workspaceRoot
    }

    func print(_ diagnostics: [Diagnostic]) throws {
        switch format {
        case .text:
            var excerpts = SourceExcerpts(root: workspaceRoot)
            for diagnostic in diagnostics {
                printError(line(diagnostic))
                if isTerminal, let excerpt = excerpts.excerpt(diagnostic.location) {
                    printError(excerpt)
                }
            }
        case .json:
            let lines = diagnostics.map { "  " + json($0) }.joined(separator: ",\n")
            let body = lines.isEmpty ? "" : "\n\(lines)\n"
            try printResult("{\"diagnostics\": [\(body)]}\n")
        case .github:
            for diagnostic in diagnostics { try printResult(annotation(diagnostic) + "\n") }
        }
    }

    /// `path:line:column: error: message [id]`, the remedy after a dash.
    private func line(_ diagnostic: Diagnostic) -> String {
        var place = ""
        if let location = diagnostic.location {
            place = visible(location.path) + ":"
            if location.line > 0 { place += "\(location.line):\(max(location.column, 1)):" }
            place += " "
        }
        return place + "\(diagnostic.severity.rawValue): \(visible(fullMessage(diagnostic)))"
            + " [\(diagnostic.id)]"
    }

    private func fullMessage(_ diagnostic: Diagnostic) -> String {
        diagnostic.remedy.map { diagnostic.message + "; " + $0 } ?? diagnostic.message
    }

    private func json(_ diagnostic: Diagnostic) -> String {
        let location = diagnostic.location
        return "{\"path\": \(location.map { jsonQuoted($0.path) } ?? "null"), "
            + "\"line\": \(location?.line ?? 0), \"column\": \(location?.column ?? 0), "
            + "\"severity\": \(jsonQuoted(diagnostic.severity.rawValue)), "
            + "\"id\": \(jsonQuoted(diagnostic.id)), "
            + "\"message\": \(jsonQuoted(diagnostic.message)), "
            + "\"remedy\": \(diagnostic.remedy.map(jsonQuoted) ?? "null")}"
    }

    /// A workflow command of GitHub Actions, its special characters escaped.
    private func annotation(_ diagnostic: Diagnostic) -> String {
        func escaped(_ text: String, inProperty: Bool) -> String {
            let safe = text.replacing("%", with: "%25").replacing("\r", with: "%0D")
                .replacing("\n", with: "%0A")
            return inProperty
                ? safe.replacing(":", with: "%3A").replacing(",", with: "%2C") : safe
        }
        let command = diagnostic.severity == .note ? "notice" : diagnostic.severity.rawValue
        var properties = ["title=" + escaped(diagnostic.id, inProperty: true)]
        if let location = diagnostic.location {
            properties.insert("file=" + escaped(location.path, inProperty: true), at: 0)
            if location.line > 0 {
                properties.append("line=\(location.line)")
                properties.append("col=\(max(location.column, 1))")
            }
        }
        return "::\(command) \(properties.joined(separator: ","))::"
            + escaped(fullMessage(diagnostic), inProperty: false)
    }

    /// Control characters of a hostile name never reach a terminal.
    private func visible(_ text: String) -> String {
        var shown = ""
        for scalar in text.unicodeScalars {
            if scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value) {
                shown += "\u{FFFD}"
            } else {
                shown.unicodeScalars.append(scalar)
            }
        }
        return shown
    }
}

/// Lines of the author's files with a caret under the place.
private struct SourceExcerpts {
    let root: String
    private var lines: [String: [Substring]] = [:]

    init(root: String) { self.root = root }

    mutating func excerpt(_ location: SourceLocation?) -> String? {
        guard let location, location.line > 0 else { return nil }
        if lines[location.path] == nil {
            let path = root + "/" + location.path
            let size = (try? FileManager.default.attributesOfItem(atPath: path)[.size]) as? Int
            let text =
                (size ?? .max) < 4_000_000
                ? try? String(contentsOfFile: path, encoding: .utf8) : nil
            lines[location.path] =
                text?.split(separator: "\n", omittingEmptySubsequences: false) ?? []
        }
        guard let known = lines[location.path], known.indices.contains(location.line - 1) else {
            return nil
        }
        let line = known[location.line - 1]
        if line.utf8.count > 400 || line.contains(where: { $0.isASCII && $0 < " " && $0 != "\t" }) {
            return nil
        }
        let before = line.utf8.prefix(max(location.column - 1, 0))
        let blanks = String(decoding: before, as: UTF8.self).map {
            $0 == "\t" ? "\t" : " " as Character
        }
        return "    \(line)\n    \(String(blanks))^"
    }
}
