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
            guard let movement = movement(from: before, to: after) else { continue }
            writer.add(
                line: deals.line(row), carrying: (deals, row),
                texts: [
                    "movement": movement.kind,
                    "stage": (before ?? after)?.stage ?? "",
                ],
                days: ["date": end(of: month)], numbers: ["amount": movement.amount])
        }
    }
    return writer.finish()
}

/// Between two month ends; nil where nothing changed.
private func movement(
    from before: DealState?, to after: DealState?
) -> (kind: String, amount: ExactDecimal)? {
    let now = after?.amount ?? .zero
    guard let before else {
        return after?.isOpen ?? false ? ("added", now) : nil
    }
    let then = before.amount ?? .zero
    guard let after, !after.isOpen else {
        let change = now - then
        return change.isZero ? nil : ("revalued", change)
    }
    return (after.stage, then)
}
