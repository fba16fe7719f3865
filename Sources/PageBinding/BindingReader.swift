import Diagnostics
import FormulaReading
import KPIComputing
import MarkdownReading
import ReportModel

/// Walks a page and turns each binding into a typed request.
struct BindingReader {
    let ground: BindingGround
    let period: Period
    /// The dimension of whose values each has a page like this one.
    var each: String?
    var bindings: [SourceLocation: Binding] = [:]
    var diagnostics: [Diagnostic] = []

    init(ground: BindingGround, period: Period) {
        self.ground = ground
        self.period = period
    }

    mutating func read(_ blocks: [Block]) {
        for block in blocks {
            switch block.kind {
            case .paragraph(let inlines), .heading(_, let inlines):
                read(inlines)
            case .list(let list):
                for item in list.items { read(item) }
            case .quote(let inner):
                read(inner)
            case .table(let table):
                for cell in table.header { read(cell) }
                for row in table.rows { for cell in row { read(cell) } }
            case .figure(let binding):
                bindings[block.location] = blockBinding(binding)
            case .fenced(let fence):
                bindings[block.location] = fencedBinding(fence, at: block.location)
            case .code, .thematicBreak, .html:
                break
            }
        }
    }

    private mutating func read(_ inlines: [Inline]) {
        for inline in inlines {
            switch inline.kind {
            case .emphasis(let inner), .strong(let inner), .link(_, _, let inner):
                read(inner)
            case .figure(let binding):
                if binding.scheme == .kpi, let request = figureRequest(binding) {
                    bindings[inline.location] = .figure(request)
                }
            default:
                break
            }
        }
    }

    private mutating func blockBinding(_ binding: FigureBinding) -> Binding? {
        let options = BindingOptions(binding)
        let caption = binding.text.isEmpty ? nil : binding.text
        switch binding.scheme {
        case .chart:
            guard let head = binding.head.first, binding.head.count == 1 else {
                report(
                    "unknown-chart", "a chart needs one kind",
                    "write chart:column?metric=revenue", binding.location)
                return nil
            }
            return chartRequest(head.text, head.location, options, caption: caption)
                .map(Binding.chart)
        case .table:
            return tableRequest(
                binding.head.map { ($0.text, $0.location) }, options, caption: caption
            ).map(Binding.table)
        case .list:
            unsupported("lists of rows", binding.location)
            return nil
        case .kpi:
            return figureRequest(binding).map(Binding.figure)
        }
    }

    private mutating func fencedBinding(_ fence: FencedBinding, at location: SourceLocation)
        -> Binding?
    {
        if fence.kind == .note { return note(fence, at: location) }
        guard let options = BindingOptions(fence, at: location, diagnostics: &diagnostics) else {
            return nil
        }
        switch fence.kind {
        case .chart:
            guard let kind = options["kind"] else {
                report(
                    "key-missing", "the chart lacks 'kind'", "add 'kind: column'", location)
                return nil
            }
            return chartRequest(kind.value, kind.location, options, caption: nil)
                .map(Binding.chart)
        case .table:
            return tableRequest([], options, caption: nil).map(Binding.table)
        case .tiles:
            return tilesRequest(options).map(Binding.tiles)
        case .list:
            unsupported("lists of rows", location)
            return nil
        case .note:
            return nil
        }
    }

    private mutating func note(_ fence: FencedBinding, at location: SourceLocation) -> Binding? {
        do throws(FiscalCalendar.PeriodError) {
            let period = try ground.settings.calendar.period(
                fence.argument, asOf: ground.settings.asOf)
            if fence.yaml.text.allSatisfy(\.isWhitespace) {
                report(
                    "note-empty", "the note says nothing", "write what happened between the fences",
                    location)
                return nil
            }
            return .note(NoteRequest(period: period, text: fence.yaml.text, location: location))
        } catch {
            report(
                "period-invalid", "'\(fence.argument)' is not a period",
                "write the month after 'note': ```note 2026-05", location)
            return nil
        }
    }

    // MARK: - Requests

    private mutating func figureRequest(_ binding: FigureBinding) -> FigureRequest? {
        let options = BindingOptions(binding)
        let metrics = self.metrics(binding.head.map { ($0.text, $0.location) }, options)
        guard let metric = metrics.first else { return nil }
        if metrics.count > 1 {
            report(
                "too-many-metrics", "a figure in the text has one metric, found \(metrics.count)",
                "write a link for each", binding.location)
        }
        let comparisons = self.comparisons(options)
        if comparisons.count > 1 {
            report(
                "too-many-scenarios", "a figure in the text has one comparison",
                "write a link for each", options["vs"]?.location ?? binding.location)
        }
        var cut = Cut.whole
        if let by = options["by"], let dimension = dimension(by.value, by.location) {
            guard let value = options["is"], value.values.count == 1 else {
                report(
                    "value-missing", "'by=\(by.value)' in the text needs one value",
                    "add '&is=…' with the value of the \(by.value)", by.location)
                return nil
            }
            cut = Cut([Cut.Part(dimension, value.values[0])])
        } else if let value = options["is"], options["by"] == nil {
            report(
                "dimension-missing", "'is=\(value.value)' says not of which dimension",
                "add 'by=…' before it", value.location)
        }
        checkEffects(ofFigure: options)
        var period = queryPeriod(options)
        if let last = integer("last", 1...240, options) {
            period = run(ending: period, months: last)
        }
        let claim =
            binding.text.isEmpty
            ? nil : TableSource.Placed(binding.text, at: binding.textLocation)
        return FigureRequest(
            metric: metric, period: period, cut: cut, filter: filter(options),
            comparison: comparisons.first, digits: integer("digits", 0...9, options),
            unit: unit(options), claim: claim, destination: binding.destination,
            location: binding.location)
    }

    private mutating func tilesRequest(_ options: BindingOptions) -> TilesRequest? {
        let metrics = self.metrics([], options)
        checkEffects(ofTiles: options)
        if metrics.isEmpty { return nil }
        return TilesRequest(
            metrics: metrics, period: queryPeriod(options), comparisons: comparisons(options),
            location: options.location)
    }

    private mutating func tableRequest(
        _ head: [(String, SourceLocation)], _ options: BindingOptions, caption: String?
    ) -> TableRequest? {
        let series = self.series(options)
        // `last` counts months unless 'by' says otherwise.
        let grain: Period.Grain? = options["last"] != nil && series == nil ? .month : nil
        guard var query = query(head, options, defaultGrain: grain) else { return nil }
        spread(&query)
        let request = TableRequest(
            query: query, series: series, captions: captions(options, caption),
            digits: integer("digits", 0...9, options), unit: unit(options),
            location: options.location)
        return checkEffects(request, options) ? request : nil
    }
}
