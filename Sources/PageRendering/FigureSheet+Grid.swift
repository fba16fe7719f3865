import FigureWording
import KPIComputing
import ReportModel

extension FigureSheet {
    /// The sheet of a grid: an actual column for each metric, and beside it each comparison with the
    /// difference to it.
    init(_ grid: FigureGrid, _ formats: [FigureColumnFormat], _ setting: Setting) {
        let query = grid.query
        corner =
            switch query.axis {
            case .none: setting.words[.metric]
            case .dimension(let dimension): setting.words.dimension(dimension).capitalisedFirst
            case .time(let grain): setting.word(grain).capitalisedFirst
            }
        if case .dimension = query.axis { order = .value }
        columns = []
        for (index, id) in query.metrics.enumerated() where formats.indices.contains(index) {
            let format = formats[index]
            let isOneOfMany = query.metrics.count > 1
            if isOneOfMany, query.comparisons.isEmpty {
                columns.append(
                    Column(
                        name: setting.label(id), notation: .actual,
                        href: setting.definitionLink(id), unit: format.label,
                        showsUnit: true, exactUnit: format.exactLabel))
                continue
            }
            let group = isOneOfMany ? setting.label(id) : nil
            let own = setting.metric(id).map { setting.main([$0]) } ?? .actual
            columns.append(
                Column(
                    name: own.code, notation: Notation(own), group: group,
                    href: group == nil ? nil : setting.definitionLink(id), unit: format.label,
                    exactUnit: format.exactLabel))
            for scenario in query.comparisons {
                columns.append(
                    Column(
                        name: scenario.code, notation: Notation(scenario), group: group,
                        unit: format.label,
                        exactUnit: format.exactLabel))
                columns.append(
                    Column(
                        name: "Δ" + scenario.code, notation: .difference, group: group,
                        unit: format.differenceLabel,
                        exactUnit: format.exactLabel))
            }
            if Self.hasShares(query, format), let scenario = query.comparisons.first {
                columns.append(
                    Column(
                        name: "Δ\(scenario.code)\u{A0}%", notation: .relative, group: group,
                        unit: "%", exactUnit: FigureColumnFormat.fraction))
            }
        }
        let count = columns.count
        rows = (grid.total.map { grid.rows + [$0] } ?? grid.rows).map { row in
            var cells: [Cell] = []
            cells.reserveCapacity(count)
            for (cell, format) in zip(row.cells, formats) {
                Self.add(cell, format, setting, to: &cells)
                if Self.hasShares(query, format) {
                    cells.append(Self.share(cell, format, setting))
                }
            }
            return Row(
                name: setting.name(of: row, query.axis),
                exactName: row.kind == .period ? row.period.name : nil,
                href: setting.link(to: row, query.axis), kind: row.kind, cells: cells)
        }
        if Self.isRoundedApart(grid, formats) { notes.append(setting.words[.roundingNote]) }
    }

    /// The sheet of metrics side by side, a row each; every figure with its own unit.
    init(metrics grid: FigureGrid, _ setting: Setting) {
        let comparisons = grid.query.comparisons
        hasBars = false
        corner = setting.words[.metric].capitalisedFirst
        columns = [Column(name: Scenario.actual.code, notation: .actual, unit: "")]
        for scenario in comparisons {
            columns.append(Column(name: scenario.code, notation: Notation(scenario), unit: ""))
            columns.append(
                Column(name: "Δ" + scenario.code, notation: .difference, unit: ""))
        }
        rows = (grid.rows.first?.cells ?? []).compactMap { cell in
            guard let metric = setting.metric(cell.metric) else { return nil }
            var cells = [
                Self.cell(cell.actual, setting) {
                    setting.writer.text($0, unit: metric.unit)
                }
            ]
            for figure in cell.comparisons {
                cells.append(
                    Self.cell(figure, setting) {
                        setting.writer.text($0, unit: metric.unit)
                    })
                let difference = Difference(cell.actual, to: figure, metric, setting)
                cells.append(
                    Cell(
                        text: difference.text, number: difference.value,
                        reason: difference.reason, tone: difference.tone))
            }
            return Row(
                name: setting.label(metric), href: setting.definitionLink(metric.id), kind: .value,
                cells: cells)
        }
    }

    /// Whether a column says how large the difference is in per cent: of one metric that can be shared
    /// out, against one scenario. More would be too many columns for half a page.
    private static func hasShares(_ query: GridQuery, _ format: FigureColumnFormat) -> Bool {
        query.metrics.count == 1 && query.comparisons.count == 1
            && (format.unit == .money || format.unit == .count)
    }

    private static func share(
        _ cell: FigureGrid.Cell, _ format: FigureColumnFormat, _ setting: Setting
    ) -> Cell {
        guard let base = cell.comparisons.first, let actual = cell.actual.value.number,
            let number = base.value.number, cell.actual.unlike(base) == nil
        else {
            let why =
                cell.actual.value.reason ?? cell.comparisons.first?.value.reason
                ?? cell.comparisons.first.flatMap { cell.actual.unlike($0) }
            return Cell(text: setting.language.undefined, reason: why.map(setting.reason))
        }
        guard let share = (actual - number).divided(by: number.magnitude) else {
            let reason = setting.reason(.divisionByZero(setting.word(base.scenario)))
            return Cell(text: setting.language.undefined, reason: reason)
        }
        let text = format.signedShare(share, digits: 1)
        return Cell(
            text: text, number: share,
            tone: FigureColumnFormat.tone(share, printed: text, better: format.better))
    }

    private static func add(
        _ cell: FigureGrid.Cell, _ format: FigureColumnFormat, _ setting: Setting,
        to cells: inout [Cell]
    ) {
        cells.append(Self.cell(cell.actual, setting) { format.text($0) })
        for figure in cell.comparisons {
            cells.append(Self.cell(figure, setting) { format.text($0) })
            guard let actual = cell.actual.value.number, let base = figure.value.number else {
                let reason = cell.actual.value.reason ?? figure.value.reason
                cells.append(
                    Cell(text: setting.language.undefined, reason: reason.map(setting.reason)))
                continue
            }
            if let why = cell.actual.unlike(figure) {
                cells.append(
                    Cell(text: setting.language.undefined, reason: setting.reason(why)))
                continue
            }
            let difference = actual - base
            cells.append(
                Cell(
                    text: format.signed(difference), number: difference,
                    tone: format.tone(difference)))
        }
    }

    static func cell(_ figure: Figure, _ setting: Setting, _ text: (ExactDecimal) -> String) -> Cell
    {
        switch figure.value {
        case .known(let number): Cell(text: text(number), number: number)
        case .undefined(let reason):
            Cell(text: setting.language.undefined, reason: setting.reason(reason))
        }
    }

    /// Whether parts that add up exactly, or differences, don't do so as they are printed.
    private static func isRoundedApart(
        _ grid: FigureGrid, _ formats: [FigureColumnFormat]
    ) -> Bool {
        if grid.total == nil, grid.query.comparisons.isEmpty { return false }
        let rows = grid.rows + (grid.total.map { [$0] } ?? [])
        for (index, format) in formats.enumerated() {
            for row in rows {
                guard let actual = row.cells[index].actual.value.number else { continue }
                for base in row.cells[index].comparisons.compactMap(\.value.number)
                where format.rounded(actual) - format.rounded(base) != format.rounded(actual - base)
                {
                    return true
                }
            }
            guard let total = grid.total, format.unit == .money || format.unit == .count else {
                continue
            }
            let all = grid.rows.map { [$0.cells[index].actual] + $0.cells[index].comparisons }
            let totals = [total.cells[index].actual] + total.cells[index].comparisons
            for (column, figure) in totals.enumerated() {
                let parts = all.map { $0[column].value.number }
                guard let sum = figure.value.number, !parts.contains(nil) else { continue }
                let known = parts.compactMap { $0 }
                guard known.reduce(.zero, +) == sum else { continue }
                let printed = known.map { format.rounded($0) }.reduce(.zero, +)
                if printed != format.rounded(sum) { return true }
            }
        }
        return false
    }
}

extension FigureColumnFormat {
    /// The value as precisely as it is printed.
    func rounded(_ value: ExactDecimal) -> ExactDecimal {
        let digits = digits - magnitude.exponent + (unit == .percent ? 2 : 0)
        if digits >= 0 { return value.rounded(to: digits) }
        let power = ExactDecimal(ExactDecimal.powerOfTen(-digits))
        return (value.divided(by: power) ?? .zero).rounded(to: 0) * power
    }
}

extension Setting {
    /// The page of what a row is named after.
    fileprivate func link(to row: FigureGrid.Row, _ axis: GridQuery.Axis) -> String? {
        guard row.kind == .value, case .dimension(let dimension) = axis else { return nil }
        return link(to: row.key, in: dimension)
    }
}

/// A figure against another: as text, with what it means.
struct Difference: Sendable {
    var text: String
    /// A share for money and counts, a difference of fractions for percentages, else absolute.
    var value: ExactDecimal?
    var reason: String?
    var tone: FigureSheet.Tone?

    init(
        _ actual: Figure, to base: Figure, _ metric: MetricDefinition, _ setting: Setting,
        digits: Int? = nil
    ) {
        let kind = DifferenceKind(of: metric.unit)
        guard let a = actual.value.number, let b = base.value.number else {
            let why = actual.value.reason ?? base.value.reason
            text = setting.language.undefined
            reason = why.map(setting.reason)
            return
        }
        if let why = actual.unlike(base) {
            text = setting.language.undefined
            reason = setting.reason(why)
            return
        }
        guard let difference = kind == .relative ? (a - b).divided(by: b.magnitude) : a - b else {
            text = setting.language.undefined
            reason = setting.reason(.divisionByZero(setting.word(base.scenario)))
            return
        }
        value = difference
        text = setting.writer.difference(
            difference, kind, unit: metric.unit, FigureFormat(.prose, digits: digits))
        tone = FigureColumnFormat.tone(difference, printed: text, better: metric.better)
    }
}
