import FigureWording
import KPIComputing
import PageBinding
import ReportModel

extension ComposedForm {
    /// A table as its page asks for it.
    init(_ request: TableRequest, _ setting: Setting) {
        let metrics = request.query.metrics.compactMap(setting.metric)
        guard let metric = metrics.first else {
            preconditionFailure("a bound table has a metric that there is")
        }
        switch request.series {
        case .cohorts:
            self.init(cohortTable: request, metric, setting)
        case .movements:
            self.init(movements: request, metric, setting)
        case .retentionWalk:
            self.init(retentionWalk: request, metric, setting)
        case .stages:
            self.init(stageTable: request, metric, setting)
        case nil:
            self.init(grid: request, metrics, setting)
        }
    }

    private init(grid request: TableRequest, _ metrics: [MetricDefinition], _ setting: Setting) {
        let (grid, notes) = setting.pruned(setting.computation.grid(request.query))
        let formats = setting.formats(
            metrics, grid, in: .table, digits: request.digits, unit: request.unit)
        let period = setting.language.text(grid.query.period, .short)
        switch grid.query.axis {
        case .none:
            sheet = FigureSheet(metrics: grid, setting)
            what = setting.what(metrics, in: "")
            when = setting.when(period, grid.query.comparisons, of: setting.main(metrics))
        case .dimension(let dimension):
            sheet = FigureSheet(grid, formats, setting)
            what = setting.what(metrics, in: Self.unit(formats), by: dimension)
            when = setting.when(period, grid.query.comparisons, of: setting.main(metrics))
        case .time:
            sheet = FigureSheet(grid, formats, setting)
            what = setting.what(metrics, in: Self.unit(formats))
            when = setting.when(
                setting.range(grid.rows.map(\.period)), grid.query.comparisons,
                of: setting.main(metrics))
        }
        self.notes = sheet.notes + setting.notes(on: grid) + notes
        self.grid = grid
        isWide = sheet.columns.count > 9
    }

    /// The unit in the title; with several metrics each column states its own.
    private static func unit(_ formats: [FigureColumnFormat]) -> String {
        formats.count == 1 ? formats[0].label : ""
    }

    /// Opening, movements and closing of recurring revenue, a column for each period.
    private init(movements request: TableRequest, _ metric: MetricDefinition, _ setting: Setting) {
        let query = request.query
        let calendar = setting.site.settings.calendar
        let grain = if case .time(let grain) = query.axis { grain } else { Period.Grain.month }
        let periods =
            query.last.map { calendar.last($0, grain, endingWith: query.period) }
            ?? calendar.periods(grain, in: query.period)
        let bridges = periods.map {
            setting.computation.movementBridge(metric, over: $0, filter: query.filter)
        }
        let levels = bridges.flatMap { [$0.opening.value.number, $0.closing.value.number] }
        let format = FigureColumnFormat(
            setting.writer, metric, values: levels.compactMap { $0 }, in: .table,
            digits: request.digits, unit: request.unit)
        func row(
            _ name: String, _ kind: FigureGrid.RowKind, _ value: (Bridge) -> FigureValue?,
            _ text: (ExactDecimal) -> String
        ) -> FigureSheet.Row {
            FigureSheet.Row(
                name: name, kind: kind,
                cells: bridges.map { bridge in
                    let value = value(bridge)
                    return FigureSheet.Cell(
                        text: value?.number.map(text) ?? setting.language.undefined,
                        number: value?.number, reason: value?.reason.map(setting.reason))
                })
        }
        var rows = [row(setting.words[.opening], .value, { $0.opening.value }, format.text)]
        for (index, step) in (bridges.first?.steps ?? []).enumerated() {
            // Many companies have neither; a row of zeros would be noise.
            if ["discount_expiry_mrr", "fx_mrr", "pipeline_moved"].contains(step.key),
                bridges.allSatisfy({ $0.steps[index].change.number?.isZero ?? true })
            {
                continue
            }
            rows.append(
                row(
                    setting.movement(step.key), .value,
                    { $0.steps.indices.contains(index) ? $0.steps[index].change : nil },
                    format.signed))
        }
        rows.append(row(setting.words[.closing], .total, { $0.closing.value }, format.text))
        sheet = FigureSheet(
            corner: setting.words[.movements].capitalisedFirst,
            columns: periods.map {
                FigureSheet.Column(
                    name: setting.language.text($0, .short), notation: .plain, unit: format.label,
                    exactUnit: format.exactLabel)
            }, rows: rows)
        what = setting.what([metric], in: format.label)
        when = setting.when(setting.range(periods), [])
        notes =
            setting.incompleteNotes(periods)
            + setting.undefinedNotes(bridges.map(\.closing))
        if bridges.contains(where: { !$0.isClosed && $0.closing.value.number != nil }) {
            notes.append(setting.words[.openBridgeNote])
        }
        shown = bridges.flatMap { [$0.opening, $0.closing] }.map {
            ShownFigure($0, filter: query.filter)
        }
        isWide = periods.count > 7
    }
}
