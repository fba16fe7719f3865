package import Diagnostics

/// One thing that is wrong with what the author gave, with the lines around it.
package struct PreviewProblem: Hashable, Sendable {
    package enum Severity: String, Hashable, Sendable {
        case error
        case warning
    }

    /// A line of the author's file, near the place.
    package struct ExcerptLine: Hashable, Sendable {
        /// From 1.
        package var number: Int
        package var text: String
        /// Whether the problem is in this one.
        package var isMarked: Bool

        package init(number: Int, text: String, isMarked: Bool) {
            self.number = number
            self.text = text
            self.isMarked = isMarked
        }
    }

    /// Relative to the workspace; empty when it is in no file.
    package var path: String
    /// From 1; 0 means the file as a whole.
    package var line: Int
    /// From 1, in UTF-8 bytes; 0 means the line as a whole. The excerpt is marked there.
    package var column: Int
    package var severity: Severity
    package var message: String
    /// The rule's id.
    package var rule: String
    package var remedy: String?
    package var excerpt: [ExcerptLine]

    package init(
        path: String, line: Int = 0, column: Int = 0, severity: Severity = .error,
        message: String, rule: String, remedy: String? = nil, excerpt: [ExcerptLine] = []
    ) {
        self.path = path
        self.line = line
        self.column = column
        self.severity = severity
        self.message = message
        self.rule = rule
        self.remedy = remedy
        self.excerpt = excerpt
    }
}

extension PreviewProblem {
    /// A diagnostic with the two lines before and after its place, if the file's text is given; nil
    /// for a note, which asks for nothing.
    package init?(_ diagnostic: Diagnostic, source: String? = nil) {
        guard let severity = Severity(rawValue: diagnostic.severity.rawValue) else { return nil }
        let location = diagnostic.location ?? SourceLocation(path: "")
        self.init(
            path: location.path, line: location.line, column: location.column,
            severity: severity, message: diagnostic.message, rule: diagnostic.id,
            remedy: diagnostic.remedy)
        if let source, line > 0 { excerpt = Self.excerpt(of: source, around: line) }
    }

    private static func excerpt(of source: String, around line: Int) -> [ExcerptLine] {
        let lines = source.utf8
            .split(
                separator: UInt8(ascii: "\n"), maxSplits: line + 2, omittingEmptySubsequences: false
            )
            .prefix(line + 2)
        guard line <= lines.count else { return [] }
        return (max(line - 2, 1)...lines.count).map { number in
            // A line of data may be as long as its file.
            let bytes = lines[number - 1].prefix(longestLine).filter { $0 != UInt8(ascii: "\r") }
            return ExcerptLine(
                number: number, text: String(decoding: bytes, as: UTF8.self),
                isMarked: number == line)
        }
    }

    private static let longestLine = 1000
}
