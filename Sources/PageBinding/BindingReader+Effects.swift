import Diagnostics
import KPIComputing
import ReportModel

/// What a binding of a form acts on: a parameter that is read past would make a figure another than
/// the author asked for.
extension BindingReader {
    private static let captions = ["title", "message", "assert"]
    private static let unit = ["unit", "digits"]
    /// Of charts: their unit, and how their scale relates to that of others.
    private static let scale = ["unit", "digits", "scale"]
    private static let time = ["period", "last", "trailing"]
    private static let rows = ["by", "is", "top", "sort", "other"]

    /// Reports parameters without effect; `what` is what the form is called in a message.
    mutating func expectOnly(_ keys: [String], on what: String, _ options: BindingOptions) {
        for key in options.keys where !keys.contains(key) && !["metric", "metrics"].contains(key) {
            guard let option = options[key] else { continue }
            if key == "series", ChartRequest.Series(rawValue: option.value) == nil { continue }
            report(
                "parameter-without-effect", "'\(key)' has no effect on \(what)", "leave it out",
                option.location)
        }
    }

    mutating func checkEffects(ofFigure options: BindingOptions) {
        expectOnly(
            ["by", "is", "where", "vs"] + Self.time + Self.unit, on: "a figure in the text",
            options)
    }

    mutating func checkEffects(ofTiles options: BindingOptions) {
        expectOnly(["period", "trailing", "vs"], on: "tiles", options)
    }

    /// - Returns: whether the table can be made.
    mutating func checkEffects(_ request: TableRequest, _ options: BindingOptions) -> Bool {
        let query = request.query
        switch request.series {
        case .cohorts:
            expectOnly(["series"] + Self.time + Self.captions, on: "a table of cohorts", options)
            return isSingle(query, "a table of cohorts", options) && hasCohorts(query, options)
        case .movements:
            expectOnly(
                ["series", "by", "where"] + Self.time + Self.captions + Self.unit,
                on: "a table of movements", options)
            return isSingle(query, "a table of movements", options)
                && hasMovements(query, options)
        case .retentionWalk:
            expectOnly(
                ["series", "where", "period"] + Self.captions + Self.unit,
                on: "a retention walk", options)
            return isSingle(query, "a retention walk", options)
                && hasRetentionWalk(query, options)
        case .stages:
            expectOnly(
                ["series", "where", "period"] + Self.captions, on: "a table of stages", options)
            return isSingle(query, "a table of stages", options) && hasStages(query, options)
        case nil:
            let isCut = if case .dimension = query.axis { true } else { false }
            expectOnly(
                ["by", "where", "vs"] + (isCut ? Self.rows : []) + Self.time + Self.captions
                    + Self.unit,
                on: isCut ? "a table" : "a table without a dimension in 'by'", options)
            return true
        }
    }

    /// - Returns: whether the chart can be drawn.
    mutating func checkEffects(_ request: ChartRequest, _ options: BindingOptions) -> Bool {
        let query = request.query
        let what = "\(request.kind.article) chart"
        let common = Self.time + Self.captions + (options.isFence ? ["kind"] : [])
        let isCut = if case .dimension = query.axis { true } else { false }
        switch request.kind {
        case .heatmap:
            expectOnly(["series"] + common, on: "a heat map", options)
        case .waterfall where request.series == .retentionWalk:
            expectOnly(
                ["series", "where", "period"] + Self.captions + (options.isFence ? ["kind"] : [])
                    + Self.unit, on: "a retention walk", options)
        case .waterfall where !isCut:
            expectOnly(
                ["series", "by", "where", "vs"] + common + Self.scale,
                on: "a waterfall of movements", options)
        case .funnel where request.series == .stages:
            expectOnly(["series", "where"] + common, on: "a funnel of stages", options)
        case .funnel where !isCut, .bullet:
            expectOnly(["where", "vs"] + common + Self.unit, on: what, options)
        case .histogram:
            expectOnly(["where"] + common + Self.unit, on: what, options)
        case .calendar:
            expectOnly(["by", "where"] + common + Self.unit, on: what, options)
        case .scatter:
            expectOnly(["where", "scale"] + Self.rows + common, on: what, options)
        case .waterfall, .bar, .funnel, .slope, .pareto:
            // The shares of a pareto are those of the whole.
            let own =
                request.kind == .pareto ? ["by", "top", "sort"] : ["vs"] + Self.rows
            expectOnly(["where"] + own + common + Self.scale, on: what, options)
        case .variance where isCut:
            expectOnly(["where", "vs"] + Self.rows + common + Self.scale, on: what, options)
        case .column, .line, .area, .variance, .spark, .stacked, .interval:
            let panels = request.panels == nil ? [] : ["is", "top"]
            if let split = request.split {
                expectOnly(
                    ["by", "is", "top", "where"] + common + Self.scale,
                    on: "\(what) split by '\(split)'", options)
            } else {
                expectOnly(
                    ["by", "where", "vs", "panels"] + panels + common + Self.scale, on: what,
                    options)
            }
        }
        let mayHaveSeveral =
            [.funnel, .bullet, .scatter].contains(request.kind)
            || (request.kind == .line && request.split == nil)
        return mayHaveSeveral || isSingle(query, what, options)
    }

    private mutating func isSingle(
        _ query: GridQuery, _ what: String, _ options: BindingOptions
    ) -> Bool {
        if query.metrics.count == 1 { return true }
        report(
            "too-many-metrics", "\(what) has one metric, found \(query.metrics.count)",
            "write one for each metric", options.location)
        return false
    }

    mutating func hasCohorts(_ query: GridQuery, _ options: BindingOptions) -> Bool {
        let metric = query.metrics.first ?? ""
        if let each {
            report(
                "cohorts-cut",
                "cohorts are those of all customers, and the page is that of one \(each)",
                "put them on a page of the whole", options.location)
            return false
        }
        if ["mrr", "arr", "customers"].contains(metric) { return true }
        report(
            "series-missing", "there are no cohorts of '\(metric)'",
            "use mrr, arr or customers", options.location)
        return false
    }

    mutating func hasRetentionWalk(_ query: GridQuery, _ options: BindingOptions) -> Bool {
        let metric = query.metrics.first ?? ""
        if metric == "nrr" { return true }
        report(
            "series-missing", "there is no retention walk of '\(metric)'", "use nrr",
            options.location)
        return false
    }

    mutating func hasMovements(_ query: GridQuery, _ options: BindingOptions) -> Bool {
        let metric = query.metrics.first ?? ""
        if Movements.steps(of: metric) == nil {
            report(
                "series-missing", "there are no movements of '\(metric)'",
                "use " + Movements.metrics.joined(separator: " or "),
                options.location)
            return false
        }
        if case .dimension(let dimension) = query.axis {
            report(
                "chart-axis", "movements run over time, not over '\(dimension)'",
                "write a filter for one of them: \(options.written("where", "\(dimension) = \"…\""))",
                options.location)
            return false
        }
        return true
    }
}
