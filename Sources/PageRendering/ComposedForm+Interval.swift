import ChartDrawing
import FigureWording
import KPIComputing
import PageBinding
import ReportModel

extension ComposedForm {
    /// A forecast with its ranges from the past into what comes, and the actuals as they came in.
    init(interval request: ChartRequest, _ metric: MetricDefinition, _ setting: Setting) {
        let computation = setting.computation
        var query = Self.extended(request.query, setting)
        // A metric that is a forecast itself has its own ranges, and the actuals of what it is one of.
        let inner = computation.forecastMetric(of: metric)
        if inner != nil { query.comparisons = [] }
        let grid = computation.grid(query)
        let periods = grid.rows.map(\.period)
        let expected = grid.rows.map { $0.cells[0].comparisons.first ?? $0.cells[0].actual }
        let actual =
            inner.map { inner in
                periods.map { computation.figure(inner, period: $0, filter: query.filter) }
            } ?? grid.rows.map(\.cells[0].actual)
        let ranges = expected.map(\.ranges)
        let bounds = ranges.flatMap { ranges in
            [ranges?.fourFifths ?? ranges?.stated, ranges?.half].compactMap { $0 }
                .flatMap { [$0.low, $0.high] }
        }
        let format = FigureColumnFormat(
            setting.writer, metric,
            values: (actual + expected).compactMap(\.value.number) + bounds, in: .chart,
            digits: request.digits, unit: request.unit
        ).tellingApart(ranges, expected)
        let axis = ChartAxis(periods, setting, of: query.metrics, isMarked: false)
        remarks = axis.remarks
        let scenario = inner == nil ? request.query.comparisons.first ?? .model : .forecast
        // What has not happened yet, or not all of it, is no gap.
        let known =
            (actual.lastIndex { $0.value.number != nil && $0.period.end <= setting.asOf } ?? -1) + 1
        let series = [
            ChartSeries(
                scenario.code, .forecast,
                expected.map { format.datum($0, setting, isMain: false) }),
            ChartSeries(
                Scenario.actual.code, .actual,
                actual.prefix(known).map { format.datum($0, setting, isMain: true) }),
        ]
        let bands = Self.bands(ranges, format, setting)
        what = setting.what([metric], in: format.label)
        when = setting.when(setting.range(periods), [scenario])
        sheet = Self.sheet(
            Array(actual.prefix(known)), expected, ranges, scenario, format, setting)
        notes = setting.undefinedNotes(expected)
        shown = (actual.prefix(known) + expected).map {
            ShownFigure($0, filter: request.query.filter)
        }
        summary = Self.summary(Array(actual.prefix(known)), expected, metric, setting)
        let isFromZero =
            (metric.unit == .money || metric.unit == .count)
            && Self.isZeroNear((actual + expected).compactMap(\.value.number) + bounds)
        drawing = { _ in
            .line(
                LineChart(
                    categories: axis.categories, series: series, bands: bands,
                    includesZero: isFromZero))
        }
    }

    /// The periods asked for and half as many of those that come.
    private static func extended(_ query: GridQuery, _ setting: Setting) -> GridQuery {
        var query = query
        let grain = if case .time(let grain) = query.axis { grain } else { Period.Grain.month }
        let calendar = setting.site.settings.calendar
        let count = query.last ?? calendar.periods(grain, in: query.period).count
        guard query.period.end <= setting.asOf else { return query }
        let ahead = max(1, count / 2)
        let months = max(grain.rawValue, 1)
        query.last = count + ahead
        query.period = calendar.period(
            grain, containing: query.period.last.adding(ahead * months))
        return query
    }

    private static func bands(
        _ ranges: [FigureRanges?], _ format: FigureColumnFormat, _ setting: Setting
    ) -> [ChartBand] {
        func band(
            _ name: String, _ range: (FigureRanges) -> FigureRanges.Range?
        ) -> ChartBand? {
            let found = ranges.map { $0.flatMap(range) }
            guard let last = found.compactMap({ $0 }).last else { return nil }
            let text = setting.words[
                .band,
                ["share": name, "low": format.text(last.low), "high": format.text(last.high)]]
            return ChartBand(
                text,
                found.map { range in
                    range.map {
                        let low = $0.low.approximate
                        return low...max(low, $0.high.approximate)
                    }
                })
        }
        func percent(_ share: Int) -> String {
            setting.writer.text(
                ExactDecimal(Int128(share), scale: 2), unit: .percent,
                FigureFormat(.prose, digits: 0))
        }
        let statistical = [band(percent(80), \.fourFifths), band(percent(50), \.half)]
            .compactMap { $0 }
        if !statistical.isEmpty { return statistical }
        return band("", \.stated).map { [$0] } ?? []
    }

    private static func sheet(
        _ actual: [Figure], _ expected: [Figure], _ ranges: [FigureRanges?],
        _ scenario: Scenario, _ format: FigureColumnFormat, _ setting: Setting
    ) -> FigureSheet {
        let isStatistical = ranges.contains { $0?.fourFifths != nil }
        func percent(_ share: Int) -> String {
            setting.writer.text(
                ExactDecimal(Int128(share), scale: 2), unit: .percent,
                FigureFormat(.prose, digits: 0))
        }
        let heads =
            isStatistical
            ? [percent(80), percent(80), percent(50), percent(50)] : [scenario.code, scenario.code]
        let signs = ["≥", "≤", "≥", "≤"]
        func column(_ name: String, _ notation: FigureSheet.Notation) -> FigureSheet.Column {
            FigureSheet.Column(
                name: name, notation: notation, unit: format.label, exactUnit: format.exactLabel)
        }
        let rows = expected.enumerated().map { index, figure in
            let ranges = ranges[index]
            let wide = isStatistical ? ranges?.fourFifths : ranges?.stated
            let bounds =
                [wide?.low, wide?.high]
                + (isStatistical ? [ranges?.half?.low, ranges?.half?.high] : [])
            // What has not come about, or not all of it, has no actual figure.
            var cells = [
                index < actual.count
                    ? FigureSheet.cell(actual[index], setting) { format.text($0) }
                    : FigureSheet.Cell(
                        text: setting.language.undefined,
                        reason: setting.reason(.afterAsOf(setting.asOf))),
                FigureSheet.cell(figure, setting) { format.text($0) },
            ]
            cells += bounds.map { bound in
                FigureSheet.Cell(
                    text: bound.map { format.text($0) } ?? setting.language.undefined,
                    number: bound)
            }
            return FigureSheet.Row(
                name: setting.language.text(figure.period, .short),
                exactName: figure.period.name, kind: .period, cells: cells)
        }
        return FigureSheet(
            corner: setting.words[.period].capitalisedFirst,
            columns: [
                column(Scenario.actual.code, .actual), column(scenario.code, .init(scenario)),
            ] + zip(heads, signs).map { column("\($0) \($1)", .plain) }, rows: rows)
    }

    /// What is expected at the end, within which range, and how many actuals fell into theirs.
    private static func summary(
        _ actual: [Figure], _ expected: [Figure], _ metric: MetricDefinition, _ setting: Setting
    ) -> String {
        func text(_ value: ExactDecimal) -> String { setting.writer.text(value, unit: metric.unit) }
        guard let last = expected.last(where: { $0.value.number != nil }),
            let value = last.value.number
        else { return setting.words[.noValues] }
        var sentences: [String] = []
        let range = last.ranges?.fourFifths ?? last.ranges?.stated
        let key: Words.Key =
            range == nil
            ? .expected : last.ranges?.fourFifths == nil ? .expectedWithin : .expectedLikely
        let name = setting.label(metric)
        sentences.append(
            setting.words[
                key,
                [
                    "metric": last.scenario == .plan
                        ? "\(name), \(setting.word(.plan))" : name,
                    "value": text(value),
                    "period": setting.language.text(last.period, .short),
                    "low": range.map { text($0.low) } ?? "",
                    "high": range.map { text($0.high) } ?? "",
                ]])
        let judged = zip(actual, expected).compactMap { actual, expected -> Bool? in
            guard let value = actual.value.number,
                let range = expected.ranges?.fourFifths ?? expected.ranges?.stated
            else { return nil }
            return range.low <= value && value <= range.high
        }
        if !judged.isEmpty {
            sentences.append(
                setting.words[
                    .cameWithin,
                    ["n": String(judged.count { $0 }), "all": String(judged.count)]])
        }
        return sentences.joined(separator: " ")
    }
}

extension FigureColumnFormat {
    /// The same with as many digits as tell the last forecast from the bounds of its range.
    fileprivate func tellingApart(
        _ ranges: [FigureRanges?], _ expected: [Figure]
    ) -> FigureColumnFormat {
        guard let value = expected.last?.value.number, let last = ranges.last, let range = last
        else { return self }
        let bounds = [range.fourFifths, range.half, range.stated].compactMap { $0 }
            .flatMap { [$0.low, $0.high] }.filter { $0 != value }
        return (digits...digits + 2).lazy.map(withDigits).first { format in
            !bounds.contains { format.text($0) == format.text(value) }
        } ?? self
    }
}
