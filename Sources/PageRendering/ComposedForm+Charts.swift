import ChartDrawing
import FigureWording
import KPIComputing
import PageBinding
import ReportModel

extension ComposedForm {
    /// A chart as its page asks for it.
    init(_ request: ChartRequest, _ setting: Setting) {
        let metrics = request.query.metrics.compactMap(setting.metric)
        guard let metric = metrics.first else {
            preconditionFailure("a bound chart has a metric that there is")
        }
        switch request.kind {
        case .column where request.panels == nil, .variance where request.panels == nil, .bar:
            self.init(tiers: request, metric, setting)
        case .line, .area, .stacked, .spark, .column, .variance:
            if let panels = request.panels {
                self.init(panels: request, metric, by: panels, setting)
            } else if let split = request.split {
                self.init(split: request, metric, by: split, setting)
            } else {
                self.init(lines: request, metrics, setting)
            }
        case .interval: self.init(interval: request, metric, setting)
        case .waterfall: self.init(bridge: request, metric, setting)
        case .heatmap: self.init(cohorts: request, metric, setting)
        case .funnel where request.series == .stages:
            self.init(stagesIn: request.query, metric, setting)
        case .funnel: self.init(funnel: request, metrics, setting)
        case .bullet: self.init(bullet: request, metrics, setting)
        case .scatter: self.init(scatter: request, metrics, setting)
        case .pareto: self.init(pareto: request, metric, setting)
        case .slope: self.init(slope: request, metric, setting)
        case .histogram: self.init(histogram: request, metric, setting)
        case .calendar: self.init(calendar: request, setting)
        }
        if !notes.isEmpty {
            let incomplete = setting.incompleteNotes(over: request.query)
            // On the axis an asterisk stands for it.
            notes = notes.map { incomplete.contains($0) ? "* " + $0 : $0 }
        }
        if request.scale == .log { notes.insert(setting.words[.logScale], at: 0) }
        summary = [summary, setting.standing(request, metric)].filter { !$0.isEmpty }
            .joined(separator: " ")
    }

    // MARK: Columns and bars with their differences

    private init(tiers request: ChartRequest, _ metric: MetricDefinition, _ setting: Setting) {
        var query = request.query
        if query.values == nil { query.top = query.top ?? Self.mostRows }
        let (whole, notes) = setting.pruned(setting.computation.grid(query))
        let isTime = if case .time = whole.query.axis { true } else { false }
        var grid = whole
        grid.rows = Self.drawnRows(whole.rows)
        // The total is not drawn, and the rest would make the scale too coarse for the parts.
        var drawn: [ExactDecimal] = []
        for place in grid.rows.indices where grid.rows[place].kind != .other {
            let cell = grid.rows[place].cells[0]
            if let number = cell.actual.value.number { drawn.append(number) }
            drawn += cell.comparisons.lazy.compactMap(\.value.number)
        }
        let format = FigureColumnFormat(
            setting.writer, metric, values: drawn, in: .chart, digits: request.digits,
            unit: request.unit)
        let axis = ChartAxis(grid, setting)
        remarks = axis.remarks
        let comparisons = Self.drawnComparisons(grid.query.comparisons)
        var series = comparisons.map { index, scenario in
            ChartSeries(
                scenario.code, ChartScenario(scenario),
                grid.rows.map {
                    format.datum($0.cells[0].comparisons[index], setting, isMain: false)
                })
        }
        let own = setting.main([metric])
        let sheet = FigureSheet(whole, [format], setting)
        self.sheet = sheet
        // The chart says what stands in the first column of its sheet.
        series.append(
            ChartSeries(
                own.code, ChartScenario(own),
                grid.rows.indices.map { sheet.rows[$0].cells[0].datum }))
        // A variance chart has the differences to each scenario, others those to the plan.
        let main = comparisons.first { $0.1 == .plan } ?? comparisons.first
        let references = request.kind == .variance ? comparisons : main.map { [$0] } ?? []
        let tiers = references.map { index, scenario in
            VarianceTier.tiers(grid.rows, index, scenario, format)
        }
        let good = setting.good(metric)
        let all = series
        let dimension =
            if case .dimension(let name) = grid.query.axis { name } else { String?.none }
        what = setting.what([metric], in: format.label, by: dimension)
        let periods = grid.rows.map(\.period)
        when = setting.when(
            isTime ? setting.range(periods) : setting.language.text(grid.query.period, .short),
            grid.query.comparisons, of: own)
        self.notes =
            Self.notDrawn(whole.rows.dropFirst(grid.rows.count), metric, setting)
            + setting.notes(on: whole) + notes
        self.grid = whole
        summary =
            isTime
            ? setting.summary(metric, overTime: grid.rows, filter: grid.query.filter)
            : setting.summary(metric, ofParts: whole)
        let growth = isTime ? setting.growth(grid) : ""
        drawing = { isNarrow in
            // On a phone there is room for one row of differences to each of several scenarios.
            let shown =
                isNarrow && tiers.count > 1 ? tiers.compactMap(\.first) : tiers.flatMap { $0 }
            guard isTime else {
                return .bar(
                    BarChart(
                        categories: axis.categories, series: all, variance: shown, good: good))
            }
            var chart = ColumnChart(
                categories: axis.categories, series: all, variance: shown, good: good)
            chart.growth = growth
            return .column(chart)
        }
    }

    /// The rows without a rest that would leave no room to tell the parts apart.
    private static func drawnRows(_ rows: [FigureGrid.Row]) -> [FigureGrid.Row] {
        guard let last = rows.last, last.kind == .other,
            let rest = last.cells[0].actual.value.number?.magnitude,
            let most = rows.dropLast().compactMap({ $0.cells[0].actual.value.number?.magnitude })
                .max(),
            rest > most * ExactDecimal(3)
        else { return rows }
        return Array(rows.dropLast())
    }

    static func notDrawn(
        _ rows: some Sequence<FigureGrid.Row>, _ metric: MetricDefinition, _ setting: Setting
    ) -> [String] {
        rows.map { row in
            let value = setting.writer.text(row.cells[0].actual.value, unit: metric.unit)
            let name = setting.words[.other, ["n": String(row.valueCount)]]
            return setting.words[.notDrawn, ["name": name, "value": value]]
        }
    }

    /// One comparison of each notation, since the previous period looks like the previous year.
    static func drawnComparisons(_ comparisons: [Scenario]) -> [(Int, Scenario)] {
        var seen: Set<FigureSheet.Notation> = []
        return comparisons.enumerated().filter { seen.insert(.init($0.element)).inserted }
            .map { ($0.offset, $0.element) }
    }

    // MARK: Lines without a split

    /// Whether lines can be told apart on a scale from zero: the least value is at most half of the
    /// greatest.
    static func isZeroNear(_ values: [ExactDecimal]) -> Bool {
        guard let least = values.min(), let greatest = values.max() else { return true }
        return least + least <= greatest
    }

    private init(lines request: ChartRequest, _ metrics: [MetricDefinition], _ setting: Setting) {
        let (grid, notes) = setting.pruned(setting.computation.grid(request.query))
        let metric = metrics[0]
        let formats = setting.formats(
            metrics, grid, in: .chart, digits: request.digits, unit: request.unit)
        // One scale for all lines: that of the largest.
        let format =
            formats.filter { $0.unit == metric.unit }.max { $0.magnitude < $1.magnitude }
            ?? formats[0]
        let axis = ChartAxis(grid, setting)
        var series: [ChartSeries] = []
        for (index, metric) in metrics.enumerated() {
            if metrics.count == 1 {
                for (place, scenario) in Self.drawnComparisons(grid.query.comparisons) {
                    series.append(
                        ChartSeries(
                            scenario.code, ChartScenario(scenario),
                            grid.rows.map {
                                format.datum(
                                    $0.cells[index].comparisons[place], setting, isMain: false)
                            }))
                }
            }
            series.append(
                ChartSeries(
                    metrics.count == 1 ? setting.main([metric]).code : setting.shortLabel(metric),
                    ChartScenario(setting.main([metric])),
                    grid.rows.map { format.datum($0.cells[index].actual, setting, isMain: true) }))
        }
        let all = series
        remarks = axis.remarks
        let isLogarithmic = request.scale == .log
        let isFilled = request.kind == .area
        let isFromZero =
            (metric.unit == .money || metric.unit == .count)
            && Self.isZeroNear(grid.figures.compactMap(\.value.number))
        sheet = FigureSheet(grid, metrics.map { _ in format }, setting)
        what = setting.what(metrics, in: format.label)
        when = setting.when(
            setting.range(grid.rows.map(\.period)), grid.query.comparisons,
            of: setting.main(metrics))
        self.notes = setting.notes(on: grid) + notes
        self.grid = grid
        summary = metrics.enumerated().map { index, metric in
            setting.summary(
                metric, overTime: grid.rows, cell: index, filter: grid.query.filter)
        }.joined(separator: " ")
        let points = grid.rows.map { $0.cells[0].actual.value.number?.approximate }
        let isSpark = request.kind == .spark
        drawing = { _ in
            isSpark
                ? .spark(SparkChart(points, height: 60))
                : .line(
                    LineChart(
                        categories: axis.categories, series: all, isFilled: isFilled,
                        includesZero: isFromZero, isLogarithmic: isLogarithmic))
        }
    }
}

extension FigureSheet.Cell {
    /// The figure of the cell as a mark with its label; a gap says why it is one.
    fileprivate var datum: ChartDatum { ChartDatum(number?.approximate, text, reason: reason) }
}

extension FigureColumnFormat {
    /// A figure as a mark with its label; a gap says why it is one.
    func datum(_ figure: Figure, _ setting: Setting, isMain: Bool) -> ChartDatum {
        switch figure.value {
        case .known(let number): ChartDatum(number.approximate, text(number))
        case .undefined(let reason):
            ChartDatum(
                nil, isMain ? setting.language.undefined : "", reason: setting.reason(reason))
        }
    }
}

extension VarianceTier {
    /// The difference in the chart's unit, and as a share where the unit can be shared out.
    ///
    /// - Parameter all: the rows of all charts beside it, which have as many digits; nil for its own.
    static func tiers(
        _ rows: [FigureGrid.Row], _ index: Int, _ scenario: Scenario, _ format: FigureColumnFormat,
        among all: [FigureGrid.Row]? = nil
    ) -> [VarianceTier] {
        func pair(_ row: FigureGrid.Row) -> (ExactDecimal?, ExactDecimal?) {
            let cell = row.cells[0]
            // A part of a period has no difference to a whole one.
            if cell.actual.unlike(cell.comparisons[index]) != nil { return (nil, nil) }
            return (cell.actual.value.number, cell.comparisons[index].value.number)
        }
        func difference(_ pair: (ExactDecimal?, ExactDecimal?)) -> ExactDecimal? {
            guard let actual = pair.0, let base = pair.1 else { return nil }
            return actual - base
        }
        let pairs = rows.map(pair)
        let differences = pairs.map(difference)
        let finer = format.finer(for: (all ?? rows).map(pair).compactMap(difference))
        let absolute = differences.map { difference in
            ChartDatum(difference?.approximate, difference.map { finer.signed($0) } ?? "")
        }
        let name = "Δ" + scenario.code
        let tier = VarianceTier(.absolute, name, against: ChartScenario(scenario), absolute)
        guard format.unit == .money || format.unit == .count else { return [tier] }
        let shares = pairs.map { actual, base -> ExactDecimal? in
            guard let actual, let base else { return nil }
            return (actual - base).divided(by: base.magnitude)
        }
        let known = shares.compactMap { $0 }
        let digits = FigureColumnFormat.tellApart(known) { format.signedShare($0) } ? 0 : 1
        let relative = shares.map { share in
            ChartDatum(
                share.map { ($0 * ExactDecimal(100)).approximate },
                share.map { format.signedShare($0, digits: digits) } ?? "")
        }
        return [
            tier,
            VarianceTier(.relative, name + "\u{A0}%", against: ChartScenario(scenario), relative),
        ]
    }
}
