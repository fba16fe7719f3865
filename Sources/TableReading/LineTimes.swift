import Diagnostics
import ReportModel

/// When each line of the subscriptions is in force: one that is there twice at one time, as in an
/// export of a history, would count twice in MRR.
struct LineTimes: Sendable {
    struct Time: Sendable {
        var id: Int32
        var start: Int32
        /// Exclusive; the end of days where the line goes on.
        var end: Int32
        var path: Int32
        var line: Int32
    }

    /// Indices among the wanted fields.
    let idField: Int
    let startField: Int
    let endField: Int
    private(set) var paths: [String] = []
    /// Of each path its number among the table's files.
    private(set) var files: [Int] = []
    private var times: [Time] = []

    init?(fields: [String]) {
        guard let id = fields.firstIndex(of: "id"), let start = fields.firstIndex(of: "start"),
            let end = fields.firstIndex(of: "end")
        else { return nil }
        idField = id
        startField = start
        endField = end
    }

    /// Takes a row; one without an id can't be told from others.
    mutating func add(
        id: Int32, start: Int32, end: Int32, path: String, file: Int, line: Int
    ) {
        if id == 0 { return }
        let end = end == TableBatch.Column.missingDay ? .max : end
        if end <= start { return }
        if paths.last != path {
            paths.append(path)
            files.append(file)
        }
        times.append(
            Time(
                id: id, start: start, end: end, path: Int32(paths.count - 1),
                line: Int32(clamping: line)))
    }

    /// Pairs of rows of one id that are in force on one day, the later row of the file second.
    func overlaps() -> [(Time, Time)] {
        let order = times.indices.sorted {
            let (a, b) = (times[$0], times[$1])
            return (a.id, a.start, $0) < (b.id, b.start, $1)
        }
        var found: [(Time, Time)] = []
        var longest: Int?
        for index in order {
            let time = times[index]
            guard let before = longest, times[before].id == time.id else {
                longest = index
                continue
            }
            if time.start < times[before].end {
                found.append((times[min(before, index)], times[max(before, index)]))
            }
            if time.end > times[before].end { longest = index }
        }
        return found.sorted { ($0.1.path, $0.1.line) < ($1.1.path, $1.1.line) }
    }
}

extension TableReader {
    /// Says which subscription lines are there twice at one time; called once, after the last file.
    mutating func reportOverlaps() {
        guard let lineTimes else { return }
        for (first, second) in lineTimes.overlaps() where tally.counts("line-overlap") {
            let path = lineTimes.paths[Int(second.path)]
            tally.file = lineTimes.files[Int(second.path)]
            let firstPath = lineTimes.paths[Int(first.path)]
            let row = isQuery ? "row" : "line"
            let firstPlace = "\(row) \(first.line)" + (path == firstPath ? "" : " of \(firstPath)")
            tally.show(
                Diagnostic(
                    id: "line-overlap",
                    "'\(excerpt(lineID(second.id)))' of \(row) \(second.line) is in force while"
                        + " \(firstPlace) is, and would count twice",
                    remedy: "keep one by 'where', end the first when the second starts, or leave"
                        + " 'id' unmapped if it isn't that of the line",
                    at: isQuery
                        ? source.origin.location
                        : SourceLocation(path: path, line: Int(second.line), column: 1)))
        }
    }
}
