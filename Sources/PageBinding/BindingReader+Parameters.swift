import Diagnostics
import KPIComputing
import ReportModel

extension BindingReader {
    mutating func report(
        _ id: String, _ message: String, _ remedy: String, _ location: SourceLocation
    ) {
        diagnostics.append(Diagnostic(id: id, message, remedy: remedy, at: location))
    }

    mutating func unsupported(_ what: String, _ location: SourceLocation) {
        report("not-supported", "\(what): not built by this version", "leave it out", location)
    }

    /// Metrics from the head of a link, or from `metric` and `metrics`.
    mutating func metrics(
        _ head: [(String, SourceLocation)], _ options: BindingOptions
    ) -> [MetricDefinition] {
        var names = head
        for key in ["metric", "metrics"] {
            guard let option = options[key] else { continue }
            names += option.values.map { ($0, option.location) }
        }
        if names.isEmpty {
            report(
                "metric-missing", "no metric is named",
                "add '\(options.written("metric", "revenue"))'", options.location)
        }
        reportTwice(names.map { ($0.0, $0.1) })
        return names.compactMap { name, location in
            if let metric = ground.catalogue.metrics[name] { return metric }
            report(
                "unknown-metric", "there is no metric '\(name)'",
                didYouMean(name, among: ground.catalogue.order), location)
            return nil
        }
    }

    /// What is named twice would be drawn, or counted, twice.
    private mutating func reportTwice(_ names: [(String, SourceLocation)]) {
        var seen: Set<String> = []
        for (name, location) in names where !seen.insert(name).inserted {
            report("named-twice", "'\(name)' is named twice", "name it once", location)
        }
    }

    mutating func dimension(_ name: String, _ location: SourceLocation) -> String? {
        if name == each {
            report(
                "cut-taken", "the page is that of one \(name), and is not cut by '\(name)'",
                "cut by something else, or leave it out", location)
            return nil
        }
        if ground.dimensions.contains(name) { return name }
        report(
            "dimension-unknown", "there is no dimension '\(name)'",
            didYouMean(name, among: ground.dimensions) + " (dimensions are listed in revsite.yml)",
            location)
        return nil
    }

    /// The rows and columns of a chart or table.
    mutating func query(
        _ head: [(String, SourceLocation)], _ options: BindingOptions,
        defaultGrain: Period.Grain?
    ) -> GridQuery? {
        let metrics = self.metrics(head, options)
        if metrics.isEmpty { return nil }
        var axis = defaultGrain.map(GridQuery.Axis.time) ?? .none
        if let by = options["by"] {
            if let grain = Period.Grain(word: by.value) {
                axis = .time(grain)
            } else if let dimension = dimension(by.value, by.location) {
                axis = .dimension(dimension)
            } else {
                return nil
            }
        }
        let values = options["is"]?.values
        if let option = options["is"] {
            reportTwice(option.values.map { ($0, option.location) })
        }
        let isCut = if case .dimension = axis { true } else { false }
        if let option = options["is"], !isCut, options["panels"] == nil {
            report(
                "dimension-missing", "'is' needs a dimension in 'by'",
                "add '\(options.written("by", "region"))'", option.location)
        }
        var sort: String?
        if let option = options["sort"] {
            sort = self.metrics([(option.value, option.location)], options).first?.id
        }
        let other = options["other"]
        if let other, !["true", "false"].contains(other.value) {
            report(
                "type-mismatch", "'other' is true or false",
                "write '\(options.written("other", "false"))'", other.location)
        }
        return GridQuery(
            metrics: metrics.map(\.id), axis: axis, values: values, filter: filter(options),
            period: queryPeriod(options), last: integer("last", 1...240, options),
            comparisons: comparisons(options), top: integer("top", 1...10_000, options),
            sort: sort, hasOther: other?.value != "false")
    }

    /// `last=3` of something that is not over time is a figure over three months.
    mutating func spread(_ query: inout GridQuery) {
        guard case .dimension = query.axis, let last = query.last else { return }
        query.period = run(ending: query.period, months: last)
        query.last = nil
    }

    func run(ending period: Period, months: Int) -> Period {
        ground.settings.calendar.run(first: period.last.adding(1 - months), months: months)
    }

    mutating func filter(_ options: BindingOptions) -> Expression? {
        options["where"]?.formula(&diagnostics)
    }

    mutating func queryPeriod(_ options: BindingOptions) -> Period {
        var own = period
        if let option = options["period"] {
            do throws(FiscalCalendar.PeriodError) {
                own = try ground.settings.calendar.period(
                    option.value, asOf: ground.settings.asOf)
            } catch {
                let remedy =
                    error == .prefixNeeded
                    ? "the fiscal year starts later than January: write FY\(option.value)"
                    : "write 2026-09, 2026-Q3, 2026-H1, 2026 or 2026-YTD"
                report(
                    "period-invalid", "'\(option.value)' is not a period", remedy,
                    option.location)
            }
        }
        if let months = integer("trailing", 1...120, options) {
            own = run(ending: own, months: months)
        }
        return own
    }

    mutating func comparisons(_ options: BindingOptions) -> [Scenario] {
        guard let option = options["vs"] else { return [] }
        reportTwice(option.values.map { ($0, option.location) })
        return option.values.compactMap { name in
            if let scenario = Scenario(word: name) { return scenario }
            if ["model", "reported"].contains(name) {
                unsupported("vs=\(name)", option.location)
            } else {
                report(
                    "unknown-scenario", "'\(name)' is nothing to compare with",
                    didYouMean(name, among: Scenario.words), option.location)
            }
            return nil
        }
    }

    mutating func series(_ options: BindingOptions) -> ChartRequest.Series? {
        guard let option = options["series"] else { return nil }
        if let series = ChartRequest.Series(rawValue: option.value) { return series }
        if option.value == "attribution" {
            unsupported("series=\(option.value)", option.location)
        } else {
            report(
                "unknown-series", "there is no series '\(option.value)'",
                didYouMean(option.value, among: ChartRequest.Series.allCases.map(\.rawValue)),
                option.location)
        }
        return nil
    }

    mutating func captions(_ options: BindingOptions, _ caption: String?) -> Captions {
        var captions = Captions(
            title: options["title"]?.value ?? caption, message: options["message"]?.value,
            messageLocation: options["message"]?.location ?? options.location)
        if let option = options["assert"] {
            captions.assertion = option.formula(&diagnostics)
            if let assertion = captions.assertion {
                diagnostics += formulaDiagnostics(assertion, ground.catalogue)
            }
        }
        return captions
    }

    mutating func integer(
        _ key: String, _ range: ClosedRange<Int>, _ options: BindingOptions
    ) -> Int? {
        guard let option = options[key] else { return nil }
        if let value = Int(option.value), range.contains(value) { return value }
        report(
            "type-mismatch", "'\(key)' must be a whole number, found '\(option.value)'",
            "write a number from \(range.lowerBound) to \(range.upperBound)", option.location)
        return nil
    }

    mutating func unit(_ options: BindingOptions) -> String? {
        guard let option = options["unit"] else { return nil }
        let known = ["full", "k", "m", "bn"]
        if known.contains(option.value) { return option.value }
        report(
            "unknown-unit", "'\(option.value)' is not a scale",
            didYouMean(option.value, among: known), option.location)
        return nil
    }
}
