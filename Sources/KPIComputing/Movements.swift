package import Measuring
package import ReportModel

/// The metrics whose change from one period end to the next is told by movements, and which those are.
package enum Movements {
    package struct Step: Sendable {
        package var metric: String
        /// Whether it makes the balance smaller.
        package var isLoss = false
        /// The balance counts twelve months of it.
        fileprivate(set) package var isAnnual = false
    }

    /// In the order in which boards read them; nil for a metric that has none.
    package static func steps(of metric: String) -> [Step]? {
        switch metric {
        case "mrr", "arr":
            return [
                Step(metric: "new_mrr"), Step(metric: "reactivation_mrr"),
                Step(metric: "expansion_mrr"), Step(metric: "discount_expiry_mrr"),
                Step(metric: "contraction_mrr", isLoss: true),
                Step(metric: "churned_mrr", isLoss: true), Step(metric: "fx_mrr"),
            ].map { step in
                var step = step
                step.isAnnual = metric == "arr"
                return step
            }
        case "open_pipeline":
            return [
                Step(metric: "pipeline_added"), Step(metric: "pipeline_revalued"),
                Step(metric: "pipeline_moved"),
                Step(metric: "pipeline_won", isLoss: true),
                Step(metric: "pipeline_lost", isLoss: true),
            ]
        default: return nil
        }
    }

    /// The requests that the movements of a metric need.
    package static func requests(
        of metric: String, filter: Expression?, _ planner: Planner
    ) -> [CubeRequest] {
        (steps(of: metric) ?? []).flatMap {
            planner.requests(for: Expression(.name($0.metric)), dimensions: [], filter: filter)
        }
    }

    /// What has them, for a message.
    package static let metrics = ["mrr", "arr", "open_pipeline"]
}
