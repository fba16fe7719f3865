import ReportModel

/// When customers are customers: served by a line that costs something, with the gaps, the days of
/// grace and the pauses that recurring revenue allows them.
struct ServiceLines {
    private struct Span {
        var start: Day
        /// Exclusive; nil: still in force.
        var end: Day?
    }

    private var spans: [String: [Span]] = [:]

    /// Rows that are at fault are left out; recurring revenue tells of them.
    init(_ sources: DerivationSources) {
        let rows = sources[.subscriptions]
        let rule = RecurringRule(sources.settings.options)
        var reader = SubscriptionReader(rows, sources)
        var lines: [Int32: [SubscriptionLine]] = [:]
        for row in 0..<rows.count {
            guard let line = try? reader.line(row), !line.gross.isZero, !line.isCredit else {
                continue
            }
            lines[reader.customers[row], default: []].append(line)
        }
        for (customer, own) in lines {
            let history = CustomerLines(own, rule, sources.settings.calendar) {
                rows.hasSameTexts($0, $1)
            }
            var spans: [Span] = []
            for line in history.lines {
                let isPaused = line.line.status == .paused
                if isPaused, line.keptUntil == nil { continue }
                spans.append(
                    Span(start: line.line.start, end: isPaused ? line.keptUntil : line.until))
            }
            if !spans.isEmpty { self.spans[reader.name(of: customer)] = spans }
        }
    }

    var isEmpty: Bool { spans.isEmpty }

    /// In order.
    var customers: [String] { spans.keys.sorted() }

    func isServed(_ customer: String, on day: Day) -> Bool {
        spans[customer]?.contains { $0.start <= day && ($0.end.map { day < $0 } ?? true) } ?? false
    }

    func firstDay(of customer: String) -> Day? { spans[customer]?.map(\.start).min() }
}
