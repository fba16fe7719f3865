import ReportModel

/// By month what became of the pipeline that was open at the month end before: what was added to it,
/// valued anew, won and lost.
///
/// Month end against month end, so that opening and movements make closing: a deal that came and was
/// closed within a month was never in it.
func pipelineMovements(_ sources: DerivationSources) -> DerivedRows {
    let deals = sources[.opportunities]
    let calendar = sources.settings.calendar
    let lives = DealLives(sources)
    var writer = RowWriter(
        texts: Array(Set(deals.textFields).union(["movement", "stage"])).sorted(),
        days: ["date"], numbers: ["amount"])
    guard let knownFrom = lives.knownFrom else { return writer.finish() }
    let running = calendar.month(of: sources.asOf)
    func end(of month: Month) -> Day { min(calendar.lastDay(of: month), sources.asOf) }
    for row in lives.states.indices {
        // At the end of the first month the pipeline is what it is; what changed in it nobody knows.
        let start = calendar.month(of: knownFrom).adding(1)
        let changes = Set(lives.states[row].map { calendar.month(of: $0.from) })
        for month in changes.sorted() where month >= start && month <= running {
            let before = lives.state(row, on: end(of: month.adding(-1))).flatMap {
                $0.isOpen ? $0 : nil
            }
            let after = lives.state(row, on: end(of: month))
            for movement in movements(from: before, to: after) {
                writer.add(
                    line: deals.line(row), carrying: (deals, row),
                    texts: ["movement": movement.kind, "stage": movement.stage],
                    days: ["date": end(of: month)], numbers: ["amount": movement.amount])
            }
        }
    }
    // A month in which nothing moved is known, too.
    let earliest = max(calendar.month(of: knownFrom).adding(1), running.adding(-240))
    for index in stride(from: earliest.index, through: running.index, by: 1) {
        writer.add(
            texts: ["movement": "none"], days: ["date": end(of: Month(index: index))],
            numbers: ["amount": .zero])
    }
    return writer.finish()
}

private struct Movement {
    var kind: String
    var stage: String
    var amount: ExactDecimal
}

/// Between two month ends; none where nothing changed. A deal that moved on leaves one stage and comes
/// into another with what it was worth.
private func movements(from before: DealState?, to after: DealState?) -> [Movement] {
    let now = after?.amount ?? .zero
    guard let before else {
        guard let after, after.isOpen else { return [] }
        return [Movement(kind: "added", stage: after.stage, amount: now)]
    }
    let then = before.amount ?? .zero
    guard let after else { return [] }
    if !after.isOpen { return [Movement(kind: after.stage, stage: before.stage, amount: then)] }
    var found: [Movement] = []
    if before.stage != after.stage {
        found = [
            Movement(kind: "moved", stage: before.stage, amount: -then),
            Movement(kind: "moved", stage: after.stage, amount: then),
        ]
    }
    let change = now - then
    if !change.isZero {
        found.append(Movement(kind: "revalued", stage: after.stage, amount: change))
    }
    return found
}
