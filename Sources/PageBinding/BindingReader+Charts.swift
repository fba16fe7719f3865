import Diagnostics
import KPIComputing
import ReportModel

/// Charts: what each kind runs over, and what it can't do without.
extension BindingReader {
    mutating func chartRequest(
        _ kindName: String, _ location: SourceLocation, _ options: BindingOptions,
        caption: String?
    ) -> ChartRequest? {
        guard let kind = ChartRequest.Kind(rawValue: kindName) else {
            report(
                "unknown-chart", "there is no chart '\(kindName)'",
                didYouMean(kindName, among: ChartRequest.Kind.allCases.map(\.rawValue)),
                location)
            return nil
        }
        let series = self.series(options)
        let panels = self.panels(kind, options)
        let isCut = options["by"].map { Period.Grain(word: $0.value) == nil } ?? false
        let isOverTime = kind.isOverTime || (kind == .variance && !isCut)
        guard var query = query([], options, defaultGrain: isOverTime ? .month : nil) else {
            return nil
        }
        var split: String?
        if kind.isOverTime, case .dimension(let dimension) = query.axis {
            guard kind == .stacked || kind == .line else {
                reportAxis(kind, dimension, location, options)
                return nil
            }
            split = dimension
            query.axis = .time(.month)
        }
        spread(&query)
        if [.funnel, .bullet, .histogram].contains(kind), let last = query.last {
            query.period = run(ending: query.period, months: last)
            query.last = nil
        }
        if isOverTime, query.last == nil, query.period.months <= 1, case .time(.month) = query.axis
        {
            query.last = 12
        }
        if query.comparisons.isEmpty, options["vs"] == nil {
            query.comparisons = Self.customaryComparisons(kind)
        }
        let request = ChartRequest(
            kind: kind, query: query, split: split, panels: panels, series: series,
            scale: scale(kind, options), captions: captions(options, caption),
            digits: integer("digits", 0...9, options), unit: unit(options),
            location: options.location)
        return isComplete(request, location, options) && checkEffects(request, options)
            && isFew(request, options) ? request : nil
    }

    /// What a kind compares with where the author doesn't say.
    private static func customaryComparisons(_ kind: ChartRequest.Kind) -> [Scenario] {
        switch kind {
        case .variance, .bullet: [.plan, .previousYear]
        case .slope: [.previousYear]
        case .interval: [.model]
        default: []
        }
    }

    private mutating func panels(_ kind: ChartRequest.Kind, _ options: BindingOptions) -> String? {
        guard kind.hasPanels, let option = options["panels"] else { return nil }
        return dimension(option.value, option.location)
    }

    private mutating func scale(_ kind: ChartRequest.Kind, _ options: BindingOptions)
        -> ChartRequest.Scale?
    {
        guard let option = options["scale"] else { return nil }
        guard let scale = ChartRequest.Scale(rawValue: option.value) else {
            report(
                "unknown-scale", "there is no scale '\(option.value)'",
                didYouMean(option.value, among: ChartRequest.Scale.allCases.map(\.rawValue)),
                option.location)
            return nil
        }
        if scale == .log, !kind.canBeLogarithmic {
            report(
                "scale-without-zero",
                "a \(kind.rawValue) chart starts at zero, which has no logarithm",
                "leave 'scale' out, or use a line chart", option.location)
            return nil
        }
        return scale
    }

    private mutating func reportAxis(
        _ kind: ChartRequest.Kind, _ dimension: String, _ location: SourceLocation,
        _ options: BindingOptions
    ) {
        let panels = options.written("panels", dimension)
        let remedy =
            kind.hasPanels
            ? "use bar for '\(dimension)', stacked for both, or '\(panels)' for a small chart of each"
            : "use bar for '\(dimension)', or stacked for both"
        report(
            "chart-axis",
            "\(kind.article) chart runs over time, not over '\(dimension)'", remedy, location)
    }

    /// More than a kind can tell apart is an error that names one which can.
    private mutating func isFew(_ request: ChartRequest, _ options: BindingOptions) -> Bool {
        let most = 6
        let metrics = request.query.metrics.count
        var count: (found: Int, what: String, use: String)?
        if request.kind == .line, request.split == nil, metrics > most {
            count = (metrics, "lines", "a table, or several charts")
        } else if let values = request.query.values, request.split != nil, values.count > most {
            count = (
                values.count, request.kind == .line ? "lines" : "parts",
                "column with '\(options.written("panels", request.split ?? ""))', or a table"
            )
        } else if let top = request.query.top, request.split != nil, top > most {
            count = (
                top, request.kind == .line ? "lines" : "parts",
                "column with '\(options.written("panels", request.split ?? ""))', or bar"
            )
        }
        guard let count else { return true }
        report(
            "too-many-series",
            "\(request.kind.article) chart has at most \(most) \(count.what), found \(count.found)",
            "use \(count.use)", (options["is"] ?? options["top"])?.location ?? options.location)
        return false
    }

    /// What a kind of chart can't do without.
    private mutating func isComplete(
        _ request: ChartRequest, _ location: SourceLocation, _ options: BindingOptions
    ) -> Bool {
        let isCut = if case .dimension = request.query.axis { true } else { false }
        switch request.kind {
        case .column, .area, .spark, .variance:
            return true
        case .line:
            return isOfOneUnit(request, options)
        case .stacked:
            if request.split == nil { return lacksDimension("parts", request, location, options) }
            return addsUp(request, options, orUse: "line")
        case .bar, .pareto, .scatter, .slope:
            if isCut { return isMeasured(request, location, options) }
            return lacksDimension("things", request, location, options)
        case .heatmap:
            if request.series == .cohorts { return hasCohorts(request.query, options) }
            report(
                "series-missing", "a heat map needs the cohorts as its series",
                "add '\(options.written("series", "cohorts"))'", location)
        case .waterfall:
            return isBridge(request, location, options)
        case .funnel, .bullet, .histogram, .calendar, .interval:
            return isMeasured(request, location, options)
        }
        return false
    }

    /// Whether the parts of a metric make a whole.
    private mutating func addsUp(
        _ request: ChartRequest, _ options: BindingOptions, orUse other: String
    ) -> Bool {
        let metric = request.query.metrics.first.flatMap { ground.catalogue.metrics[$0] }
        guard let metric else { return false }
        let isRate = metric.variants.contains { $0.kind == .rate }
        if !isRate, metric.unit == .money || metric.unit == .count { return true }
        report(
            "unit-mismatch", "'\(metric.id)' has no parts that add up to a whole",
            "use a metric of money or a count, or a \(other) chart",
            options["metric"]?.location ?? options.location)
        return false
    }

    /// Whether several metrics can stand on one scale.
    private mutating func isOfOneUnit(_ request: ChartRequest, _ options: BindingOptions) -> Bool {
        let metrics = request.query.metrics.compactMap { ground.catalogue.metrics[$0] }
        guard let first = metrics.first, let other = metrics.first(where: { $0.unit != first.unit })
        else { return true }
        report(
            "unit-mismatch", "'\(other.id)' is measured otherwise than '\(first.id)'",
            "name metrics of one unit, or write a chart for each",
            options["metric"]?.location ?? options["metrics"]?.location ?? options.location)
        return false
    }

    private mutating func lacksDimension(
        _ what: String, _ request: ChartRequest, _ location: SourceLocation,
        _ options: BindingOptions
    ) -> Bool {
        report(
            "chart-axis",
            "\(request.kind.article) chart needs the dimension of its \(what)",
            "add '\(options.written("by", "region"))'", location)
        return false
    }

    private mutating func isBridge(
        _ request: ChartRequest, _ location: SourceLocation, _ options: BindingOptions
    ) -> Bool {
        let metric = request.query.metrics.first ?? ""
        if request.series == .retentionWalk { return hasRetentionWalk(request.query, options) }
        if case .dimension = request.query.axis {
            if request.query.comparisons.count == 1, request.series == nil {
                return addsUp(request, options, orUse: "bar")
            }
            if request.query.comparisons.count > 1 {
                report(
                    "too-many-scenarios",
                    "a waterfall goes from one scenario to the actual, found "
                        + "\(request.query.comparisons.count)",
                    "write '\(options.written("vs", "py"))'",
                    options["vs"]?.location ?? location)
                return false
            }
        } else if Movements.steps(of: metric) != nil {
            return true
        }
        report(
            "chart-axis",
            "a waterfall of '\(metric)' needs the parts and one comparison it goes from",
            "add '\(options.written("by", "region"))' and '\(options.written("vs", "py"))'",
            location)
        return false
    }

    /// What the measures of a kind must be.
    private mutating func isMeasured(
        _ request: ChartRequest, _ location: SourceLocation, _ options: BindingOptions
    ) -> Bool {
        let metrics = request.query.metrics.compactMap { ground.catalogue.metrics[$0] }
        guard let first = metrics.first else { return false }
        let place = options["metric"]?.location ?? options["metrics"]?.location ?? location
        switch request.kind {
        case .scatter:
            if (2...3).contains(metrics.count) { return true }
            report(
                "metrics-needed",
                "a scatter chart has two metrics, and a third for the size of its points, found "
                    + "\(metrics.count)",
                "write '\(options.written("metric", "win_rate,sales_cycle,won_amount"))'", place)
        case .pareto:
            return addsUp(request, options, orUse: "bar")
        case .slope:
            if request.query.comparisons.count == 1 { return true }
            report(
                "too-many-scenarios",
                "a slope chart goes from one scenario to the actual, found "
                    + "\(request.query.comparisons.count)",
                "write '\(options.written("vs", "py"))'", options["vs"]?.location ?? location)
        case .funnel:
            return isFunnel(request, metrics, place, options)
        case .histogram:
            if ground.catalogue.distribution(of: first.id) != nil { return true }
            report(
                "no-distribution", "'\(first.id)' is not the median of rows that could be counted",
                "use " + ground.catalogue.distributions.joined(separator: ", "), place)
        case .calendar:
            if first.id == "renewals_due" { return true }
            report(
                "series-missing", "there is no calendar of '\(first.id)'", "use renewals_due",
                place)
        case .interval:
            let ranged: Set<Scenario> = [.model, .forecast, .plan]
            if request.query.comparisons.count == 1,
                ranged.contains(request.query.comparisons[0])
            {
                return true
            }
            report(
                "scenario-without-range", "an interval chart shows one forecast with its range",
                "write '\(options.written("vs", "model"))', forecast or plan",
                options["vs"]?.location ?? location)
        default:
            return true
        }
        return false
    }

    private mutating func isFunnel(
        _ request: ChartRequest, _ metrics: [MetricDefinition], _ place: SourceLocation,
        _ options: BindingOptions
    ) -> Bool {
        if request.series == .stages { return hasStages(request.query, options) }
        var isCut = false
        if case .dimension(let dimension) = request.query.axis {
            isCut = true
            if dimension != "stage" {
                report(
                    "chart-axis", "the values of '\(dimension)' are no stages of a funnel",
                    "use bar for '\(dimension)', or '\(options.written("by", "stage"))'",
                    options["by"]?.location ?? options.location)
                return false
            }
        }
        guard let first = metrics.first else { return false }
        if isCut ? metrics.count > 1 : metrics.count < 2 {
            report(
                "metrics-needed",
                "a funnel has a metric for each stage, or one by the dimension of its stages",
                "write '\(options.written("metric", "leads,mqls,sqls"))'", place)
            return false
        }
        if let other = metrics.first(where: { $0.unit != first.unit }) {
            report(
                "unit-mismatch", "'\(other.id)' is measured otherwise than '\(first.id)'",
                "name metrics of one unit", place)
            return false
        }
        if first.unit == .money || first.unit == .count { return true }
        report(
            "unit-mismatch", "'\(first.id)' can't be compared from stage to stage",
            "use counts or money", place)
        return false
    }

    mutating func hasStages(_ query: GridQuery, _ options: BindingOptions) -> Bool {
        let metric = query.metrics.first ?? ""
        if metric != "stage_conversion" {
            report(
                "series-missing", "there are no stages of '\(metric)'", "use stage_conversion",
                options["series"]?.location ?? options.location)
            return false
        }
        if !ground.settings.stages.isEmpty { return true }
        report(
            "series-missing", "there are no stages", "list them under 'stages' in revsite.yml",
            options["series"]?.location ?? options.location)
        return false
    }
}

extension ChartRequest.Kind {
    /// `a column`, `an area`.
    var article: String {
        (self == .area || self == .interval ? "an " : "a ") + rawValue
    }
}
