/// One stage of a funnel.
package struct FunnelStage: Hashable, Sendable {
    package var name: String
    package var datum: ChartDatum
    /// How many of the stage before came here; nil for the first.
    package var step: ChartDatum?
    /// How many of the first stage came here; nil for the first.
    package var overall: ChartDatum?
    /// The same stage in the scenario compared with.
    package var reference: ChartDatum?

    /// A stage; the texts of its rates are percentages.
    package init(
        _ name: String, _ datum: ChartDatum, step: ChartDatum? = nil, overall: ChartDatum? = nil,
        reference: ChartDatum? = nil
    ) {
        self.name = name
        self.datum = datum
        self.step = step
        self.overall = overall
        self.reference = reference
    }
}

/// Stages from first to last in horizontal bars, with the rates between them.
package struct FunnelChart: Hashable, Sendable {
    package var stages: [FunnelStage]
    /// What the rates from stage to stage are called, above their column.
    package var stepName: String
    /// What the rates from the start are called, above their column or before each.
    package var overallName: String
    /// What is compared with, and its code: drawn behind the bars.
    package var reference: ChartScenario?
    package var referenceName: String
    /// The code of the bars in front, shown where something is drawn behind them.
    package var actualName: String
    package var sharedDomain: ClosedRange<Double>?

    /// A funnel.
    package init(
        stages: [FunnelStage], stepName: String, overallName: String,
        reference: ChartScenario? = nil, referenceName: String = "", actualName: String = "AC",
        sharedDomain: ClosedRange<Double>? = nil
    ) {
        self.stages = stages
        self.stepName = stepName
        self.overallName = overallName
        self.reference = reference
        self.referenceName = referenceName
        self.actualName = actualName
        self.sharedDomain = sharedDomain
    }
}
