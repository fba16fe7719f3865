import ReportModel

/// The lines of one customer as one story: which follow one another, until when each counts, and
/// which pauses keep him a customer.
struct CustomerLines {
    /// Rows that follow one another and are the same in all else.
    fileprivate struct Chain {
        var lines: [SubscriptionLine]
        var start: Day
        var end: Day?
        /// With the days that are bridged or in grace.
        var until: Day?
        var graceFrom: Day?
        /// The line that goes on at the same price without the discount.
        var undiscounted: (start: Day, until: Day?)?
        /// Of a paused one: when the pause began, if it keeps the customer.
        var pausedSince: Day?

        var first: SubscriptionLine { lines[0] }

        func isInForce(on day: Day) -> Bool {
            start <= day && (until.map { day < $0 } ?? true)
        }
    }

    /// A row and what of its times counts.
    struct Line {
        var line: SubscriptionLine
        var until: Day?
        var graceFrom: Day?
        /// Of a pause that keeps the customer: when it ceases to.
        var keptUntil: Day?
        /// When its discount ends and it goes on.
        var expiry: Expiry?

        struct Expiry {
            var day: Day
            /// Whether it was in force at the month end before and the line still is at this one.
            var isAcrossMonthEnds: Bool
        }
    }

    private(set) var lines: [Line] = []

    /// - Parameter isSame: whether two rows have the same texts.
    init(
        _ lines: [SubscriptionLine], _ rule: RecurringRule, _ calendar: FiscalCalendar,
        isSame: (Int, Int) -> Bool
    ) {
        var chains = Self.chains(lines, isSame)
        let starts = Starts(chains.map { ($0.start, $0.first) })
        for index in chains.indices { chains[index].extend(to: starts, rule) }
        Self.keepPaused(&chains, rule)
        Self.endDiscounts(&chains)
        for chain in chains { self.lines += chain.pieces(calendar) }
    }

    private static func chains(
        _ lines: [SubscriptionLine], _ isSame: (Int, Int) -> Bool
    ) -> [Chain] {
        var chains: [Chain] = []
        /// By the day on which they end.
        var open: [Day: [Int]] = [:]
        for line in lines.sorted(by: { ($0.start, $0.row) < ($1.start, $1.row) }) {
            let place = open[line.start]?.firstIndex { index in
                let last = chains[index].lines[chains[index].lines.count - 1]
                return last.status == line.status && last.gross == line.gross
                    && last.discount == line.discount && last.discountEnd == line.discountEnd
                    && isSame(last.row, line.row)
            }
            var index = chains.count
            if let place {
                index = open[line.start]?.remove(at: place) ?? index
                chains[index].lines.append(line)
                chains[index].end = line.end
                chains[index].until = line.end
            } else {
                chains.append(
                    Chain(lines: [line], start: line.start, end: line.end, until: line.end))
            }
            if let end = line.end { open[end, default: []].append(index) }
        }
        return chains
    }

    /// An export may end a row with its discount: where the row that follows has the id and the price,
    /// that is no expansion.
    private static func endDiscounts(_ chains: inout [Chain]) {
        let plain = chains.filter {
            $0.first.status == .active && $0.first.discount.isZero && !$0.first.id.isEmpty
        }
        if plain.isEmpty { return }
        let byID = Dictionary(grouping: plain, by: \.first.id)
        for index in chains.indices {
            let line = chains[index].first
            guard let until = chains[index].until, line.status == .active,
                !line.discount.isZero, line.discountEnd.map({ $0 >= until }) ?? true
            else { continue }
            let next = byID[line.id]?.first {
                $0.start == until && $0.first.gross == line.gross
                    && $0.first.currency == line.currency
            }
            chains[index].undiscounted = next.map { ($0.start, $0.until) }
        }
    }

    /// A pause keeps the customer for ninety days where he had a line that cost something up to it.
    private static func keepPaused(_ chains: inout [Chain], _ rule: RecurringRule) {
        var runs: [String: (since: Day, until: Day?, isKept: Bool)] = [:]
        let active = chains.filter {
            $0.first.status == .active && !$0.first.gross.isZero && !$0.first.isCredit
        }
        let paused = chains.indices.filter { chains[$0].first.status == .paused }
        for index in paused.sorted(by: { chains[$0].start < chains[$1].start }) {
            let chain = chains[index]
            let id = chain.first.id
            var run: (since: Day, until: Day?, isKept: Bool)
            if let known = runs[id], known.until.map({ chain.start <= $0 }) ?? true {
                run = known
                run.until = run.until.flatMap { until in chain.until.map { max(until, $0) } }
            } else {
                let before = chain.start.adding(days: -1)
                run = (chain.start, chain.until, active.contains { $0.isInForce(on: before) })
            }
            runs[id] = run
            if run.isKept { chains[index].pausedSince = run.since }
        }
    }
}

extension CustomerLines.Chain {
    /// Bridges a short gap to the line that follows, or gives it days of grace.
    mutating func extend(to starts: Starts, _ rule: RecurringRule) {
        guard let end else { return }
        let next = starts.first(from: end, after: first)
        if next == end { return }
        if let next, next.days(since: end) <= rule.bridgedGap {
            until = next
        } else if rule.grace > 0, first.status == .active {
            let last = end.adding(days: rule.grace)
            until = next.map { min($0, last) } ?? last
            graceFrom = end
        }
    }

    /// Its rows, the last one with the days that were added.
    func pieces(_ calendar: FiscalCalendar) -> [CustomerLines.Line] {
        /// Whether it is in force at the month ends before and after a day.
        func isAcrossMonthEnds(_ day: Day, until last: Day?) -> Bool {
            let month = calendar.month(of: day)
            return calendar.month(of: start) < month
                && (last.map { $0 > calendar.lastDay(of: month) } ?? true)
        }
        return lines.indices.map { index in
            let line = lines[index]
            let isLast = index == lines.count - 1
            var piece = CustomerLines.Line(line: line, until: isLast ? until : line.end)
            if isLast { piece.graceFrom = graceFrom }
            if let pausedSince {
                let last = pausedSince.adding(days: RecurringRule.pausedDays)
                piece.keptUntil = max(line.start, piece.until.map { min($0, last) } ?? last)
            }
            if let day = line.discountEnd, !line.discount.isZero, line.status == .active,
                start < day, line.start <= day, piece.until.map({ day < $0 }) ?? true
            {
                piece.expiry = CustomerLines.Line.Expiry(
                    day: day,
                    isAcrossMonthEnds: isAcrossMonthEnds(day, until: until))
            }
            if isLast, let undiscounted {
                let day = undiscounted.start
                piece.expiry = CustomerLines.Line.Expiry(
                    day: day,
                    isAcrossMonthEnds: isAcrossMonthEnds(day, until: undiscounted.until))
            }
            return piece
        }
    }
}

/// When the lines of a customer start: those that cost something, those that give back, pauses.
struct Starts {
    private let charges: [Day]
    private let credits: [Day]

    init(_ lines: [(start: Day, first: SubscriptionLine)]) {
        let counted = lines.filter { $0.first.status == .paused || !$0.first.gross.isZero }
        charges = counted.filter { $0.first.status == .paused || !$0.first.isCredit }
            .map(\.start).sorted()
        credits = counted.filter { $0.first.status == .paused || $0.first.isCredit }
            .map(\.start).sorted()
    }

    /// The first start of a line of the same sort on the day or later.
    func first(from day: Day, after line: SubscriptionLine) -> Day? {
        let starts = line.isCredit ? credits : charges
        var low = 0
        var high = starts.count
        while low < high {
            let middle = (low + high) / 2
            if starts[middle] < day { low = middle + 1 } else { high = middle }
        }
        return low < starts.count ? starts[low] : nil
    }
}
