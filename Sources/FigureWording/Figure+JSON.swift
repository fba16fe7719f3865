import Diagnostics
package import ReportModel

extension Figure {
    /// What JSON has of a figure besides: the last day that counts where the period is not over, the
    /// ranges of what is expected, and where it stands against its limits. Nothing for most.
    package var furtherPairs: [(String, String)] {
        var pairs: [(String, String)] = []
        if let through { pairs.append(("through", jsonQuoted("\(through)"))) }
        func add(_ key: String, _ range: FigureRanges.Range?) {
            guard let range else { return }
            pairs.append((key, "[\(range.low.canonical), \(range.high.canonical)]"))
        }
        if let ranges {
            add("range", ranges.stated)
            add("range_50", ranges.half)
            add("range_80", ranges.fourFifths)
            if let method = ranges.method { pairs.append(("method", jsonQuoted(method))) }
        }
        if let standing {
            pairs.append(("state", jsonQuoted(standing.state.rawValue)))
            if let headroom = standing.headroom {
                pairs.append(("headroom", headroom.canonical))
            }
        }
        return pairs
    }
}
