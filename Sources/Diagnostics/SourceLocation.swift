/// A place in a file of the workspace: path relative to the workspace, 1-based line, 1-based column
/// in UTF-8 bytes. Line 0 means the file as a whole.
package struct SourceLocation: Hashable, Comparable, Sendable {
    package var path: String
    package var line: Int
    package var column: Int

    package init(path: String, line: Int = 0, column: Int = 0) {
        self.path = path
        self.line = line
        self.column = column
    }

    package static func < (left: SourceLocation, right: SourceLocation) -> Bool {
        (left.path, left.line, left.column) < (right.path, right.line, right.column)
    }
}
