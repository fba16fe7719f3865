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

    /// A planned figure with the range that was stated with it.
    package struct Entry: Hashable, Sendable {
        package var value: ExactDecimal
        package var low: ExactDecimal?
        package var high: ExactDecimal?
        package var issued: Day?

        var ranges: FigureRanges? {
            guard let low, let high else { return nil }
            return FigureRanges(stated: FigureRanges.Range(low: low, high: high))
        }
    }

    /// In order of the days on which they were issued.
    private var values: [Key: [Entry]] = [:]
    package private(set) var isEmpty = true

    package init() {}

    /// Figures that were computed elsewhere are kept beside, under a scenario that no file can name.
    static let inputs = "(computed elsewhere)"

    /// Takes the rows of `targets`, or of `inputs`; rows for a period or metric that does not exist are errors.
    ///
    /// Values of metrics that are money are multiplied by the unit that the settings give the table.
    package mutating func add(
        _ batch: TableBatch, of table: TableName = .targets,
        _ dictionaries: [String: TextDictionary], settings: Settings,
        catalogue: Catalogue, diagnostics: inout [Diagnostic]
    ) {
        guard case .text(let metrics)? = batch.columns["metric"],
            case .text(let periods)? = batch.columns["period"],
            case .numbers(let numbers)? = batch.columns["value"],
            let metricWords = dictionaries["metric"], let periodWords = dictionaries["period"]
        else { return }
        let schema = TableSchema.of(table)
        let isInput = table == .inputs
        let word = isInput ? "input" : "target"
        let unit = settings.tables[table]?.unit ?? .one
        let cutFields = batch.columns.keys.filter { schema.field($0) == nil }.sorted()
        var parsed: [Int32: Period] = [:]
        var reported: Set<String> = []
        for row in 0..<batch.rowCount {
            let place = batch.location(ofRow: row)
            let metric = metricWords[metrics[row]]
            guard let definition = catalogue.metrics[metric] else {
                if reported.insert(metric).inserted {
                    diagnostics.append(
                        isInput
                            ? Diagnostic(
                                .warning, id: "input-unused",
                                "an input for '\(metric)', which is no metric, feeds nothing",
                                remedy: "define it in content/metrics.yml with formula: input()",
                                at: place)
                            : Diagnostic(
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
            let isMoney = definition.unit == .money
            if isMoney { value = value * unit }
            func bound(_ field: String) -> ExactDecimal? {
                guard case .numbers(let numbers)? = batch.columns[field] else { return nil }
                return numbers[row].map { isMoney ? $0 * unit : $0 }
            }
            var entry = Entry(value: value, low: bound("low"), high: bound("high"))
            if case .dates(let days)? = batch.columns["issued"],
                days[row] != TableBatch.Column.missingDay
            {
                entry.issued = Day(number: days[row])
            }
            if let low = entry.low, let high = entry.high, low > high || value < low || value > high
            {
                diagnostics.append(
                    Diagnostic(
                        id: "target-range",
                        "\(value) of \(metric) in \(period.name) does not lie between \(low) and \(high)",
                        remedy: "write low, value and high in this order", at: place))
            }
            var parts: [Cut.Part] = []
            for field in cutFields {
                if case .text(let codes)? = batch.columns[field], codes[row] != 0,
                    let words = dictionaries[field]
                {
                    parts.append(Cut.Part(field, words[codes[row]]))
                }
            }
            var scenario = isInput ? Self.inputs : "plan"
            if !isInput, case .text(let codes)? = batch.columns["scenario"], codes[row] != 0,
                let words = dictionaries["scenario"]
            {
                scenario = words[codes[row]]
            }
            let key = Key(metric: metric, period: period, cut: Cut(parts), scenario: scenario)
            if !isInput { isEmpty = false }
            // What was said on a later day is known from then on.
            if let issued = entry.issued, issued > settings.asOf { continue }
            var entries = values[key] ?? []
            if let other = entries.first(where: { $0.issued == entry.issued }) {
                diagnostics.append(
                    Diagnostic(
                        id: word + "-repeated",
                        "a second \(word) for \(metric) in \(period.name): \(value) after \(other.value)",
                        remedy: isInput
                            ? "keep one row"
                            : "keep one row, or say in 'issued' when each was made",
                        at: place))
                continue
            }
            entries.append(entry)
            entries.sort { Self.isBefore($0.issued, $1.issued) }
            values[key] = entries
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
            return exact(metric, calendar.period(period.last), cut, scenario)
        case .flow:
            let start = period.first
            let months = (0..<period.months).map { calendar.period(start.adding($0)) }
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

    private static func isBefore(_ left: Day?, _ right: Day?) -> Bool {
        guard let right else { return false }
        return left.map { $0 < right } ?? true
    }

    /// The latest one.
    private func exact(_ metric: String, _ period: Period, _ cut: Cut, _ scenario: String)
        -> ExactDecimal?
    {
        entries(metric, period, cut, scenario).last?.value
    }

    private func entries(_ metric: String, _ period: Period, _ cut: Cut, _ scenario: String)
        -> [Entry]
    {
        values[Key(metric: metric, period: period, cut: cut, scenario: scenario)] ?? []
    }

    /// The range stated with the target of exactly this metric, period and cut.
    func ranges(_ metric: String, _ period: Period, _ cut: Cut, scenario: String) -> FigureRanges? {
        entries(metric, period, cut, scenario).last?.ranges
    }

    /// What was first said of each period of a metric, for the whole; in order of the periods.
    func firstSaid(_ metric: String, scenario: String) -> [(period: Period, entry: Entry)] {
        values.compactMap { key, entries -> (period: Period, entry: Entry)? in
            guard key.metric == metric, key.scenario == scenario, key.cut == .whole,
                let first = entries.first
            else { return nil }
            return (key.period, first)
        }.sorted { $0.period < $1.period }
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
