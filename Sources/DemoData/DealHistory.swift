/// How a deal came to be what the CRM shows: its stages, amounts and expected days one by one.
struct DealHistory {
    struct State: Equatable {
        var stage: Deal.Stage
        var amount: Int
        var closes: DemoDay
    }

    private enum Change {
        case stage(Deal.Stage)
        case amount(Int)
        case closes(DemoDay)
    }

    let deal: Deal
    let created: DemoDay
    private var random: SeededRandom
    private var changes: [DemoDay: [Change]] = [:]
    private var first: State

    init?(_ deal: Deal, random: SeededRandom) {
        guard let created = deal.created else { return nil }
        self.deal = deal
        self.created = created
        self.random = random
        first = State(stage: .qualified, amount: deal.amount, closes: deal.closed)
        let moves = moveStages()
        changeAmount(on: moves)
        expectDays()
    }

    private var isClosed: Bool { deal.isClosed }
    /// The day of the last change there can be.
    private var last: DemoDay { isClosed ? deal.closed : Company.asOf }
    private var life: Int { last.number - created.number }

    /// The states by the day on which they were reached; at most one a day.
    var states: [(day: DemoDay, state: State)] {
        var states = [(day: created, state: first)]
        var state = first
        for (day, changes) in changes.sorted(by: { $0.key < $1.key }) {
            for change in changes {
                switch change {
                case .stage(let stage): state.stage = stage
                case .amount(let amount): state.amount = amount
                case .closes(let day): state.closes = day
                }
            }
            if isClosed, day == deal.closed {
                state = State(stage: deal.stage, amount: deal.amount, closes: deal.closed)
            }
            if state != states[states.count - 1].state { states.append((day, state)) }
        }
        return states
    }

    /// Adds a change strictly between the first day and the last.
    private mutating func add(_ change: Change, on day: DemoDay) {
        let latest = isClosed ? deal.closed.adding(-1) : Company.asOf
        guard created < day, day <= latest else { return }
        changes[day, default: []].append(change)
    }

    private mutating func moveStages() -> [DemoDay] {
        var path: [Deal.Stage] = []
        switch deal.stage {
        case .won: path = [.proposal, .negotiation]
        case .lost:
            let weights = deal.lingers ? [58, 30, 12] : [30, 45, 25]
            path = Array([.proposal, .negotiation].prefix(random.index(weights: weights)))
        case .negotiation: path = [.proposal, .negotiation]
        case .proposal: path = [.proposal]
        case .qualified: path = []
        }
        if path.count == 2, random.chance(perMille: 110) {
            if deal.stage == .negotiation || random.chance(perMille: 450) {
                path = [.negotiation]
            } else {
                path = [.proposal]
            }
        } else if path.last == .negotiation, random.chance(perMille: 70) {
            path += [.proposal, .negotiation]
        } else if deal.stage == .proposal, random.chance(perMille: 60) {
            path += [.negotiation, .proposal]
        }
        var days = path.map { _ in created.adding(max(1, life * random.between(15, 92) / 100)) }
        days.sort()
        for index in days.indices.dropFirst() where days[index] <= days[index - 1] {
            days[index] = days[index - 1].adding(1)
        }
        let latest = isClosed ? deal.closed.adding(-1) : Company.asOf
        if let end = days.last, end > latest {
            days = days.map { $0.adding(latest.number - end.number) }
        }
        if let start = days.first, start <= created {
            (path, days) = isClosed ? ([], []) : ([deal.stage], [latest])
        }
        for (stage, day) in zip(path, days) { add(.stage(stage), on: day) }
        if isClosed { changes[deal.closed] = [.stage(deal.stage)] }
        return days
    }

    /// The first estimate is a round one; it is calculated anew when a stage is reached.
    private mutating func changeAmount(on moves: [DemoDay]) {
        func rounded(_ percent: Int) -> Int {
            max(50_000, divided(deal.amount * percent / 100, by: 50_000) * 50_000)
        }
        let isRevised = random.chance(perMille: 420)
        first.amount = rounded(isRevised ? random.between(72, 128) : 100)
        if moves.count > 1, isRevised, random.chance(perMille: 400), let day = moves.first {
            add(.amount(rounded(random.between(88, 112))), on: day)
        }
        if let day = moves.last {
            add(.amount(deal.amount), on: day)
        } else if !isClosed {
            first.amount = deal.amount
        }
    }

    /// Sellers expect a usual cycle; as the day comes near and the deal does not, it is moved.
    private mutating func expectDays() {
        let usual =
            switch deal.kind {
            case .new: Cycles.median(of: created.month) * random.between(82, 160) / 100
            case .expansion: random.between(48, 110)
            case .renewal: random.between(80, 130)
            }
        var expected = snapped(created.adding(deal.lingers ? random.between(60, 250) : usual))
        first.closes = expected
        var latest: DemoDay?
        while expected < last {
            let day = max(expected.adding(-random.between(0, 16)), (latest ?? created).adding(2))
            guard day < last else { break }
            let further = deal.lingers ? random.between(60, 330) : random.between(20, 68)
            expected = snapped(expected.adding(further))
            add(.closes(expected), on: day)
            latest = day
        }
        if isClosed {
            let day = created.adding(life * random.between(55, 90) / 100)
            if expected.number > last.number + 40, latest.map({ $0 < day }) ?? true,
                random.chance(perMille: 500)
            {
                add(.closes(snapped(last.adding(random.between(-4, 18)))), on: day)
            }
        } else if let latest {
            changes[latest]?.append(.closes(deal.closed))
        } else if random.chance(perMille: 600) || life < 12 {
            first.closes = deal.closed
        } else {
            add(.closes(deal.closed), on: created.adding(life * random.between(30, 95) / 100))
        }
    }

    /// Half of all deals are expected on the last day of a month.
    private mutating func snapped(_ day: DemoDay) -> DemoDay {
        random.chance(perMille: 500) ? day.month.lastDay : day
    }

    static func file(_ market: Market) -> String {
        var lines: [(day: Int, deal: Int, text: String)] = []
        for (index, deal) in market.deals.enumerated() {
            let random = SeededRandom(seed: market.seed, stream: 200_000 + index)
            for (day, state) in DealHistory(deal, random: random)?.states ?? [] {
                lines.append(
                    (
                        day.number, deal.number,
                        csvLine([
                            deal.id, day.iso, state.stage.rawValue, euros(state.amount),
                            state.closes.iso,
                        ])
                    ))
            }
        }
        return lines.sorted { ($0.deal, $0.day) < ($1.deal, $1.day) }
            .reduce("Opportunity ID,Changed On,Stage,Amount,Close Date\n") { $0 + $1.text }
    }
}
