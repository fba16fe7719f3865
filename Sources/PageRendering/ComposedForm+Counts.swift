import ChartDrawing
import FigureWording
import KPIComputing
import PageBinding
import ReportModel

/// Rows counted by their size, and contracts by when they end.
extension ComposedForm {
    /// How often rows of a size occur, those that a median is the middle of.
    init(histogram request: ChartRequest, _ metric: MetricDefinition, _ setting: Setting) {
        let query = request.query
        let figure = setting.computation.figure(
            metric, period: query.period, filter: query.filter)
        var values: [ExactDecimal] = []
        if case .known(let found) = setting.computation.distribution(
            of: metric, period: query.period, filter: query.filter)
        {
            values = found
        }
        let bins = ValueBins(values)
        let format = FigureColumnFormat(
            setting.writer, metric, values: bins.edges.compactMap(ExactDecimal.init(tick:)),
            in: .chart, digits: request.digits, unit: request.unit)
        // `Sales cycle`, of which the metric is the median.
        let name = setting.label(metric).split(separator: ",").first.map(String.init) ?? ""
        let label = setting.title(name, in: format.label)
        let edges = format.axis(label, ticks: bins.edges)
        func count(_ number: Int) -> String {
            setting.writer.text(ExactDecimal(number), unit: .count)
        }
        func exact(_ edge: Double) -> String { ExactDecimal(tick: edge)?.canonical ?? "" }
        let value = setting.writer.text(figure.value, unit: metric.unit)
        let chart = HistogramChart(
            bins: bins.counts.enumerated().map { index, number in
                HistogramBin(
                    from: bins.edges[index], to: bins.edges[index + 1],
                    ChartDatum(Double(number), count(number)))
            }, axis: edges,
            median: figure.value.number.map {
                ChartDatum($0.approximate, setting.words[.medianIs, ["value": value]])
            },
            beyond: bins.beyond == 0
                ? ""
                : setting.words[
                    .beyond,
                    [
                        "n": count(bins.beyond),
                        "value": edges.ticks.last?.text ?? "",
                    ]])
        what = setting.words[.countedBySize, ["what": label]]
        when = setting.when(setting.language.text(query.period, .short), [])
        var rows = bins.counts.enumerated().map { index, number in
            FigureSheet.Row(
                name: "\(edges.ticks[index].text)–\(edges.ticks[index + 1].text)",
                exactName: "\(exact(bins.edges[index]))–\(exact(bins.edges[index + 1]))",
                kind: .value,
                cells: [FigureSheet.Cell(text: count(number), number: ExactDecimal(number))])
        }
        if bins.beyond > 0 {
            rows.append(
                FigureSheet.Row(
                    name: "≥ \(edges.ticks.last?.text ?? "")",
                    exactName: "≥ \(exact(bins.edges.last ?? 0))", kind: .value,
                    cells: [
                        FigureSheet.Cell(
                            text: count(bins.beyond), number: ExactDecimal(bins.beyond))
                    ]))
        }
        sheet = FigureSheet(
            corner: label,
            columns: [
                FigureSheet.Column(name: setting.words[.rowCount], notation: .plain, unit: "")
            ],
            rows: rows)
        notes = setting.incompleteNotes([query.period]) + setting.undefinedNotes([figure])
        shown = [ShownFigure(figure, filter: query.filter)]
        func text(_ value: ExactDecimal) -> String { setting.writer.text(value, unit: metric.unit) }
        summary =
            values.isEmpty
            ? setting.words[.noValues]
            : setting.words[
                values.count < 8 ? .spreadOfFew : .spread,
                [
                    "n": count(values.count), "min": values.first.map(text) ?? "",
                    "max": values.last.map(text) ?? "", "median": value,
                    "low": text(setting.computation.quantile(25, of: values)),
                    "high": text(setting.computation.quantile(75, of: values)),
                ]]
        drawing = { _ in .histogram(chart) }
    }

    /// What falls due in the periods to come, by what is known of it.
    init(calendar request: ChartRequest, _ setting: Setting) {
        let query = request.query
        let grain = if case .time(let grain) = query.axis { grain } else { Period.Grain.month }
        let periods = Self.comingPeriods(query, grain, setting)
        let tallies = setting.computation.renewalTallies(in: periods, filter: query.filter)
        guard let metric = setting.metric("renewals_due") else {
            preconditionFailure("a calendar is bound to the renewals of the catalogue")
        }
        let format = FigureColumnFormat(
            setting.writer, metric, values: tallies.compactMap(\.due.number), in: .chart,
            digits: request.digits, unit: request.unit)
        let standings = RenewalTally.Standing.allCases.filter { standing in
            tallies.contains { $0.parts[standing]?.number.map { !$0.isZero } ?? false }
        }
        func name(_ standing: RenewalTally.Standing) -> String {
            setting.words.texts["renewal_" + standing.rawValue] ?? standing.rawValue
        }
        let axis = ChartAxis(periods, setting, of: [metric.id], isMarked: false)
        remarks = axis.remarks
        let chart = CalendarChart(
            categories: axis.categories,
            parts: standings.map { standing in
                CalendarPart(
                    name(standing), standing.risk,
                    tallies.map {
                        $0.parts[standing].map { format.datum($0, setting) } ?? ChartDatum(nil, "")
                    })
            }, totals: tallies.map { format.datum($0.due, setting) },
            counts: tallies.map { tally in
                ChartDatum(
                    tally.count.number?.approximate,
                    tally.count.number.map { setting.writer.text($0, unit: .count) } ?? "")
            }, countName: setting.words[.contracts])
        what = setting.what([metric], in: format.label)
        when = setting.range(periods)
        func column(_ name: String, _ unit: Bool) -> FigureSheet.Column {
            FigureSheet.Column(
                name: name, notation: .plain, unit: unit ? format.label : "",
                exactUnit: unit ? format.exactLabel : "")
        }
        func cell(_ value: FigureValue?) -> FigureSheet.Cell {
            FigureSheet.Cell(
                text: value.map { format.text($0) } ?? "", number: value?.number,
                reason: value?.reason.map(setting.reason))
        }
        sheet = FigureSheet(
            corner: setting.words[.period].capitalisedFirst,
            columns: standings.map { column(name($0), true) }
                + [column(setting.words[.total], true), column(setting.words[.contracts], false)],
            rows: tallies.map { tally in
                FigureSheet.Row(
                    name: setting.language.text(tally.period, .short),
                    exactName: tally.period.name, kind: .period,
                    cells: standings.map { cell(tally.parts[$0]) } + [
                        cell(tally.due),
                        FigureSheet.Cell(
                            text: setting.writer.text(tally.count, unit: .count),
                            number: tally.count.number,
                            reason: tally.count.reason.map(setting.reason)),
                    ])
            })
        notes = []
        var undefined: [String] = []
        for reason in tallies.compactMap(\.due.reason).map(setting.reason)
        where !undefined.contains(reason) {
            undefined.append(reason)
        }
        notes += undefined.prefix(3).map {
            setting.words[
                .undefinedNote, ["what": setting.language.undefined, "reason": $0]]
        }
        shown = []
        summary = Self.summary(tallies, standings.map { ($0, name($0)) }, metric, setting)
        drawing = { _ in .calendar(chart) }
    }

    /// The periods of one asked for, or the twelve months that follow a period that is over.
    private static func comingPeriods(
        _ query: GridQuery, _ grain: Period.Grain, _ setting: Setting
    ) -> [Period] {
        let calendar = setting.site.settings.calendar
        guard query.period.end <= setting.asOf else {
            return calendar.periods(grain, in: query.period)
        }
        let months = max(grain.rawValue, 1)
        let count = query.last ?? max(1, 12 / months)
        let end = calendar.period(grain, containing: query.period.last.adding(count * months))
        return calendar.last(count, grain, endingWith: end)
    }

    private static func summary(
        _ tallies: [RenewalTally], _ parts: [(RenewalTally.Standing, String)],
        _ metric: MetricDefinition, _ setting: Setting
    ) -> String {
        func text(_ value: ExactDecimal) -> String { setting.writer.text(value, unit: metric.unit) }
        let due = tallies.compactMap { tally in
            tally.due.number.map { (period: tally.period, value: $0) }
        }
        guard let most = due.max(by: { $0.value < $1.value }), let first = tallies.first,
            let last = tallies.last
        else { return setting.words[.noValues] }
        let sums = parts.map { standing, name in
            let sum = tallies.compactMap { $0.parts[standing]?.number }.reduce(.zero, +)
            return "\(name) \(text(sum))"
        }
        return setting.words[
            .dueSummary,
            [
                "metric": setting.label(metric), "sum": text(due.map(\.value).reduce(.zero, +)),
                "start": setting.language.text(first.period, .short),
                "end": setting.language.text(last.period, .short), "max": text(most.value),
                "max_at": setting.language.text(most.period, .short),
                "parts": sums.joined(separator: "; "),
            ]]
    }
}

extension RenewalTally.Standing {
    fileprivate var risk: CalendarPart.Risk {
        switch self {
        case .settled: .settled
        case .safe: .low
        case .watched: .watch
        case .unrated: .unknown
        case .atRisk: .high
        case .lost: .lost
        }
    }
}
