package import Diagnostics

/// A row that breaks a rule, and what it says.
package struct FailingRow: Hashable, Sendable {
    package var path: String
    package var line: Int32
    package var text: String

    package var location: SourceLocation {
        SourceLocation(path: path, line: Int(line), column: 1)
    }

    /// In the order of files and lines; rows of one line by what they say.
    static func < (left: FailingRow, right: FailingRow) -> Bool {
        if left.path != right.path { return left.path < right.path }
        return (left.line, left.text) < (right.line, right.text)
    }
}

/// How many rows break a rule, and the first ten of them, in whatever order they are found.
package struct FailingRows: Sendable {
    package static let shown = 10

    package private(set) var count = 0
    /// In order of files and lines.
    package private(set) var first: [FailingRow] = []

    /// Counts a row; what it says is asked for only where it may be shown.
    mutating func add(path: String, line: Int32, text: () -> String) {
        count += 1
        if first.count == Self.shown, let last = first.last,
            path == last.path ? line > last.line : path > last.path
        {
            return
        }
        insert(FailingRow(path: path, line: line, text: text()))
    }

    /// Counts rows that are not shown.
    mutating func add(count more: Int) { count += more }

    mutating func merge(_ other: FailingRows) {
        count += other.count
        for row in other.first { insert(row) }
    }

    mutating func insert(_ row: FailingRow) {
        let index = first.firstIndex { row < $0 } ?? first.count
        first.insert(row, at: index)
        if first.count > Self.shown { first.removeLast() }
    }
}

/// The files that rows were found in, numbered as they come.
struct FileNumbers: Sendable {
    private(set) var paths: [String] = []

    mutating func number(of path: String) -> Int32 {
        // The file of a batch is mostly that of the one before.
        if let index = paths.lastIndex(of: path) { return Int32(index) }
        paths.append(path)
        return Int32(paths.count - 1)
    }
}

/// A row by the number of its file and its line.
struct RowPlace: Hashable, Sendable {
    var file: Int32
    var line: Int32

    func precedes(_ other: RowPlace, _ files: FileNumbers) -> Bool {
        file == other.file
            ? line < other.line : files.paths[Int(file)] < files.paths[Int(other.file)]
    }
}
