import Forecasting
package import ReportModel

extension Computation {
    /// What the past of a metric lets expect of a period, with the ranges in which it lies.
    ///
    /// Of a period that is over it is what was to be expected on its eve; of one that runs or comes,
    /// what is known of it and the months after the last complete one. The months of a flow are added
    /// up, a balance is that of the last month; a rate is not forecast.
    package func modelled(
        _ metric: MetricDefinition, period: Period, cut: Cut = .whole
    ) -> ExpectedValue {
        modelled(metric, scope(period, cut))
    }

    func modelled(_ metric: MetricDefinition, _ scope: Scope) -> ExpectedValue {
        let kind = notion(of: metric).kind
        if kind == .rate {
            return ExpectedValue(
                .undefined(.missingInput("a model of \(metric.id), which is a rate")))
        }
        if modelledMetric(of: metric) != nil || drivenMetric(of: metric) != nil {
            return ExpectedValue(.undefined(.missingInput("a model of what is a model itself")))
        }
        return expected(metric, kind, scope, after: modelOrigin(scope))
    }

    /// The month whose end a forecast looks ahead from: the last complete one, or for a period that is over
    /// the one before it.
    func modelOrigin(_ scope: Scope) -> Month {
        let isOver = scope.period.last <= lastCompleteMonth
        return isOver || scope.period.first > lastCompleteMonth
            ? min(scope.period.first.adding(-1), lastCompleteMonth) : lastCompleteMonth
    }

    var lastCompleteMonth: Month {
        settings.calendar.lastCompleteMonth(settings.asOf)
    }

    /// Months that a forecast looks ahead at most, and back.
    private static var farthest: Int { 36 }
    private static var longest: Int { 120 }

    private func expected(
        _ metric: MetricDefinition, _ kind: TimeKind, _ scope: Scope, after origin: Month
    ) -> ExpectedValue {
        let ahead = Int(scope.period.last.index - origin.index)
        guard ahead <= Self.farthest else {
            return ExpectedValue(
                .undefined(.notKnown("more than \(Self.farthest) months ahead of \(origin)")))
        }
        let past = history(of: metric, scope, through: origin)
        guard past.count >= 3,
            let found = forecast(past.map(\.approximate), horizon: ahead)
        else {
            return ExpectedValue(
                .undefined(.notKnown("fewer than three months of history up to \(origin)")))
        }
        // Months of the period that are known.
        let skipped = max(0, Int(scope.period.first.index - origin.index) - 1)
        var known = ExactDecimal.zero
        if kind == .flow, scope.period.first <= origin {
            let count = Int(origin.index - scope.period.first.index) + 1
            known = past.suffix(count).reduce(.zero, +)
        }
        let value: ForecastValue
        if kind == .balance {
            value = found.steps[ahead - 1]
        } else if skipped == 0 {
            value = found.sums[ahead - 1]
        } else {
            value = Self.sum(found.steps[skipped...])
        }
        let digits = metric.unit == .count ? 0 : 2
        func exact(_ number: Double) -> ExactDecimal {
            known + Self.decimal(number, digits: digits)
        }
        func range(_ bounds: ClosedRange<Double>?) -> FigureRanges.Range? {
            bounds.map {
                FigureRanges.Range(low: exact($0.lowerBound), high: exact($0.upperBound))
            }
        }
        return ExpectedValue(
            .known(exact(value.value)),
            ranges: FigureRanges(
                half: range(value.range50), fourFifths: range(value.range80),
                method: found.method.rawValue))
    }

    /// Months that come later: their ranges added up, which is never too narrow.
    private static func sum(_ steps: ArraySlice<ForecastValue>) -> ForecastValue {
        func add(_ range: (ForecastValue) -> ClosedRange<Double>?) -> ClosedRange<Double>? {
            let all = steps.compactMap(range)
            if all.count < steps.count { return nil }
            let low = all.reduce(0) { $0 + $1.lowerBound }
            return low...max(low, all.reduce(0) { $0 + $1.upperBound })
        }
        return ForecastValue(
            value: steps.reduce(0) { $0 + $1.value }, range50: add(\.range50),
            range80: add(\.range80))
    }

    /// The values of the months up to one without a gap, oldest first.
    private func history(
        of metric: MetricDefinition, _ scope: Scope, through origin: Month
    ) -> [ExactDecimal] {
        var values: [ExactDecimal] = []
        var month = origin
        while values.count < Self.longest {
            guard
                let value = value(of: metric, scope.with(period: settings.calendar.period(month)))
                    .number
            else { break }
            values.append(value)
            month = month.adding(-1)
        }
        return values.reversed()
    }

    /// Rounded, for nobody knows more digits.
    private static func decimal(_ number: Double, digits: Int) -> ExactDecimal {
        var power = 1.0
        for _ in 0..<digits { power *= 10 }
        let scaled = (number * power).rounded()
        guard abs(scaled) < 1e30 else { return .zero }
        return ExactDecimal(Int128(scaled), scale: digits, isRounded: true)
    }

    /// What a metric is a forecast of, by its own past or by drivers; nil for what has come about.
    package func forecastMetric(of metric: MetricDefinition) -> MetricDefinition? {
        modelledMetric(of: metric) ?? drivenMetric(of: metric)
    }

    /// What a metric is the model of, where its formula is one: of `model(revenue)` revenue.
    func modelledMetric(of metric: MetricDefinition) -> MetricDefinition? {
        notion(of: metric).modelled
    }

    /// One less the weighted absolute error of management's forecasts, as first issued, of the periods
    /// that ended in the twelve months up to the end of this one.
    func forecastAccuracy(_ scope: Scope) -> FigureValue {
        let id = settings.options.text("forecast_accuracy.of")
        if scope.period.start > settings.asOf { return .undefined(.afterAsOf(settings.asOf)) }
        guard scope.selection == .whole, scope.filter == nil else {
            return .undefined(.notKnown("forecasts are on record for the whole company only"))
        }
        guard let metric = catalogue.metrics[id] else {
            return .undefined(.missingInput("'\(id)'"))
        }
        let outcomes = forecastRecord(of: metric, through: scope.period)
        if outcomes.isEmpty {
            return .undefined(
                .missingInput("no forecast of \(id) for a period that ended in the year before"))
        }
        let missed = outcomes.reduce(ExactDecimal.zero) { $0 + ($1.forecast - $1.actual).magnitude }
        let total = outcomes.reduce(ExactDecimal.zero) { $0 + $1.actual.magnitude }
        guard let share = missed.divided(by: total) else {
            return .undefined(.divisionByZero("the actual figures are 0"))
        }
        return .known(max(.one - share, .zero))
    }

    /// The record of the metric whose accuracy is asked for.
    package func forecastRecord(
        through period: Period
    ) -> [(period: Period, forecast: ExactDecimal, actual: ExactDecimal, issued: Day?)] {
        catalogue.metrics[availability.forecastMetric].map {
            forecastRecord(of: $0, through: period)
        } ?? []
    }

    /// Every forecast on record of periods that ended in the year up to the end of a period, of the
    /// same length as that one where there are any.
    package func forecastRecord(
        of metric: MetricDefinition, through period: Period
    ) -> [(period: Period, forecast: ExactDecimal, actual: ExactDecimal, issued: Day?)] {
        let earliest = period.last.adding(-11)
        let ended = targets.firstSaid(metric.id, scenario: "forecast").filter {
            $0.period.last >= earliest && $0.period.last <= period.last
                && $0.period.end <= settings.asOf
        }
        let alike = ended.filter { $0.period.months == period.months }
        return (alike.isEmpty ? ended : alike).compactMap { said in
            figure(metric, period: said.period).value.number.map {
                (said.period, said.entry.value, $0, said.entry.issued)
            }
        }
    }
}
