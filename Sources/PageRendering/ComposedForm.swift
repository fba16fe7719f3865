import ChartDrawing
import FigureWording
import KPIComputing
import PageBinding
import ReportModel

/// A chart or table before it becomes markup: what it says, its figures, and how it is drawn.
struct ComposedForm: Sendable {
    /// `Revenue in €m by region`.
    var what: String
    /// `Q3 2026, AC, PL, PY`.
    var when: String
    var sheet: FigureSheet
    var notes: [String] = []
    /// What the flags on its time axis stand for, the first first.
    var remarks: [Remark] = []
    var shown: [ShownFigure] = []
    /// What it shows besides; of a page that stands for a value nobody asks for each figure.
    var grid: FigureGrid?
    /// For a chart: the message of the data in words.
    var summary = ""
    /// For a chart; a narrow one may show less.
    var drawing: (@Sendable (_ isNarrow: Bool) -> ChartKind)?
    var isWide = false
    /// The unit of its figures, for the title.
    var formatLabel = ""
    /// For a chart split into more parts than it can tell apart, with no rest to put them in: how many
    /// there are, and how many it can show.
    var tooMany: (found: Int, most: Int)?
}

extension ComposedForm {
    /// Changes what is drawn, where it is a chart.
    mutating func redraw(_ change: @escaping @Sendable (ChartKind) -> ChartKind) {
        guard let own = drawing else { return }
        drawing = { isNarrow in change(own(isNarrow)) }
    }

    /// How many things a drawing shows where nobody says: what fits on a sheet with type that can be read.
    static let mostRows = 15
}

extension Setting {
    /// The grid without comparisons that no row has a figure of, and a sentence on each of them.
    func pruned(_ grid: FigureGrid) -> (grid: FigureGrid, notes: [String]) {
        if grid.query.comparisons.isEmpty { return (grid, []) }
        var grid = grid
        var notes: [String] = []
        let rows = grid.rows.isEmpty ? grid.total.map { [$0] } ?? [] : grid.rows
        var kept: [Int] = []
        for (index, scenario) in grid.query.comparisons.enumerated() {
            let isKnown = rows.contains { row in
                row.cells.contains { $0.comparisons[index].value.number != nil }
            }
            if isKnown {
                kept.append(index)
            } else if case .dimension(let dimension) = grid.query.axis,
                grid.total?.cells.contains(where: { $0.comparisons[index].value.number != nil })
                    == true
            {
                notes.append(
                    words[
                        .notKnownBy,
                        [
                            "what": word(scenario).capitalisedFirst,
                            "dimension": words.dimension(dimension),
                        ]])
            } else if let cell = rows.lazy.flatMap(\.cells).first,
                let reason = cell.comparisons[index].value.reason
            {
                notes.append(
                    words[
                        .undefinedNote,
                        ["what": word(scenario).capitalisedFirst, "reason": self.reason(reason)]])
            }
        }
        if kept.count == grid.query.comparisons.count { return (grid, notes) }
        func prune(_ row: FigureGrid.Row) -> FigureGrid.Row {
            var row = row
            for cell in row.cells.indices {
                row.cells[cell].comparisons = kept.map { row.cells[cell].comparisons[$0] }
            }
            return row
        }
        grid.query.comparisons = kept.map { grid.query.comparisons[$0] }
        grid.rows = grid.rows.map(prune)
        grid.total = grid.total.map(prune)
        return (grid, notes)
    }

    /// What a reader must know about actual figures: a period that isn't over, and why some have no
    /// value.
    func notes(on grid: FigureGrid) -> [String] {
        let periods = grid.rows.map(\.period) + (grid.total.map { [$0.period] } ?? [])
        var reasons: [Undefined] = []
        func look(_ cells: [FigureGrid.Cell]) {
            for place in cells.indices {
                if let reason = cells[place].actual.value.reason { reasons.append(reason) }
            }
        }
        for place in grid.rows.indices { look(grid.rows[place].cells) }
        if let total = grid.total { look(total.cells) }
        return incompleteNotes(periods) + partialNotes(periods, grid.query)
            + undefinedNotes(reasons)
    }

    func incompleteNotes(_ periods: [Period]) -> [String] {
        guard let open = periods.first(where: { $0.end > asOf && $0.start <= asOf }) else {
            return []
        }
        return [
            words[
                .incompleteNote,
                ["period": language.text(open, .short), "day": language.text(asOf)]]
        ]
    }

    /// Of periods in which the data begins.
    private func partialNotes(_ periods: [Period], _ query: GridQuery) -> [String] {
        guard case .time = query.axis, query.metrics.count == 1,
            let metric = metric(query.metrics[0])
        else { return [] }
        return periods.compactMap { period in
            computation.start(of: metric, within: period, filter: query.filter).map { start in
                words[
                    .partialNote,
                    [
                        "period": language.text(period, .short),
                        "start": language.text(start, .short),
                    ]]
            }
        }
    }

    /// What notes say of the periods of a time axis that are not complete.
    func incompleteNotes(over query: GridQuery) -> [String] {
        guard case .time(let grain) = query.axis else { return [] }
        let calendar = site.settings.calendar
        let periods =
            query.last.map { calendar.last($0, grain, endingWith: query.period) }
            ?? calendar.periods(grain, in: query.period)
        return incompleteNotes(periods) + partialNotes(periods, query)
    }

    func undefinedNotes(_ figures: [Figure]) -> [String] {
        undefinedNotes(figures.compactMap(\.value.reason))
    }

    private func undefinedNotes(_ found: [Undefined]) -> [String] {
        if found.isEmpty { return [] }
        var reasons: [String] = []
        for reason in found.map(self.reason) where !reasons.contains(reason) {
            reasons.append(reason)
        }
        let most = 3
        let told = reasons.prefix(most).map {
            words[.undefinedNote, ["what": language.undefined, "reason": $0]]
        }
        let more = reasons.count - most
        return told
            + (more > 0 ? [words[.andMore, ["n": String(more)]].capitalisedFirst + "."] : [])
    }

    /// What a drawing leaves out, by name.
    func notShown(_ names: [String]) -> String {
        let most = 12
        // A name that is read from right to left keeps to itself.
        let told = names.prefix(most).map { "\u{2068}\($0)\u{2069}" }.joined(separator: ", ")
        let more =
            names.count > most ? " " + words[.andMore, ["n": String(names.count - most)]] : ""
        return words[.notShown, ["names": told + more]]
    }

    /// `Oct 2025 – Sep 2026`, `Q4 2024 – Q3 2026`.
    func range(_ periods: [Period]) -> String {
        guard let first = periods.first, let last = periods.last, first != last else {
            return periods.first.map { language.text($0, .short) } ?? ""
        }
        return language.periods.range.filling([
            "from": language.text(first, .short), "to": language.text(last, .short),
        ])
    }

    /// The names of the metrics with the unit they share, and what they are cut by.
    func what(
        _ metrics: [MetricDefinition], in unit: String, by dimension: String? = nil
    ) -> String {
        let names = metrics.map { label($0) }.joined(separator: ", ")
        let title = title(names, in: unit)
        guard let dimension else { return title }
        return words[.byDimension, ["what": title, "dimension": words.dimension(dimension)]]
    }

    /// The formats of a table's metrics: as fine as its rows need, and money on one scale unless a
    /// metric would vanish in it. Totals and the rest don't make the scale coarser.
    func formats(
        _ metrics: [MetricDefinition], _ grid: FigureGrid, in place: FigureColumnFormat.Place,
        digits: Int?, unit: String?
    ) -> [FigureColumnFormat] {
        let parts = grid.rows.filter { $0.kind != .other }
        let rows = parts.isEmpty ? grid.rows : parts
        let values = metrics.indices.map { index in
            rows.flatMap { [$0.cells[index].actual] + $0.cells[index].comparisons }
                .compactMap { $0.value.number?.magnitude }
        }
        let money = metrics.indices.filter { metrics[$0].unit == .money }
            .compactMap { values[$0].max() }
        return metrics.enumerated().map { index, metric in
            // A tenth of the largest still has a digit left on its scale; less gets its own.
            let isNear = values[index].max().map { own in
                money.max().map { own * ExactDecimal(25) >= $0 } ?? false
            }
            let shared = metric.unit == .money && isNear == true ? money : values[index]
            return FigureColumnFormat(
                writer, metric, values: shared, in: place, digits: digits, unit: unit)
        }
    }

    func good(_ metric: MetricDefinition) -> GoodDirection {
        metric.better == .higher ? .up : .down
    }
}

extension FigureGrid {
    var figures: [Figure] {
        (rows + (total.map { [$0] } ?? [])).flatMap { row in
            row.cells.flatMap { [$0.actual] + $0.comparisons }
        }
    }
}

extension ChartScenario {
    init(_ scenario: Scenario) {
        switch scenario {
        case .actual: self = .actual
        case .previousPeriod, .previousYear: self = .previous
        case .plan: self = .plan
        case .forecast, .model: self = .forecast
        }
    }
}
