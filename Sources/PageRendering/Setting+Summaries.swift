import FigureWording
import KPIComputing
import PageBinding
import ReportModel

extension Setting {
    /// A measure over time in words: direction, range, and the last value against plan. What is not over
    /// is told apart.
    func summary(
        _ metric: MetricDefinition, overTime rows: [FigureGrid.Row], cell: Int = 0,
        filter: Expression? = nil
    ) -> String {
        // Places of rows, which nothing needs to copy.
        let all = rows.indices.filter { rows[$0].cells[cell].actual.value.number != nil }
        let whole = all.filter { row in
            rows[row].cells[cell].actual.through == nil
                && computation.start(of: metric, within: rows[row].period, filter: filter) == nil
        }
        let places = whole.isEmpty ? all : whole
        let values = places.map { rows[$0].cells[cell].actual.value.number ?? .zero }
        guard let from = places.first, let to = places.last,
            let least = values.indices.min(by: { values[$0] < values[$1] }),
            let most = values.indices.max(by: { values[$0] < values[$1] })
        else { return words[.noValues] }
        let first = (period: rows[from].period, value: values[0])
        let last = (period: rows[to].period, value: values[values.count - 1])
        func text(_ value: ExactDecimal) -> String { writer.text(value, unit: metric.unit) }
        func text(_ period: Period) -> String { language.text(period, .short) }
        let key: Words.Key =
            first.value == last.value ? .unchanged : first.value < last.value ? .rose : .fell
        var sentences = [
            words[
                key,
                [
                    "metric": label(metric), "from": text(first.value), "to": text(last.value),
                    "start": text(first.period), "end": text(last.period),
                ]]
        ]
        let ends = [0, values.count - 1]
        if !ends.contains(least) || !ends.contains(most) {
            sentences.append(
                words[
                    .range,
                    [
                        "min": text(values[least]), "min_at": text(rows[places[least]].period),
                        "max": text(values[most]), "max_at": text(rows[places[most]].period),
                    ]])
        }
        let final = rows[to].cells[cell]
        sentences += final.comparisons.compactMap { against($0, final.actual, metric) }
        if let running = all.last, !whole.isEmpty {
            let figure = rows[running].cells[cell].actual
            if figure.through != nil {
                sentences.append(stands(metric, figure))
                sentences += incompleteNotes([rows[running].period])
            }
        }
        return sentences.joined(separator: " ")
    }

    /// `Revenue in Q3 2026: €21.7M.`
    private func stands(_ metric: MetricDefinition, _ figure: Figure) -> String {
        words[
            .stands,
            [
                "metric": label(metric), "period": language.text(figure.period, .short),
                "value": writer.text(figure.value, unit: metric.unit),
            ]]
    }

    /// Parts in words: how many, the largest, and the smallest where all of them are there.
    func summary(_ metric: MetricDefinition, ofParts grid: FigureGrid) -> String {
        let others = grid.rows.filter { $0.kind == .other }.map(\.valueCount).reduce(0, +)
        let known = grid.rows.filter { $0.kind == .value }.compactMap { row in
            row.cells[0].actual.value.number.map {
                (name: name(of: row, grid.query.axis), value: $0)
            }
        }
        guard let most = known.max(by: { $0.value < $1.value }),
            let least = known.min(by: { $0.value < $1.value })
        else { return words[.noValues] }
        let isWhole = others == 0 && (grid.query.hasOther || grid.query.top == nil)
        return words[
            isWhole ? .partsSummary : .largestPart,
            [
                "n": String(known.count + others),
                "max": writer.text(most.value, unit: metric.unit), "max_at": most.name,
                "min": writer.text(least.value, unit: metric.unit), "min_at": least.name,
            ]]
    }

    /// A bridge in words: from, to, and each step.
    func summary(
        _ bridge: Bridge, _ metric: MetricDefinition, _ steps: [(name: String, value: FigureValue)]
    ) -> String {
        guard let from = bridge.opening.value.number, let to = bridge.closing.value.number else {
            return words[.noValues]
        }
        let changes = steps.map { name, change in
            let text =
                change.number.map {
                    writer.difference($0, .absolute, unit: metric.unit)
                } ?? language.undefined
            return "\(name) \(text)"
        }
        return words[
            .bridgeSummary,
            [
                "metric": label(metric), "from": writer.text(from, unit: metric.unit),
                "to": writer.text(to, unit: metric.unit),
                "start": language.text(end(of: bridge.opening.period, metric), .short),
                "end": language.text(end(of: bridge.closing.period, metric), .short),
                "steps": changes.joined(separator: "; "),
            ]]
    }

    /// The period that a figure is named after: a balance stands at the end of a longer one.
    func end(of period: Period, _ metric: MetricDefinition) -> Period {
        let isBalance = computation.variant(of: metric)?.kind == .balance
        return isBalance && period.grain == .run
            ? site.settings.calendar.period(period.last) : period
    }

    /// A metric at one time: its value, and the differences to what it is compared with.
    func summary(_ metric: MetricDefinition, of cell: FigureGrid.Cell) -> String {
        ([stands(metric, cell.actual)]
            + cell.comparisons.compactMap { against($0, cell.actual, metric) })
            .joined(separator: " ")
    }

    /// `Q3 2026 against plan €21.7M: +0.4%.`; nil where one of the two is not known.
    func against(_ base: Figure, _ actual: Figure, _ metric: MetricDefinition) -> String? {
        guard let value = base.value.number else { return nil }
        let difference = Difference(actual, to: base, metric, self)
        guard difference.reason == nil else { return nil }
        return words[
            .lastAgainst,
            [
                "period": language.text(actual.period, .short), "scenario": word(base.scenario),
                "base": writer.text(value, unit: metric.unit), "difference": difference.text,
            ]]
    }

    /// Where the metric of a chart stands at its end, and against the plan, as far as the rest of the
    /// description does not say so.
    func standing(_ request: ChartRequest, _ metric: MetricDefinition) -> String {
        let query = request.query
        let calendar = site.settings.calendar
        var period = end(of: query.period, metric)
        if case .time(let grain) = query.axis {
            period = calendar.period(grain, containing: query.period.last)
            // What is not over has no figure that could be compared.
            if period.end > asOf {
                period = calendar.period(grain, containing: calendar.lastCompleteMonth(asOf))
            }
            let tells: [ChartRequest.Kind] = [.column, .line, .area, .variance, .spark]
            if query.comparisons.contains(.plan), tells.contains(request.kind) { return "" }
        }
        let plan = computation.figure(
            metric, period: period, filter: query.filter, scenario: .plan)
        let noPlan = words[
            .noPlan, ["metric": label(metric), "period": language.text(period, .short)]]
        // Others have said where it stands.
        if [.calendar, .bullet, .funnel].contains(request.kind) {
            return plan.value.number == nil ? noPlan : ""
        }
        let actual = computation.figure(metric, period: period, filter: query.filter)
        let own = request.kind == .histogram ? "" : stands(metric, actual) + " "
        if let sentence = against(plan, actual, metric) { return own + sentence }
        guard let number = plan.value.number else { return own + noPlan }
        return own
            + words[
                .stands,
                [
                    "metric": word(.plan).capitalisedFirst,
                    "period": language.text(period, .short),
                    "value": writer.text(number, unit: metric.unit),
                ]]
    }

    /// The growth a year over whole years, from the first to the last; empty for fewer than three.
    func growth(_ grid: FigureGrid) -> String {
        guard case .time(.year) = grid.query.axis, grid.rows.count >= 3,
            let first = grid.rows.first?.cells[0].actual,
            let last = grid.rows.last?.cells[0].actual,
            let from = first.value.number?.approximate, let to = last.value.number?.approximate,
            from > 0, to > 0, last.through == nil, first.through == nil, first.isFlow,
            let metric = metric(first.metric),
            computation.start(of: metric, within: first.period, filter: grid.query.filter) == nil
        else { return "" }
        let rate = root(of: to / from, grid.rows.count - 1) - 1
        guard rate.magnitude < 1000 else { return "" }
        let share = ExactDecimal(Int128((rate * 10_000).rounded()), scale: 4)
        return words[
            .growthRate,
            ["rate": writer.difference(share, .relative, unit: .percent)]]
    }

    /// The positive root of a positive number, by halving the interval in which it lies.
    private func root(of number: Double, _ degree: Int) -> Double {
        var low = 0.0
        var high = max(1, number)
        for _ in 0..<200 {
            let middle = (low + high) / 2
            let power = (0..<degree).reduce(1.0) { product, _ in product * middle }
            if power < number { low = middle } else { high = middle }
        }
        return high
    }
}
