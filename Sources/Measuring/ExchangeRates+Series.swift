import ReportModel

/// The rates of one currency and kind, by day.
struct RateSeries: Sendable {
    struct Entry: Sendable {
        var day: Day
        var rate: ExactDecimal
        /// Where it stands in its file.
        var line: Int32
    }

    private var entries: [Entry] = []

    var first: Entry? { entries.first }

    /// The rate of the latest day up to `day`, if it is not before `oldest`.
    func last(upTo day: Day, notBefore oldest: Day? = nil) -> Entry? {
        let after = firstIndex(after: day)
        guard after > 0 else { return nil }
        let found = entries[after - 1]
        if let oldest, found.day < oldest { return nil }
        return found
    }

    /// Takes further rates in the order of their lines; gives back those that say something else of a
    /// day than an earlier one did, with what that said.
    mutating func merge(_ further: [Entry]) -> [(kept: ExactDecimal, second: Entry)] {
        var repeated: [(kept: ExactDecimal, second: Entry)] = []
        var new: [Entry] = []
        for entry in further.sorted(by: { ($0.day, $0.line) < ($1.day, $1.line) }) {
            var other = new.last.flatMap { $0.day == entry.day ? $0 : nil }
            if other == nil, let known = last(upTo: entry.day), known.day == entry.day {
                other = known
            }
            if let other {
                if other.rate != entry.rate { repeated.append((other.rate, entry)) }
            } else {
                new.append(entry)
            }
        }
        insert(new)
        return repeated
    }

    /// Merges days of which none is known yet.
    private mutating func insert(_ new: [Entry]) {
        guard let lowest = new.first, let highest = new.last else { return }
        if let end = entries.last, lowest.day < end.day {
            if let start = entries.first, highest.day < start.day {
                entries.insert(contentsOf: new, at: 0)
                return
            }
            let from = firstIndex(after: lowest.day)
            var merged: [Entry] = []
            merged.reserveCapacity(entries.count - from + new.count)
            var known = entries[from...]
            for entry in new {
                while let next = known.first, next.day < entry.day {
                    merged.append(next)
                    known = known.dropFirst()
                }
                merged.append(entry)
            }
            merged += known
            entries.replaceSubrange(from..., with: merged)
        } else {
            entries += new
        }
    }

    private func firstIndex(after day: Day) -> Int {
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].day <= day { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
