import Diagnostics
import FormulaReading
package import ReportModel

extension Computation {
    /// What must hold of any company's figures in a period and does not: a defect of the program, or
    /// data that nobody thought of. Only of what was measured.
    ///
    /// Source: the invariants that every definition here implies, such as 0 ≤ GRR ≤ min(1, NRR).
    package func brokenInvariants(in period: Period) -> [String] {
        Self.invariants.compactMap { text in
            var ignored: [Diagnostic] = []
            guard let rule = parseExpression(text, at: nil, diagnostics: &ignored),
                isMeasured(rule), case .success(false) = judge(rule, period: period)
            else { return nil }
            return "\(text) does not hold in \(period.name)"
        } + openBridges(in: period)
    }

    /// Balances whose movements do not lead from the start of a period to its end.
    private func openBridges(in period: Period) -> [String] {
        Movements.metrics.compactMap { id in
            guard let metric = catalogue.metrics[id], let steps = Movements.steps(of: id),
                ([id] + steps.map(\.metric)).allSatisfy({ isMeasured(Expression(.name($0))) })
            else { return nil }
            let bridge = movementBridge(metric, over: period, filter: nil)
            let isKnown =
                bridge.opening.value.number != nil && bridge.closing.value.number != nil
                && bridge.steps.allSatisfy { $0.change.number != nil }
            return isKnown && !bridge.isClosed
                ? "the movements of \(id) do not add up in \(period.name)" : nil
        }
    }

    private static let invariants = [
        "grr >= 0 and grr <= 1 and grr <= nrr",
        "logo_retention >= 0 and logo_retention <= 1", "logo_churn >= 0 and logo_churn <= 1",
        "weighted_pipeline <= open_pipeline", "commit <= best_case",
        "top1_share <= top5_share and top5_share <= top10_share and top10_share <= 1",
        "hhi > 0 and hhi <= 10000", "nps >= 0 - 100 and nps <= 100",
        "health >= 0 and health <= 100", "renewal_rate >= 0 and renewal_rate <= 1",
        "lead_to_mql >= lead_to_won", "win_rate >= 0 and win_rate <= 1",
        "win_rate_cohort >= 0 and win_rate_cohort <= 1",
        "stage_conversion >= 0 and stage_conversion <= 1",
        "deferred_revenue >= 0", "unbilled_receivables >= 0",
    ]

    /// Whether all that a formula comes down to was asked of the tables.
    private func isMeasured(_ formula: Expression) -> Bool {
        for (name, _) in formula.names where catalogue.metrics[name] == nil { return false }
        let requests = planner.requests(for: formula, dimensions: [], filter: nil)
        return !requests.isEmpty && requests.allSatisfy { cubes[CubeAddress($0)] != nil }
    }
}
