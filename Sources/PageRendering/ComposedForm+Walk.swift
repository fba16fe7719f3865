import FigureWording
import KPIComputing
import PageBinding
import ReportModel

extension ComposedForm {
    /// The retention walk as a table of one column.
    init(retentionWalk request: TableRequest, _ metric: MetricDefinition, _ setting: Setting) {
        let query = request.query
        let parts = setting.computation.retentionWalk(through: query.period, filter: query.filter)
        let money = setting.metric("mrr") ?? metric
        let format = FigureColumnFormat(
            setting.writer, money, values: parts.compactMap(\.value.number), in: .table,
            digits: request.digits, unit: request.unit)
        let levels = ["base_cohort", "nrr_numerator", "mrr"]
        let shownParts = parts.filter {
            levels.contains($0.key) || $0.key == "joined_later" || $0.value.number?.isZero != true
        }
        let column = setting.language.text(query.period, .short)
        sheet = FigureSheet(
            corner: setting.words[.step].capitalisedFirst,
            columns: [
                FigureSheet.Column(
                    name: column, notation: .plain, unit: format.label,
                    exactUnit: format.exactLabel)
            ],
            rows: shownParts.map { part in
                let isLevel = levels.contains(part.key)
                let text = part.value.number.map(isLevel ? format.text : format.signed)
                return FigureSheet.Row(
                    name: setting.walkWord(part.key),
                    kind: isLevel && part.key != "base_cohort" ? .total : .value,
                    cells: [
                        FigureSheet.Cell(
                            text: text ?? setting.language.undefined, number: part.value.number,
                            reason: part.value.reason.map(setting.reason))
                    ])
            })
        what = setting.what([metric], in: format.label)
        let calendar = setting.site.settings.calendar
        let window = setting.site.settings.retentionWindow
        when = setting.range([
            calendar.period(query.period.last.adding(-window)), calendar.period(query.period.last),
        ])
        let closing = setting.computation.figure(money, period: query.period, filter: query.filter)
        let retention = setting.computation.figure(
            metric, period: query.period, filter: query.filter)
        notes = setting.incompleteNotes([query.period]) + setting.undefinedNotes([retention])
        shown = [retention, closing].map { ShownFigure($0, filter: query.filter) }
        isWide = false
    }
}

extension Setting {
    /// What a line of the retention walk is called.
    func walkWord(_ key: String) -> String {
        switch key {
        case "base_cohort": words[.walkBase]
        case "nrr_numerator": words[.walkRetained]
        case "joined_later": words[.walkJoined]
        case "mrr": words[.closing]
        default: movement(key)
        }
    }
}
