extension ChartKind {
    /// The values that the scale of its lengths spans; nil where a kind has none to share.
    package var domain: ClosedRange<Double>? {
        switch self {
        case .column(let chart):
            Self.domain(chart.series.groups(chart.categories.count).flatMap(\.values))
        case .bar(let chart):
            Self.domain(chart.series.groups(chart.categories.count).flatMap(\.values))
        case .stacked(let chart): Self.domain(chart.sums)
        case .line(let chart):
            chart.isLogarithmic
                ? nil
                : Self.domain(
                    chart.series.flatMap { $0.data.prefix(chart.categories.count) }
                        .compactMap(\.value), includesZero: chart.includesZero || chart.isFilled)
        case .waterfall(let chart): WaterfallSpan.all(chart.steps).domain(shared: nil)
        case .calendar(let chart): Self.domain(chart.totals.compactMap(\.value))
        case .panels(let chart):
            Self.domain(
                chart.panels.compactMap(\.kind.domain).flatMap { [$0.lowerBound, $0.upperBound] },
                includesZero: false)
        case .heatmap, .funnel, .bullet, .spark, .scatter, .pareto, .slope, .histogram: nil
        }
    }

    /// The same chart on a scale that spans a domain too.
    package func sharing(_ domain: ClosedRange<Double>?) -> ChartKind {
        switch self {
        case .column(var chart):
            chart.sharedDomain = domain
            return .column(chart)
        case .bar(var chart):
            chart.sharedDomain = domain
            return .bar(chart)
        case .stacked(var chart):
            chart.sharedDomain = domain
            return .stacked(chart)
        case .line(var chart):
            chart.sharedDomain = domain
            return .line(chart)
        case .waterfall(var chart):
            chart.sharedDomain = domain
            return .waterfall(chart)
        case .calendar(var chart):
            chart.sharedDomain = domain
            return .calendar(chart)
        case .panels(var chart):
            chart.panels = chart.panels.map { ChartPanel($0.name, $0.kind.sharing(domain)) }
            return .panels(chart)
        case .heatmap, .funnel, .bullet, .spark, .scatter, .pareto, .slope, .histogram:
            return self
        }
    }

    /// The same chart with a mark of a value's length.
    package func marking(_ datum: ChartDatum?) -> ChartKind {
        switch self {
        case .column(var chart):
            chart.scaleMark = datum
            return .column(chart)
        case .bar(var chart):
            chart.scaleMark = datum
            return .bar(chart)
        case .stacked(var chart):
            chart.scaleMark = datum
            return .stacked(chart)
        case .line(var chart):
            chart.scaleMark = datum
            return .line(chart)
        case .waterfall(var chart):
            chart.scaleMark = datum
            return .waterfall(chart)
        case .heatmap, .funnel, .bullet, .spark, .scatter, .pareto, .slope, .histogram, .calendar,
            .panels:
            return self
        }
    }

    private static func domain(_ values: [Double], includesZero: Bool = true)
        -> ClosedRange<Double>?
    {
        values.isEmpty ? nil : valueDomain(values, includesZero: includesZero, shared: nil)
    }
}
