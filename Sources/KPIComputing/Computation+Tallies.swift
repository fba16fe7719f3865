package import Measuring
package import ReportModel

extension Catalogue {
    /// The measure whose rows a metric is the median of, by any of its variants; nil where there is none.
    package func distribution(of metric: String) -> Measure? {
        metrics[metric]?.variants.lazy.compactMap { medianMeasure($0.formula) }.first
    }

    /// The metrics that are medians of rows, in the order of the catalogue.
    package var distributions: [String] { order.filter { distribution(of: $0) != nil } }

    func medianMeasure(_ formula: Expression) -> Measure? {
        guard case .name(let name) = formula.kind, let measure = measures[name],
            measure.aggregate == .median
        else { return nil }
        return measure
    }
}

/// The values that a median is the middle of.
package enum Distribution: Sendable {
    /// In ascending order; at least one.
    case known([ExactDecimal])
    case undefined(Undefined)
}

/// What entered a stage of the pipeline in a period, and what went on from it since.
package struct StageTally: Sendable {
    package var stage: String
    package var entered: FigureValue
    package var passed: FigureValue
}

/// What falls due in a period, by what is known of it. The parts add up to the amount due.
package struct RenewalTally: Sendable {
    /// What is known of a renewal.
    package enum Standing: String, CaseIterable, Sendable {
        case settled, safe, watched, unrated
        case atRisk = "at_risk"
        case lost
    }

    package var period: Period
    package var due: FigureValue
    package var count: FigureValue
    package var parts: [Standing: FigureValue]
}

extension Computation {
    /// The values of the rows that a metric is the median of.
    /// - Complexity: O(*n* log *n*) in the rows of the period.
    package func distribution(
        of metric: MetricDefinition, period: Period, filter: Expression?
    ) -> Distribution {
        let scope = scope(period, filter: filter)
        if let reason = value(of: metric, scope).reason { return .undefined(reason) }
        guard let formula = availability.variant(of: metric)?.formula,
            let measure = catalogue.medianMeasure(formula), let cube = cube(of: measure, scope)
        else { return .undefined(.missingInput("rows that \(metric.id) is the median of")) }
        let span = cube.cube.span(period.first...period.last)
        let values = cube.rows(of: scope.selection).joined().flatMap {
            cube.cube.values(ofRow: $0, over: span)
        }
        return .known(values.sorted())
    }

    /// The month in which the tables of a flow begin, where that is within a period and not its first:
    /// then it does not hold all of the period.
    package func start(of metric: MetricDefinition, within period: Period, filter: Expression?)
        -> Month?
    {
        // A single month begins when it begins.
        if period.first == period.last { return nil }
        let notion = notion(of: metric)
        guard notion.kind == .flow else { return nil }
        var latest: Month?
        func take(_ start: Month?) {
            guard let start, period.first < start, start <= period.last else { return }
            latest = max(latest ?? start, start)
        }
        if filter == nil {
            for start in notion.starts { take(start) }
        } else {
            for measure in notion.measures {
                take(cube(of: measure, scope(period, filter: filter))?.coverage?.lowerBound)
            }
        }
        return latest
    }

    /// The stages in the company's order with what entered them in a period.
    package func stageTallies(in period: Period, filter: Expression?) -> [StageTally] {
        settings.stages.map { stage in
            let scope = scope(period, Cut([Cut.Part("stage", stage.name)]), filter: filter)
            return StageTally(
                stage: stage.name, entered: evaluate(Expression(.name("stage_entered")), scope),
                passed: evaluate(Expression(.name("stage_passed")), scope))
        }
    }

    /// What falls due in each period.
    package func renewalTallies(in periods: [Period], filter: Expression?) -> [RenewalTally] {
        periods.map { period in
            let scope = scope(period, filter: filter)
            func value(_ measure: String) -> FigureValue {
                evaluate(Expression(.name(measure)), scope)
            }
            return RenewalTally(
                period: period, due: value("renewal_due"), count: value("renewal_count"),
                parts: Dictionary(
                    uniqueKeysWithValues: RenewalTally.Standing.allCases.map {
                        ($0, value("renewal_\($0.rawValue)"))
                    }))
        }
    }
}

extension Planner {
    /// What the tallies of stages are made from.
    package func stageRequests(_ filter: Expression?) -> [CubeRequest] {
        ["stage_entered", "stage_passed"].flatMap {
            requests(for: Expression(.name($0)), dimensions: ["stage"], filter: filter)
        }
    }

    /// What the tallies of renewals are made from.
    package func renewalRequests(_ filter: Expression?) -> [CubeRequest] {
        let measures =
            ["renewal_due", "renewal_count"]
            + RenewalTally.Standing.allCases.map { "renewal_\($0.rawValue)" }
        return measures.flatMap {
            requests(for: Expression(.name($0)), dimensions: [], filter: filter)
        }
    }
}
