import ReportModel

/// What a deal was from one day to another.
struct DealState {
    var from: Day
    /// The first day on which it was something else.
    var to: Day?
    var stage: String
    var amount: ExactDecimal?
    /// When it was to close, or did.
    var due: Day?

    var isOpen: Bool { stage != "won" && stage != "lost" }

    func isInForce(on day: Day) -> Bool { from <= day && (to.map { day < $0 } ?? true) }
}

/// Every deal as what it was over time, from the log of its changes and what it is now.
struct DealLives {
    /// By row of the deals, in order of time.
    private(set) var states: [[DealState]] = []
    /// Since when the log tells.
    private(set) var knownFrom: Day?
    /// By row whether the log has the deal.
    private(set) var isLogged: [Bool] = []

    init(_ sources: DerivationSources) {
        let deals = sources[.opportunities]
        let log = sources[.opportunityHistory]
        let byDeal = log.rows(by: "id")
        let days = (0..<log.count).compactMap { log.day("at", $0) }
        knownFrom = days.min()
        guard let knownFrom else { return }
        for row in 0..<deals.count {
            let changes = (byDeal[deals.text("id", row)] ?? []).filter {
                log.day("at", $0).map { $0 <= sources.asOf } ?? false
            }
            .sorted {
                // Changes of one day stand in the order of the file.
                let left = log.day("at", $0) ?? knownFrom
                let right = log.day("at", $1) ?? knownFrom
                return left != right ? left < right : $0 < $1
            }
            states.append(Self.states(deals, row, log, changes, knownFrom, sources.asOf))
            isLogged.append(!changes.isEmpty)
        }
    }

    /// Every deal as what it is now, from the day on which it was created to its close.
    init(withoutLog sources: DerivationSources) {
        let deals = sources[.opportunities]
        knownFrom = (0..<deals.count).compactMap { deals.day("created", $0) }.min()
        guard let knownFrom else { return }
        states = (0..<deals.count).map {
            Self.states(deals, $0, SourceRows(), [], knownFrom, sources.asOf)
        }
        isLogged = Array(repeating: false, count: deals.count)
    }

    private static func states(
        _ deals: SourceRows, _ row: Int, _ log: SourceRows, _ changes: [Int], _ knownFrom: Day,
        _ asOf: Day
    ) -> [DealState] {
        let stage = deals.text("stage", row)
        let closed = deals.day("closed", row)
        // What became of it after the data was taken is not known yet.
        let isClosed = stage == "won" || stage == "lost"
        let isLater = isClosed && closed.map { $0 > asOf } ?? false
        let isOver = isClosed && !isLater
        let created = deals.day("created", row) ?? knownFrom
        var states: [DealState] = []
        for change in changes {
            guard let at = log.day("at", change) else { continue }
            let before = states.last
            let logged = log.text("stage", change)
            var state = DealState(
                from: at, stage: logged.isEmpty ? before?.stage ?? "" : logged,
                amount: log.number("amount", change) ?? before?.amount,
                due: log.day("closed", change) ?? before?.due)
            if before == nil {
                // What the log does not tell of the beginning is what it tells first.
                if let created = deals.day("created", row), created < at { state.from = created }
            } else if before?.from == at {
                states.removeLast()
            }
            states.append(state)
        }
        let now = DealState(
            from: created, stage: stage, amount: deals.number("amount", row), due: closed)
        if states.isEmpty {
            // Nothing was logged: it was open, with what it has now, until it closed.
            if isOver {
                let end = min(closed ?? created, asOf)
                if created < end {
                    var open = now
                    open.stage = ""
                    states.append(open)
                }
                var over = now
                over.from = max(created, end)
                states.append(over)
            } else {
                var open = now
                if isLater { open.stage = "" }
                states.append(open)
            }
        } else if isLater {
            // The log says what it was until then.
        } else if let last = states.last, last.stage != stage {
            // The log ends before the table does.
            var current = now
            current.from = isOver ? max(last.from, min(closed ?? asOf, asOf)) : last.from
            if current.from == last.from { states.removeLast() }
            states.append(current)
        } else if !isOver, let last = states.last,
            last.amount != now.amount ?? last.amount || last.due != now.due ?? last.due
        {
            // Something changed that was not logged; all that is known is that it is so now.
            var current = now
            current.from = max(last.from, asOf)
            current.amount = now.amount ?? last.amount
            current.due = now.due ?? last.due
            if current.from == last.from { states.removeLast() }
            states.append(current)
        }
        for index in states.indices.dropLast() { states[index].to = states[index + 1].from }
        return states
    }

    /// What a deal was at the end of a day.
    func state(_ row: Int, on day: Day) -> DealState? {
        states[row].last { $0.isInForce(on: day) }
    }
}

/// The times in which deals were open, each with what they were then.
func dealStates(_ sources: DerivationSources) -> DerivedRows {
    let deals = sources[.opportunities]
    let lives = DealLives(sources)
    let byStage = Dictionary(
        sources.settings.stages.map { ($0.name, $0.probability) },
        uniquingKeysWith: { first, _ in first })
    var writer = RowWriter(
        texts: Array(Set(deals.textFields).union(["stage"])).sorted(),
        days: ["from", "to", "closed", "created"], numbers: ["amount", "weight", "created_number"])
    for row in lives.states.indices {
        for state in lives.states[row] where state.isOpen {
            let from = max(state.from, lives.knownFrom ?? state.from)
            if let to = state.to, to <= from { continue }
            var numbers: [String: ExactDecimal] = [:]
            numbers["amount"] = state.amount ?? .zero
            numbers["created_number"] = deals.day("created", row).map {
                ExactDecimal(Int($0.number))
            }
            // The deal's own probability is known of today only.
            numbers["weight"] = byStage[state.stage] ?? nil
            var days = ["from": from]
            days["to"] = state.to
            days["closed"] = state.due
            days["created"] = deals.day("created", row)
            writer.add(
                line: deals.line(row), carrying: (deals, row), texts: ["stage": state.stage],
                days: days, numbers: numbers)
        }
    }
    return writer.finish()
}

/// For each month, quarter, half-year and year the deals that were due in it when it began, and what
/// became of them by its end.
func dueDeals(_ sources: DerivationSources) -> DerivedRows {
    let deals = sources[.opportunities]
    let calendar = sources.settings.calendar
    let lives = DealLives(sources)
    var writer = RowWriter(
        texts: Array(Set(deals.textFields).union(["grain", "outcome"])).sorted(), days: ["date"],
        numbers: ["amount"])
    for row in lives.states.indices {
        for state in lives.states[row] where state.isOpen {
            guard let due = state.due, let knownFrom = lives.knownFrom else { continue }
            for grain in Period.Grain.whole {
                let period = calendar.period(grain, containing: calendar.month(of: due))
                let eve = period.start.adding(days: -1)
                if eve < knownFrom || !state.isInForce(on: eve) || period.end > sources.asOf {
                    continue
                }
                let end = lives.state(row, on: period.end)
                writer.add(
                    line: deals.line(row), carrying: (deals, row),
                    texts: ["grain": grain.word, "outcome": end.map(outcome) ?? "lost"],
                    days: ["date": period.start],
                    numbers: ["amount": state.amount ?? .zero])
            }
        }
    }
    return writer.finish()
}

/// An open deal at the end of the period in which it was due has slipped, whatever its date says.
private func outcome(_ state: DealState) -> String {
    state.isOpen ? "slipped" : state.stage
}

/// Each stage that a deal entered, when, and whether it went on from there.
///
/// Skipped stages count as passed when a later one is entered; a move back undoes what was entered
/// beyond.
func stageEntries(_ sources: DerivationSources) -> DerivedRows {
    let deals = sources[.opportunities]
    let order = sources.settings.stages.map(\.name)
    let places = Dictionary(
        order.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    let lives = DealLives(sources)
    var writer = RowWriter(
        texts: Array(Set(deals.textFields).union(["stage"])).sorted(), days: ["date"],
        numbers: ["passed", "days"])
    // Through which stages a deal without a log went nobody knows.
    for row in lives.states.indices where lives.isLogged[row] {
        /// By stage the day on which it was entered; one more for won.
        var entered: [Day] = []
        for state in lives.states[row] {
            if state.stage == "lost" { break }
            guard let place = state.stage == "won" ? order.count : places[state.stage] else {
                continue
            }
            if place + 1 < entered.count { entered.removeLast(entered.count - place - 1) }
            while entered.count <= place { entered.append(state.from) }
        }
        for place in entered.indices where place < order.count {
            let next = place + 1 < entered.count ? entered[place + 1] : nil
            var numbers = ["passed": next == nil ? ExactDecimal.zero : .one]
            numbers["days"] = next.map { ExactDecimal($0.days(since: entered[place])) }
            writer.add(
                line: deals.line(row), carrying: (deals, row), texts: ["stage": order[place]],
                days: ["date": entered[place]], numbers: numbers)
        }
    }
    return writer.finish()
}
