extension WaterfallChart {
    /// The drawing: columns where their names fit beneath, otherwise bars with names at the left.
    func sketch(width: Double, id: String) -> Sketch {
        var short = self
        for index in steps.indices {
            if let name = steps[index].shortName { short.steps[index].name = name }
        }
        for chart in [self, short] {
            let standing = StandingWaterfall(chart, width: width)
            if standing.namesFit { return standing.sketch(width: width, id: id) }
        }
        return LyingWaterfall(self, width: width).sketch(width: width, id: id)
    }
}

/// A step with the levels it goes from and to.
struct WaterfallSpan {
    var step: WaterfallStep
    var from: Double
    /// Where it ends; nil where it is undefined.
    var to: Double?
    /// The level that the next step hangs on.
    var level: Double

    /// The steps of a waterfall one upon the other.
    static func all(_ steps: [WaterfallStep]) -> [WaterfallSpan] {
        var level = 0.0
        return steps.map { step in
            var span = WaterfallSpan(step: step, from: 0, to: step.datum.value, level: level)
            switch step.form {
            case .total: level = step.datum.value ?? level
            case .change:
                span.from = level
                span.to = step.datum.value.map { level + $0 }
                level = span.to ?? level
            case .plan, .previous:
                // What a bridge starts from, or what its end is compared with.
                if steps.first == step { level = step.datum.value ?? level }
            }
            span.level = level
            return span
        }
    }

    /// What a step is drawn as where it is no difference.
    var scenario: ChartScenario? {
        switch step.form {
        case .total: .actual
        case .plan: .plan
        case .previous: .previous
        case .change: nil
        }
    }

    var isTotal: Bool { step.form == .total }

    /// Whether its label belongs on the side of greater values.
    var labelIsBeyond: Bool { (step.datum.value ?? 0) >= 0 }

    /// Draws the bar in its notation.
    func draw(_ box: Box, good: GoodDirection, into sketch: inout Sketch) {
        if let scenario {
            sketch.add(box, scenario)
        } else {
            sketch.add(box, good.differenceClass(step.datum.value ?? 0))
        }
        sketch.board.keepOff(box)
    }
}

extension [WaterfallSpan] {
    /// The values a scale must span.
    func domain(shared: ClosedRange<Double>?) -> ClosedRange<Double> {
        valueDomain(
            flatMap { [$0.from, $0.to ?? $0.from] }, includesZero: true, shared: shared)
    }

    /// The pairs of a span and the next one that hangs on it or closes it.
    var links: [(Int, Int)] {
        indices.dropLast().filter {
            let next = self[$0 + 1].step.form
            let own = self[$0].step.form
            // What a bridge starts from is linked whatever its scenario.
            let isLevel = $0 == 0 || (own != .plan && own != .previous)
            return next != .plan && next != .previous && isLevel
        }.map { ($0, $0 + 1) }
    }
}
