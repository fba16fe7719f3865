import Diagnostics
import KPIComputing
import ReportModel

/// What a binding of a form acts on: a parameter that is read past would make a figure another than
/// the author asked for.
extension BindingReader {
    private static let captions = ["title", "message", "assert"]
    private static let scale = ["unit", "digits"]
    private static let time = ["period", "last", "trailing"]
    private static let rows = ["by", "is", "top", "sort", "other"]

    /// Reports parameters without effect; `what` is what the form is called in a message.
    mutating func expectOnly(_ keys: [String], on what: String, _ options: BindingOptions) {
        for key in options.keys where !keys.contains(key) && !["metric", "metrics"].contains(key) {
            guard let option = options[key] else { continue }
            if key == "series", ChartRequest.Series(rawValue: option.value) == nil { continue }
            if ["scale", "width"].contains(key) {
                diagnostics.append(
                    Diagnostic(
                        .warning, id: "not-supported", "'\(key)' has no effect in this version",
                        remedy: "leave it out until it has", at: option.location))
                continue
            }
            report(
                "parameter-without-effect", "'\(key)' has no effect on \(what)", "leave it out",
                option.location)
        }
    }

    mutating func checkEffects(ofFigure options: BindingOptions) {
        expectOnly(
            ["by", "is", "where", "vs"] + Self.time + Self.scale, on: "a figure in the text",
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
                ["series", "by", "where"] + Self.time + Self.captions + Self.scale,
                on: "a table of movements", options)
            return isSingle(query, "a table of movements", options)
                && hasMovements(query, options)
        case .retentionWalk:
            expectOnly(
                ["series", "where", "period"] + Self.captions + Self.scale,
                on: "a retention walk", options)
            return isSingle(query, "a retention walk", options)
                && hasRetentionWalk(query, options)
        case nil:
            let isCut = if case .dimension = query.axis { true } else { false }
            expectOnly(
                ["by", "where", "vs"] + (isCut ? Self.rows : []) + Self.time + Self.captions
                    + Self.scale,
                on: isCut ? "a table" : "a table without a dimension in 'by'", options)
            return true
        }
    }

    /// - Returns: whether the chart can be drawn.
    mutating func checkEffects(_ request: ChartRequest, _ options: BindingOptions) -> Bool {
        let query = request.query
        let name = request.kind.rawValue
        let what = "a \(name) chart"
        let common = Self.time + Self.captions + (options.isFence ? ["kind"] : [])
        let isCut = if case .dimension = query.axis { true } else { false }
        switch request.kind {
        case .heatmap:
            expectOnly(["series"] + common, on: "a heat map", options)
        case .waterfall where request.series == .retentionWalk:
            expectOnly(
                ["series", "where", "period"] + Self.captions + (options.isFence ? ["kind"] : [])
                    + Self.scale, on: "a retention walk", options)
        case .waterfall where !isCut:
            expectOnly(
                ["series", "by", "where", "vs"] + common + Self.scale,
                on: "a waterfall of movements", options)
        case .waterfall, .bar:
            expectOnly(["where", "vs"] + Self.rows + common + Self.scale, on: what, options)
        case .column, .line, .spark, .stacked:
            if let split = request.split {
                expectOnly(
                    ["by", "is", "top", "where"] + common + Self.scale,
                    on: "\(what) split by '\(split)'", options)
            } else {
                expectOnly(["by", "where", "vs"] + common + Self.scale, on: what, options)
            }
        }
        return (request.kind == .line && request.split == nil) || isSingle(query, what, options)
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
