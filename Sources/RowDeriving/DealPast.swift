import ReportModel

/// How often deals were won so many months after they stood at a stage and an age.
struct DealPast {
    /// A deal that was open at a month end.
    struct OpenDeal {
        var row: Int
        var kind: Kind
        var amount: ExactDecimal
    }

    /// What deals are alike by.
    struct Kind: Hashable {
        var type: String
        var stage: String
        /// 0 below a month, then up to 2, 5, 11 months and more; -1 where it is not known.
        var age: Int
    }

    /// Those that were open, and of them by months later those that were won.
    private struct Tally {
        var open = 0
        var won = [Int](repeating: 0, count: ForecastOrigins.farthest + 1)
    }

    private struct Win {
        var month: Month
        var created: Day?
        var type: String
        var amount: ExactDecimal
    }

    /// The first month end of which it is known what was open; nil where there is none.
    let first: Month?
    private(set) var open: [Month: [OpenDeal]] = [:]
    private var tallies: [Month: [Kind: Tally]] = [:]
    private var wins: [Win] = []
    private let calendar: FiscalCalendar

    /// Months whose deals an origin looks back on, fewest months that a horizon needs, and fewest deals
    /// that a chance is taken from.
    private static let observed = 36
    private static let fewestMonths = 6
    private static let fewestDeals = 20
    private static let recentMonths = 12

    /// - Complexity: O(deals × months for which they were open).
    init(_ sources: DerivationSources, through last: Month) {
        let deals = sources[.opportunities]
        calendar = sources.settings.calendar
        var lives = DealLives(sources)
        let hasLog = lives.knownFrom != nil
        if !hasLog { lives = DealLives(withoutLog: sources) }
        // Of slips like the year 0026 there would be months without end.
        let earliest = last.adding(-2 * Self.observed - ForecastOrigins.farthest)
        let known = lives.knownFrom.map { [calendar] in calendar.month(of: $0) }
        first = known.map { max($0, earliest) }
        guard let first, first <= last else { return }
        for row in 0..<deals.count {
            let created = deals.day("created", row)
            let isWon = deals.text("stage", row) == "won"
            let closed = isWon ? deals.day("closed", row) : nil
            let won = closed.map(calendar.month)
            if let won {
                wins.append(
                    Win(
                        month: won, created: created, type: deals.text("type", row),
                        amount: deals.number("amount", row) ?? .zero))
            }
            for state in lives.states[row] where state.isOpen {
                let from = max(calendar.month(of: state.from), first)
                // On the last day of the month in which it ends it is no longer what it was.
                let until = state.to.map { calendar.month(of: $0).adding(-1) } ?? last
                for index in stride(from: from.index, through: min(until, last).index, by: 1) {
                    let month = Month(index: index)
                    let kind = Kind(
                        type: deals.text("type", row),
                        stage: hasLog ? state.stage : "",
                        age: Self.age(at: month, created.map(calendar.month)))
                    open[month, default: []].append(
                        OpenDeal(row: row, kind: kind, amount: state.amount ?? .zero))
                    var tally = tallies[month]?[kind] ?? Tally()
                    tally.open += 1
                    if let later = won.map({ Int($0.index - index) }),
                        1...ForecastOrigins.farthest ~= later
                    {
                        tally.won[later] += 1
                    }
                    tallies[month, default: [:]][kind] = tally
                }
            }
        }
    }

    private static func age(at month: Month, _ created: Month?) -> Int {
        guard let created else { return -1 }
        return switch Int(month.index - created.index) {
        case ..<1: 0
        case 1...2: 1
        case 3...5: 2
        case 6...11: 3
        default: 4
        }
    }

    /// Whether there is enough behind an origin to say what comes so many months after it.
    func reaches(_ horizon: Int, from origin: Month) -> Bool {
        guard let first else { return false }
        return Int(origin.index - first.index) - horizon + 1 >= Self.fewestMonths
    }

    /// Of what stood at a month end and was not won by the origin nothing is known beyond it.
    func chances(at origin: Month) -> DealChances {
        var chances = DealChances(fewest: Self.fewestDeals)
        for back in 1...Self.observed {
            for (kind, tally) in tallies[origin.adding(-back)] ?? [:] {
                chances.add(
                    kind, open: tally.open, won: tally.won,
                    through: min(back, ForecastOrigins.farthest))
            }
        }
        return chances
    }

    /// By type what deals that did not exist at an origin are won for so many months later: the mean of
    /// the last year's months.
    func unborn(_ horizon: Int, from origin: Month) -> [String: ExactDecimal] {
        guard let first else { return [:] }
        let starts = (0..<Self.recentMonths).map { origin.adding(-horizon - $0) }.filter {
            $0 >= first
        }
        guard let earliest = starts.last else { return [:] }
        var sums: [String: ExactDecimal] = [:]
        for win in wins {
            let start = win.month.adding(-horizon)
            guard start >= earliest, win.month <= origin, let created = win.created,
                created > calendar.lastDay(of: start)
            else { continue }
            sums[win.type] = (sums[win.type] ?? .zero) + win.amount
        }
        return sums.mapValues { $0.times(.one, over: ExactDecimal(starts.count)) }
    }
}

/// The chances of deals to be won in a month ahead, of those that were like them.
struct DealChances {
    private struct Cell: Hashable {
        /// Nil: all of them.
        var type: String?
        var stage: String?
        var age: Int?
    }

    /// By months ahead.
    private struct Counts {
        var open = [Int](repeating: 0, count: ForecastOrigins.farthest + 1)
        var won = [Int](repeating: 0, count: ForecastOrigins.farthest + 1)
    }

    /// From the deals that are most like one to all deals.
    private static func cells(_ kind: DealPast.Kind) -> [Cell] {
        [
            Cell(type: kind.type, stage: kind.stage, age: kind.age),
            Cell(type: kind.type, stage: kind.stage), Cell(type: kind.type), Cell(),
        ]
    }

    private var cells: [Cell: Counts] = [:]
    private let fewest: Int

    init(fewest: Int) { self.fewest = fewest }

    /// - Parameter last: the months ahead of which it is known what came.
    mutating func add(_ kind: DealPast.Kind, open: Int, won: [Int], through last: Int) {
        for cell in Self.cells(kind) {
            var counts = cells.removeValue(forKey: cell) ?? Counts()
            for horizon in 1...last {
                counts.open[horizon] += open
                counts.won[horizon] += won[horizon]
            }
            cells[cell] = counts
        }
    }

    /// Won of open ones: of the same type, stage and age where there are enough of them, else of the same
    /// type and stage, else of the type, else of all.
    func chance(_ kind: DealPast.Kind, _ horizon: Int) -> (won: Int, open: Int) {
        var found = (won: 0, open: 0)
        for cell in Self.cells(kind) {
            guard let counts = cells[cell] else { continue }
            found = (counts.won[horizon], counts.open[horizon])
            if found.open >= fewest { break }
        }
        return found
    }
}
