import ChartDrawing
import FigureWording
import KPIComputing
import PageBinding
import ReportModel

extension ComposedForm {
    /// Figures of a period against plan, past and the company's limits, each on its own scale.
    init(bullet request: ChartRequest, _ metrics: [MetricDefinition], _ setting: Setting) {
        let (grid, pruned) = setting.pruned(setting.computation.grid(request.query))
        let cells = grid.rows.first?.cells ?? []
        let comparisons = Self.drawnComparisons(grid.query.comparisons)
        func base(_ cell: FigureGrid.Cell, _ holds: (Scenario) -> Bool) -> ChartDatum? {
            comparisons.first { holds($0.1) }.map { index, _ in
                Self.datum(cell.comparisons[index], setting)
            }
        }
        let rows = zip(metrics, cells).map { metric, cell in
            BulletRow(
                setting.label(metric), Self.datum(cell.actual, setting),
                plan: base(cell) { $0 == .plan || $0 == .forecast || $0 == .model },
                previous: base(cell) { $0 == .previousYear || $0 == .previousPeriod },
                bands: Self.bands(metric, setting))
        }
        func code(_ holds: (ChartScenario) -> Bool, or standard: Scenario) -> String {
            comparisons.first { holds(ChartScenario($0.1)) }?.1.code ?? standard.code
        }
        let chart = BulletChart(
            rows: rows, actualName: Scenario.actual.code,
            planName: code({ $0 == .plan || $0 == .forecast }, or: .plan),
            previousName: code({ $0 == .previous }, or: .previousYear),
            badName: setting.words[.red], watchName: setting.words[.amber],
            goodName: setting.words[.green])
        what = setting.what(metrics, in: "")
        when = setting.when(
            setting.language.text(grid.query.period, .short), grid.query.comparisons)
        sheet = FigureSheet(metrics: grid, setting)
        notes =
            metrics.compactMap { metric in
                setting.limit(of: metric).map {
                    setting.words[.limitOf, ["metric": setting.label(metric), "limit": $0]]
                }
            } + setting.notes(on: grid) + pruned
        shown = grid.shown
        summary = zip(metrics, cells).map { metric, cell in
            setting.summary(metric, of: cell)
        }.joined(separator: " ")
        isWide = metrics.count > 6
        drawing = { _ in .bullet(chart) }
    }

    private static func datum(_ figure: Figure, _ setting: Setting) -> ChartDatum {
        switch figure.value {
        case .known(let number):
            ChartDatum(number.approximate, setting.writer.text(number, unit: figure.unit))
        case .undefined(let reason):
            ChartDatum(nil, setting.language.undefined, reason: setting.reason(reason))
        }
    }

    /// The stretches that the limits of a metric make, from the least values up.
    private static func bands(_ metric: MetricDefinition, _ setting: Setting) -> [BulletBand] {
        guard let limit = setting.computation.catalogue.limits[metric.id] else { return [] }
        let red = limit.red.map { ($0.value.approximate, BulletBand.Meaning.bad) }
        let amber = limit.amber.map { ($0.value.approximate, BulletBand.Meaning.watch) }
        let bounds = [red, amber].compactMap { $0 }
        guard !bounds.isEmpty else { return [] }
        let isLow =
            [Expression.Operator.less, .lessOrEqual].contains(
                (limit.red ?? limit.amber)?.comparison ?? .less)
        if isLow {
            let rising = bounds.sorted { $0.0 < $1.0 }
            return rising.map { BulletBand(upTo: $0.0, $0.1) } + [BulletBand(upTo: nil, .good)]
        }
        let rising = bounds.sorted { $0.0 < $1.0 }
        var bands = [BulletBand(upTo: rising[0].0, .good)]
        for (index, bound) in rising.enumerated() {
            bands.append(
                BulletBand(upTo: index + 1 < rising.count ? rising[index + 1].0 : nil, bound.1))
        }
        return bands
    }
}
