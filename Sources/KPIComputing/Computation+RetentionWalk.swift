import Measuring
package import ReportModel

extension Computation {
    /// From the MRR of the closed cohort at the start of the window to what is left of it at the
    /// period's end, which is the numerator of NRR, and on to the MRR of all.
    ///
    /// All at the exchange rates of the end. A step is a part's key: `base_cohort`, the metric of a
    /// movement, `nrr_numerator` (a sum on the way, no step), `joined_later`.
    package func retentionWalk(through period: Period, filter: Expression?) -> [RetentionPart] {
        let (walk, reason) = walk(period, filter)
        func part(
            _ key: String, _ value: KeyPath<RetentionWalk, ExactDecimal>, isLoss: Bool = false
        )
            -> RetentionPart
        {
            RetentionPart(
                key: key,
                value: reason.map(FigureValue.undefined)
                    ?? .known(isLoss ? -walk[keyPath: value] : walk[keyPath: value]))
        }
        return [
            part("base_cohort", \.base), part("expansion_mrr", \.expansion),
            part("discount_expiry_mrr", \.discountExpiry),
            part("contraction_mrr", \.contraction, isLoss: true),
            part("churned_mrr", \.churn, isLoss: true),
            part("reactivation_mrr", \.reactivation), part("nrr_numerator", \.retained),
            part("joined_later", \.joined), part("mrr", \.closing),
        ]
    }

    private func walk(_ period: Period, _ filter: Expression?) -> (RetentionWalk, Undefined?) {
        let none = RetentionWalk()
        if period.end > settings.asOf { return (none, .afterAsOf(settings.asOf)) }
        guard availability.recurringTable != nil,
            let measure = catalogue.measures["recurring_balance"],
            let cube = cube(of: measure, scope(period, filter: filter)),
            let first = cube.coverage?.lowerBound
        else { return (none, .noRows("no recurring revenue")) }
        let base = period.last.adding(-settings.retentionWindow)
        if base < first {
            return (
                none, .notKnown("recurring revenue is known from \(first) on, not \(base)")
            )
        }
        guard let matrix = cube.matrix(cube.rows(of: selection())) else { return (none, nil) }
        let walk = matrix.retentionWalk(
            from: base, to: period.last, countsReturned: settings.includesReactivated)
        return (walk, nil)
    }

    /// The walk as a bridge to all MRR.
    package func retentionBridge(
        _ metric: MetricDefinition, over period: Period, filter: Expression?
    ) -> Bridge {
        let parts = retentionWalk(through: period, filter: filter)
        let base = Period(month: period.last.adding(-settings.retentionWindow))
        func figure(_ key: String, _ period: Period) -> Figure {
            Figure(
                metric: metric.id, period: period, cut: part, unit: .money,
                value: parts.first { $0.key == key }?.value ?? .known(.zero),
                definition: definition(of: metric) + "/retention-walk")
        }
        let steps = parts.filter { !["base_cohort", "nrr_numerator", "mrr"].contains($0.key) }
            .map { Bridge.Step(key: $0.key, name: "", change: $0.value) }
        return bridge(
            metric.id, figure("base_cohort", base), steps,
            figure("mrr", Period(month: period.last)))
    }
}

/// A line of the retention walk.
package struct RetentionPart: Sendable {
    package var key: String
    /// With its sign.
    package var value: FigureValue
}
