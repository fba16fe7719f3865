package import Diagnostics
package import ReportModel

/// Planned figures as the company states them, by metric, period, cut and scenario.
package struct Targets: Sendable {
    private struct Key: Hashable {
        var metric: String
        var period: Period
        var cut: Cut
        var scenario: String
    }

    private var values: [Key: ExactDecimal] = [:]
    package private(set) var isEmpty = true

    package init() {}

    /// Takes the rows of `targets`; rows for a period or metric that does not exist are errors.
    ///
    /// Values of metrics that are money are multiplied by the unit that the settings give the table.
    package mutating func add(
        _ batch: TableBatch, _ dictionaries: [String: TextDictionary], settings: Settings,
        catalogue: Catalogue, diagnostics: inout [Diagnostic]
    ) {
        guard case .text(let metrics)? = batch.columns["metric"],
            case .text(let periods)? = batch.columns["period"],
            case .numbers(let numbers)? = batch.columns["value"],
            let metricWords = dictionaries["metric"], let periodWords = dictionaries["period"]
        else { return }
        let schema = TableSchema.of(.targets)
        let unit = settings.tables[.targets]?.unit ?? .one
        let cutFields = batch.columns.keys.filter { schema.field($0) == nil }.sorted()
        var parsed: [Int32: Period] = [:]
        var reported: Set<String> = []
        for row in 0..<batch.rowCount {
            let place = batch.location(ofRow: row)
            let metric = metricWords[metrics[row]]
            guard let definition = catalogue.metrics[metric] else {
                if reported.insert(metric).inserted {
                    diagnostics.append(
                        Diagnostic(
                            id: "target-metric-unknown",
                            "a target for '\(metric)', which is no metric",
                            remedy: didYouMean(metric, among: catalogue.order), at: place))
                }
                continue
            }
            if parsed[periods[row]] == nil {
                let text = periodWords[periods[row]]
                do throws(PlannedPeriodError) {
                    parsed[periods[row]] = try settings.calendar.plannedPeriod(
                        text, asOf: settings.asOf)
                } catch {
                    if reported.insert("period " + text).inserted {
                        diagnostics.append(
                            Diagnostic(
                                id: "period-invalid", error.message(of: text),
                                remedy: error.remedy, at: place))
                    }
                    continue
                }
            }
            guard let period = parsed[periods[row]], var value = numbers[row] else { continue }
            if definition.unit == .money { value = value * unit }
            var parts: [Cut.Part] = []
            for field in cutFields {
                if case .text(let codes)? = batch.columns[field], codes[row] != 0,
                    let words = dictionaries[field]
                {
                    parts.append(Cut.Part(field, words[codes[row]]))
                }
            }
            var scenario = "plan"
            if case .text(let codes)? = batch.columns["scenario"], codes[row] != 0,
                let words = dictionaries["scenario"]
            {
                scenario = words[codes[row]]
            }
            let key = Key(metric: metric, period: period, cut: Cut(parts), scenario: scenario)
            if let other = values[key] {
                diagnostics.append(
                    Diagnostic(
                        id: "target-repeated",
                        "a second target for \(metric) in \(period.name): \(value) after \(other)",
                        remedy: "keep one row", at: place))
            }
            values[key] = value
            isEmpty = false
        }
    }

    /// The target of exactly this metric, period and cut; a flow's may be the sum of its quarters or
    /// months, a balance's that of its last month. A target is never split.
    func value(
        _ metric: String, _ period: Period, _ cut: Cut, scenario: String, kind: TimeKind,
        calendar: FiscalCalendar
    ) -> ExactDecimal? {
        if let exact = exact(metric, period, cut, scenario) { return exact }
        if period.months == 1 { return nil }
        switch kind {
        case .balance:
            return exact(metric, Period(month: period.last), cut, scenario)
        case .flow:
            let start = period.first
            let months = (0..<period.months).map { Period(month: start.adding($0)) }
            if let sum = sum(metric, months, cut, scenario) { return sum }
            let quarters = calendar.periods(.quarter, in: period)
            guard quarters.reduce(0, { $0 + $1.months }) == period.months else { return nil }
            return quarters.count > 1 ? sum(metric, quarters, cut, scenario) : nil
        case .rate:
            return nil
        }
    }

    /// The values of a dimension that a metric has targets for in a scenario, in order.
    func values(of dimension: String, _ metric: String, scenario: String) -> [String] {
        let found = values.keys.compactMap { key -> String? in
            guard key.metric == metric, key.scenario == scenario, key.cut.parts.count == 1,
                let part = key.cut.parts.first, part.dimension == dimension
            else { return nil }
            return part.value
        }
        return Set(found).sorted()
    }

    private func exact(_ metric: String, _ period: Period, _ cut: Cut, _ scenario: String)
        -> ExactDecimal?
    {
        values[Key(metric: metric, period: period, cut: cut, scenario: scenario)]
    }

    private func sum(_ metric: String, _ periods: [Period], _ cut: Cut, _ scenario: String)
        -> ExactDecimal?
    {
        var sum = ExactDecimal.zero
        for period in periods {
            guard let value = exact(metric, period, cut, scenario) else { return nil }
            sum += value
        }
        return sum
    }
}
