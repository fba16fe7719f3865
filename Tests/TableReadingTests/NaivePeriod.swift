/// The time in which a subscription line is in force.
struct NaivePeriod {
    var id: String
    var start: String
    /// Exclusive; later than any date where the line goes on.
    var end: String
    var path: String
    var line: Int
    var index: Int

    init(_ values: [String: String], path: String, line: Int, index: Int) {
        id = values["id"] ?? ""
        start = values["start"] ?? ""
        end = values["end"] ?? ""
        if end.isEmpty { end = "~" }
        self.path = path
        self.line = line
        self.index = index
    }

    /// Of each line that begins while another with its id is in force: what to say, at the later one.
    static func overlaps(_ periods: [NaivePeriod]) -> [(String, line: Int, path: String)] {
        let counted = periods.filter { !$0.id.isEmpty && $0.end > $0.start }
        let found = Dictionary(grouping: counted, by: \.id).values.flatMap(pairs).enumerated()
            .sorted { ($0.element.1.index, $0.offset) < ($1.element.1.index, $1.offset) }
            .map(\.element)
        return found.map { first, second in
            let place =
                "line \(first.line)" + (first.path == second.path ? "" : " of \(first.path)")
            let id = NaiveTable.excerpt(second.id)
            return (
                "'\(id)' of line \(second.line) is in force while \(place) is, and would count twice",
                second.line, second.path
            )
        }
    }

    /// Each with the one before it that lasts longest, the later row second.
    private static func pairs(_ same: [NaivePeriod]) -> [(NaivePeriod, NaivePeriod)] {
        let sorted = same.sorted { ($0.start, $0.index) < ($1.start, $1.index) }
        return sorted.indices.dropFirst().compactMap { i in
            let longest = sorted[..<i].max { $0.end < $1.end }
            guard let longest, sorted[i].start < longest.end else { return nil }
            return longest.index < sorted[i].index
                ? (longest, sorted[i]) : (sorted[i], longest)
        }
    }
}
