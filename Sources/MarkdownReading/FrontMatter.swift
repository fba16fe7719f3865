internal import Diagnostics

/// The YAML at the very top of a page, and where the Markdown after it begins.
struct FrontMatter {
    /// Nil where the page starts with Markdown.
    var yaml: RawText?
    /// The first line of the body, 1-based.
    var bodyLine = 1

    /// Finds the front matter, or nil when it is opened and never closed.
    init?(of source: SourceText) {
        guard Self.isFence(source.line(1), in: source) else { return }
        var line = 2
        while line <= source.lineCount {
            if Self.isFence(source.line(line), in: source) {
                let start = source.line(2).lowerBound
                let text = source.text(start..<source.line(line).lowerBound)
                yaml = RawText(text, at: source.location(at: start))
                bodyLine = line + 1
                return
            }
            line += 1
        }
        return nil
    }

    private static func isFence(_ line: Range<Int>, in source: SourceText) -> Bool {
        let bytes = source.bytes[line]
        return bytes.starts(with: "---".utf8) && bytes.dropFirst(3).allSatisfy { $0.isBlank }
    }
}
